"""Writes a table into the canonical text: its head, its rows cell by cell, its group rows as sections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model import Cell, Line, Part, Row, Table
from pipeline.structure.canonical import TextBuilder
from pipeline.structure.join import Joined, join_lines
from pipeline.structure.layout import Layout, survey
from pipeline.structure.numbering import Label, read_label
from pipeline.structure.tables.read import RowDraft, TableDraft


@dataclass(slots=True)
class GroupText:
    """A group row: a section of its own inside a table. ``parent`` is another group's place among all sections."""

    name: str
    label: str
    heading: str
    start: int
    end: int
    heading_end: int
    parent: int | None = None
    rank: int = 6
    style: str = ""


def write_table(
    builder: TextBuilder, draft: TableDraft, owner: int | None, part: Part, first_group: int
) -> tuple[Table, list[GroupText]]:
    """Write a table.

    Args:
        builder: where the text is collected.
        draft: the table as read.
        owner: the section that the table stands in.
        part: the part of the document.
        first_group: the place that the table's first group gets among all sections.

    Returns:
        the table, and its group rows that bear a label.
    """
    start, end = builder.length, builder.end
    for head in draft.header:
        if head.strip():
            _, end = builder.add(Joined(" ".join(head.split()), ()))
    layouts = [survey([line for row in draft.rows for line in row.cells[c]]) for c in range(len(draft.columns))]
    rows: list[Row] = []
    groups: list[GroupText] = []
    open_groups: list[int] = []
    above: tuple[tuple[tuple[Line, ...], Cell], ...] = ()
    for draft_row in draft.rows:
        row_start = builder.length
        cells = _write_row(builder, draft_row, layouts, above)
        above = tuple(zip(draft_row.cells, cells, strict=True))
        end = max([end, *(cell.end for cell in cells)])
        if draft_row.group and draft_row.label and _is_section(draft_row, draft.kind):
            _open(groups, open_groups, draft_row, row_start, end)
        for index in open_groups:
            groups[index].end = end
        section = first_group + open_groups[-1] if open_groups else owner
        rows.append(Row(cells, section, draft_row.group))
    for group in groups:
        group.parent = None if group.parent is None else first_group + group.parent
    return Table(min(start, end), end, draft.kind, draft.header, draft.columns, tuple(rows), owner, part), groups


def _write_row(
    builder: TextBuilder,
    row: RowDraft,
    layouts: Sequence[Layout],
    above: Sequence[tuple[tuple[Line, ...], Cell]],
) -> tuple[Cell, ...]:
    cells = []
    for c, lines in enumerate(row.cells):
        # A merged cell is read again in every row that it covers, but printed once.
        if lines and above and above[c][0] is lines:
            cells.append(above[c][1])
            continue
        ranges = [builder.add(joined) for joined in join_lines(lines, layouts[c])]
        cells.append(Cell(ranges[0][0], ranges[-1][1]) if ranges else Cell(builder.end, builder.end))
    return tuple(cells)


def _is_section(row: RowDraft, kind: str) -> bool:
    """A group of tasks is a section however it is numbered; in other tables figures stand alone in rows too."""
    if not any(c.isalpha() for c in row.heading or ""):
        return False
    return kind == "task" or not (row.label or "0")[0].isdigit()


def _open(groups: list[GroupText], open_groups: list[int], row: RowDraft, start: int, end: int) -> None:
    label = _label(row.label or "")
    rank = label.rank if label else 6
    name = label.name if label else (row.label or "").strip(" .)(:/")
    style = label.style if label else ""
    nested = style not in {groups[i].style for i in open_groups}
    while open_groups and not _is_below(name, groups[open_groups[-1]]):
        last = groups[open_groups[-1]]
        if last.rank < rank or (last.rank == rank and nested):
            break
        open_groups.pop()
        if style and last.style == style:
            break
    parent = open_groups[-1] if open_groups else None
    if parent is not None and _is_below(name, groups[parent]):
        name = name[len(groups[parent].label.strip(" .)(:/")) + 1 :]
    groups.append(GroupText(name, row.label or "", row.heading or "", start, end, end, parent, rank, style))
    open_groups.append(len(groups) - 1)


def _is_below(name: str, group: GroupText) -> bool:
    return name.startswith(group.label.strip(" .)(:/") + ".")


def _label(printed: str) -> Label | None:
    readings = read_label(printed if printed[-1:] in ".)/:" else printed + ".")
    return readings[0] if readings else None
