"""What a pair of tasks has in common, in numbers: the ranker judges by these."""

from __future__ import annotations

from typing import Any

import numpy as np

from pipeline.linking.profile import FacetProfile, Profile
from pipeline.linking.vectors import Index, Numbers, ranks, row_products

RANKED = ("cosine", "clause", "covered", "both", "aimed")
"""Features whose place among the other pairs of the same task counts too."""
FREE = frozenset({"words_max", "words_min", "within"})
"""Features of which more may count for or against a link; of all others more can only count for it."""
MOST_SHARED = 2
"""More references shared than this count as this many."""


def pair_features(profile: Profile, a: Index, b: Index, group: Index) -> dict[str, Numbers]:
    """The features of the pairs of tasks ``a[i]`` (the later) and ``b[i]``.

    Args:
        profile: the vectors of the tasks.
        a: numbers of the later tasks.
        b: numbers of the earlier tasks.
        group: a number for the pair of documents; ranks are counted within it.

    Returns:
        a column a feature, by name.
    """
    clause = _ClausePairs(profile, a, b)
    work, target = profile.facets["work"], profile.facets["target"]
    worded, on_work, on_target = clause.wording, clause.of(work.clauses), clause.of(target.clauses)
    found = {
        **_of_wording(profile, a, b, clause),
        **_of_headings(profile, work, a, b),
        **_of_work(work, a, b),
        "work_clause": clause.best(on_work),
        "target": row_products(target.tasks, a, target.tasks, b),
        "target_clause": clause.best(on_target),
        "both": clause.best((on_work + 0.5) * worded),
        "aimed": clause.best((on_work + 0.3) * (worded + 0.05) * (on_target + 0.5)),
        **_of_fields(profile, a, b),
        **_of_place(profile, a, b),
    }
    for name in RANKED:
        found.update(_of_rank(name, found[name], a, b, group))
    return found


def _of_wording(profile: Profile, a: Index, b: Index, clause: _ClausePairs) -> dict[str, Numbers]:
    from rapidfuzz import fuzz
    from rapidfuzz.distance import LCSseq

    grams, words, texts = profile.grams, profile.words, profile.texts
    covered_a, covered_b = _covered(profile, a, b), _covered(profile, b, a)
    pairs = list(zip(a.tolist(), b.tolist(), strict=True))
    lengths = np.maximum([len(row) for row in words], 1).astype(np.float32)
    shorter, longer = np.minimum(lengths[a], lengths[b]), np.maximum(lengths[a], lengths[b])
    in_order = np.fromiter((LCSseq.similarity(words[i], words[j]) for i, j in pairs), np.float32, len(pairs))
    alike = np.fromiter((fuzz.ratio(texts[i], texts[j]) for i, j in pairs), np.float32, len(pairs))
    return {
        "cosine": row_products(grams, a, grams, b),
        "clause": clause.best(clause.wording),
        "clauses_of_a": clause.mean_of_a(clause.wording),
        "clauses_of_b": clause.mean_of_b(clause.wording),
        "covered_a": covered_a,
        "covered_b": covered_b,
        "covered": np.maximum(covered_a, covered_b),
        "in_order": in_order / shorter,
        "ratio": alike / 100,
        "words_max": np.log(longer),
        "words_min": np.log(shorter),
    }


def _of_work(work: FacetProfile, a: Index, b: Index) -> dict[str, Numbers]:
    shared = _shared(work.weighed, a, b)
    total = np.asarray(work.weighed.sum(axis=1)).ravel() + np.float32(1e-6)
    return {
        "work": row_products(work.tasks, a, work.tasks, b),
        "work_covered_a": shared / total[a],
        "work_covered_b": shared / total[b],
        "work_rarest": _rarest(work.weighed, a, b),
        "work_first": row_products(work.first_clause, a, work.first_clause, b),
    }


def _of_headings(profile: Profile, work: FacetProfile, a: Index, b: Index) -> dict[str, Numbers]:
    return {
        "headings": row_products(profile.headings, a, profile.headings, b),
        "heading_of_a": row_products(profile.headings, a, profile.grams, b),
        "heading_of_b": row_products(profile.headings, b, profile.grams, a),
        "headings_work": row_products(work.headings, a, work.headings, b),
        "heading_of_a_work": row_products(work.headings, a, work.tasks, b),
        "heading_of_b_work": row_products(work.headings, b, work.tasks, a),
    }


def _of_fields(profile: Profile, a: Index, b: Index) -> dict[str, Numbers]:
    tasks = profile.tasks
    references, actors = (np.zeros(len(a), np.float32) for _ in range(2))
    for n, (i, j) in enumerate(zip(a.tolist(), b.tolist(), strict=True)):
        later, earlier = tasks[i], tasks[j]
        references[n] = min(len(later.references & earlier.references), MOST_SHARED)
        fewest = min(len(later.actors), len(earlier.actors))
        actors[n] = len(later.actors & earlier.actors) / fewest if fewest else 0.0
    return {"references": references, "actors": actors}


