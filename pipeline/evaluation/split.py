"""Which gold documents rules and training may look at, and which are looked at only to report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from pipeline.text.tables import read_table

Part = Literal["learn", "report"]


@dataclass(frozen=True, slots=True)
class Split:
    """``parts`` by document; ``seen`` are those that the rules were written with in view."""

    parts: Mapping[str, Part]
    seen: frozenset[str]

    def is_seen(self, stem: str) -> bool:
        """Whether the rules were written with this document's gold in view."""
        return stem in self.seen

    def may_learn(self, stem: str) -> bool:
        """Whether rules and training may look at it; one that the table does not name is somebody's own, and may."""
        return self.parts.get(stem, "learn") == "learn"


@lru_cache(maxsize=1)
def load_split() -> Split:
    """The table ``split.tsv``.

    Example:
        >>> load_split().may_learn("000_4520bf1f263c0369")
        True
    """
    rows = read_table("split.tsv", "pipeline.evaluation")
    parts: dict[str, Part] = {row["document"]: "report" if row["part"] == "report" else "learn" for row in rows}
    return Split(parts, frozenset(row["document"] for row in rows if row["seen"] == "yes"))
