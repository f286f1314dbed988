"""The section tree: which paragraphs open a unit, where it hangs, its path."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipeline.structure.headings import is_capitals
from pipeline.structure.numbering import Label, follows, read_label, roman_numeral

LONGEST_JUMP = 3  # items that may be lacking in a list before a label is taken for running text
LOOK_AHEAD = 60  # paragraphs
LONGEST_QUOTE = 40  # paragraphs

# A quotation of a law opens with one of its units: ``“Điều 49. …``, ``“2. …``.
_QUOTE_OPENS = re.compile(r"(?:^|[:\s])[“\"]\s*(?=(?:Điều|Khoản|Mục|Chương)\s|\d{1,2}\.\s|[a-zđ]\)\s)")
_QUOTE_ENDS = re.compile(r"[”\"][.;,)]*\s*$")


@dataclass(slots=True)
class Unit:
    """A section in the making; ``first`` is the index of the paragraph that opens it."""

    path: str
    label: Label | None
    first: int
    parent: int | None
    base: str = ""
    printed: str | None = None
    heading: str | None = None
    annex: bool = False
    children: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class AnnexHead:
    """An annex that begins at a paragraph: its path, its label as printed, its heading.

    Without a path it is a document of its own that is issued along: its units are numbered as they print it.
    """

    path: str
    printed: str | None
    heading: str | None


@dataclass(slots=True)
class Outline:
    """Units in order, and for every paragraph the innermost unit it stands in."""

    units: list[Unit]
    owner: list[int | None]


class _Builder:
    def __init__(self, readings: Sequence[tuple[Label, ...]], texts: Sequence[str]) -> None:
        self.readings = readings
        self.texts = texts
        self.units: list[Unit] = []
        self.stack: list[int] = []

    def open(self, label: Label, at: int, base: str) -> None:
        path = ".".join(p for p in (base, label.name) if p)
        self._add(Unit(path, label, at, self.stack[-1] if self.stack else None, base, label.printed))

    def open_annex(self, head: AnnexHead, at: int) -> None:
        self.stack = []
        if not head.path:
            return
        self._add(Unit(head.path, None, at, None, "", head.printed, head.heading, annex=True))

    def _add(self, unit: Unit) -> None:
        self.units.append(unit)
        index = len(self.units) - 1
        if unit.parent is not None:
            self.units[unit.parent].children.append(index)
        self.stack.append(index)

    def place(self, at: int) -> bool:
        """Open the unit that the paragraph's label tells of, if one reading of it is plausible here."""
        labels = self.readings[at]
        return (
            any(self._sibling(label, at) for label in labels)
            or any(self._misread_one(label, at) for label in labels)
            or any(self._first(label, at) for label in labels)
            or any(self._jump(label, at) for label in labels)
        )

    def _levels(self) -> list[tuple[int, Unit, Label]]:
        levels = [(k, self.units[index]) for k, index in enumerate(self.stack)]
        return [(k, unit, unit.label) for k, unit in reversed(levels) if unit.label is not None]

    def _sibling(self, label: Label, at: int) -> bool:
        if label.style == "under roman":
            return self._under_roman(label, at)
        if len(label.parts) > 1:
            return self._decimal(label, at)
        lost = not self._open_style(label.style)  # 8. after 7.2., when the 7. was lost
        for k, unit, other in self._levels():
            if other.style == label.style and follows(label, other.number, other.name):
                del self.stack[k:]
                self.open(label, at, unit.base)
                return True
            if len(other.parts) > len(label.parts) == 1 and other.parts[0] + 1 == label.number and lost:
                del self.stack[k:]
                self.open(label, at, unit.base)
                return True
            if other.rank < label.rank and label.rank <= 5:
                break
        return False

    def _decimal(self, label: Label, at: int) -> bool:
        above, last = label.parts[:-1], label.parts[-1]
        for k, unit, other in self._levels():
            if other.parts == above and other.style != "letter decimal" and last <= LONGEST_JUMP + len(unit.children):
                del self.stack[k + 1 :]
                return self._open_named(label, at, unit.path, str(last))
            ahead = last - other.parts[-1] if len(other.parts) == len(label.parts) and other.parts[:-1] == above else 0
            if 0 < ahead <= LONGEST_JUMP:
                del self.stack[k:]
                whole = unit.path == ".".join(p for p in (unit.base, *map(str, other.parts)) if p)
                return self._open_named(label, at, unit.base, label.name if whole else str(last))
        return False

    def _under_roman(self, label: Label, at: int) -> bool:
        """``II.1.2.`` says its whole path but for what stands above ``II``."""
        rest = [str(p) for p in label.parts[1:]]
        for k, unit, other in self._levels():
            if other.style.startswith("roman") and other.number == label.parts[0]:
                above = ".".join([unit.path, *rest[:-1]])
                keep = next((n + 1 for n, index in enumerate(self.stack) if self.units[index].path == above), k + 1)
                del self.stack[keep:]
                return self._open_named(label, at, unit.path, ".".join(rest))
            if other.style == label.style and other.parts == label.parts[:-1]:
                del self.stack[k + 1 :]
                return self._open_named(label, at, unit.path, rest[-1])
        return False

    def _open_named(self, label: Label, at: int, base: str, name: str) -> bool:
        named = Label(label.style, label.rank, label.number, name, label.printed, label.end, label.parts)
        self.open(named, at, base)
        return True

    def _first(self, label: Label, at: int) -> bool:
        """The first of a list hangs under what is open, a high rank under what ranks above it."""
        if label.style == "under roman" or len(label.parts) > 1:
            return self._orphan_decimal(label, at)
        if label.number != 1 and not self._goes_on(label, at):
            return False
        if label.number != 1 and self._lost_start(label):
            return False
        base = ""
        while self.stack:
            unit = self.units[self.stack[-1]]
            if unit.label is None or unit.label.rank < label.rank or label.rank > 5:
                base = unit.path
                break
            if {unit.label.style[:5], label.style[:5]} == {"roman", "capit"} and not self._open_style(label.style):
                base = unit.path
                break
            self.stack.pop()
        self.open(label, at, base)
        return True

    def _misread_one(self, label: Label, at: int) -> bool:
        """``I.`` in the midst of Roman units, with ``1.1.`` or ``2.`` after it, is a ``1.`` (read so in scans)."""
        if not label.style.startswith("roman") or label.number != 1 or not self._open_style(label.style):
            return False
        following = next((r[0] for r in self.readings[at + 1 : at + LOOK_AHEAD] if r and r[0].rank <= 6), None)
        if following is None or following.parts not in {(1, 1), (2,)}:
            return False
        one = Label("arabic.", 6, 1, "1", label.printed, label.end, (1,))
        return self._first(one, at)

    def _open_style(self, style: str) -> bool:
        return any(other.style == style for _, _, other in self._levels())

    def _orphan_decimal(self, label: Label, at: int) -> bool:
        """``2.1.`` right under ``II.`` or ``Điều 2.``: the top's number is repeated, with no ``2.`` between."""
        for k, unit, other in self._levels():
            # 5.3. after 4.4.: the 5. was lost.
            beside = len(other.parts) == len(label.parts) - 1 and other.parts[:-1] == label.parts[:-2]
            if beside and 0 < label.parts[-2] - other.parts[-1] <= LONGEST_JUMP:
                del self.stack[k:]
                self.open(label, at, unit.base)
                return True
        for k, unit, other in self._levels():
            if other.rank <= 5 and (other.number == label.parts[0] or label.parts[-1] == 1):
                del self.stack[k + 1 :]
                if other.style == "article" and other.number == label.parts[0]:
                    return self._open_named(label, at, unit.path, ".".join(map(str, label.parts[1:])))
                self.open(label, at, unit.path)
                return True
        if label.parts[-1] == 1 or self._goes_on(label, at):
            base = self.units[self.stack[-1]].path if self.stack else ""
            self.open(label, at, base)
            return True
        return False

    def _goes_on(self, label: Label, at: int) -> bool:
        """A list whose first item was lost: the next label follows soon."""
        if label.rank <= 4 or (label.rank == 5 and is_capitals(self.texts[at][label.end :])):
            return True
        for readings in self.readings[at + 1 : at + LOOK_AHEAD]:
            for other in readings:
                if other.style == label.style and other.parts[:-1] == label.parts[:-1]:
                    return follows(other, label.number, label.name)
        return False

    def _lost_start(self, label: Label) -> bool:
        """Whether a list of this style is open already: then this is no new one."""
        return any(other.style == label.style and other.number <= label.number for _, _, other in self._levels())

    def _mended(self, label: Label, at: int) -> Label:
        """A number printed twice is the next one where the list goes on after that (II, II, IV)."""
        same = (r for readings in self.readings[at + 1 :] for r in readings if r.style == label.style)
        following = next(same, None)
        if following is not None and following.number == label.number + 2:
            return _named(label, label.number + 1) or label
        return label

    def _jump(self, label: Label, at: int) -> bool:
        """An item too far on, or numbered twice by a slip."""
        for k, unit, other in self._levels():
            if other.style != label.style or len(label.parts) > 1:
                continue
            ahead = label.number - other.number
            if 0 < ahead <= LONGEST_JUMP or (ahead == 0 and label.number > 1):
                del self.stack[k:]
                self.open(self._mended(label, at) if ahead == 0 else label, at, unit.base)
                return True
        return False


