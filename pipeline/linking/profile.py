"""What a set of tasks is compared by: vectors of their words, clauses, headings and lines of work.

Lines of work stand among the words as words of their own, so that two wordings of one have something in common. What a
document says in all its tasks weighs less in it: in a plan of schools, ``giáo dục`` tells no task from another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from pipeline.linking import vectors
from pipeline.linking.concepts import FACETS, concept_names, find_concepts
from pipeline.linking.linktask import LinkTask, document_spans
from pipeline.linking.vectors import Index, Numbers
from pipeline.linking.wording import clauses, words

HEADINGS = 2
"""How many headings above a task count as what it stands under."""


@dataclass(frozen=True)
class Background:
    """How common words and lines of work are in directives at large, so that a small corpus is weighed well."""

    texts: int = 0
    grams: Index = field(default_factory=lambda: np.zeros((2, 0), np.int64))
    concepts: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, texts: Sequence[str], least: int = 2) -> Background:
        """Counts texts; features of fewer than ``least`` are left out."""
        tokens = [words(text) for text in texts]
        named = [concept for row in tokens for facet in FACETS for concept in find_concepts(row, facet)]
        grams = vectors.gram_counts(list(map(enriched, tokens)))
        return cls(len(texts), _kept(grams, least), {name: named.count(name) for name in sorted(set(named))})


class Profile:
    """The vectors of tasks, made when they are first asked for.

    Args:
        tasks: the tasks, in any order.
        background: how common features are elsewhere; its counts are added to those of the tasks.
    """

    def __init__(self, tasks: Sequence[LinkTask], background: Background) -> None:
        self.tasks = tasks
        self.background = background
        self.words = [words(task.text) for task in tasks]
        self._clauses = [clauses(task.text) or ((),) for task in tasks]
        self.clause_counts = np.fromiter(map(len, self._clauses), np.int64, len(tasks))
        self.clause_starts = np.cumsum(self.clause_counts) - self.clause_counts

    @cached_property
    def texts(self) -> list[str]:
        """The words of each task as one line, for fuzzy comparison."""
        return list(map(" ".join, self.words))

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """The runs of tasks of one document."""
        return document_spans(self.tasks)

    @cached_property
    def document(self) -> Index:
        """The number of each task's document."""
        return np.repeat(np.arange(len(self.spans)), [end - start for start, end in self.spans])

    @cached_property
    def _counts(self) -> Any:
        return vectors.gram_counts(list(map(enriched, self.words)))

    @cached_property
    def weights(self) -> Numbers:
        """The weight of each gram."""
        known = self.background.grams
        frequencies = vectors.document_frequencies(self._counts)
        frequencies[known[0]] += known[1]
        return vectors.inverse_frequencies(frequencies, len(self.tasks) + self.background.texts)

    @cached_property
    def grams(self) -> Any:
        """Unit vectors of words, pairs of words and lines of work."""
        made = vectors.weighted(self._counts, self.weights)
        return vectors.damped(made, self._counts, self.spans, self.spans)

    @cached_property
    def shares(self) -> Any:
        """What share of a task each of its grams is; the shares of a task come to 1."""
        squared = self.grams.copy()
        squared.data **= 2
        return squared

    @cached_property
    def weighed(self) -> Any:
        """The squared weights of the grams in a task, however often they occur: what coverage is counted in."""
        counts = vectors.gram_counts(self.words)
        counts.data = self.weights[counts.indices] ** 2
        return counts

    @cached_property
    def clauses(self) -> Any:
        """Unit vectors of the clauses of all tasks, one task after the other."""
        made = vectors.weighted(
            vectors.gram_counts([enriched(clause) for row in self._clauses for clause in row]), self.weights
        )
        bounds = np.r_[0, np.cumsum(self.clause_counts)]
        rows = [(int(bounds[start]), int(bounds[end])) for start, end in self.spans]
        return vectors.damped(made, self._counts, self.spans, rows)

    @cached_property
    def headings(self) -> Any:
        """Unit vectors of the headings that tasks stand under."""
        return vectors.weighted(vectors.gram_counts(list(map(enriched, self._headings))), self.weights)

    @cached_property
    def _headings(self) -> list[tuple[str, ...]]:
        return [words(" ".join(task.headings[:HEADINGS])) for task in self.tasks]

    @cached_property
    def facets(self) -> dict[str, FacetProfile]:
        """The lines of work, a facet each."""
        return {facet: FacetProfile(self, facet) for facet in FACETS}


class FacetProfile:
    """The concepts of one facet in tasks, their clauses, their headings."""

    def __init__(self, profile: Profile, facet: str) -> None:
        self.names = names = concept_names(facet)
        number = {name: n for n, name in enumerate(names)}
        found = [find_concepts(row, facet) for row in profile.words]
        common = np.array([profile.background.concepts.get(name, 0) for name in names], np.int64)
        for row in found:
            for name in row:
                common[number[name]] += 1
        texts = len(profile.tasks) + profile.background.texts
        self.weights = vectors.inverse_frequencies(common, texts)
        self._number = number
        clause_rows = [clause for row in profile._clauses for clause in row]
        self.tasks = self._matrix(found)
        self.weighed = self.tasks.copy()
        self.weighed.data = self.weights[self.weighed.indices]
        self.clauses = self._matrix([find_concepts(row, facet) for row in clause_rows])
        self.first_clause = self._matrix([find_concepts(row[0], facet) for row in profile._clauses])
        self.headings = self._matrix([find_concepts(row, facet) for row in profile._headings])

    def _matrix(self, rows: Sequence[Sequence[str]]) -> Any:
        from scipy.sparse import csr_matrix

        owners = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
        columns = np.array([self._number[name] for row in rows for name in row], np.int32)
        shape = (len(rows), len(self._number))
        return vectors.unit_rows(csr_matrix((self.weights[columns], (owners, columns)), shape=shape, dtype=np.float32))


def enriched(tokens: Sequence[str]) -> list[str]:
    """The words, and behind them the lines of work and the people concerned that they name.

    Example:
        >>> enriched(words("Số hóa hồ sơ giáo viên"))
        ['số', 'hóa', 'hồ', 'sơ', 'giáo', 'viên', '#data', '#teachers']
    """
    named = [f"#{concept}" for facet in FACETS for concept in find_concepts(tuple(tokens), facet)]
    return [*tokens, *named]


def _kept(counts: Any, least: int) -> Index:
    frequencies = vectors.document_frequencies(counts)
    columns = np.flatnonzero(frequencies >= least)
    return np.stack([columns, frequencies[columns]])
