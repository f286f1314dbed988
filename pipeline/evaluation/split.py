"""Which gold documents rules and training may look at, and which are looked at only to report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal

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
    lines = files(__package__).joinpath("split.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")][1:]
    parts: dict[str, Part] = {stem: "report" if part == "report" else "learn" for stem, part, *_ in rows}
    return Split(parts, frozenset(stem for stem, _, seen, *_ in rows if seen == "yes"))
