"""Tables: joined over page breaks, their head read, their rows with merged cells resolved, their group rows told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.model import ColumnRole, Line, SourceTable, TableCell
from pipeline.structure.columns import column_roles, is_header, role_of
from pipeline.text import fold

Lines = tuple[Line, ...]
_GROUP_LABEL = re.compile(r"(?P<label>(?:[IVXLC]{1,6}|[A-HK])(?:\.\d{1,2})*|\d{1,2}(?:\.\d{1,2})*)(?P<mark>[.)/:]?)(?:\s+|$)")
_GROUP_NUMBER = re.compile(r"\(?(?:[IVXLC]{1,6}|[A-HK])(?:\.\d{1,2})*\)?[.)]?")
_ROW_NUMBER = re.compile(r"\(?\d{1,3}(?:\.\d{1,3})*\)?[.)]?")
_COLUMN_NUMBER = re.compile(r"\(?\d{1,2}\)?|\([a-z]\)|\(\d\)\s*=.*")
_OPEN_END = re.compile(r"[^.;:!?”\"')]\s*$")
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


def cell_text(lines: Sequence[Line]) -> str:
    """A cell's lines as one text."""
    return re.sub(r"\s+", " ", " ".join(line.text for line in lines)).strip()


# ---------------------------------------------------------------- over page breaks


def merge_over_pages(items: Sequence[Line | SourceTable]) -> list[Line | SourceTable]:
    """Join tables that continue each other: repeated heads go, a row cut by the page break becomes one again.

    Example:
        >>> row = lambda *texts: tuple(TableCell((Line(t),) if t else ()) for t in texts)
        >>> first = SourceTable((row("TT", "Nội dung", "Chủ trì"), row("1", "Rà soát các", "Sở Y")))
        >>> second = SourceTable((row("TT", "Nội dung", "Chủ trì"), row("", "quy định", "tế"), row("2", "Báo cáo", "Sở")))
        >>> [[c.text for c in r] for r in merge_over_pages([first, second])[0].rows][1]
        ['1', 'Rà soát các\\nquy định', 'Sở Y\\ntế']
    """
    merged: list[Line | SourceTable] = []
    for item in items:
        before = merged[-1] if merged else None
        if isinstance(item, SourceTable) and isinstance(before, SourceTable) and _continues(before, item):
            merged[-1] = _joined(before, item)
        else:
            merged.append(item)
    return merged


def _width(table: SourceTable) -> int:
    return max((len(r) for r in table.rows), default=0)


def _continues(first: SourceTable, second: SourceTable) -> bool:
    if not (first.ruled and second.ruled and first.rows and second.rows) or _width(first) != _width(second):
        return False
    if _same_row(first.rows[0], second.rows[0]):
        return True
    return not is_header([c.text if c else "" for c in second.rows[0]])


def _same_row(a: Sequence[TableCell | None], b: Sequence[TableCell | None]) -> bool:
    texts = [re.sub(r"\W+", "", fold(c.text)) if c else "" for c in a], [re.sub(r"\W+", "", fold(c.text)) if c else "" for c in b]
    return texts[0] == texts[1] and any(texts[0])


def _joined(first: SourceTable, second: SourceTable) -> SourceTable:
    rows = list(second.rows)
    repeated = 0
    while repeated < min(_HEAD_ROWS, len(first.rows), len(rows)) and _same_row(first.rows[repeated], rows[repeated]):
        repeated += 1
    rows = rows[repeated:]
    kept = list(first.rows)
    if rows and len(kept) > repeated and _cut(kept[-1], rows[0]):
        kept[-1] = tuple(_joined_cell(a, b) for a, b in zip(kept[-1], rows[0], strict=True))
        rows = rows[1:]
    return SourceTable((*kept, *rows), first.page, first.box, first.ruled, first.gap)


