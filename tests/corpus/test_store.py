"""The store: what goes in comes out, once, and whole."""

from __future__ import annotations

import dataclasses
import sqlite3

import pytest

from pipeline.corpus.store import MIGRATIONS, Store
from pipeline.export.json import to_json
from pipeline.linking.linktask import from_extractions, from_store
from pipeline.model import Link, ReadError


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path / "chithi.sqlite") as opened:
        yield opened


def save(store, stem, extraction, **more):
    store.save(stem, f"/đến/{stem}.txt", extraction, to_json(extraction), **more)


def count(store, table):
    return store.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


def test_what_goes_in_comes_out(store, plan, hostile):
    for stem, extraction in (("kh", plan), ("=x", hostile)):
        save(store, stem, extraction)
        assert store.published(stem) == to_json(extraction)
        assert list(store.published(stem)) == list(to_json(extraction))
    assert count(store, "task") == len(plan.tasks) + len(hostile.tasks)
    assert count(store, "deadline") == sum(len(t.deadlines) for t in (*plan.tasks, *hostile.tasks))
    with pytest.raises(KeyError):
        store.published("none")


def test_saved_again_is_there_once(store, plan):
    for _ in range(2):
        save(store, "kh", plan, version="1")
    assert count(store, "document") == count(store, "document_words") == 1
    assert count(store, "task") == count(store, "task_words") == len(plan.tasks)
    store.connection.execute("INSERT INTO task_words (task_words) VALUES ('integrity-check')")


def test_a_shorter_version_leaves_nothing_of_the_longer(store, plan):
    save(store, "kh", plan)
    short = dataclasses.replace(plan, tasks=plan.tasks[:1], references=(), indicators=())
    save(store, "kh", short)
    assert count(store, "task") == count(store, "task_words") == 1
    assert count(store, "reference") == count(store, "indicator") == 0
    assert {row[0] for row in store.connection.execute("SELECT task FROM actor")} <= {plan.tasks[0].id}


def test_a_document_that_fails_half_way_leaves_the_earlier_one(store, plan):
    save(store, "kh", plan)
    twice = dataclasses.replace(plan, tasks=(*plan.tasks, plan.tasks[0]))
    with pytest.raises(sqlite3.IntegrityError):
        save(store, "kh", twice)
    assert store.published("kh") == to_json(plan)
    assert count(store, "task_words") == len(plan.tasks)


def test_the_linker_sees_the_same_in_store_and_memory(store, gold, build):
    documents = {stem: build(stem, record) for stem, record in gold.items()}
    for stem in reversed(documents):
        save(store, stem, documents[stem])
    expected = from_extractions(sorted(documents.items()))
    assert from_store(store) == expected
    assert len(expected) == sum(len(e.tasks) for e in documents.values())


def test_a_store_of_a_later_version_is_refused(tmp_path):
    path = tmp_path / "chithi.sqlite"
    Store(path).close()
    with sqlite3.connect(path) as raw:
        raw.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    raw.close()
    with pytest.raises(ReadError, match="later version"):
        Store(path)


def test_what_is_no_store_is_refused(tmp_path):
    path = tmp_path / "chithi.sqlite"
    path.write_text("không phải cơ sở dữ liệu" * 100, encoding="utf-8")
    with pytest.raises(ReadError, match="not a store"):
        Store(path)


def test_links_go_with_their_documents(store, plan):
    save(store, "a", plan)
    save(store, "b", plan)
    first = plan.tasks[0].id
    links = [Link(("b", first), ("a", first), 0.9, "kept", {"words": ["rà soát"]})]
    store.replace_links(links)
    assert store.links() == links
    save(store, "a", plan)
    assert store.links() == []
