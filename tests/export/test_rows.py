"""Rows of the sheets."""

from __future__ import annotations

import datetime
from dataclasses import replace

from pipeline.corpus.store import Store
from pipeline.export.document import ExportDocument
from pipeline.export.json import to_json
from pipeline.export.labels import columns
from pipeline.export.rows import SHEETS, due, reference_rows, review_rows
from pipeline.export.stored import stems_in_order


def test_rows_fill_known_columns_only(gold, build):
    for stem, record in gold.items():
        document = ExportDocument(stem, to_json(build(stem, record)))
        for sheet, rows in SHEETS.items():
            known = {column.field for column in columns(sheet)} | {"source"}
            for row in rows(document, "vi"):
                assert set(row) <= known, sheet


def test_due_prefers_a_due_day_to_the_end_of_a_period():
    deadlines = [{"kind": "within", "date": "2026-02-28"}, {"kind": "due", "date": "2026-11-10"}]
    assert due({"deadlines": deadlines}) == datetime.date(2026, 11, 10)
    assert due({"deadlines": [{"kind": "event", "date": None}]}) is None


def test_a_document_cited_twice_is_one_row(exported):
    keys = [row["key"] for row in reference_rows(exported)]
    assert len(keys) == len(set(keys)) == len({r["key"] for r in exported.content["references"]})


def test_one_number_with_two_dates_is_for_review(exported):
    first = exported.content["references"][0]
    other = {**first, "date": "1999-01-01"}
    content = {**exported.content, "references": [*exported.content["references"], other]}
    why = [row["found"] for row in review_rows(ExportDocument("s", content)) if row["item"] == "reference"]
    assert why == [f"{first['key']}: {first['date']}; 1999-01-01"]


def test_gaps_in_the_letterhead_are_for_review(exported):
    content = {**exported.content, "document": {**exported.content["document"], "issuer": None, "number": None}}
    first = next(review_rows(ExportDocument("s", content)))
    assert first["text"] == "số, ký hiệu, cơ quan ban hành"


def test_latest_document_first(hostile):
    with Store(":memory:") as store:
        for stem, day in (("b", "2025-01-01"), ("a", "2025-01-01"), ("c", "2026-01-01"), ("d", None)):
            metadata = replace(hostile.document.metadata, issued=day)
            extraction = replace(hostile, document=replace(hostile.document, metadata=metadata))
            store.save(stem, f"/{stem}.txt", extraction, to_json(extraction))
        assert stems_in_order(store) == ["c", "a", "b", "d"]
