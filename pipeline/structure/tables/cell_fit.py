"""How well words fit a column by what the column holds."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.model import ColumnRole
from pipeline.structure.tables.line_parts import Atom, cell_start
from pipeline.text import fold

_LONGEST_UNIT = 40
_WORDS_OF_VALUE = 2


def fits(role: ColumnRole, folded: str) -> float:
    """How well folded words fit the beginning of a role's cell.

    Example:
        >>> fits("lead", "sở y tế") > 0 > fits("deadline", "sở y tế")
        True
    """
    actor, time = bool(cell_start("actor").match(folded)), bool(cell_start("time").match(folded))
    if role in {"lead", "coordinate", "direct"}:
        collective = folded.startswith("các ")
        bias = (0.8 if collective else 0.0) if role == "coordinate" else (-0.6 if collective else 0.3)
        value = bool(cell_start("target").match(folded))
        return (3.0 if actor else -2.0) + bias - (2.5 if time or value else 0.0)
    if role == "deadline":
        return 4.0 if time else -4.0
    if role == "unit":
        return 3.0 if cell_start("unit").match(folded) else -3.0
    if role == "target":
        return 3.0 if cell_start("target").match(folded) else -4.0
    if role == "product":
        return (2.0 if cell_start("product").match(folded) else 0.7) - (1.5 if actor else 0.0) - (2.5 if time else 0.0)
    if role == "basis":
        return 2.5 if cell_start("basis").match(folded) else 0.0
    return 0.8 - (1.0 if time else 0.0)


def typed(cell: Sequence[Atom], length: int, role: ColumnRole) -> float:
    """What the whole cell says: units are short, numbers are numbers, times are not long."""
    if role == "unit":
        if length > _LONGEST_UNIT:
            return -0.15 * length
        text = re.sub(r"\s*/\s*", "/", fold(" ".join(a.text for a in cell)))
        return 1.0 if cell_start("unit").fullmatch(text) else -0.15 * length
    if role == "target":
        spoken = sum(word.isalpha() for a in cell for word in a.text.split())
        wordy = -1.0 * max(0, spoken - _WORDS_OF_VALUE)
        return wordy + (0.0 if all(any(ch.isdigit() for ch in a.text) for a in cell) else -4.0)
    if role == "deadline":
        return -0.04 * max(0, length - 41)
    return 0.0
