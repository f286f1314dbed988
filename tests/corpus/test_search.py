"""Search: with and without diacritics, ranked, as printed."""

from __future__ import annotations

import dataclasses

import pytest

from pipeline.corpus.files import Entry, keep_entries
from pipeline.corpus.search import phrases_of, search, snippet
from pipeline.corpus.store import Store
from pipeline.export.json import to_json

TEXTS = (
    "Đẩy mạnh chuyển đổi số trong giáo dục",
    "Số hoá hồ sơ; đổi mới, chuyển giao",
    "Uỷ ban nhân dân rà soát đội ngũ",
    "Chuyen doi so tại cơ sở",
)


@pytest.fixture
def store(plan):
    tasks = tuple(
        dataclasses.replace(plan.tasks[0], id=f"t{n}", text=text, start=n, end=n + 1) for n, text in enumerate(TEXTS)
    )
    extraction = dataclasses.replace(
        plan, tasks=tasks, document=dataclasses.replace(plan.document, text="\n".join(TEXTS))
    )
    with Store(":memory:") as opened:
        opened.save("kh", "kh.txt", extraction, to_json(extraction))
        yield opened


def found(store, words, **more):
    return [hit.task for hit in search(store, words, **more)]


def test_diacritics_make_no_difference(store):
    for plain, printed in (
        ("chuyen doi so", "chuyển đổi số"),
        ('"chuyen doi so"', '"Chuyển ĐỔI số"'),
        ("doi ngu", "đội ngũ"),
        ("uy ban", "Ủy ban"),
        ("so hoa", "số hóa"),
    ):
        assert search(store, plain) == search(store, printed) != []


def test_all_words_in_any_order_or_together_in_quotes(store):
    assert set(found(store, "chuyển đổi số")) == {"t0", "t1", "t3"}
    assert set(found(store, '"chuyển đổi số"')) == {"t0", "t3"}


def test_snippets_are_as_printed(store):
    (hit,) = search(store, "giao duc")
    assert hit.snippet == "Đẩy mạnh chuyển đổi số trong [giáo dục]"
    (document,) = search(store, "giao duc", kind="document")
    assert (document.stem, document.task) == ("kh", None)
    assert "trong [giáo dục]" in document.snippet


def test_the_limit_and_the_removed(store):
    assert len(search(store, "chuyen", limit=1)) == 1
    keep_entries(store, [Entry("kh.txt", "kh", gone=True)])
    assert search(store, "chuyen") == search(store, "chuyen", kind="document") == []


@pytest.mark.parametrize("words", ["", " ", '"', '""', "( ) * - ^ :", "…"])
def test_nothing_to_look_for_finds_nothing(store, words):
    assert search(store, words) == []


@pytest.mark.parametrize("words", ["NOT", "a OR b", "plain:x", "x*", "NEAR(a b)", "'; DROP TABLE task; --", "\x00a"])
def test_nothing_typed_is_syntax(store, words):
    search(store, words)
    assert found(store, "đội ngũ") == ["t2"]


def test_a_long_text_is_shown_where_the_words_are():
    text = "mở đầu " * 500 + "đề án chuyển đổi số quốc gia " + "kết thúc " * 500
    shown = snippet(text, phrases_of('"chuyển đổi số"'))
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert "đề án [chuyển đổi số] quốc gia" in shown


def test_the_part_with_most_of_the_words_is_shown():
    text = "đề " + "xa " * 100 + "đề án dạy học"
    assert "[đề án] [dạy] học" in snippet(text, [["de", "an"], ["day"]]).replace("[đề án dạy]", "[đề án] [dạy]")


def test_the_order_of_writing_does_not_matter(plan):
    def found(stems):
        with Store(":memory:") as store:
            for stem in stems:
                store.save(stem, stem, plan, to_json(plan))
            return search(store, "thực hiện", limit=7), search(store, "thực hiện", limit=2, kind="document")

    assert found("abcd") == found("dbca") == found("dcba")
