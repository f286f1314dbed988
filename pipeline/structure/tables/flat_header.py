"""The head of a table that was flattened to lines: where it stands and which columns it names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model import Line, SourceTable
from pipeline.structure.frame.fragments import is_upper
from pipeline.structure.tables.columns import role_of
from pipeline.text import fold

_NUMBER_HEAD = re.compile(r"^(S?TT|Số\s*TT|Số thứ tự|T\.T)\b\.?\s*", re.IGNORECASE)
_FIRST_ROW = re.compile(r"^(?:1(?:\.1)?[.)]?|I[.)]?|A[.)]?)(?:\s+\S|$)")
_COUNTS = re.compile(r"^\(?1\)?(?:\s+\(?\d\)?){2,}$")
_MOST_LINES = 24
_LONGEST = 90
_GENERIC = frozenset(
    {"đơn vị", "cơ quan", "phòng", "thời gian", "thời hạn", "người", "tên", "số", "kết quả", "sản phẩm", "nội dung"}
)


@dataclass(frozen=True, slots=True)
class FlatHeader:
    """A head from item `start` up to (not including) `end`; the columns' words."""

    start: int
    end: int
    heads: tuple[str, ...]

    @property
    def key(self) -> str:
        """What a repetition of the head on a later page has in common with it."""
        return re.sub(r"\W+", "", fold("".join(self.heads)))


def find_header(items: Sequence[Line | SourceTable], start: int) -> FlatHeader | None:
    """The head that begins with the item at `start`, if one does.

    Example:
        >>> lines = [Line(t) for t in ("TT Nhiệm vụ", "Đơn vị", "chủ trì", "Thời gian", "thực hiện", "1.", "Rà soát")]
        >>> find_header(lines, 0).heads
        ('TT', 'Nhiệm vụ', 'Đơn vị chủ trì', 'Thời gian thực hiện')
    """
    first = items[start]
    if not isinstance(first, Line) or not _NUMBER_HEAD.match(first.text):
        return None
    lines: list[str] = []
    end = start
    while end < len(items) and end - start <= _MOST_LINES:
        item = items[end]
        if isinstance(item, Line) and lines and _FIRST_ROW.match(item.text):
            break
        if not isinstance(item, Line) or len(item.text) > _LONGEST:
            return None
        lines.append(item.text)
        end += 1
    else:
        return None
    heads = head_columns(lines)
    roles = [role_of(h) for h in heads]
    known = [r for r in roles if r != "other"]
    if (
        len(heads) < 3
        or len(known) < 3
        or len(known) * 10 < 6 * len(heads)
        or not {"task", "name", "target"} & set(known)
    ):
        return None
    while end < len(items) and isinstance(line := items[end], Line) and _COUNTS.match(line.text):
        end += 1
    return FlatHeader(start, end, tuple(heads))


def repeats(items: Sequence[Line | SourceTable], start: int, header: FlatHeader) -> int | None:
    """The position after a repetition of the head that begins at `start`; None where none does.

    Example:
        >>> lines = [Line("TT Nhiệm vụ"), Line("Chủ trì"), Line("dẫn sử dụng")]
        >>> repeats(lines, 0, FlatHeader(0, 2, ("TT", "Nhiệm vụ", "Chủ trì")))
        2
    """
    key, seen = header.key, ""
    for end in range(start, min(start + _MOST_LINES, len(items))):
        item = items[end]
        if not isinstance(item, Line):
            return None
        seen += re.sub(r"\W+", "", fold(item.text))
        if seen == key:
            return end + 1
        if not key.startswith(seen):
            return None
    return None


def head_columns(lines: Sequence[str]) -> list[str]:
    """Put the lines of a head together, one text a column.

    Example:
        >>> head_columns(["TT Chỉ tiêu", "Đơn", "vị", "Chỉ tiêu", "phấn đấu", "Phòng", "chủ trì"])
        ['TT', 'Chỉ tiêu', 'Đơn vị', 'Chỉ tiêu phấn đấu', 'Phòng chủ trì']
    """
    heads: list[str] = []
    for line in lines:
        rest = line.strip()
        number = _NUMBER_HEAD.match(rest) if not heads else None
        if number:
            heads.append(number[1])
            rest = rest[number.end() :].strip()
        for piece in _parted(rest):
            if len(heads) > (1 if number or (heads[:1] and _NUMBER_HEAD.match(heads[0])) else 0) and _goes_on(
                heads[-1], piece
            ):
                heads[-1] += " " + piece
            elif piece:
                heads.append(piece)
    return heads


def _goes_on(head: str, piece: str) -> bool:
    """Whether a piece of the head belongs to the column begun before it."""
    if piece[:1].islower() or piece[:1] in "(/":
        return True
    if fold(head) in _GENERIC and is_upper(head) and is_upper(piece):
        return True
    return role_of(head) == "other" and is_upper(head) and is_upper(piece) and len(head.split()) < 3


def _parted(text: str) -> list[str]:
    """Part heads that share a line: `Kết quả Thời gian thực hiện`."""
    words = text.split()
    for i in range(1, len(words)):
        if not words[i][:1].isupper() or is_upper(text):
            continue
        left, right = " ".join(words[:i]), " ".join(words[i:])
        roles = role_of(left), _first_role(right)
        if "other" not in roles and roles[0] != roles[1]:
            return [left, *_parted(right)]
    return [text] if text else []


def _first_role(text: str) -> str:
    words = text.split()
    found = [role_of(" ".join(words[: i + 1])) for i in range(len(words))]
    return next((r for r in found if r != "other"), "other")
