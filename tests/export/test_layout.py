"""Row heights."""

from __future__ import annotations

from pipeline.export.layout import HIGHEST, count_lines, row_height


def test_longer_texts_need_more_lines():
    lines = [count_lines("rà soát " * n, 30, 11) for n in (1, 10, 50)]
    assert lines == sorted(set(lines))


def test_a_word_wider_than_its_column_is_broken():
    assert count_lines("a" * 200, 10, 11) > 10


def test_no_row_is_higher_than_spreadsheets_know():
    assert row_height([("rà soát " * 10_000, 20)], 11) == HIGHEST


def test_marks_do_not_widen_a_letter():
    assert count_lines("ệ" * 100, 20, 11) == count_lines("e" * 100, 20, 11)
