"""Which pairs of tasks are worth a closer look: the nearest in wording and in line of work, none of the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations_with_replacement

import numpy as np
from numpy.typing import NDArray

from pipeline.linking.linktask import PARTS, LinkTask, age
from pipeline.linking.profile import Profile
from pipeline.linking.vectors import Index, Numbers, compressed, ranks

NEAREST = 12
"""So many nearest tasks of another document are looked at, from either side."""
FEWEST_PER_TASK = 60
"""Over all documents so many pairs of a later task are kept."""
LEAST = 0.02
"""A pair with less in common is never looked at."""


def exact_candidates(profile: Profile) -> tuple[Index, Index, Index]:
    """Candidate pairs (later task, earlier task, number of the pair of documents) by comparing all with all.

    For corpora of up to some thousand tasks; larger ones go through :mod:`pipeline.linking.pruning`.
    """
    spans = profile.spans
    found: list[tuple[Index, Index, Index]] = []
    strengths: list[Numbers] = []
    (grams,) = compressed(profile.grams)
    work = profile.facets["work"].tasks
    for number, (late, early) in enumerate(document_pairs(profile.tasks, spans)):
        a, b = np.arange(*spans[late]), np.arange(*spans[early])
        worded = (grams[a] @ grams[b].T).toarray()
        both = worded * (0.5 + (work[a] @ work[b].T).toarray())
        if late == early:
            allowed = _other_part(profile.tasks, a)
            worded, both = worded * allowed, both * allowed
        rows, columns = np.nonzero((_nearest(worded) | _nearest(both)) & (worded > LEAST))
        found.append((a[rows], b[columns], np.full(len(rows), number)))
        strengths.append(both[rows, columns])
    if not found:
        empty = np.zeros(0, np.int64)
        return empty, empty, empty
    a, b, group = (np.concatenate(columns) for columns in zip(*found, strict=True))
    kept = _strongest(a, np.concatenate(strengths), FEWEST_PER_TASK)
    return a[kept], b[kept], group[kept]


def document_pairs(tasks: Sequence[LinkTask], spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Each pair of documents, and each with itself, the later one first."""
    order = sorted(range(len(spans)), key=lambda n: age(tasks[spans[n][0]]))
    for early, late in combinations_with_replacement(order, 2):
        yield late, early


def _other_part(tasks: Sequence[LinkTask], a: Index) -> NDArray[np.bool_]:
    parts = np.array([PARTS[tasks[n].part] for n in a])
    allowed: NDArray[np.bool_] = parts[:, None] > parts[None, :]
    return allowed


def _nearest(values: Numbers) -> NDArray[np.bool_]:
    """The largest values of each row and of each column."""
    chosen = np.zeros(values.shape, bool)
    for axis in (0, 1):
        count = min(NEAREST, values.shape[axis])
        if count:
            top = np.argpartition(-values, count - 1, axis=axis).take(range(count), axis=axis)
            np.put_along_axis(chosen, top, True, axis=axis)
    return chosen


def _strongest(owner: Index, strength: Numbers, count: int) -> Index:
    """The places of each owner's strongest entries, in order."""
    order = np.lexsort((-strength, owner))
    rank, _ = ranks(order, owner)
    return np.sort(order[rank < count])
