"""Sheets of rows: as workbook and CSV, with differences marked."""

from __future__ import annotations

import openpyxl

from pipeline.export.csv import sheet_to_text
from pipeline.export.labels import columns
from pipeline.export.xlsx import MOST_CHARACTERS, write_sheets
from pipeline.linking.differences import Segment, differences


def written(tmp_path, rows):
    path = tmp_path / "a.xlsx"
    write_sheets({"continuity": rows}, path)
    headings = [column.field for column in columns("continuity")]
    sheet = openpyxl.load_workbook(path, rich_text=True).active
    return [dict(zip(headings, row, strict=True)) for row in sheet.iter_rows(min_row=2)]


def test_a_difference_is_written_in_colours_and_marks(tmp_path):
    (row,) = written(tmp_path, [{"difference": differences("Tuyển sinh năm 2021", "Tuyển sinh năm 2022")}])
    same, removed, added = (str(block) for block in row["difference"].value)
    assert (same, removed.strip(), added.strip()) == ("Tuyển sinh năm", "[-2021-]", "{+2022+}")
    fonts = [block.font for block in row["difference"].value if hasattr(block, "font")]
    assert {font.rFont for font in fonts} == {"Times New Roman"}
    assert any(font.strike for font in fonts)


def test_hostile_differences_stay_text(tmp_path):
    bad = "=cmd|' /C calc'!A0 \x00\x0b\x1f ]]>&<b>"
    rows = [
        {"difference": differences(bad, bad + " thêm"), "text": bad},
        {"difference": (Segment("added", "=1+1"),)},
        {"difference": (Segment("same", "dài " * 9000), Segment("added", "=x"))},
    ]
    found = written(tmp_path, rows)
    assert all(cell.data_type != "f" for row in found for cell in row.values())
    assert str(found[0]["difference"].value).startswith("=cmd|")
    assert str(found[1]["difference"].value) == "{+=1+1+}"
    assert len(str(found[2]["difference"].value)) <= MOST_CHARACTERS


def test_csv_of_a_sheet_numbers_its_rows_and_marks_differences():
    rows = [{"difference": differences("a b c d", "a b c e")}, {"difference": None, "text": "-1"}]
    lines = sheet_to_text("continuity", rows, "en").splitlines()
    assert lines[0].startswith("\ufeffNo.,Thread,Year")
    assert lines[1].startswith("1,")
    assert "a b c [-d-] {+e+}" in lines[1]
    assert "'-1" in lines[2]


def test_an_empty_sheet_has_its_head(tmp_path):
    assert written(tmp_path, []) == []
