"""What the engine read on a page as fragments of lines; heads and feet in two columns read column by column."""

from __future__ import annotations

import statistics
from dataclasses import replace

from pipeline.ingest.ocr_correction import begins_column, correct, is_number_line
from pipeline.ingest.ocr_engine import DIGITS, WORD, Picture, Rectangle, TextLine, Word
from pipeline.ingest.pdf_columns import FOOT_HEAD, find_regions
from pipeline.ingest.pdf_lines import Fragment
from pipeline.model import Box
from pipeline.text import normalize

WIDE_GAP = 1.3  # of the type size: parts a row into columns
SAME_ROW = 0.35  # of the type size
SAME_SIZE = 0.22  # relative difference of heights that OCR cannot tell from none
LEAST_SURE, LEAST_SURE_SHORT = 0.4, 0.55  # confidence of a fragment, of one of three letters; below it is dirt
DASHES = ("-", "–", "—", "+", "•", "*")
NARROWEST = 0.08  # of the type size: no letter is
STRANGE, LEAST_LETTERS = "¬|_~^°`´¦§©®«»{}[]\\=⁄‡†", 3  # marks that documents hardly have; letters that outweigh one
SPECK = 0.6  # confidence below which marks without a letter or digit are dirt
LEFT_OF_FOOT, RIGHT_OF_FOOT = 0.4, 0.62  # of the page's width: where the space between a foot's columns may begin
LEAST_FOOT = 5  # line heights: a foot with a signature has more
SURE_NUMBER = 0.9  # confidence from which a number alone is believed at once
LONE = 2  # characters at most of a number alone on its line
ALIGNED = 6.0  # points
LEAST_SURE_SIGNER = 0.6  # confidence of a line beside the recipients; a signature is read as nonsense


def in_pixels(box: Box, dpi: int, margin: int) -> Rectangle:
    """A box in points as pixels, so many wider on every side."""
    scale = dpi / 72
    return (
        max(int(box[0] * scale) - margin, 0),
        max(int(box[1] * scale) - margin, 0),
        int(box[2] * scale) + margin,
        int(box[3] * scale) + margin,
    )


def to_fragments(lines: list[TextLine], points: float, region: int = 0) -> list[Fragment]:
    """The lines as fragments in points, parted at wide gaps, corrected, dirt left out."""
    found = []
    for number, line in enumerate(lines):
        size = line.height * points
        group: list[Word] = []
        words = sorted(line.words, key=lambda w: w.box[0])
        for k, word in enumerate(words):
            apart = group and (word.box[0] - group[-1].box[2]) * points > WIDE_GAP * size
            if group and (apart or begins_column([w.text for w in words[k:]])):
                found += _fragment(group, line, size, points, region, number)
                group = []
            group.append(word)
        found += _fragment(group, line, size, points, region, number)
    return found


def _fragment(
    words: list[Word], line: TextLine, size: float, points: float, region: int, number: int
) -> list[Fragment]:
    kept = [w for w in words if w.confidence >= SPECK or w.text in DASHES or any(c.isalnum() for c in w.text)]
    text = correct([(normalize(w.text), w.confidence) for w in kept])
    letters = sum(c.isalnum() for c in text)
    marks = sum(not c.isspace() and not c.isalnum() and c != "." for c in text)
    if not text or (marks > letters and not (text in DASHES and len(line.words) > 1)):
        return []  # dirt
    if letters < LEAST_LETTERS and any(c in STRANGE for c in text):
        return []
    weight = sum(len(w.text) for w in kept)
    sure = sum(w.confidence * len(w.text) for w in kept) / weight
    least = LEAST_SURE if letters > 3 or region else LEAST_SURE_SHORT
    if sure < least and not is_number_line(text):
        return []
    x0, x1 = min(w.box[0] for w in kept) * points, max(w.box[2] for w in kept) * points
    if x1 - x0 < NARROWEST * size:
        return []  # a piece of a rule
    y = line.baseline * points
    return [Fragment(text, x0, x1, y, size, region=region, row=number, confidence=round(sure, 3))]


