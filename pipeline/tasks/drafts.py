"""A task while its document is still being read, and how it is finished."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.model import Deadline, Document, LeadSource, Reference, Task
from pipeline.tasks.completeness import missing_points
from pipeline.tasks.context import Context, as_source
from pipeline.tasks.directive import task_kind
from pipeline.tasks.roles import Roles

ALWAYS = "R"


@dataclass(frozen=True, slots=True)
class Draft:
    """A task before its id is given; ``sentence`` offsets are those of the document's text."""

    section: int | None
    text: str
    start: int
    end: int
    roles: Roles
    context: Context
    deadlines: tuple[Deadline, ...]
    references: tuple[Reference, ...]
    product: str | None
    confidence: float
    source: LeadSource | None = None
    order: int = 0


def to_task(document: Document, draft: Draft, number: int) -> Task:
    """Gives a draft its id and fills what its own words leave silent from what passes down."""
    roles, context = draft.roles, draft.context
    lead, source = as_source(roles.lead, "explicit"), "explicit" if roles.lead else None
    if not lead:
        lead, source = as_source(context.lead, context.source), context.source if context.lead else None
    coordinate = roles.coordinate or (context.coordinate if not roles.lead or source == "explicit" else ())
    taken = {a.name for a in lead}
    coordinate = tuple(a for a in coordinate if a.name not in taken)
    direct, report_to = roles.direct or context.direct, roles.report_to or context.report_to
    deadlines = draft.deadlines or context.deadlines
    product = draft.product or context.product
    return Task(
        id=f"t{number:03d}",
        section=document.sections[draft.section].path if draft.section is not None else None,
        text=draft.text,
        start=draft.start,
        end=draft.end,
        lead=lead,
        lead_source=source,  # type: ignore[arg-type]
        coordinate=coordinate,
        direct=direct,
        report_to=report_to,
        deadlines=deadlines,
        product=product,
        references=tuple(dict.fromkeys(r.key for r in draft.references)),
        actions=tuple(part.strip() for part in draft.text.split(";") if part.strip()),
        kind=task_kind(draft.text, product, bool(report_to)),
        missing=missing_points(draft.text, lead, source, coordinate, direct, report_to, deadlines, product),  # type: ignore[arg-type]
        spans=document.locate(draft.start, draft.end),
        confidence=draft.confidence,
    )


def own_times(said: tuple[Deadline, ...], given: Context) -> tuple[Deadline, ...]:
    """The times of a sentence beside those of an assignment block, which say better than a plain ``thường xuyên``."""
    return tuple(time for time in said if not (given.deadlines and time.value == ALWAYS))


def cleared(roles: Roles, given: Context) -> Roles:
    """The roles of a sentence without those that an assignment block fills."""
    return replace(
        roles,
        coordinate=() if given.coordinate else roles.coordinate,
        direct=() if given.direct else roles.direct,
    )
