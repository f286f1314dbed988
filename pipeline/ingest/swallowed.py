"""Documents swallowed by a table: a converter lost where rows and tables end, so that cells hold everything."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import takewhile

from pipeline.ingest.flat_text import marks, split_body, split_letterhead, split_recipients, split_signature
from pipeline.ingest.grid import build_grid
from pipeline.model import Line, SourceTable, TableCell

NATION = re.compile(r"CỘNG\s+H[ÒO][AÀ]?\s+XÃ\s+HỘI|ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM")
_NUMBER_OR_DATE = re.compile(r"(?:Số\b|\S.{0,40},?\s*ngày\b.{0,25}tháng\b)", re.S)
_RECIPIENTS = re.compile(r"\W*N[ơƠ][iI]\s+[nN][hH][ậẬ][nN]", re.I)
_ADDRESSEE = re.compile(r"(?:Đồng )?[Kk]ính gửi|[-+•]\s")
_LONG_CELL = 250

Item = Line | SourceTable
Reader = Callable[[TableCell, str], list[Line]]


def is_swallowed(rows: Sequence[Sequence[TableCell | None]]) -> bool:
    """Whether a table holds a whole document: a letterhead, and running text in later cells.

    Example:
        >>> head = [TableCell((Line("SỞ Y TẾ"),)), TableCell((Line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),))]
        >>> is_swallowed([head]), is_swallowed([head, [TableCell((Line("x" * 300),))]])
        (False, True)
    """
    if not rows or not any(cell is not None and NATION.search(cell.text) for cell in rows[0]):
        return False
    filled = [cell for row in rows for cell in row if cell is not None and cell.lines]
    return any(len(cell.text) > _LONG_CELL for cell in filled[2:])


def release(rows: Iterable[Sequence[TableCell | None]], read_body: Reader | None = None) -> list[Item]:
    """Take such a document apart again: letterhead, paragraphs, foot, annex tables.

    Args:
        rows: the cells as they came.
        read_body: makes lines of a cell of running text, given the issuer's name as the letterhead prints it.

    Example:
        >>> cells = ["BỘ Y TẾ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số: 1/CT-BYT", "CHỈ THỊ VỀ DỊCH BỆNH Yêu cầu:"]
        >>> items = release([[TableCell((Line(c),)) for c in cells]])
        >>> [item.text for item in items if isinstance(item, Line)]
        ['CHỈ THỊ', 'VỀ DỊCH BỆNH', 'Yêu cầu:']
    """
    plain = [[replace(c, rowspan=1, colspan=1) for c in row if c is not None] for row in rows]
    return _Release(read_body or _flat_body).run(plain)


class _Release:
    def __init__(self, read_body: Reader) -> None:
        self._read_body = read_body
        self._items: list[Item] = []
        self._table: list[list[TableCell]] = []
        self._row: list[TableCell] = []
        self._width = 0
        self._issuer = ""

    def run(self, rows: list[list[TableCell]]) -> list[Item]:
        for row in self._letterhead(rows):
            self._take(row)
        self._close_table()
        return self._items

    def _letterhead(self, rows: list[list[TableCell]]) -> list[list[TableCell]]:
        """Take the first cells off: the two columns, number, date."""
        while rows and not any(cell.lines for cell in rows[0]):
            rows = rows[1:]
        first = [c for c in rows[0] if c.lines] if rows else []
        at = next((i for i, c in enumerate(first) if NATION.search(c.text)), None)
        if at is None:
            return rows
        pair = first[max(at - 1, 0) : at + 1] if at else first[:2]
        rest = [first[first.index(pair[-1]) + 1 :], *rows[1:]]
        issuer = [line for line in split_letterhead(" ".join(pair[0].text.split())) if line.isupper()]
        self._issuer = issuer[-1] if issuer else ""
        head = [[_lines(c, split_letterhead) for c in pair]]
        second: list[TableCell] = []
        while rest and len(second) < 2:
            if not rest[0]:
                rest.pop(0)
            elif not rest[0][0].lines:
                rest[0] = rest[0][1:]
            elif len(rest[0][0].text) <= _LONG_CELL and _NUMBER_OR_DATE.match(rest[0][0].text):
                second.append(_lines(rest[0][0], split_letterhead))
                rest[0] = rest[0][1:]
            else:
                break
        if second:
            head.append(second)
        self._items.append(SourceTable(build_grid(head), page=_page(pair[0]), ruled=False))
        return rest

    def _take(self, cells: list[TableCell]) -> None:
        i = 0
        while i < len(cells):
            cell = cells[i]
            if _RECIPIENTS.match(cell.text):
                self._close_table()
                pair = [_lines(cell, split_recipients)]
                if i + 1 < len(cells):
                    pair.append(_lines(cells[i + 1], split_signature))
                self._items.append(SourceTable(build_grid([pair]), page=_page(cell), ruled=False))
                i += 2
            elif self._width and len(self._row) < self._width and not _opens_annex(cell):
                self._row.append(cell)
                i += 1
            elif not cell.lines:
                i += 1
            elif _is_body(cell):
                self._close_table()
                self._items.extend(self._read_body(cell, self._issuer))
                i += 1
            else:
                self._close_table()
                header = list(takewhile(lambda c: not (_is_body(c) or _RECIPIENTS.match(c.text)), cells[i:]))
                if len(header) == 1:
                    self._items.extend(self._read_body(cell, self._issuer))
                else:
                    self._width, self._row = len(header), header
                i += len(header)
        self._end_row()

    def _end_row(self) -> None:
        if self._row:
            short = self._width - len(self._row)
            if short > 0 and len(self._row) <= 2:
                # A group row: its heading reaches to the right edge.
                self._row[-1] = replace(self._row[-1], colspan=short + 1)
            self._table.append(self._row)
        self._row = []

    def _close_table(self) -> None:
        self._end_row()
        if self._table:
            self._items.append(SourceTable(build_grid(self._table), page=_page(self._table[0][0]), ruled=True))
        self._table, self._width = [], 0


def _page(cell: TableCell) -> int:
    return cell.lines[0].page if cell.lines else 1


def _opens_annex(cell: TableCell) -> bool:
    text = cell.text.lstrip()
    return any(text.startswith(words) for words in marks()["annex"]) and len(text) > 25


def _is_body(cell: TableCell) -> bool:
    text = cell.text.lstrip()
    kind = any(text.startswith(words) for words in marks()["kind"]) and text[:20].upper() == text[:20]
    return len(text) > _LONG_CELL or kind or _opens_annex(cell) or bool(_ADDRESSEE.match(text))


def _lines(cell: TableCell, split: Callable[[str], list[str]]) -> TableCell:
    """A cell with the lines it must have had; one that kept its own stays as it is."""
    if len(cell.lines) != 1:
        return cell
    line = cell.lines[0]
    return TableCell(tuple(replace(line, text=text, starts=True) for text in split(line.text)))


def _flat_body(cell: TableCell, issuer: str) -> list[Line]:
    """The paragraphs of a cell whose breaks were lost."""
    text = " ".join(line.text for line in cell.lines)
    first = cell.lines[0]
    return [
        Line(part, page=first.page, size=first.size, starts=True, centred=i == 0 and part in marks()["kind"])
        for i, part in enumerate(split_body(text, issuer))
    ]
