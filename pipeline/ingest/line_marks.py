"""What a line's place says of its paragraph: space above, centred or not, begins one or goes on.

Works on lines with boxes, so that a page read by OCR goes the same way as one with a text layer.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pipeline.model import Box, Line, SourceTable, TableCell

SINGLE = 1.15  # line height at single spacing, of the type size
INDENT = (10.0, 64.0)  # points that a first line stands in
FLUSH = 3.5  # points within which lines stand at one edge
SLACK = 5.0  # points that a word must fit in with, before the break after it counts as wanted
CENTRE = 6.0  # points between a centred line's middle and the text's
COMMON = 0.08  # share of the lines that an edge must have to be a margin
CELL_PADDING = 9.0  # points at most between a cell's rule and its text
PAGE_NUMBER = re.compile(r"\W*\d{1,4}\W*$")
BULLET = re.compile(r"(?:[-–+•*▪➢]|\(?\w{1,4}(?:\.\d{1,3})*[.)])\s")


@dataclass(frozen=True, slots=True)
class Margins:
    """The text's edges on the pages of one size; ``indent`` is how far first lines stand in, 0 where they do not."""

    left: float
    right: float
    indent: float = 0.0


def find_margins(lines: Iterable[Line]) -> Margins | None:
    """The margins that the lines of running text keep; None where there are too few lines to tell."""
    boxes = [line.box for line in lines if line.box is not None and len(line.text) > 3]
    if len(boxes) < 3:
        return None
    least = max(2.0, COMMON * len(boxes))
    right = _edge([box[2] for box in boxes], least, outermost=True)
    wide = [box for box in boxes if box[2] > right - 20] or boxes
    left = _edge([box[0] for box in wide], max(2.0, COMMON * len(wide)), outermost=False)
    steps = Counter(round(box[0] - left) for box in wide if INDENT[0] < box[0] - left < INDENT[1])
    flush = sum(1 for box in wide if abs(box[0] - left) <= FLUSH)
    indented = steps.total() >= max(2.0, COMMON * len(wide)) and flush >= COMMON * len(wide)
    return Margins(left, right, float(steps.most_common(1)[0][0]) if indented else 0.0)


def _edge(values: list[float], least: float, outermost: bool) -> float:
    """The outermost place (to the right or to the left) that many values share."""
    buckets = Counter(round(v / 2) for v in values)
    order = sorted(buckets, reverse=outermost)
    for bucket in order:
        if buckets[bucket] + buckets[bucket - 1] + buckets[bucket + 1] >= least and buckets[bucket] > 0:
            return max(v for v in values if abs(v / 2 - bucket) <= 1) if outermost else bucket * 2.0
    return max(values) if outermost else min(values)


def mark_lines(items: Sequence[Line | SourceTable], margins: Margins | None) -> list[Line | SourceTable]:
    """The items of one page with gap, centred and starts set; lines in tables are left alone."""
    marked: list[Line | SourceTable] = []
    before: Line | None = None
    bottom: float | None = None
    for item in items:
        gap = _gap(bottom, item)
        if isinstance(item, SourceTable):
            marked.append(replace(item, gap=gap))
            before = None
        else:
            line = _marked(item, before, margins, gap)
            marked.append(line)
            before = None if PAGE_NUMBER.match(line.text) else line
        if item.box is not None:
            bottom = item.box[3]
    return marked


def _marked(line: Line, before: Line | None, margins: Margins | None, gap: float) -> Line:
    centred, starts = line.centred, line.starts
    if margins is not None and line.box is not None:
        centred = _centred(line.box, margins)
        starts = _starts(line, line.box, gap, centred, before, margins)
    look = line.size, line.bold, line.italic, centred, starts, gap, line.confidence
    return Line(line.text, line.page, line.box, *look)  # what replace() gives, four times as fast


