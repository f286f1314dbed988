"""Glyphs to printed lines: by baseline, then from left to right, words parted where the gap says so.

pdfium's own order is not used: where glyphs of a second font are spliced into words, it gives them after the line.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipeline.ingest.pdf_chars import BLANK, Bools, Floats, Glyphs, Ints

SAME_BASELINE = 0.25  # of the type size: baselines this near are one line
SUPERSCRIPT_RISE = 0.65  # of the type size: a smaller glyph raised by less belongs to the line below
WORD_GAP = 0.16  # of the type size: a wider gap parts words even without a space in the file
SPLICE_GAP = (0.06, 0.4)  # of the type size: a gap between two fonts that may part words or lie inside one
LONGEST_SYLLABLE = 8
EDGES = "“”\"'‘’()[],.;:/-–"
WIDE_GAP = 1.2  # of the type size: where a row may be parted into columns
ASCENT, DESCENT = 0.89, 0.22  # of the type size, as in the fonts of official documents
SOFT_HYPHEN = "\u00ad"
COMBINING = (0x300, 0x36F)


@dataclass(frozen=True, slots=True)
class Fragment:
    """Words of one baseline with no wide gap among them; ``region`` is the cell they stand in, 0 for none.

    Fragments of one ``row`` share a baseline.
    ``spaced`` is True where the file has a space between this fragment and the one before it in the row.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool = False
    italic: bool = False
    region: int = 0
    row: int = 0
    spaced: bool = True
    confidence: float | None = None

    @property
    def top(self) -> float:
        """Where the letters' height begins."""
        return self.y - ASCENT * self.size

    @property
    def bottom(self) -> float:
        """Where the letters' depth ends."""
        return self.y + DESCENT * self.size


