"""A table of any columns, as CSV or as a workbook of one sheet: what answers to questions are written in."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from pipeline.export.atomic import replacing
from pipeline.export.csv import BYTE_ORDER_MARK, harmless
from pipeline.export.xlsx import FONT, FONT_SIZE, HEAD_COLOUR, LAST_ROW, fitting

WIDEST, NARROWEST = 60, 8
MEASURED_ROWS = 200
"""Rows that are looked at to say how wide a column must be."""


def to_csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """A table as CSV that spreadsheets show right and run nothing of.

    Example:
        >>> to_csv(["a", "b"], [("=1+1", None)]).splitlines()[1]
        "'=1+1,"
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([harmless(column) for column in columns])
    for row in rows:
        writer.writerow([value if _is_number(value) else harmless(_text(value)) for value in row])
    return BYTE_ORDER_MARK + buffer.getvalue()


def write_xlsx(columns: Sequence[str], rows: Iterable[Sequence[Any]], path: Path, name: str = "chithi") -> None:
    """A table as a workbook, written whole or not at all; every text as text, whatever it says."""
    import xlsxwriter

    rows = [tuple(row) for _, row in zip(range(LAST_ROW), rows, strict=False)]
    default = {"font_name": FONT, "font_size": FONT_SIZE}
    with replacing(path) as new, xlsxwriter.Workbook(str(new), {"default_format_properties": default}) as book:
        sheet = book.add_worksheet(name)
        head = book.add_format({"bold": True, "bg_color": HEAD_COLOUR, "border": 1, "text_wrap": True})
        body = book.add_format({"text_wrap": True, "valign": "top"})
        for number, column in enumerate(columns):
            longest = max((len(_text(row[number])) for row in rows[:MEASURED_ROWS]), default=0)
            sheet.set_column(number, number, min(WIDEST, max(NARROWEST, len(column) + 3, longest + 1)))
            sheet.write_string(0, number, column, head)
        for at, row in enumerate(rows, 1):
            for number, value in enumerate(row):
                if _is_number(value):
                    sheet.write_number(at, number, value, body)
                elif value is not None:
                    sheet.write_string(at, number, fitting(_text(value)), body)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)


def _text(value: Any) -> str:
    if value is None:
        return ""
    return value.hex() if isinstance(value, bytes) else str(value)


def _is_number(value: Any) -> bool:
    # Beyond 15 digits a spreadsheet would round.
    return isinstance(value, (int, float)) and abs(value) < 1e15
