"""Whole numbers as files write them; what only looks like one (``2²``, a thousand digits) is none."""

from __future__ import annotations

MOST_DIGITS = 9


def whole(said: str, otherwise: int = 1) -> int:
    """The number that is said, or what it is otherwise.

    Example:
        >>> whole("12"), whole("2²"), whole("9" * 5000, 0), whole("")
        (12, 1, 0, 1)
    """
    return int(said) if said.isascii() and said.isdigit() and len(said) <= MOST_DIGITS else otherwise
