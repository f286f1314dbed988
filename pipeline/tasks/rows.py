"""Tasks out of the rows of a task list: the task cell is the text, the other cells fill the fields."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.model import Cell, ColumnRole, Document, Row, Table

_BULLET = re.compile(r"^\s*(?:[-–+•*]|\(?\d{1,2}[.)]|[a-zđ]\))\s*")


@dataclass(frozen=True, slots=True)
class RowDraft:
    """What one row says; ranges are of the document's text."""

    row: Row
    text: str
    start: int
    end: int
    cells: dict[ColumnRole, tuple[Cell, ...]]


def row_drafts(document: Document, table: Table) -> Iterator[RowDraft]:
    """The rows of a task table that hold a task.

    Args:
        document: the document of the table.
        table: a table of kind ``task``.

    Yields:
        one draft a row whose task cell is not empty and names more than a group.
    """
    for row in table.rows:
        if row.group:
            continue
        cells: dict[ColumnRole, tuple[Cell, ...]] = {}
        for role, cell in zip(table.columns, row.cells, strict=False):
            if cell.start < cell.end:
                cells[role] = (*cells.get(role, ()), cell)
        if "task" not in cells:
            continue
        text = cell_text(document, cells["task"])
        if text:
            first, last = cells["task"][0], cells["task"][-1]
            yield RowDraft(row, text, first.start, last.end, cells)


def cell_text(document: Document, cells: tuple[Cell, ...]) -> str:
    """The words of cells as one line, bullets left out."""
    lines = [line for cell in cells for line in document.text[cell.start : cell.end].split("\n")]
    return " ".join(stripped for line in lines if (stripped := _BULLET.sub("", line).strip()))
