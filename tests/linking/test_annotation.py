from __future__ import annotations

import json

import pytest

from pipeline.linking.annotation import annotated_ids, read_annotation
from tests.linking.conftest import document


@pytest.fixture
def folder(tmp_path):
    record = {
        "complete": [["new", "old"]],
        "complete_within": [{"document": "new", "from": ["t003", "t004"], "to": ["t001", "t002"]}],
        "pairs": [{"from": ["new", "t001"], "to": ["old", "t002"], "grade": 2}],
    }
    (tmp_path / "continuity_1.json").write_text(json.dumps(record), encoding="utf-8")
    tasks = [{"id": "g1", "text": "Trồng rừng"}, {"id": "g2", "text": "Nuôi tôm nước lợ"}]
    (tmp_path / "new.json").write_text(json.dumps({"tasks": tasks}), encoding="utf-8")
    return tmp_path


def test_pairs_are_graded_whichever_way_they_are_asked_for(folder):
    annotation = read_annotation(folder)
    assert annotation.grades[frozenset((("old", "t002"), ("new", "t001")))] == 2


def test_only_what_is_complete_is_known_to_be_no_link(folder):
    covers = read_annotation(folder).covers
    assert covers(("old", "t009"), ("new", "t001"))
    assert covers(("new", "t003"), ("new", "t001"))
    assert covers(("new", "t002"), ("new", "t004"))
    assert not covers(("new", "t001"), ("new", "t002"))
    assert not covers(("old", "t001"), ("old", "t002"))
    assert not covers(("new", "t001"), ("other", "t001"))


def test_an_extracted_task_is_the_annotated_one_of_its_wording(folder):
    tasks = [*document("new", ("Nuôi tôm nước lợ.", "Trồng rừng.", "Trồng rừng!")), *document("old", ("Trồng rừng",))]
    assert annotated_ids(tasks, folder) == {("new", "t001"): ("new", "g2"), ("new", "t002"): ("new", "g1")}
