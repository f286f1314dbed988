"""The section tree of a published document, cut into what stands in each unit: text, and the units below it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.export.json import Published


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the document's text."""

    start: int
    text: str

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.text)


@dataclass(slots=True)
class Unit:
    """A section; ``parts`` are the pieces of text and the units in it, in order."""

    name: str
    eid: str
    label: str | None
    heading: str | None
    start: int
    end: int
    body: int
    parts: list[Piece | Unit] = field(default_factory=list)


def units_of(sections: Sequence[Published], text: str) -> tuple[list[Unit], Piece, Piece]:
    r"""The outermost units with all below them, and what stands before the first and after the last.

    Sections that reach over the end of the one they begin in are cut there: a tree has no overlaps.

    Example:
        >>> section = {"path": "I", "label": "I.", "heading": "A", "role": "tasks", "start": 2, "end": 9, "spans": []}
        >>> units, before, after = units_of([section], "x\nI. A\nbcd\ny")
        >>> units[0].parts, before.text, after.text
        ([Piece(start=7, text='bc')], 'x\n', 'd\ny')
    """
    top: list[Unit] = []
    open_units: list[Unit] = []
    used: set[str] = set()
    for section in sorted(sections, key=lambda s: (s["start"], -s["end"])):
        while open_units and open_units[-1].end <= section["start"]:
            open_units.pop()
        outer = open_units[-1] if open_units else None
        end = min(section["end"], outer.end if outer else len(text))
        unit = _unit(section, end, text, used)
        (outer.parts if outer else top).append(unit)
        if unit.end > unit.start:
            open_units.append(unit)
    for unit in top:
        _fill(unit, text)
    first = top[0].start if top else len(text)
    last = max((unit.end for unit in top), default=len(text))
    between = list(_gaps(top, first, last, text))
    merged: list[Piece | Unit] = sorted([*top, *between], key=lambda part: part.start)
    return _as_units(merged, used), Piece(0, text[:first]), Piece(last, text[last:])


def paragraphs(piece: Piece) -> Iterator[Piece]:
    """The lines of a piece that hold something, without the blanks around them."""
    for match in re.finditer(r"[^\n]+", piece.text):
        line = match[0].strip()
        if line:
            yield Piece(piece.start + match.start() + match[0].index(line[0]), line)


def _unit(section: Published, end: int, text: str, used: set[str]) -> Unit:
    start = section["start"]
    end = max(start, end)
    label, heading, body = section["label"], section["heading"], start
    if label and (found := _printed(label).match(text, start, end)):
        label, body = found[0].strip(), found.end()
    printed = section["spans"][-1]["end"] if section["spans"] else start
    as_printed = text[body:printed].strip() if printed <= end else ""
    if heading and as_printed:
        # What was understood of it may lack a mark at its end.
        heading, body = as_printed, printed
    elif heading and (found := _printed(heading).match(text, body, end)):
        heading, body = found[0].strip(), found.end()
    name = "annex" if section["role"] == "annex" else "section"
    return Unit(name, _name(section["path"], used), label, heading, start, end, body)


def _printed(words: str) -> re.Pattern[str]:
    """Words however they are parted by blanks."""
    return re.compile(r"\s*" + r"\s*".join(map(re.escape, words.split())))


def _fill(unit: Unit, text: str) -> None:
    """Put the text between and around the units below in its place."""
    inner = [part for part in unit.parts if isinstance(part, Unit)]
    for part in inner:
        _fill(part, text)
    unit.parts = sorted([*inner, *_gaps(inner, unit.body, unit.end, text)], key=lambda part: part.start)


def _gaps(units: Sequence[Unit], start: int, end: int, text: str) -> Iterator[Piece]:
    position = start
    for unit in units:
        if text[position : unit.start].strip():
            yield _stripped(position, text[position : unit.start])
        position = max(position, unit.end)
    if text[position:end].strip():
        yield _stripped(position, text[position:end])


def _stripped(start: int, text: str) -> Piece:
    return Piece(start + len(text) - len(text.lstrip()), text.strip())


def _as_units(parts: Sequence[Piece | Unit], used: set[str]) -> list[Unit]:
    """Text between outermost units as a unit without number or heading."""
    return [
        part
        if isinstance(part, Unit)
        else Unit("text", _name("text", used), None, None, part.start, part.end, part.start, [part])
        for part in parts
    ]


def _name(path: str, used: set[str]) -> str:
    """An id that no other unit has."""
    base = "sec_" + (re.sub(r"[^\w.-]", "_", path) or "_")
    name, number = base, 2
    while name in used:
        name, number = f"{base}_{number}", number + 1
    used.add(name)
    return name
