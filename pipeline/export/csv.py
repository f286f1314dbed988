"""CSV of the tasks, for spreadsheets: UTF-8 with a byte order mark, so that Excel shows Vietnamese."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date
from typing import Any

from pipeline.export.document import ExportDocument
from pipeline.export.labels import Column, Language, columns, label
from pipeline.export.rows import Row, task_rows
from pipeline.linking.differences import marked

BYTE_ORDER_MARK = "\ufeff"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so would be run as a formula by a spreadsheet."""


def to_text(documents: Iterable[ExportDocument], language: Language = "vi") -> str:
    """The task sheet as CSV."""
    return sheet_to_text("tasks", (row for document in documents for row in task_rows(document, language)), language)


def sheet_to_text(sheet: str, rows: Iterable[Row], language: Language = "vi") -> str:
    """Rows of any sheet as CSV."""
    shown = columns(sheet, language)
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([column.heading for column in shown])
    for number, row in enumerate(rows, 1):
        row["no"] = number
        writer.writerow([harmless(_shown(row.get(column.field), column, language)) for column in shown])
    return BYTE_ORDER_MARK + buffer.getvalue()


def harmless(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet would take it for a formula.

    Example:
        >>> harmless("=cmd|' /C calc'!A0"), harmless("Rà soát")
        ("'=cmd|' /C calc'!A0", 'Rà soát')
    """
    return "'" + text if text.startswith(FORMULA_STARTS) else text


def _shown(value: Any, column: Column, language: Language) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if column.form == "difference":
        return marked(value)
    return label(column.labels, str(value), language) if column.labels else str(value)
