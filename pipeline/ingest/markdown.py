"""Web pages flattened to Markdown: cell marks alone on their lines, bold marks, menus around the document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.ingest.portal import is_noise, is_property, without_furniture
from pipeline.ingest.swallowed import NATION, release
from pipeline.model import Line, Page, ReadError, Source, SourceTable, TableCell

_MARK_LINE = re.compile(r"^\|$", re.M)
_MARK = re.compile(r"(?:^|(?<=[^\s|]))\|(?=\s*$)", re.M)
_LINK = re.compile(r"\[([^\[\]]{0,300})\]\((?:[^()\s]|\([^()]*\))*\)")
_BLANK_SHARE = 0.03
_LABEL = re.compile(r"(?:[-+•]\s|\d{1,2}(?:\.\d{1,2})*\.\s|[a-zđ]\)\s|[IVX]+\.\s|(?:Điều|Chương|Mục|Phần)\s|-{3,})")


def is_flattened(text: str) -> bool:
    r"""Whether a text is such a page: lines that hold nothing but a cell mark.

    Example:
        >>> is_flattened("|\nTT\n|\nNhiệm vụ\n|\n|\n1\n|"), is_flattened("CHỈ THỊ")
        (True, False)
    """
    return len(_MARK_LINE.findall(text)) >= 3


def read_flattened(text: str, name: str) -> Source:
    r"""Read a flattened page: rows found again from the cell marks, portal menus left out.

    Example:
        >>> page = "|\nSỞ Y TẾ\n|\n**CỘNG HÒA XÃ HỘI**\n|\n|\nSố: 1/KH\n|\nHuế, ngày 1 tháng 2\n|\n**KẾ HOẠCH**"
        >>> [item.text for item in read_flattened(page, "x").items() if isinstance(item, Line)]
        ['KẾ HOẠCH']
    """
    rows = _document_rows(list(_rows(_LINK.sub(r"\1", text))))
    paragraphs = text.count("\n\n") > _BLANK_SHARE * text.count("\n")
    cells = [[TableCell(tuple(_lines(segment, paragraphs))) for segment in row] for row in rows]
    items: list[Line | SourceTable] = release(cells, _body) if cells else []
    items = without_furniture(items)
    if not items:
        raise ReadError("the page holds no text")
    return Source(name, "text", (Page(1, tuple(items)),))


def _rows(text: str) -> Iterator[list[str]]:
    """Segments between cell marks; an empty one ends a row."""
    row: list[str] = []
    for segment in _MARK.split(text):
        if segment.strip():
            row.append(segment)
        elif row:
            yield row
            row = []
    if row:
        yield row


def _document_rows(rows: list[list[str]]) -> list[list[str]]:
    """The rows from the letterhead on; a portal's property rows and notices go before it."""
    for i, row in enumerate(rows):
        for j, segment in enumerate(row):
            if NATION.search(segment.replace("*", "")):
                start = max(j - 1, 0)
                return [row[start:], *rows[i + 1 :]] if j else [*rows[i - 1 : i], *rows[i:]]
    return [[s for s in row if not is_noise(s) and not is_property(s.replace("*", "").strip())] for row in rows]


def _lines(segment: str, paragraphs: bool) -> Iterator[Line]:
    """Printed lines; bold and italic marks may run over several of them."""
    bold = italic = False
    blanks = 0
    first = True
    for raw in segment.split("\n"):
        if not raw.strip():
            blanks += 1
            continue
        marked = raw.replace("***", "**\x00").replace("**", "\x01").replace("\x00", "*")
        weight = {True: 0, False: 0}
        slant = {True: 0, False: 0}
        text: list[str] = []
        for c in marked:
            if c == "\x01":
                bold = not bold
            elif c == "*" and not (marked.lstrip().startswith("* ") and not text):
                italic = not italic
            else:
                text.append(c)
                if not c.isspace():
                    weight[bold] += 1
                    slant[italic] += 1
        line = "".join(text).strip().lstrip("#").strip()
        if line:
            fresh = first or blanks > 0
            starts = True if fresh else False if paragraphs and not _LABEL.match(line) else None
            yield Line(
                line,
                bold=not weight[False],
                italic=not slant[False],
                starts=starts,
                gap=float(not first and blanks > 0),
            )
            blanks, first = 0, False
        if raw.strip() and not line:
            blanks += 1


def _body(cell: TableCell, issuer: str) -> list[Line]:
    del issuer  # the lines are there, nothing needs to be guessed
    return list(cell.lines)
