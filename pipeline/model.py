"""The vocabulary of the product: records that every stage takes and gives.

Frozen and typed; nothing here imports the rest of the project. Text offsets are counted in characters of
``Document.text`` (NFC), ends exclusive. Boxes are ``(x0, top, x1, bottom)`` in points from the page's top left.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

Box = tuple[float, float, float, float]
SectionRole = Literal["purpose", "tasks", "implementation", "funding", "annex", "other"]
Part = Literal["head", "preamble", "body", "foot", "annex", "footnote"]
ColumnRole = Literal[
    "no",
    "task",
    "lead",
    "coordinate",
    "direct",
    "product",
    "deadline",
    "basis",
    "note",
    "name",
    "unit",
    "target",
    "other",
]
LeadSource = Literal["explicit", "inherited", "addressee"]
TaskKind = Literal["deliverable", "report", "orientation", "prohibition"]

# ---------------------------------------------------------------- what a reader gives


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line, or a whole paragraph where the format knows its paragraphs.

    ``starts`` is True where a paragraph is known to begin here, False where the line is known to continue the one
    before, None where the reader cannot tell. ``gap`` is the empty space above, in line heights.
    """

    text: str
    page: int = 1
    box: Box | None = None
    size: float | None = None
    bold: bool = False
    italic: bool = False
    centred: bool = False
    starts: bool | None = None
    gap: float = 0.0
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell; ``lines`` as in running text."""

    lines: tuple[Line, ...] = ()
    rowspan: int = 1
    colspan: int = 1

    @property
    def text(self) -> str:
        """The lines joined by line feeds."""
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class SourceTable:
    """A table as the reader saw it: a full grid, None where a cell above or to the left reaches over.

    ``ruled`` is False for a table that only lays text out side by side (letterhead, foot).
    """

    rows: tuple[tuple[TableCell | None, ...], ...]
    page: int = 1
    box: Box | None = None
    ruled: bool = True
    gap: float = 0.0


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its items in reading order, size in points (0 where the format has no pages)."""

    number: int
    items: tuple[Line | SourceTable, ...] = ()
    width: float = 0.0
    height: float = 0.0


@dataclass(frozen=True, slots=True)
class Source:
    """A file as read: pages of lines and tables."""

    name: str
    format: str
    pages: tuple[Page, ...]
    sha256: str = ""
    notes: tuple[str, ...] = ()

    def items(self) -> Iterator[Line | SourceTable]:
        """All items in reading order over all pages."""
        for page in self.pages:
            yield from page.items


class ReadError(Exception):
    """A file that cannot be read; the message is one line: what is wrong and what to do."""


# ---------------------------------------------------------------- where things stand


@dataclass(frozen=True, slots=True)
class Span:
    """A character range of the document's text, and where it is printed if the format has pages."""

    start: int
    end: int
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A piece of the canonical text that was printed in one box of one page."""

    start: int
    end: int
    page: int
    box: Box | None = None


# ---------------------------------------------------------------- the document


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signed: ``authority`` is KT., TM., TL., TUQ., Q. and what they stand before."""

    name: str | None = None
    title: str | None = None
    authority: str | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """The fields of the letterhead and the foot; dates as ISO as far as printed."""

    type: str | None = None
    number: str | None = None
    notation: str | None = None
    issuer: str | None = None
    place: str | None = None
    issued: str | None = None
    title: str | None = None
    period: str | None = None
    addressees: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    signer: Signer | None = None
    basis: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A unit with a number or letter of its own; ``parent`` is an index into ``Document.sections``.

    ``start``–``end`` covers the unit with everything below it. ``heading_end`` is where its heading line ends.
    """

    path: str
    label: str | None
    heading: str | None
    role: SectionRole
    parent: int | None = None
    start: int = 0
    end: int = 0
    heading_end: int = 0


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the canonical text.

    ``start``–``end`` is the whole paragraph; ``body`` is where its words begin, after the section's label or a bullet.
    ``label`` is set where the paragraph opens a section, ``bullet`` is ``-``, ``+``, ``•``, ``*`` for a list item.
    ``section`` is the innermost section it belongs to (its own, where it opens one). ``heading`` is True where the
    paragraph is nothing but a section's heading.
    """

    start: int
    end: int
    body: int
    part: Part = "body"
    section: int | None = None
    label: str | None = None
    bullet: str | None = None
    heading: bool = False
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's range in the canonical text (its paragraphs parted by line feeds); empty where start == end."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Row:
    """A table row; ``cells`` run parallel to ``Table.columns``, ``section`` is the group it stands under.

    ``group`` tells that it only names the group of the rows below it.
    """

    cells: tuple[Cell, ...]
    section: int | None = None
    group: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its repeated heads gone and rows over page breaks joined."""

    start: int
    end: int
    kind: Literal["task", "indicator", "other"]
    header: tuple[str, ...]
    columns: tuple[ColumnRole, ...]
    rows: tuple[Row, ...]
    section: int | None = None
    part: Part = "body"


@dataclass(frozen=True, slots=True)
class Indicator:
    """A row of an indicator table; several values in one cell are a mapping."""

    no: str | None
    name: str
    unit: str | None
    target: str | dict[str, str] | None
    lead: str | None = None
    spans: tuple[Span, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Document:
    """A document in one canonical text with its structure.

    ``blocks`` are all paragraphs and tables in reading order (footnotes among them, with ``part`` footnote).
    """

    name: str
    text: str
    metadata: Metadata
    sections: tuple[Section, ...]
    blocks: tuple[Paragraph | Table, ...]
    places: tuple[Place, ...] = ()
    format: str = ""
    sha256: str = ""
    pages: int = 0
    indicators: tuple[Indicator, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs among the blocks."""
        return tuple(b for b in self.blocks if isinstance(b, Paragraph))

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables among the blocks."""
        return tuple(b for b in self.blocks if isinstance(b, Table))

    def locate(self, start: int, end: int) -> tuple[Span, ...]:
        """Where a character range is printed: one span a page, its boxes united; without pages one bare span.

        Example:
            >>> places = (Place(0, 2, 1, (0, 0, 9, 9)), Place(3, 5, 2, (1, 1, 5, 5)))
            >>> d = Document("x", "ab cd", Metadata(), (), (), places)
            >>> d.locate(0, 5)
            (Span(start=0, end=2, page=1, box=(0, 0, 9, 9)), Span(start=3, end=5, page=2, box=(1, 1, 5, 5)))
        """
        spans: list[Span] = []
        first = max(bisect_right(self.places, start, key=lambda p: p.start) - 1, 0)
        for place in self.places[first:]:
            if place.start >= end:
                break
            if place.end <= start:
                continue
            a, b = max(start, place.start), min(end, place.end)
            if spans and spans[-1].page == place.page:
                last = spans[-1]
                spans[-1] = Span(last.start, b, place.page, _united(last.box, place.box))
            else:
                spans.append(Span(a, b, place.page, place.box))
        return tuple(spans) or (Span(start, end),)


def _united(a: Box | None, b: Box | None) -> Box | None:
    if a is None or b is None:
        return a or b
    return min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])


# ---------------------------------------------------------------- what tagging finds


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


# ---------------------------------------------------------------- the task


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
