"""Threads out of links: chains over the years, what is new, what was dropped."""

from __future__ import annotations

import pytest

from pipeline.linking.linktask import ANNEX, LinkDocument, LinkTask
from pipeline.linking.threads import build_threads, select
from pipeline.model import Link

YEARS = {"a": "2021-09", "b": "2022-09", "c": "2025-09", "d": "2026"}


def tasks(**documents):
    """Tasks ``t1``, ``t2``, … of documents with their texts; ``c=["…", ("annex", "…")]`` stands in the annex."""
    found = []
    for stem, texts in documents.items():
        document = LinkDocument(stem, YEARS[stem])
        for place, text in enumerate(texts):
            part, text = text if isinstance(text, tuple) else ("main", text)
            found.append(LinkTask(document, f"t{place + 1}", place, text, part=part))
    return found


def link(later, earlier, score=0.9, kind="reworded", **why):
    return Link(tuple(later.split(".")), tuple(earlier.split(".")), score, kind, {"relation": "earlier_year", **why})


def chains(threads):
    return [" ".join(".".join(task.key) for task in thread.tasks) for thread in threads]


def ends(threads):
    return {chain: (thread.begins, thread.ends) for chain, thread in zip(chains(threads), threads, strict=True)}


def test_a_line_of_work_goes_through_the_years():
    found = build_threads(tasks(a=["x"], b=["x"], c=["x"]), [link("b.t1", "a.t1"), link("c.t1", "b.t1")])
    assert chains(found) == ["a.t1 b.t1 c.t1"]
    assert (found[0].begins, found[0].ends, found[0].years) == ("first", "open", (2021, 2022, 2025))


def test_of_links_equally_good_the_one_to_the_latest_document_counts():
    known = tasks(a=["x"], b=["x"], c=["x"])
    links = [link("b.t1", "a.t1", 0.9), link("c.t1", "a.t1", 0.85), link("c.t1", "b.t1", 0.8)]
    assert chains(build_threads(known, links)) == ["a.t1 b.t1 c.t1"]
    (stage,) = [s for s in build_threads(known, links)[0].stages if s.task.key == ("c", "t1")]
    assert [other.target for other in stage.also] == [("a", "t1")]


def test_a_clearly_better_link_over_a_year_counts_more():
    links = [link("b.t1", "a.t1", 0.6), link("c.t1", "a.t1", 0.9), link("c.t1", "b.t1", 0.5)]
    assert chains(build_threads(tasks(a=["x"], b=["x"], c=["x"]), links)) == ["a.t1 c.t1", "b.t1"]


def test_threads_are_chains_and_not_the_connected_components():
    """Two lines of work that one broad task of a later year is linked to stay two."""
    known = tasks(a=["x", "y"], b=["x", "y"], c=["x y"])
    links = [link("b.t1", "a.t1"), link("b.t2", "a.t2"), link("c.t1", "b.t1", 0.8), link("c.t1", "b.t2", 0.7)]
    assert ends(build_threads(known, links)) == {"a.t1 b.t1 c.t1": ("first", "open"), "a.t2 b.t2": ("first", "joined")}


def test_one_task_may_have_several_later_ones():
    known = tasks(a=["x"], b=["x1", "x2"], c=["x2"])
    links = [link("b.t1", "a.t1", 0.9), link("b.t2", "a.t1", 0.7), link("c.t1", "b.t2", 0.8)]
    trunk, branch = build_threads(known, links)
    assert chains([trunk, branch]) == ["a.t1 b.t1", "b.t2 c.t1"]
    assert (branch.begins, branch.root) == ("branch", ("a", "t1"))
    assert branch.stages[0].earlier.key == ("a", "t1")


