"""HTML elements to lines and tables in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pipeline.ingest.grid import build_grid, is_ruled, nested_lines
from pipeline.ingest.html_style import Style, is_bordered, is_hidden, styled
from pipeline.ingest.limits import Limits
from pipeline.ingest.swallowed import is_swallowed, release
from pipeline.model import Line, ReadError, SourceTable, TableCell
from pipeline.text import normalize
from pipeline.text.numerals import whole
from pipeline.text.syllables import is_syllable

Node = Any  # selectolax has no type information

_BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt"),
        *(
            "fieldset",
            "figcaption",
            "figure",
            "footer",
            "form",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
            "html",
            "hr",
            "li",
        ),
        *("main", "nav", "ol", "p", "pre", "section", "summary", "ul", "td", "th", "tr", "tbody", "caption"),
    )
)
_DROPPED = frozenset(
    (
        *("script", "style", "noscript", "template", "nav", "button", "select", "option", "textarea", "svg", "iframe"),
        *("object", "embed", "canvas", "video", "audio", "head", "title", "link", "meta", "dialog", "del", "input"),
        *("-comment", "-doctype"),
    )
)
_LAST_WORD, _FIRST_WORD = re.compile(r"[^\W\d_]+$"), re.compile(r"[^\W\d_]+|\d+")
_SPACE = re.compile(r"\s+")
_OWN_LABEL = re.compile(r"\s*(?:[-+*•–]|\w{1,4}[.)])\s")
_FOOTNOTE_LINK = re.compile(r"#_?(?:ftn|edn|fn|footnote|cite)", re.I)
_NUMBER = re.compile(r"-?[0-9]{1,6}")
_MOST_BOLD = 0.9
_ROWS = frozenset(("tbody", "thead", "tfoot"))


class _Lines:
    """Collects inline text until a block ends."""

    def __init__(self) -> None:
        self.items: list[Line | SourceTable] = []
        self._parts: list[tuple[str, Style]] = []
        self._starts: bool | None = True
        self._label = ""
        self._empty = 0

    def add(self, text: str, style: Style) -> None:
        self._parts.append((text, style))

    def label(self, label: str) -> None:
        self._label = label

    def flush(self, after: bool | None = True) -> None:
        """End the line; ``after`` says whether what follows begins a paragraph."""
        text = normalize(_SPACE.sub(" ", _spaced([t for t, _ in self._parts]))).strip()
        if text:
            weights = [(len(_SPACE.sub("", t)), s) for t, s in self._parts]
            total = sum(n for n, _ in weights) or 1
            sizes = [s.size for n, s in weights if n and s.size]
            first = next((s for n, s in weights if n), Style())
            if self._label and not _OWN_LABEL.match(text):
                text = f"{self._label} {text}"
            self._label = ""
            self.items.append(
                Line(
                    text,
                    size=max(sizes) if sizes else None,
                    bold=sum(n for n, s in weights if s.bold) >= _MOST_BOLD * total,
                    italic=sum(n for n, s in weights if s.italic) >= _MOST_BOLD * total,
                    centred=first.centred,
                    starts=self._starts,
                    gap=float(self._empty),
                )
            )
            self._starts, self._empty = after, 0
        elif self._parts and after is None:
            # Two breaks in a row part paragraphs.
            self._starts = True
        elif self._parts and self.items:
            self._empty = min(self._empty + 1, 3)
        if after:
            self._starts = True
        self._parts = []

    def table(self, items: list[Line | SourceTable]) -> None:
        self.flush()
        self.items.extend(items)
        self._empty = 0


def _spaced(parts: list[str]) -> str:
    """The parts as one text, with the space that was lost between two words where the type changes.

    Example:
        >>> _spaced(["Bộ Tài chính", "trước ngày"]), _spaced(["ngh", "ị quyết"])
        ('Bộ Tài chính trước ngày', 'nghị quyết')
    """
    joined = ""
    for part in parts:
        before, after = _LAST_WORD.search(joined, joined.rfind(" ") + 1), _FIRST_WORD.match(part)
        if before and after and not is_syllable(before[0] + after[0]):
            two_words = is_syllable(before[0]) and (is_syllable(after[0]) or after[0].isdigit())
            joined += " " if two_words else ""
        joined += part
    return joined


def children(node: Node) -> Iterator[Node]:
    """The child nodes, text among them."""
    child = node.child
    while child is not None:
        yield child
        child = child.next


def read_blocks(
    root: Node, limits: Limits, skip: frozenset[int] = frozenset(), depth: int = 0
) -> list[Line | SourceTable]:
    """Walk an element and give its lines and tables.

    Args:
        root: the element.
        limits: what is too much.
        skip: ``mem_id`` of the elements to leave out (menus).
        depth: how many tables there are around it.
    """
    lines = _Lines()
    counts: dict[int, int] = {}
    style = _style_of(root, Style())
    # A stack of its own: pages with thousands of nested elements must not exhaust Python's.
    stack: list[tuple[Node | None, Style]] = [(child, style) for child in _reversed(root)]
    while stack:
        node, style = stack.pop()
        if node is None:
            lines.flush()
            continue
        tag = node.tag
        if tag == "-text":
            lines.add(node.text_content or "", style)
            continue
        if tag == "br":
            lines.add("", style)
            lines.flush(after=None)
            continue
        attributes = node.attributes
        if tag in _DROPPED or node.mem_id in skip or is_hidden(attributes) or _is_note_link(tag, attributes):
            continue
        if len(lines.items) > limits.items:
            raise ReadError(f"more than {limits.items:,} lines; split the file")
        if tag == "table":
            if depth >= limits.nesting:
                stack.extend((child, style) for child in _reversed(node))
                continue
            lines.table(_read_table(node, style, limits, skip, depth + 1))
            continue
        inner = _style_of(node, style)
        if tag in _BLOCKS:
            lines.flush()
            if tag == "li":
                lines.label(_item_label(node, counts))
            stack.append((None, style))
        stack.extend((child, inner) for child in _reversed(node))
    lines.flush()
    return lines.items


def _reversed(node: Node) -> list[Node]:
    found = list(children(node))
    found.reverse()
    return found


def _style_of(node: Node, style: Style) -> Style:
    attributes = node.attributes
    return styled(style, node.tag, attributes.get("style") or "", attributes.get("align") or "")


def _is_note_link(tag: str, attributes: dict[str, str | None]) -> bool:
    return tag == "a" and bool(_FOOTNOTE_LINK.match(attributes.get("href") or ""))


def _item_label(item: Node, counts: dict[int, int]) -> str:
    """The label that a browser prints before a list item; ``counts`` has the last number of each list."""
    parent = item.parent
    if parent is None or parent.tag != "ol":
        return "-"
    value = item.attributes.get("value") or ""
    start = parent.attributes.get("start") or ""
    if _NUMBER.fullmatch(value):
        number = int(value)
    elif parent.mem_id in counts:
        number = counts[parent.mem_id] + 1
    else:
        number = int(start) if _NUMBER.fullmatch(start) else 1
    counts[parent.mem_id] = number
    kind = parent.attributes.get("type") or "1"
    from pipeline.ingest.docx_numbering import format_number

    formats = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
    return format_number(number, formats.get(kind, "decimal")) + "."


def _read_table(
    table: Node, style: Style, limits: Limits, skip: frozenset[int], depth: int
) -> list[Line | SourceTable]:
    """A table as one item, or the items of its cells one after the other where it only frames the page."""
    inner = _style_of(table, Style(bold=style.bold, italic=style.italic, size=style.size))
    before: list[Line | SourceTable] = []
    rows: list[list[TableCell]] = []
    contents: list[list[Line | SourceTable]] = []
    borders: list[bool | None] = [is_bordered(table.attributes)]
    for row in _rows_of(table):
        if row.tag == "caption":
            before.extend(read_blocks(row, limits, skip, depth))
            continue
        cells: list[TableCell] = []
        row_style = _style_of(row, inner)
        for cell in children(row):
            if cell.tag not in ("td", "th") or cell.mem_id in skip:
                continue
            items = read_blocks(_Styled(cell, row_style), limits, skip, depth)
            borders.append(is_bordered(cell.attributes))
            contents.append(items)
            own = [line for item in items for line in ([item] if isinstance(item, Line) else nested_lines(item))]
            cells.append(TableCell(tuple(own), _span(cell, "rowspan"), _span(cell, "colspan")))
        rows.append(cells)
    if not any(rows):
        return before
    grid = build_grid(rows, limits)
    if is_swallowed(grid):
        return before + release(rows)
    bordered = True if any(borders) else (False if any(b is False for b in borders) else None)
    ruled = is_ruled(grid, bordered)
    framing = any(isinstance(item, SourceTable) for items in contents for item in items)
    if not ruled and (len(grid[0]) == 1 or framing):
        return before + [item for items in contents for item in items]
    if not any(cell is not None and cell.lines for row in grid for cell in row):
        return before
    return [*before, SourceTable(grid, ruled=ruled)]


class _Styled:
    """A cell whose style starts from its row's."""

    def __init__(self, node: Node, style: Style) -> None:
        inner = _style_of(node, style)
        self.child = node.child
        self.tag = "th" if inner.bold else "td"
        css = ["text-align:center"] if inner.centred else []
        css += ["font-style:italic"] if inner.italic else []
        css += [f"font-size:{inner.size}pt"] if inner.size else []
        self.attributes: dict[str, str | None] = {"style": ";".join(css)}


def _rows_of(table: Node) -> Iterator[Node]:
    for child in children(table):
        if child.tag in ("tr", "caption"):
            yield child
        elif child.tag in _ROWS:
            for row in children(child):
                if row.tag == "tr":
                    yield row


def _span(cell: Node, name: str) -> int:
    value = (cell.attributes.get(name) or "1").strip()
    return max(1, whole(value))
