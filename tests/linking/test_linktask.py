from __future__ import annotations

import pytest

from pipeline.extract import extract
from pipeline.linking.linktask import ANNEX, document_spans, from_extractions, point_in_time
from tests.linking.conftest import ROOT, document

PLAN = ROOT / "data" / "raw" / "003_b226c127d7ae6091.txt"


@pytest.mark.parametrize(
    ("issued", "period", "title", "when"),
    [
        ("2022-08-19", "SY2022-2023", None, "2022-08-19"),
        (None, None, "Kế hoạch năm 2024", "2024"),
        (None, None, None, ""),
    ],
)
def test_when_a_document_belongs(issued, period, title, when):
    assert point_in_time(issued, period, title) == when


def test_tasks_of_a_document_stand_together():
    tasks = [*document("a", ("x", "y")), *document("b", ("z",))]
    assert document_spans(tasks) == [(0, 2), (2, 3)]
    assert document_spans([]) == []


def test_an_extraction_keeps_what_links_are_judged_by():
    extraction = extract(PLAN)
    tasks = from_extractions([("plan", extraction)])
    assert [task.id for task in tasks] == [task.id for task in extraction.tasks]
    assert [task.place for task in tasks] == list(range(len(tasks)))
    rows = [task for task in tasks if task.part == ANNEX]
    assert len(rows) == 14
    assert all(row.leads for row in rows)
