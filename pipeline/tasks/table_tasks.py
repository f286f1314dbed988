"""A task out of one row of a task list: its cells fill the fields, its words what no cell says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.model import Actor, Cell, ColumnRole, Document, Table
from pipeline.tagging.actors.cell_roles import CellRole, cell_roles
from pipeline.tagging.times.timespans import binding_times
from pipeline.tasks.context import Context
from pipeline.tasks.drafts import Draft
from pipeline.tasks.headings import heading_context, heading_start
from pipeline.tasks.lexicon import pattern
from pipeline.tasks.mentions import MentionIndex, shifted
from pipeline.tasks.products import find_product
from pipeline.tasks.roles import Roles
from pipeline.tasks.rows import RowDraft, cell_text

ROW_CONFIDENCE = 0.95
_STATUS = pattern("status")


def row_task(
    document: Document, index: MentionIndex, row: RowDraft, section: int | None, said: Roles, above: Context
) -> Draft:
    """The task of a row.

    Args:
        document: the document of the table.
        index: its mentions.
        row: the cells of the row.
        section: the group or section that the row stands under.
        said: the roles that the words of the task cell give.
        above: what passes down to the section.
    """
    cells = row.cells
    lead, coordinate = _responsible(document, index, cells)
    roles = Roles(
        lead=lead or (() if "lead" in cells else said.lead),
        coordinate=coordinate or said.coordinate,
        direct=_actors(index, cells.get("direct", ())),
        report_to=said.report_to,
    )
    deadlines = [t for c in cells.get("deadline", ()) for t in shifted(index.times(c.start, c.end), c.start)]
    if not deadlines:
        sentence = document.text[row.start : row.end]
        times = binding_times(sentence, index.times(row.start, row.end), index.references(row.start, row.end))
        deadlines = shifted(times, row.start)
    return Draft(
        section,
        row.text,
        row.start,
        row.end,
        roles,
        replace(Context() if roles.lead else above, deadlines=(), coordinate=()),
        tuple(deadlines),
        tuple(r for group in cells.values() for c in group for r in index.references(c.start, c.end)),
        _product(document, row),
        ROW_CONFIDENCE,
    )


def _product(document: Document, row: RowDraft) -> str | None:
    """What the row's cell says is to be made; one that tells how far the work has come is no product."""
    said = cell_text(document, row.cells["product"]) if "product" in row.cells else None
    return find_product(row.text) if said is None or _STATUS.search(said) else said


def _actors(index: MentionIndex, cells: Sequence[Cell]) -> tuple[Actor, ...]:
    return tuple(a for cell in cells for a in shifted(index.actors(cell.start, cell.end), cell.start))


def _responsible(
    document: Document, index: MentionIndex, cells: Mapping[ColumnRole, Sequence[Cell]]
) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """Who leads and who takes part: by the words of a cell (``Phối hợp: …``), else by its column."""
    found: dict[CellRole, list[Actor]] = {"lead": [], "coordinate": []}
    columns: tuple[CellRole, ...] = ("lead", "coordinate")
    for column in columns:
        for cell in cells.get(column, ()):
            actors = index.actors(cell.start, cell.end)
            roles = cell_roles(document.text[cell.start : cell.end], actors)
            for actor, role in zip(shifted(actors, cell.start), roles, strict=True):
                found[role or column].append(actor)
    return tuple(found["lead"]), tuple(found["coordinate"])


def group_contexts(document: Document, table: Table, index: MentionIndex) -> Iterator[tuple[int, Context]]:
    """What the headings of a table's groups pass down to their rows: ``B. Trung tâm Phục vụ hành chính công``.

    Args:
        document: the document of the table.
        table: the table.
        index: its mentions.
    """
    for group in sorted({row.section for row in table.rows if row.section is not None} - {table.section}):
        section = document.sections[group]
        start = heading_start(document, section)
        if section.heading and start >= 0:
            yield group, heading_context(section.heading, start, index)
