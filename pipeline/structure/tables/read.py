"""Tables read: the head, the rows with merged cells resolved, the group rows told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.model import ColumnRole, Line, SourceTable
from pipeline.structure.tables.columns import column_roles, is_header, role_of
from pipeline.structure.tables.continued import merge_over_pages
from pipeline.structure.tables.grid import Grid, cell_text
from pipeline.structure.tables.ragged import put_in_place, spread_heads
from pipeline.text import fold

__all__ = ["RowDraft", "TableDraft", "cell_text", "merge_over_pages", "read_table"]

Lines = tuple[Line, ...]
_GROUP_LABEL = re.compile(
    r"(?P<label>(?:[IVXLC]{1,6}|[A-HK])(?:\.\d{1,2})*|\d{1,2}(?:\.\d{1,2})*)(?P<mark>[.)/:]?)(?:\s+|$)"
)
_GROUP_NUMBER = re.compile(r"\(?(?:[IVXLC]{1,6}|[A-HK])(?:\.\d{1,2})*\)?[.)]?")
_ROW_NUMBER = re.compile(r"\(?\d{1,3}(?:\.\d{1,3})*\)?[.)]?")
_COLUMN_NUMBER = re.compile(r"\(?\d{1,2}\)?|\([a-z]\)|\(\d\)\s*=.*")
_HEAD_ROWS = 3
_NAMED_GROUP = re.compile(r"(?:nhóm|phần|mục|lĩnh vực|nhiệm vụ|tổng)\b")


@dataclass(frozen=True, slots=True)
class RowDraft:
    """A row: a tuple of lines for each column. A group row has a `heading` (and a `label` where one is printed)."""

    cells: tuple[Lines, ...]
    label: str | None = None
    heading: str | None = None
    page: int = 1

    @property
    def group(self) -> bool:
        """Whether the row only names the group of the rows below it."""
        return self.heading is not None

    def text(self, column: int) -> str:
        """The words of a cell, its lines joined by one space."""
        return cell_text(self.cells[column])


@dataclass(frozen=True, slots=True)
class TableDraft:
    """A table as read: heads of the columns as one text each, their roles, the rows."""

    kind: Literal["task", "indicator", "other"]
    header: tuple[str, ...]
    columns: tuple[ColumnRole, ...]
    rows: tuple[RowDraft, ...]


def read_table(table: SourceTable) -> TableDraft:
    """Read a table: header, roles of the columns, rows with merged cells filled down, group rows.

    Example:
        >>> from pipeline.model import TableCell
        >>> row = lambda *texts: tuple(TableCell((Line(t),) if t else ()) for t in texts)
        >>> draft = read_table(SourceTable((row("TT", "Nhiệm vụ", "Đơn vị chủ trì"), row("I", "Thể chế", ""),
        ...                                 row("1", "Rà soát quy định", "Sở Tư pháp"))))
        >>> draft.kind, draft.columns, draft.rows[0].label, draft.rows[0].heading
        ('task', ('no', 'task', 'lead'), 'I', 'Thể chế')
    """
    grid = Grid.of(table)
    top, heads = _header(grid)
    spread = spread_heads(grid, heads[0]) if heads else None
    if spread:
        top = max(top, heads[0] + 2)
    body = [texts for r in range(top, grid.height) if not _column_numbers(texts := grid.texts(r))]
    header, title = _set_right(spread or [_head_text(grid, heads, c) for c in range(grid.width)], body)
    grid = grid.narrowed(_used(header, body))
    header = header[: grid.width]
    columns = column_roles(header, [[row[c] for row in body] for c in range(grid.width)])
    if not heads:
        columns = tuple("other" for _ in columns)
    rows = _rows(put_in_place(grid, top, columns), top, columns)
    if title:
        rows.insert(0, RowDraft(((Line(title),), *([()] * (grid.width - 1))), None, title))
    return TableDraft(_kind(columns), tuple(header), columns, tuple(rows))


def _set_right(header: list[str], body: Sequence[Sequence[str]]) -> tuple[list[str], str | None]:
    """Move a head by one column where the row numbers show that it stands askew; a caption in it comes back apart."""
    first = [row[0].strip() for row in body if row[0].strip()]
    numbered = sum(bool(_ROW_NUMBER.fullmatch(t) or _GROUP_NUMBER.fullmatch(t)) for t in first)
    if len(header) < 3 or not first or numbered < 0.8 * len(first) or role_of(header[0]) == "no":
        return header, None
    if role_of(header[1]) == "no":
        return [*header[1:], ""], header[0]
    if header[-1] in ("", header[-2]) and header[0]:
        return ["", *header[:-1]], None
    return header, None


def _used(header: Sequence[str], body: Sequence[Sequence[str]]) -> int:
    """How many columns hold anything; a head that reaches over empty columns at the end does not make them columns."""
    width = len(header)
    while width > 2 and header[width - 1] in ("", header[width - 2]) and not any(row[width - 1] for row in body):
        width -= 1
    return width


def _kind(columns: Sequence[ColumnRole]) -> Literal["task", "indicator", "other"]:
    if "task" in columns and {"lead", "coordinate", "deadline", "product"} & set(columns):
        return "task"
    if "name" in columns and {"target", "lead"} & set(columns) and "task" not in columns:
        return "indicator"
    return "other"


def _header(grid: Grid) -> tuple[int, list[int]]:
    """The first row after the head, and the rows that the head is made of."""
    first = next((r for r in range(min(_HEAD_ROWS, grid.height)) if is_header(_covering(grid, r))), None)
    if first is None:
        return 0, []
    heads = [first]
    spans = [c for c in grid.cells[first] if c is not None]
    if any(c.colspan > 1 for c in spans) and any(c.rowspan > 1 for c in spans):
        deepest = max(c.rowspan for c in spans)
        heads += range(first + 1, min(first + deepest, grid.height))
    elif first + 1 < grid.height and any(c.colspan > 1 for c in spans) and _subheads(grid, first + 1):
        heads.append(first + 1)
    top = heads[-1] + 1
    while top < grid.height and _column_numbers(grid.texts(top)):
        top += 1
    return top, heads


def _covering(grid: Grid, r: int) -> list[str]:
    seen = dict.fromkeys(grid.origin[(r, c)] for c in range(grid.width) if (r, c) in grid.origin)
    found = (grid.cells[a][b] for a, b in seen)
    return [cell_text(c.lines) for c in found if c is not None]


def _subheads(grid: Grid, r: int) -> bool:
    texts = grid.texts(r)
    return not texts[0] and all(len(t) < 60 for t in texts)


def _column_numbers(texts: Sequence[str]) -> bool:
    """Whether a row only counts the columns: (1) (2) (3)."""
    filled = [t for t in texts if t]
    return (
        len(filled) >= 3
        and len(filled) == len(texts)
        and all(_COLUMN_NUMBER.fullmatch(t) for t in filled)
        and (re.sub(r"\D", "", filled[0]) in {"1", ""} and re.sub(r"\D", "", filled[1])[:1] in {"2", "1", ""})
        and len({*filled}) == len(filled)
    )


def _head_text(grid: Grid, heads: Sequence[int], c: int) -> str:
    places = dict.fromkeys(grid.origin[(r, c)] for r in heads if (r, c) in grid.origin)
    cells = (grid.cells[a][b] for a, b in places)
    return " ".join(t for t in (cell_text(cell.lines) for cell in cells if cell is not None) if t)


def _rows(grid: Grid, top: int, columns: Sequence[ColumnRole]) -> list[RowDraft]:
    main = next((i for i, role in enumerate(columns) if role in {"task", "name"}), None)
    rows: list[RowDraft] = []
    for r in range(top, grid.height):
        texts = grid.texts(r)
        if not any(texts) or (r < top + _HEAD_ROWS and _column_numbers(texts)) or is_header(texts):
            continue
        if main is not None and rows and grid.from_above(r, main) and not rows[-1].group:
            rows[-1] = _extended(grid, r, rows[-1])
            continue
        cells = tuple(_filled_down(grid, r, c) for c in range(grid.width))
        group = _group(grid, r, columns, main)
        page = next((line.page for cell in cells for line in cell), 1)
        rows.append(RowDraft(cells, group[0], group[1], page) if group else RowDraft(cells, page=page))
    return rows


def _filled_down(grid: Grid, r: int, c: int) -> Lines:
    own = grid.own(r, c)
    if own is not None:
        return own.lines
    cell = grid.cell(r, c)
    return cell.lines if cell is not None and grid.from_above(r, c) else ()


def _extended(grid: Grid, r: int, row: RowDraft) -> RowDraft:
    """Add a row whose task cell hangs over from above to the row above."""
    added = [cell.lines if (cell := grid.own(r, c)) is not None else () for c in range(grid.width)]
    cells = tuple(a if cell_text(b) in cell_text(a) else (*a, *b) for a, b in zip(row.cells, added, strict=True))
    return RowDraft(cells, row.label, row.heading, row.page)


def _group(grid: Grid, r: int, columns: Sequence[ColumnRole], main: int | None) -> tuple[str | None, str] | None:
    """Label and heading of a row that only names a group."""
    filled = [(c, cell) for c, cell in enumerate(grid.cells[r]) if cell is not None and cell_text(cell.lines)]
    if len(filled) == 1:
        c, cell = filled[0]
        text = cell_text(cell.lines)
        m = _GROUP_LABEL.match(text)
        if (
            m
            and m.end() < len(text)
            and (m["mark"] or m["label"].isalpha())
            and (m["label"][0].isdigit() or m["mark"] or c == 0)
        ):
            return m["label"] + m["mark"], text[m.end() :].strip()
        wide = cell.colspan >= max(grid.width - 1, 2) and grid.width > 2
        unnumbered = main is not None and c == main and columns[0] == "no" and c > 0 and text[:1].isupper()
        return (None, text) if wide or unnumbered else None
    if len(filled) != 2 or filled[0][0] != 0 or (main is not None and filled[1][0] != main):
        return None
    number, text = (cell_text(cell.lines) for _, cell in filled)
    wide = filled[1][1].colspan > 1
    bold = all(line.bold for line in filled[1][1].lines)
    if _GROUP_NUMBER.fullmatch(number) or (
        _ROW_NUMBER.fullmatch(number) and (wide or bold or _NAMED_GROUP.match(fold(text)))
    ):
        return number, text
    return None
