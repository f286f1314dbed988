"""Scanned pages over OCR: pictures of pages, and the pages of a PDF whose text layer is missing or spoilt.

Heads and feet in two columns are read column by column, ruled tables cell by cell.
"""

from __future__ import annotations

import hashlib
import io
import statistics
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.ingest.limits import LIMITS, Limits
from pipeline.ingest.ocr_cache import Recognised, load, store
from pipeline.ingest.ocr_context import mend
from pipeline.ingest.ocr_correction import correct, is_number_line
from pipeline.ingest.ocr_engine import BLOCK, ROW, Picture, Rectangle, TextLine, Word
from pipeline.ingest.page_layout import Sheet, cell_number, lay_out, to_pages
from pipeline.ingest.pdf_columns import find_regions
from pipeline.ingest.pdf_lines import Fragment
from pipeline.ingest.pdf_tables import Grid, find_grids
from pipeline.ingest.scan_image import (
    Grey,
    find_rules,
    is_lying,
    straighten,
    with_white_paper,
    without_colour,
    without_specks,
)
from pipeline.model import Box, ReadError, Source

DPI = 300
MOST_PIXELS = 7000  # of a page's longer side
WIDE_GAP = 1.3  # of the type size: parts a row into columns
SAME_ROW = 0.35  # of the type size
SAME_SIZE = 0.22  # relative difference of heights that OCR cannot tell from none
LEAST_TABLE = 0.4  # of the page's width: a smaller grid is a stamp's box
LEAST_SURE, LEAST_SURE_SHORT = 0.4, 0.55  # confidence of a fragment, of one of three letters; below it is dirt
LEAST_INK = 0.0015  # share of a cell's pixels; below it nothing is printed there
DASHES = ("-", "–", "—", "+", "•", "*")
SURE_PAGE, WORDY_PAGE = 0.75, 0.7  # confidence, and share of syllables; a page below both holds no text
LINES_OF_A_PAGE = 10  # so many lines of nonsense may be a page upside down
SPECK = 0.6  # confidence below which marks without a letter or digit are dirt


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
                known = recognise(_render(document[number - 1]), DPI)
                store(digest, number, known)
            pages[number] = known
        return _laid_out(pages)
    finally:
        document.close()


def _render(page: Any) -> NDArray[np.uint8]:
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
    texts = iter(mend([f.text for page in pages.values() for f in page.fragments]))
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
        x0, top, x1, bottom = _pixels(grid.box, dpi, 2)
        outside[top:bottom, x0:x1] = 255
    picture = Picture(outside, dpi)
    fragments = _fragments(picture.read(mode=BLOCK), points)
    fragments = _columns_again(picture, fragments, width * points, points)
    if _is_noise(fragments):
        if len(fragments) >= LINES_OF_A_PAGE and not flipped:
            return recognise(np.ascontiguousarray(pixels[::-1, ::-1]), dpi, flipped=True)
        fragments = []
    fragments = _snap_sizes(_in_rows(fragments))
    if tables:
        fragments += _cells(grey, tables, dpi)
    return Recognised(tuple(fragments), tuple(tables), width * points, height * points)


def _upright(grey: Grey, dpi: int) -> Grey:
    """The page turned so that its text reads upright; a page that lies on its side is tried both ways."""
    if not is_lying(grey):
        return grey
    tries = [np.ascontiguousarray(np.rot90(grey, quarter)) for quarter in (1, 3)]
    return max(tries, key=lambda page: _legibility(page, dpi))


