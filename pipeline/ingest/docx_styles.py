"""Paragraph, character and table styles with what they inherit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.ingest.docx_xml import child, children, integer, switched_on, value

if TYPE_CHECKING:
    from lxml.etree import _Element

_DEPTH = 20


@dataclass(frozen=True, slots=True)
class Look:
    """What a style or a run says of its text; None where it says nothing."""

    bold: bool | None = None
    italic: bool | None = None
    hidden: bool | None = None
    size: float | None = None
    font: str | None = None
    alignment: str | None = None
    number: str | None = None
    level: int | None = None
    number_style: str | None = None
    bordered: bool | None = None

    def over(self, below: Look) -> Look:
        """This look where it says something, else the one below."""
        return Look(
            *(
                mine if mine is not None else getattr(below, name)
                for name, mine in ((n, getattr(self, n)) for n in Look.__slots__)
            )
        )


def run_look(properties: _Element | None) -> Look:
    """What ``w:rPr`` says."""
    if properties is None or not len(properties):
        return Look()
    bold, italic, hidden = (child(properties, n) for n in ("b", "i", "vanish"))
    size, fonts = child(properties, "sz"), child(properties, "rFonts")
    points = integer(size) if size is not None else None
    return Look(
        bold=None if bold is None else switched_on(bold),
        italic=None if italic is None else switched_on(italic),
        hidden=None if hidden is None else switched_on(hidden),
        size=points / 2 if points else None,
        font=(value(fonts, "hAnsi") or value(fonts, "ascii")) if fonts is not None else None,
    )


def paragraph_look(properties: _Element | None) -> Look:
    """What ``w:pPr`` says."""
    if properties is None or not len(properties):
        return Look()
    alignment, numbered = child(properties, "jc"), child(properties, "numPr")
    number = child(numbered, "numId") if numbered is not None else None
    level = child(numbered, "ilvl") if numbered is not None else None
    return Look(
        alignment=value(alignment) if alignment is not None else None,
        number=value(number) if number is not None else None,
        level=integer(level) if level is not None else None,
    )


def has_borders(properties: _Element | None, name: str) -> bool | None:
    """Whether ``w:tblBorders`` or ``w:tcBorders`` draws a line; None where nothing is said."""
    borders = child(properties, name) if properties is not None else None
    if borders is None or not len(borders):
        return None
    return any((value(side) or "none") not in ("nil", "none") for side in borders if isinstance(side.tag, str))


class Styles:
    """The styles of a document, resolved along ``w:basedOn``."""

    def __init__(self, root: _Element | None) -> None:
        self._elements: dict[str, _Element] = {}
        self._looks: dict[str, Look] = {}
        self._root = root
        self._default: str | None = None
        for element in children(root, "style") if root is not None else ():
            key = value(element, "styleId") or ""
            self._elements.setdefault(key, element)
            if value(element, "type") == "paragraph" and (value(element, "default") or "0") in ("1", "true"):
                self._default = key

    @cached_property
    def defaults(self) -> Look:
        """What holds where nothing else is said, ``w:docDefaults`` and the default paragraph style."""
        look = Look()
        found = child(self._root, "docDefaults") if self._root is not None else None
        if found is not None:
            for holder, inner in (("rPrDefault", "rPr"), ("pPrDefault", "pPr")):
                part = child(found, holder)
                properties = child(part, inner) if part is not None else None
                look = (run_look if inner == "rPr" else paragraph_look)(properties).over(look)
        return self.look(self._default).over(look) if self._default else look

    def look(self, key: str | None) -> Look:
        """What a style says with all that it is based on."""
        if key is None or key not in self._elements:
            return Look()
        if key not in self._looks:
            look, at, depth = Look(), key, 0
            while at in self._elements and depth < _DEPTH:
                element = self._elements[at]
                own = paragraph_look(child(element, "pPr")).over(run_look(child(element, "rPr")))
                if own.number is not None and look.number is None:
                    own = replace(own, number_style=at)
                own = replace(own, bordered=has_borders(child(element, "tblPr"), "tblBorders"))
                look = look.over(own)
                based = child(element, "basedOn")
                at, depth = (value(based) or "") if based is not None else "", depth + 1
            self._looks[key] = look
        return self._looks[key]
