"""Links each task to the earlier tasks on the same line of work."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from pipeline.linking.linktask import LinkTask, from_extractions, from_store
from pipeline.linking.related import of_related
from pipeline.linking.vectors import Index, Numbers, ranks
from pipeline.model import Extraction, Link

if TYPE_CHECKING:
    from pipeline.corpus.store import Store
    from pipeline.linking.profile import Profile
    from pipeline.linking.ranker import Ranker

MOST = 6
"""A link is kept while it is among so many best of its later or of its earlier task within the two documents."""
MANY = 4_000
"""From so many tasks on, candidates are found by their rarest words alone."""
CHUNK = 100_000
"""Pairs whose features are held at once; pairs of two documents stay together."""


def link(corpus: Store | Iterable[tuple[str, Extraction]], ranker: Ranker | None = None) -> list[Link]:
    """Links the tasks of a corpus: each to the earlier ones that it goes on with, the best first.

    A task may go back to several, and several may go back to one. The later document is the one issued, or planning for
    a time, later; within a document links lead from the assignments and the annex back to the text.

    Args:
        corpus: a store, or documents in memory each with the stem it is called by.
        ranker: the trained ranker; the one under ``models/linker`` by default.

    Returns:
        links with a calibrated score, what kind of change there was, and why they are there.
    """
    from pipeline.corpus.store import Store

    return link_tasks(from_store(corpus) if isinstance(corpus, Store) else from_extractions(corpus), ranker)


def link_tasks(tasks: Sequence[LinkTask], ranker: Ranker | None = None) -> list[Link]:
    """Links tasks; see :func:`link`. Tasks of a document stand together."""
    from pipeline.linking.changes import explain
    from pipeline.linking.profile import Profile
    from pipeline.linking.ranker import load_ranker

    if not tasks:
        return []
    ranker = ranker or load_ranker()
    profile = Profile(tasks, ranker.background)
    a, b, scores = scored_pairs(profile, ranker)
    found: list[Link] = []
    for i, j, score in zip(a.tolist(), b.tolist(), scores.tolist(), strict=True):
        change = explain(profile, i, j)
        found.append(Link(tasks[i].key, tasks[j].key, round(score, 4), change.kind, change.why()))
    return sorted(of_related(found, tasks), key=lambda link: (-link.score, link.source, link.target))


def scored_pairs(profile: Profile, ranker: Ranker) -> tuple[Index, Index, Numbers]:
    """The pairs of tasks that are links, and their scores."""
    from pipeline.linking.candidates import exact_candidates
    from pipeline.linking.features import pair_features
    from pipeline.linking.pruning import pruned_candidates

    a, b, group = (pruned_candidates if len(profile.tasks) > MANY else exact_candidates)(profile)
    scores = np.zeros(len(a), np.float32)
    for start, end in _chunks(group):
        rows = slice(start, end)
        if end > start:
            scores[rows] = ranker.trees.score(pair_features(profile, a[rows], b[rows], group[rows]))
    kept = (scores >= ranker.threshold) & ((_rank(scores, a, group) < MOST) | (_rank(scores, b, group) < MOST))
    return a[kept], b[kept], scores[kept]


def _chunks(group: Index) -> list[tuple[int, int]]:
    """Runs of pairs, none parting the pairs of two documents; the groups stand in order."""
    ends = np.flatnonzero(np.r_[group[1:] != group[:-1], True]) + 1 if len(group) else np.zeros(0, np.int64)
    found, start = [], 0
    for n, end in enumerate(ends.tolist()):
        if end - start >= CHUNK or n == len(ends) - 1:
            found.append((start, end))
            start = end
    return found


def _rank(scores: Numbers, owner: Index, group: Index) -> Index:
    """The place of each pair among those of its task within the two documents, from 0."""
    order = np.lexsort((-scores, owner, group))
    rank = np.empty(len(order), np.int64)
    rank[order], _ = ranks(order, owner, group)
    return rank
