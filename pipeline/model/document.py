"""A document in one canonical text, with its structure."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal

from pipeline.model.places import Box, Place, Span

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

    def in_task_row(self, start: int) -> bool:
        """Whether what begins at an offset stands in a task list set as a table."""
        return any(table.kind == "task" and table.start <= start < table.end for table in self.tables)

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
