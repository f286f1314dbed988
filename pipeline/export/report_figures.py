"""What the report of a run says: counted over all documents in one pass, lists kept short."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pipeline.export.document import ExportDocument
from pipeline.export.labels import Language
from pipeline.export.rows import SEPARATOR, Row, document_rows, due, link_rows, page, review_rows
from pipeline.tagging.actors.register import name_key

MOST_LISTED = 200
"""Rows of a list in the report; the workbook holds all."""
MOST_BARS = 20


@dataclass(slots=True)
class Figures:
    """Counts over the corpus, and the rows that are listed."""

    documents: list[Row] = field(default_factory=list)
    document_count: int = 0
    with_deadline: int = 0
    with_lead: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    leads: Counter[str] = field(default_factory=Counter)
    lead_names: dict[str, str] = field(default_factory=dict)
    months: Counter[str] = field(default_factory=Counter)
    dated: list[Row] = field(default_factory=list)
    review: list[Row] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)
    links: list[Row] = field(default_factory=list)
    relations: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def tasks(self) -> int:
        """How many tasks there are."""
        return self.kinds.total()

    @property
    def dated_count(self) -> int:
        """How many tasks have a real day."""
        return self.months.total()

    @property
    def link_count(self) -> int:
        """How many links there are."""
        return self.relations.total()


def gather(documents: Iterable[ExportDocument], language: Language = "vi") -> Figures:
    """Counts everything that the report shows."""
    figures = Figures()
    dated: list[tuple[date, int, Row]] = []
    links: list[tuple[float, int, Row]] = []
    for document in documents:
        figures.document_count += 1
        if len(figures.documents) < MOST_LISTED:
            (row,) = document_rows(document, language)
            figures.documents.append({**row, "designation": document.designation})
        for task in document.content["tasks"]:
            _count_task(figures, task)
            day = due(task)
            if day:
                figures.months[day.isoformat()[:7]] += 1
                dated.append((day, figures.dated_count, _dated_row(document, task, day)))
        for review in review_rows(document, language):
            figures.reasons[review["why"]] += 1
            if len(figures.review) < MOST_LISTED:
                figures.review.append(review)
        for link in link_rows(document, language):
            figures.relations[link["relation"] or "", link["kind"]] += 1
            links.append((-link["confidence"], figures.link_count, link))
        # Kept short on the way, not only in the end: memory does not grow with the corpus.
        dated, links = heapq.nsmallest(MOST_LISTED, dated), heapq.nsmallest(MOST_LISTED, links)
    figures.dated = [row for _, _, row in dated]
    figures.links = [row for _, _, row in links]
    return figures


def _count_task(figures: Figures, task: dict[str, Any]) -> None:
    figures.kinds[task["kind"]] += 1
    figures.with_deadline += bool(task["deadlines"])
    figures.with_lead += bool(task["lead"])
    names = [actor["canonical"] or actor["name"] for actor in task["actors"]["lead"]]
    for lead, name in {name_key(name): name for name in names}.items():
        figures.leads[lead] += 1
        # Shown as it is written out where it is written out anywhere.
        figures.lead_names[lead] = max(figures.lead_names.get(lead, ""), name, key=len)


def _dated_row(document: ExportDocument, task: dict[str, Any], day: date) -> Row:
    return {
        "due": day,
        "text": task["text"],
        "lead": SEPARATOR.join(task["lead"]),
        "document": document.designation,
        "page": page(task),
        "source": document.source,
    }