def read_columns_again(picture: Picture, fragments: list[Fragment], width: float, points: float) -> list[Fragment]:
    """Reads two columns side by side anew, each for itself: together their lines are read as one crooked line.

    Args:
        picture: the page.
        fragments: what was read on it.
        width: of the page, in points.
        points: a pixel's size.
    """
    regions = find_regions(snap_sizes(in_rows(fragments)), width)
    kept = [f for f in fragments if not any(r.top - 1 <= f.y <= r.bottom + 1 for r in regions)]
    for region in regions:
        middle = sum(region.gutter) / 2
        top, bottom = region.top - 3, region.bottom + 2
        for box in ((0.0, top, middle, bottom), (middle, top, width, bottom)):
            kept += to_fragments(picture.read(in_pixels(box, picture.dpi, 0)), points)
    return _foot_again(picture, kept, width, points)


def _foot_again(picture: Picture, fragments: list[Fragment], width: float, points: float) -> list[Fragment]:
    """Reads the signer's column anew where beside the recipients nothing was made out: signatures spoil the lines."""
    head = next((f for f in fragments if FOOT_HEAD.match(f.text) and f.x0 < width / 3), None)
    if head is None:
        return fragments
    foot = [f for f in fragments if f.y > head.top - head.size]
    edge = max((f.x1 for f in foot if f.x0 < width / 3 and f.x1 < RIGHT_OF_FOOT * width), default=0.0)
    edge = max(edge + head.size / 2, LEFT_OF_FOOT * width)
    end = min((f.top for f in foot if f.x0 < edge < f.x1), default=max(f.bottom for f in foot))
    foot = [f for f in foot if f.bottom <= end]
    beside = [f for f in foot if f.x0 > edge and (f.confidence or 0.0) >= LEAST_SURE_SIGNER and len(f.text) > 4]
    top = head.top - head.size
    if len(beside) > 1 or end - top < LEAST_FOOT * head.size:
        return fragments
    box = in_pixels((edge, top, width, end), picture.dpi, 0)
    signer = [f for f in to_fragments(picture.read(box), points) if (f.confidence or 0.0) >= LEAST_SURE_SIGNER]
    if len(signer) <= len(beside):
        return fragments
    return [f for f in fragments if not top < f.y <= end or f.x0 <= edge] + signer


def lone_numbers(picture: Picture, lines: list[TextLine], fragments: list[Fragment], points: float) -> list[Fragment]:
    """The fragments with numbers that stand alone on their lines read anew as numbers: the engine reads words best.

    Args:
        picture: the page.
        lines: what was read on it.
        fragments: what was kept of that.
        points: a pixel's size.
    """
    edges = [f.x0 for f in fragments if len(f.text) > LONE]
    for number, line in enumerate(lines):
        word = line.words[0]
        height = word.box[3] - word.box[1]
        if len(line.words) > 1 or len(word.text) > LONE or word.confidence > SURE_NUMBER:
            continue
        aligned = sum(abs(word.box[0] * points - x) < ALIGNED for x in edges)
        if aligned < 3 or not 0.3 * line.height < height < line.height:
            continue
        x0, top, x1, bottom = word.box
        again = picture.read((x0 - 12, top - 12, x1 + 12, bottom + 12), WORD, DIGITS)
        found = [w for row in again for w in row.words if w.text.isdigit() and w.confidence >= LEAST_SURE_SHORT]
        if len(found) == 1:
            kept = [f for f in fragments if f.row != number or f.region]
            sure = TextLine((Word(found[0].text, word.box, found[0].confidence),), line.baseline, line.height)
            fragments = kept + [replace(f, row=number) for f in to_fragments([sure], points)]
    return fragments


def in_rows(fragments: list[Fragment]) -> list[Fragment]:
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


def snap_sizes(fragments: list[Fragment]) -> list[Fragment]:
    """The sizes made the page's usual one where they are about that."""
    long = [f.size for f in fragments if len(f.text) > 20] or [f.size for f in fragments]
    if not long:
        return fragments
    usual = statistics.median(long)
    return [replace(f, size=usual) if abs(f.size - usual) <= SAME_SIZE * usual else f for f in fragments]
