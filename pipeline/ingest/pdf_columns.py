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
GUTTER = 4.0  # points that must stay free between the columns over their whole height
ALIGNED = 7.0  # points between edges or middles of lines of one column
STACKED = 1.6  # line heights between lines of one column
SIGNATURE_ROOM = 9.0  # line heights left for the signature over the signer's name


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


def find_regions(fragments: list[Fragment], width: float) -> list[Region]:
    """The regions of a page where two columns stand side by side, from the top.

    Args:
        fragments: of the page outside its tables.
        width: of the page.
    """
    ordered = sorted(fragments, key=lambda f: (f.y, f.x0))
    regions: list[Region] = []
    for left, right in _pairs(ordered):
        if regions and _joins(regions[-1], left, right, ordered):
            _add(regions[-1].left, left)
            _add(regions[-1].right, right)
        elif not any(left in r.left or right in r.right or left in r.right or right in r.left for r in regions):
            regions.append(Region([left], [right]))
    taken: set[int] = set()
    kept = []
    for region in regions:
        _extend(region, [f for f in ordered if id(f) not in taken], width)
        rows = {round(f.y / f.size) for f in region.left + region.right}
        if len(region.left) + len(region.right) >= 3 and len(rows) > 1 and not _ragged_gutter(region):
            kept.append(region)
            taken.update(id(f) for f in region.left + region.right)
    return kept


def _pairs(ordered: list[Fragment]) -> list[tuple[Fragment, Fragment]]:
    """Neighbours of one height with a free space between that is more than a list label's."""
    pairs = []
    for i, a in enumerate(ordered):
        for b in ordered[i + 1 :]:
            if b.top > a.bottom:
                break
            left, right = (a, b) if a.x0 < b.x0 else (b, a)
            overlap = min(a.bottom, b.bottom) - max(a.top, b.top)
            if overlap < 0.3 * min(a.size, b.size) or right.x0 - left.x1 < GUTTER:
                continue
            near = (f for f in ordered[max(i - 6, 0) : i + 12] if f.top < left.bottom and f.bottom > left.top)
            between = any(left.x1 - 1 < f.x0 < right.x0 for f in near if f is not left)
            if not between and not LABEL.match(left.text):
                pairs.append((left, right))
    pairs.sort(key=lambda p: min(p[0].y, p[1].y))
    return pairs


def _joins(region: Region, left: Fragment, right: Fragment, ordered: list[Fragment]) -> bool:
    a, b = region.gutter
    if min(b, right.x0) - max(a, left.x1) < GUTTER:
        return False
    top, bottom = region.bottom, min(left.top, right.top)
    low, high = max(a, left.x1), min(b, right.x0)
    if bottom - top > SIGNATURE_ROOM * left.size:
        return False
    crossing = (f for f in ordered if f.top >= region.top - 1 and f.bottom <= max(left.bottom, right.bottom) + 1)
    return not any(f.x0 < high - 1 and f.x1 > low + 1 and (f.x0 < low or f.x1 > high) for f in crossing)


def _add(column: list[Fragment], fragment: Fragment) -> None:
    if not any(f is fragment for f in column):
        column.append(fragment)


def _extend(region: Region, ordered: list[Fragment], width: float) -> None:
    """Takes in the lines that stand in one column only: between, below and right above the paired ones."""
    low, high = region.gutter
    mine = {id(f) for f in region.left + region.right}
    inside = [f for f in ordered if id(f) not in mine and region.top - 1 <= f.y <= region.bottom + 1]
    for f in inside:
        if f.x1 <= high - GUTTER or f.x1 <= low + 1:
            region.left.append(f)
        elif f.x0 >= low + GUTTER or f.x0 >= high - 1:
            region.right.append(f)
    mine = {id(f) for f in region.left + region.right}
    above = [f for f in reversed(ordered) if id(f) not in mine and f.y < region.top]
    below = [f for f in ordered if id(f) not in mine and f.y > region.bottom - 1]
    for rest, upward in ((above, True), (below, False)):
        for f in rest:
            at_left = _belongs(f, region.left, upward)
            column, other = (region.left, region.right) if at_left else (region.right, region.left)
            if not _belongs(f, column, upward) or not _clear(f, at_left, other):
                break
            if _mid_page(f, width) and not _mid_page(column[0], width):
                break
            column.append(f)


def _belongs(f: Fragment, column: list[Fragment], upward: bool) -> bool:
    near = min(column, key=lambda g: g.y) if upward else max(column, key=lambda g: g.y)
    distance = near.top - f.bottom if upward else f.top - near.bottom
    widest = max(column, key=lambda g: g.x1 - g.x0)
    left_aligned = abs(f.x0 - near.x0) < ALIGNED and abs(f.x0 - min(g.x0 for g in column)) < 4 * ALIGNED
    middle = (widest.x0 + widest.x1) / 2
    centred = abs((f.x0 + f.x1) / 2 - middle) < ALIGNED
    if distance < STACKED * f.size:
        return left_aligned or centred
    return centred and not upward and distance < SIGNATURE_ROOM * f.size and f.x1 - f.x0 < widest.x1 - widest.x0 + 60


def _clear(f: Fragment, is_left: bool, other: list[Fragment]) -> bool:
    if is_left:
        return f.x1 <= min(g.x0 for g in other) - GUTTER
    return f.x0 >= max(g.x1 for g in other) + GUTTER


def _mid_page(f: Fragment, width: float) -> bool:
    return abs((f.x0 + f.x1) / 2 - width / 2) < 2 * ALIGNED


def _ragged_gutter(region: Region) -> bool:
    low, high = region.gutter
    return high - low < GUTTER
