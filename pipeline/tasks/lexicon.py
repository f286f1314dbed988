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
