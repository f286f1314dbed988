"""Plain text: printed lines with the space between them, wrapped or with a paragraph a line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from pipeline.ingest.decoding import decode
from pipeline.ingest.limits import LIMITS, Limits
from pipeline.ingest.pipe_tables import table_of, with_bars, with_tables
from pipeline.ingest.spaced_tables import find_tables
from pipeline.model import Line, Page, ReadError, Source, SourceTable

_LINE_END = re.compile(r"\r\n?|[\v\x85\u2028\u2029]")
# What can end a paragraph: a stop, a colon, the clause marks of a list, a closing quote or bracket after one of them.
_TERMINAL = re.compile(r"[.;:!?…][”\"'’)\]]*\s*$|\./\.?\s*$")
_LABEL = re.compile(
    r"\s*(?:[-+*•–—]\s|(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ])[.)]\s|[IVXLC]{1,6}\.\s|(?:Điều|Chương|Mục|Phần|Phụ lục)\s)"
)
_LONG_LINE = 160
_SHORT_LINE = 100
# A file counts as spaced out when most neighbours are this far apart.
_USUAL_SHARE = 0.6
# A file counts as wrapped when so many of its lines run on into the next.
_RUN_ON_SHARE = 0.10
_LONG_SHARE = 0.35


@dataclass(frozen=True, slots=True)
class _Printed:
    text: str
    page: int
    blanks: int
    indent: int


def read_text(data: bytes, name: str, limits: Limits = LIMITS) -> Source:
    r"""Read plain text in any encoding, wrapped at any width, pages marked by form feeds or not at all.

    ``gap`` is counted from the file's usual spacing; below zero where lines of a spaced-out file stand close together,
    as the cells of one table row do.

    Example:
        >>> [line.gap for line in read_text(b"a\n\nb\n\nc\n\n\n\nd", "x.txt").items()]
        [0.0, 0.0, 0.0, 1.0]
    """
    text, _ = decode(data)
    return source_of_text(text, name, limits)


def source_of_text(text: str, name: str, limits: Limits = LIMITS) -> Source:
    """Make a Source of decoded text.

    Example:
        >>> source_of_text("CHỈ THỊ", "x").format
        'text'
    """
    from pipeline.ingest.markdown import is_flattened, read_flattened

    if len(text) > limits.text_chars:
        raise ReadError(f"text of {len(text):,} characters (limit {limits.text_chars:,}); split the file")
    text = _LINE_END.sub("\n", text)
    if is_flattened(text):
        return read_flattened(text, name)
    printed = _printed_lines(with_bars(text) if "\t" in text else text)
    if not printed:
        raise ReadError("the file holds no text")
    if len(printed) > limits.items:
        raise ReadError(f"text of {len(printed):,} lines (limit {limits.items:,}); split the file")
    usual = usual_blanks([p.blanks for p in printed[1:]])
    wrapped = is_wrapped([p.text for p in printed])
    printed = _marked_pages(printed, usual)
    lines = [
        Line(
            p.text,
            page=p.page,
            starts=None if wrapped else _starts(printed[i - 1] if i else None, p),
            gap=0.0 if i == 0 else (p.blanks - usual) / (usual + 1),
        )
        for i, p in enumerate(printed)
    ]
    numbers = dict.fromkeys(line.page for line in lines)
    if len(numbers) > limits.pages:
        raise ReadError(f"text of {len(numbers):,} pages (limit {limits.pages:,}); split the file")
    pages: dict[int, list[Line | SourceTable]] = {n: [] for n in numbers}
    for item in _with_spaced_tables(printed, lines, limits):
        pages[item.page].append(item)
    return Source(name, "text", tuple(Page(n, tuple(with_tables(items, limits))) for n, items in pages.items()))


def _with_spaced_tables(printed: list[_Printed], lines: list[Line], limits: Limits) -> Iterator[Line | SourceTable]:
    at = 0
    for table in find_tables([" " * p.indent + p.text for p in printed], [p.blanks for p in printed]):
        yield from lines[at : table.first]
        yield table_of(table.rows, lines[table.first].page, limits)
        at = table.past
    yield from lines[at:]


def _printed_lines(text: str) -> list[_Printed]:
    printed: list[_Printed] = []
    page, blanks = 1, 0
    for part, sheet in enumerate(text.split("\f")):
        if part and printed:
            page, blanks = printed[-1].page + 1, 0
        for raw in sheet.split("\n"):
            stripped = raw.strip()
            if not stripped:
                blanks += 1
                continue
            line = raw.replace("\t", " ").strip() if "\t" not in stripped else re.sub(r"\t+", "  ", stripped)
            printed.append(_Printed(line, page, blanks, len(raw) - len(raw.lstrip())))
            blanks = 0
    return printed


def usual_blanks(blanks: list[int]) -> int:
    """How many blank lines stand between printed lines as a matter of course.

    Example:
        >>> usual_blanks([1, 1, 1, 3, 1, 0]), usual_blanks([0, 0, 1, 0])
        (1, 0)
    """
    if not blanks:
        return 0
    count, times = Counter(blanks).most_common(1)[0]
    return count if times >= _USUAL_SHARE * len(blanks) else 0


def is_wrapped(lines: list[str]) -> bool:
    """Whether lines were broken at a width, so that a paragraph runs over several of them.

    Example:
        >>> is_wrapped(["Thực hiện Chỉ thị của Bộ", "trưởng về nhiệm vụ năm", "học mới, Sở yêu cầu:"])
        True
    """
    if len(lines) < 2:
        return False
    run_on = sum(not _TERMINAL.search(a) and b[:1].islower() and not _LABEL.match(b) for a, b in pairwise(lines))
    chars = sum(map(len, lines))
    long = sum(len(line) for line in lines if len(line) > _LONG_LINE)
    if long > _LONG_SHARE * chars:
        return run_on > 0.4 * len(lines)
    return run_on > _RUN_ON_SHARE * len(lines)


def _starts(before: _Printed | None, line: _Printed) -> bool | None:
    """Whether a paragraph surely begins here, in a file that keeps its paragraphs whole."""
    if before is None or _LABEL.match(line.text):
        return True
    if line.text[:1].islower():
        return None
    if _TERMINAL.search(before.text):
        return True
    return None if len(before.text) >= _SHORT_LINE or line.blanks == 0 else True


def _marked_pages(printed: list[_Printed], usual: int) -> list[_Printed]:
    """Count pages where a spaced-out file shows their ends: the next line follows at once, indented by one space."""
    if usual == 0 or printed[-1].page > 1:
        return printed
    page = 1
    marked = []
    for i, p in enumerate(printed):
        if i and p.blanks == 0 and p.indent == 1:
            page += 1
        marked.append(_Printed(p.text, page, usual if p.blanks == 0 and p.indent == 1 else p.blanks, p.indent))
    return marked
