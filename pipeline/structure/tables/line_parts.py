"""Where a line of a flattened table may hold the beginning of another cell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from pipeline.model import ColumnRole, Line
from pipeline.structure.words import folded_phrases
from pipeline.text import fold
from pipeline.text.tables import read_table

# After a bullet or a colon no cell begins.
_NO_CUT = re.compile(r":$|^[-–+•*]$")
_SPLIT_BEFORE: tuple[tuple[frozenset[str], str], ...] = (
    (frozenset({"unit"}), "unit"),
    (frozenset({"target"}), "target"),
    (frozenset({"deadline"}), "time"),
    (frozenset({"lead", "coordinate"}), "actor"),
)


@dataclass(frozen=True, slots=True)
class Atom:
    """A line of a row, or a part of one; `inline` where it began in the middle of its line."""

    line: Line
    inline: bool = False

    @property
    def text(self) -> str:
        """Its words."""
        return self.line.text


@lru_cache(maxsize=8)
def cell_start(kind: str) -> re.Pattern[str]:
    """What a cell of a kind (actor, time, product, unit, target, basis) begins with, for folded text.

    Example:
        >>> bool(cell_start("actor").match("sở tài chính")), bool(cell_start("time").match("quý i/2026"))
        (True, True)
    """
    rows = [r["pattern"] for r in read_table("cell_starts.tsv", __package__) if r["role"] == kind]
    # A cell may wrap at any of its spaces.
    return re.compile("|".join(f"(?:{p})" for p in rows).replace(" ", r"\s+"))


def part_lines(atoms: Sequence[Atom], roles: Sequence[ColumnRole]) -> list[Atom]:
    """Part lines where another cell may begin in the middle.

    Example:
        >>> roles = ("name", "unit", "target", "lead")
        >>> [a.text for a in part_lines([Atom(Line("Tỷ lệ huy động % 46 Sở Y tế"))], roles)]
        ['Tỷ lệ huy động', '%', '46', 'Sở Y tế']
        >>> [a.text for a in part_lines([Atom(Line("Tỷ lệ trẻ vào lớp 1"))], roles)]
        ['Tỷ lệ trẻ vào lớp 1']
    """
    found: list[Atom] = []
    has = set(roles)
    kinds = [kind for wanted, kind in _SPLIT_BEFORE if wanted & has]
    measured = bool({"unit", "target"} & has)
    for atom in atoms:
        cuts = _cuts(atom.text, kinds, measured)
        edges = [0, *cuts, len(atom.text)]
        for n, (a, b) in enumerate(pairwise(edges)):
            text = atom.text[a:b].strip()
            if text:
                found.append(Atom(replace(atom.line, text=text), inline=atom.inline or n > 0))
    return found


def _cuts(text: str, kinds: Sequence[str], measured: bool) -> list[int]:
    cuts: list[int] = []
    for m in re.finditer(r"\s+(?=\S)", text):
        rest = text[m.end() :]
        folded = fold(rest)
        # A word in the middle of a line opens a cell only with a capital, a sign or a number.
        if rest[:1].islower() or not (measured or rest[:1].isupper()) or _NO_CUT.search(text[: m.start()]):
            continue
        if rest[:1].isdigit() and fold(text[: m.start()]).rsplit(" ", 1)[-1] in folded_phrases("before_number"):
            continue
        typed = any(cell_start(kind).match(folded) for kind in kinds)
        after_value = measured and re.search(r"[\d%]$", text[: m.start()]) is not None
        if typed or (after_value and rest[:1].isupper()):
            cuts.append(m.end())
    return cuts
