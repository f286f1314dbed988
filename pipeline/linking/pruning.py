"""Nearest texts in large corpora: candidates by their rarest features, then the exact cosine.

All with all is out of the question from some ten thousand texts on. Texts that have much in common nearly always share
some of their rarest features, and few other texts do. So each text is multiplied with those that share its rarest
features, as many as ``LOOKED_AT × √n``, and the best of them are compared exactly: the work grows as n^1.5 at most.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.linking.linktask import PARTS, age
from pipeline.linking.profile import Profile
from pipeline.linking.vectors import Index, Numbers, compressed, ranks, row_products

LOOKED_AT = 32
"""Times √n: entries of the index that are read for a text, those of its rarest features first."""
LOOKED_AT_LEAST = 20_000
NEAREST = 128
"""So many candidates a text are compared exactly."""
LEAST_SHARE = 0.32
"""Of the least cosine, which the rarest features must come to."""
ROUNDING = 1e-4
ENTRIES = 1 << 23
"""Products held at once."""
LEAST = 0.05
"""A pair of tasks with a lower cosine is no candidate."""

Found = tuple[Index, Index, Numbers]


def nearest(queries: Any, corpus: Any, least: float, count: int = NEAREST, workers: int | None = None) -> Found:
    """For each row of ``queries`` the rows of ``corpus`` of which the cosine is at least ``least``.

    Args:
        queries: CSR matrix with rows of unit length.
        corpus: the same for the texts to be found.
        least: the lowest cosine.
        count: how many candidates of a query are compared exactly; it gets no more than these.
        workers: threads; as many as there are cores by default.

    Returns:
        numbers of queries in order, numbers of texts, cosines.
    """
    blocks = list(nearest_blocks(queries, corpus, least, count, workers))
    if not blocks:
        empty = np.zeros(0, np.int64)
        return empty, empty, np.zeros(0, np.float32)
    rows, columns, cosines = (np.concatenate(part) for part in zip(*blocks, strict=True))
    return rows, columns, cosines


def nearest_blocks(
    queries: Any, corpus: Any, least: float, count: int = NEAREST, workers: int | None = None
) -> Iterator[Found]:
    """The same, a block of queries at a time, so that the pairs need not all be held."""
    queries, corpus = compressed(queries, corpus)
    budget = max(int(LOOKED_AT * corpus.shape[0] ** 0.5), LOOKED_AT_LEAST)
    frequency = np.bincount(corpus.indices, minlength=corpus.shape[1])
    index = _only(corpus, frequency[corpus.indices] <= budget).T.tocsr()
    size = max(ENTRIES // budget, 1)

    def block(start: int) -> Found:
        own = queries[start : start + size]
        rarest = rarest_features(own, frequency, budget)
        # what the other features of a text can add is no more than their length
        rest = np.sqrt(np.maximum(1 - _squares(rarest), 0))
        a, b = _strongest(rarest @ index, count, np.maximum(LEAST_SHARE * least, least - rest - ROUNDING))
        cosines = row_products(own, a, corpus, b)
        kept = cosines >= least
        return a[kept] + start, b[kept], cosines[kept]

    workers = workers or os.cpu_count() or 1
    starts = iter(range(0, queries.shape[0], size))
    with ThreadPoolExecutor(workers) as pool:
        # only so many blocks are under way as there are threads to work on them
        waiting = [pool.submit(block, start) for start in islice(starts, workers + 1)]
        while waiting:
            done = waiting.pop(0).result()
            waiting += [pool.submit(block, start) for start in islice(starts, 1)]
            yield done


def rarest_features(matrix: Any, frequency: Index, budget: int) -> Any:
    """Each row with its rarest features alone, as many as occur ``budget`` times together."""
    owner = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    often = frequency[matrix.indices]
    order = np.lexsort((often, owner))
    reached = np.r_[0, np.cumsum(often[order])]
    within = reached[1:] - np.repeat(reached[matrix.indptr[:-1]], np.diff(matrix.indptr))
    kept = np.empty(len(often), bool)
    kept[order] = within <= budget
    return _only(matrix, kept)


def pruned_candidates(profile: Profile) -> tuple[Index, Index, Index]:
    """Candidate pairs (later task, earlier task, number of the pair of documents), in order of the latter."""
    tasks = profile.tasks
    rows, columns, _ = nearest(profile.grams, profile.grams, LEAST)
    spans, document = profile.spans, profile.document
    by_age = sorted(range(len(spans)), key=lambda n: age(tasks[spans[n][0]]))
    when = np.empty(len(spans), np.int64)
    when[by_age] = np.arange(len(spans))
    part = np.array([PARTS[task.part] for task in tasks])
    old, new = document[columns], document[rows]
    later = when[new] > when[old]
    swapped = when[new] < when[old]
    inside = (new == old) & (part[rows] > part[columns])
    a = np.concatenate([rows[later | inside], columns[swapped]])
    b = np.concatenate([columns[later | inside], rows[swapped]])
    group = when[document[a]] * len(spans) + when[document[b]]
    _, first = np.unique(a * len(tasks) + b, return_index=True)
    a, b, group = a[first], b[first], group[first]
    order = np.lexsort((b, a, group))
    return a[order], b[order], group[order]


def _only(matrix: Any, kept: NDArray[np.bool_]) -> Any:
    """The rows with some of their entries."""
    from scipy.sparse import csr_matrix

    bounds = np.r_[0, np.cumsum(kept)][matrix.indptr]
    return csr_matrix((matrix.data[kept], matrix.indices[kept], bounds), shape=matrix.shape)


def _squares(matrix: Any) -> Numbers:
    """The squared length of each row."""
    sums = np.r_[0, np.cumsum(matrix.data.astype(np.float64) ** 2)]
    squares: Numbers = sums[matrix.indptr[1:]] - sums[matrix.indptr[:-1]]
    return squares


def _strongest(products: Any, count: int, least: Numbers) -> tuple[Index, Index]:
    """Row and column of the largest entries of each row that are large enough for it."""
    owner = np.repeat(np.arange(products.shape[0]), np.diff(products.indptr))
    enough = np.flatnonzero(products.data >= least.astype(np.float32)[owner])
    owner, values, columns = owner[enough], products.data[enough], products.indices[enough]
    # owner and falling value in one number sorts several times faster than by two keys
    order = np.argsort(owner * 2.0 - np.minimum(values, 1.0))
    rank, _ = ranks(order, owner)
    chosen = np.sort(order[rank < count])
    return owner[chosen].astype(np.int64), columns[chosen].astype(np.int64)
