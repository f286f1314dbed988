"""What every unit is called and what it is for: headings and roles, before offsets are known."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.model import SectionRole
from pipeline.structure.headings import (
    MAIN_KINDS,
    Level,
    heading_of,
    is_capitals,
    is_one_sentence,
    role_of,
    run_in_title,
)
from pipeline.structure.join import Joined
from pipeline.structure.numbering import read_bullet
from pipeline.structure.preamble import orders
from pipeline.structure.sections import Outline, Unit
from pipeline.structure.words import folded_phrases, phrases
from pipeline.text import fold
from pipeline.text.verbs import leading_classes

SHARE_HEADED = 0.7
"""So many of the units beside it must have a heading for a closed sentence to be one."""


_DEMANDS = re.compile(r"(?:(?:các|một số|những)\s+)?yêu cầu\b")
_AIM = re.compile(r"mục đích|mục tiêu|quan điểm|ý nghĩa")
LONGEST_AIM = 80  # letters of a heading that are looked at


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
        said = role_of(title, _level(unit, heading, parent)) or _work_in(title, parent)
        if said == "purpose" and parent != "purpose" and _only_demands(outline, index, blocks):
            said = "tasks"
        role = said or _final_article(unit, heading, blocks) or parent or "tasks"
        named.append(Named(heading, role, block))
    return [_as_its_siblings(outline, index, named, blocks) for index in range(len(named))]


def _only_demands(outline: Outline, index: int, blocks: Sequence[Joined | None]) -> bool:
    """Whether a unit is headed ``Một số yêu cầu`` where no unit beside it tells an aim: its demands are the work."""
    unit = outline.units[index]
    if not _DEMANDS.match(fold(_words(unit, blocks))):
        return False
    beside = (other for other in outline.units if other.parent == unit.parent)
    return not any(_AIM.search(fold(_words(other, blocks)[:LONGEST_AIM])) for other in beside if not other.annex)


def _as_its_siblings(outline: Outline, index: int, named: Sequence[Named], blocks: Sequence[Joined | None]) -> Named:
    """A heading that ends in a full stop by a slip: most units beside it have headings, and only a list follows it."""
    unit, own = outline.units[index], named[index]
    if own.heading is not None or unit.annex or unit.label is None:
        return own
    following = unit.first + 1
    after = blocks[following] if following < len(blocks) else None
    listed = after is not None and outline.owner[following] == index and read_bullet(after.text) is not None
    words = _words(unit, blocks).strip()
    if not listed or not is_one_sentence(words):
        return own
    style = unit.label.style
    beside = [
        named[n].heading is not None
        for n, other in enumerate(outline.units)
        if n != index and other.parent == unit.parent and other.label is not None and other.label.style == style
    ]
    headed = sum(beside) >= max(2, SHARE_HEADED * len(beside))
    return Named(words.rstrip("."), own.role, unit.first) if headed else own


def _work_in(title: str | None, parent: SectionRole | None) -> SectionRole | None:
    """The role of a heading below one that says nothing of work: ``Phương án tổ chức cấp phát`` is work there."""
    if parent != "other" or not title:
        return None
    low = fold(title)
    return "tasks" if any(low.startswith(f"{plan} ") for plan in folded_phrases("plan_of_work")) else None


def _final_article(unit: Unit, heading: str | None, blocks: Sequence[Joined | None]) -> SectionRole | None:
    """The role of an article without heading that says who carries the document out, or when it takes effect."""
    if heading or unit.label is None or unit.label.style != "article":
        return None
    words = _words(unit, blocks)
    if _carries_out().search(words):
        return "implementation"
    effect = _takes_effect().match(words)
    return "other" if effect and not _orders_more(words[effect.end() :]) else None


def _orders_more(words: str) -> bool:
    """Whether an article goes on from its entry into force: ``… từ ngày ký. Giao Sở Nội vụ hướng dẫn …``."""
    _, *further = re.split(r"\.\s+", words)
    return any({"assign", "act"} & set(leading_classes(sentence)) or orders(sentence) for sentence in further)


@lru_cache(maxsize=1)
def _carries_out() -> re.Pattern[str]:
    return re.compile(rf"\b(?:thi hành|thực hiện) (?:{'|'.join(phrases('issued_text'))}) này\W*$")


@lru_cache(maxsize=1)
def _takes_effect() -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{'|'.join(phrases('issued_text'))}) này(?: của \S+(?: \S+){{0,6}})? có hiệu lực")


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
