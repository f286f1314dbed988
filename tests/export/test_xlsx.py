"""The workbook."""

from __future__ import annotations

import dataclasses
import datetime
import urllib.parse
import zipfile

import openpyxl
import pytest

from pipeline.confidence import review_below
from pipeline.export import xlsx
from pipeline.export.document import ExportDocument, ExportLink
from pipeline.export.formats import write
from pipeline.export.json import to_json
from pipeline.export.labels import columns, labels


@pytest.fixture
def book(exported, tmp_path):
    (path,) = write("xlsx", [exported], tmp_path)
    return openpyxl.load_workbook(path)


def column(sheet, heading):
    headings = [cell.value for cell in sheet[1]]
    return [row[headings.index(heading)].value for row in sheet.iter_rows(min_row=2)]


def test_sheets_and_headings(book):
    assert book.sheetnames == ["Nhiệm vụ", "Văn bản", "Căn cứ pháp lý", "Chỉ tiêu", "Liên kết", "Cần xem lại"]
    headings = [cell.value for cell in book["Nhiệm vụ"][1]]
    assert headings[:4] == ["TT", "Nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp"]
    assert {"Hạn", "Căn cứ", "Trang", "Thiếu gì trong “6 rõ”", "Độ tin cậy"} <= set(headings)


def test_every_task_is_a_row(book, plan):
    sheet = book["Nhiệm vụ"]
    assert column(sheet, "Nhiệm vụ") == [task.text for task in plan.tasks]
    assert column(sheet, "Đơn vị chủ trì")[0] == "; ".join(actor.name for actor in plan.tasks[0].lead)


def test_earlier_tasks_stand_beside_their_task_and_in_a_sheet(exported, tmp_path):
    task = exported.content["tasks"][1]
    links = tuple(
        ExportLink(task["id"], ("x", f"t{n}"), f"=việc {n}", "Kế hoạch 1", score, "kept", why, year, year < "2026")
        for n, (score, year, why) in enumerate(
            (
                (0.7, "2024", {"relation": "earlier_year"}),
                (0.9, "2025", {"relation": "earlier_year", "changes": ["new_year", "new_actor"], "words": ["a b"]}),
                (1.0, "2026", {"relation": "within_document"}),
            )
        )
    )
    (path,) = write("xlsx", [dataclasses.replace(exported, links=links)], tmp_path)
    book = openpyxl.load_workbook(path)
    shown = column(book["Nhiệm vụ"], "Nhiệm vụ năm trước")
    assert shown[1] == "Kế hoạch 1 (2025): =việc 1\nKế hoạch 1 (2024): =việc 0"
    assert not any(shown[:1] + shown[2:])
    sheet = book["Liên kết"]
    assert column(sheet, "Nhiệm vụ") == [task["text"]] * 3
    assert column(sheet, "Nhiệm vụ trước") == ["=việc 0", "=việc 1", "=việc 2"]
    assert column(sheet, "Quan hệ") == ["Năm trước", "Năm trước", "Cùng văn bản"]
    changes = labels("link_change")
    assert column(sheet, "Điểm mới") == [None, f"{changes['new_year']}, {changes['new_actor']}", None]
    assert {cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row} <= {"s", "n"}


def test_deadlines_are_real_dates(book):
    assert datetime.datetime(2026, 2, 28) in column(book["Nhiệm vụ"], "Hạn")


def test_low_confidence_is_listed_for_review(book, plan):
    doubtful = [task.text for task in plan.tasks if task.confidence < review_below("task")]
    assert 0 < len(doubtful) < len(plan.tasks)
    assert [text for text in column(book["Cần xem lại"], "Nội dung") if text in doubtful] == doubtful


def test_frozen_filtered_wrapped_and_set_up_for_print(book):
    for sheet in book:
        assert sheet.freeze_panes == "C2"
        assert sheet.auto_filter.ref
        assert sheet.page_setup.orientation == "landscape"
        assert int(sheet.page_setup.paperSize) == 9
        assert sheet.print_title_rows == "$1:$1"
    cell = book["Nhiệm vụ"]["B2"]
    assert cell.alignment.wrap_text
    assert cell.font.name == "Times New Roman"


def test_state_column_takes_only_its_choices(book):
    formulas = [validation.formula1 for validation in book["Nhiệm vụ"].data_validations.dataValidation]
    assert '"' + ",".join(labels("progress").values()) + '"' in formulas


def test_page_and_file_link_to_the_source(book, exported):
    links = [cell.hyperlink for sheet in book for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert {link.target.rpartition("\\")[2] for link in links} == {exported.source.name}
    link = next(cell.hyperlink for (cell,) in book["Nhiệm vụ"].iter_rows(min_row=2, min_col=12, max_col=12))
    assert link.location == "page=1"


def test_links_beyond_excels_limit_become_formulas(exported, tmp_path, monkeypatch):
    monkeypatch.setattr(xlsx, "MOST_LINKS", 3)
    (path,) = write("xlsx", [exported], tmp_path)
    sheet = openpyxl.load_workbook(path)["Nhiệm vụ"]
    formulas = [v for row in sheet.iter_rows(values_only=True) for v in row if str(v).startswith("=HYPERLINK(")]
    assert len(formulas) > 10
    assert exported.source.name in formulas[0]


def test_no_cell_is_ever_a_formula(hostile, tmp_path):
    (path,) = write("xlsx", [ExportDocument("=1+1", to_json(hostile), None)], tmp_path)
    with zipfile.ZipFile(path) as archive:
        sheets = [archive.read(name).decode() for name in archive.namelist() if "worksheets/sheet" in name]
    assert len(sheets) == 6
    assert not any("<f>" in sheet or "<f " in sheet for sheet in sheets)
    texts = column(openpyxl.load_workbook(path)["Nhiệm vụ"], "Nhiệm vụ")
    assert texts[0] == "=cmd|' /C calc'!A0"
    assert texts[4].endswith(xlsx.CUT)


def test_english(exported, tmp_path):
    (path,) = write("xlsx", [exported], tmp_path, "en")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames[0] == "Tasks"
    assert book["Tasks"]["B1"].value == "Task"


def test_no_documents_make_an_empty_workbook(tmp_path):
    (path,) = write("xlsx", [], tmp_path)
    assert openpyxl.load_workbook(path)["Nhiệm vụ"].max_row == 1


def test_every_column_has_both_languages_and_a_known_form():
    for sheet in ("tasks", "documents", "references", "indicators", "links", "review"):
        for vi, en in zip(columns(sheet, "vi"), columns(sheet, "en"), strict=True):
            assert vi.heading
            assert en.heading
            assert vi.form.partition(":")[0] in xlsx.FORMS
            assert vi.labels is None or labels(vi.labels)


def test_links_survive_odd_file_names(exported, tmp_path):
    source = tmp_path / "Kế hoạch số 1 #2 100% 'mới' [a].pdf"
    (path,) = write("xlsx", [ExportDocument("x", exported.content, source)], tmp_path)
    link = openpyxl.load_workbook(path)["Nhiệm vụ"]["L2"].hyperlink
    assert urllib.parse.unquote(link.target) == source.name
    assert link.location == "page=1"
