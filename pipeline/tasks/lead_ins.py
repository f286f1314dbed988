"""Lead-ins: sentences that end in ``:`` and pass their actors and time down to the items behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.model import Document, Paragraph, Table
from pipeline.tasks.context import Context, as_source
from pipeline.tasks.lexicon import leading_classes, pattern
from pipeline.tasks.mentions import MentionIndex, shifted
from pipeline.tasks.roles import Roles, assign_roles, group_actors

_CALL = pattern("call")
_LIST_WORDS = pattern("list words")


def addressee_context(document: Document, index: MentionIndex) -> Context:
    """Whom the whole document addresses: the preamble's ``yêu cầu …`` first, else Kính gửi.

    Returns:
        a context whose leads have the source ``addressee``; empty where the document addresses nobody by name.
    """
    for block in reversed([p for p in document.paragraphs if p.part == "preamble"]):
        text = document.text[block.start : block.end]
        for group in group_actors(text, index.actors(block.start, block.end)):
            if _CALL.search(text[: group.start]):
                return Context(
                    lead=as_source(tuple(shifted(group.actors, block.start)), "addressee"), source="addressee"
                )
    return Context()


def lead_in_context(text: str, start: int, index: MentionIndex, roles: Roles) -> Context:
    """What a lead-in passes down: its leads, coordinators and its time.

    Args:
        text: the lead-in's last sentence.
        start: where it begins in the document's text.
        index: the document's mentions.
        roles: the roles its words give.
    """
    from pipeline.tagging.timespans import binding_times

    actors = index.actors(start, start + len(text))
    lead = roles.lead
    if not lead and actors:
        group = group_actors(text, actors)[0]
        bare = not text[: group.start].strip(" -–+") and not text[group.end :].strip(" :")
        if bare:
            lead = tuple(shifted(group.actors, start))
    times = shifted(
        binding_times(text, index.times(start, start + len(text)), index.references(start, start + len(text))), start
    )
    return Context(lead=lead, coordinate=roles.coordinate, direct=roles.direct, report_to=(), deadlines=tuple(times))


def listed_objects(
    document: Document,
    block: Paragraph,
    depth: int,
    following: Sequence[Paragraph | Table],
    depths: Mapping[str | None, int],
) -> list[Paragraph]:
    """The items behind a lead-in where they only list its object (noun phrases): they stay in its task."""
    items: list[Paragraph] = []
    for item in following:
        if not isinstance(item, Paragraph) or item.section != block.section or item.label or not item.bullet:
            break
        if depths.get(item.bullet, 1) <= depth:
            break
        items.append(item)
    if not items:
        return []
    texts = [document.text[i.body : i.end] for i in items]
    nouns = [
        not leading_classes(t) and ":" not in t and t.rstrip(" ./").count(". ") == 0 and len(t.split()) < 25
        for t in texts
    ]
    words = document.text[block.body : block.end]
    acting = bool(leading_classes(words))
    return items if acting and all(nouns) else []


__all__ = ["addressee_context", "assign_roles", "lead_in_context", "listed_objects"]
