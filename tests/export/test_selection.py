"""Which documents and tasks an export holds."""

from __future__ import annotations

import dataclasses

import pytest

from pipeline.corpus.store import Store
from pipeline.export.formats import FORMATS, write
from pipeline.export.json import to_json
from pipeline.export.selection import SelectedDocuments, Selection
from pipeline.export.stored import StoredDocuments
from pipeline.linking.linktask import point_in_time
from pipeline.model import Link


@pytest.fixture
def store(gold, build, hostile):
    with Store(":memory:") as opened:
        for stem, record in gold.items():
            extraction = build(stem, record)
            opened.save(stem, f"/đến/{stem}.txt", extraction, to_json(extraction))
        opened.save("=x", "/đến/=x.pdf", hostile, to_json(hostile))
        yield opened


def chosen(store, **fields):
    return {d.stem: [t["id"] for t in d.content["tasks"]] for d in SelectedDocuments(store, Selection(**fields))}


def expected(store, document=lambda d: True, task=lambda t: True):
    found = {}
    for document_ in StoredDocuments(store):
        tasks = [t["id"] for t in document_.content["tasks"] if task(t)]
        if document(document_.content["document"]) and tasks:
            found[document_.stem] = tasks
    return found


def test_everything_where_nothing_is_asked(store, gold):
    assert set(chosen(store)) == {*gold, "=x"}


def test_by_document_type_and_issuer(store, gold):
    stem = next(iter(gold))
    assert set(chosen(store, documents=(stem,))) == {stem}
    assert chosen(store, types=("chi thi",)) == expected(store, lambda d: d["type"] == "Chỉ thị") != {}
    assert (
        chosen(store, issuers=("SO GIAO DUC",)) == expected(store, lambda d: "Sở Giáo dục" in (d["issuer"] or "")) != {}
    )


def test_by_date(store):
    whens = {stem: point_in_time(*(d[field] for field in ("issued", "period", "title"))) for stem, d in about(store)}
    late = {stem for stem, when in whens.items() if when >= "2025"}
    assert set(chosen(store, since="2025")) == late
    assert set(chosen(store, until="2024")) == {stem for stem, when in whens.items() if when and stem not in late}
    assert 0 < len(late) < len(whens)
    assert chosen(store, since="2999") == {}


def about(store):
    return [(document.stem, document.content["document"]) for document in StoredDocuments(store)]


@pytest.mark.parametrize(
    ("issued", "since", "until", "fits"),
    [
        ("2026-03-05", "2026-03", "2026-03", True),
        ("2026-03-05", "2026-03-06", "", False),
        ("2026", "2026-03", "2026-06", True),
        ("2025", "2026-03", "", False),
        ("2026-07-01", "", "2026-06", False),
        (None, "2020", "", False),
    ],
)
def test_dates_are_compared_as_exactly_as_both_are_known(issued, since, until, fits):
    metadata = {"issued": issued, "period": None, "title": None}
    assert Selection(since=since, until=until).takes_document("x", metadata) is fits


def test_by_lead_kind_words_and_due_day(store):
    assert (
        chosen(store, leads=("van phong so",))
        == expected(store, task=lambda t: any("văn phòng sở" in lead.lower() for lead in t["lead"]))
        != {}
    )
    assert chosen(store, kinds=("report",)) == expected(store, task=lambda t: t["kind"] == "report") != {}
    assert (
        chosen(store, words='"chuyen doi so"')
        == expected(store, task=lambda t: "chuyển đổi số" in t["text"].lower())
        != {}
    )
    due = chosen(store, due_since="2026-02", due_until="2026-02")
    assert (
        due
        == expected(
            store, task=lambda t: any(d["kind"] == "due" and (d["date"] or "")[:7] == "2026-02" for d in t["deadlines"])
        )
        != {}
    )


def test_links_go_with_their_tasks(store, gold):
    later, earlier = sorted(gold)[3], sorted(gold)[0]
    tasks = gold[later]["tasks"]
    target = (earlier, gold[earlier]["tasks"][0]["id"])
    store.replace_links([Link((later, task["id"]), target, 0.9, "kept", {}) for task in tasks[:2]])
    whole = {document.stem: document for document in StoredDocuments(store)}
    assert [link.text for link in whole[later].links] == [gold[earlier]["tasks"][0]["text"]] * 2
    word = tasks[0]["text"].split()
    (narrowed,) = SelectedDocuments(store, Selection(documents=(later,), words=f'"{" ".join(word[:8])}"'))
    assert {link.task for link in narrowed.links} == {task["id"] for task in narrowed.content["tasks"]} & {
        task["id"] for task in tasks[:2]
    }


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_writes_what_was_chosen_and_survives_the_hostile(store, tmp_path, name):
    documents = SelectedDocuments(store, Selection(documents=("=x",)))
    (path,) = write(name, documents, tmp_path)
    assert path.stat().st_size > 0
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == [path]


def test_removed_documents_are_left_out(store, gold):
    store.connection.execute("UPDATE document SET status = 'removed' WHERE stem = '=x'")
    assert set(chosen(store)) == set(gold)


def test_documents_can_be_counted_and_sliced(store, gold):
    documents = StoredDocuments(store)
    assert len(documents) == len(gold) + 1
    assert [d.stem for d in documents[:2]] == [documents[0].stem, documents[1].stem]
    assert documents.task_count() == sum(len(d.content["tasks"]) for d in documents)
    assert dataclasses.is_dataclass(documents[0])
