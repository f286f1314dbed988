"""OpenDocument texts without LibreOffice: paragraphs, lists, tables, notes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.ingest.docx_blocks import line_of
from pipeline.ingest.docx_numbering import format_number
from pipeline.ingest.docx_package import open_container, parse_xml, read_member
from pipeline.ingest.docx_runs import Piece, decode_pieces
from pipeline.ingest.grid import build_grid, is_ruled, nested_lines
from pipeline.ingest.limits import LIMITS, Limits
from pipeline.ingest.odt_styles import OdtStyles
from pipeline.ingest.swallowed import is_swallowed, release
from pipeline.model import Line, Page, ReadError, Source, SourceTable, TableCell
from pipeline.text.numerals import whole

if TYPE_CHECKING:
    from lxml.etree import _Element

_DROPPED = frozenset(("tracked-changes", "forms", "sequence-decls", "table-of-content", "annotation", "annotation-end"))
_CHARACTERS = {"tab": " ", "line-break": "\n", "soft-page-break": ""}
_NOTE_SIZE = 8.0
_SPACES = re.compile(r"\s+")


def read_opendocument(data: bytes, name: str, limits: Limits = LIMITS) -> Source:
    """Read an ODT file.

    Raises:
        ReadError: damaged, encrypted, too large or without text.
    """
    content, styles = check_opendocument(data, limits)
    root = parse_xml(content, "content.xml")
    reader = _Reader(OdtStyles(root, parse_xml(styles, "styles.xml") if styles else None), limits)
    body = next(root.iter("{*}text"), None)
    items = reader.blocks(body, 0) if body is not None else []
    if not items:
        raise ReadError("the OpenDocument file holds no text")
    return Source(name, "odt", (Page(1, (*items, *reader.notes)),))


def check_opendocument(data: bytes, limits: Limits = LIMITS) -> tuple[bytes, bytes | None]:
    """The parts with the text and the styles.

    Raises:
        ReadError: damaged, encrypted or too large.
    """
    container = open_container(data, limits)
    if b"encryption-data" in (read_member(container, "META-INF/manifest.xml") or b""):
        raise ReadError("the OpenDocument file is encrypted; save it without a password")
    content = read_member(container, "content.xml")
    if content is None:
        raise ReadError("the OpenDocument file has no content; save it anew")
    return content, read_member(container, "styles.xml")


def _name(element: _Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: _Element, name: str) -> str:
    """An attribute by its local name, empty where there is none."""
    return str(next((v for k, v in element.attrib.items() if str(k).rpartition("}")[2] == name), ""))


class _Reader:
    def __init__(self, styles: OdtStyles, limits: Limits) -> None:
        self._styles = styles
        self._limits = limits
        self._count = 0
        self._counters: dict[str, list[int]] = {}
        self.notes: list[Line] = []

    def blocks(self, parent: _Element, depth: int) -> list[Line | SourceTable]:
        """The items of a container in reading order."""
        items: list[Line | SourceTable] = []
        if depth > 12 * self._limits.nesting:
            raise ReadError("nested too deeply; the file is damaged")
        for element in parent:
            name = _name(element)
            if name in ("p", "h"):
                items += self._paragraph(element, "", depth)
            elif name == "list":
                items += self._list(element, "", 0, depth + 1)
            elif name == "table":
                items += self._table(element, depth + 1)
            elif name not in _DROPPED and name:
                items += self.blocks(element, depth + 1)
        return items

    def _list(self, element: _Element, style: str, level: int, depth: int) -> list[Line | SourceTable]:
        if depth > 12 * self._limits.nesting:
            raise ReadError("nested too deeply; the file is damaged")
        style = attribute(element, "style-name") or style
        counters = self._counters.setdefault(style, [])
        if (
            level == 0
            and attribute(element, "continue-numbering") != "true"
            and not attribute(element, "continue-list")
        ):
            counters.clear()
        items: list[Line | SourceTable] = []
        for item in element:
            labelled = _name(item) == "list-item"
            for block in item:
                name = _name(block)
                if name in ("p", "h"):
                    label = self._label(style, level, counters, attribute(item, "start-value")) if labelled else ""
                    labelled = False
                    items += self._paragraph(block, label, depth)
                elif name == "list":
                    items += self._list(block, style, level + 1, depth + 1)
        return items

    def _label(self, style: str, level: int, counters: list[int], start: str) -> str:
        kind = self._styles.list_level(style, level)
        del counters[level + 1 :]
        while len(counters) <= level:
            counters.append(self._styles.list_level(style, len(counters)).start - 1)
        counters[level] = whole(start, counters[level] + 1)
        if kind.bullet:
            return kind.bullet + " "
        if not kind.format:
            return ""
        first = max(0, level + 1 - kind.shown)
        numbers = [
            format_number(counters[i], self._styles.list_level(style, i).format or "decimal")
            for i in range(first, level + 1)
        ]
        return f"{kind.prefix}{'.'.join(numbers)}{kind.suffix} "

    def _paragraph(self, element: _Element, label: str, depth: int) -> list[Line | SourceTable]:
        self._count += 1
        if self._count > self._limits.items:
            raise ReadError(f"more than {self._limits.items:,} paragraphs; split the file")
        base = self._styles.look(attribute(element, "style-name"))
        pieces: list[Piece] = []
        boxes: list[_Element] = []
        self._collect(element, base, pieces, boxes, 0)
        lines: list[Line | SourceTable] = []
        part: list[Piece] = []
        for piece in [*decode_pieces(pieces), Piece("\n", base)]:
            for i, text in enumerate(piece.text.split("\n")):
                if i:
                    line = line_of(part, base, "" if lines else label, None if lines else True, 1)
                    lines += [line] if line else []
                    part = []
                part.append(Piece(text, piece.look))
        for box in boxes:
            lines += self.blocks(box, depth + 1)
        return lines

    def _collect(self, element: _Element, look: object, pieces: list[Piece], boxes: list[_Element], depth: int) -> None:
        own = self._styles.over(element, look)
        if depth > 200:
            raise ReadError("nested too deeply; the file is damaged")
        if element.text:
            pieces.append(Piece(_SPACES.sub(" ", element.text), own))
        for inner in element:
            name = _name(inner)
            if name == "s":
                count = attribute(inner, "c")
                pieces.append(Piece(" " * (min(whole(count), 1000)), own))
            elif name in _CHARACTERS:
                pieces.append(Piece(_CHARACTERS[name], own))
            elif name == "note":
                body = next((n for n in inner if _name(n) == "note-body"), None)
                for item in self.blocks(body, depth + 1) if body is not None else ():
                    if isinstance(item, Line):
                        self.notes.append(Line(item.text, size=_NOTE_SIZE, starts=True))
            elif name == "text-box":
                boxes.append(inner)
            elif name and name not in _DROPPED:
                self._collect(inner, own, pieces, boxes, depth + 1)
            if inner.tail:
                pieces.append(Piece(_SPACES.sub(" ", inner.tail), own))

    def _table(self, element: _Element, depth: int) -> list[Line | SourceTable]:
        rows: list[list[TableCell]] = []
        for row in element.iter("{*}table-row"):
            if next(row.iterancestors("{*}table"), None) is not element:
                continue
            cells = []
            for cell in row:
                if _name(cell) != "table-cell":
                    continue
                items = self.blocks(cell, depth)
                lines = tuple(x for item in items for x in ([item] if isinstance(item, Line) else nested_lines(item)))
                spans = [attribute(cell, f"number-{n}-spanned") for n in ("rows", "columns")]
                cells.append(TableCell(lines, *(whole(s) for s in spans)))
            rows.append(cells)
        if not any(cell.lines for row in rows for cell in row):
            return []
        grid = build_grid(rows, self._limits)
        if is_swallowed(grid):
            return release(rows)
        return [SourceTable(grid, ruled=is_ruled(grid, None))]
