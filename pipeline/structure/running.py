"""What is printed on every page and belongs to no text: running heads, page numbers; and footnotes, set apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from pipeline.model import Line, Page, Source, SourceTable
from pipeline.structure.words import CAPITAL
from pipeline.text import fold
from pipeline.text.numerals import whole

Item = Line | SourceTable

EDGE = 3  # lines at either end of a page that may be running
WIDE_GAP = 1.5  # line heights above a page number in a plain text
MORE_LETTERS = 1.2  # share of the usual length above which a line is set small
SMALL = 0.93  # share of the body's size below which a note is set

_PAGE_NUMBER = re.compile(r"(?i)^[-–—\s|]*(?:trang|tr\.|page)?\s*(\d{1,4})(?:\s*(?:/|of|trên)\s*\d{1,4})?[-–—\s|.]*$")
_ROMAN_PAGE = re.compile(r"^[ivxl]{1,6}$")
_NOTE_MARK = re.compile(r"^(?:\[(\d{1,3}|\*+)\]|\((\d{1,3})\)|(\d{1,3})[.)]?|(\*+))\s*(?=\S)")
_BARE_MARK = re.compile(rf"^(\d{{1,2}})\s+{CAPITAL}")
_BRACKET_NOTE = re.compile(r"^(?:_{5,}\s*)?\[(\d{1,3}|\*+|[ivx]{1,5}|[a-z])\]\s*\S")
_TABLE_HEAD = re.compile(r"(?i)^s?tt\b")


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note: the page it is printed on and its lines."""

    page: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Stripped:
    """A source's items without what runs over the pages."""

    items: tuple[Item, ...]
    footnotes: tuple[Footnote, ...] = ()
    dropped: tuple[Line, ...] = ()


def strip_running(source: Source) -> Stripped:
    """Take running heads, page numbers and footnotes out of the items.

    Example:
        >>> pages = tuple(Page(n, (Line(f"{n}", n), Line("Giao Sở " + "ABC"[n - 1], n))) for n in (1, 2, 3))
        >>> [item.text for item in strip_running(Source("x", "pdf", pages)).items]
        ['Giao Sở A', 'Giao Sở B', 'Giao Sở C']
    """
    repeated = _repeated_edges(source.pages)
    offsets = _offsets(source.pages)
    body = _body_size(source.pages)
    items: list[Item] = []
    notes: list[Footnote] = []
    dropped: list[Line] = []
    paged = len(source.pages) > 1
    for page in source.pages:
        kept = list(page.items)
        running = _running(kept, page.number, repeated, offsets, paged)
        dropped += [item for i, item in enumerate(kept) if i in running and isinstance(item, Line)]
        kept = [item for i, item in enumerate(kept) if i not in running]
        if paged:
            kept, found = _page_notes(kept, page, body, bool(notes))
            notes += found
        items += kept
    items, ends = _end_notes(items)
    return Stripped(tuple(items), tuple(notes + ends), tuple(dropped))


def _mask(line: Line) -> str:
    return re.sub(r"\d+", "#", " ".join(fold(line.text).split()))


def _edges(items: Sequence[Item]) -> set[int]:
    filled = [i for i, item in enumerate(items) if not isinstance(item, Line) or item.text.strip()]
    near = filled[:EDGE] + filled[-EDGE:]
    return {i for i in near if isinstance(items[i], Line)}