def mark_cell(lines: Sequence[Line], edges: Box) -> tuple[Line, ...]:
    """The lines of a ruled table's cell with gap, centred and starts set."""
    boxes = [line.box for line in lines if line.box is not None]
    if len(boxes) != len(lines) or not boxes:
        return tuple(lines)
    padding = min(max(min(box[0] for box in boxes) - edges[0], 1.0), CELL_PADDING)
    left, right = edges[0] + padding, edges[2] - padding
    marked: list[Line] = []
    for line, box in zip(lines, boxes, strict=True):
        before = marked[-1] if marked else None
        starts: bool | None = True if before is None else None
        if before is not None and before.box is not None:
            free = (right - left) - (before.box[2] - before.box[0])
            if before.box[0] - left < FLUSH:
                free = right - before.box[2]
            if free > _first_word(line) + SLACK:
                starts = True
        gap = 0.0 if before is None or before.box is None else _gap(before.box[3], line)
        marked.append(replace(line, gap=gap, starts=starts, centred=_centred(box, Margins(left, right))))
    return tuple(marked)


def mark_column(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines of one of two columns with gap and centred set."""
    boxes = [line.box for line in lines if line.box is not None]
    if len(boxes) != len(lines) or not boxes:
        return tuple(lines)
    edges = Margins(min(box[0] for box in boxes), max(box[2] for box in boxes))
    marked: list[Line] = []
    bottom: float | None = None
    for line, box in zip(lines, boxes, strict=True):
        marked.append(replace(line, gap=_gap(bottom, line), centred=_centred(box, edges)))
        bottom = box[3]
    return tuple(marked)


def mark_cells(table: SourceTable, edges: dict[tuple[int, int], Box]) -> SourceTable:
    """The table with the lines of its cells marked; ``edges`` are the cells' boxes by row and column."""
    rows: list[tuple[TableCell | None, ...]] = []
    for r, row in enumerate(table.rows):
        rows.append(
            tuple(
                cell if cell is None or (r, c) not in edges else replace(cell, lines=mark_cell(cell.lines, edges[r, c]))
                for c, cell in enumerate(row)
            )
        )
    return replace(table, rows=tuple(rows))


def _gap(bottom: float | None, item: Line | SourceTable) -> float:
    if bottom is None or item.box is None:
        return 0.0
    size = item.size if isinstance(item, Line) and item.size else 13.0
    return round(max(item.box[1] - bottom, 0.0) / (SINGLE * size), 2)


def _centred(box: Box, margins: Margins) -> bool:
    at_indent = margins.indent > 0 and abs(box[0] - margins.left - margins.indent) <= FLUSH
    aside = 0.12 * (margins.right - margins.left) if at_indent else 2 * FLUSH
    stands_in = box[0] - margins.left > aside and margins.right - box[2] > aside
    off = (box[0] + box[2]) - (margins.left + margins.right)  # twice the distance of the middles
    # Centred text that kept its paragraph's first-line indent stands half of it to the right.
    return stands_in and (abs(off) < 2 * CENTRE or (margins.indent > 0 and abs(off - margins.indent) < CENTRE))


def _first_word(line: Line) -> float:
    """How wide the line's first word is printed, with the blank before it."""
    assert line.box is not None
    word = len(line.text.split(" ", 1)[0])
    size = line.size or 13.0
    return (line.box[2] - line.box[0]) * word / max(len(line.text), 1) + 0.25 * size


def _starts(line: Line, box: Box, gap: float, centred: bool, before: Line | None, margins: Margins) -> bool | None:
    indent = box[0] - margins.left
    wide = box[2] > margins.right - 20
    if before is None or before.box is None:  # the first line of the page, or after a table
        if not (wide and margins.indent):
            return None
        return False if abs(indent) <= FLUSH else None
    if before.centred and centred:
        return None
    word = _first_word(line)
    if not before.centred and margins.right - before.box[2] > 1.15 * word + SLACK:
        return True
    if before.centred != centred or (gap > before.gap + 0.6 and gap > 0.8):
        return True
    step = box[0] - before.box[0]
    if INDENT[0] < step < INDENT[1] and not BULLET.match(before.text) and abs(before.box[0] - margins.left) <= FLUSH:
        return True
    if margins.indent and abs(indent) <= FLUSH and step <= FLUSH and gap < before.gap + 0.25:
        return False
    return None
