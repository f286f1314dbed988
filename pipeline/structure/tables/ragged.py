"""Tables that lost their empty cells and spans: what is left of a row is put under the columns that it fits.

Portals that clean their pages drop the empty cells of a row and the spans, and let its last cell reach over the rest.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.model import ColumnRole, SourceTable, TableCell
from pipeline.structure.tables.cell_fit import fits
from pipeline.structure.tables.columns import role_of
from pipeline.structure.tables.grid import Grid, cell_text
from pipeline.text import fold

_NUMBER = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[ivxlc]{1,6}|[a-hk])\)?[.)]?")
GAIN = 2.0
"""So much better must the cells fit elsewhere to be moved."""


def put_in_place(grid: Grid, top: int, columns: Sequence[ColumnRole]) -> Grid:
    """Move the cells of short rows to the columns whose role they fit.

    Args:
        grid: the table.
        top: the first row below the head.
        columns: the roles of its columns.

    Example:
        >>> cells = [TableCell()] * 4
        >>> grid = Grid.of(SourceTable((tuple(cells),)))
        >>> put_in_place(grid, 0, ("no", "task", "lead", "deadline")) is grid
        True
    """
    if any(cell.rowspan > 1 for row in grid.cells[top:] for cell in row if cell):
        return grid
    rows = [row if r < top else _placed(row, columns) for r, row in enumerate(grid.cells)]
    return grid if rows == list(grid.cells) else Grid.of(SourceTable(tuple(rows)))


def spread_heads(grid: Grid, first: int) -> list[str] | None:
    """The heads of all columns where the second row of a head parts some heads of the first; None where it does not.

    Args:
        grid: the table.
        first: the first row of its head.

    Example:
        >>> from pipeline.model import Line
        >>> cell = lambda text, over=1: [TableCell((Line(text),), 1, over), *([None] * (over - 1))]
        >>> row = lambda *cells: tuple(c for cell in cells for c in cell)
        >>> head = row(cell("TT"), cell("Chỉ tiêu"), cell("Năm 2025"), cell("Năm 2026", 2))
        >>> spread_heads(Grid.of(SourceTable((head, row(cell("Kế hoạch"), cell("Ước", 4))))), 0)
        ['TT', 'Chỉ tiêu', 'Năm 2025 Kế hoạch', 'Năm 2025 Ước', 'Năm 2026']
    """
    if first + 1 >= grid.height:
        return None
    heads, parts = (_short_row(grid.cells[r], grid.width) for r in (first, first + 1))
    if heads is None or parts is None:
        return None
    parted = len(heads) + len(parts) - grid.width
    start = next((i for i, head in enumerate(heads) if role_of(head) in ("target", "other")), len(heads))
    if parted < 1 or len(parts) <= parted or start + parted > len(heads) or any(_NUMBER.fullmatch(p) for p in parts):
        return None
    over = f"{heads[start]} " if parted == 1 else ""
    return [*heads[:start], *(over + part for part in parts), *heads[start + parted :]]


def _short_row(row: Sequence[TableCell | None], width: int) -> list[str] | None:
    """The words of a row whose last cell alone reaches over the columns that are left."""
    own = [cell for cell in row if cell is not None]
    spanning = [cell.colspan > 1 for cell in own]
    alone = 1 < len(own) < width and spanning[-1] and not any(spanning[:-1])
    return [cell_text(cell.lines) for cell in own] if alone else None


def _placed(row: tuple[TableCell | None, ...], columns: Sequence[ColumnRole]) -> tuple[TableCell | None, ...]:
    width = len(columns)
    words = _short_row(row, width)
    if words is None or len(words) < 3:
        return row
    own = [cell for cell in row if cell is not None]
    score = [[_fit(role, fold(text)) for role in columns] for text in words]
    best, places = _best(score, 0, 0)
    if best < sum(score[i][i] for i in range(len(own))) + GAIN:
        return row
    placed: list[TableCell | None] = [TableCell()] * width
    for cell, place in zip(own, places, strict=True):
        placed[place] = replace(cell, colspan=1)
    return tuple(placed)


def _best(score: Sequence[Sequence[float]], cell: int, column: int) -> tuple[float, list[int]]:
    """The best sum and the columns of the cells from ``cell`` on, each to the right of the one before."""
    if cell == len(score):
        return 0.0, []
    best: tuple[float, list[int]] = (float("-inf"), [])
    for place in range(column, len(score[0]) - (len(score) - cell) + 1):
        rest, places = _best(score, cell + 1, place + 1)
        if score[cell][place] + rest > best[0]:
            best = (score[cell][place] + rest, [place, *places])
    return best


def _fit(role: ColumnRole, words: str) -> float:
    numbered = _NUMBER.fullmatch(words) is not None
    if role == "no":
        return 3.0 if numbered else -3.0
    if role in ("task", "name"):
        # A row without its work says nothing: what might be a body (``tổ chức …``) is rather the work.
        return -2.0 if numbered or fits("target", words) > 0 else 4.0 if fits("lead", words) > 0 else 6.0
    return fits(role, words)