def _repeated_edges(pages: Sequence[Page]) -> frozenset[str]:
    if len(pages) < 3:
        return frozenset()
    seen: Counter[str] = Counter()
    for page in pages:
        texts = {_mask(item) for i in _edges(page.items) if isinstance(item := page.items[i], Line)}
        seen.update(t for t in texts if len(t) > 3 and not _TABLE_HEAD.match(t))
    least = max(3, len(pages) // 2)
    return frozenset(text for text, times in seen.items() if times >= least)


def _is_page_number(text: str, page: int, offsets: frozenset[int]) -> bool:
    number = _printed_number(text)
    return bool(_ROMAN_PAGE.match(text.strip())) if number is None else number - page in offsets


def _running(
    items: Sequence[Item], number: int, repeated: frozenset[str], offsets: frozenset[int], paged: bool
) -> set[int]:
    """Indexes of the running lines of one page."""
    out: set[int] = set()
    filled = [i for i, item in enumerate(items) if not isinstance(item, Line) or item.text.strip()]
    out |= _loose_numbers(items)
    if not paged:
        return out
    for order in (filled[:EDGE], filled[::-1][:EDGE]):
        for i in order:
            item = items[i]
            if not isinstance(item, Line):
                break
            if _mask(item) in repeated or _is_page_number(item.text, number, offsets):
                out.add(i)
            else:
                break
    return out


def _loose_numbers(items: Sequence[Item]) -> set[int]:
    """Page numbers that a plain text carries in its middle: alone, set off by a gap, near the count of pages."""
    out: set[int] = set()
    for i, item in enumerate(items):
        if not isinstance(item, Line) or item.box is not None or not item.text.strip().isdigit() or item.gap < WIDE_GAP:
            continue
        number = int(item.text.strip())
        if 2 <= number <= 2 * item.page + 2 and not _in_table(items, i):
            out.add(i)
    return out


def _in_table(items: Sequence[Item], i: int) -> bool:
    """Numbers nearby that count on are the first column of a table set as lines, no page numbers."""
    item = items[i]
    own = int(item.text.strip()) if isinstance(item, Line) else 0
    near = [*items[max(0, i - 12) : i], *items[i + 1 : i + 12]]
    others = {other.text.strip().rstrip(".") for other in near if isinstance(other, Line)}
    return str(own - 1) in others or str(own + 1) in others


def _printed_number(text: str) -> int | None:
    m = _PAGE_NUMBER.match(text.strip())
    return int(m[1]) if m and len(text.strip()) <= 16 else None


def _offsets(pages: Sequence[Page]) -> frozenset[int]:
    """By how much printed page numbers differ from the count of pages: most pages agree on it."""
    found: Counter[int] = Counter()
    for page in pages:
        numbers = {_printed_number(item.text) for i in _edges(page.items) if isinstance(item := page.items[i], Line)}
        found.update(n - page.number for n in numbers if n is not None)
    return frozenset(d for d, times in found.items() if times >= 2 or abs(d) <= 2)


def _body_size(pages: Sequence[Page]) -> float:
    lines = [item for page in pages for item in page.items if isinstance(item, Line) and len(item.text) > 30]
    sizes = [line.size for line in lines if line.size]
    return median(sizes) if sizes else 0.0


def _page_notes(items: list[Item], page: Page, body: float, going_on: bool) -> tuple[list[Item], list[Footnote]]:
    """Cut the notes at the foot of a page off: small lines from the first that bears a mark to the page's end."""
    start = len(items)
    while start > 0:
        item = items[start - 1]
        small = isinstance(item, Line) and bool(item.size) and bool(body) and (item.size or 0) < body * SMALL
        if not small:
            break
        start -= 1
    if start == len(items):
        start = _unsized_notes(items)
    tail = [item for item in items[start:] if isinstance(item, Line)]
    first = next((k for k, line in enumerate(tail) if _NOTE_MARK.match(line.text.strip())), None)
    if first is None:
        return items, []
    if page.height and (box := tail[first].box) and box[1] < page.height * 0.3:
        return items, []
    notes: list[Footnote] = []
    group: list[Line] = []
    for line in tail[first:]:
        if group and _NOTE_MARK.match(line.text.strip()) and _next_note(group[0], line):
            notes.append(Footnote(page.number, tuple(group)))
            group = []
        group.append(line)
    notes.append(Footnote(page.number, tuple(group)))
    return items[: start + first], notes


def _unsized_notes(items: Sequence[Item]) -> int:
    """Where notes begin in a page whose letters have no size.

    A note opens with a number without a stop, and that is printed in the text as its mark too, or the note's lines hold
    more letters than the page's others.
    """
    lines = [item for item in items if isinstance(item, Line)]
    if len(lines) < 8 or any(line.size for line in lines):
        return len(items)
    usual = median(len(line.text) for line in lines)
    for k in range(max(1, len(items) - 12), len(items)):
        item = items[k]
        rest = items[k:]
        if not isinstance(item, Line) or not (m := _BARE_MARK.match(item.text.strip())):
            continue
        if not all(isinstance(other, Line) for other in rest):
            continue
        marked = re.compile(rf"[^\W\d_][”\")]?{m[1]}(?!\w)")
        if any(marked.search(line.text) for line in lines) or len(item.text) > usual * MORE_LETTERS:
            return k
    return len(items)


def _note_number(line: Line) -> int | None:
    m = _NOTE_MARK.match(line.text.strip())
    digits = m and (m[1] or m[2] or m[3])
    return whole(digits or "", 0) or None


def _next_note(first: Line, line: Line) -> bool:
    a, b = _note_number(first), _note_number(line)
    return a is None or b is None or b == a + 1


def _end_notes(items: list[Item]) -> tuple[list[Item], list[Footnote]]:
    """``[1] …`` lines at the end of a text are notes, wherever they stood in print."""
    kept: list[Item] = []
    notes: list[Footnote] = []
    group: list[Line] = []
    for item in items:
        if isinstance(item, Line) and _BRACKET_NOTE.match(item.text.strip()):
            if group:
                notes.append(Footnote(group[0].page, tuple(group)))
            group = [item]
        elif group and isinstance(item, Line) and item.starts is not True and item.text.strip() and item.gap < 1:
            group.append(item)
        else:
            if group:
                notes.append(Footnote(group[0].page, tuple(group)))
                group = []
            kept.append(item)
    if group:
        notes.append(Footnote(group[0].page, tuple(group)))
    return kept, notes
