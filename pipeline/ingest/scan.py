"""Scanned pages over OCR: pictures of pages, and the pages of a PDF whose text layer is missing or spoilt.

Heads and feet in two columns are read column by column, ruled tables cell by cell.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.ingest.limits import LIMITS, Limits
from pipeline.ingest.ocr_cache import Recognised, load, store
from pipeline.ingest.ocr_context import mend
from pipeline.ingest.ocr_engine import BLOCK, Picture, read_alone
from pipeline.ingest.ocr_labels import mend_labels
from pipeline.ingest.page_layout import Sheet, cell_number, lay_out, to_pages
from pipeline.ingest.pdf_lines import Fragment
from pipeline.ingest.pdf_tables import Grid, find_grids
from pipeline.ingest.scan_image import (
    Grey,
    find_rules,
    is_lying,
    middle_of_ink,
    straighten,
    with_white_paper,
    without_colour,
    without_specks,
)
from pipeline.ingest.scan_lines import in_pixels, in_rows, lone_numbers, read_columns_again, snap_sizes, to_fragments
from pipeline.model import ReadError, Source
from pipeline.text import is_syllable, words

DPI = 300
MOST_PIXELS = 7000  # of a page's longer side
LEAST_TABLE = 0.4  # of the page's width: a smaller grid is a stamp's box
SHORT, SURE_SHORT = 8, 0.9  # letters of a short cell, and the confidence from which its reading is believed
RULE_ROOM = 8  # pixels around a grid that its rules may take up
LEAST_INK = 0.0015  # share of a cell's pixels; below it nothing is printed there
SURE_PAGE, WORDY_PAGE = 0.75, 0.7  # confidence, and share of syllables; a page below both holds no text
LINES_OF_A_PAGE = 10  # so many lines of nonsense may be a page upside down


def read_image(data: bytes, name: str, limits: Limits = LIMITS) -> Source:
    """Reads pictures of pages (PNG, JPEG, TIFF of many pages).

    Args:
        data: the file.
        name: what it is called.
        limits: what is too much.

    Raises:
        ReadError: no picture, too large, or no OCR installed.
    """
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data)) as picture:
            count, digest = getattr(picture, "n_frames", 1), hashlib.sha256(data).hexdigest()
            if count > limits.pages or picture.width * picture.height > limits.pixels:
                raise ReadError(f"{count} pictures of {picture.width} × {picture.height} pixels; too large")
            pages = {}
            for k in range(count):
                picture.seek(k)
                page = load(digest, k + 1)
                if page is None:
                    page = recognise(*_at_reading_size(picture))
                    store(digest, k + 1, page)
                pages[k + 1] = page
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as e:
        raise ReadError("a damaged picture; scan the page again") from e
    return Source(name, "image", to_pages(list(_laid_out(pages).values())), digest)


def _at_reading_size(picture: Any) -> tuple[NDArray[np.uint8], int]:
    """The pixels at about the resolution that text is read best at; a page is taken to be as wide as A4."""
    from PIL import Image

    told = picture.info.get("dpi", (0, 0))[0]
    inches = picture.width / told if 90 <= told <= 1200 else 11.7 if picture.width > picture.height else 8.27
    scale = DPI * inches / picture.width
    colour = picture.convert("RGB")
    if not 0.95 < scale < 1.05:
        size = round(picture.width * scale), round(picture.height * scale)
        colour = colour.resize(size, Image.Resampling.LANCZOS)
    return np.asarray(colour, dtype=np.uint8), DPI


def read_scanned_pages(data: bytes, numbers: Iterable[int], password: str | None = None) -> dict[int, Sheet]:
    """These pages of a PDF by OCR, by their numbers (from 1)."""
    import pypdfium2

    digest = hashlib.sha256(data).hexdigest()
    document = pypdfium2.PdfDocument(data, password=password)
    try:
        pages = {}
        for number in numbers:
            known = load(digest, number)
            if known is None:
                known = recognise(render(document[number - 1]), DPI)
                store(digest, number, known)
            pages[number] = known
        return _laid_out(pages)
    finally:
        document.close()


def render(page: Any) -> NDArray[np.uint8]:
    """The page's pixels, without annotations: a signature's stamp is one."""
    width, height = page.get_size()
    scale = min(DPI / 72, MOST_PIXELS / max(width, height, 1))
    bitmap = page.render(scale=scale, draw_annots=False, rev_byteorder=True)
    pixels: NDArray[np.uint8] = bitmap.to_numpy().copy()
    bitmap.close()
    page.close()
    return pixels


def _laid_out(pages: dict[int, Recognised]) -> dict[int, Sheet]:
    """The pages of one document mended by what they say elsewhere, and laid out."""
    read = [f.text for page in pages.values() for f in page.fragments]
    texts = iter(mend_labels(mend(read)))
    sheets = {}
    for number, page in pages.items():
        fragments = [replace(f, text=next(texts)) for f in page.fragments]
        sheets[number] = lay_out(number, fragments, list(page.grids), page.width, page.height)
    return sheets


def recognise(pixels: NDArray[np.uint8], dpi: int, flipped: bool = False) -> Recognised:
    """One picture of a page, by OCR.

    Args:
        pixels: grey or colour.
        dpi: their resolution.
        flipped: the page was turned upside down already.
    """
    grey = straighten(without_specks(_upright(without_colour(pixels), dpi), dpi))
    height, width = grey.shape
    points = 72 / dpi
    grids = find_grids(*find_rules(grey, dpi))
    tables = [g for g in grids if g.box[2] - g.box[0] >= LEAST_TABLE * width * points]
    outside = with_white_paper(grey) if tables else grey.copy()
    for grid in grids:
        x0, top, x1, bottom = in_pixels(grid.box, dpi, RULE_ROOM)
        outside[top:bottom, x0:x1] = 255
    picture = Picture(outside, dpi)
    lines = picture.read(mode=BLOCK)
    fragments = lone_numbers(picture, lines, to_fragments(lines, points), points)
    fragments = read_columns_again(picture, fragments, width * points, points)
    if _is_noise(fragments):
        if len(fragments) >= LINES_OF_A_PAGE and not flipped:
            return recognise(np.ascontiguousarray(pixels[::-1, ::-1]), dpi, flipped=True)
        fragments = []
    fragments = snap_sizes(in_rows(fragments))
    if tables:
        fragments += _cells(grey, tables, dpi)
    return Recognised(tuple(fragments), tuple(tables), width * points, height * points)


def _upright(grey: Grey, dpi: int) -> Grey:
    """The page turned so that its text reads upright; a page that seems to lie on its side is tried all ways."""
    if not is_lying(grey):
        return grey
    tries = [np.ascontiguousarray(np.rot90(grey, quarter)) for quarter in (0, 1, 3)]
    return max(tries, key=lambda page: _legibility(page, dpi))


def _legibility(grey: Grey, dpi: int) -> float:
    """How many letters are surely read where most of a page's print is."""
    height, width = grey.shape
    x, y = middle_of_ink(grey)
    part = (x - width * 3 // 10, y - height // 10, x + width * 3 // 10, y + height // 10)
    lines = Picture(grey, dpi).read(part)
    return sum(len(word.text) * word.confidence**2 for line in lines for word in line.words)


def _is_noise(fragments: list[Fragment]) -> bool:
    """Whether what was read is no text: a back side that the front shines through, a drawing, a photograph."""
    found = words(" ".join(f.text for f in fragments))
    weight = sum(len(f.text) for f in fragments)
    sure = sum((f.confidence or 0.0) * len(f.text) for f in fragments) / weight if weight else 0.0
    return sure < SURE_PAGE and sum(map(is_syllable, found)) < WORDY_PAGE * len(found)


def _cells(grey: Grey, tables: list[Grid], dpi: int) -> list[Fragment]:
    """The fragments of the tables' cells, each cell read for itself; short ones of which little is sure read anew."""
    points = 72 / dpi
    picture = Picture(grey, dpi)
    found: list[Fragment] = []
    doubtful: list[tuple[int, tuple[slice, slice], list[Fragment]]] = []
    for t, grid in enumerate(tables):
        for place in sorted({place for row in grid.owner for place in row}):
            x0, top, x1, bottom = in_pixels(grid.cell_box(place), dpi, -4)
            inside = grey[top:bottom, x0:x1]
            if inside.size == 0 or (inside < 128).mean() < LEAST_INK:
                continue
            number = cell_number(t, place)
            cell = to_fragments(picture.read((x0, top, x1, bottom)), points, number)
            sure = min((f.confidence or 0.0 for f in cell), default=0.0)
            if sure >= SURE_SHORT or sum(len(f.text) for f in cell) > SHORT:
                found += cell
            else:
                doubtful.append((number, np.s_[top:bottom, x0:x1], cell))
    for number, part, cell in doubtful:
        again = to_fragments(
            read_alone(with_white_paper(grey[part]), (part[1].start, part[0].start), dpi), points, number
        )
        found += max(cell, again, key=lambda fs: min((f.confidence or 0.0 for f in fs), default=0.0))
    return snap_sizes(found)
