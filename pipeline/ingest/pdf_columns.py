"""Two text columns side by side: the letterhead, and the foot with its recipients beside the signature.

Works on fragments, so that a page read by OCR goes the same way as one with a text layer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipeline.ingest.pdf_lines import Fragment

LABEL = re.compile(
    r"""(?: [-–+•*▪➢o] | \(?\d{1,3}(?:\.\d{1,3})*[.)]? | \(?[a-zđ][.)] | [IVXLC]+[.)]?
    | (?:Điều|Mục|Chương|Phần)[ ]\S+ )$""",
    re.VERBOSE,
)  # a list's label before a tab
FOOT_HEAD = re.compile(r"Nơi nhận\b", re.IGNORECASE)  # heads the recipients, often above the signer's first line
PAGE_NUMBER = re.compile(r"\W*\d{1,4}\W*$")
GUTTER = 4.0  # points that must stay free between the columns over their whole height
ALIGNED = 7.0  # points between edges or middles of lines of one column
STACKED = 1.6  # line heights at most between lines of one column
SIGNATURE_ROOM = 9.0  # line heights left for the signature over the signer's name
LEAST_FRAGMENTS = 3


@dataclass(slots=True)
class Region:
    """Two columns side by side and what stands in them."""

    left: list[Fragment] = field(default_factory=list)
    right: list[Fragment] = field(default_factory=list)

    @property
    def gutter(self) -> tuple[float, float]:
        """From the left column's right edge to the right column's left edge."""
        return max(f.x1 for f in self.left), min(f.x0 for f in self.right)

    @property
    def top(self) -> float:
        """The upper edge."""
        return min(f.top for f in self.left + self.right)

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return max(f.bottom for f in self.left + self.right)

    def fits(self, f: Fragment) -> tuple[bool, bool]:
        """Whether a fragment may stand in the left column, and whether in the right one, the gutter kept free."""
        low, high = self.gutter
        return high - max(low, f.x1) >= GUTTER, min(high, f.x0) - low >= GUTTER

    @property
    def is_sound(self) -> bool:
        """Enough lines on more than one height to be two columns, not a line with a tab in it."""
        both = self.left + self.right
        heights = {round(f.y / f.size) for f in both}
        return len(both) >= LEAST_FRAGMENTS and len(heights) > 1


def find_regions(fragments: list[Fragment], width: float) -> list[Region]:
    """The regions of a page where two columns stand side by side, from the top.

    Args:
        fragments: of the page outside its tables.
        width: of the page.
    """
    ordered = sorted(fragments, key=lambda f: (f.y, f.x0))
    regions: list[Region] = []
    taken: set[int] = set()
    wide = sorted((f.x0 + f.x1) / 2 for f in fragments if f.x1 - f.x0 > 0.55 * width)
    middle = wide[len(wide) // 2] if wide else width / 2
    for left, right in _pairs(ordered):
        if id(left) in taken or id(right) in taken:
            continue
        region = Region([left], [right])
        free = [f for f in ordered if id(f) not in taken and f is not left and f is not right]
        _grow(region, free, middle)
        if region.is_sound:
            regions.append(region)
            taken.update(id(f) for f in region.left + region.right)
    return regions


def _pairs(ordered: list[Fragment]) -> list[tuple[Fragment, Fragment]]:
    """Neighbours of one height with a free space between that is more than a list label's."""
    pairs = []
    for i, a in enumerate(ordered):
        for b in ordered[i + 1 :]:
            if b.top > a.bottom:
                break
            left, right = (a, b) if a.x0 < b.x0 else (b, a)
            if not _beside(left, right) or right.x0 - left.x1 < GUTTER or LABEL.match(left.text):
                continue
            near = ordered[max(i - 6, 0) : i + 12]
            if not any(left.x1 - 1 < f.x0 < right.x0 and _beside(f, left) for f in near if f is not left):
                pairs.append((left, right))
    pairs.sort(key=lambda p: min(p[0].y, p[1].y))
    return pairs


def _beside(a: Fragment, b: Fragment) -> bool:
    return min(a.bottom, b.bottom) - max(a.top, b.top) >= 0.3 * min(a.size, b.size)


def _grow(region: Region, free: list[Fragment], middle: float) -> None:
    """Takes in what stands in the two columns, downwards and then upwards, until something crosses the gutter."""
    below = [f for f in free if f.y >= region.top]
    above = [f for f in reversed(free) if f.y < region.top]
    for rest, upward in ((below, False), (above, True)):
        for f in rest:
            fits_left, fits_right = region.fits(f)
            if not (fits_left or fits_right) or (PAGE_NUMBER.match(f.text) and f.top - region.bottom > 0.5 * f.size):
                break
            at_left = fits_left and (not fits_right or f.x1 - region.gutter[0] < region.gutter[1] - f.x0)
            column = region.left if at_left else region.right
            other = region.right if at_left else region.left
            others = other + [g for g in free if _stands_across(g, f, at_left) and region.fits(g)[at_left]]
            across = any(_beside(f, g) for g in others)
            if not (_near(f, region, upward) if across else _belongs(f, column, upward, at_left, middle)):
                break
            column.append(f)


def _stands_across(g: Fragment, f: Fragment, at_left: bool) -> bool:
    return g.x0 - f.x1 >= GUTTER if at_left else f.x0 - g.x1 >= GUTTER


def _near(f: Fragment, region: Region, upward: bool) -> bool:
    distance = region.top - f.bottom if upward else f.top - region.bottom
    return distance < (STACKED if upward else SIGNATURE_ROOM) * f.size


def _belongs(f: Fragment, column: list[Fragment], upward: bool, at_left: bool, middle: float) -> bool:
    """Whether a line with nothing beside it goes on with a column: near its lines and in line with them.

    ``middle`` is that of the page's text, where titles stand.
    """
    near = min(column, key=lambda g: g.y) if upward else max(column, key=lambda g: g.y)
    distance = near.top - f.bottom if upward else f.top - near.bottom
    widest = max(column, key=lambda g: g.x1 - g.x0)
    own_middle = (f.x0 + f.x1) / 2
    centred = abs(own_middle - (widest.x0 + widest.x1) / 2) < ALIGNED
    if abs(own_middle - middle) < 2 * ALIGNED and not centred:
        return False
    if distance < STACKED * f.size:
        aligned = sum(1 for g in column if abs(f.x0 - g.x0) < ALIGNED)
        if upward:  # above a foot stands the body's last line, as likely as the column's first
            return centred or (aligned > 0 and FOOT_HEAD.match(f.text) is not None)
        return centred or aligned >= (1 if at_left else 2)
    return centred and not upward and distance < SIGNATURE_ROOM * max(f.size, near.size)