def _cut(last: Sequence[TableCell | None], rest: Sequence[TableCell | None]) -> bool:
    """Whether a page's first row is the rest of the row that the page before ended with."""
    a, b = [c.text.strip() if c else "" for c in last], [c.text.strip() if c else "" for c in rest]
    if not any(b) or any(c is not None and c.colspan >= len(rest) - 1 > 1 for c in (*last, *rest)):
        return False
    if b[0]:
        return not _ROW_NUMBER.fullmatch(b[0]) and not _GROUP_NUMBER.fullmatch(b[0]) and b[0][:1].islower()
    if not a[0] and not _ROW_NUMBER.fullmatch(a[0]) and not any(a):
        return False
    pairs = [(x, y) for x, y in zip(a[1:], b[1:], strict=True) if y]
    return any(not x or _OPEN_END.search(x) or y[:1].islower() for x, y in pairs) or len(pairs) < len(b) - 1


def _joined_cell(a: TableCell | None, b: TableCell | None) -> TableCell | None:
    if a is None or b is None:
        return a or b
    return TableCell((*a.lines, *b.lines), a.rowspan, a.colspan)


# ---------------------------------------------------------------- reading


def read_table(table: SourceTable) -> TableDraft:
    """Read a table: header, roles of the columns, rows with merged cells filled down, group rows.

    Example:
        >>> row = lambda *texts: tuple(TableCell((Line(t),) if t else ()) for t in texts)
        >>> draft = read_table(SourceTable((row("TT", "Nhiệm vụ", "Đơn vị chủ trì"), row("I", "Thể chế", ""),
        ...                                 row("1", "Rà soát quy định", "Sở Tư pháp"))))
        >>> draft.kind, draft.columns, draft.rows[0].label, draft.rows[0].heading
        ('task', ('no', 'task', 'lead'), 'I', 'Thể chế')
    """
    grid = _Grid.of(table)
    top, heads = _header(grid)
    body = [texts for r in range(top, grid.height) if not _column_numbers(texts := grid.texts(r))]
    header, title = _set_right([_head_text(grid, heads, c) for c in range(grid.width)], body)
    grid = grid.narrowed(_used(header, body))
    header = header[: grid.width]
    columns = column_roles(header, [[row[c] for row in body] for c in range(grid.width)])
    if not heads:
        columns = tuple("other" for _ in columns)
    rows = _rows(grid, top, columns)
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


@dataclass(frozen=True, slots=True)
class _Grid:
    """A table's cells by place; `origin` tells of each place which cell covers it."""

    cells: tuple[tuple[TableCell | None, ...], ...]
    origin: dict[tuple[int, int], tuple[int, int]]
    width: int
    height: int

    @staticmethod
    def of(table: SourceTable) -> _Grid:
        width = _width(table)
        cells = tuple((*row, *([TableCell()] * (width - len(row)))) for row in table.rows)
        origin: dict[tuple[int, int], tuple[int, int]] = {}
        for r, row in enumerate(cells):
            for c, cell in enumerate(row):
                if cell is None:
                    continue
                for rr in range(r, min(r + max(cell.rowspan, 1), len(cells))):
                    for cc in range(c, min(c + max(cell.colspan, 1), width)):
                        if (rr, cc) == (r, c) or cells[rr][cc] is None:
                            origin.setdefault((rr, cc), (r, c))
        return _Grid(cells, origin, width, len(cells))

    def narrowed(self, width: int) -> _Grid:
        """The same without the columns from `width` on."""
        if width == self.width:
            return self
        origin = {at: of for at, of in self.origin.items() if at[1] < width}
        return _Grid(tuple(row[:width] for row in self.cells), origin, width, self.height)

    def cell(self, r: int, c: int) -> TableCell | None:
        """The cell that covers a place."""
        at = self.origin.get((r, c))
        return self.cells[at[0]][at[1]] if at else None

    def own(self, r: int, c: int) -> TableCell | None:
        """The cell that begins at a place."""
        return self.cells[r][c]

    def from_above(self, r: int, c: int) -> bool:
        """Whether a place is covered by a cell of a row above."""
        at = self.origin.get((r, c))
        return at is not None and at[0] < r

    def texts(self, r: int) -> list[str]:
        """The words of the cells that begin in a row."""
        return [cell_text(c.lines) if c else "" for c in self.cells[r]]


def _header(grid: _Grid) -> tuple[int, list[int]]:
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


