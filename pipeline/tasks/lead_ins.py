"""Lead-ins: sentences that end in ``:`` and pass their actors and time down to the items behind them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.model import Actor, Document, Paragraph, Table
from pipeline.tasks.context import BULLET_DEPTH, Context, as_source
from pipeline.tasks.directive import stands_alone
from pipeline.tasks.lexicon import pattern
from pipeline.tasks.mentions import MentionIndex, shifted
from pipeline.tasks.roles import Group, Roles, group_actors
from pipeline.text.verbs import leading_classes

_CALL = pattern("call")
_WORK_CALL = pattern("work call")
_DUTY_OF = pattern("duty of")
_COMMANDS = pattern("commands")
_DANGLING = pattern("dangling")
_ENUMERATED = pattern("enumerated object")
_ANNOUNCED = re.compile(
    r"\b(?:nhiệm vụ|nội dung|công việc|giải pháp|biện pháp|quyền hạn|như|cụ thể)\s+sau(?:\s+đây)?\s*\.\s*$"
)
_TELLS = re.compile(r"(?:Theo )?[Dd]ự báo\b|(?:Thời gian qua|Hiện nay|Tình hình|Trong thời gian qua)\b")
_AS_FOR = re.compile(r"\W*(?:đối với|về phía)\s+", re.IGNORECASE)
_SENTENCE = re.compile(r"[^\W\d_]{2,}[.!?]\s+(?=[A-ZĐÀ-Ỹ])")
_CLOSING = frozenset(".;:,/…!?”)")
MAX_NOUN_WORDS = 25


def addressee_context(document: Document, index: MentionIndex) -> Context:
    """Whom the whole document addresses: the preamble's ``yêu cầu …`` first, else Kính gửi.

    Returns:
        a context whose leads have the source ``addressee``; empty where the document addresses nobody by name.
    """
    for block in reversed([p for p in document.paragraphs if p.part == "preamble"]):
        text = document.text[block.start : block.end]
        called = [g for g in group_actors(text, index.actors(block.start, block.end)) if _CALL.search(text[: g.start])]
        if called:
            last = max((m.end() for m in _SENTENCE.finditer(text)), default=0)
            group = next((g for g in called if g.start >= last), called[0])
            return Context(lead=as_source(tuple(shifted(group.actors, block.start)), "addressee"), source="addressee")
    return Context()


def lead_in_context(text: str, start: int, index: MentionIndex, roles: Roles) -> Context:
    """What a lead-in passes down: its leads, coordinators and its time.

    Args:
        text: the lead-in's last sentence.
        start: where it begins in the document's text.
        index: the document's mentions.
        roles: the roles its words give.
    """
    from pipeline.tagging.times.timespans import binding_times

    actors = index.actors(start, start + len(text))
    lead = roles.lead
    if not lead and actors:
        group = group_actors(text, actors)[0]
        before = text[: group.start]
        bare = (not before.strip(" -–+") or _DUTY_OF.match(before) or _AS_FOR.fullmatch(before)) and not text[
            group.end :
        ].strip(" :")
        if bare:
            lead = tuple(shifted(group.actors, start))
    times = shifted(
        binding_times(text, index.times(start, start + len(text)), index.references(start, start + len(text))), start
    )
    if _TELLS.match(text):
        times = []
    direct, commanded = _commanded(text, group_actors(text, actors))
    if commanded:
        lead, head = tuple(shifted(commanded, start)), tuple(shifted(direct, start))
        return Context(lead=lead, coordinate=roles.coordinate, direct=head, deadlines=tuple(times))
    return Context(lead=lead, coordinate=roles.coordinate, direct=roles.direct, deadlines=tuple(times))


def _commanded(text: str, groups: Sequence[Group]) -> tuple[Sequence[Actor], Sequence[Actor]]:
    """``X chỉ đạo Y:`` over items makes Y do them under X: the commander and the commanded, both empty elsewhere."""
    for commander, commanded in pairwise(groups):
        if _COMMANDS.fullmatch(text[commander.end : commanded.start]) and not stands_alone(text[commanded.end :]):
            return commander.actors, commanded.actors
    return (), ()


def listed_objects(
    document: Document,
    block: Paragraph,
    depth: int,
    following: Sequence[Paragraph | Table],
    index: MentionIndex,
) -> list[Paragraph]:
    """The items behind a lead-in where they only list its object (noun phrases): they stay in its task.

    Args:
        document: the document.
        block: the lead-in.
        depth: how deep it stands.
        following: the blocks behind it.
        index: the document's mentions.

    Returns:
        the items, none where one of them acts by itself or the lead-in names no work.
    """
    words = document.text[block.body : block.end]
    if _DANGLING.search(words):
        return _below(document, block, following)
    items: list[Paragraph] = []
    for item in following:
        if not isinstance(item, Paragraph) or item.section != block.section or item.label or not item.bullet:
            break
        if BULLET_DEPTH.get(item.bullet, 1) <= depth:
            break
        items.append(item)
    acting = "act" in leading_classes(document.text[block.body : block.end])
    return items if items and acting and all(_is_noun_item(document, item, index) for item in items) else []


def _below(document: Document, block: Paragraph, following: Sequence[Paragraph | Table]) -> list[Paragraph]:
    """The items right below a lead-in, lettered or with bullets."""
    items: list[Paragraph] = []
    for item in following:
        if not isinstance(item, Paragraph) or item.part != block.part:
            break
        section = document.sections[item.section] if item.label and item.section is not None else None
        if not (section and section.parent == block.section) and not (item.section == block.section and item.bullet):
            break
        items.append(item)
    return items


def _is_noun_item(document: Document, item: Paragraph, index: MentionIndex) -> bool:
    text = document.text[item.body : item.end]
    references = index.references(item.body, item.end)
    if (references and references[0].start == 0) or _ENUMERATED.match(text):
        return True
    one_sentence = ". " not in text.rstrip(" ./") and ":" not in text
    return not leading_classes(text) and one_sentence and len(text.split()) < MAX_NOUN_WORDS


def heads_its_objects(
    document: Document, block: Paragraph, following: Sequence[Paragraph | Table], index: MentionIndex
) -> bool:
    """Whether a heading names a work whose items only list its object: then both together are the task."""
    words = document.text[block.body : block.end]
    if "act" not in leading_classes(words):
        return False
    return words.rstrip().endswith(":") or cites_first(listed_objects(document, block, 0, following, index), index)


def cites_first(items: Sequence[Paragraph], index: MentionIndex) -> bool:
    """Whether there are items and most of them begin with a reference."""
    first = [next(iter(index.references(item.body, item.end)), None) for item in items]
    citing = [reference is not None and reference.start == 0 for reference in first]
    return len(citing) > 1 and sum(citing) * 2 > len(citing)


def opens_items(document: Document, block: Paragraph, depth: int, following: Sequence[Paragraph | Table]) -> bool:
    """Whether a paragraph without any closing mark stands over deeper items: a lead-in that lacks its colon."""
    if document.text[block.body : block.end].rstrip()[-1:] in _CLOSING or not following:
        return False
    first = following[0]
    if not isinstance(first, Paragraph) or first.part != block.part:
        return False
    if first.section == block.section:
        return BULLET_DEPTH.get(first.bullet, 1) > depth and first.label is None
    return first.section is not None and document.sections[first.section].parent == block.section


def ends_open(text: str) -> bool:
    """Whether a text ends so that items follow: in a colon, or in a stop behind words that announce them.

    Example:
        >>> ends_open("Tổ thẩm định có nhiệm vụ sau."), ends_open("Sở Y tế kiểm tra ngay sau đó.")
        (True, False)
    """
    return text.rstrip().endswith(":") or _ANNOUNCED.search(text) is not None


def calls_for_work(text: str) -> bool:
    """Whether a lead-in inside an assessment turns to what is to be done: ``… cần tập trung thực hiện …:``."""
    return _WORK_CALL.search(text) is not None
