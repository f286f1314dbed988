"""A table's cells by place, merged cells resolved."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model import Line, SourceTable, TableCell


def cell_text(lines: Sequence[Line]) -> str:
    """A cell's lines as one text.

    Example:
        >>> cell_text([Line("Rà soát"), Line("quy định")])
        'Rà soát quy định'
    """
    return re.sub(r"\s+", " ", " ".join(line.text for line in lines)).strip()


def table_width(table: SourceTable) -> int:
    """How many columns a table has."""
    return max((len(r) for r in table.rows), default=0)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's cells by place; `origin` tells of each place which cell covers it."""

    cells: tuple[tuple[TableCell | None, ...], ...]
    origin: dict[tuple[int, int], tuple[int, int]]
    width: int
    height: int

    @staticmethod
    def of(table: SourceTable) -> Grid:
        """The grid of a reader's table."""
        width = table_width(table)
        cells = tuple((*row, *([TableCell()] * (width - len(row)))) for row in table.rows)
        origin: dict[tuple[int, int], tuple[int, int]] = {}
        for r, row in enumerate(cells):
            for c, cell in enumerate(row):
                if cell is None:
                    continue
                for rr in range(r, min(r + max(cell.rowspan, 1), len(cells))):
                    for cc in range(c, min(c + max(cell.colspan, 1), width)):
                        if (rr, cc) == (r, c) or cells[rr][cc] is None:
                            origin.setdefault((rr, cc), (r, c))
        return Grid(cells, origin, width, len(cells))

    def narrowed(self, width: int) -> Grid:
        """The same without the columns from `width` on."""
        if width == self.width:
            return self
        origin = {at: of for at, of in self.origin.items() if at[1] < width}
        return Grid(tuple(row[:width] for row in self.cells), origin, width, self.height)

    def cell(self, r: int, c: int) -> TableCell | None:
        """The cell that covers a place."""
        at = self.origin.get((r, c))
        return self.cells[at[0]][at[1]] if at else None

    def own(self, r: int, c: int) -> TableCell | None:
        """The cell that begins at a place."""
        return self.cells[r][c]

    def from_above(self, r: int, c: int) -> bool:
        """Whether a place is covered by a cell of a row above."""
        at = self.origin.get((r, c))
        return at is not None and at[0] < r

    def texts(self, r: int) -> list[str]:
        """The words of the cells that begin in a row."""
        return [cell_text(c.lines) if c else "" for c in self.cells[r]]
