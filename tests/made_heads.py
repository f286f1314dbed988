"""Heads of documents as readers give them: lines one below another, or columns side by side."""

from __future__ import annotations

from pipeline.model import Line, SourceTable, TableCell


def lines(*texts: str) -> list[Line | SourceTable]:
    return [Line(t) for t in texts]


def columns(*rows: tuple[tuple[str, ...], tuple[str, ...]]) -> SourceTable:
    return SourceTable(
        tuple(tuple(TableCell(tuple(Line(t) for t in cell)) for cell in row) for row in rows), ruled=False
    )


BODY = "Thực hiện Quyết định số 5/QĐ-TTg ngày 01/02/2024 của Thủ tướng Chính phủ, … như sau:"
STATE = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
