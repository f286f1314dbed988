"""Tesseract as this project uses it: where its Vietnamese data lies, and words with boxes out of a picture."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, replace
from functools import lru_cache
from glob import glob
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.ingest.scan_image import INK, Grey
from pipeline.model import ReadError

LANGUAGE = "vie"
INSTALL = "a scan; to read it install OCR: apt-get install tesseract-ocr-vie && pip install 'chithi[ocr]'"
PLACES = (
    "/usr/share/tesseract-ocr/*/tessdata",
    "/usr/share/tesseract-ocr/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
    f"{sys.prefix}/share/tessdata",
)
# Tesseract's page segmentation modes: one block of text; one line, as a number in a cell; one word
BLOCK, ROW, WORD = 6, 7, 8
DIGITS = "0123456789"
ROOM, PADDING = 15, 40  # pixels of paper, and of white, left around what is read alone

# The engine's threads stand in each other's way: one is seven times as fast. Read when the engine is loaded.
os.environ.setdefault("OMP_THREAD_LIMIT", "1")

Rectangle = tuple[int, int, int, int]  # x0, top, x1, bottom in pixels


@dataclass(frozen=True, slots=True)
class Word:
    """A word as read, its box in pixels, its confidence from 0 to 1."""

    text: str
    box: Rectangle
    confidence: float


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line as read: words from the left, the baseline's height at its middle and the row's height in pixels."""

    words: tuple[Word, ...]
    baseline: float
    height: float


def find_tessdata() -> str | None:
    """The folder that holds Tesseract's Vietnamese data; None where there is none."""
    own = os.environ.get("TESSDATA_PREFIX")
    places = [own, f"{own}/tessdata"] if own else []
    for pattern in (*places, *PLACES):
        for place in sorted(glob(pattern), reverse=True):
            if (Path(place) / f"{LANGUAGE}.traineddata").is_file():
                return place
    return None


def is_available() -> bool:
    """Whether scans can be read here."""
    from importlib.util import find_spec

    return find_spec("tesserocr") is not None and find_tessdata() is not None


@lru_cache(maxsize=1)
def _engine() -> Any:
    try:
        import tesserocr
    except ImportError as e:
        raise ReadError(INSTALL) from e
    tessdata = find_tessdata()
    if tessdata is None:
        raise ReadError(INSTALL)
    tesserocr.set_leptonica_log_level(tesserocr.LeptLogLevel.NONE)
    return tesserocr.PyTessBaseAPI(path=tessdata, lang=LANGUAGE, psm=BLOCK)


class Picture:
    """A grey picture handed to the engine once and read in parts.

    Args:
        grey: the picture.
        dpi: its resolution.
    """

    def __init__(self, grey: Grey, dpi: int):
        self.grey, self.dpi = grey, dpi
        engine = _engine()
        height, width = grey.shape
        engine.SetImageBytes(grey.tobytes(), width, height, 1, width)
        engine.SetSourceResolution(dpi)

    def read(self, part: Rectangle | None = None, mode: int = BLOCK, only: str = "") -> list[TextLine]:
        """The lines of a part of the picture, or of all of it; made of ``only`` these characters if given."""
        engine = _engine()
        height, width = self.grey.shape
        x0, top, x1, bottom = part or (0, 0, width, height)
        x0, top, x1, bottom = max(x0, 0), max(top, 0), min(x1, width), min(bottom, height)
        if x1 - x0 < 4 or bottom - top < 4:
            return []
        engine.SetPageSegMode(mode)
        engine.SetRectangle(x0, top, x1 - x0, bottom - top)
        engine.SetVariable("tessedit_char_whitelist", only)
        engine.Recognize()
        return _lines(engine)


def read_alone(part: Grey, at: tuple[int, int], dpi: int) -> list[TextLine]:
    """One line of few letters: cut out as it is and set on white, which the engine reads best.

    Args:
        part: of a page, with white paper.
        at: x and y of its upper left corner on the page, which the boxes are given on.
        dpi: the resolution.
    """
    rows, columns = np.nonzero(part < INK)
    if not len(rows):
        return []
    top, left = max(rows.min() - ROOM, 0), max(columns.min() - ROOM, 0)
    cut = part[top : rows.max() + ROOM, left : columns.max() + ROOM]
    dx, dy = at[0] + int(left) - PADDING, at[1] + int(top) - PADDING
    lines = Picture(np.pad(cut, PADDING, constant_values=255), dpi).read(mode=ROW)
    return [
        TextLine(
            tuple(replace(w, box=(w.box[0] + dx, w.box[1] + dy, w.box[2] + dx, w.box[3] + dy)) for w in line.words),
            line.baseline + dy,
            line.height,
        )
        for line in lines
    ]


def _lines(engine: Any) -> list[TextLine]:
    from tesserocr import RIL

    iterator = engine.GetIterator()
    lines: list[TextLine] = []
    words: list[Word] = []
    if iterator is None:
        return lines
    baseline, height = 0.0, 0.0
    while True:
        if iterator.IsAtBeginningOf(RIL.TEXTLINE):
            words = []
            baseline, height = _measures(iterator, RIL)
        try:
            text = iterator.GetUTF8Text(RIL.WORD).strip()
        except RuntimeError:  # nothing was read there
            text = ""
        box = iterator.BoundingBox(RIL.WORD)
        if text and box:
            words.append(Word(text, box, iterator.Confidence(RIL.WORD) / 100))
        if iterator.IsAtFinalElement(RIL.TEXTLINE, RIL.WORD) and words:
            lines.append(TextLine(tuple(words), baseline, height))
            words = []
        if not iterator.Next(RIL.WORD):
            break
    return lines


def _measures(iterator: Any, levels: Any) -> tuple[float, float]:
    box = iterator.BoundingBox(levels.TEXTLINE) or (0, 0, 0, 0)
    ends = iterator.Baseline(levels.TEXTLINE)
    baseline = (ends[0][1] + ends[1][1]) / 2 if ends else float(box[3])
    height = float(iterator.RowAttributes()["row_height"]) or float(box[3] - box[1])
    return baseline, height