def _covering(grid: _Grid, r: int) -> list[str]:
    seen = dict.fromkeys(grid.origin[(r, c)] for c in range(grid.width) if (r, c) in grid.origin)
    found = (grid.cells[a][b] for a, b in seen)
    return [cell_text(c.lines) for c in found if c is not None]


def _subheads(grid: _Grid, r: int) -> bool:
    texts = grid.texts(r)
    return not texts[0] and all(len(t) < 60 for t in texts)


def _column_numbers(texts: Sequence[str]) -> bool:
    """Whether a row only counts the columns: (1) (2) (3)."""
    filled = [t for t in texts if t]
    return len(filled) >= 3 and len(filled) == len(texts) and all(_COLUMN_NUMBER.fullmatch(t) for t in filled) and (
        re.sub(r"\D", "", filled[0]) in {"1", ""} and re.sub(r"\D", "", filled[1])[:1] in {"2", "1", ""}
    ) and len({*filled}) == len(filled)


def _head_text(grid: _Grid, heads: Sequence[int], c: int) -> str:
    places = dict.fromkeys(grid.origin[(r, c)] for r in heads if (r, c) in grid.origin)
    cells = (grid.cells[a][b] for a, b in places)
    return " ".join(t for t in (cell_text(cell.lines) for cell in cells if cell is not None) if t)


def _rows(grid: _Grid, top: int, columns: Sequence[ColumnRole]) -> list[RowDraft]:
    main = next((i for i, role in enumerate(columns) if role in {"task", "name"}), None)
    rows: list[RowDraft] = []
    for r in range(top, grid.height):
        texts = grid.texts(r)
        if not any(texts) or (r < top + _HEAD_ROWS and _column_numbers(texts)):
            continue
        if main is not None and rows and grid.from_above(r, main) and not rows[-1].group:
            rows[-1] = _extended(grid, r, rows[-1])
            continue
        cells = tuple(_filled_down(grid, r, c) for c in range(grid.width))
        group = _group(grid, r, columns, main)
        page = next((line.page for cell in cells for line in cell), 1)
        rows.append(RowDraft(cells, group[0], group[1], page) if group else RowDraft(cells, page=page))
    return rows


def _filled_down(grid: _Grid, r: int, c: int) -> Lines:
    own = grid.own(r, c)
    if own is not None:
        return own.lines
    cell = grid.cell(r, c)
    return cell.lines if cell is not None and grid.from_above(r, c) else ()


def _extended(grid: _Grid, r: int, row: RowDraft) -> RowDraft:
    """Add a row whose task cell hangs over from above to the row above."""
    added = [cell.lines if (cell := grid.own(r, c)) is not None else () for c in range(grid.width)]
    cells = tuple(a if cell_text(b) in cell_text(a) else (*a, *b) for a, b in zip(row.cells, added, strict=True))
    return RowDraft(cells, row.label, row.heading, row.page)


def _group(grid: _Grid, r: int, columns: Sequence[ColumnRole], main: int | None) -> tuple[str | None, str] | None:
    """Label and heading of a row that only names a group."""
    filled = [(c, cell) for c, cell in enumerate(grid.cells[r]) if cell is not None and cell_text(cell.lines)]
    if len(filled) == 1:
        c, cell = filled[0]
        text = cell_text(cell.lines)
        m = _GROUP_LABEL.match(text)
        if m and m.end() < len(text) and (m["mark"] or m["label"].isalpha()) and (m["label"][0].isdigit() or m["mark"] or c == 0):
            return m["label"] + m["mark"], text[m.end() :].strip()
        wide = cell.colspan >= max(grid.width - 1, 2) and grid.width > 2
        unnumbered = main is not None and c == main and columns[0] == "no" and c > 0 and text[:1].isupper()
        return (None, text) if wide or unnumbered else None
    if len(filled) != 2 or filled[0][0] != 0 or (main is not None and filled[1][0] != main):
        return None
    number, text = (cell_text(cell.lines) for _, cell in filled)
    wide = filled[1][1].colspan > 1
    bold = all(line.bold for line in filled[1][1].lines)
    if _GROUP_NUMBER.fullmatch(number) or (_ROW_NUMBER.fullmatch(number) and (wide or bold or _NAMED_GROUP.match(fold(text)))):
        return number, text
    return None
