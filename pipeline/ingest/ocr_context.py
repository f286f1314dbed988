"""Mends marks that OCR misread by the words beside them: which pairs the document and the dictionary know.

``tô chức`` is no pair of words that anybody writes, ``tổ chức`` is; a document that says ``nộp thuế`` twenty times
does not mean ``nộp thuê`` once.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.util import find_spec
from math import log1p
from pathlib import Path

from pipeline.text.tables import read_table

EDGES = "“”\"'‘’()[]{}.,;:!?…-–—/*|~"
DICTIONARY = 2  # what a pair of the dictionary counts
DOCUMENT = 0.5  # the weight of what the document itself says: it may misread one word alike throughout
OWN = 2.6  # the advantage, in logarithms of counts, of what was read
SETTLED = 3  # times that a word must stand in the document to be no misreading of one that does not

Pair = tuple[str, str]


def mend(texts: Sequence[str]) -> list[str]:
    """The lines of a document with misread marks mended.

    Args:
        texts: in reading order.

    Example:
        >>> mend(["chủ trì, phối hợp với các tô chức liên quan"])
        ['chủ trì, phối hợp với các tổ chức liên quan']
    """
    rows = [text.split() for text in texts]
    cores = [[_core(word) for word in row] for row in rows]
    seen = Counter(pair for row, core in zip(rows, cores, strict=True) for pair in _pairs(row, core))
    words = Counter(word for core in cores for word in core if word)
    by_letters: dict[str, set[str]] = {}
    for word in words:
        by_letters.setdefault(_letters(word), set()).add(word)
    return [" ".join(_mend_row(row, core, seen, words, by_letters)) for row, core in zip(rows, cores, strict=True)]


def _mend_row(
    row: list[str], core: list[str], seen: Counter[Pair], words: Counter[str], by_letters: dict[str, set[str]]
) -> list[str]:
    from pipeline.text import fold

    mended = list(row)
    core = list(core)
    for i, word in enumerate(core):
        if not word.isalpha() or len(word) > 7:
            continue
        before = core[i - 1] if i and _joined(row[i - 1], row[i]) else ""
        after = core[i + 1] if i + 1 < len(core) and _joined(row[i], row[i + 1]) else ""
        if not (before or after) or _is_name(row, i):
            continue
        letters = _letters(word)
        readings = by_letters.get(letters, set()) | _known(before, letters) | _known_before(letters, after)
        spelling = fold(word)
        readings = {w for w in readings if fold(w) != spelling}
        if not readings or (words[word] >= SETTLED and not any(words[w] for w in readings)):
            continue
        now = _support(word, before, after, seen, own=1) + OWN
        support, best = max((_support(w, before, after, seen), w) for w in readings)
        if support > now:
            mended[i] = _cased(row[i], word, best)
            core[i] = best
    return mended


def _support(word: str, before: str, after: str, seen: Counter[Pair], own: int = 0) -> float:
    """How well a word goes with those beside it: the logarithms of how often they stand together."""
    total = 0.0
    for pair in ((before, word), (word, after)):
        if all(pair):
            known = _usual().get(pair, 0) + (DICTIONARY if pair in _dictionary() else 0)
            total += log1p(known) + DOCUMENT * log1p(max(seen[pair] - own, 0))
    return total


def _pairs(row: list[str], core: list[str]) -> Iterable[Pair]:
    for i in range(len(row) - 1):
        if core[i] and core[i + 1] and _joined(row[i], row[i + 1]):
            yield core[i], core[i + 1]


def _joined(a: str, b: str) -> bool:
    """Whether no punctuation parts two words."""
    return a[-1:].isalnum() and b[:1].isalnum()


def _is_name(row: list[str], i: int) -> bool:
    """Whether a word stands among capitalised ones, as in a person's or a place's name, which no dictionary has."""
    if row[i].isupper() or not row[i][:1].isupper():
        return False
    beside = [w for w in (row[i - 1] if i else "", row[i + 1] if i + 1 < len(row) else "") if w]
    return any(w[:1].isupper() and not w.isupper() for w in beside)


def _core(word: str) -> str:
    return word.strip(EDGES).lower()


def _letters(word: str) -> str:
    from pipeline.text import strip_marks

    return strip_marks(word)


def _cased(printed: str, word: str, best: str) -> str:
    start = printed.lower().find(word)
    if start < 0:
        return printed
    own = printed[start : start + len(word)]
    shaped = best.upper() if own.isupper() and len(own) > 1 else best.capitalize() if own[:1].isupper() else best
    return printed[:start] + shaped + printed[start + len(word) :]


@lru_cache(maxsize=1)
def _usual() -> dict[Pair, int]:
    """How often pairs of syllables stand together in directives."""
    counts: dict[Pair, int] = {}
    for row in read_table("ocr_pairs.tsv", __package__):
        for entry in row["seconds"].split():
            second, _, count = entry.partition(":")
            counts[row["first"], second] = int(count)
    return counts


@lru_cache(maxsize=1)
def _dictionary() -> frozenset[Pair]:
    """Pairs of syllables that stand together in a word of the dictionary that underthesea brings; empty without it."""
    found = find_spec("underthesea")
    if found is None or found.origin is None:
        return frozenset()
    path = Path(found.origin).parent / "corpus" / "data" / "Viet74K.txt"
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError:
        return frozenset()
    entries = (line.lower().split() for line in lines if " " in line)
    return frozenset(pair for entry in entries for pair in itertools.pairwise(entry))


@lru_cache(maxsize=1)
def _by_letters() -> tuple[dict[Pair, set[str]], dict[Pair, set[str]]]:
    """Second syllables by the first and their letters, first syllables by their letters and the second."""
    second: dict[Pair, set[str]] = {}
    first: dict[Pair, set[str]] = {}
    for a, b in (*_dictionary(), *_usual()):
        second.setdefault((a, _letters(b)), set()).add(b)
        first.setdefault((_letters(a), b), set()).add(a)
    return second, first


def _known(before: str, letters: str) -> set[str]:
    return _by_letters()[0].get((before, letters), set())


def _known_before(letters: str, after: str) -> set[str]:
    return _by_letters()[1].get((letters, after), set())
