"""Sparse weighted vectors of words and of pairs of words, over hashed features so that no vocabulary is kept."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

BITS = 24
FEATURES = 1 << BITS
"""So many columns that two features of a corpus hardly ever share one."""
DAMPING = 0.5
"""What is in every text of a document keeps a little weight."""
MIX = np.uint64(0x9E3779B97F4A7C15)

Tokens = Sequence[str]
Index = NDArray[np.int64]
Numbers = NDArray[np.floating[Any]]
Matrix = Any
"""A scipy CSR matrix."""


def gram_counts(texts: Sequence[Tokens], pairs: bool = True) -> Matrix:
    """How often each text has each token, and each pair of neighbouring tokens: a CSR matrix of float32.

    Example:
        >>> gram_counts([["rà", "soát"], ["rà"]]).getnnz(axis=1).tolist()
        [3, 1]
    """
    from scipy.sparse import csr_matrix

    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    total = int(lengths.sum())
    codes = _Codes()
    tokens = np.fromiter(map(codes.__getitem__, chain.from_iterable(texts)), np.uint64, total)
    owners = np.repeat(np.arange(len(texts), dtype=np.int32), lengths)
    columns = _column(tokens)
    if pairs and total > 1:
        inside = owners[1:] == owners[:-1]
        both = _column(tokens[:-1][inside] * MIX + tokens[1:][inside])
        columns = np.concatenate([columns, both])
        owners = np.concatenate([owners, owners[1:][inside]])
    counted = csr_matrix((np.ones(len(columns), np.float32), (owners, columns)), shape=(len(texts), FEATURES))
    counted.sum_duplicates()
    return counted


def gram_columns(tokens: Sequence[str]) -> list[int]:
    """The column of each single token."""
    codes = _Codes()
    return [int(column) for column in _column(np.fromiter(map(codes.__getitem__, tokens), np.uint64, len(tokens)))]


def document_frequencies(counts: Matrix) -> Index:
    """In how many rows each column occurs."""
    return np.bincount(counts.indices, minlength=counts.shape[1])


def inverse_frequencies(frequencies: Index, texts: int) -> Numbers:
    """The weight of each column: rare ones weigh more."""
    weights = np.full(len(frequencies), np.log(1 + texts) + 1, np.float32)
    seen = np.flatnonzero(frequencies)
    weights[seen] = np.log((1 + texts) / (1 + frequencies[seen])) + 1
    return weights


def weighted(counts: Matrix, weights: Numbers) -> Matrix:
    """Rows of unit length: (1 + log count) × weight."""
    from scipy.sparse import csr_matrix

    data = (1 + np.log(counts.data)) * weights[counts.indices]
    made = csr_matrix((data.astype(np.float32), counts.indices, counts.indptr), shape=counts.shape)
    return unit_rows(made)


def unit_rows(matrix: Matrix) -> Matrix:
    """The same rows, each of length 1; empty rows stay empty. Changes the matrix in place."""
    filled = np.flatnonzero(np.diff(matrix.indptr))
    squares = np.ones(matrix.shape[0], np.float32)
    squares[filled] = np.add.reduceat(matrix.data**2, matrix.indptr[filled]) if len(filled) else 1
    lengths = np.sqrt(np.where(squares > 0, squares, 1))
    matrix.data /= np.repeat(lengths, np.diff(matrix.indptr))
    return matrix


def row_products(left: Matrix, a: Index, right: Matrix, b: Index) -> Numbers:
    """The scalar products of row ``a[i]`` of one matrix with row ``b[i]`` of another."""
    step = 1 << 16
    found = [
        np.asarray(left[a[i : i + step]].multiply(right[b[i : i + step]]).sum(axis=1)).ravel()
        for i in range(0, len(a), step)
    ]
    return np.concatenate(found).astype(np.float32) if found else np.zeros(0, np.float32)


def ranks(order: Index, *keys: Index) -> tuple[Index, Index]:
    """The place of each in its run of equal keys, from 0, and where the runs begin.

    Args:
        order: what brings equal keys together, and sorts within them.
        keys: one or more, by which runs are told apart.

    Example:
        >>> ranks(np.array([2, 0, 1]), np.array([7, 8, 7]))[0].tolist()
        [0, 1, 0]
    """
    new = np.ones(len(order), bool)
    if len(order):
        new[1:] = np.logical_or.reduce([key[order][1:] != key[order][:-1] for key in keys])
    firsts = np.flatnonzero(new)
    return np.arange(len(order)) - np.repeat(firsts, np.diff(np.r_[firsts, len(order)])), firsts


def damped(
    matrix: Matrix, counts: Matrix, owners: Sequence[tuple[int, int]], rows: Sequence[tuple[int, int]]
) -> Matrix:
    """Rows of unit length in which what a document says everywhere weighs less.

    It tells none of the document's tasks from another.

    Args:
        matrix: weighted rows; changed in place.
        counts: the texts that frequencies within a document are counted over.
        owners: the rows of ``counts`` of each document.
        rows: the rows of ``matrix`` of each document.
    """
    for (first, last), (start, end) in zip(owners, rows, strict=True):
        own = slice(matrix.indptr[start], matrix.indptr[end])
        columns, places = np.unique(matrix.indices[own], return_inverse=True)
        known, found = np.unique(counts.indices[counts.indptr[first] : counts.indptr[last]], return_counts=True)
        at = np.minimum(np.searchsorted(known, columns), max(len(known) - 1, 0))
        frequency = np.where(known[at] == columns, found[at], 0) if len(known) else np.zeros(len(columns))
        all_texts = np.log(1 + last - first)
        factor = (all_texts - np.log(1 + frequency) + DAMPING) / (all_texts + DAMPING)
        matrix.data[own] *= factor.astype(np.float32)[places]
    return unit_rows(matrix)


def compressed(*matrices: Matrix) -> list[Matrix]:
    """The same matrices with the columns that none of them uses left out."""
    from scipy.sparse import csr_matrix

    used = np.zeros(matrices[0].shape[1], bool)
    for matrix in matrices:
        used[matrix.indices] = True
    number = np.cumsum(used, dtype=np.int32) - 1
    width = int(number[-1]) + 1
    return [csr_matrix((m.data, number[m.indices], m.indptr), shape=(m.shape[0], width)) for m in matrices]


class _Codes(dict[str, int]):
    """A number for each token, the same in every run."""

    def __missing__(self, token: str) -> int:
        code = crc32(token.encode()) * 2654435761 % (1 << 62)
        self[token] = code
        return code


def _column(codes: NDArray[np.uint64]) -> NDArray[np.int32]:
    mixed = codes * MIX
    column: NDArray[np.int32] = (mixed >> np.uint64(64 - BITS)).astype(np.int32)
    return column