def _named(label: Label, number: int) -> Label | None:
    if label.style.startswith("roman"):
        return replace(label, number=number, name=roman_numeral(number))
    if label.style.startswith("arabic"):
        return replace(label, number=number, name=str(number), parts=(number,) if label.parts else ())
    return None


def build_outline(texts: Sequence[str], annexes: dict[int, AnnexHead], skip: frozenset[int] = frozenset()) -> Outline:
    """Find the units among paragraphs; ``annexes`` says which paragraphs begin an annex, ``skip`` which open nothing.

    Example:
        >>> texts = ["I. MỤC ĐÍCH", "1. Quán triệt", "II. NỘI DUNG", "2.1. Rà soát", "a) Ban hành", "đ) Ở mục này"]
        >>> [unit.path for unit in build_outline(texts, {}).units]
        ['I', 'I.1', 'II', 'II.2.1', 'II.2.1.a']
    """
    silent = skip | _quoted(texts)
    readings = [() if i in silent or i in annexes else read_label(text) for i, text in enumerate(texts)]
    builder = _Builder(readings, texts)
    owner: list[int | None] = []
    for i in range(len(texts)):
        if i in annexes:
            builder.open_annex(annexes[i], i)
        else:
            builder.place(i)
        owner.append(builder.stack[-1] if builder.stack else None)
    return Outline(builder.units, owner)


def _quoted(texts: Sequence[str]) -> frozenset[int]:
    """Paragraphs of a quoted law after its first: their numbers are those of the text quoted."""
    inside: set[int] = set()
    opened: int | None = None
    for i, text in enumerate(texts):
        if opened is not None:
            if _QUOTE_ENDS.search(text):
                inside.update(range(opened + 1, i + 1))
                opened = None
            elif i - opened > LONGEST_QUOTE:
                opened = None
        elif (m := _QUOTE_OPENS.search(text)) and not re.search('[”"]', text[m.end() :]):
            opened = i
    return frozenset(inside)