def _legibility(grey: Grey, dpi: int) -> float:
    """How many letters are surely read in the middle of a page."""
    height, width = grey.shape
    part = (width // 5, height * 2 // 5, width * 4 // 5, height * 3 // 5)
    lines = Picture(grey, dpi).read(part)
    return sum(len(word.text) * word.confidence**2 for line in lines for word in line.words)


def _is_noise(fragments: list[Fragment]) -> bool:
    """Whether what was read is no text: a back side that the front shines through, a drawing, a photograph."""
    from pipeline.text import is_syllable, words

    found = words(" ".join(f.text for f in fragments))
    weight = sum(len(f.text) for f in fragments)
    sure = sum((f.confidence or 0.0) * len(f.text) for f in fragments) / weight if weight else 0.0
    return sure < SURE_PAGE and sum(map(is_syllable, found)) < WORDY_PAGE * len(found)


def _pixels(box: Box, dpi: int, margin: int) -> Rectangle:
    scale = dpi / 72
    return (
        max(int(box[0] * scale) - margin, 0),
        max(int(box[1] * scale) - margin, 0),
        int(box[2] * scale) + margin,
        int(box[3] * scale) + margin,
    )


def _fragments(lines: list[TextLine], points: float, region: int = 0) -> list[Fragment]:
    """The lines as fragments in points, parted at wide gaps, corrected, dirt left out."""
    found = []
    for number, line in enumerate(lines):
        size = line.height * points
        group: list[Word] = []
        for word in sorted(line.words, key=lambda w: w.box[0]):
            if group and (word.box[0] - group[-1].box[2]) * points > WIDE_GAP * size:
                found += _fragment(group, line, size, points, region, number)
                group = []
            group.append(word)
        found += _fragment(group, line, size, points, region, number)
    return found


def _fragment(
    words: list[Word], line: TextLine, size: float, points: float, region: int, number: int
) -> list[Fragment]:
    from pipeline.text import normalize

    kept = [w for w in words if w.confidence >= SPECK or w.text in DASHES or any(c.isalnum() for c in w.text)]
    text = correct([(normalize(w.text), w.confidence) for w in kept])
    letters = sum(c.isalnum() for c in text)
    marks = sum(not c.isspace() and not c.isalnum() and c != "." for c in text)
    if not text or (marks > letters and not (text in DASHES and len(line.words) > 1)):
        return []  # dirt
    weight = sum(len(w.text) for w in kept)
    sure = sum(w.confidence * len(w.text) for w in kept) / weight
    least = LEAST_SURE if letters > 3 or region else LEAST_SURE_SHORT
    if sure < least and not is_number_line(text):
        return []
    x0, x1 = min(w.box[0] for w in kept) * points, max(w.box[2] for w in kept) * points
    y = line.baseline * points
    return [Fragment(text, x0, x1, y, size, region=region, row=number, confidence=round(sure, 3))]


def _columns_again(picture: Picture, fragments: list[Fragment], width: float, points: float) -> list[Fragment]:
    """Reads two columns side by side anew, each for itself: together their lines are read as one crooked line."""
    regions = find_regions(_snap_sizes(_in_rows(fragments)), width)
    if not regions:
        return fragments
    kept = [f for f in fragments if not any(r.top - 1 <= f.y <= r.bottom + 1 for r in regions)]
    for region in regions:
        middle = sum(region.gutter) / 2
        top, bottom = region.top - 3, region.bottom + 2
        for box in ((0.0, top, middle, bottom), (middle, top, width, bottom)):
            kept += _fragments(picture.read(_pixels(box, picture.dpi, 0)), points)
    return kept


def _in_rows(fragments: list[Fragment]) -> list[Fragment]:
    """The fragments with rows numbered anew: what stands side by side on one baseline is a row."""
    ordered = sorted(fragments, key=lambda f: f.y)
    rows: list[list[Fragment]] = []
    for f in ordered:
        last = rows[-1] if rows else []
        near = last and f.y - last[0].y < SAME_ROW * f.size
        if near and all(f.x0 >= g.x1 or f.x1 <= g.x0 for g in last):
            last.append(f)
        else:
            rows.append([f])
    return [replace(f, row=k) for k, row in enumerate(rows) for f in row]


def _snap_sizes(fragments: list[Fragment]) -> list[Fragment]:
    """The sizes made the page's usual one where they are about that."""
    long = [f.size for f in fragments if len(f.text) > 20] or [f.size for f in fragments]
    if not long:
        return fragments
    usual = statistics.median(long)
    return [replace(f, size=usual) if abs(f.size - usual) <= SAME_SIZE * usual else f for f in fragments]


def _cells(grey: Grey, tables: list[Grid], dpi: int) -> list[Fragment]:
    """The fragments of the tables' cells, each cell read for itself."""
    points = 72 / dpi
    picture = Picture(grey, dpi)
    found: list[Fragment] = []
    for t, grid in enumerate(tables):
        for place in sorted({place for row in grid.owner for place in row}):
            x0, top, x1, bottom = _pixels(grid.cell_box(place), dpi, -4)
            inside = grey[top:bottom, x0:x1]
            if inside.size == 0 or (inside < 128).mean() < LEAST_INK:
                continue
            number = cell_number(t, place)
            cell = _fragments(picture.read((x0, top, x1, bottom)), points, number)
            found += cell or _fragments(picture.read((x0, top, x1, bottom), ROW), points, number)
    return _snap_sizes(found)
