from __future__ import annotations

from pipeline.linking.candidates import document_pairs, exact_candidates
from pipeline.linking.linktask import ANNEX, MAIN
from pipeline.linking.profile import Background, Profile
from tests.linking.conftest import EARLIER, LATER, document


def test_links_lead_from_the_later_document_whatever_the_order():
    tasks = [*document("new", LATER, "2026"), *document("old", EARLIER, "2025-03-01")]
    a, b, _ = exact_candidates(Profile(tasks, Background()))
    assert len(a)
    assert {tasks[n].document.stem for n in a} == {"new"}
    assert {tasks[n].document.stem for n in b} == {"old"}


def test_a_document_without_date_counts_as_the_earliest():
    tasks = [*document("dated", LATER, "2020"), *document("undated", EARLIER)]
    assert (0, 1) in list(document_pairs(tasks, [(0, 4), (4, 8)]))


def test_within_a_document_links_lead_back_to_an_earlier_part():
    text = document("plan", EARLIER, part=MAIN)
    rows = document("plan", EARLIER, part=ANNEX)
    a, b, _ = exact_candidates(Profile([*text, *rows], Background()))
    assert {(int(i) - 4, int(j)) for i, j in zip(a, b, strict=True)} >= {(n, n) for n in range(4)}
    assert min(a) >= 4
    assert max(b) < 4


def test_tasks_with_nothing_in_common_are_no_candidates():
    tasks = [*document("a", ("Trồng rừng",), "2024"), *document("b", ("Nuôi tôm",), "2025")]
    assert len(exact_candidates(Profile(tasks, Background()))[0]) == 0


def test_no_tasks_no_candidates():
    assert [len(column) for column in exact_candidates(Profile([], Background()))] == [0, 0, 0]