def _of_place(profile: Profile, a: Index, b: Index) -> dict[str, Numbers]:
    """How far apart two tasks stand in their documents, and how alike the tasks before and behind them are."""
    document, grams = profile.document, profile.grams
    last = len(document) - 1
    lengths = np.bincount(document)
    firsts = np.cumsum(lengths) - lengths
    place = (np.arange(len(document)) - firsts[document]) / lengths[document]
    around = np.zeros(len(a), np.float32)
    for step in (-1, 1):
        x, y = a + step, b + step
        inside = (np.minimum(x, y) >= 0) & (np.maximum(x, y) <= last) & (x != y)
        x, y = np.clip(x, 0, last), np.clip(y, 0, last)
        inside &= (document[x] == document[a]) & (document[y] == document[b])
        around = np.maximum(around, row_products(grams, x, grams, y) * inside)
    return {
        "place": (-np.abs(place[a] - place[b])).astype(np.float32),
        "around": around,
        "within": (document[a] == document[b]).astype(np.float32),
    }


def _of_rank(name: str, values: Numbers, a: Index, b: Index, group: Index) -> dict[str, Numbers]:
    """Where a pair stands among those of its later and of its earlier task, and its share of their best."""
    found: dict[str, Numbers] = {}
    for side, key in (("a", a), ("b", b)):
        order = np.lexsort((-values, key, group))
        places, firsts = ranks(order, key, group)
        rank = np.empty(len(order), np.float32)
        best = np.empty(len(order), np.float32)
        rank[order] = places
        best[order] = np.repeat(values[order[firsts]], np.diff(np.r_[firsts, len(order)]))
        found[f"{name}_rank_{side}"] = 1 / (1 + rank)
        found[f"{name}_share_{side}"] = values / np.maximum(best, 1e-9)
    return found


def _covered(profile: Profile, a: Index, b: Index) -> Numbers:
    """What share of ``a`` is in ``b``."""
    return row_products(profile.shares, a, _present(profile.grams), b)


def _shared(weighed: Any, a: Index, b: Index) -> Numbers:
    """The weight of the columns that both rows have."""
    return row_products(weighed, a, _present(weighed), b)


def _rarest(weighed: Any, a: Index, b: Index) -> Numbers:
    return np.asarray(weighed[a].multiply(_present(weighed)[b]).max(axis=1).todense(), np.float32).ravel()


def _present(matrix: Any) -> Any:
    """1 where a row has something in a column."""
    present = matrix.copy()
    present.data = np.ones_like(present.data)
    return present


class _ClausePairs:
    """Every clause of one task against every clause of the other, for all pairs of tasks at once."""

    def __init__(self, profile: Profile, a: Index, b: Index) -> None:
        counts_a, counts_b = profile.clause_counts[a], profile.clause_counts[b]
        rows_a = _expanded(profile.clause_starts[a], counts_a)
        repeats = np.repeat(counts_b, counts_a)
        self.a = np.repeat(rows_a, repeats)
        self.b = _expanded(np.repeat(profile.clause_starts[b], counts_a), repeats)
        self.counts_a, self.counts_b, self.inner, self.sizes = counts_a, counts_b, repeats, counts_a * counts_b
        self.pair = np.repeat(np.arange(len(a)), self.sizes)
        self.wording = self.of(profile.clauses)

    def of(self, matrix: Any) -> Numbers:
        return row_products(matrix, self.a, matrix, self.b)

    def best(self, values: Numbers) -> Numbers:
        return _reduced(np.maximum, values, self.sizes)

    def mean_of_a(self, values: Numbers) -> Numbers:
        """For each clause of ``a`` the best in ``b``, on average."""
        return _reduced(np.add, _reduced(np.maximum, values, self.inner), self.counts_a) / self.counts_a

    def mean_of_b(self, values: Numbers) -> Numbers:
        order = np.lexsort((self.a, self.b, self.pair))
        inner = np.repeat(self.counts_a, self.counts_b)
        return _reduced(np.add, _reduced(np.maximum, values[order], inner), self.counts_b) / self.counts_b


def _expanded(starts: Index, counts: Index) -> Index:
    """``start, start + 1, …`` so many times for each start."""
    ends = np.cumsum(counts)
    numbers: Index = np.arange(int(ends[-1]) if len(ends) else 0) + np.repeat(starts - (ends - counts), counts)
    return numbers


def _reduced(operation: Any, values: Numbers, counts: Index) -> Numbers:
    """The operation over each run of so many values."""
    if not len(counts):
        return np.zeros(0, np.float32)
    reduced: Numbers = operation.reduceat(values, np.cumsum(counts) - counts)
    return reduced
