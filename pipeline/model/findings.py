"""What is found in a document: references, times, actors, tasks, and the links between tasks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from pipeline.model.document import Document, Indicator
from pipeline.model.places import Span

LeadSource = Literal["explicit", "inherited", "addressee"]
ROLES = ("lead", "coordinate", "direct", "report_to")
"""The fields of a task that name actors."""
TaskKind = Literal["deliverable", "report", "orientation", "prohibition"]


@dataclass(frozen=True, slots=True)
class Reference:
    """A mention of another document; ``start``–``end`` is the mention in the canonical text."""

    text: str
    category: Literal["numbered", "law", "programme", "unnumbered"]
    key: str
    type: str
    start: int
    end: int
    issuer: str | None = None
    date: str | None = None
    relation: Literal["basis", "implement", "amend", "draft", "cite"] = "cite"
    spans: tuple[Span, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time expression with its value (see the annotation guidelines for kinds and values)."""

    text: str
    kind: Literal["due", "within", "from", "recurring", "relative", "event"]
    value: str
    start: int
    end: int
    spans: tuple[Span, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Actor:
    """A mention of a body or a person.

    ``name`` is the full name as the document would call it (a shared head given back to every member of a list),
    ``surface`` what is printed, ``canonical`` and ``id`` what the register of organisations knows it as.
    """

    name: str
    surface: str
    start: int
    end: int
    kind: Literal["body", "group", "person"] = "body"
    canonical: str | None = None
    id: str | None = None
    source: LeadSource | None = None
    spans: tuple[Span, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Tags:
    """Everything that tagging found in a document, each list in reading order."""

    references: tuple[Reference, ...] = ()
    times: tuple[Deadline, ...] = ()
    actors: tuple[Actor, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """One sentence, or one table row, that directs someone to do something."""

    id: str
    section: str | None
    text: str
    start: int
    end: int
    lead: tuple[Actor, ...] = ()
    lead_source: LeadSource | None = None
    coordinate: tuple[Actor, ...] = ()
    direct: tuple[Actor, ...] = ()
    report_to: tuple[Actor, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    product: str | None = None
    references: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    kind: TaskKind = "orientation"
    missing: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Extraction:
    """A document with all that was found in it: what ``chithi extract`` writes."""

    document: Document
    tasks: tuple[Task, ...] = ()
    references: tuple[Reference, ...] = ()
    indicators: tuple[Indicator, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A later task (``source``) that goes on with an earlier one (``target``); each is ``(document stem, task id)``."""

    source: tuple[str, str]
    target: tuple[str, str]
    score: float
    kind: str
    why: dict[str, object] = field(default_factory=dict)
