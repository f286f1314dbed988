from __future__ import annotations

import numpy as np

from pipeline.linking.profile import Background, Profile
from tests.linking.conftest import document


def test_two_wordings_of_one_line_of_work_have_something_in_common():
    tasks = [*document("a", ("Giải ngân nhanh",)), *document("b", ("Thúc đẩy đầu tư công",))]
    grams = Profile(tasks, Background()).grams
    assert (grams[0] @ grams[1].T).toarray()[0, 0] > 0


def test_what_is_common_elsewhere_weighs_less_here():
    tasks = document("a", ("rừng núi",)) + document("b", ("rừng biển",))
    alone = Profile(tasks, Background())
    known = Profile(tasks, Background.of(["rừng cây"] * 50))
    shared = [float((p.grams[0] @ p.grams[1].T).toarray()[0, 0]) for p in (alone, known)]
    assert shared[1] < shared[0]


def test_a_background_leaves_out_what_occurs_once():
    background = Background.of(["hồ sơ một", "hồ sơ hai"])
    assert background.texts == 2
    assert background.grams.shape == (2, 3)
    assert background.grams[1].tolist() == [2, 2, 2]


def test_the_shares_of_a_task_come_to_one(profile):
    assert np.allclose(np.asarray(profile.shares.sum(axis=1)), 1, atol=1e-5)


def test_tasks_know_their_document(profile):
    assert profile.spans == [(0, 4), (4, 8)]
    assert profile.document.tolist() == [0] * 4 + [1] * 4


def test_an_empty_task_breaks_nothing():
    tasks = [*document("a", ("", "Trồng rừng")), *document("b", ("…",))]
    profile = Profile(tasks, Background())
    assert profile.grams.shape[0] == profile.headings.shape[0] == 3
    assert profile.clauses.shape[0] == 3
