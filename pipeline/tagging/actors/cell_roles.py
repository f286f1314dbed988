"""Who leads and who takes part where one table cell says both: ``Chủ trì: Sở Y tế. Phối hợp: các xã``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from pipeline.model import Actor

CellRole = Literal["lead", "coordinate"]
MARK = re.compile(
    r"\(?(?:(?:các\s+)?(?:cơ\s+quan|đơn\s+vị)(?:,?\s+(?:cơ\s+quan|đơn\s+vị))?\s+)?(?P<role>chủ\s+trì|phối\s+hợp)"
    r"(?:\s+(?:thực\s+hiện|tham\s+mưu))?(?:(?P<ahead>\s*:|\s+(?:cùng\s+)?với\b)|\s*\)|(?=\s*(?:[,;.\n]|$)))",
    re.IGNORECASE,
)
"""The words that give a role, to the bodies before them (``Sở Y tế chủ trì``) or ``ahead`` (``Chủ trì: Sở Y tế``)."""


def cell_roles(text: str, actors: Sequence[Actor]) -> list[CellRole | None]:
    """The role that a cell's own words give to each of its actors; None where they give none.

    Args:
        text: the cell.
        actors: its actors in reading order, offsets in the cell.

    Example:
        >>> text = "Sở Y tế chủ trì, phối hợp với Sở Nội vụ"
        >>> mention = lambda name: Actor(name, name, text.index(name), text.index(name) + len(name))
        >>> cell_roles(text, [mention("Sở Y tế"), mention("Sở Nội vụ")])
        ['lead', 'coordinate']
        >>> cell_roles("Sở Y tế", [Actor("Sở Y tế", "Sở Y tế", 0, 7)])
        [None]
    """
    marks = list(MARK.finditer(text))
    return [_role(marks, actor) for actor in actors]


def _role(marks: Sequence[re.Match[str]], actor: Actor) -> CellRole | None:
    before = [mark for mark in marks if mark.end() <= actor.start]
    if before and before[-1]["ahead"]:
        return _named(before[-1])
    behind = next((mark for mark in marks if mark.start() >= actor.end), None)
    return _named(behind) if behind is not None and not behind["ahead"] else None


def _named(mark: re.Match[str]) -> CellRole:
    return "lead" if mark["role"].lower().startswith("chủ") else "coordinate"
