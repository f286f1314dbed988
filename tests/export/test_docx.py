"""The annex *Danh mục nhiệm vụ*."""

from __future__ import annotations

import docx

from pipeline.export.document import ExportDocument
from pipeline.export.formats import write
from pipeline.export.json import to_json


def test_one_document_is_one_table_with_its_title(exported, tmp_path):
    (path,) = write("docx", [exported], tmp_path)
    book = docx.Document(path)
    titles = [paragraph.text for paragraph in book.paragraphs]
    assert titles[:2] == ["PHỤ LỤC", "DANH MỤC NHIỆM VỤ"]
    assert titles[2].startswith("(Kèm theo Kế hoạch")
    (table,) = book.tables
    assert [row.cells[1].text for row in table.rows][1:] == [task["text"] for task in exported.content["tasks"]]


def test_head_repeats_and_rows_stay_whole(exported, tmp_path):
    (path,) = write("docx", [exported], tmp_path)
    table = docx.Document(path).tables[0]
    assert "w:tblHeader" in table.rows[0]._tr.xml
    assert all("w:cantSplit" in row._tr.xml for row in table.rows)


def test_several_documents_are_parts(exported, tmp_path):
    (path,) = write("docx", [exported, exported], tmp_path)
    numbers = [row.cells[0].text for row in docx.Document(path).tables[0].rows]
    assert [number for number in numbers if number in {"I", "II"}] == ["I", "II"]


def test_takes_what_xml_does_not(hostile, tmp_path):
    (path,) = write("docx", [ExportDocument("x", to_json(hostile), None)], tmp_path)
    texts = [row.cells[1].text for row in docx.Document(path).tables[0].rows]
    assert "a]]>&<b>" in texts
