"""Fragments and ruled tables of a page to its items, whether they come from a text layer or from OCR."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.ingest.line_marks import Margins, find_margins, mark_cells, mark_column, mark_lines
from pipeline.ingest.pdf_columns import Region, find_regions
from pipeline.ingest.pdf_lines import Fragment
from pipeline.ingest.pdf_tables import Grid
from pipeline.model import Box, Line, Page, SourceTable, TableCell

CELL_STEP, ROW_STEP = 1_000_000, 1000  # cells are numbered by table, row and column


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page before its lines are marked: items from the top, and each ruled table's cell edges."""

    number: int
    items: list[Line | SourceTable]
    edges: dict[int, dict[tuple[int, int], Box]]
    width: float
    height: float


def cell_number(table: int, place: tuple[int, int]) -> int:
    """The region number of a table's cell, by the table's place on the page and the cell's top left place."""
    return CELL_STEP * table + ROW_STEP * place[0] + place[1] + 1


def lay_out(number: int, fragments: list[Fragment], grids: list[Grid], width: float, height: float) -> Sheet:
    """The items of a page: lines, ruled tables, and columns side by side as tables without rules.

    Args:
        number: of the page.
        fragments: their ``region`` names the cell that they stand in.
        grids: the page's ruled tables.
        width: of the page in points.
        height: of the page in points.
    """
    free = [f for f in fragments if not f.region]
    regions = find_regions(free, width)
    taken = {id(f) for region in regions for f in region.left + region.right}
    items: list[Line | SourceTable] = []
    items.extend(join_rows([f for f in free if id(f) not in taken], number))
    items.extend(_layout_table(region, number) for region in regions)
    edges: dict[int, dict[tuple[int, int], Box]] = {}
    in_cells: dict[int, list[Fragment]] = {}
    for f in fragments:
        if f.region:
            in_cells.setdefault(f.region, []).append(f)
    for t, grid in enumerate(grids):
        cells = {
            ((key - 1) % CELL_STEP // ROW_STEP, (key - 1) % ROW_STEP): TableCell(tuple(join_rows(value, number)))
            for key, value in in_cells.items()
            if (key - 1) // CELL_STEP == t
        }
        table = SourceTable(grid.fill(cells), number, grid.box)
        items.append(table)
        edges[id(table)] = {place: grid.cell_box(place) for row in grid.owner for place in row}
    items.sort(key=lambda item: item.box[1] if item.box else 0.0)
    return Sheet(number, items, edges, width, height)


def join_rows(fragments: list[Fragment], page: int) -> list[Line]:
    """The fragments of each row joined to a line, from the top."""
    rows: dict[tuple[int, int], list[Fragment]] = {}
    for f in fragments:
        rows.setdefault((f.region, f.row), []).append(f)
    lines = []
    for row in rows.values():
        row.sort(key=lambda f: f.x0)
        text = " ".join(f.text for f in row)
        main = max(row, key=lambda f: f.x1 - f.x0)
        box = (row[0].x0, min(f.top for f in row), max(f.x1 for f in row), max(f.bottom for f in row))
        known = [(f.confidence, len(f.text)) for f in row if f.confidence is not None]
        sure = round(sum(c * n for c, n in known) / sum(n for _, n in known), 3) if known else None
        size = round(main.size, 1)
        lines.append(Line(" ".join(text.split()), page, _rounded(box), size, main.bold, main.italic, confidence=sure))
    lines.sort(key=lambda line: line.box[1] if line.box else 0.0)
    return [line for line in lines if line.text]


def _layout_table(region: Region, page: int) -> SourceTable:
    cells = tuple(TableCell(mark_column(join_rows(column, page))) for column in (region.left, region.right))
    both = region.left + region.right
    box = (min(f.x0 for f in both), region.top, max(f.x1 for f in both), region.bottom)
    return SourceTable((cells,), page, _rounded(box), ruled=False)


def _rounded(box: Box) -> Box:
    return round(box[0], 1), round(box[1], 1), round(box[2], 1), round(box[3], 1)


def to_pages(sheets: list[Sheet]) -> tuple[Page, ...]:
    """The pages with their lines marked by the margins that pages of one orientation share."""
    margins = {orientation: _margins(sheets, orientation) for orientation in (True, False)}
    return tuple(_marked(sheet, margins[sheet.width > sheet.height]) for sheet in sheets)


def _margins(sheets: list[Sheet], landscape: bool) -> Margins | None:
    """The margins of the pages that lie (landscape) or stand."""
    same = (sheet for sheet in sheets if (sheet.width > sheet.height) == landscape)
    return find_margins(item for sheet in same for item in sheet.items if isinstance(item, Line))


def _marked(sheet: Sheet, margins: Margins | None) -> Page:
    items = [
        mark_cells(item, sheet.edges[id(item)]) if isinstance(item, SourceTable) and id(item) in sheet.edges else item
        for item in sheet.items
    ]
    return Page(sheet.number, tuple(mark_lines(items, margins)), round(sheet.width, 1), round(sheet.height, 1))
