"""What a pair of tasks has in common, in numbers: the ranker judges by these."""

from __future__ import annotations

from typing import Any

import numpy as np

from pipeline.linking.profile import FacetProfile, Profile
from pipeline.linking.vectors import Index, Numbers, row_products

RANKED = ("cosine", "clause", "characters", "both", "work", "aimed")
"""Features whose place among the other pairs of the same task counts too."""
FREE = frozenset({"words_a", "words_b", "words_max", "words_min", "within"}) | {
    f"{facet}_{name}" for facet in ("work", "target", "mode") for name in ("count", "none")
}
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
    found = _of_wording(profile, a, b, clause)
    for name, facet in profile.facets.items():
        found.update({f"{name}{key}": column for key, column in _of_facet(facet, a, b, clause).items()})
    work, target = profile.facets["work"], profile.facets["target"]
    found["first"] = row_products(work.first, a, work.first, b)
    found["first_in_b"] = (row_products(work.first, a, work.tasks, b) > 0).astype(np.float32)
    found["first_in_a"] = (row_products(work.first, b, work.tasks, a) > 0).astype(np.float32)
    worded, on_work, on_target = clause.wording, clause.of(work.clauses), clause.of(target.clauses)
    found["both"] = clause.best((on_work + 0.5) * worded)
    found["aimed"] = clause.best((on_work + 0.3) * (worded + 0.05) * (on_target + 0.5))
    found.update(_of_headings(profile, work, a, b))
    found.update(_of_fields(profile, a, b))
    for name in RANKED:
        found.update(_of_rank(name, found[name], a, b, group))
    return found


def _of_wording(profile: Profile, a: Index, b: Index, clause: _ClausePairs) -> dict[str, Numbers]:
    from rapidfuzz import fuzz

    grams = profile.grams
    shared = _shared(profile.weighed, a, b)
    total = np.asarray(profile.weighed.sum(axis=1)).ravel() + np.float32(1e-6)
    whole_a = _whole(profile, a, b)
    whole_b = _whole(profile, b, a)
    texts = profile.texts
    pairs = [(texts[i], texts[j]) for i, j in zip(a.tolist(), b.tolist(), strict=True)]
    long = np.log(np.maximum([len(row) for row in profile.words], 1)).astype(np.float32)
    return {
        "cosine": row_products(grams, a, grams, b),
        "characters": row_products(profile.characters, a, profile.characters, b),
        "clause": clause.best(clause.wording),
        "clauses_of_a": clause.mean_of_a(clause.wording),
        "clauses_of_b": clause.mean_of_b(clause.wording),
        "covered_a": shared / total[a],
        "covered_b": shared / total[b],
        "covered": np.maximum(shared / total[a], shared / total[b]),
        "clause_of_a_in_b": whole_a,
        "clause_of_b_in_a": whole_b,
        "token_set": _ratios(fuzz.token_set_ratio, pairs),
        "partial": _ratios(fuzz.partial_ratio, pairs),
        "ratio": _ratios(fuzz.ratio, pairs),
        "words_a": long[a],
        "words_b": long[b],
        "words_max": np.maximum(long[a], long[b]),
        "words_min": np.minimum(long[a], long[b]),
    }


def _of_facet(facet: FacetProfile, a: Index, b: Index, clause: _ClausePairs) -> dict[str, Numbers]:
    shared = _shared(facet.weighed, a, b)
    total = np.asarray(facet.weighed.sum(axis=1)).ravel() + np.float32(1e-6)
    none = (facet.counts[a] == 0) | (facet.counts[b] == 0)
    return {
        "": row_products(facet.tasks, a, facet.tasks, b),
        "_shared": shared,
        "_covered_a": shared / total[a],
        "_covered_b": shared / total[b],
        "_rarest": _rarest(facet.weighed, a, b),
        "_count": np.minimum(facet.counts[a], facet.counts[b]).astype(np.float32),
        "_none": none.astype(np.float32),
        "_clause": clause.best(clause.of(facet.clauses)),
        "_first": row_products(facet.first_clause, a, facet.first_clause, b),
        "_first_in_b": row_products(facet.first_clause, a, facet.tasks, b),
        "_first_in_a": row_products(facet.first_clause, b, facet.tasks, a),
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
    references, actors, within = (np.zeros(len(a), np.float32) for _ in range(3))
    for n, (i, j) in enumerate(zip(a.tolist(), b.tolist(), strict=True)):
        later, earlier = tasks[i], tasks[j]
        references[n] = min(len(later.references & earlier.references), MOST_SHARED)
        fewest = min(len(later.actors), len(earlier.actors))
        actors[n] = len(later.actors & earlier.actors) / fewest if fewest else 0.0
        within[n] = later.document.stem == earlier.document.stem
    return {"references": references, "actors": actors, "within": within}


def _of_rank(name: str, values: Numbers, a: Index, b: Index, group: Index) -> dict[str, Numbers]:
    """Where a pair stands among those of its later and of its earlier task, and its share of their best."""
    found: dict[str, Numbers] = {}
    for side, key in (("a", a), ("b", b)):
        order = np.lexsort((-values, key, group))
        new = np.r_[True, (key[order][1:] != key[order][:-1]) | (group[order][1:] != group[order][:-1])]
        firsts = np.flatnonzero(new)
        lengths = np.diff(np.r_[firsts, len(order)])
        rank = np.empty(len(order), np.float32)
        best = np.empty(len(order), np.float32)
        rank[order] = np.arange(len(order)) - np.repeat(firsts, lengths)
        best[order] = np.repeat(values[order[firsts]], lengths)
        found[f"{name}_rank_{side}"] = 1 / (1 + rank)
        found[f"{name}_share_{side}"] = values / np.maximum(best, 1e-9)
    return found


def _shared(weighed: Any, a: Index, b: Index) -> Numbers:
    """The weight of the columns that both rows have."""
    present = weighed.copy()
    present.data = np.ones_like(present.data)
    return row_products(weighed, a, present, b)


def _rarest(weighed: Any, a: Index, b: Index) -> Numbers:
    present = weighed.copy()
    present.data = np.ones_like(present.data)
    return np.asarray(weighed[a].multiply(present[b]).max(axis=1).todense(), np.float32).ravel()


def _whole(profile: Profile, a: Index, b: Index) -> Numbers:
    """How near the clause of ``a`` that is nearest to ``b`` comes to the whole of ``b``."""
    counts = profile.clause_counts[a]
    rows = _expanded(profile.clause_starts[a], counts)
    values = row_products(profile.clauses, rows, profile.grams, np.repeat(b, counts))
    return _reduced(np.maximum, values, counts)


def _ratios(scorer: Any, pairs: list[tuple[str, str]]) -> Numbers:
    return np.fromiter((scorer(x, y) for x, y in pairs), np.float32, len(pairs)) / 100


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
