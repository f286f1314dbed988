"""Numbers of list items as Word prints them: ``numbering.xml`` resolved."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pipeline.ingest.docx_xml import child, children, integer, switched_on, value
from pipeline.text import normalize

if TYPE_CHECKING:
    from lxml.etree import _Element

_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x")),
    *((9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_PLACEHOLDER = re.compile(r"%([1-9])")
_PLAIN_BULLETS = frozenset("-–—+*•")
_LEVELS = 9


def roman(number: int) -> str:
    """A number in lower-case Roman figures.

    Example:
        >>> roman(14)
        'xiv'
    """
    found = ""
    for figure, letters in _ROMAN:
        times, number = divmod(number, figure)
        found += letters * times
    return found


def format_number(number: int, kind: str) -> str:
    """A list number in one of Word's formats.

    Example:
        >>> [format_number(n, k) for n, k in ((4, "upperRoman"), (28, "lowerLetter"), (7, "decimalZero"))]
        ['IV', 'bb', '07']
    """
    if kind in ("none", "bullet"):
        return ""
    if kind in ("upperRoman", "lowerRoman") and 0 < number < 4000:
        return roman(number).upper() if kind == "upperRoman" else roman(number)
    if kind in ("upperLetter", "lowerLetter") and number > 0:
        # After z Word doubles the letter: aa, bb, cc.
        letter = chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 20)
        return letter.upper() if kind == "upperLetter" else letter
    if kind == "decimalZero":
        return f"{number:02d}"
    return str(number)


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    kind: str = "decimal"
    text: str = ""
    legal: bool = False
    restart: int | None = None
    suffix: str = "tab"
    style: str | None = None


@dataclass(slots=True)
class _List:
    """One ``w:num``: its levels, the abstract list whose counters it shares, and where it starts anew."""

    abstract: str
    levels: dict[int, _Level]
    starts: dict[int, int] = field(default_factory=dict)
    used: bool = False


class Numbering:
    """The lists of a document with their running counters."""

    def __init__(self, root: _Element | None) -> None:
        self._lists: dict[str, _List] = {}
        self._counters: dict[str, dict[int, int]] = {}
        if root is not None:
            self._load(root)

    def _load(self, root: _Element) -> None:
        abstracts: dict[str, dict[int, _Level]] = {}
        links: dict[str, str] = {}
        styles: dict[str, str] = {}
        for element in children(root, "abstractNum"):
            key = value(element, "abstractNumId") or ""
            abstracts[key] = dict(_read_level(level) for level in children(element, "lvl"))
            if (link := child(element, "numStyleLink")) is not None:
                links[key] = value(link) or ""
            if (link := child(element, "styleLink")) is not None:
                styles[value(link) or ""] = key
        for key, style in links.items():
            # A list that only names a list style takes the levels of the one that defines it.
            if not abstracts[key] and style in styles:
                abstracts[key] = abstracts[styles[style]]
        for element in children(root, "num"):
            reference = child(element, "abstractNumId")
            abstract = (value(reference) if reference is not None else None) or ""
            levels = dict(abstracts.get(abstract, {}))
            starts: dict[int, int] = {}
            for override in children(element, "lvlOverride"):
                index = integer(override, "ilvl") or 0
                if (level := child(override, "lvl")) is not None:
                    levels[index] = _read_level(level)[1]
                if (start := child(override, "startOverride")) is not None:
                    starts[index] = integer(start) or 0
            self._lists[value(element, "numId") or ""] = _List(abstract, levels, starts)

    def level_of_style(self, number: str, style: str) -> int | None:
        """The level that a list ties to a paragraph style."""
        found = self._lists.get(number)
        return next((i for i, level in found.levels.items() if level.style == style), None) if found else None

    def label(self, number: str, index: int) -> tuple[str, str]:
        """Count one item and give its label and what stands between label and text; empty where there is none."""
        found = self._lists.get(number)
        index = max(0, min(index, _LEVELS - 1))
        level = found.levels.get(index) if found else None
        if found is None or level is None:
            return "", ""
        counters = self._counters.setdefault(found.abstract, {})
        if not found.used:
            found.used = True
            for i, start in found.starts.items():
                counters.pop(i, None)
                found.levels[i] = replace(found.levels.get(i, _Level()), start=start)
        counters[index] = counters[index] + 1 if index in counters else level.start
        for deeper in [i for i in counters if i > index]:
            restart = found.levels.get(deeper, _Level()).restart
            if restart is None or index < restart:
                del counters[deeper]
        return _print_label(level, found.levels, counters), "" if level.suffix == "nothing" else " "


def _read_level(element: _Element) -> tuple[int, _Level]:
    def said(name: str, default: str) -> str:
        found = child(element, name)
        return (value(found) or "") if found is not None else default

    legal = child(element, "isLgl")
    start = child(element, "start")
    restart = child(element, "lvlRestart")
    return integer(element, "ilvl") or 0, _Level(
        start=(integer(start) if start is not None else None) or 0 if start is not None else 1,
        kind=said("numFmt", "decimal"),
        text=said("lvlText", ""),
        legal=legal is not None and switched_on(legal),
        restart=integer(restart) if restart is not None else None,
        suffix=said("suff", "tab"),
        style=said("pStyle", "") or None,
    )


def _print_label(level: _Level, levels: dict[int, _Level], counters: dict[int, int]) -> str:
    if level.kind == "bullet":
        bullet = normalize(level.text).strip()
        return bullet if bullet in _PLAIN_BULLETS else "•" if level.text.strip() else ""

    def print_number(m: re.Match[str]) -> str:
        index = int(m[1]) - 1
        of = levels.get(index, _Level())
        kind = "decimal" if level.legal and of.kind not in ("none", "bullet") else of.kind
        return format_number(counters.get(index, of.start), kind)

    return normalize(_PLACEHOLDER.sub(print_number, level.text)).strip()
