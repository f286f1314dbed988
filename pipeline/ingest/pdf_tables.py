"""Table grids from ruling lines: which lines cross, which cells they close, which cells reach over others."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from pipeline.ingest.pdf_rules import Rule
from pipeline.model import Box, TableCell

TOUCH = 3.0  # points between lines that are meant to meet
OVERHANG = 8.0  # points that a line reaches beyond the outermost crossing one where the table's side is open
LEAST_CELL = 4.0  # points
COVERED = 0.6  # of a cell's side must be ruled
MOST_RULES = 6000  # a page with more is a drawing


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of one ruled table: ``owner[row][column]`` names the top left place of the cell that covers it."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    owner: tuple[tuple[tuple[int, int], ...], ...]

    @property
    def box(self) -> Box:
        """The outer edges."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def place(self, x: float, y: float) -> tuple[int, int] | None:
        """The cell at a point, by its top left place; None outside."""
        row, column = bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1
        if 0 <= row < len(self.ys) - 1 and 0 <= column < len(self.xs) - 1:
            return self.owner[row][column]
        return None

    def cell_box(self, place: tuple[int, int]) -> Box:
        """The edges of a cell, given its top left place."""
        rows, columns = self.span(place)
        row, column = place
        return self.xs[column], self.ys[row], self.xs[column + columns], self.ys[row + rows]

    def span(self, place: tuple[int, int]) -> tuple[int, int]:
        """How many rows and columns a cell covers."""
        row, column = place
        rows = sum(1 for r in range(row, len(self.owner)) if self.owner[r][column] == place)
        columns = sum(1 for c in range(column, len(self.owner[row])) if self.owner[row][c] == place)
        return rows, columns

    def fill(self, cells: dict[tuple[int, int], TableCell]) -> tuple[tuple[TableCell | None, ...], ...]:
        """The full grid with these cells in it, None where one reaches over."""
        rows = []
        for r, owners in enumerate(self.owner):
            row: list[TableCell | None] = []
            for c, place in enumerate(owners):
                if place != (r, c):
                    row.append(None)
                    continue
                rowspan, colspan = self.span(place)
                lines = cells[place].lines if place in cells else ()
                row.append(TableCell(lines, rowspan, colspan))
            rows.append(tuple(row))
        return tuple(rows)


def find_grids(horizontal: list[Rule], vertical: list[Rule]) -> list[Grid]:
    """The tables that ruling lines close, from the top; single boxes and tables within a cell are left out."""
    if len(horizontal) + len(vertical) > MOST_RULES:
        return []
    across = _joined([(y, x0, x1) for x0, y, x1, _ in horizontal])
    down = _joined([(x, top, bottom) for x, top, _, bottom in vertical])
    grids = [grid for group in _crossing(across, down) if (grid := _grid(*group)) is not None]
    grids.sort(key=lambda g: (g.ys[0], g.xs[0]))
    return [g for g in grids if not any(o is not g and _within(g.box, o.box) for o in grids)]


Line = tuple[float, float, float]  # where it stands, from, to


def _joined(lines: list[Line]) -> list[Line]:
    """Pieces of one line put together, double lines made one."""
    joined: list[Line] = []
    for level in _clusters([line[0] for line in lines]):
        members = sorted((a, b) for at, a, b in lines if level[0] <= at <= level[-1])
        at = sum(level) / len(level)
        start, end = members[0]
        for a, b in members[1:]:
            if a <= end + TOUCH:
                end = max(end, b)
            else:
                joined.append((at, start, end))
                start, end = a, b
        joined.append((at, start, end))
    return joined


def _clusters(values: list[float]) -> list[list[float]]:
    found: list[list[float]] = []
    for value in sorted(values):
        if found and value - found[-1][0] <= TOUCH:
            found[-1].append(value)
        else:
            found.append([value])
    return found


