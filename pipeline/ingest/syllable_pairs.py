"""Which syllables stand together: pairs of the dictionary, and how often pairs stand in directives."""

from __future__ import annotations

import itertools
from functools import lru_cache
from importlib.util import find_spec
from math import log1p
from pathlib import Path

from pipeline.text.tables import read_table

DICTIONARY = 2  # what a pair of the dictionary counts

Pair = tuple[str, str]


@lru_cache(maxsize=1)
def usual_pairs() -> dict[Pair, float]:
    """The logarithms of how often pairs of syllables stand together.

    Example:
        >>> usual_pairs()["tổ", "chức"] > usual_pairs().get(("tô", "chức"), 0.0)
        True
    """
    counts: dict[Pair, int] = dict.fromkeys(_dictionary(), DICTIONARY)
    for row in read_table("ocr_pairs.tsv", __package__):
        for entry in row["seconds"].split():
            second, _, count = entry.partition(":")
            pair = row["first"], second
            counts[pair] = counts.get(pair, 0) + int(count)
    return {pair: log1p(count) for pair, count in counts.items()}


@lru_cache(maxsize=1)
def entries() -> tuple[tuple[str, ...], ...]:
    """The words of more than one syllable in the dictionary that underthesea brings; none without it."""
    found = find_spec("underthesea")
    if found is None or found.origin is None:
        return ()
    path = Path(found.origin).parent / "corpus" / "data" / "Viet74K.txt"
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError:
        return ()
    return tuple(tuple(line.lower().split()) for line in lines if " " in line)


def _dictionary() -> set[Pair]:
    """Pairs of syllables that stand together in a word of the dictionary."""
    return {pair for entry in entries() for pair in itertools.pairwise(entry)}
