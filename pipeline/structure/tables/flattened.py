"""Tables that a text reader flattened to lines become tables again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.model import Line, SourceTable, TableCell
from pipeline.structure.tables.columns import column_roles, role_of
from pipeline.structure.tables.division import Piece, divide_rows
from pipeline.structure.tables.flat_header import FlatHeader, find_header, repeats
from pipeline.structure.tables.line_parts import Atom
from pipeline.text import fold

_NUMBER = re.compile(r"^(\d{1,3}(?:\.\d{1,3})*)([.)]?)(?:\s+(?P<rest>\S.*))?$")
_GROUP = re.compile(r"^(?P<label>[IVXLC]{1,6}(?:\.\d{1,2})*|[A-HK])(?P<mark>[.)]?)(?:\s+(?P<rest>\S.*))?$")
_END = re.compile(r"^\W*(?:nơi nhận|phụ lục|kính gửi|ghi chú\s*:|người lập|kt\.|tm\.|tl\.)(?!\w)")
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_LETTERS = "ABCDEGHIK"
_LEAST_ROWS = 2
_TRAILING = re.compile(r"\s(\d{1,3})([.)]?)$")
# So many lines ahead the next row has to begin.
_AHEAD = 60


@dataclass(slots=True)
class _Row:
    """A row in the making: its number, or the label of a group, and its lines page by page."""

    number: str
    group: bool = False
    pages: list[list[Line]] = field(default_factory=lambda: [[]])

    @property
    def lines(self) -> list[Line]:
        """All its lines."""
        return [line for page in self.pages for line in page]


def restore_tables(items: Sequence[Line | SourceTable]) -> list[Line | SourceTable]:
    """Give tables back that were flattened to lines, repeated heads gone, rows over page breaks whole.

    Example:
        >>> lines = ["TT Nhiệm vụ", "Chủ trì", "Thời gian", "1.", "Rà soát quy định", "Sở Tư pháp", "Quý I/2026",
        ...          "2.", "Tập huấn công chức", "Sở Nội vụ", "Năm 2026"]
        >>> table = restore_tables([Line(t) for t in lines])[0]
        >>> [[cell.text for cell in row] for row in table.rows][2]
        ['2.', 'Tập huấn công chức', 'Sở Nội vụ', 'Năm 2026']
    """
    restored: list[Line | SourceTable] = []
    at = 0
    while at < len(items):
        header = find_header(items, at)
        found = _restore(items, header) if header is not None else None
        if found is None:
            restored.append(items[at])
            at += 1
        else:
            table, at = found
            restored.append(table)
    return restored


def _restore(items: Sequence[Line | SourceTable], header: FlatHeader) -> tuple[SourceTable, int] | None:
    rows, end = _collect(items, header)
    real = [r for r in rows if not r.group]
    if len(real) < _LEAST_ROWS:
        return None
    roles = list(column_roles(header.heads, [[""] for _ in header.heads]))
    if role_of(header.heads[0]) == "no":
        roles = roles[1:]
    pieces = [
        [Piece(tuple(map(Atom, page)), n > 0, n + 1 < len(pages)) for n, page in enumerate(pages)]
        for pages in ([page for n, page in enumerate(row.pages) if page or not n] for row in real)
    ]
    divided = iter(divide_rows(pieces, roles))
    width = len(header.heads)
    first = items[header.start]
    table = [tuple(TableCell((Line(text, page=first.page, starts=True),)) for text in header.heads)]
    for row in rows:
        if row.group:
            cell = TableCell(tuple(row.lines), colspan=width)
            table.append((cell, *([None] * (width - 1))))  # type: ignore[arg-type]
        else:
            cells = next(divided)
            page = row.lines[0].page if row.lines else first.page
            number = TableCell((Line(row.number, page=page, starts=True),))
            table.append((number, *(TableCell(tuple(lines)) for lines in cells)))
    return SourceTable(tuple(table), page=first.page, ruled=True), end


def _collect(items: Sequence[Line | SourceTable], header: FlatHeader) -> tuple[list[_Row], int]:
    """The rows below a head, up to what is no part of the table."""
    rows: list[_Row] = []
    numbers: list[int] = []
    groups: dict[str, int] = {}
    grouped = True
    at = header.end
    page = None
    while at < len(items):
        item = items[at]
        if not isinstance(item, Line) or _END.match(fold(item.text)):
            break
        after = repeats(items, at, header)
        if after is not None:
            _turn(rows)
            at, page = after, None
            continue
        if page is not None and item.page != page:
            _turn(rows)
        page = item.page
        number = _number_of(item.text, numbers, grouped) or _skipped(items, at, numbers)
        if number is not None:
            numbers, rest = number
            grouped = False
            label = _NUMBER.match(item.text)
            rows.append(_Row(f"{label[1]}{label[2]}" if label else ""))
            numbers = _add(rows, _rest(item, rest), _trailing(items, at, numbers), numbers)
        elif _group_of(item.text, groups):
            rows.append(_Row(item.text, group=True, pages=[[item]]))
            grouped = True
        elif rows and _is_heading(item.text):
            break
        elif rows:
            numbers = _add(rows, item, _trailing(items, at, numbers), numbers)
        else:
            return [], header.start
        at += 1
    return rows, at


def _add(rows: list[_Row], line: Line, trailing: str | None, numbers: list[int]) -> list[int]:
    """Add a line to the last row; where the next row's number trails on it, begin that row."""
    text = line.text if trailing is None else line.text[: -len(trailing)].strip()
    if text:
        rows[-1].pages[-1].append(line if trailing is None else _rest(line, text))
    if trailing is None:
        return numbers
    rows.append(_Row(trailing))
    return [int(trailing.rstrip(".)"))]


