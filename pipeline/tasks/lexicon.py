"""The words that tell a task: role cues, openers, labels, statements; all from TSV tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files


def rows(table: str) -> Iterator[list[str]]:
    """The rows of a table of this package, head line left out."""
    for line in files(__package__).joinpath(table).read_text(encoding="utf-8").splitlines()[1:]:
        if line.strip():
            yield line.split("\t")


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


FARTHEST_CUE = 300
"""Letters: no cue reaches further back."""


@lru_cache(maxsize=1)
def _cues() -> tuple[tuple[str, tuple[str, ...], re.Pattern[str]], ...]:
    found = sorted(rows("cues.tsv"), key=lambda row: row[0] != "none")
    return tuple(
        (role, tuple(needs.split("|")), re.compile(rf"(?:(?<=\W)|^|(?=,))(?:{p})\s*:?\s*$", re.IGNORECASE))
        for role, needs, p, _ in found
    )


def cue_of(left: str) -> str | None:
    """The role of an actor by what stands left of it: that of the first cue that ends there, None where none does.

    Example:
        >>> cue_of("Sở Y tế phối hợp với "), cue_of("Sở Y tế ")
        ('coordinate', None)
    """
    near = max(0, len(left) - FARTHEST_CUE)
    said = left[near:].lower()
    for role, needs, cue in _cues():
        # A pattern is searched only where one of the words that it holds is.
        if any(word in said for word in needs) and cue.search(left, near):
            return role
    return None


@lru_cache(maxsize=1)
def labels() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """``(field, pattern)`` for the labels of assignment blocks: ``Đơn vị chủ trì: …``."""
    return tuple((field, re.compile(rf"\s*(?:{p})\s*:\s*", re.IGNORECASE)) for field, p, _ in rows("labels.tsv"))


@lru_cache(maxsize=1)
def statements() -> tuple[re.Pattern[str], ...]:
    """Patterns, matched at a sentence's beginning, of what directs nobody."""
    return tuple(re.compile(row[0], re.IGNORECASE) for row in rows("statements.tsv"))
