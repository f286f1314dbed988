"""The glyphs of a PDF page, as columns of numbers.

pdfium answers one character a call, so the calls are what a page costs. They run here from C loops over prepared
memory (``map`` over address ranges), and what all glyphs of one text object share is asked once an object.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Legacy = tuple[str, bool]  # an encoding, and whether its font shows capitals only

HYPHEN_AT_LINE_END = 0xFFFE
BLANK = 32
PROBE = 16  # glyphs of one text object stand together: ask in steps, and look closer where the answer changes
BOLD_WEIGHT = 600
FORCE_BOLD_FLAG, ITALIC_FLAG = 1 << 18, 1 << 6


@dataclass(frozen=True, slots=True)
class Glyphs:
    """Glyphs of one page and one direction, in a frame where they read left to right, spaces among them.

    Spaces are those of the file, not those that pdfium guesses. ``style`` is 1 for bold, 2 for italic.
    The frame's origin is the top left; ``angle`` is how far the text is turned on the sheet, in quarter turns.
    ``legacy`` names the fonts whose letters are in an encoding from before Unicode.
    """

    code: Ints
    x0: Floats
    x1: Floats
    y: Floats
    size: Floats
    style: Ints
    font: Ints
    width: float
    height: float
    angle: int = 0
    legacy: Mapping[int, Legacy] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.code)

    def take(self, index: Ints | Bools) -> Glyphs:
        """The glyphs at these indices."""
        columns: tuple[Any, ...] = (self.code, self.x0, self.x1, self.y, self.size, self.style, self.font)
        code, x0, x1, y, size, style, font = (column[index] for column in columns)
        return Glyphs(code, x0, x1, y, size, style, font, self.width, self.height, self.angle, self.legacy)


@lru_cache(maxsize=1)
def _calls() -> dict[str, Callable[..., int]]:
    """The per-character functions of pdfium with plain addresses as arguments, which ctypes converts fastest."""
    import pypdfium2.raw as pdfium

    def bind(name: str, result: Any, *arguments: Any) -> Callable[..., int]:
        address = ctypes.cast(getattr(pdfium, name), ctypes.c_void_p).value
        assert address is not None
        bound: Callable[..., int] = ctypes.CFUNCTYPE(result, *arguments)(address)
        return bound

    p, i = ctypes.c_void_p, ctypes.c_int
    return {
        "box": bind("FPDFText_GetLooseCharBox", i, p, i, p),
        "origin": bind("FPDFText_GetCharOrigin", i, p, i, p, p),
        "unicode": bind("FPDFText_GetUnicode", ctypes.c_uint, p, i),
        "object": bind("FPDFText_GetTextObject", ctypes.c_size_t, p, i),
        "generated": bind("FPDFText_IsGenerated", i, p, i),
    }


def read_glyphs(
    textpage: Any,
    width: float,
    height: float,
    origin: tuple[float, float],
    left_out: frozenset[int] = frozenset(),
) -> list[Glyphs]:
    """The glyphs of a page, one ``Glyphs`` a text direction, the direction with most glyphs first.

    Args:
        textpage: pdfium's raw text page handle.
        width: of the page's visible box, unrotated, in points.
        height: of the page's visible box, unrotated, in points.
        origin: the visible box's lower left corner.
        left_out: addresses of text objects whose glyphs are not wanted.
    """
    import pypdfium2.raw as pdfium

    count = pdfium.FPDFText_CountChars(textpage)
    if count <= 0:
        return []
    handle = ctypes.cast(textpage, ctypes.c_void_p).value
    assert handle is not None
    codes = _codes(textpage, handle, count)
    runs, first = _text_objects(handle, count, left_out)
    sizes, styles, fonts, legacy, angles, baselines = _describe(textpage, handle, first)

    boxes = np.zeros((count, 4), np.float32)
    at = boxes.ctypes.data
    deque(map(_calls()["box"], repeat(handle), range(count), range(at, at + 16 * count, 16)), 0)
    left, top, right, bottom = boxes.T.astype(np.float64)

    codes[(codes == HYPHEN_AT_LINE_END) | (codes == 2)] = ord("-")  # pdfium's mark for a hyphen at a line's end
    codes[(codes == 0xA0) | ((codes >= 0x2000) & (codes < 0x200B))] = BLANK
    shown = (codes >= BLANK) & ((codes < 0x200B) | (codes > 0x200F)) & (runs >= 0)
    generated = _calls()["generated"]
    blanks = np.flatnonzero(shown & (codes == BLANK))
    shown[blanks] = [not generated(handle, i) for i in blanks.tolist()]
    keep = np.flatnonzero(shown)
    if not len(keep):
        return []

    run = runs[keep]
    turn = angles[run]
    found = []
    for angle in sorted(set(turn[turn >= 0].tolist()), key=lambda a: -int((turn == a).sum())):
        part = np.flatnonzero(turn == angle)
        chosen = keep[part]
        x0, x1 = left[chosen] - origin[0], right[chosen] - origin[0]
        bx, by = baselines[run[part], 0] - origin[0], baselines[run[part], 1] - origin[1]
        low, high = bottom[chosen] - origin[1], top[chosen] - origin[1]
        low, high = np.minimum(low, high), np.maximum(low, high)
        frame = {
            0: (x0, x1, height - by, width, height),
            1: (low, high, bx, height, width),
            2: (width - x1, width - x0, by, width, height),
            3: (height - high, height - low, width - bx, height, width),
        }[angle]
        found.append(
            Glyphs(
                code=codes[chosen],
                x0=frame[0],
                x1=frame[1],
                y=frame[2],
                size=sizes[run[part]],
                style=styles[run[part]],
                font=fonts[run[part]],
                width=frame[3],
                height=frame[4],
                angle=angle,
                legacy=legacy,
            )
        )
    return found


def _codes(textpage: Any, handle: int, count: int) -> Ints:
    import pypdfium2.raw as pdfium

    buffer = np.zeros(count + 1, np.uint16)
    units_at = buffer.ctypes.data_as(ctypes.POINTER(ctypes.c_ushort))
    if pdfium.FPDFText_GetText(textpage, 0, count, units_at) == count + 1:
        units: Ints = buffer[:count].astype(np.int64)
        if not ((units >= 0xD800) & (units < 0xE000)).any():
            return units
    return np.fromiter(map(_calls()["unicode"], repeat(handle), range(count)), np.int64, count)


def _text_objects(handle: int, count: int, left_out: frozenset[int]) -> tuple[Ints, list[int]]:
    """The text object of every glyph as a running number (-1 for none), and each object's first glyph."""
    ask = _calls()["object"]
    runs = np.empty(count, np.int64)
    numbers: dict[int, int] = {0: -1} | dict.fromkeys(left_out, -1)
    first: list[int] = []

    def number(i: int) -> int:
        pointer = ask(handle, i)
        if pointer not in numbers:
            numbers[pointer] = len(first)
            first.append(i)
        return numbers[pointer]

    at = 0
    while at < count:
        current = number(at)
        if current < 0:  # what pdfium puts in between objects belongs to none
            runs[at] = -1
            at += 1
            continue
        same, other = at, at + PROBE
        while other < count and number(other) == current:
            same, other = other, other + PROBE
        other = min(other, count)
        while other - same > 1:
            middle = (same + other) // 2
            if number(middle) == current:
                same = middle
            else:
                other = middle
        runs[at:other] = current
        at = other
    return runs, first


