from __future__ import annotations

import numpy as np
import pytest

from pipeline.linking.features import FREE, pair_features
from pipeline.linking.profile import Background, Profile
from tests.linking.conftest import document

FIRE, RABIES, DISBURSE = (3, 2), (1, 1), (0, 3)
"""Later and earlier task on one work."""


@pytest.mark.parametrize("name", ["cosine", "clause", "covered", "in_order", "ratio"])
def test_the_same_work_is_more_alike_than_any_other(all_pairs, name):
    values = all_pairs()[name]
    for later, earlier in (FIRE, RABIES):
        assert values[later].argmax() == earlier
        assert values[:, earlier].argmax() == later


def test_a_task_of_two_clauses_is_found_by_one_of_them(all_pairs):
    found = all_pairs()
    assert found["clause"][DISBURSE] > found["clause"][0, :3].max()
    assert found["clauses_of_b"][DISBURSE] > found["clauses_of_a"][DISBURSE]


def test_ranks_count_from_the_best_within_the_two_documents(all_pairs):
    found = all_pairs()
    assert found["cosine_rank_a"][RABIES] == found["cosine_rank_b"][RABIES] == 1
    assert found["cosine_share_a"][RABIES] == pytest.approx(1)
    assert sorted(found["cosine_rank_a"][0].tolist()) == pytest.approx([1 / 4, 1 / 3, 1 / 2, 1])


def test_all_features_lie_within_bounds(all_pairs):
    for name, values in all_pairs().items():
        assert np.isfinite(values).all(), name
        if name not in FREE | {"references", "place", "work_rarest"}:
            assert values.min() >= 0, name
            assert values.max() <= 1.5001, name


def test_shared_references_and_actors_count():
    shared = {"references": frozenset({"71-NQ/TW", "5/CT-TTg", "1/QĐ"}), "actors": frozenset({"so-y-te"})}
    tasks = [*document("a", ("Trồng rừng",), **shared), *document("b", ("Trồng rừng",), **shared)]
    found = pair_features(Profile(tasks, Background()), np.array([1]), np.array([0]), np.zeros(1, int))
    assert found["references"].tolist() == [2]
    assert found["actors"].tolist() == [1]


def test_neighbours_that_go_together_speak_for_a_pair(all_pairs):
    found = all_pairs()
    assert found["around"][FIRE] < found["around"][2, 1] or found["around"][2, 1] == 0
    assert found["place"][1, 1] == 0
    assert found["place"][0, 3] == pytest.approx(-0.75)


def test_no_pairs_no_rows(profile):
    none = np.zeros(0, int)
    assert all(len(column) == 0 for column in pair_features(profile, none, none, none).values())