def test_every_task_stands_in_one_thread_at_most():
    known = tasks(a=["x"] * 4, b=["x"] * 4, c=["x"] * 4)
    links = [
        link(f"{late}.t{i}", f"{early}.t{j}", 0.5 + 0.04 * ((3 * i + j) % 7))
        for late, early in ("ba", "cb", "ca")
        for i in range(1, 5)
        for j in range(1, 5)
    ]
    named = [task.key for thread in build_threads(known, links) for task in thread.tasks]
    assert len(named) == len(set(named)) == 12


def test_another_document_carries_a_thread_on_rather_than_an_annex():
    known = tasks(b=["x"], c=["x", (ANNEX, "x row")], d=["x"])
    links = [link("c.t1", "b.t1"), link("c.t2", "c.t1", 0.95), link("d.t1", "c.t1", 0.6)]
    assert chains(build_threads(known, links)) == ["b.t1 c.t1 d.t1", "c.t2"]


def test_new_and_dropped_only_beside_a_document_of_the_line():
    known = tasks(a=["x", "y", "old"], b=["x", "y", "fresh"])
    links = [link("b.t1", "a.t1"), link("b.t2", "a.t2")]
    found = ends(build_threads(known, links))
    assert found["a.t3"] == ("first", "dropped")
    assert found["b.t3"] == ("new", "open")
    # A document of another line has nothing new and drops nothing: none of its tasks is told of.
    assert ends(build_threads(known + tasks(c=["5G"]), links)) == found


def test_a_letter_on_one_task_does_not_drop_the_rest():
    known = tasks(c=["x"] * 11, d=["x"])
    assert ends(build_threads(known, [link("d.t1", "c.t1")])) == {"c.t1 d.t1": ("first", "open")}


def test_documents_of_one_year_drop_nothing_of_each_other():
    document = LinkDocument("c2", "2025-11")
    known = [*tasks(c=["x", "y"]), LinkTask(document, "t1", 0, "x"), LinkTask(document, "t2", 1, "z")]
    assert ends(build_threads(known, [link("c2.t1", "c.t1")])) == {"c.t1 c2.t1": ("first", "open")}


def test_links_that_do_not_lead_back_are_left_aside():
    known = tasks(a=["x"], b=["x"])
    assert build_threads(known, [link("a.t1", "b.t1"), link("a.t1", "a.t1"), link("b.t1", "gone.t9")]) == []


def test_a_stage_tells_its_changes_and_differences():
    known = tasks(a=["Tuyển sinh năm 2021"], b=["Tuyển sinh năm 2022"])
    (thread,) = build_threads(known, [link("b.t1", "a.t1", kind="kept", changes=["new_year", "new_actor"])])
    first, second = thread.stages
    assert (first.changes, first.relation, first.differences()) == ((), None, ())
    assert second.changes == ("kept", "new_year", "new_actor")
    assert second.relation == "earlier_year"
    assert [(s.op, s.text) for s in second.differences()] == [
        ("same", "Tuyển sinh năm"),
        ("removed", " 2021"),
        ("added", " 2022"),
    ]


@pytest.fixture
def threads():
    known = tasks(a=["Chuyển đổi số", "Rà soát"], b=["Chuyển đổi số", "Rà soát"], c=["Chuyển đổi số"])
    return build_threads(known, [link("b.t1", "a.t1"), link("b.t2", "a.t2"), link("c.t1", "b.t1")])


def test_select_by_years_cuts_threads_and_says_so(threads):
    assert ends(select(threads, 2022)) == {"b.t1 c.t1": ("cut", "open"), "b.t2": ("cut", "open")}
    assert ends(select(threads, last=2021)) == {"a.t1": ("first", "cut"), "a.t2": ("first", "cut")}
    assert select(threads, 2030) == []


def test_select_by_document_and_words(threads):
    assert chains(select(threads, document="c")) == ["a.t1 b.t1 c.t1"]
    assert (
        chains(select(threads, words="chuyen SO")) == chains(select(threads, words="chuyển số")) == ["a.t1 b.t1 c.t1"]
    )
    assert select(threads, words="chuyển soát") == []
