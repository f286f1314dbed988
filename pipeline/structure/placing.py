"""What every unit is called and what it is for: headings and roles, before offsets are known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model import SectionRole
from pipeline.structure.headings import MAIN_KINDS, Level, heading_of, is_capitals, role_of, run_in_title
from pipeline.structure.join import Joined
from pipeline.structure.numbering import read_bullet
from pipeline.structure.sections import Outline, Unit


@dataclass(frozen=True, slots=True)
class Named:
    """A unit's heading and role; ``heading_block`` is the last block that is nothing but its heading."""

    heading: str | None
    role: SectionRole
    heading_block: int | None = None


def name_units(outline: Outline, blocks: Sequence[Joined | None], titles: frozenset[int]) -> list[Named]:
    """Headings and roles of all units; ``titles`` are the blocks that only carry an annex's title."""
    named: list[Named] = []
    for index, unit in enumerate(outline.units):
        if unit.annex:
            last = unit.first
            while last + 1 in titles:
                last += 1
            named.append(Named(unit.heading, "annex", last if blocks[last] else None))
            continue
        heading, block = _heading(outline, index, blocks)
        parent = named[unit.parent].role if unit.parent is not None else None
        title = heading or run_in_title(_words(unit, blocks))
        role = role_of(title, _level(unit, heading, parent)) or parent or "tasks"
        named.append(Named(heading, role, block))
    return named


def _words(unit: Unit, blocks: Sequence[Joined | None]) -> str:
    block = blocks[unit.first]
    assert block is not None
    assert unit.label is not None
    return block.text[unit.label.end :]


def _level(unit: Unit, heading: str | None, parent: SectionRole | None) -> Level:
    assert unit.label is not None
    if unit.label.style.startswith(MAIN_KINDS):
        return "main"
    if unit.label.style == "article":
        return "article"
    return "main" if unit.parent is None and heading and is_capitals(heading) else "sub"


def _heading(outline: Outline, index: int, blocks: Sequence[Joined | None]) -> tuple[str | None, int | None]:
    unit = outline.units[index]
    own = blocks[unit.first]
    assert own is not None
    words = _words(unit, blocks)
    following = unit.first + 1 if unit.first + 1 < len(blocks) else None
    below = following is not None and _below(outline, index, outline.owner[following])
    if not words.strip():
        after = blocks[following] if following is not None and below else None
        own_unit = following is not None and outline.owner[following] == index
        if after is not None and own_unit and not read_bullet(after.text) and _stands_out(after):
            return after.text.strip(), following
        return None, None
    main = unit.label is not None and unit.label.style.startswith(MAIN_KINDS)
    heading = heading_of(words, own.bold, below, main)
    return heading, unit.first if heading else None


def _stands_out(joined: Joined) -> bool:
    return is_capitals(joined.text) or joined.centred or joined.bold


def _below(outline: Outline, index: int, owner: int | None) -> bool:
    while owner is not None:
        if owner == index:
            return True
        owner = outline.units[owner].parent
    return False
