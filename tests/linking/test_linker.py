from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.linking import linker
from pipeline.linking.linker import link, link_tasks
from tests.linking.conftest import document

SAME = {("t001", "t004"), ("t002", "t002"), ("t004", "t003")}


def keys(links):
    return {(link.source[1], link.target[1]) for link in links}


def test_each_task_goes_back_to_the_earlier_one_on_the_same_work(two_years, ranker_above):
    links = link_tasks(two_years, ranker_above(0.4))
    assert keys(links) == SAME
    assert {link.source[0] for link in links} == {"kh-2026"}
    assert {link.source[1]: link.kind for link in links} == {"t001": "reworded", "t002": "kept", "t004": "kept"}
    assert [link.why["changes"] for link in links if link.source[1] == "t004"] == [["new_year"]]
    assert [link.score for link in links] == sorted((link.score for link in links), reverse=True)


def test_large_corpora_are_linked_the_same(two_years, ranker_above, monkeypatch):
    exact = link_tasks(two_years, ranker_above(0.4))
    monkeypatch.setattr(linker, "MANY", 1)
    monkeypatch.setattr(linker, "CHUNK", 1)
    assert link_tasks(two_years, ranker_above(0.4)) == exact


def test_one_task_may_go_back_to_several_but_not_to_any_number(ranker_above):
    texts = ("Tổ chức tiêm phòng dại",) * 19
    tasks = [*document("old", texts, "2025"), *document("new", texts, "2026")]
    links = link_tasks(tasks, ranker_above(0.1))
    per_task = [sum(link.source[1] == task.id for link in links) for task in tasks[19:]]
    assert max(per_task) > 1
    assert sum(per_task) <= 2 * linker.MOST * 19


def test_no_tasks_no_links(ranker_above):
    assert link([], ranker_above(0.4)) == []
    assert link_tasks(document("alone", ("Trồng rừng",)), ranker_above(0.4)) == []


def test_two_tasks_of_one_wording_in_one_part_are_no_link(ranker_above):
    assert link_tasks(document("one", ("Trồng rừng", "Trồng rừng")), ranker_above(0.1)) == []


@pytest.mark.parametrize("threshold", [0.5, 0.99])
def test_only_pairs_above_the_threshold_are_links(two_years, ranker_above, threshold):
    ranker = replace(ranker_above(0.4), threshold=threshold)
    assert keys(link_tasks(two_years, ranker)) == (SAME if threshold < 0.95 else set())
