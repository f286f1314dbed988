"""The pieces of a letterhead: without the imprint of a signature above it, names that were wrapped put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.model import Line, SourceTable
from pipeline.structure.frame.addressees import is_salutation
from pipeline.structure.frame.fragments import Fragment, fragments, head_pattern, is_motto, is_upper
from pipeline.structure.frame.issuers import head_of
from pipeline.structure.frame.number import is_bare_number, parse_date, parse_number
from pipeline.text import fold

_FARTHEST = 12
"""Without any mark of a head, an imprint stands among so many pieces."""


def head_pieces(items: Sequence[Line | SourceTable], stop: int) -> list[Fragment]:
    """The pieces of the first ``stop`` items.

    Example:
        >>> [p.text for p in head_pieces([Line("ỦY"), Line("BAN NHÂN DÂN"), Line("TỈNH AN GIANG")], 9)]
        ['ỦY BAN NHÂN DÂN', 'TỈNH AN GIANG']
        >>> [p.text for p in head_pieces([Line("Kính"), Line("gửi: Các sở")], 9)]
        ['Kính gửi: Các sở']
    """
    joined: list[Fragment] = []
    for piece in _without_stamps(fragments(items, 0, stop)):
        before = joined[-1] if joined else None
        if before is not None and before.side in (None, piece.side) and _goes_on(before.text, piece.text):
            joined[-1] = replace(before, text=f"{before.text} {piece.text}", end=piece.last)
        else:
            joined.append(piece)
    return joined


def _goes_on(first: str, second: str) -> bool:
    """Whether a page's source wrapped a name, a motto or a place after its first word, or after ``CỦA``."""
    one_word = " " not in first
    if not one_word and not first.endswith(" CỦA"):
        return False
    both = f"{first} {second}"
    if fold(first) == "kính":
        return is_salutation(both)
    if is_upper(both):
        return is_motto(both) or (head_of(both) is not None and (head_of(first) is None or not one_word))
    return first.istitle() and parse_date(second) is not None and parse_date(both) is not None


def _without_stamps(pieces: list[Fragment]) -> list[Fragment]:
    """Drop the imprint of a digital signature that stands above the head."""
    marks = (i for i, p in enumerate(pieces) if is_motto(p.text) or parse_number(p.text) or is_bare_number(p.text))
    head = next(marks, _FARTHEST)
    stamps = [i for i, p in enumerate(pieces[:head]) if head_pattern("stamp").search(fold(p.text))]
    return pieces[stamps[-1] + 1 :] if stamps else pieces
