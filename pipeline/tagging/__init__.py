"""Tags a document's text: references to other documents, time expressions, actors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import TypeVar

from pipeline.model import Actor, Deadline, Document, Paragraph, Reference, Tags
from pipeline.structure.frame.titles import without_mark

Mention = TypeVar("Mention", Actor, Deadline, Reference)
ACTOR_COLUMNS: frozenset[str] = frozenset({"lead", "coordinate", "direct"})
TITLE = "title"
_LATEST_PLAN = timedelta(days=366)
_TITLE_BEGINS = 20
"""Letters by which a title is found behind the kind on its first line: ``KẾ HOẠCH thực hiện Nghị quyết …``."""


def tag(document: Document) -> Tags:
    """Finds references, time expressions and actors in every paragraph and table cell.

    Args:
        document: a structured document.

    Returns:
        the tags, offsets in the document's text, each list in reading order.
    """
    from pipeline.tagging.actors.definitions import find_definitions
    from pipeline.tagging.actors.find import find_actors, split_actors
    from pipeline.tagging.references.find import find_references
    from pipeline.tagging.references.relations import relate
    from pipeline.tagging.times.deadlines import TimeContext, find_times

    definitions = find_definitions(document.text)
    context = TimeContext(_issued(document) or _latest_basis(document), document.metadata.period)
    references: list[Reference] = []
    times: list[Deadline] = []
    actors: list[Actor] = []
    for start, end, column in _pieces(document):
        text = document.text[start:end]
        references += _placed(document, find_references(text), start)
        if column == TITLE:
            continue
        times += _placed(document, find_times(text, context), start)
        found = split_actors(text, definitions) if column in ACTOR_COLUMNS else find_actors(text, definitions)
        actors += _placed(document, found, start)
    return Tags(references=relate(document, references), times=tuple(times), actors=tuple(actors))


def _issued(document: Document) -> str | None:
    """The date of issue, unless the title plans for a time that was over more than a year before it.

    A letterhead that came from another document, or a misread year, is not to make all deadlines past.
    """
    from pipeline.tagging.times.calendar import last_day

    issued, period = last_day(document.metadata.issued or ""), last_day(document.metadata.period or "")
    late = issued is not None and period is not None and issued - period > _LATEST_PLAN
    return None if late else document.metadata.issued


def _latest_basis(document: Document) -> str | None:
    """The date of the latest document that the preamble names: by it years are told where the head is lost."""
    from pipeline.tagging.references.find import find_references

    preamble = [p for p in document.paragraphs if p.part == "preamble"]
    dates = [r.date for p in preamble for r in find_references(document.text[p.start : p.end]) if r.date]
    return max(dates, default=None)


def _pieces(document: Document) -> Iterator[tuple[int, int, str | None]]:
    title = document.metadata.title or ""
    told: set[int] = set()  # a cell that spans rows stands in each of them
    for block in document.blocks:
        if isinstance(block, Paragraph):
            if block.part not in ("head", "foot"):
                yield block.start, block.end, None
            elif block.part == "head" and title:
                yield from _of_title(document.text[block.start : block.end], block.start, title)
            continue
        for row in block.rows:
            for cell, column in zip(row.cells, (*block.columns, *(["other"] * len(row.cells))), strict=False):
                if cell.start < cell.end and cell.start not in told:
                    told.add(cell.start)
                    yield cell.start, cell.end, column


def _of_title(text: str, start: int, title: str) -> Iterator[tuple[int, int, str | None]]:
    """What a line of the head holds of the title, without its ``V/v``."""
    line = without_mark(text.strip())
    if line and line in title:
        yield start + text.find(line), start + text.find(line) + len(line), TITLE
    elif title in text:
        yield start + text.find(title), start + text.find(title) + len(title), TITLE
    elif (at := text.find(title[:_TITLE_BEGINS])) >= 0 and title.startswith(text[at:].rstrip()):
        yield start + at, start + len(text.rstrip()), TITLE


def _placed(document: Document, mentions: Sequence[Mention], offset: int) -> list[Mention]:
    """Mentions of a piece of the text as mentions of the document, with the place of each on its page."""
    found = []
    for mention in mentions:
        start, end = mention.start + offset, mention.end + offset
        found.append(replace(mention, start=start, end=end, spans=document.locate(start, end)))
    return found
