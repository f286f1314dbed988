"""The body of a Word file to lines and tables in reading order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.ingest.docx_numbering import Numbering
from pipeline.ingest.docx_package import Package
from pipeline.ingest.docx_runs import Content, Piece, read_runs
from pipeline.ingest.docx_styles import Look, Styles, has_borders, paragraph_look
from pipeline.ingest.docx_xml import child, children, integer, name_of, switched_on, value
from pipeline.ingest.grid import build_grid, is_ruled, nested_lines
from pipeline.ingest.limits import Limits
from pipeline.ingest.swallowed import is_swallowed, release
from pipeline.model import Line, ReadError, SourceTable, TableCell
from pipeline.text import normalize

if TYPE_CHECKING:
    from lxml.etree import _Element

_SPACE = re.compile(r"[ \t]+")
_BREAK = re.compile("([\n\f\x0e])")
_PASSED = frozenset(("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"))
_MOST_BOLD = 0.9
_NOTE_SIZE = 8.0
_SIDE_SPACES = 3


class BlockReader:
    """Reads block after block, with the list counters and the page number running on."""

    def __init__(self, package: Package, limits: Limits) -> None:
        self._package = package
        self._limits = limits
        self._styles = Styles(package.related("styles", "styles.xml"))
        self._numbering = Numbering(package.related("numbering", "numbering.xml"))
        self._notes: list[tuple[str, str]] = []
        self._page = 1
        self._laid_out = False
        self._count = 0
        self._carried: list[Piece] = []

    def read(self, document: _Element) -> list[Line | SourceTable]:
        """The items of the main part."""
        body = child(document, "body")
        if body is None:
            return []
        self._laid_out = next(body.iter("{*}lastRenderedPageBreak"), None) is not None
        return self._read_blocks(body, 0)

    def read_notes(self) -> list[Line]:
        """The footnotes and endnotes that the text refers to, in small type, as lines."""
        lines: list[Line] = []
        references = tuple(dict.fromkeys(self._notes))
        for kind in ("footnote", "endnote"):
            wanted = [key for k, key in references if k == kind]
            part = self._package.related(f"{kind}s", f"{kind}s.xml") if wanted else None
            if part is None:
                continue
            found = {value(note, "id"): note for note in children(part, kind)}
            for key in wanted:
                note = found.get(key)
                for item in self._read_blocks(note, 1) if note is not None else ():
                    for line in [item] if isinstance(item, Line) else nested_lines(item):
                        lines.append(Line(line.text, size=_NOTE_SIZE, starts=True))
        return lines

    def _read_blocks(self, parent: _Element, depth: int) -> list[Line | SourceTable]:
        items: list[Line | SourceTable] = []
        empty = 0
        stack: list[_Element] = list(reversed(parent))
        while stack:
            element = stack.pop()
            name = name_of(element)
            if name == "p":
                found = self._read_paragraph(element, empty, depth)
                empty = 0 if found else min(empty + 1, _SIDE_SPACES)
                items.extend(found)
            elif name == "tbl":
                items.extend(self._read_table(element, depth + 1))
                empty = 0
            elif name in _PASSED:
                stack.extend(reversed(element))
            elif name == "AlternateContent":
                branch = next((b for b in element if name_of(b) in ("Choice", "Fallback") and len(b)), None)
                stack.extend(reversed(branch) if branch is not None else ())
        return items

    def _read_paragraph(self, paragraph: _Element, empty: int, depth: int) -> list[Line | SourceTable]:
        self._count += 1
        if self._count > self._limits.items:
            raise ReadError(f"more than {self._limits.items:,} paragraphs; split the file")
        properties = child(paragraph, "pPr")
        named = child(properties, "pStyle") if properties is not None else None
        style = value(named) if named is not None else None
        base = paragraph_look(properties).over(self._styles.look(style)).over(self._styles.defaults)
        content = read_runs(paragraph, base, self._styles)
        self._notes.extend(content.notes)
        if _mark_is_deleted(properties):
            self._carried.extend(content.pieces)
            return []
        content.pieces[:0] = self._carried
        self._carried = []
        if not self._laid_out and properties is not None:
            before = child(properties, "pageBreakBefore")
            self._page += before is not None and switched_on(before)
        items: list[Line | SourceTable] = []
        items.extend(self._lines(content, base, self._label(base, style, content, properties), empty))
        for box in content.boxes:
            if depth < self._limits.nesting:
                items.extend(self._read_blocks(box, depth + 1))
        return items

    def _label(self, look: Look, style: str | None, content: Content, properties: _Element | None) -> str:
        """The printed list number; empty paragraphs and numId 0 have none."""
        number = look.number
        if not number or number == "0" or not any(p.text.strip() for p in content.pieces):
            return ""
        level = look.level
        own = child(properties, "numPr") if properties is not None else None
        if (own is None or level is None) and (look.number_style or style):
            tied = self._numbering.level_of_style(number, style or "")
            if tied is None:
                tied = self._numbering.level_of_style(number, look.number_style or "")
            level = tied if tied is not None else level
        label, between = self._numbering.label(number, level or 0)
        return label + between if label else ""

    def _lines(self, content: Content, base: Look, label: str, empty: int) -> list[Line]:
        lines: list[Line] = []
        parts: list[Piece] = []
        starts: bool | None = True
        for piece in [*content.pieces, Piece("\n", base)]:
            for text in _BREAK.split(piece.text):
                if text == "\x0e":
                    self._page += 1
                elif text not in ("\n", "\f"):
                    parts.append(Piece(text, piece.look))
                else:
                    line = line_of(parts, base, label, starts, self._page, empty if not lines else 0)
                    if line is not None:
                        lines.append(line)
                        starts, label = None, ""
                    parts = []
                    self._page += text == "\f" and not self._laid_out
        return lines

    def _read_table(self, table: _Element, depth: int) -> list[Line | SourceTable]:
        if depth > self._limits.nesting:
            raise ReadError(f"tables nested more than {self._limits.nesting} deep")
        page = self._page
        properties = child(table, "tblPr")
        named = child(properties, "tblStyle") if properties is not None else None
        own = has_borders(properties, "tblBorders")
        borders = [own if own is not None else self._styles.look(value(named)).bordered if named is not None else None]
        rows: list[list[TableCell]] = []
        contents: list[list[Line | SourceTable]] = []
        open_cells: dict[int, tuple[int, int]] = {}
        for r, row in enumerate(_through(table, "tr")):
            cells: list[TableCell] = []
            at = _grid_before(row)
            cells.extend(TableCell() for _ in range(at))
            for cell in _through(row, "tc"):
                details = child(cell, "tcPr")
                borders.append(has_borders(details, "tcBorders"))
                span, merge = _spans(details)
                items = self._read_blocks(cell, depth)
                if merge == "continue" and at in open_cells:
                    y, x = open_cells[at]
                    upper = rows[y][x]
                    own_lines = _flat(items)
                    rows[y][x] = TableCell(upper.lines + own_lines, r - y + 1, upper.colspan)
                    at += span
                    continue
                contents.append(items)
                open_cells[at] = (r, len(cells))
                cells.append(TableCell(_flat(items), 1, span))
                at += span
            rows.append(cells)
        if not any(rows):
            return []
        grid = build_grid(rows, self._limits)
        if is_swallowed(grid):
            return release(rows)
        bordered = any(b for b in borders)
        ruled = is_ruled(grid, bordered)
        framing = any(isinstance(item, SourceTable) for items in contents for item in items)
        if not ruled and (len(grid[0]) == 1 or framing):
            return [item for items in contents for item in items]
        if not any(cell is not None and cell.lines for row in grid for cell in row):
            return []
        return [SourceTable(grid, page=page, ruled=ruled)]


def _flat(items: list[Line | SourceTable]) -> tuple[Line, ...]:
    return tuple(line for item in items for line in ([item] if isinstance(item, Line) else nested_lines(item)))


def _through(parent: _Element, name: str) -> list[_Element]:
    """Children of a name, also inside content controls and tracked insertions; deleted rows are left out."""
    found: list[_Element] = []
    stack = list(reversed(parent))
    while stack:
        element = stack.pop()
        if name_of(element) == name:
            properties = child(element, "trPr")
            if properties is None or child(properties, "del") is None:
                found.append(element)
        elif name_of(element) in _PASSED:
            stack.extend(reversed(element))
    return found


def _grid_before(row: _Element) -> int:
    properties = child(row, "trPr")
    skipped = child(properties, "gridBefore") if properties is not None else None
    return max(0, min((integer(skipped) or 0) if skipped is not None else 0, 60))


def _spans(details: _Element | None) -> tuple[int, str]:
    if details is None:
        return 1, ""
    span, merge = child(details, "gridSpan"), child(details, "vMerge")
    width = (integer(span) or 1) if span is not None else 1
    return max(1, min(width, 1000)), "" if merge is None else value(merge) or "continue"


def _mark_is_deleted(properties: _Element | None) -> bool:
    """Whether the paragraph's end is a tracked deletion, so that the next paragraph goes on with it."""
    run = child(properties, "rPr") if properties is not None else None
    return run is not None and child(run, "del") is not None


def line_of(parts: list[Piece], base: Look, label: str, starts: bool | None, page: int, gap: int = 0) -> Line | None:
    """A line of its pieces: normal form, single spaces, the look that most of it has; None where it is empty."""
    text = _SPACE.sub(" ", normalize("".join(p.text for p in parts))).strip()
    if not text:
        return None
    weighed = [(len(p.text.strip()), p.look) for p in parts]
    total = sum(n for n, _ in weighed) or 1
    sizes = [look.size for n, look in weighed if n and look.size]
    return Line(
        label + text,
        page=page,
        size=max(sizes) if sizes else None,
        bold=sum(n for n, look in weighed if look.bold) >= _MOST_BOLD * total,
        italic=sum(n for n, look in weighed if look.italic) >= _MOST_BOLD * total,
        centred=base.alignment == "center",
        starts=starts,
        gap=float(gap),
    )
