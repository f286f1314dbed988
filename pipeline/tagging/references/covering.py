"""Which of the mentions already found stands at a place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from pipeline.model import Reference


def last_before(mentions: Sequence[Reference], at: int) -> int:
    """The index of the last mention that starts at ``at`` or before it; -1 where none does. Mentions are in order.

    Example:
        >>> mentions = [Reference("a", "law", "a", "Luật", 0, 1), Reference("b", "law", "b", "Luật", 5, 6)]
        >>> last_before(mentions, 4), last_before(mentions, 5)
        (0, 1)
    """
    return bisect_right(mentions, at, key=lambda mention: mention.start) - 1


def is_covered(mentions: Sequence[Reference], start: int, end: int) -> bool:
    """Whether a mention overlaps the range from ``start`` to ``end``.

    Example:
        >>> is_covered([Reference("abc", "law", "abc", "Luật", 3, 6)], 5, 9)
        True
    """
    index = last_before(mentions, max(start, end - 1))
    return index >= 0 and mentions[index].end > start