def _turn(rows: list[_Row]) -> None:
    if rows and rows[-1].pages[-1]:
        rows[-1].pages.append([])


def _rest(line: Line, text: str) -> Line:
    return Line(text, line.page, line.box, line.size, line.bold, line.italic, line.centred, None, 0.0, line.confidence)


def _number_of(text: str, last: list[int], grouped: bool) -> tuple[list[int], str] | None:
    """The row's number where it is the next in turn, and what follows it; a group may restart the count."""
    m = _NUMBER.match(text)
    if m is None:
        return None
    parts = [int(p) for p in m[1].split(".")]
    rest = m["rest"] or ""
    if rest[:1].islower():
        return None
    nexts = [[*last[:i], last[i] + 1] for i in range(len(last))] + [[*last, 1]]
    first = parts in ([1], [1, 1])
    if not last:
        return (parts, rest) if first else None
    if parts in nexts and (len(parts) > 1 or len(parts) <= len(last) or rest):
        return parts, rest
    anew = grouped and (first or parts[-1] == 1 or parts[0] == last[0] + 1)
    deeper = len(parts) > 1 and parts[-1] == 1 and parts[0] in (last[0], last[0] + 1)
    return (parts, rest) if anew or deeper else None


def _found_ahead(items: Sequence[Line | SourceTable], at: int, number: int) -> int | None:
    """Where a row with this number begins among the next lines."""
    for i in range(at + 1, min(at + _AHEAD, len(items))):
        item = items[i]
        if (
            isinstance(item, Line)
            and (m := _NUMBER.match(item.text))
            and m[1] == str(number)
            and not (m["rest"] or "")[:1].islower()
        ):
            return i
    return None


def _trailing(items: Sequence[Line | SourceTable], at: int, numbers: list[int]) -> str | None:
    """The next row's number where a reader left it at the end of the line before."""
    item = items[at]
    m = _TRAILING.search(item.text) if isinstance(item, Line) else None
    if m is None or len(numbers) != 1 or int(m[1]) != numbers[0] + 1:
        return None
    own, after = _found_ahead(items, at, numbers[0] + 1), _found_ahead(items, at, numbers[0] + 2)
    return m[1] + m[2] if after is not None and (own is None or own > after) else None


def _skipped(items: Sequence[Line | SourceTable], at: int, numbers: list[int]) -> tuple[list[int], str] | None:
    """A row's number that comes after a gap in the counting, standing alone on its line."""
    item = items[at]
    m = _NUMBER.match(item.text) if isinstance(item, Line) else None
    if m is None or m["rest"] or "." in m[1] or len(numbers) != 1 or int(m[1]) != numbers[0] + 2:
        return None
    own, after = _found_ahead(items, at, numbers[0] + 1), _found_ahead(items, at, int(m[1]) + 1)
    return ([int(m[1])], "") if own is None and after is not None else None


def _group_of(text: str, groups: dict[str, int]) -> bool:
    """Whether a line is a group row whose label is the next one in its order; `groups` keeps the count."""
    m = _GROUP.match(text)
    if m is None or not m["rest"] or not (m["mark"] or m["rest"][:1].isupper()):
        return False
    if not m["mark"] and len(m["rest"].split()) < 2:
        return False
    label, _, below = m["label"].partition(".")
    roman = _roman_value(label)
    if below:
        return roman is not None and groups.get("roman") == roman
    if roman is not None and roman in (1, groups.get("roman", 0) + 1) and (roman != 1 or label == "I"):
        groups["roman"] = roman
        return True
    letter = _LETTERS.find(label) + 1
    if letter and letter == groups.get("letter", 0) + 1:
        groups["letter"], groups["roman"] = letter, 0
        return True
    return False


def _is_heading(text: str) -> bool:
    """``III. TỔ CHỨC THỰC HIỆN`` that is no group in its turn is the text's own heading: the table is over."""
    m = _GROUP.match(text)
    return m is not None and bool(m["mark"]) and len((m["rest"] or "").split()) > 1 and m["rest"].isupper()


def _roman_value(label: str) -> int | None:
    if any(ch not in _ROMAN for ch in label):
        return None
    values = [_ROMAN[ch] for ch in label]
    return sum(-v if v < n else v for v, n in zip(values, [*values[1:], 0], strict=True))
