"""Whether confidence says what it should."""

from __future__ import annotations

import random

import pytest

from pipeline.evaluation.calibration import WANTED, brier, expected_error, reliability, review_point


def test_what_is_right_as_often_as_said_has_no_error():
    said = [0.25] * 4 + [0.85] * 20
    right = [True] + [False] * 3 + [True] * 17 + [False] * 3
    assert expected_error(said, right) == pytest.approx(0)
    assert brier(said, right) > 0


def test_error_is_the_distance_of_a_bin_weighed_by_its_size():
    assert expected_error([0.95] * 3 + [0.45], [True, True, False, True]) == pytest.approx(
        (3 * abs(0.95 - 2 / 3) + 0.55) / 4
    )


def test_one_and_zero_fall_into_the_outer_bins():
    assert [(b.low, b.high, b.count) for b in reliability([0.0, 1.0, 1.0], [False, True, True])] == [
        (0.0, 0.1, 1),
        (0.9, 1.0, 2),
    ]


def test_nothing_said_has_no_error():
    assert expected_error([], []) == brier([], []) == 0


def test_review_begins_where_precision_falls():
    draw = random.Random(5)
    said = [draw.random() for _ in range(20_000)]
    right = [draw.random() < score for score in said]
    assert review_point(said, right) == pytest.approx(0.9, abs=0.03)


def test_review_does_not_begin_at_a_single_error():
    said = [number / 1000 for number in range(800, 1000)]
    right = [number != 990 for number in range(800, 1000)]
    assert review_point(said, right) == WANTED


def test_what_counts_for_more_moves_the_point():
    said, right = [0.5] * 10 + [0.8] * 10, [True] * 8 + [False] * 2 + [True] * 10
    assert review_point(said, right) == 0.8
    assert review_point(said, right, [5.0] * 8 + [0.5] * 2 + [1.0] * 10) == WANTED
