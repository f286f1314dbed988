"""Pairing of gold and predicted items."""

from __future__ import annotations

from pipeline.evaluation.pairing import align, pair_up


def test_each_item_is_used_once():
    assert pair_up([1, 1, 2], [1, 2, 2], lambda a, b: a == b) == (2, [2], [1])


def test_the_likest_pair_first_and_equals_by_place():
    gold = ["Rà soát văn bản.", "Báo cáo kết quả thực hiện.", "Rà soát văn bản."]
    assert align(gold, gold) == {0: 0, 1: 1, 2: 2}
    assert align(gold, ["Báo cáo kết quả thực hiện"]) == {1: 0}


def test_too_little_alike_is_no_pair():
    assert align(["Rà soát văn bản."], ["Báo cáo kết quả."]) == {}
    assert align([], ["x"]) == {}
