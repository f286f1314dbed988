"""PDF files with a text layer, over pdfium."""

from __future__ import annotations

import ctypes
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np

from pipeline.ingest.line_marks import Margins, find_margins, mark_cells, mark_column, mark_lines
from pipeline.ingest.pdf_chars import Glyphs, read_glyphs
from pipeline.ingest.pdf_columns import Region, find_regions
from pipeline.ingest.pdf_lines import Fragment, assemble
from pipeline.ingest.pdf_rules import read_rules
from pipeline.ingest.pdf_tables import Grid, find_grids
from pipeline.model import Box, Line, Page, ReadError, Source, SourceTable, TableCell

MOST_PAGES = 5000
CELL_STEP, ROW_STEP = 1_000_000, 1000  # cells are numbered by table, row and column


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page before its lines are marked: items from the top, and each ruled table's cell edges."""

    number: int
    items: list[Line | SourceTable]
    edges: dict[int, dict[tuple[int, int], Box]]
    width: float
    height: float


def read_pdf(data: bytes, name: str, password: str | None = None) -> Source:
    """Reads a PDF's text layer: lines, tables, and columns side by side as tables without rules.

    Args:
        data: the file.
        name: what it is called.
        password: for an encrypted file.

    Raises:
        ReadError: encrypted, damaged, or without pages.

    Example:
        >>> read_pdf(b"no pdf", "x.pdf")
        Traceback (most recent call last):
        pipeline.model.ReadError: x.pdf: damaged or no PDF: get the file again from its sender
    """
    with open_pdf(data, name, password) as document:
        import pypdfium2.raw as pdfium

        count = pdfium.FPDF_GetPageCount(document)
        if count < 1:
            raise ReadError(f"{name}: a PDF without pages")
        if count > MOST_PAGES:
            raise ReadError(f"{name}: {count} pages, more than the {MOST_PAGES} that are read: split the file")
        sheets = [sheet for number in range(1, count + 1) if (sheet := _read_page(document, number)) is not None]
        failed = count - len(sheets)
    margins = {orientation: _margins(sheets, orientation) for orientation in (True, False)}
    pages = tuple(_marked(sheet, margins[sheet.width > sheet.height]) for sheet in sheets)
    notes = (f"{failed} pages could not be read",) if failed else ()
    return Source(name, "pdf", pages, hashlib.sha256(data).hexdigest(), notes)


@contextmanager
def open_pdf(data: bytes, name: str, password: str | None = None) -> Iterator[Any]:
    """The raw document handle of pdfium, closed at the end; one clear error where it cannot be had."""
    import pypdfium2.raw as pdfium

    buffer = ctypes.create_string_buffer(data, len(data))
    secret = password.encode() if password else None
    _start_pdfium()
    document = pdfium.FPDF_LoadMemDocument64(buffer, len(data), secret)
    if not document:
        reason = pdfium.FPDF_GetLastError()
        if reason == pdfium.FPDF_ERR_PASSWORD:
            said = "the password given does not open it" if password else "encrypted: give its password with --password"
            raise ReadError(f"{name}: {said}")
        if reason == pdfium.FPDF_ERR_SECURITY:
            raise ReadError(f"{name}: encrypted in a way that is not supported: save it without protection")
        raise ReadError(f"{name}: damaged or no PDF: get the file again from its sender")
    try:
        yield document
    finally:
        pdfium.FPDF_CloseDocument(document)


def _start_pdfium() -> None:
    import pypdfium2  # noqa: F401  (its import starts the library)


def _read_page(document: Any, number: int) -> _Sheet | None:
    import pypdfium2.raw as pdfium

    page = pdfium.FPDF_LoadPage(document, number - 1)
    if not page:
        return None
    textpage = pdfium.FPDFText_LoadPage(page)
    try:
        left, bottom, right, top = visible_box(page)
        directions = read_glyphs(textpage, right - left, top - bottom, (left, bottom))
        main = directions[0] if directions else _blank(page, right - left, top - bottom)
        horizontal, vertical = read_rules(page, lambda x, y: _to_frame(x - left, y - bottom, main))
    finally:
        pdfium.FPDFText_ClosePage(textpage)
        pdfium.FPDF_ClosePage(page)
    main = _on_sheet(main)
    grids = find_grids(horizontal, vertical)
    fragments = assemble(main, _cells(main, grids))
    for turned in directions[1:]:
        fragments.extend(_turned(turned, main, grids))
    return _sheet(number, fragments, grids, main.width, main.height)


def visible_box(page: Any) -> Box:
    """The crop box, else the media box, else A4: left, bottom, right, top."""
    import pypdfium2.raw as pdfium

    values = [ctypes.c_float() for _ in range(4)]
    for ask in (pdfium.FPDFPage_GetCropBox, pdfium.FPDFPage_GetMediaBox):
        if ask(page, *values):
            left, bottom, right, top = (v.value for v in values)
            left, right, bottom, top = min(left, right), max(left, right), min(bottom, top), max(bottom, top)
            if right - left > 1 and top - bottom > 1:
                return left, bottom, right, top
    return 0.0, 0.0, 595.0, 842.0


