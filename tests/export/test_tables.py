"""CSV, JSON Lines, Parquet."""

from __future__ import annotations

import csv
import datetime
import io
import json

import pyarrow.parquet

from pipeline.export.csv import FORMULA_STARTS
from pipeline.export.document import ExportDocument
from pipeline.export.formats import FORMATS, write
from pipeline.export.json import to_json


def test_csv_opens_as_vietnamese_in_a_spreadsheet(exported, tmp_path):
    (path,) = write("csv", [exported], tmp_path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
    assert [row["Nhiệm vụ"] for row in rows] == [task["text"] for task in exported.content["tasks"]]
    assert "2026-02-28" in {row["Hạn"] for row in rows}


def test_csv_holds_no_formula(hostile):
    text = FORMATS["csv"].text([ExportDocument("=1+1", to_json(hostile), None)])
    for row in csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")):
        assert not [cell for cell in row if cell.startswith(FORMULA_STARTS)]


def test_jsonl_is_one_task_a_line(exported):
    lines = FORMATS["jsonl"].text([exported]).splitlines()
    tasks = [json.loads(line) for line in lines]
    assert [task["id"] for task in tasks] == [task["id"] for task in exported.content["tasks"]]
    assert tasks[0]["document"]["type"] == "Kế hoạch"


def test_json_is_an_object_or_an_array(exported):
    assert json.loads(FORMATS["json"].text([exported])) == exported.content
    assert len(json.loads(FORMATS["json"].text([exported, exported]))) == 2
    assert json.loads(FORMATS["json"].text([])) == []


def test_parquet_keeps_lists_and_dates(exported, tmp_path):
    (path,) = write("parquet", [exported], tmp_path)
    rows = pyarrow.parquet.read_table(path).to_pylist()
    assert [row["lead"] for row in rows] == [task["lead"] for task in exported.content["tasks"]]
    assert datetime.date(2026, 2, 28) in {row["due"] for row in rows}


def test_parquet_of_nothing_has_its_columns(tmp_path):
    (path,) = write("parquet", [], tmp_path)
    table = pyarrow.parquet.read_table(path)
    assert table.num_rows == 0
    assert "text" in table.column_names
