"""Links of a store: found anew only where something has changed."""

from __future__ import annotations

import pytest

from pipeline.corpus.store import Store
from pipeline.export.json import to_json
from pipeline.linking import linker, ranker
from pipeline.linking.corpus_links import refresh_links
from pipeline.model import Link


@pytest.fixture
def store(plan):
    with Store(":memory:") as opened:
        opened.save("a", "a.txt", plan, to_json(plan))
        opened.save("b", "b.txt", plan, to_json(plan))
        yield opened


@pytest.fixture
def model(tmp_path, monkeypatch, plan):
    first = plan.tasks[0].id
    found = Link(("b", first), ("a", first), 0.9, "kept", {"relation": "earlier_year"})
    monkeypatch.setattr(ranker, "FOLDER", tmp_path)
    monkeypatch.setattr(linker, "link", lambda corpus: [found])
    (tmp_path / "ranker.json").write_text("{}", encoding="utf-8")
    return tmp_path


def test_links_are_found_once(store, model, plan):
    assert refresh_links(store, "1") is True
    assert len(store.links()) == 1
    assert refresh_links(store, "1") is False


def test_links_are_found_anew_when_documents_program_or_model_change(store, model, plan):
    refresh_links(store, "1")
    store.save("c", "c.txt", plan, to_json(plan))
    assert refresh_links(store, "1") is True
    assert refresh_links(store, "2") is True
    (model / "ranker.json").write_text('{"threshold": 1}', encoding="utf-8")
    assert refresh_links(store, "2") is True
    (model / "README.md").write_text("thẻ mô hình", encoding="utf-8")
    assert refresh_links(store, "2") is False


def test_without_a_model_there_are_no_links_and_it_is_said(store, tmp_path, monkeypatch):
    monkeypatch.setattr(ranker, "FOLDER", tmp_path / "none")
    monkeypatch.setattr(ranker, "load_ranker", missing)
    with pytest.raises(ranker.NoModel):
        refresh_links(store, "1")
    assert store.linked() is None


def missing():
    raise ranker.NoModel("none")