def _blank(page: Any, width: float, height: float) -> Glyphs:
    import pypdfium2.raw as pdfium

    angle = (pdfium.FPDFPage_GetRotation(page)) % 4
    if angle % 2:
        width, height = height, width
    none, empty = np.zeros(0), np.zeros(0, np.int64)
    return Glyphs(empty, none, none, none, none, empty, empty, width, height, angle)


def _to_frame(x: float, y: float, frame: Glyphs) -> tuple[float, float]:
    """A point of the sheet, origin at the lower left, in the frame that its text reads in."""
    if frame.angle == 0:
        return x, frame.height - y
    if frame.angle == 1:
        return y, x
    if frame.angle == 2:
        return frame.width - x, y
    return frame.width - y, frame.height - x


def _from_frame(x: float, y: float, frame: Glyphs) -> tuple[float, float]:
    if frame.angle == 0:
        return x, frame.height - y
    if frame.angle == 1:
        return y, x
    if frame.angle == 2:
        return frame.width - x, y
    return frame.height - y, frame.width - x


def _on_sheet(glyphs: Glyphs) -> Glyphs:
    """Without what is printed outside the visible sheet."""
    seen = (glyphs.x1 > 0) & (glyphs.x0 < glyphs.width) & (glyphs.y > 0) & (glyphs.y < glyphs.height + 10)
    return glyphs if seen.all() else glyphs.take(seen)


def _cells(glyphs: Glyphs, grids: list[Grid]) -> np.ndarray[Any, np.dtype[np.int64]]:
    """The table cell of every glyph, as a number; 0 outside tables."""
    region = np.zeros(len(glyphs), np.int64)
    middle_x, middle_y = (glyphs.x0 + glyphs.x1) / 2, glyphs.y - 0.3 * glyphs.size
    for t, grid in enumerate(grids):
        numbers = np.array([[CELL_STEP * t + ROW_STEP * r + c + 1 for r, c in row] for row in grid.owner])
        row = np.searchsorted(grid.ys, middle_y, side="right") - 1
        column = np.searchsorted(grid.xs, middle_x, side="right") - 1
        inside = (row >= 0) & (row < numbers.shape[0]) & (column >= 0) & (column < numbers.shape[1])
        region[inside] = numbers[row[inside], column[inside]]
    return region


def _turned(turned: Glyphs, main: Glyphs, grids: list[Grid]) -> list[Fragment]:
    """Text at right angles to the page's: in a table it belongs to its cell, else it comes at its place."""
    found = []
    for f in assemble(turned):
        x, y = _to_frame(*_from_frame((f.x0 + f.x1) / 2, f.y - 0.3 * f.size, turned), main)
        region = 0
        for t, grid in enumerate(grids):
            place = grid.place(x, y)
            if place is not None:
                region = CELL_STEP * t + ROW_STEP * place[0] + place[1] + 1
        half = f.size / 2
        found.append(Fragment(f.text, x - half, x + half, y, f.size, f.bold, f.italic, region, -1 - f.row))
    return found


def _sheet(number: int, fragments: list[Fragment], grids: list[Grid], width: float, height: float) -> _Sheet:
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
    return _Sheet(number, items, edges, width, height)


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
        lines.append(Line(_clean(text), page, _rounded(box), round(main.size, 1), main.bold, main.italic))
    lines.sort(key=lambda line: line.box[1] if line.box else 0.0)
    return [line for line in lines if line.text]


def _layout_table(region: Region, page: int) -> SourceTable:
    cells = tuple(TableCell(mark_column(join_rows(column, page))) for column in (region.left, region.right))
    both = region.left + region.right
    box = (min(f.x0 for f in both), region.top, max(f.x1 for f in both), region.bottom)
    return SourceTable((cells,), page, _rounded(box), ruled=False)


def _clean(text: str) -> str:
    from pipeline.text import normalize

    return " ".join(normalize(text).split())


def _rounded(box: Box) -> Box:
    return round(box[0], 1), round(box[1], 1), round(box[2], 1), round(box[3], 1)


def _margins(sheets: list[_Sheet], landscape: bool) -> Margins | None:
    """The margins of the pages that lie (landscape) or stand."""
    same = (sheet for sheet in sheets if (sheet.width > sheet.height) == landscape)
    return find_margins(item for sheet in same for item in sheet.items if isinstance(item, Line))


def _marked(sheet: _Sheet, margins: Margins | None) -> Page:
    items = [
        mark_cells(item, sheet.edges[id(item)]) if isinstance(item, SourceTable) and id(item) in sheet.edges else item
        for item in sheet.items
    ]
    return Page(sheet.number, tuple(mark_lines(items, margins)), round(sheet.width, 1), round(sheet.height, 1))
