"""Documents as an office's scanner gives them: printed, stamped, laid down crooked, noisy, kept as JPEG."""

from __future__ import annotations

import io
import math
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

DPI = 200
SKEW = 1.0  # degrees, to the right and to the left in turn
NOISE = 12.0  # standard deviation of a pixel's brightness
QUALITY = 80  # of the JPEG that scanners write
SEAL_WIDTH = 1.4  # inches; Nghị định 99/2016/NĐ-CP: 36 mm
RED = (0.86, 0.24, 0.28)  # the share of each colour that a seal's ink lets through
STAMPS = ("multiply", "opaque", "none")
"""A seal's ink lets black print through (multiply); an opaque one, as of a picture pasted on, hides it."""


def scan(document: Path, stamp: str = "multiply", pages: int | None = None, seed: int = 7) -> bytes:
    """A PDF of pictures: what comes back of a document that was printed, stamped on every page and scanned.

    Args:
        document: a PDF.
        stamp: one of `STAMPS`.
        pages: only so many, from the first; all by default.
        seed: of noise and places.
    """
    import pypdfium2

    random = np.random.default_rng(seed)
    with pypdfium2.PdfDocument(document) as pdf:
        scale = DPI / 72
        sheets = [np.asarray(pdf[k].render(scale=scale).to_pil().convert("RGB")) for k in range(len(pdf))[:pages]]
    return as_pdf([photographed(sheet, stamp, random, k) for k, sheet in enumerate(sheets)])


def photographed(sheet: NDArray[np.uint8], stamp: str, random: np.random.Generator, number: int = 0) -> Image.Image:
    """One page stamped over its text, turned and made noisy.

    Args:
        sheet: the printed page in colour.
        stamp: one of `STAMPS`.
        random: where noise and places come from.
        number: of the page; odd ones lean to the other side.
    """
    page = sheet.astype(np.float64)
    if stamp != "none":
        page = stamped(page, over_text(sheet, random), stamp)
    leaning = SKEW if number % 2 == 0 else -SKEW
    turned = Image.fromarray(page.astype(np.uint8)).rotate(leaning, Image.Resampling.BICUBIC, fillcolor="white")
    noisy = np.asarray(turned, dtype=np.float64) * 0.94 + 8 + random.normal(0, NOISE, (*page.shape[:2], 1))
    return Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8))


def over_text(sheet: NDArray[np.uint8], random: np.random.Generator) -> tuple[int, int]:
    """A place on the page, as x and y of its middle, that has print under it."""
    rows, columns = np.nonzero(sheet.min(axis=2) < 100)
    if not len(rows):
        return sheet.shape[1] // 2, sheet.shape[0] // 2
    k = int(random.integers(len(rows)))
    return int(columns[k]), int(rows[k])


def stamped(page: NDArray[np.float64], at: tuple[int, int], stamp: str) -> NDArray[np.float64]:
    """The page with a round red seal pressed on it."""
    ink = np.zeros(page.shape[:2])
    seal = np.asarray(_seal(), dtype=np.float64) / 255
    top, left = at[1] - seal.shape[0] // 2, at[0] - seal.shape[1] // 2
    height, width = ink.shape
    y0, y1, x0, x1 = max(top, 0), min(top + seal.shape[0], height), max(left, 0), min(left + seal.shape[1], width)
    ink[y0:y1, x0:x1] = seal[y0 - top : y1 - top, x0 - left : x1 - left]
    red, share = np.array(RED), ink[..., None]
    under = page if stamp == "multiply" else np.full_like(page, 255.0)
    result: NDArray[np.float64] = page * (1 - share) + under * red * share
    return result


def _seal() -> Image.Image:
    """Two rings, the words between them, a star: how dark the ink is at each pixel."""
    size = int(SEAL_WIDTH * DPI) * 2
    picture = Image.new("L", (size, size))
    draw = ImageDraw.Draw(picture)
    middle, outer = size / 2, size / 2 - 4
    draw.ellipse((4, 4, size - 4, size - 4), outline=255, width=12)
    inner = outer * 0.66
    draw.ellipse((middle - inner, middle - inner, middle + inner, middle + inner), outline=255, width=6)
    points = [
        (middle + r * math.sin(k * math.pi / 5), middle - r * math.cos(k * math.pi / 5))
        for k, r in enumerate([outer * 0.38, outer * 0.16] * 5)
    ]
    draw.polygon(points, fill=255)
    words = "ỦY BAN NHÂN DÂN * TỈNH MẪU * "
    for k, letter in enumerate(words):
        tile = Image.new("L", (120, 120))
        ImageDraw.Draw(tile).text((60, 60), letter, 255, _font(64), anchor="mm")
        angle = 2 * math.pi * k / len(words)
        place = middle + outer * 0.82 * math.sin(angle), middle - outer * 0.82 * math.cos(angle)
        turned = tile.rotate(-math.degrees(angle), Image.Resampling.BICUBIC)
        picture.paste(255, (round(place[0] - 60), round(place[1] - 60)), turned)
    return picture.resize((size // 2, size // 2), Image.Resampling.LANCZOS)


def _font(size: int) -> Any:
    import matplotlib

    return ImageFont.truetype(f"{matplotlib.get_data_path()}/fonts/ttf/DejaVuSerif-Bold.ttf", size)


def as_pdf(pictures: list[Image.Image]) -> bytes:
    """Pictures as the pages of a PDF without text."""
    out = io.BytesIO()
    pictures[0].save(out, "PDF", save_all=True, append_images=pictures[1:], resolution=DPI, quality=QUALITY)
    return out.getvalue()
