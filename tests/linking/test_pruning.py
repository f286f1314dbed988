from __future__ import annotations

import numpy as np
import pytest

from pipeline.linking import pruning
from pipeline.linking.candidates import exact_candidates
from pipeline.linking.profile import Background, Profile
from pipeline.linking.vectors import document_frequencies, gram_counts, inverse_frequencies, weighted
from tests.linking.conftest import EARLIER, LATER, document


def texts(count: int, seed: int) -> list[list[str]]:
    """Texts of twelve words, the words as unequal in frequency as words are."""
    rng = np.random.default_rng(seed)
    likely = 1 / np.arange(1, 3001)
    return [[f"{word:x}" for word in row] for row in rng.choice(3000, (count, 12), p=likely / likely.sum())]


@pytest.fixture(scope="module")
def matrices():
    corpus = texts(1500, 1)
    changed = np.random.default_rng(2)
    queries = [[word if changed.random() < 0.6 else "new" for word in row] for row in corpus[:300]]
    counts = gram_counts(queries), gram_counts(corpus)
    weights = inverse_frequencies(document_frequencies(counts[1]), len(corpus))
    return weighted(counts[0], weights), weighted(counts[1], weights)


def pairs(found) -> set[tuple[int, int]]:
    return set(zip(found[0].tolist(), found[1].tolist(), strict=True))


@pytest.mark.parametrize("workers", [1, 3])
def test_it_finds_what_comparing_all_with_all_finds(matrices, workers):
    queries, corpus = matrices
    exact = (queries @ corpus.T).toarray()
    should = set(zip(*(axis.tolist() for axis in np.nonzero(exact >= 0.25)), strict=True))
    found = pruning.nearest(queries, corpus, 0.25, workers=workers)
    assert len(should) > 200
    assert len(pairs(found) & should) >= 0.98 * len(should)
    assert np.allclose(found[2], exact[found[0], found[1]], atol=1e-5)
    assert found[2].min() >= 0.25
    assert (np.diff(found[0]) >= 0).all()


def test_of_too_many_candidates_the_best_are_kept(matrices):
    queries, corpus = matrices
    found = pruning.nearest(queries, corpus, 0.05, count=3)
    exact = (queries @ corpus.T).toarray()
    same = set(np.flatnonzero(exact.argmax(axis=1) == np.arange(300)).tolist())
    assert len(same) > 250
    assert np.bincount(found[0]).max() == 3
    assert {n for n, m in pairs(found) if n == m} >= same


def test_the_rarest_features_are_kept_as_far_as_the_budget_goes():
    rows = gram_counts([["a", "b", "c"]], pairs=False)
    frequency = np.zeros(rows.shape[1], np.int64)
    frequency[rows.indices] = [50, 1, 9]
    kept = pruning.rarest_features(rows, frequency, 10)
    assert sorted(frequency[kept.indices].tolist()) == [1, 9]


def test_no_queries_no_pairs(matrices):
    assert [len(column) for column in pruning.nearest(matrices[0][:0], matrices[1], 0.25)] == [0, 0, 0]


def test_large_and_small_corpora_get_the_same_strong_candidates():
    tasks = [*document("new", LATER, "2026"), *document("old", EARLIER, "2025")]
    profile = Profile(tasks, Background())
    cosine = (profile.grams @ profile.grams.T).toarray()
    strong = [{(i, j) for i, j in pairs(way(profile)) if cosine[i, j] > 0.2} for way in (
        exact_candidates, pruning.pruned_candidates)]  # fmt: skip
    assert strong[0] == strong[1] != set()