def assemble(glyphs: Glyphs, region: Ints | None = None) -> list[Fragment]:
    """The glyphs' fragments, row by row from the top, each row from the left, region by region.

    Args:
        glyphs: of one direction.
        region: the table cell of every glyph; glyphs of different cells never share a line.
    """
    if not len(glyphs):
        return []
    cells = np.zeros(len(glyphs), np.int64) if region is None else region
    row = _rows(glyphs, cells)
    order = np.lexsort((_reading_place(glyphs), row))
    order, spaced = _without_blanks(glyphs, row, order)
    if not len(order):
        return []
    g, row, cells = glyphs.take(order), row[order], cells[order]

    new_row = np.empty(len(g), np.bool_)
    new_row[0], new_row[1:] = True, row[1:] != row[:-1]
    gap = np.zeros(len(g))
    gap[1:] = g.x0[1:] - np.maximum(g.x1[:-1], g.x0[:-1])
    em = np.maximum(g.size, 1.0)
    em[1:] = np.maximum(em[1:], em[:-1])
    wide = ~new_row & (gap > WIDE_GAP * em)
    space = ~new_row & (spaced | (gap > WORD_GAP * em))
    _settle_splices(g, new_row, space, spaced, gap, em)

    starts = np.flatnonzero(new_row | wide)
    texts = _legacy_texts(g, starts, space) if g.legacy else _texts(g.code, starts, space)
    ends = np.append(starts[1:], len(g))
    size = g.size[starts + (ends - starts) // 2]
    bold = np.add.reduceat((g.style & 1).astype(np.int64), starts) * 2 > ends - starts
    italic = np.add.reduceat((g.style >> 1 & 1).astype(np.int64), starts) * 2 > ends - starts
    x1 = np.maximum.reduceat(g.x1, starts)
    y = _line_baseline(g, starts, ends)
    columns = (texts, g.x0[starts], x1, y, size, bold, italic, cells[starts], row[starts], space[starts])
    rows = zip(*(c if isinstance(c, list) else c.tolist() for c in columns), strict=True)
    return [Fragment(*values) for values in rows]


def _rows(glyphs: Glyphs, cells: Ints) -> Ints:
    """The row number of every glyph: baselines near each other within one cell are a row."""
    # A tenth of a point is finer than any difference between rows, and leaves few values to walk over.
    steps = np.round(glyphs.y * 10).astype(np.int64)
    lowest = int(steps.min())
    key = cells * 1_000_000 + (steps - lowest)
    levels, inverse = np.unique(key, return_inverse=True)
    sizes = np.zeros(len(levels))
    np.maximum.at(sizes, inverse, glyphs.size)
    left = np.full(len(levels), np.inf)
    right = np.full(len(levels), -np.inf)
    np.minimum.at(left, inverse, glyphs.x0)
    np.maximum.at(right, inverse, glyphs.x1)
    rows = np.zeros(len(levels), np.int64)
    row, start, size = -1, -(10**9), 0.0
    members: list[list[int]] = []
    for k, level in enumerate(levels.tolist()):
        near = max(SAME_BASELINE * max(size, sizes[k]), 1.0) * 10
        if level - start > near:
            row += 1
            start, size = level, sizes[k]
            members.append([])
        size = max(size, sizes[k])
        rows[k] = row
        members[row].append(k)
    _lower_superscripts(levels, sizes, left, right, rows, members)
    return rows[inverse]


def _lower_superscripts(
    levels: Ints, sizes: Floats, left: Floats, right: Floats, rows: Ints, members: list[list[int]]
) -> None:
    """Joins a row of small raised glyphs to the row right below, where it stands close to that row's letters."""
    for k in range(len(members) - 1):
        above, below = members[k], members[k + 1]
        small, big = max(sizes[a] for a in above), max(sizes[b] for b in below)
        if small >= 0.8 * big:
            continue
        rise = (levels[below[0]] - levels[above[-1]]) / 10
        inside = max(right[a] for a in above) < max(right[b] for b in below) + big
        beside = min(left[a] for a in above) > min(left[b] for b in below) - 0.2 * big
        if 0 < rise < SUPERSCRIPT_RISE * big and inside and beside:
            for a in above:
                rows[a] = rows[below[0]]


def _reading_place(glyphs: Glyphs) -> Floats:
    """Where each glyph comes in its row: its left edge, a combining mark's just after its letter."""
    marks = np.flatnonzero((glyphs.code >= COMBINING[0]) & (glyphs.code <= COMBINING[1]))
    x = glyphs.x0.copy() if len(marks) else glyphs.x0
    for i in marks.tolist():
        if i:
            x[i] = x[i - 1] + 1e-3
    return x


def _without_blanks(glyphs: Glyphs, row: Ints, order: Ints) -> tuple[Ints, Bools]:
    """The order without blanks and without glyphs printed again over themselves (which makes them bold).

    The second array tells which of the glyphs left has a blank before it.
    """
    blank = glyphs.code[order] == BLANK
    blanks_before = np.cumsum(blank)[~blank]
    order = order[~blank]
    if not len(order):
        return order, np.zeros(0, np.bool_)
    code, x, r, size = glyphs.code[order], glyphs.x0[order], row[order], glyphs.size[order]
    twice, spaced = np.zeros(len(order), np.bool_), np.zeros(len(order), np.bool_)
    twice[1:] = (code[1:] == code[:-1]) & (r[1:] == r[:-1]) & (x[1:] - x[:-1] < 0.08 * size[1:])
    spaced[1:] = blanks_before[1:] > blanks_before[:-1]
    return order[~twice], spaced[~twice]


def _settle_splices(g: Glyphs, new_row: Bools, space: Bools, spaced: Bools, gap: Floats, em: Floats) -> None:
    """Settles the gaps between two fonts by the words they make, as far as these tell; changes ``space``.

    Where glyphs are lent by a second font, their widths are not those that the line was set with: a gap may lie
    inside a word, and the one between two words may be lost.
    """
    from pipeline.text import is_syllable

    doubtful = np.zeros(len(g), np.bool_)
    doubtful[1:] = g.font[1:] != g.font[:-1]
    doubtful &= ~new_row & ~spaced & (gap > SPLICE_GAP[0] * em) & (gap < SPLICE_GAP[1] * em)
    for i in np.flatnonzero(doubtful).tolist():
        a, b = i - 1, i + 1
        while not (space[a] or new_row[a]) and i - a < LONGEST_SYLLABLE:
            a -= 1
        while b < len(g) and not (space[b] or new_row[b]) and b - i < LONGEST_SYLLABLE:
            b += 1
        before, after = ("".join(map(chr, g.code[p:q].tolist())).strip(EDGES) for p, q in ((a, i), (i, b)))
        apart = is_syllable(before) and is_syllable(after)
        if before and after and is_syllable(before + after) != apart:
            space[i] = apart


def _texts(code: Ints, starts: Ints, space: Bools) -> list[str]:
    """The fragments' texts: one buffer with blanks and line feeds put in, cut at the line feeds."""
    from pipeline.text import normalize

    first = np.zeros(len(code), np.bool_)
    first[starts] = True
    before = space | first
    put = np.where(first, 10, 32)[before]
    at = np.flatnonzero(before)
    joined = np.insert(code, at, put)[1:]
    text = joined.astype("<u4").tobytes().decode("utf-32-le", "replace")
    texts = text.replace(SOFT_HYPHEN, "-").split("\n")  # on paper even a soft hyphen is one
    whole = normalize("\n".join(texts)).split("\n")
    return whole if len(whole) == len(texts) else [normalize(t) for t in texts]


def _legacy_texts(g: Glyphs, starts: Ints, space: Bools) -> list[str]:
    """The fragments' texts where fonts from before Unicode are among them: each encoding's run decoded for itself."""
    from pipeline.text import normalize
    from pipeline.text.legacy import decode_legacy

    texts = []
    encodings = [g.legacy.get(font) for font in g.font.tolist()]
    for a, b in zip(starts.tolist(), [*starts.tolist()[1:], len(g)], strict=True):
        parts, begin = [], a
        for i in range(a + 1, b + 1):
            if i < b and encodings[i] == encodings[begin]:
                continue
            run = "".join((" " if space[k] and k > a else "") + chr(g.code[k]) for k in range(begin, i))
            known = encodings[begin]
            parts.append(decode_legacy(run, *known) if known else run.replace(SOFT_HYPHEN, "-"))
            begin = i
        texts.append(normalize("".join(parts)))
    return texts


def _line_baseline(g: Glyphs, starts: Ints, ends: Ints) -> Floats:
    """The baseline that the largest type of each fragment stands on."""
    biggest = np.maximum.reduceat(g.size, starts)
    weight = (g.size >= np.repeat(biggest, ends - starts) - 0.1).astype(np.float64)
    return np.add.reduceat(g.y * weight, starts) / np.add.reduceat(weight, starts)