def _crossing(across: list[Line], down: list[Line]) -> list[tuple[list[Line], list[Line]]]:
    """Groups of lines that hang together."""
    parent = list(range(len(across) + len(down)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, (y, x0, x1) in enumerate(across):
        for j, (x, top, bottom) in enumerate(down, len(across)):
            if x0 - TOUCH <= x <= x1 + TOUCH and top - TOUCH <= y <= bottom + TOUCH:
                parent[root(i)] = root(j)
    groups: dict[int, tuple[list[Line], list[Line]]] = {}
    for i, line in enumerate(across):
        groups.setdefault(root(i), ([], []))[0].append(line)
    for j, line in enumerate(down, len(across)):
        groups.setdefault(root(j), ([], []))[1].append(line)
    return [g for g in groups.values() if g[0] and g[1]]


def _grid(across: list[Line], down: list[Line]) -> Grid | None:
    across, down = _closed(across, down)
    xs, ys = _levels(down), _levels(across)
    if len(xs) < 2 or len(ys) < 2 or (len(xs) - 1) * (len(ys) - 1) < 2:
        return None
    rows, columns = len(ys) - 1, len(xs) - 1
    parent = {(r, c): (r, c) for r in range(rows) for c in range(columns)}

    def root(p: tuple[int, int]) -> tuple[int, int]:
        while parent[p] != p:
            p = parent[p]
        return p

    def unite(p: tuple[int, int], q: tuple[int, int]) -> None:
        a, b = sorted((root(p), root(q)))
        parent[b] = a

    for r in range(rows):
        for c in range(1, columns):
            if not _ruled(down, xs[c], ys[r], ys[r + 1]):
                unite((r, c - 1), (r, c))
    for r in range(1, rows):
        for c in range(columns):
            if not _ruled(across, ys[r], xs[c], xs[c + 1]):
                unite((r - 1, c), (r, c))
    owner = _rectangles({p: root(p) for p in parent}, rows, columns)
    if len({p for row in owner for p in row}) < 2:
        return None
    return Grid(tuple(xs), tuple(ys), owner)


def _closed(across: list[Line], down: list[Line]) -> tuple[list[Line], list[Line]]:
    """The lines with a line more on each side that the table leaves open but its own lines reach over to."""
    left, right = min(x for x, _, _ in down), max(x for x, _, _ in down)
    top, bottom = min(y for y, _, _ in across), max(y for y, _, _ in across)
    ends = [min(a for _, a, _ in across), max(b for _, _, b in across)]
    tips = [min(a for _, a, _ in down), max(b for _, _, b in down)]
    sides = [(end, top, bottom) for end, own in zip(ends, (left, right), strict=True) if abs(end - own) > OVERHANG]
    edges = [(tip, left, right) for tip, own in zip(tips, (top, bottom), strict=True) if abs(tip - own) > OVERHANG]
    if len(across) < 2:
        sides = []
    return across + edges, down + sides


def _levels(lines: list[Line]) -> list[float]:
    levels = [sum(c) / len(c) for c in _clusters([at for at, _, _ in lines])]
    kept = levels[:1]
    for level in levels[1:]:
        if level - kept[-1] >= LEAST_CELL:
            kept.append(level)
    return kept


def _ruled(lines: list[Line], at: float, start: float, end: float) -> bool:
    covered = sum(max(0.0, min(b, end) - max(a, start)) for level, a, b in lines if abs(level - at) <= TOUCH)
    return covered >= COVERED * (end - start)


def _rectangles(
    owner: dict[tuple[int, int], tuple[int, int]], rows: int, columns: int
) -> tuple[tuple[tuple[int, int], ...], ...]:
    """The owners as a grid; a group of places that is no rectangle falls back to its rows."""
    groups: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for place, own in owner.items():
        groups.setdefault(own, []).append(place)
    for places in groups.values():
        rs, cs = [r for r, _ in places], [c for _, c in places]
        whole = (max(rs) - min(rs) + 1) * (max(cs) - min(cs) + 1) == len(places)
        for r, c in places:
            if whole:
                owner[r, c] = min(rs), min(cs)
            else:
                begin = c
                while (r, begin - 1) in places:
                    begin -= 1
                owner[r, c] = r, begin
    return tuple(tuple(owner[r, c] for c in range(columns)) for r in range(rows))


def _within(inner: Box, outer: Box) -> bool:
    inside = inner[0] >= outer[0] - TOUCH and inner[1] >= outer[1] - TOUCH
    return inside and inner[2] <= outer[2] + TOUCH and inner[3] <= outer[3] + TOUCH
