"""The words of a task as they are compared: abbreviations written out, spelling folded."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.tagging.tables import rows
from pipeline.text import fold

WORD = re.compile(r"[\w/&-]*\d[\w/&-]*|[^\W\d_]+")
"""A syllable, or a number with what hangs on it (``71-NQ/TW``, ``5G``, ``2025``)."""
ROW_NOTE = re.compile(r"\((?:STT|TT|mục|nhiệm vụ số)[ _]?\d[^)]*\)", re.IGNORECASE)
"""A note on where a row came from; it says nothing of the work."""
CLAUSE_END = re.compile(r"[;:.](?:\s|$)")
SHORTEST_ABBREVIATION = 3
SHORTEST_CLAUSE = 3
"""Words; what is shorter goes with the clause after it."""


@lru_cache(maxsize=65_536)
def words(text: str) -> tuple[str, ...]:
    """The words of a text in their folded form, abbreviations written out.

    Example:
        >>> words("Sở GDĐT rà soát kỹ")
        ('sở', 'giáo', 'dục', 'và', 'đào', 'tạo', 'rà', 'soát', 'kỹ')
    """
    return tuple(WORD.findall(fold(_written_out(text))))


@lru_cache(maxsize=65_536)
def clauses(text: str) -> tuple[tuple[str, ...], ...]:
    """The words of each clause; a whole task often goes back to one clause of an earlier one.

    Example:
        >>> [len(clause) for clause in clauses("Rà soát đội ngũ; bố trí đủ giáo viên.")]
        [4, 5]
    """
    found: list[tuple[str, ...]] = []
    carried: tuple[str, ...] = ()
    for part in CLAUSE_END.split(_written_out(text)):
        carried += tuple(WORD.findall(fold(part)))
        if len(carried) >= SHORTEST_CLAUSE:
            found.append(carried)
            carried = ()
    if carried:
        found.append(carried)
    return tuple(found)


def _written_out(text: str) -> str:
    return _abbreviation().sub(lambda m: _abbreviations()[m[0]], ROW_NOTE.sub(" ", text))


@lru_cache(maxsize=1)
def _abbreviations() -> dict[str, str]:
    return {
        row["abbreviation"]: row["full"]
        for row in rows("actors/abbreviations.tsv")
        if len(row["abbreviation"]) >= SHORTEST_ABBREVIATION
    }


@lru_cache(maxsize=1)
def _abbreviation() -> re.Pattern[str]:
    longest_first = sorted(map(re.escape, _abbreviations()), key=len, reverse=True)
    return re.compile(rf"(?<![\w&])(?:{'|'.join(longest_first)})(?![\w&])")