def _describe(
    textpage: Any, handle: int, first: list[int]
) -> tuple[Floats, Ints, Ints, dict[int, Legacy], Ints, Floats]:
    """Size, style, font, the legacy fonts' encodings, quarter turn (-1: slanting) and baseline origin.

    Of each text object, from its first glyph.
    """
    import pypdfium2.raw as pdfium

    from pipeline.text.legacy import encoding_of_font

    legacy: dict[int, Legacy] = {}
    sizes, styles, numbers = np.zeros(len(first)), np.zeros(len(first), np.int64), np.zeros(len(first), np.int64)
    angles, baselines = np.zeros(len(first), np.int64), np.zeros((len(first), 2))
    fonts: dict[int, tuple[int, int]] = {}
    matrix = pdfium.FS_MATRIX()
    at = baselines.ctypes.data
    for k, i in enumerate(first):
        _calls()["origin"](handle, i, at + 16 * k, at + 16 * k + 8)
        pdfium.FPDFText_GetMatrix(textpage, i, matrix)
        scale = (matrix.c**2 + matrix.d**2) ** 0.5 or 1.0
        sizes[k] = pdfium.FPDFText_GetFontSize(textpage, i) * scale
        angles[k] = _quarter_turn(matrix.a, matrix.b)
        font = pdfium.FPDFTextObj_GetFont(pdfium.FPDFText_GetTextObject(textpage, i))
        key = ctypes.cast(font, ctypes.c_void_p).value or 0
        if key not in fonts:
            name = font_name(font) if key else ""
            encoding = encoding_of_font(name)
            if encoding:
                legacy[len(fonts)] = encoding
            fonts[key] = len(fonts), _style(font, name) if key else 0
        numbers[k], style = fonts[key]
        slanted = style & 2 or (angles[k] == 0 and abs(matrix.c) > 0.15 * scale)
        stroked = pdfium.FPDFTextObj_GetTextRenderMode(pdfium.FPDFText_GetTextObject(textpage, i)) == 2
        styles[k] = (style & 1 or int(stroked)) | (2 if slanted else 0)
    return sizes, styles, numbers, legacy, angles, baselines


def _quarter_turn(a: float, b: float) -> int:
    if abs(b) <= 0.09 * abs(a):
        return 0 if a > 0 else 2
    if abs(a) <= 0.09 * abs(b):
        return 1 if b > 0 else 3
    return -1


def _style(font: Any, name: str) -> int:
    import pypdfium2.raw as pdfium

    name = name.lower()
    flags = max(pdfium.FPDFFont_GetFlags(font), 0)
    bold = "bold" in name or "black" in name or flags & FORCE_BOLD_FLAG
    bold = bold or pdfium.FPDFFont_GetWeight(font) >= BOLD_WEIGHT
    italic = "italic" in name or "oblique" in name or flags & ITALIC_FLAG
    return (1 if bold else 0) | (2 if italic else 0)


def font_name(font: Any) -> str:
    """The base font's name, without the subset's prefix."""
    import pypdfium2.raw as pdfium

    size = pdfium.FPDFFont_GetBaseFontName(font, None, 0)
    buffer = ctypes.create_string_buffer(size or 1)
    pdfium.FPDFFont_GetBaseFontName(font, buffer, size)
    name = buffer.value.decode("utf-8", "replace")
    return name[7:] if len(name) > 7 and name[6] == "+" else name
