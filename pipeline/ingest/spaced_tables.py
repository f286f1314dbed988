"""Tables that plain text sets in columns by spaces alone, as a PDF's text laid out like its page has them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.ingest.pipe_tables import NUMBER_HEAD

_SEGMENT = re.compile(r"\S+(?: \S+)*")
_LABEL = re.compile(r"(?:\d{1,3}(?:\.\d{1,2})*|[IVX]{1,5}|[A-ZĐa-zđ])[.)]?")
_LEAST_COLUMNS = 3
_GAP = 2
"""So many blanks between two columns on every line."""


@dataclass(frozen=True, slots=True)
class SpacedTable:
    """The rows of a table and the lines that it takes up: from ``first`` to before ``past``."""

    first: int
    past: int
    rows: tuple[tuple[str, ...], ...]


def find_tables(lines: Sequence[str], blanks: Sequence[int]) -> list[SpacedTable]:
    """Tables whose head begins with a column of row numbers (``TT``, ``STT``), columns kept apart by blanks.

    Args:
        lines: printed lines with their indent, none of them blank.
        blanks: how many blank lines stand before each.

    Example:
        >>> lines = ["TT  Nhiệm vụ    Chủ trì", "1   Rà soát     Sở Y tế", "    quy định", "2   Tập huấn    Sở Nội vụ"]
        >>> [table.rows for table in find_tables(lines, [0] * 4)]
        [(('TT', 'Nhiệm vụ', 'Chủ trì'), ('1', 'Rà soát quy định', 'Sở Y tế'), ('2', 'Tập huấn', 'Sở Nội vụ'))]
    """
    found: list[SpacedTable] = []
    at = 0
    while at < len(lines):
        table = _table_at(lines, blanks, at) if _is_head(lines[at]) else None
        if table:
            found.append(table)
        at = table.past if table else at + 1
    return found


def _segments(line: str) -> list[re.Match[str]]:
    return list(_SEGMENT.finditer(line))


def _is_head(line: str) -> bool:
    segments = _segments(line)
    return len(segments) >= _LEAST_COLUMNS and NUMBER_HEAD.fullmatch(segments[0].group()) is not None


def _table_at(lines: Sequence[str], blanks: Sequence[int], first: int) -> SpacedTable | None:
    wanted = len(_segments(lines[first]))
    taken = _marks(lines[first])
    body: list[int] = []
    at = first + 1
    while at < len(lines):
        if lines[at].split() == lines[first].split():  # the head again on the next page
            at += 1
            continue
        if not _heads_group(lines[at], taken, wanted):
            more = taken | _marks(lines[at])
            if len(_columns(more)) < wanted:
                break
            taken = more
        body.append(at)
        at += 1
    columns = _columns(taken)
    if len(columns) != wanted:
        return None
    rows = _rows(lines, blanks, body, columns)
    if not any(row[0] for row in rows):
        return None
    head, rest = _cells([lines[first]], columns), rows
    while rest and not rest[0][0]:  # the head's own further lines
        head = tuple(" ".join(filter(None, pair)) for pair in zip(head, rest[0], strict=True))
        rest = rest[1:]
    return SpacedTable(first, at, (head, *rest))


def _marks(line: str) -> frozenset[int]:
    """The places of a line that are printed on; a single blank between two words is."""
    return frozenset(place for m in _segments(line) for place in range(m.start(), m.end()))


def _columns(taken: frozenset[int]) -> list[tuple[int, int]]:
    """The stretches that are printed on, from start to before end; less than two blanks part no columns."""
    columns: list[tuple[int, int]] = []
    for place in sorted(taken):
        if columns and place < columns[-1][1] + _GAP:
            columns[-1] = (columns[-1][0], place + 1)
        else:
            columns.append((place, place + 1))
    return columns


def _heads_group(line: str, taken: frozenset[int], wanted: int) -> bool:
    """Whether a line is a label and a heading over all columns: ``I   Nhóm nhiệm vụ về thể chế``."""
    segments = _segments(line)
    columns = _columns(taken)
    return (
        len(segments) == 2
        and _LABEL.fullmatch(segments[0].group()) is not None
        and segments[0].end() <= columns[0][1] + 1
        and len(_columns(taken | _marks(line))) < wanted
    )


def _rows(
    lines: Sequence[str], blanks: Sequence[int], body: Sequence[int], columns: Sequence[tuple[int, int]]
) -> list[tuple[str, ...]]:
    """The rows: between blank lines where each such block has one number, else from one number to the next."""
    blocks: list[list[str]] = []
    for at in body:
        if not blocks or blanks[at]:
            blocks.append([])
        blocks[-1].append(lines[at])
    if len(blocks) < 2 or any(sum(_has_label(line, columns) for line in block) != 1 for block in blocks):
        blocks = []
        for at in body:
            if not blocks or _has_label(lines[at], columns):
                blocks.append([])
            blocks[-1].append(lines[at])
    return [_cells(block, columns) for block in blocks]


def _has_label(line: str, columns: Sequence[tuple[int, int]]) -> bool:
    return bool(line[: columns[0][1]].strip())


def _cells(block: Sequence[str], columns: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    """The cells of a row: each run of words belongs to the last column that begins no later than it."""
    cells: list[list[str]] = [[] for _ in columns]
    for line in block:
        for m in _segments(line):
            column = max((n for n, (start, _) in enumerate(columns) if start <= m.start()), default=0)
            cells[column].append(m.group())
    return tuple(" ".join(cell) for cell in cells)
