"""Pages set as one table: the cell that holds the text becomes lines again, small cells stay beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from pipeline.model import Line, SourceTable, TableCell
from pipeline.structure.join import put_together
from pipeline.structure.words import folded_phrases
from pipeline.text import fold

Item = Line | SourceTable
Row = tuple[TableCell | None, ...]

NARROW = 9  # letters of a middling line
BIG_CELL = 700  # letters: no letterhead or foot says so much in one cell


def unfold_pages(items: Sequence[Item]) -> list[Item]:
    """Replace tables that hold a letterhead or a foot together with running text.

    Example:
        >>> head = TableCell((Line("Độc lập - Tự do - Hạnh phúc"),))
        >>> text = TableCell((Line("Giao Sở Y tế rà soát. " * 40),))
        >>> [type(item).__name__ for item in unfold_pages([SourceTable(((head, text),))])]
        ['SourceTable', 'Line']
    """
    out: list[Item] = []
    folded: list[Row] | None = None
    page = 1
    for item in items:
        if isinstance(item, SourceTable) and folded is not None and _goes_on(folded, item):
            folded = [*folded[:-1], _joined(folded[-1], item.rows[0]), *item.rows[1:]]
            continue
        if folded is not None:
            out += _unfolded(folded, page)
            folded = None
        if isinstance(item, SourceTable) and _holds_document(item):
            folded, page = list(item.rows), item.page
        else:
            out.append(item)
    if folded is not None:
        out += _unfolded(folded, page)
    return out


def _letters(cell: TableCell | None) -> int:
    return sum(len(line.text) for line in cell.lines) if cell else 0


def _holds_document(table: SourceTable) -> bool:
    cells = [cell for row in table.rows for cell in row if cell is not None]
    if max(map(_letters, cells), default=0) < BIG_CELL:
        return False
    texts = [" ".join(fold(cell.text).split()) for cell in cells]
    return any(mark in text for text in texts for mark in folded_phrases("page_mark"))


def _goes_on(folded: Sequence[Row], table: SourceTable) -> bool:
    first = table.rows[0] if table.rows else ()
    filled = [c for c, cell in enumerate(first) if _letters(cell)]
    return len(first) == len(folded[-1]) and len(filled) == 1 and _letters(folded[-1][filled[0]]) >= BIG_CELL


def _joined(a: Row, b: Row) -> Row:
    return tuple(
        x if y is None or not y.lines else y if x is None else replace(x, lines=(*x.lines, *y.lines))
        for x, y in zip(a, b, strict=True)
    )


def _unfolded(rows: Sequence[Row], page: int) -> list[Item]:
    out: list[Item] = []
    for row in rows:
        beside: list[TableCell] = []
        for cell in row:
            if cell is None or not cell.lines:
                continue
            if _letters(cell) < BIG_CELL:
                beside.append(cell)
                continue
            out += _side_by_side(beside, page)
            beside = []
            out += cell.lines
        out += _side_by_side(beside, page)
    return out


def _side_by_side(cells: Sequence[TableCell], page: int) -> list[Item]:
    if not cells:
        return []
    page = next((line.page for cell in cells for line in cell.lines), page)
    return [SourceTable((tuple(_widened(cell) for cell in cells),), page, None, ruled=False)]


def _widened(cell: TableCell) -> TableCell:
    """In a very narrow cell every word or two is a line: there the line ends say nothing."""
    narrow = len(cell.lines) >= 3 and median(len(line.text) for line in cell.lines) <= NARROW
    if not narrow:
        return replace(cell, rowspan=1, colspan=1)
    line = replace(cell.lines[0], text=put_together(cell.lines).text)
    return TableCell((line,))
