"""Nearest texts in large corpora: candidates by their rarest features, then the exact cosine.

All with all is out of the question from some ten thousand texts on. Texts that have much in common nearly always share
one of their rarest features, and few other texts do; so only those are multiplied, and the few candidates reranked.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.linking.candidates import PARTS, age
from pipeline.linking.profile import Profile
from pipeline.linking.vectors import Index, Numbers, compressed, row_products

RAREST = 20
"""So many of a text's weightiest features find its candidates."""
NEAREST = 32
"""So many candidates a text are compared exactly."""
COMMON = 4.0
"""Features in more than ``COMMON × √n`` texts find nobody: this keeps the work below n^1.5."""
COMMON_AT_LEAST = 500
BLOCK = 4_096
"""Texts multiplied at once."""
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
    most = max(COMMON * corpus.shape[0] ** 0.5, COMMON_AT_LEAST)
    frequent = np.bincount(corpus.indices, minlength=corpus.shape[1]) > most
    index = pruned(corpus, frequent).T.tocsr()

    def block(start: int) -> Found:
        own = queries[start : start + BLOCK]
        a, b = _strongest(pruned(own, frequent) @ index, count)
        cosines = row_products(own, a, corpus, b)
        kept = cosines >= least
        return a[kept] + start, b[kept], cosines[kept]

    workers = workers or os.cpu_count() or 1
    starts = iter(range(0, queries.shape[0], BLOCK))
    with ThreadPoolExecutor(workers) as pool:
        # only so many blocks are under way as there are threads to work on them
        waiting = [pool.submit(block, start) for start in islice(starts, workers + 1)]
        while waiting:
            done = waiting.pop(0).result()
            waiting += [pool.submit(block, start) for start in islice(starts, 1)]
            yield done


def pruned(matrix: Any, frequent: NDArray[np.bool_], count: int = RAREST) -> Any:
    """Each row with its ``count`` weightiest features alone, frequent ones left out."""
    from scipy.sparse import csr_matrix, vstack

    parts = []
    for start in range(0, matrix.shape[0], 10 * BLOCK):
        rows = matrix[start : start + 10 * BLOCK]
        owner = np.repeat(np.arange(rows.shape[0], dtype=np.int32), np.diff(rows.indptr))
        usable = ~frequent[rows.indices]
        owner, columns, data = owner[usable], rows.indices[usable], rows.data[usable]
        kept = _top(owner, data, count)
        parts.append(csr_matrix((data[kept], (owner[kept], columns[kept])), shape=rows.shape))
    return vstack(parts, format="csr") if parts else matrix


def pruned_candidates(profile: Profile) -> tuple[Index, Index, Index]:
    """Candidate pairs (later task, earlier task, number of the pair of documents), in order of the latter."""
    tasks = profile.tasks
    rows, columns, _ = nearest(profile.grams, profile.grams, LEAST, count=2 * NEAREST)
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


def _strongest(products: Any, count: int) -> tuple[Index, Index]:
    """Row and column of the largest entries of each row."""
    owner = np.repeat(np.arange(products.shape[0], dtype=np.int32), np.diff(products.indptr))
    kept = _top(owner, products.data, count)
    return owner[kept].astype(np.int64), products.indices[kept].astype(np.int64)


def _top(owner: NDArray[np.int32], values: Numbers, count: int) -> Index:
    """Places of each owner's largest values; owners stand in order."""
    # owner and falling value in one number sorts several times faster than by two keys
    key = owner.astype(np.float64) * 2 - np.minimum(values, 1.0)
    order = np.argsort(key)
    sorted_owner = owner[order]
    firsts = np.flatnonzero(np.r_[True, sorted_owner[1:] != sorted_owner[:-1]])[: len(order)]
    rank = np.arange(len(order)) - np.repeat(firsts, np.diff(np.r_[firsts, len(order)]))
    chosen: Index = order[rank < count]
    return chosen[np.argsort(owner[chosen], kind="stable")]
