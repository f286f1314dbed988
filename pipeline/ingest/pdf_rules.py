"""Ruling lines of a PDF page, from the bounds and segments of its path objects."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

THIN = 3.5  # points: a filled box no thicker is a line
SHORTEST = 4.0  # points
DEEPEST = 4  # forms within forms
MOST_SEGMENTS = 4000  # a path with more is a drawing

Rule = tuple[float, float, float, float]  # x0, top, x1, bottom with x0 == x1 or top == bottom
Matrix = tuple[float, float, float, float, float, float]
UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class Drawn:
    """What is drawn on a page: ruling lines, the area of its pictures, the number of its paths."""

    horizontal: list[Rule] = field(default_factory=list)
    vertical: list[Rule] = field(default_factory=list)
    picture: float = 0.0
    paths: int = 0


def read_drawn(page: Any, to_frame: Callable[[float, float], tuple[float, float]]) -> Drawn:
    """The ruling lines of a page, and how much else is drawn on it.

    Args:
        page: pdfium's raw page handle.
        to_frame: takes a point of the page to the frame its text reads in.
    """
    import pypdfium2.raw as pdfium

    found: list[tuple[float, float, float, float]] = []
    drawn = Drawn()
    _walk(page, pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject, UNIT, found, drawn, 0)
    for ax, ay, bx, by in found:
        (px, py), (qx, qy) = to_frame(ax, ay), to_frame(bx, by)
        x0, x1, top, bottom = min(px, qx), max(px, qx), min(py, qy), max(py, qy)
        if x1 - x0 >= SHORTEST and bottom - top <= THIN:
            drawn.horizontal.append((x0, (top + bottom) / 2, x1, (top + bottom) / 2))
        elif bottom - top >= SHORTEST and x1 - x0 <= THIN:
            drawn.vertical.append(((x0 + x1) / 2, top, (x0 + x1) / 2, bottom))
    return drawn


def _walk(holder: Any, count: Any, get: Any, matrix: Matrix, found: list[Rule], drawn: Drawn, depth: int) -> None:
    import pypdfium2.raw as pdfium

    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for k in range(count(holder)):
        item = get(holder, k)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < DEEPEST:
            own = pdfium.FS_MATRIX()
            pdfium.FPDFPageObj_GetMatrix(item, own)
            inner = _times((own.a, own.b, own.c, own.d, own.e, own.f), matrix)
            _walk(item, pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject, inner, found, drawn, depth + 1)
        if kind not in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE):
            continue
        if not pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top):
            continue
        wide, high = right.value - left.value, top.value - bottom.value
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            a, b = _apply(matrix, left.value, bottom.value), _apply(matrix, right.value, top.value)
            drawn.picture += abs((b[0] - a[0]) * (b[1] - a[1]))
            continue
        drawn.paths += 1
        if wide < SHORTEST and high < SHORTEST:
            continue
        if min(wide, high) <= THIN:
            a, b = _apply(matrix, left.value, bottom.value), _apply(matrix, right.value, top.value)
            found.append((*a, *b))
        else:
            _segments(item, matrix, found)


def _segments(path: Any, matrix: Matrix, found: list[Rule]) -> None:
    """The straight strokes of a path that is more than one line."""
    import pypdfium2.raw as pdfium

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    count = pdfium.FPDFPath_CountSegments(path)
    if count > MOST_SEGMENTS or (not stroke.value and count <= 5):
        return  # shading behind a cell is no line
    own = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(path, own)
    full = _times((own.a, own.b, own.c, own.d, own.e, own.f), matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    subpath: list[tuple[float, float]] = []

    def finish() -> None:
        if not stroke.value and subpath:  # a filled outline is a line where it is thin
            xs, ys = [p[0] for p in subpath], [p[1] for p in subpath]
            if min(max(xs) - min(xs), max(ys) - min(ys)) <= THIN:
                found.append((min(xs), min(ys), max(xs), max(ys)))
        subpath.clear()

    for k in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path, k)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = _apply(full, x.value, y.value)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            finish()
        elif kind == pdfium.FPDF_SEGMENT_LINETO and subpath and stroke.value:
            found.append((*subpath[-1], *point))
        subpath.append(point)
        if stroke.value and pdfium.FPDFPathSegment_GetClose(segment):
            found.append((*point, *subpath[0]))
    finish()


def _apply(m: Matrix, x: float, y: float) -> tuple[float, float]:
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def _times(a: Matrix, b: Matrix) -> Matrix:
    """First ``a``, then ``b``."""
    return (
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    )
