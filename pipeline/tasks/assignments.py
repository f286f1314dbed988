"""Assignment blocks: ``Đơn vị chủ trì: …``, ``Thời gian: …``, ``Đồng chí X, Phó Giám đốc - chỉ đạo``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.model import Actor, Deadline
from pipeline.tasks.context import Context
from pipeline.tasks.lexicon import labels, pattern
from pipeline.tasks.mentions import MentionIndex, shifted
from pipeline.tasks.roles import assign_roles

_ONLY_DUE = re.compile(r"(?:Xong|Hoàn thành)?(?: xong)?[\s:.;/]*")
_NEXT = re.compile(r"[.;]\s+(?=[A-ZĐ])")
_PERSON_DUTY = pattern("person duty")
_BRACKETED = re.compile(r"\((?P<who>[^()]+\b(?:chủ trì|phối hợp|thực hiện|đầu mối)\b[^()]*)\)\W*")
_DUTIES = {
    "chỉ đạo": "direct",
    "phụ trách": "direct",
    "theo dõi": "direct",
    "phối hợp": "coordinate",
    "chủ trì": "lead",
}


@dataclass(frozen=True, slots=True)
class Assignment:
    """What a block fills: ``field`` of a task, the values, and where the words behind its label begin."""

    field: str
    context: Context
    offset: int


def read_assignment(text: str, start: int, index: MentionIndex) -> Assignment | None:
    """Reads a paragraph as an assignment block.

    Args:
        text: the paragraph without its label or bullet.
        start: where it begins in the document's text.
        index: the document's mentions.

    Returns:
        the assignment, None where the paragraph is no such block. The field ``task`` means that what follows the
        label is the work itself, ``skip`` that the block says nothing of a task.
    """
    duty = _PERSON_DUTY.match(text)
    if duty:
        return _filled(_DUTIES[duty["duty"].lower()], text, 0, start, index)
    if bracketed := _BRACKETED.fullmatch(text):
        return _in_brackets(text, bracketed.start("who"), bracketed.end("who"), start, index)
    for field, name in labels():
        label = name.match(text)
        if label and text[label.end() :].strip():
            if field == "skip" and _calls_on(text, label.end(), start, index):
                return None
            return _filled(field, text, label.end(), start, index)
    due = _only_due(text, start, index)
    return Assignment("deadline", Context(deadlines=due), 0) if due else None


def _only_due(text: str, start: int, index: MentionIndex) -> tuple[Deadline, ...]:
    """The times of a sentence that says nothing but by when: ``Xong trước 30/8.``."""
    times = index.times(start, start + len(text)) if text.startswith(("Xong", "Hoàn thành")) else ()
    rest = text
    for time in times:
        rest = rest.replace(time.text, "")
    return tuple(shifted(times, start)) if times and _ONLY_DUE.fullmatch(rest) else ()


def remark_at_end(text: str, start: int, index: MentionIndex) -> Context:
    """What a remark at the end of a heading assigns: ``2. Hoạt động trọng tâm (các huyện đoàn thực hiện)``.

    Args:
        text: the heading.
        start: where it begins in the document's text.
        index: the document's mentions.
    """
    remark = _BRACKETED.search(text)
    found = _in_brackets(text, remark.start("who"), remark.end("who"), start, index) if remark else None
    return found.context if remark and found and remark.end() == len(text) else Context()


def read_assignments(text: str, start: int, index: MentionIndex) -> list[Assignment]:
    """Reads a paragraph as assignments of which each has its label: ``Chủ trì: Sở Y tế. Thời gian: quý II.``.

    Args:
        text: the paragraph without its label or bullet.
        start: where it begins in the document's text.
        index: the document's mentions.

    Returns:
        the assignments, none where the paragraph does not begin with one; that of a ``task`` stands alone.
    """
    first = read_assignment(text, start, index)
    if first is None or first.field == "task":
        return [first] if first else []
    begins = [m.end() for m in _NEXT.finditer(text) if any(name.match(text, m.end()) for _, name in labels())]
    if not begins:
        return [first]
    pieces = [text[a:b] for a, b in pairwise((0, *begins, len(text)))]
    found = [read_assignment(piece, start + at, index) for piece, at in zip(pieces, (0, *begins), strict=True)]
    return [assignment for assignment in found if assignment]


def _in_brackets(text: str, at: int, end: int, start: int, index: MentionIndex) -> Assignment | None:
    """What a remark of its own assigns: ``(Sở Y tế chủ trì, phối hợp với Sở Tài chính; hoàn thành trước 30/6)``."""
    actors = index.actors(start + at, start + end)
    if not any(actor.start == 0 for actor in actors):
        return None
    context = _of_roles(text[at:end], start + at, actors)
    times = tuple(shifted(index.times(start + at, start + end), start + at))
    return Assignment("lead", replace(context, deadlines=times), at) if context.lead else None


def _of_roles(words: str, start: int, actors: Sequence[Actor]) -> Context:
    """Who has which role in words that begin at ``start``; the actors count from there."""
    roles = assign_roles(words, actors)
    lead, coordinate, report_to = (tuple(shifted(g, start)) for g in (roles.lead, roles.coordinate, roles.report_to))
    return Context(lead=lead, coordinate=coordinate, report_to=report_to)


def _calls_on(text: str, at: int, start: int, index: MentionIndex) -> bool:
    """Whether a body stands right behind a label: ``Yêu cầu: UBND các huyện kiểm tra …`` calls on it."""
    at += len(text[at:]) - len(text[at:].lstrip())
    return any(actor.start == at for actor in index.actors(start, start + len(text)))


def _filled(field: str, text: str, offset: int, start: int, index: MentionIndex) -> Assignment:
    words = text[offset:].strip(" .;")
    found = index.actors(start + offset, start + len(text))
    actors = tuple(shifted(found, start + offset))
    if field == "lead":
        context = _of_roles(text[offset:], start + offset, found)
        if context.coordinate or context.report_to:
            others = {a.start for a in (*context.coordinate, *context.report_to)}
            first = tuple(a for a in actors if a.start not in others)
            return Assignment(field, replace(context, lead=context.lead or first), offset)
        return Assignment(field, Context(lead=actors or as_group(words, start + offset)), offset)
    if field == "coordinate":
        return Assignment(field, Context(coordinate=actors or as_group(words, start + offset)), offset)
    if field == "direct":
        return Assignment(field, Context(direct=actors), offset)
    if field == "deadline":
        times = tuple(shifted(index.times(start + offset, start + len(text)), start + offset))
        return Assignment(field, Context(deadlines=times), offset)
    if field == "product":
        return Assignment(field, Context(product=words), offset)
    return Assignment(field, Context(), offset)


def as_group(words: str, start: int) -> tuple[Actor, ...]:
    """Words that stand where only an actor can, as one actor that no grammar knows."""
    return (Actor(words, words, start, start + len(words), kind="group", confidence=0.5),) if words else ()
