"""Tables that go on over page breaks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.model import Line, SourceTable, TableCell
from pipeline.structure.tables.columns import is_header
from pipeline.structure.tables.grid import table_width
from pipeline.text import fold

_HEAD_ROWS = 3
_ALIKE = 3  # cells that must be the same where one is blank
_OPEN_END = re.compile(r"[^.;:!?”\"')]\s*$")
_ROW_NUMBER = re.compile(r"\(?\d{1,3}(?:\.\d{1,3})*\)?[.)]?")
_GROUP_NUMBER = re.compile(r"\(?(?:[IVXLC]{1,6}|[A-HK])(?:\.\d{1,2})*\)?[.)]?")


def merge_over_pages(items: Sequence[Line | SourceTable]) -> list[Line | SourceTable]:
    r"""Join tables that continue each other: repeated heads go, a row cut by the page break becomes one again.

    Example:
        >>> row = lambda *texts: tuple(TableCell((Line(t),) if t else ()) for t in texts)
        >>> first = SourceTable((row("TT", "Nội dung", "Chủ trì"), row("1", "Rà soát các", "Sở Y")))
        >>> second = SourceTable((row("TT", "Nội dung", "Chủ trì"), row("", "quy định", "tế")))
        >>> [[c.text for c in r] for r in merge_over_pages([first, second])[0].rows][1]
        ['1', 'Rà soát các\nquy định', 'Sở Y\ntế']
    """
    merged: list[Line | SourceTable] = []
    for item in items:
        before = merged[-1] if merged else None
        if isinstance(item, SourceTable) and isinstance(before, SourceTable) and _continues(before, item):
            merged[-1] = _joined(before, item)
        else:
            merged.append(item)
    return merged


def _continues(first: SourceTable, second: SourceTable) -> bool:
    if not (first.ruled and second.ruled and first.rows and second.rows) or table_width(first) != table_width(second):
        return False
    if _same_row(first.rows[0], second.rows[0]):
        return True
    return not is_header([c.text if c else "" for c in second.rows[0]])


def _same_row(a: Sequence[TableCell | None], b: Sequence[TableCell | None]) -> bool:
    """Whether two rows say the same; of several cells one may be blank, as where a scan's was not made out."""
    texts = [[re.sub(r"\W+", "", fold(c.text)) if c else "" for c in row] for row in (a, b)]
    pairs = list(zip(*texts, strict=False))
    if len(a) != len(b) or any(x != y for x, y in pairs if x and y):
        return False
    blank = sum(bool(x) != bool(y) for x, y in pairs)
    alike = sum(bool(x and y) for x, y in pairs)
    return alike > 0 and (blank == 0 or (blank == 1 and alike >= _ALIKE))


def _joined(first: SourceTable, second: SourceTable) -> SourceTable:
    rows = list(second.rows)
    repeated = 0
    while repeated < min(_HEAD_ROWS, len(first.rows), len(rows)) and _same_row(first.rows[repeated], rows[repeated]):
        repeated += 1
    rows = rows[repeated:]
    kept = list(first.rows)
    if rows and len(kept) > repeated and _cut(kept[-1], rows[0]):
        kept[-1] = tuple(_joined_cell(a, b) for a, b in zip(kept[-1], rows[0], strict=True))
        rows = rows[1:]
    return SourceTable((*kept, *rows), first.page, first.box, first.ruled, first.gap)


def _cut(last: Sequence[TableCell | None], rest: Sequence[TableCell | None]) -> bool:
    """Whether a page's first row is the rest of the row that the page before ended with."""
    a, b = [c.text.strip() if c else "" for c in last], [c.text.strip() if c else "" for c in rest]
    if not any(b) or any(c is not None and c.colspan >= len(rest) - 1 > 1 for c in (*last, *rest)):
        return False
    if b[0]:
        return not _ROW_NUMBER.fullmatch(b[0]) and not _GROUP_NUMBER.fullmatch(b[0]) and b[0][:1].islower()
    if not a[0] and not _ROW_NUMBER.fullmatch(a[0]) and not any(a):
        return False
    pairs = [(x, y) for x, y in zip(a[1:], b[1:], strict=True) if y]
    return any(not x or _OPEN_END.search(x) or y[:1].islower() for x, y in pairs) or len(pairs) < len(b) - 1


def _joined_cell(a: TableCell | None, b: TableCell | None) -> TableCell | None:
    if a is None or b is None:
        return a or b
    return TableCell((*a.lines, *b.lines), a.rowspan, a.colspan)
