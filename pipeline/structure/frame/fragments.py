"""Pieces of a letterhead or a foot: table cells and lines alike, two columns on one line parted, rules dropped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from pipeline.model import Line, SourceTable, TableCell
from pipeline.structure.frame.number import parse_date
from pipeline.text import fold
from pipeline.text.tables import read_table

Side = Literal["left", "right"]
_RULE = re.compile(r"[\s\-_*=—–.~•]*(?:(?<=[-_*=—–.~•])[o0O]{3}(?=[-_*=—–.~•]))?[\s\-_*=—–.~•]*|[o0O]{3}")
_RULE_END = re.compile(r"\s*(?:[-_=—–]{3,}|\*{1,3})\s*$|^\s*[-_=—–]{3,}\s*")
_MARKDOWN = re.compile(r"\*\*|__")


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of text with the item it comes from (to ``end``); ``side`` where it stood in one of two columns."""

    text: str
    index: int
    side: Side | None = None
    row: int = 0
    bold: bool = False
    centred: bool = False
    starts: bool | None = None
    gap: float = 0.0
    end: int | None = None

    @property
    def last(self) -> int:
        """The last item that it reaches into."""
        return self.index if self.end is None else self.end

    @property
    def upper(self) -> bool:
        """Whether it is printed in capitals."""
        return is_upper(self.text)


def is_upper(text: str) -> bool:
    """Whether the letters are capitals, but for a stray one.

    Example:
        >>> is_upper("QUYẾT ĐỊNH SỐ 5"), is_upper("Quyết định"), is_upper("12")
        (True, False, False)
    """
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 1 and sum(c.isupper() for c in letters) >= 0.9 * len(letters)


@lru_cache(maxsize=8)
def head_pattern(use: str) -> re.Pattern[str]:
    """One pattern of everything that the table lists for a use; it is matched against folded text."""
    rows = [r["pattern"] for r in read_table("head_patterns.tsv", __package__) if r["use"] == use]
    return re.compile("|".join(f"(?:{p})" for p in rows))


def clean(text: str) -> str:
    """Take bold marks and drawn rules away.

    Example:
        >>> clean("**KT. GIÁM ĐỐC**"), clean("BỘ Y TẾ ------- |")
        ('KT. GIÁM ĐỐC', 'BỘ Y TẾ')
    """
    text = _MARKDOWN.sub("", text).strip(" |")
    return re.sub(r"\s+", " ", _RULE_END.sub("", text)).strip()


def is_rule(text: str) -> bool:
    """Whether a line is only a drawn rule.

    Example:
        >>> is_rule("-------"), is_rule("---o0o---"), is_rule("*"), is_rule("- Như trên")
        (True, True, True, False)
    """
    return _RULE.fullmatch(text) is not None


def fragments(items: Sequence[Line | SourceTable], start: int = 0, stop: int | None = None) -> list[Fragment]:
    """All pieces of a range of items in reading order; of a table row by row, the left cell before the right one."""
    found: list[Fragment] = []
    for index in range(start, len(items) if stop is None else min(stop, len(items))):
        item = items[index]
        if isinstance(item, SourceTable):
            for row, cells in enumerate(item.rows):
                found += _row_fragments(cells, index, row)
        else:
            found += _line_fragments(item, index)
    return found


def _row_fragments(cells: Sequence[TableCell | None], index: int, row: int) -> list[Fragment]:
    found: list[Fragment] = []
    filled = [(c, cell) for c, cell in enumerate(cells) if cell is not None and cell.text.strip()]
    for c, cell in filled:
        side: Side = "left" if c == 0 or (c == filled[0][0] and len(filled) > 1) else "right"
        for n, line in enumerate(cell.lines):
            if not is_rule(line.text) and clean(line.text):
                text = clean(line.text)
                gap = line.gap if n else 1.0
                found.append(Fragment(text, index, side, row, line.bold, line.centred, line.starts, gap))
    return found


_COLUMNS = re.compile(r"(\S+(?: {1,3}\S+)*) {5,}(\S+(?: {1,3}\S+)*)")
"""Two columns that plain text sets apart by spaces."""
_MOTTO_PIECES = re.compile(
    r"\s(?=(?:CỘNG\s+H[ÒO][AÀ]\s+XÃ|CHỦ\s+NGHĨA\s+VIỆT\s+NAM|ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT|Độc\s+lập\s*[-–—]\s*Tự\s+do|Độc\s+Lập\s*[-–—]\s*Tự\s+Do)\b)"
)
_PLACE_PIECE = re.compile(
    r"(?<=[\w/-])\s+(?=(?:(?:TP\.?|Tp\.?|Thành phố|Tỉnh|Quận|Huyện)\s*)?"
    r"(?:[A-ZĐÀ-Ỹ][\w.]*\s?){1,5}(?:\s-\s\w+ \w+)?,?\s+"
    r"ngày\b.{0,14}?tháng\b)"
)


def _line_fragments(line: Line, index: int) -> list[Fragment]:
    text = clean(line.text)
    if is_rule(line.text) or not text:
        return []
    columns = _COLUMNS.fullmatch(line.text.strip())
    columns = None if columns and parse_date(text) else columns
    parts = [columns[1], columns[2]] if columns else line.text.split("|")
    if len(cells := [clean(part) for part in parts if not is_rule(part)]) == 2:
        both: tuple[tuple[str, Side], ...] = ((cells[0], "left"), (cells[1], "right"))
        return [Fragment(t, index, side, 0, line.bold, False, line.starts, line.gap) for t, side in both]
    pieces = [text]
    if is_motto(text):
        return [Fragment(text, index, None, 0, line.bold, line.centred, line.starts, line.gap)]
    for pattern in (_MOTTO_PIECES, _PLACE_PIECE):
        parted: list[str] = []
        for piece in pieces:
            left = pattern.split(piece, maxsplit=1)
            # A place and date only follow a number on its line; anywhere else they are part of a sentence.
            follows = pattern is _MOTTO_PIECES or re.match(r"\s*(?:Luật\s+)?[Ss]ố\b", left[0]) is not None
            parted += [p for p in left if p.strip()] if follows else [piece]
        pieces = parted
    if len(pieces) == 1:
        return [Fragment(text, index, None, 0, line.bold, line.centred, line.starts, line.gap)]
    sides: list[Side] = ["left", *(["right"] * (len(pieces) - 1))]  # type: ignore[list-item]
    return [
        Fragment(piece.strip(), index, side, 0, line.bold, line.centred, line.starts, line.gap)
        for piece, side in zip(pieces, sides, strict=True)
    ]


def is_motto(text: str) -> bool:
    """Whether a piece is (a part of) the State's name and motto or the Party's name.

    Example:
        >>> is_motto("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"), is_motto("Độc lập – Tự do – Hạnh phúc"), is_motto("BỘ Y TẾ")
        (True, True, False)
    """
    folded = re.sub(r"[-_*=—–\s.]+$", "", fold(text)).strip()
    while folded:
        m = head_pattern("motto").match(folded)
        if m is None:
            return False
        folded = folded[m.end() :].strip(" -–—_.*")
    return True
