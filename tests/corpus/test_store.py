"""The store: what goes in comes out, once, and whole."""

from __future__ import annotations

import dataclasses
import sqlite3

import pytest

from pipeline.corpus import store as store_module
from pipeline.corpus.files import Entry, forget_entry, keep_entries, load_entries
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


def test_links_are_to_be_found_anew_when_documents_change(store, plan):
    def linked():
        store.replace_links([], by="linker 1")
        return store.linked()

    save(store, "a", plan)
    assert store.linked() is None
    assert linked() == "linker 1"
    save(store, "b", plan)
    assert store.linked() is None
    assert linked()
    keep_entries(store, [Entry("/đến/b.txt", "b")])
    assert store.linked()
    keep_entries(store, [Entry("/đến/b.txt", "b", gone=True)])
    assert store.linked() is None
    assert linked()
    keep_entries(store, [Entry("/đến/b.txt", "b")])
    assert store.linked() is None


def test_links_of_documents_taken_away_are_not_given(store, plan):
    save(store, "a", plan)
    save(store, "b", plan)
    first = plan.tasks[0].id
    link = Link(("b", first), ("a", first), 0.9, "kept", {})
    store.replace_links([link])
    keep_entries(store, [Entry("/đến/a.txt", "a", gone=True)])
    assert store.links() == []
    keep_entries(store, [Entry("/đến/a.txt", "a")])
    assert store.links() == [link]


def test_files_are_kept_as_they_were_noted(store):
    entries = [Entry("/b", "b", 1, 2, "c", "3"), Entry("/a", "a", error="is encrypted", gone=True)]
    keep_entries(store, entries)
    assert list(load_entries(store).values()) == entries
    keep_entries(store, [Entry("/b", "b", 9)])
    assert load_entries(store)["/b"].size == 9
    forget_entry(store, "/b")
    assert list(load_entries(store)) == ["/a"]


def test_an_older_store_is_brought_up_and_keeps_what_it_holds(tmp_path, plan, monkeypatch):
    path = tmp_path / "chithi.sqlite"
    with Store(path) as store:
        save(store, "kh", plan)
    (tmp_path / "2.sql").write_text("ALTER TABLE document ADD COLUMN note TEXT;", encoding="utf-8")
    monkeypatch.setattr(store_module, "MIGRATIONS", (*MIGRATIONS, str(tmp_path / "2.sql")))
    with pytest.raises(ReadError, match="earlier version"):
        Store(path, read_only=True)
    with Store(path) as store:
        assert store.connection.execute("PRAGMA user_version").fetchone()[0] == len(MIGRATIONS) + 1
        assert store.connection.execute("SELECT note FROM document").fetchall()[0][0] is None
        assert store.published("kh") == to_json(plan)


def test_a_step_that_fails_leaves_the_store_as_it_was(tmp_path, monkeypatch):
    path = tmp_path / "chithi.sqlite"
    Store(path).close()
    (tmp_path / "2.sql").write_text("CREATE TABLE more (a); CREATE TABLE document (a);", encoding="utf-8")
    monkeypatch.setattr(store_module, "MIGRATIONS", (*MIGRATIONS, str(tmp_path / "2.sql")))
    with pytest.raises(ReadError):
        Store(path)
    monkeypatch.undo()
    with Store(path) as store:
        assert store.connection.execute("SELECT name FROM sqlite_master WHERE name = 'more'").fetchall() == []


def test_another_programs_database_is_left_alone(tmp_path):
    path = tmp_path / "other.sqlite"
    with sqlite3.connect(path) as raw:
        raw.execute("CREATE TABLE notes (a)")
    raw.close()
    for read_only in (False, True):
        with pytest.raises(ReadError, match="another program"):
            Store(path, read_only=read_only)


def test_a_store_opened_to_read_is_not_changed_or_made(tmp_path, plan):
    path = tmp_path / "chithi.sqlite"
    with pytest.raises(ReadError):
        Store(path, read_only=True)
    assert not path.exists()
    with Store(path) as store:
        save(store, "kh", plan)
    with Store(path, read_only=True) as store, pytest.raises(sqlite3.OperationalError, match="readonly"):
        save(store, "kh", plan)


def test_it_is_a_store_in_wal_mode_with_foreign_keys(store, plan):
    assert store.connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    save(store, "kh", plan)
    with pytest.raises(sqlite3.IntegrityError):
        store.connection.execute("INSERT INTO task_reference VALUES ('kh', 'none', 'x')")
