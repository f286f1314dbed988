"""What tells when the rules are unsure: of a task, an actor in its role, a deadline, a reference.

Every feature is 0 or 1, or a small number of about that size, so that its weight says what it counts for.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from math import log

from pipeline.model import Actor, Deadline, Document, Extraction, Paragraph, Reference, Section, Table, Task
from pipeline.tasks.lexicon import leading_classes

Values = tuple[float, ...]
ROLES = ("lead", "coordinate", "direct", "report_to")
SURE, FAIR = 0.9, 0.65
"""Confidence of the rules from which they are sure, and from which they are at least fairly so."""
ARTICLE = re.compile(r"(?:^|\.)Đ\d")
"""An article (Điều) in a section's path: a document that sets rules rather than tasks is divided so."""
FEW_WORDS, MANY_WORDS = 6, 80

TASK = (
    "rule unsure",
    "no known verb",
    "verb of no action",
    "lead inherited",
    "lead is the addressee",
    "nobody leads",
    "table row",
    "implementation section",
    "annex",
    "under an article",
    "no section",
    "subject inside",
    "few words",
    "many words",
    "lower case first",
    "colon last",
    "no closing mark",
    "share of unsure tasks",
)
"""The features of a task."""
ACTOR = (
    "coordinate",
    "direct",
    "report_to",
    "rule unsure",
    "rule very unsure",
    "inherited",
    "addressee",
    "group",
    "person",
    "unknown to the register",
    "many named",
    "words",
    "table row",
)
"""The features of an actor in a role, its task taken for granted."""
DEADLINE = (
    "within",
    "from",
    "recurring",
    "relative",
    "event",
    "rule unsure",
    "passed down",
    "several",
    "table row",
)
"""The features of a deadline, its task taken for granted."""
REFERENCE = ("law", "programme", "unnumbered", "rule unsure", "rule very unsure", "words")
"""The features of a reference."""


class Surroundings:
    """Where the things of one extraction stand; made once a document."""

    def __init__(self, extraction: Extraction) -> None:
        document: Document = extraction.document
        self.blocks = document.blocks
        self.starts = [block.start for block in document.blocks]
        self.sections: dict[str, Section] = {section.path: section for section in document.sections}
        tasks = extraction.tasks
        self.unsure_share = sum(task.confidence < SURE for task in tasks) / len(tasks) if tasks else 0.0

    def block(self, start: int) -> Paragraph | Table | None:
        """The block in which a place of the text lies."""
        at = bisect_right(self.starts, start) - 1
        return self.blocks[at] if at >= 0 else None


def task_features(task: Task, around: Surroundings) -> Values:
    """The values of ``TASK``."""
    block = around.block(task.start)
    text = task.text
    verb = leading_classes(text)
    section = around.sections.get(task.section or "")
    words = text.count(" ") + 1
    last = text[-1:]
    return (
        float(task.confidence < SURE),
        float(not verb),
        float(bool(verb) and "act" not in verb),
        float(task.lead_source == "inherited"),
        float(task.lead_source == "addressee"),
        float(task.lead_source is None),
        float(isinstance(block, Table)),
        float(section is not None and section.role == "implementation"),
        float(block is not None and block.part == "annex"),
        float(ARTICLE.search(task.section or "") is not None),
        float(section is None),
        float(not verb and bool(task.lead) and task.lead_source == "explicit" and task.lead[0].start > task.start),
        float(words < FEW_WORDS),
        float(words > MANY_WORDS),
        float(text[:1].islower()),
        float(last == ":"),
        float(last not in ".;:/…"),
        around.unsure_share,
    )


def actor_features(task: Task, role: str, actor: Actor, named: int, around: Surroundings) -> Values:
    """The values of ``ACTOR``; ``named`` is how many the role has."""
    return (
        float(role == "coordinate"),
        float(role == "direct"),
        float(role == "report_to"),
        float(actor.confidence < SURE),
        float(actor.confidence < FAIR),
        float(actor.source == "inherited"),
        float(actor.source == "addressee"),
        float(actor.kind == "group"),
        float(actor.kind == "person"),
        float(actor.id is None),
        log(named),
        log(actor.name.count(" ") + 1),
        float(isinstance(around.block(task.start), Table)),
    )


def deadline_features(task: Task, deadline: Deadline, around: Surroundings) -> Values:
    """The values of ``DEADLINE``."""
    row = isinstance(around.block(task.start), Table)
    return (
        float(deadline.kind == "within"),
        float(deadline.kind == "from"),
        float(deadline.kind == "recurring"),
        float(deadline.kind == "relative"),
        float(deadline.kind == "event"),
        float(deadline.confidence < SURE),
        float(not row and not task.start <= deadline.start < task.end),
        float(len(task.deadlines) > 1),
        float(row),
    )


def reference_features(reference: Reference, around: Surroundings) -> Values:
    """The values of ``REFERENCE``."""
    return (
        float(reference.category == "law"),
        float(reference.category == "programme"),
        float(reference.category == "unnumbered"),
        float(reference.confidence < SURE),
        float(reference.confidence < 0.75),
        log(reference.key.count(" ") + 1),
    )


def actors_in_roles(task: Task) -> Iterator[tuple[str, int, Actor]]:
    """The actors of a task with their role and their place in it."""
    for role in ROLES:
        for place, actor in enumerate(getattr(task, role)):
            yield role, place, actor
