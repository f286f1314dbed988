"""A scanned page made ready for reading: seals and coloured ink gone, straight, its ruling lines found."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.ingest.pdf_rules import Rule

Grey = NDArray[np.uint8]
COLOURED = 70  # difference of the brightest and the darkest channel from which ink is a seal's or a pen's
INK = 150  # a darker pixel is print
INK_SAMPLE = 60  # percentile of a coloured ink's brightness that stands for the ink alone, without print under it
BRIDGE = 7  # pixels that a hidden part of a stroke may be long
MOST_SKEW = 4.0  # degrees
LEAST_SKEW = 0.12  # degrees: what is straighter is left alone
PAPER = 0.82  # of the paper's usual brightness: what is brighter is paper
SPECK_AREA = 9e-5  # square inches: a full stop has twice as much
LYING = 1.5  # times as much must lines stand out across the page before it is turned
MANY_SPECKS = 1000  # on a page; fewer do no harm
LETTER = 14.0  # points: letters are no higher
SHORTEST_RULE = 0.45  # inches
THICKEST_RULE = 0.05  # inches


def without_colour(picture: NDArray[np.uint8]) -> Grey:
    """Grey values of a colour picture; what is printed in colour (seals, pens) goes white, black under it stays.

    Ink lets the paper through: in its brightest colour a seal is light and the print under it as dark as elsewhere.
    Ink that covers the print is bridged where it parts a stroke.
    """
    if picture.ndim == 2:
        return picture
    red, green, blue = (np.ascontiguousarray(picture[..., channel]) for channel in range(3))
    grey: Grey = np.maximum(np.maximum(red, green), blue)
    coloured = grey - np.minimum(np.minimum(red, green), blue) > COLOURED
    places = np.nonzero(coloured)
    if not len(places[0]):
        return grey
    bright, ink = grey[places], picture[places][:, :3].argmax(axis=1)
    for channel in range(3):
        of_it = ink == channel
        if of_it.any():
            usual = float(np.percentile(bright[of_it], INK_SAMPLE)) * PAPER
            bright[of_it] = np.minimum(bright[of_it] * (255.0 / usual), 255).astype(np.uint8)
    grey[places] = bright
    return _bridged(grey, coloured)


def _bridged(grey: Grey, hidden: NDArray[np.bool_]) -> Grey:
    """The page with strokes joined over the hidden places that part them."""
    from scipy.ndimage import binary_closing, binary_dilation

    near = binary_dilation(hidden, iterations=2)
    rows, columns = np.flatnonzero(near.any(axis=1)), np.flatnonzero(near.any(axis=0))
    beside = (np.s_[max(ends[0] - BRIDGE, 0) : ends[-1] + BRIDGE + 1] for ends in (rows, columns))
    part = tuple(beside)
    dark = grey[part] < INK
    slope = np.eye(BRIDGE, dtype=bool)
    ways = (np.ones((BRIDGE, 1), bool), np.ones((1, BRIDGE), bool), slope, slope[::-1])
    joined = np.logical_or.reduce([binary_closing(dark, way) for way in ways])
    whole: Grey = grey.copy()
    whole[part][joined & near[part] & ~dark] = INK // 2
    return whole


def with_white_paper(grey: Grey) -> Grey:
    """The page with its paper made plain white: shades of paper look like print where there is nothing else."""
    white = max(float(np.median(grey[::8, ::8])) * PAPER, 2.0 * INK / 3)
    shades = np.minimum(np.arange(256) * (255.0 / white), 255).astype(np.uint8)
    plain: Grey = shades[grey]
    return plain


def find_skew(grey: Grey) -> float:
    """By how many degrees the text must be turned (counter-clockwise) to lie straight.

    Rows of text stand out most in the sums of ink along the direction that they run in.
    """
    return _best_angle(grey, ((MOST_SKEW, 0.5), (0.5, 0.1), (0.1, 0.03)))[0]


def is_lying(grey: Grey) -> bool:
    """Whether the text runs up or down the page: its lines stand out more in the columns' sums than in the rows'.

    Ruling lines say nothing of that, they run both ways.
    """
    coarse = ((MOST_SKEW, 0.5), (0.5, 0.1))
    text = _without_long_runs(grey)
    return _best_angle(text.T, coarse)[1] > LYING * _best_angle(text, coarse)[1]


def middle_of_ink(grey: Grey) -> tuple[int, int]:
    """The place, as x and y, that half of the print is left of and half above."""
    ys, xs = np.nonzero(grey[::8, ::8] < INK)
    return (int(np.median(xs)) * 8, int(np.median(ys)) * 8) if len(ys) else (grey.shape[1] // 2, grey.shape[0] // 2)


def _without_long_runs(grey: Grey) -> Grey:
    """A smaller copy of the page without ruling lines."""
    from scipy.ndimage import maximum_filter1d, minimum_filter1d

    step = max(max(grey.shape) // 1200, 1)
    small: Grey = grey[::step, ::step].copy()
    for axis in (0, 1):
        long = minimum_filter1d((small < INK + 30).view(np.uint8), 40, axis=axis)
        small[maximum_filter1d(long, 42, axis=axis) > 0] = 255
    return small


def _best_angle(grey: Grey, steps: tuple[tuple[float, float], ...]) -> tuple[float, float]:
    """The angle under which rows stand out most, searched in ever finer steps, and how much they do."""
    step = max(grey.shape[1] // 800, 1)
    ys, xs = np.nonzero(grey[::step, ::step] < INK)
    if len(ys) < 200:
        return 0.0, 0.0
    height = grey.shape[0] // step + 1
    best = 0.0
    for spread, fineness in steps:
        angles = np.arange(best - spread, best + spread + fineness / 2, fineness)
        best = float(max(angles, key=lambda a: _sharpness(ys, xs, float(a), height)))
    return best, _sharpness(ys, xs, best, height) * height / len(ys) ** 2


def _sharpness(ys: NDArray[Any], xs: NDArray[Any], angle: float, height: int) -> float:
    rows = np.round(ys - xs * np.tan(np.radians(angle))).astype(np.int64) + height
    sums = np.bincount(np.clip(rows, 0, 3 * height), minlength=3 * height).astype(np.float64)
    return float(((sums[1:] - sums[:-1]) ** 2).sum())


def straighten(grey: Grey) -> Grey:
    """The page turned so that its text lies straight."""
    angle = find_skew(grey)
    if abs(angle) < LEAST_SKEW:
        return grey
    from PIL import Image

    turned = Image.fromarray(grey).rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)
    return np.asarray(turned, dtype=np.uint8)


def find_rules(grey: Grey, dpi: float) -> tuple[list[Rule], list[Rule]]:
    """The horizontal and the vertical ruling lines of a straight page, in points."""
    dark = grey < INK + 30
    horizontal = [(x0, y, x1, y) for y, x0, x1 in _runs(dark, dpi)]
    vertical = [(x, *_without_letters(x, top, bottom, horizontal), x) for x, top, bottom in _runs(dark.T, dpi)]
    return horizontal, [(x, top, x, bottom) for x, top, bottom, _ in vertical]


def _without_letters(x: float, top: float, bottom: float, horizontal: list[Rule]) -> tuple[float, float]:
    """The ends of a vertical rule without the stems of letters that stand on its line beyond the last rule it meets."""
    crossed = [y for x0, y, x1, _ in horizontal if x0 - LETTER <= x <= x1 + LETTER and top - 3 <= y <= bottom + 3]
    if len(crossed) > 1:
        top = min(crossed) if min(crossed) - top < LETTER else top
        bottom = max(crossed) if bottom - max(crossed) < LETTER else bottom
    return top, bottom


def _runs(dark: NDArray[np.bool_], dpi: float) -> list[tuple[float, float, float]]:
    """Long thin dark runs along the rows: where, from, to, in points."""
    from scipy.ndimage import find_objects, label, maximum_filter1d, minimum_filter1d

    length = int(SHORTEST_RULE * dpi)
    near = maximum_filter1d(dark.view(np.uint8), 3, axis=0)  # a line that is not quite straight goes on a row below
    kept = minimum_filter1d(near, length, axis=1)
    if not kept.any():
        return []
    whole = maximum_filter1d(kept, length, axis=1)
    marks, _ = label(whole)
    found = []
    for rows, columns in find_objects(marks):
        if rows.stop - rows.start <= THICKEST_RULE * dpi + 4:
            at = (rows.start + rows.stop) / 2
            found.append((at * 72 / dpi, columns.start * 72 / dpi, columns.stop * 72 / dpi))
    return found


def without_specks(grey: Grey, dpi: float) -> Grey:
    """The page without lone dark pixels, where there are so many that they hinder reading."""
    from scipy.ndimage import label

    whole = np.ones((3, 3), np.int8)
    band = len(grey) // 8  # a quarter of the page tells whether there are many
    some = np.concatenate([grey[2 * band : 3 * band], grey[5 * band : 6 * band]])
    marks, _ = label(some < INK + 30, structure=whole)
    if np.count_nonzero(np.bincount(marks.ravel())[1:] <= SPECK_AREA * dpi * dpi) < MANY_SPECKS // 8:
        return grey
    marks, _ = label(grey < INK + 30, structure=whole)
    areas = np.bincount(marks.ravel())
    speck = areas <= SPECK_AREA * dpi * dpi
    speck[0] = False
    if np.count_nonzero(speck) < MANY_SPECKS:
        return grey
    clean = grey.copy()
    clean[speck[marks]] = 255
    return clean
