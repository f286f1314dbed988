"""How high a spreadsheet row must be for its wrapped text: by the font's metrics, since nothing else measures it."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

LINE_HEIGHT = 1.19
"""Of the font size: room for two marks above a capital."""
PADDING = 4.0
"""Points above and below the text together."""
HIGHEST = 409.0
"""Points; spreadsheets know no higher row."""
POINTS_A_CHARACTER = 5.25
"""Width of a column's unit: a digit of the workbook's default font, Times New Roman 11."""
SPARE = 0.96
"""Share of a column that is counted on: programs differ in how they set text."""
UNKNOWN_WIDTH = 556
OTHER_SCRIPT_WIDTH = 1000


def row_height(cells: Iterable[tuple[str, float]], font_size: float) -> float:
    """Points that a row needs for its cells, each a text and its column's width in characters.

    Example:
        >>> row_height([("Rà soát", 20)], 11) < row_height([("Rà soát " * 20, 20)], 11)
        True
    """
    lines = max((count_lines(text, width, font_size) for text, width in cells), default=1)
    return min(HIGHEST, math.ceil(lines * font_size * LINE_HEIGHT + PADDING))


def count_lines(text: str, width: float, font_size: float) -> int:
    """On how many lines a text stands in a column, broken between words, a long word within itself.

    Example:
        >>> count_lines("Rà soát văn bản", 10, 11)
        2
    """
    room = width * POINTS_A_CHARACTER * SPARE
    lines = 0
    for paragraph in text.split("\n"):
        lines += 1
        filled = 0.0
        for word in paragraph.split(" "):
            length = word_width(word) * font_size
            if filled and filled + length > room:
                lines += 1
                filled = 0.0
            if length > room:
                lines += int(length / room)
                filled = length % room
            else:
                filled += length + _widths()[" "] / 1000 * font_size
    return lines


@lru_cache(maxsize=16384)
def word_width(word: str) -> float:
    """Width of a word in font sizes."""
    return sum(_character_width(character) for character in word) / 1000


def _character_width(character: str) -> int:
    base = unicodedata.normalize("NFD", character)[0] if ord(character) > 127 else character
    known = _widths().get(character) or _widths().get(base)
    return known or (OTHER_SCRIPT_WIDTH if unicodedata.east_asian_width(character) in "WF" else UNKNOWN_WIDTH)


@lru_cache(maxsize=1)
def _widths() -> dict[str, int]:
    text = files("pipeline.export").joinpath("widths.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("# ")]
    return {character: int(width) for width, characters in rows[1:] for character in characters}
