"""Rows of spanning cells to a full grid, and which tables only lay text out side by side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.ingest.limits import LIMITS, Limits
from pipeline.model import Line, ReadError, SourceTable, TableCell
from pipeline.text import fold

# What stands in a letterhead or a foot and in no table of facts.
_HEAD_OR_FOOT = re.compile(
    r"cộng\s+hòa\s+xã\s+hội\s+chủ|độc\s+lập\s*[-–]\s*tự\s+do\s*[-–]\s*hạnh"
    r"|đảng\s+cộng\s+sản\s+việt\s+nam\s*$|nơi\s+nhận\s*:",
    re.M,
)
_NUMBER_HEAD = re.compile(r"^\s*(?:tt|stt|số\s*tt|số thứ tự)\.?\s*$")
_LONG_CELL = 250
_MAX_SPAN = 1000


Grid = tuple[tuple[TableCell | None, ...], ...]


def build_grid(rows: Sequence[Sequence[TableCell]], limits: Limits = LIMITS) -> Grid:
    """Lay cells out on a grid; None where a cell reaches over from above or from the left.

    Example:
        >>> grid = build_grid([[TableCell(rowspan=2), TableCell()], [TableCell()]])
        >>> [[cell is not None for cell in row] for row in grid]
        [[True, True], [False, True]]
    """
    height = len(rows)
    taken: set[tuple[int, int]] = set()
    placed: dict[tuple[int, int], TableCell] = {}
    width = 0
    for r, row in enumerate(rows):
        c = 0
        for cell in row:
            while (r, c) in taken:
                c += 1
            colspan = max(1, min(cell.colspan, _MAX_SPAN))
            rowspan = max(1, min(cell.rowspan, height - r))
            if len(taken) + rowspan * colspan > limits.table_cells:
                raise ReadError(f"a table of more than {limits.table_cells:,} cells; split the file")
            placed[r, c] = replace(cell, rowspan=rowspan, colspan=colspan)
            taken.update((y, x) for y in range(r, r + rowspan) for x in range(c, c + colspan))
            c += colspan
            width = max(width, c)
    if width * height > limits.table_cells:
        raise ReadError(f"a table of more than {limits.table_cells:,} cells; split the file")
    return tuple(tuple(_cell_at(placed, taken, r, c) for c in range(width)) for r in range(height))


def _cell_at(placed: dict[tuple[int, int], TableCell], taken: set[tuple[int, int]], r: int, c: int) -> TableCell | None:
    if (r, c) in placed:
        return placed[r, c]
    return None if (r, c) in taken else TableCell()


def is_ruled(grid: Sequence[Sequence[TableCell | None]], bordered: bool | None) -> bool:
    """Whether a table states facts in rows and columns, rather than placing text side by side.

    Args:
        grid: the cells.
        bordered: whether its borders are drawn, None where the format does not say.

    Example:
        >>> is_ruled([[TableCell((Line("Nơi nhận:"),)), TableCell((Line("CHỦ TỊCH"),))]], None)
        False
    """
    width = len(grid[0]) if grid else 0
    cells = [cell for row in grid for cell in row if cell is not None]
    if width <= 3 and len(grid) <= 12 and any(_HEAD_OR_FOOT.search(fold(cell.text)) for cell in cells):
        return False
    if bordered:
        return width > 1 or len(grid) > 1
    if width < 2:
        return False
    if any(cell is not None and _NUMBER_HEAD.match(fold(cell.text)) for row in grid[:2] for cell in row[:2]):
        return True
    if bordered is False or any(len(cell.text) > _LONG_CELL for cell in cells):
        return False
    return width >= 3


def nested_lines(table: SourceTable) -> list[Line]:
    """The lines of a table that stands inside another's cell, which can hold lines only.

    Example:
        >>> [line.text for line in nested_lines(SourceTable(((TableCell((Line("a"),)), None),)))]
        ['a']
    """
    return [line for row in table.rows for cell in row if cell is not None for line in cell.lines]
