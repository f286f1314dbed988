"""Styles of an OpenDocument text: look of paragraphs and runs, levels of lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.ingest.docx_styles import Look
from pipeline.text.numerals import whole

if TYPE_CHECKING:
    from lxml.etree import _Element

_DEPTH = 20
_FORMATS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 28.35}


@dataclass(frozen=True, slots=True)
class ListLevel:
    """How one level of a list is labelled."""

    bullet: str = ""
    format: str = ""
    prefix: str = ""
    suffix: str = ""
    start: int = 1
    shown: int = 1


def _attribute(element: _Element, name: str) -> str:
    return str(next((v for k, v in element.attrib.items() if str(k).rpartition("}")[2] == name), ""))


class OdtStyles:
    """The automatic and the named styles."""

    def __init__(self, *roots: _Element | None) -> None:
        self._elements: dict[str, _Element] = {}
        self._levels: dict[tuple[str, int], ListLevel] = {}
        self._looks: dict[str, Look] = {}
        for root in roots:
            for element in root.iter("{*}style") if root is not None else ():
                self._elements.setdefault(_attribute(element, "name"), element)
            for element in root.iter("{*}list-style") if root is not None else ():
                self._read_levels(element)

    def _read_levels(self, element: _Element) -> None:
        for level in element:
            tag = level.tag if isinstance(level.tag, str) else ""
            index = _attribute(level, "level")
            start, shown = _attribute(level, "start-value"), _attribute(level, "display-levels")
            if not whole(index, 0):
                continue
            bullet = _attribute(level, "bullet-char") if tag.endswith("-bullet") else ""
            self._levels.setdefault(
                (_attribute(element, "name"), whole(index) - 1),
                ListLevel(
                    bullet=bullet if bullet in ("-", "+", "*", "–", "") else "•",
                    format=_FORMATS.get(_attribute(level, "num-format"), ""),
                    prefix=_attribute(level, "num-prefix"),
                    suffix=_attribute(level, "num-suffix"),
                    start=whole(start),
                    shown=whole(shown),
                ),
            )

    def list_level(self, style: str, level: int) -> ListLevel:
        """One level of a list style."""
        return self._levels.get((style, level), ListLevel())

    def look(self, name: str) -> Look:
        """What a style says with all that it is based on."""
        if name not in self._looks:
            look, at, depth = Look(), name, 0
            while at in self._elements and depth < _DEPTH:
                look = look.over(_own_look(self._elements[at]))
                at, depth = _attribute(self._elements[at], "parent-style-name"), depth + 1
            self._looks[name] = look
        return self._looks[name]

    def over(self, element: _Element, below: object) -> Look:
        """The look of an element inside another's."""
        name = _attribute(element, "style-name")
        look = self.look(name) if name else Look()
        return look.over(below) if isinstance(below, Look) else look


def _own_look(style: _Element) -> Look:
    look = Look()
    for properties in style:
        tag = properties.tag if isinstance(properties.tag, str) else ""
        if tag.endswith("}text-properties"):
            weight, slant = _attribute(properties, "font-weight"), _attribute(properties, "font-style")
            size = _attribute(properties, "font-size")
            unit = _POINTS.get(size[-2:])
            number = size[:-2].replace(".", "", 1)
            look = Look(
                bold=weight in ("bold", "700", "800", "900") if weight else None,
                italic=slant == "italic" if slant else None,
                hidden=True if _attribute(properties, "display") == "none" else None,
                size=float(size[:-2]) * unit if unit and whole(number, -1) >= 0 else None,
                font=_attribute(properties, "font-name") or _attribute(properties, "font-family") or None,
            ).over(look)
        elif tag.endswith("}paragraph-properties"):
            look = look.over(Look(alignment=_attribute(properties, "text-align") or None))
    return look
