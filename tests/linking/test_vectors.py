from __future__ import annotations

import numpy as np

from pipeline.linking import vectors


def test_a_gram_has_the_same_column_in_every_text():
    counts = vectors.gram_counts([["a", "b", "a"], ["b", "a"]])
    column = dict(zip("ab", vectors.gram_columns(["a", "b"]), strict=True))
    assert counts[0, column["a"]] == 2
    assert counts[1, column["a"]] == counts[1, column["b"]] == 1
    assert counts.sum() == 5 + 3


def test_pairs_do_not_reach_over_texts():
    assert vectors.gram_counts([["a"], ["b"]]).getnnz() == 2


def test_rare_columns_weigh_more_and_unseen_ones_most():
    weights = vectors.inverse_frequencies(np.array([10, 1, 0]), 10)
    assert weights[0] < weights[1] < weights[2]
    assert np.isclose(weights[0], 1)


def test_rows_get_unit_length_and_empty_ones_stay_empty():
    counts = vectors.gram_counts([["a", "b"], [], ["c"]])
    rows = vectors.unit_rows(counts)
    lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1))).ravel()
    assert np.allclose(lengths, [1, 0, 1])


def test_products_are_those_of_the_rows_named():
    rows = vectors.unit_rows(vectors.gram_counts([["a", "b"], ["a", "b"], ["c"]], pairs=False))
    assert np.allclose(vectors.row_products(rows, np.array([0, 0]), rows, np.array([1, 2])), [1, 0])


def test_compressing_changes_no_product():
    rows = vectors.unit_rows(vectors.gram_counts([["a", "b"], ["b", "c"], []]))
    left, right = vectors.compressed(rows[:1], rows)
    assert left.shape[1] == right.shape[1] == len(set(rows.indices))
    assert np.allclose((left @ right.T).toarray(), (rows[:1] @ rows.T).toarray())


def test_what_a_document_always_says_weighs_less_in_it_alone():
    texts = [["trường", "lớp"], ["trường", "bếp"], ["trường", "lớp"], ["rừng", "bếp"]]
    counts = vectors.gram_counts(texts, pairs=False)
    flat = vectors.weighted(counts, np.ones(vectors.FEATURES, np.float32))
    spans = [(0, 2), (2, 4)]
    rows = vectors.damped(flat, counts, spans, spans)
    school, room = vectors.gram_columns(["trường", "lớp"])
    assert rows[0, school] < rows[0, room]
    assert np.isclose(rows[2, school], rows[2, room])
