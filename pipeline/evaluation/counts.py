"""Hits, spurious and missed items of every figure, and the items themselves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal


@dataclass(slots=True)
class Counts:
    """Hits, spurious and missed of one figure.

    Example:
        >>> counts = Counts(hit=3, spurious=1, missed=1)
        >>> counts.precision, counts.recall, counts.f1
        (0.75, 0.75, 0.75)
    """

    hit: int = 0
    spurious: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """Share of what was given that is right; 1 where nothing was given."""
        return self.hit / (self.hit + self.spurious) if self.hit + self.spurious else 1.0

    @property
    def recall(self) -> float:
        """Share of what is right that was given; 1 where nothing was wanted."""
        return self.hit / (self.hit + self.missed) if self.hit + self.missed else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    @property
    def support(self) -> int:
        """How many the gold holds."""
        return self.hit + self.missed

    def add(self, other: Counts) -> None:
        """Add another document's counts."""
        self.hit += other.hit
        self.spurious += other.spurious
        self.missed += other.missed


@dataclass(frozen=True, slots=True)
class Finding:
    """One item that is wrong: ``value`` as compared, ``gold`` and ``predicted`` the tasks that it belongs to."""

    figure: str
    fault: Literal["spurious", "missed"]
    value: Any
    gold: dict[str, Any] | None = None
    predicted: dict[str, Any] | None = None


@dataclass(slots=True)
class Figures:
    """Every figure of one document or of many, by name in the order of the published table."""

    counts: dict[str, Counts] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def note(
        self,
        figure: str,
        hit: int,
        spurious: Iterable[Any] = (),
        missed: Iterable[Any] = (),
        gold: dict[str, Any] | None = None,
        predicted: dict[str, Any] | None = None,
    ) -> None:
        """Count items under a figure and keep those that are wrong."""
        wrong = [Finding(figure, "spurious", value, gold, predicted) for value in spurious]
        absent = [Finding(figure, "missed", value, gold, predicted) for value in missed]
        self.counts.setdefault(figure, Counts()).add(Counts(hit, len(wrong), len(absent)))
        self.findings += wrong + absent

    def add(self, other: Figures) -> None:
        """Add another document's figures."""
        for name, counts in other.counts.items():
            self.counts.setdefault(name, Counts()).add(counts)
        self.findings += other.findings
