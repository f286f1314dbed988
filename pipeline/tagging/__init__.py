"""Tags a document's text: references to other documents, time expressions, actors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

from pipeline.model import Actor, Deadline, Document, Paragraph, Reference, Tags

Mention = TypeVar("Mention", Actor, Deadline, Reference)
ACTOR_COLUMNS: frozenset[str] = frozenset({"lead", "coordinate", "direct"})
TITLE = "title"


def tag(document: Document) -> Tags:
    """Finds references, time expressions and actors in every paragraph and table cell.

    Args:
        document: a structured document.

    Returns:
        the tags, offsets in the document's text, each list in reading order.
    """
    from pipeline.tagging.actors import find_actors, split_actors
    from pipeline.tagging.deadlines import TimeContext, find_times
    from pipeline.tagging.definitions import find_definitions
    from pipeline.tagging.references import find_references
    from pipeline.tagging.relations import relate

    definitions = find_definitions(document.text)
    context = TimeContext(issued=document.metadata.issued, period=document.metadata.period)
    references: list[Reference] = []
    times: list[Deadline] = []
    actors: list[Actor] = []
    for start, end, column in _pieces(document):
        text = document.text[start:end]
        references += _moved(find_references(text), start)
        if column == TITLE:
            continue
        times += _moved(find_times(text, context), start)
        found = split_actors(text, definitions) if column in ACTOR_COLUMNS else find_actors(text, definitions)
        actors += _moved(found, start)
    related = tuple(replace(r, spans=document.locate(r.start, r.end)) for r in relate(document, references))
    return Tags(
        references=related,
        times=tuple(replace(t, spans=document.locate(t.start, t.end)) for t in times),
        actors=tuple(replace(a, spans=document.locate(a.start, a.end)) for a in actors),
    )


def _pieces(document: Document) -> Iterator[tuple[int, int, str | None]]:
    title = document.metadata.title or ""
    for block in document.blocks:
        if isinstance(block, Paragraph):
            if block.part not in ("head", "foot"):
                yield block.start, block.end, None
            elif block.part == "head" and title and document.text[block.start : block.end].strip() in title:
                yield block.start, block.end, TITLE
            continue
        for row in block.rows:
            for cell, column in zip(row.cells, (*block.columns, *(["other"] * len(row.cells))), strict=False):
                if cell.start < cell.end:
                    yield cell.start, cell.end, column


def _moved(mentions: list[Mention], offset: int) -> list[Mention]:
    return [replace(m, start=m.start + offset, end=m.end + offset) for m in mentions]
