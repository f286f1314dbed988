import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text import normalize


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Ủy\u00a0ban\u2009nhân dân", "Ủy ban nhân dân"),
        ("huyện Ðăk Lăk", "huyện Đăk Lăk"),
        ("ðồng chí", "đồng chí"),
        ("QÐ-UBND, HÐND", "QĐ-UBND, HĐND"),
        ("PHƢƠNG HƢỚNG tƣ", "PHƯƠNG HƯỚNG tư"),
        ("71\u00adNQ/TW", "71-NQ/TW"),
        ("inter\u00adnet", "internet"),
        ("71\ufffeNQ/TW", "71-NQ/TW"),
        ("71\u2011NQ/TW", "71-NQ/TW"),
        ("\uf0b7 Bộ Y tế", "• Bộ Y tế"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("a\x00b\x07", "ab"),
    ],
)
def test_look_alikes(raw, expected):
    assert normalize(raw) == expected


@pytest.mark.parametrize("word", ["ế", "ậ", "ắ", "ễ", "ổ", "ự", "ặ"])
def test_marks_in_any_order(word):
    base, *marks = unicodedata.normalize("NFD", word)
    for order in (marks, marks[::-1]):
        assert normalize(base + "".join(order)) == word


def test_foreign_letters_stay():
    assert normalize("Reykjavík, Seyðisfjörður, café") == "Reykjavík, Seyðisfjörður, café"


def test_lines_and_pages_stay():
    assert normalize("một\nhai\fba\tbốn") == "một\nhai\fba\tbốn"


@given(st.text(max_size=60))
def test_twice_is_once(text):
    once = normalize(text)
    assert normalize(once) == once
    once.encode("utf-8")
