"""The verbs that a directive clause opens with, by class (``verbs.tsv``)."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from pipeline.text.folding import fold
from pipeline.text.tables import read_table

_WORD = re.compile(r"[\w/&.-]*\w", re.UNICODE)
LONGEST_PHRASE = 4


@lru_cache(maxsize=1)
def verbs() -> dict[str, frozenset[str]]:
    """Folded phrase to its classes: act, assign, adverb, modal, coordinate, report, forbid."""
    found: dict[str, set[str]] = {}
    for row in read_table("verbs.tsv", "pipeline.text"):
        found.setdefault(row["phrase"], set()).add(row["class"])
    return {fold(phrase): frozenset(kinds) for phrase, kinds in found.items()}


def leading_classes(text: str) -> frozenset[str]:
    """The classes of the longest known phrase that ``text`` begins with, empty where none is known.

    Example:
        >>> sorted(leading_classes("tiếp tục rà soát"))
        ['adverb']
    """
    words = [fold(match.group()) for match in _first_words(text)]
    known = verbs()
    for length in range(len(words), 0, -1):
        if kinds := known.get(" ".join(words[:length])):
            return kinds
    made_verb = any(word == "hóa" and stem != "văn" for stem, word in pairwise(words))
    return frozenset({"act"}) if made_verb else frozenset()


def _first_words(text: str) -> list[re.Match[str]]:
    found: list[re.Match[str]] = []
    position = re.match(r"[\s,“\"(\-–+•]*", text).end()  # type: ignore[union-attr]
    for _ in range(LONGEST_PHRASE):
        match = _WORD.match(text, position)
        if not match:
            break
        found.append(match)
        position = match.end()
        if not text.startswith(" ", position):
            break
        position += 1
    return found
