"""How a file's lines were broken: width of a full line, gaps, edges; whether a line had room for one word more."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from statistics import median

from pipeline.model import Box, Line
from pipeline.structure.numbering import read_label
from pipeline.text import strip_marks
from pipeline.text.tables import read_table

ROOM = 0.97  # share of the full width that a line and the next word must keep below for the word to have had room
BOLD_WIDER = 1.06  # a heading's bold letters are wider than the text's; a plain text does not tell which are bold

RAGGED = 0.2  # share of the middle by which the middle half of full lines differ where no width breaks them

CLOSED_LINE = re.compile(r"[.;:!?…][”\"’)\]]*$")
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Layout:
    """What is usual in a file: the width of a full line, the gap between lines, the edges by page.

    ``printed`` says that lines were broken at a printed width, not at a number of letters; ``room`` is the share of the
    width, reached by a line and the next line's first word, from which on the word had no room; ``ragged`` that lines
    were broken at no width at all, as in the source of a web page, so that room says little.
    """

    width: float
    gap: float
    printed: bool
    left: dict[int, float]
    right: dict[int, float]
    room: float = ROOM
    ragged: bool = False


def survey(lines: Sequence[Line]) -> Layout:
    """Measure the lines of a file, so that short lines, gaps and indents can be told."""
    lines = [line for line in lines if line.starts is None and line.text.strip()]
    left: dict[int, float] = {}
    right: dict[int, float] = {}
    by_page: dict[int, list[Box]] = {}
    for line in lines:
        if line.box is not None and not line.centred:
            by_page.setdefault(line.page, []).append(line.box)
    for page, boxes in by_page.items():
        if len(boxes) >= 4:
            left[page] = sorted(b[0] for b in boxes)[len(boxes) // 20]
            right[page] = sorted(b[2] for b in boxes)[-1 - len(boxes) // 20]
    pairs = [(a.text.strip(), b.text.strip()) for a, b in pairwise(lines)]
    # A line that goes on in a small letter was full: such lines tell how lines were broken.
    full = [(a, b) for a, b in pairs if b[0].islower() and not CLOSED_LINE.search(a) and not read_label(b)]
    printed = len(full) >= 5 and _spread([printed_width(a) for a, _ in full]) < _spread([_letters(a) for a, _ in full])
    measure = printed_width if printed else _letters
    ragged = len(full) >= 5 and _spread([measure(a) for a, _ in full]) > RAGGED
    widths = sorted(measure(a) for a, _ in full or [(line.text.strip(), "") for line in lines])
    width = (widths[int(len(widths) * 0.9)] if len(full) >= 3 else max(widths, default=0.0)) or 1.0
    taken = sorted(measure(f"{a} {b.split(' ', 1)[0]}") / width for a, b in full)
    room = taken[len(taken) // 20] if len(taken) >= 20 else ROOM
    gaps = [line.gap for line in lines]
    return Layout(width, float(median(gaps)) if gaps else 0.0, printed, left, right, min(max(room, 0.9), 1.05), ragged)


def _letters(text: str) -> float:
    return float(len(text))


def _spread(values: Sequence[float]) -> float:
    """Share of the middle by which the middle half of the values differ."""
    ordered = sorted(values)
    return (ordered[len(ordered) * 3 // 4] - ordered[len(ordered) // 4]) / (median(ordered) or 1.0)


@lru_cache(maxsize=1)
def _letter_widths() -> dict[str, int]:
    rows = read_table("letter_widths.tsv", __package__)
    return {letter: int(r["width"]) for r in rows for letter in r["letters"]}


def printed_width(text: str) -> float:
    """How wide a line is when printed in Times New Roman, in units of a letter of middle width.

    Example:
        >>> printed_width("illi") < printed_width("MMMM") / 2
        True
    """
    widths = _letter_widths()
    return sum(widths.get(c) or widths.get(strip_marks(c), 500) for c in text) / 450


def is_full(before: Line, layout: Layout) -> bool:
    """Whether a line reaches about as far as the file's lines do.

    Example:
        >>> lines = [Line("Sở Y tế chủ trì rà soát, tổng"), Line("hợp các báo cáo của đơn vị,"), Line("gửi về.")]
        >>> [is_full(line, survey(lines)) for line in lines]
        [True, True, False]
    """
    if before.box is not None and before.page in layout.right and not before.centred:
        return before.box[2] >= layout.right[before.page] - 12
    measure = printed_width if layout.printed else _letters
    return measure(before.text.strip()) >= layout.width * 0.9


def room_taken(group: Sequence[Line], b: str, layout: Layout) -> float:
    """The share of a full line that a paragraph's last line takes with the next line's first word.

    Below one the word would have had room: the paragraph ended before it.
    """
    before, a = group[-1], group[-1].text.strip()
    first = _WORD.match(b)
    word = first[0] if first else ""
    if before.box is not None and before.page in layout.right:
        wide = layout.right[before.page] - layout.left[before.page]
        if wide <= 0:
            return 1.0
        per_letter = (before.box[2] - before.box[0]) / max(printed_width(a), 1.0)
        return (before.box[2] - layout.left[before.page] + per_letter * printed_width(" " + word)) / wide
    measure = printed_width if layout.printed else _letters
    if measure(a) > layout.width * 1.3:
        return 1.0  # a line of a file that keeps its paragraphs whole
    wider = BOLD_WIDER if layout.printed and len(group) == 1 and read_label(a) else 1.0
    return measure(f"{a} {word}") * wider / (layout.width or 1.0)
