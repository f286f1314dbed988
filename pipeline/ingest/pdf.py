"""PDF files over pdfium: the text layer, and OCR for the pages where it is missing or spoilt."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from pipeline.ingest.decryption import ENCRYPTED
from pipeline.ingest.limits import LIMITS, Limits
from pipeline.ingest.page_layout import Sheet, cell_number, lay_out, to_pages
from pipeline.ingest.pdf_annotations import show_annotations, signing_stamps
from pipeline.ingest.pdf_chars import Glyphs, read_glyphs
from pipeline.ingest.pdf_lines import Fragment, assemble
from pipeline.ingest.pdf_rules import read_drawn
from pipeline.ingest.pdf_tables import Grid, find_grids
from pipeline.ingest.trust import Verdict, doubts, judge, share_of
from pipeline.model import Box, Line, ReadError, Source


def read_pdf(data: bytes, name: str, password: str | None = None, limits: Limits = LIMITS) -> Source:
    """Reads a PDF: lines, tables, and columns side by side as tables without rules.

    Pages whose text layer is missing or spoilt are read by OCR.

    Args:
        data: the file.
        name: what it is called.
        password: for an encrypted file.
        limits: what is too much.

    Raises:
        ReadError: encrypted, damaged, without pages, or a scan where no OCR is installed.

    Example:
        >>> read_pdf(b"no pdf", "x.pdf")
        Traceback (most recent call last):
        pipeline.model.source.ReadError: damaged or no PDF; get the file again from its sender
    """
    with open_pdf(data, password) as document:
        import pypdfium2.raw as pdfium

        count = pdfium.FPDF_GetPageCount(document)
        if count < 1:
            raise ReadError("a PDF without pages")
        if count > limits.pages:
            raise ReadError(f"{count:,} pages (limit {limits.pages:,}); split the file")
        read = list(_read_pages(document, count, limits))
    notes = [f"{count - len(read)} pages could not be read"] if len(read) < count else []
    sheets = {sheet.number: sheet for sheet, _ in read}
    doubtful = doubts({sheet.number: verdict for sheet, verdict in read}, lambda n: share_of(sheets[n].items))
    if doubtful:
        sheets |= _read_again(data, password, sheets, doubtful, notes)
    pages = to_pages(list(sheets.values()))
    return Source(name, "pdf", pages, notes=tuple(notes))


def _read_pages(document: Any, count: int, limits: Limits) -> Iterator[tuple[Sheet, Verdict]]:
    items = 0
    for number in range(1, count + 1):
        page = _read_page(document, number, limits)
        if page is not None:
            items += sum(1 if isinstance(item, Line) else sum(map(len, item.rows)) for item in page[0].items)
            if items > limits.items:
                raise ReadError(f"more than {limits.items:,} lines and cells; split the file")
            yield page


def _read_again(
    data: bytes, password: str | None, sheets: dict[int, Sheet], doubtful: dict[int, str], notes: list[str]
) -> dict[int, Sheet]:
    """The pages whose text layer is not trusted, by OCR where that reads them better; adds to the notes."""
    from pipeline.ingest import ocr_engine

    listed = ", ".join(map(str, doubtful))
    if not ocr_engine.is_available():
        if len(doubtful) == len(sheets):
            raise ReadError(ocr_engine.INSTALL)
        notes.append(f"pages {listed} are {ocr_engine.INSTALL}")
        return {}
    from pipeline.ingest.scan import read_scanned_pages

    again = read_scanned_pages(data, doubtful, password)
    better = {
        number: sheet
        for number, sheet in again.items()
        if doubtful[number] != "spoilt" or share_of(sheet.items) > share_of(sheets[number].items)
    }
    if better:
        notes.append(f"pages {', '.join(map(str, better))} read by OCR")
    return better


@contextmanager
def open_pdf(data: bytes, password: str | None = None) -> Iterator[Any]:
    """The raw document handle of pdfium, closed at the end; one clear error where it cannot be had."""
    import pypdfium2.raw as pdfium

    buffer = ctypes.create_string_buffer(data, len(data))
    secret = password.encode() if password else None
    _start_pdfium()
    document = pdfium.FPDF_LoadMemDocument64(buffer, len(data), secret)
    if not document:
        reason = pdfium.FPDF_GetLastError()
        if reason == pdfium.FPDF_ERR_PASSWORD:
            said = "the password given does not open it" if password else ENCRYPTED
            raise ReadError(said)
        if reason == pdfium.FPDF_ERR_SECURITY:
            raise ReadError("encrypted in a way that is not supported; save it without protection")
        raise ReadError("damaged or no PDF; get the file again from its sender")
    try:
        yield document
    finally:
        pdfium.FPDF_CloseDocument(document)


def _start_pdfium() -> None:
    import pypdfium2  # noqa: F401  (its import starts the library)


def _read_page(document: Any, number: int, limits: Limits) -> tuple[Sheet, Verdict] | None:
    import pypdfium2.raw as pdfium

    page = pdfium.FPDF_LoadPage(document, number - 1)
    if not page:
        return None
    bare = page
    page = show_annotations(document, page, number - 1)
    textpage = pdfium.FPDFText_LoadPage(page)
    try:
        left, bottom, right, top = visible_box(page)
        stamps = signing_stamps(page, textpage) if page is not bare else frozenset()
        directions = read_glyphs(textpage, right - left, top - bottom, (left, bottom), stamps)
        main = directions[0] if directions else _blank(page, right - left, top - bottom)
        drawn = read_drawn(page, lambda x, y: _to_frame(x - left, y - bottom, main))
    finally:
        pdfium.FPDFText_ClosePage(textpage)
        pdfium.FPDF_ClosePage(page)
    main = _on_sheet(main)
    grids = find_grids(drawn.horizontal, drawn.vertical)
    if any(len(grid.xs) * len(grid.ys) > limits.table_cells for grid in grids):
        raise ReadError(f"a table of more than {limits.table_cells:,} cells; split the file")
    fragments = assemble(main, _cells(main, grids))
    for turned in directions[1:]:
        fragments.extend(_turned(turned, main, grids))
    sheet = lay_out(number, fragments, grids, main.width, main.height)
    return sheet, judge(sheet.items, drawn.picture / (main.width * main.height), drawn.paths)


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
        numbers = np.array([[cell_number(t, place) for place in row] for row in grid.owner])
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
                region = cell_number(t, place)
        half = f.size / 2
        found.append(Fragment(f.text, x - half, x + half, y, f.size, f.bold, f.italic, region, -1 - f.row))
    return found
