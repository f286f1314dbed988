"""Tables that plain text draws with bars: ``| TT | Nhiệm vụ | Đơn vị chủ trì |``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from pipeline.ingest.grid import build_grid
from pipeline.ingest.limits import LIMITS, Limits
from pipeline.model import Line, SourceTable, TableCell

_RULE = re.compile(r"[\s|:+=-]+")
_LEAST_CELLS, _LEAST_ROWS = 3, 2
NUMBER_HEAD = re.compile(r"(?:S?TT|Số\s+TT|Số\s+thứ\s+tự)\.?", re.IGNORECASE)
"""The head of a table's column of row numbers."""
_GROUP = re.compile(r"(?P<label>[IVX]{1,5}[.)]?|[A-ZĐ][.)])\s+(?P<heading>[^\t]+)")


def with_tables(lines: Sequence[Line | SourceTable], limits: Limits = LIMITS) -> list[Line | SourceTable]:
    """Make tables of the lines that are rows of one; two cells on a line are columns of a letterhead, no row.

    Example:
        >>> lines = [Line(t) for t in ("| TT | Việc | Chủ trì |", "|---|---|---|", "| 1 | Rà soát | Sở Y tế |", "2. X")]
        >>> [type(item).__name__ for item in with_tables(lines)]
        ['SourceTable', 'Line']

    Raises:
        ReadError: a table has more cells than the limit.
    """
    items: list[Line | SourceTable] = []
    for barred, run in groupby(lines, key=lambda item: item.page if isinstance(item, Line) and "|" in item.text else 0):
        found = list(run)
        rows = [item for item in found if isinstance(item, Line) and not _RULE.fullmatch(item.text)] if barred else []
        whole = sum(len(_cells(line.text)) >= _LEAST_CELLS for line in rows)
        cells = [_cells(line.text) for line in rows]
        items += [table_of(cells, rows[0].page, limits)] if whole >= max(_LEAST_ROWS, len(rows) / 2) else found
    return items


def with_bars(text: str) -> str:
    r"""Draw bars in tables whose cells a clipboard parted by tabs; their head begins with a column of row numbers.

    Example:
        >>> with_bars("TT\tViệc\tChủ trì\nI. Thể chế\n1\tRà soát\tSở Y tế\nHết").split("\n")
        ['| TT | Việc | Chủ trì |', '| I. | Thể chế |  |', '| 1 | Rà soát | Sở Y tế |', 'Hết']
    """
    lines = text.split("\n")
    width = 0
    for at, line in enumerate(lines):
        cells = [cell.strip() for cell in line.split("\t")]
        group = _GROUP.fullmatch(line.strip())
        if len(cells) >= _LEAST_CELLS and NUMBER_HEAD.fullmatch(cells[0]):
            width = len(cells)
        elif width and group and "\t" in "".join(lines[at + 1 : at + 2]):
            cells = [group["label"], group["heading"]]
        elif len(cells) < 2:
            width = 0
        if width:
            lines[at] = f"| {' | '.join([*cells, *[''] * (width - len(cells))])} |"
    return "\n".join(lines)


def _cells(text: str) -> list[str]:
    return [cell.strip() for cell in text.strip().removeprefix("|").removesuffix("|").split("|")]


def table_of(rows: Sequence[Sequence[str]], page: int, limits: Limits = LIMITS) -> SourceTable:
    """A table of the texts of its cells.

    Example:
        >>> len(table_of([["TT", "Việc"], ["1", ""]], page=1).rows)
        2

    Raises:
        ReadError: it has more cells than the limit.
    """
    made = [[TableCell((Line(cell, page=page, starts=True),) if cell else ()) for cell in row] for row in rows]
    return SourceTable(build_grid(made, limits), page=page)
