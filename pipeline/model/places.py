"""Where things stand: in the document's text, and on the printed page."""

from __future__ import annotations

from dataclasses import dataclass

Box = tuple[float, float, float, float]


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
