"""The words that tell a task: verbs by class, role cues, openers, labels, statements; all from TSV tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise

from pipeline.text import fold

_WORD = re.compile(r"[\w/&.-]*\w", re.UNICODE)
LONGEST_PHRASE = 4


def rows(table: str) -> Iterator[list[str]]:
    """The rows of a table of this package, head line left out."""
    for line in files(__package__).joinpath(table).read_text(encoding="utf-8").splitlines()[1:]:
        if line.strip():
            yield line.split("\t")


@lru_cache(maxsize=1)
def verbs() -> dict[str, frozenset[str]]:
    """Phrase in lower case to its classes: act, assign, adverb, modal, coordinate, report, forbid."""
    found: dict[str, set[str]] = {}
    for phrase, kind, _ in rows("verbs.tsv"):
        found.setdefault(phrase, set()).add(kind)
    return {fold(phrase): frozenset(kinds) for phrase, kinds in found.items()}


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(expression, re.IGNORECASE) for name, expression, _ in rows("patterns.tsv")}


def pattern(name: str) -> re.Pattern[str]:
    """A pattern of ``patterns.tsv`` by its name, case ignored."""
    return _patterns()[name]


@lru_cache(maxsize=1)
def openers() -> re.Pattern[str]:
    """Matches a word that opens an adverbial clause before the subject."""
    phrases = sorted((row[0] for row in rows("openers.tsv")), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, phrases))})\b", re.IGNORECASE)


@lru_cache(maxsize=1)
def cues() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """``(role, pattern)``: searched at the end of what stands left of an actor; the first that fits rules."""
    found = [(role, pattern) for role, pattern, _ in rows("cues.tsv")]
    order = {"none": 0}
    found.sort(key=lambda item: order.get(item[0], 1))
    return tuple((role, re.compile(rf"(?:(?<=\W)|^|(?=,))(?:{p})\s*:?\s*$", re.IGNORECASE)) for role, p in found)


@lru_cache(maxsize=1)
def labels() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """``(field, pattern)`` for the labels of assignment blocks: ``Đơn vị chủ trì: …``."""
    return tuple((field, re.compile(rf"\s*(?:{p})\s*:\s*", re.IGNORECASE)) for field, p, _ in rows("labels.tsv"))


@lru_cache(maxsize=1)
def statements() -> tuple[re.Pattern[str], ...]:
    """Patterns, matched at a sentence's beginning, of what directs nobody."""
    return tuple(re.compile(row[0], re.IGNORECASE) for row in rows("statements.tsv"))


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
