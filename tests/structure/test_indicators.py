"""Rows of indicator tables."""

from __future__ import annotations

from pipeline.model import Line, SourceTable, TableCell
from pipeline.structure.tables.indicators import read_indicators
from pipeline.structure.tables.read import read_table


def read(head: tuple[str, ...], *rows: tuple[str, ...]) -> list[tuple[object, ...]]:
    grid = tuple(tuple(TableCell(tuple(Line(t) for t in cell.split("\n") if t)) for cell in r) for r in (head, *rows))
    return [(i.no, i.name, i.unit, i.target, i.lead) for i in read_indicators(read_table(SourceTable(grid)))]


def test_plain_rows_and_groups() -> None:
    head = ("TT", "Chỉ tiêu", "Đơn vị", "Chỉ tiêu phấn đấu", "Phòng chủ trì")
    found = read(
        head,
        ("I", "Kinh tế", "", "", ""),
        ("1.", "Tỷ lệ hoàn\nthành", "%", "99,7", "GDMN, GDTH"),
        ("2", "Số xã", "Xã", "114", "Phòng TC"),
    )
    assert found == [
        ("1", "Tỷ lệ hoàn thành", "%", "99,7", "Phòng GDMN, GDTH"),
        ("2", "Số xã", "Xã", "114", "Phòng TC"),
    ]


def test_several_values_in_a_cell() -> None:
    head = ("TT", "Chỉ tiêu", "Đơn vị tính", "Mục tiêu năm 2026")
    found = read(
        head,
        ("1", "Trường chuẩn quốc gia", "%", "- THCS: 54,95\n- THPT: 54,88"),
        ("2", "Tốt nghiệp", "%", "từ 5 đến 10"),
    )
    assert found[0][3] == {"THCS": "54,95", "THPT": "54,88"}
    assert found[1][3] == "từ 5 đến 10"


def test_several_target_columns() -> None:
    found = read(("TT", "Chỉ tiêu", "ĐVT", "Năm 2026", "Năm 2027"), ("1", "GRDP", "Tỷ đồng", "10", "12"))
    assert found[0][3] == {"Năm 2026": "10", "Năm 2027": "12"}


def test_targets_told_in_words() -> None:
    assert read(("TT", "Chỉ tiêu", "Chủ trì"), ("1", "Kinh tế số chiếm 45% GRDP.", "Sở Tài chính"))[0][3] is None
