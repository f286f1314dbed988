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

_COLUMNS = 2
_LONGEST_PLACE = 5
_CUT_OFF = 2
"""Words of a body's name that its column had no room for: ``ỦY BAN NHÂN⏎DÂN``."""
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
        at = _before(joined, piece)
        if at is not None and _goes_on(joined[at].text, piece.text):
            joined[at] = replace(joined[at], text=f"{joined[at].text} {piece.text}", end=piece.last)
        else:
            joined.append(piece)
    return joined


def _before(joined: Sequence[Fragment], piece: Fragment) -> int | None:
    """The piece right before one in its column; of a line on its own the column is not known."""
    last = len(joined) - 1
    for at in range(last, max(last - _COLUMNS, -1), -1):
        if joined[at].side == piece.side or (at == last and joined[at].side is None):
            return at
        if piece.side is None and joined[at].side == "right" and _dates_more(joined[at].text, piece.text):
            return at
    return None


def _dates_more(first: str, second: str) -> bool:
    """Whether a place and date that a column was too narrow for go on: ``Đắk Lắk, ngày 18⏎tháng 11 năm 2025``."""
    if "ngày" not in first and "ngày" not in second:
        return False
    both, alone, rest = parse_date(f"{first} {second}"), parse_date(first), parse_date(second)
    if both is None or both[2] or not first[:1].isupper() or is_motto(first):
        return False
    if alone is not None or "ngày" in first:
        return rest is None and len(both[1] or "") > len((alone and alone[1]) or "")
    place = first.endswith(",") or (_is_name(first) and rest is not None and second[:1].isupper())
    return place and len(first.split()) <= _LONGEST_PLACE


def _is_name(words: str) -> bool:
    return words.removeprefix("Thành phố ").istitle()


def _goes_on(first: str, second: str) -> bool:
    """Whether a page's source wrapped a name, a motto or a place after its first word, or after ``CỦA``."""
    one_word = " " not in first
    if _dates_more(first, second):
        return True
    both = f"{first} {second}"
    if is_upper(both) and head_of(first) is None and head_of(both) is not None and len(second.split()) <= _CUT_OFF:
        return True
    if not one_word and not first.endswith(" CỦA"):
        return False
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
