"""Writes the document: canonical text, offsets of paragraphs, sections and tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.model import Document, Indicator, Metadata, Paragraph, Part, Section, Source, Table
from pipeline.structure.annexes import Found
from pipeline.structure.blocks import HEAD_ZONES, Block
from pipeline.structure.canonical import TextBuilder
from pipeline.structure.numbering import read_bullet
from pipeline.structure.placing import Named
from pipeline.structure.sections import Outline
from pipeline.structure.table_text import GroupText, write_table
from pipeline.structure.tables.indicators import read_indicators


@dataclass(frozen=True, slots=True)
class Structure:
    """What is known of the blocks: units with their names, which blocks are preamble, which open annexes."""

    outline: Outline
    named: list[Named]
    preamble: frozenset[int]
    annexes: Found


@dataclass(slots=True)
class _Span:
    start: int
    end: int
    heading_end: int


def write_document(source: Source, blocks: Sequence[Block], structure: Structure, metadata: Metadata) -> Document:
    """Put everything into one text."""
    paged = len(source.pages) > 1 or any(page.height for page in source.pages)
    builder = TextBuilder(paged)
    spans: dict[int, _Span] = {}
    written: list[Paragraph | Table] = []
    groups: list[tuple[int | None, GroupText]] = []
    indicators: list[Indicator] = []
    opener = {unit.first: index for index, unit in enumerate(structure.outline.units)}
    for i, block in enumerate(blocks):
        owner, part = structure.outline.owner[i], _part(i, block, structure)
        if block.table is not None:
            table, found = write_table(builder, block.table, owner, part, len(structure.outline.units) + len(groups))
            groups += [(owner, group) for group in found]
            if table.kind == "indicator":
                indicators += read_indicators(block.table)
            written.append(table)
            end = table.end
            if i in opener:
                spans[opener[i]] = _Span(table.start, end, table.start)
        else:
            paragraph = _paragraph(builder, i, block, owner, part, structure, opener.get(i))
            written.append(paragraph)
            end = paragraph.end
            if i in opener:
                spans[opener[i]] = _Span(paragraph.start, end, end if paragraph.heading else paragraph.body)
        _stretch(structure, owner, spans, end, i)
    sections, renumber = _sections(structure, spans, groups)
    return Document(
        name=source.name,
        text=builder.text(),
        metadata=metadata,
        sections=sections,
        blocks=tuple(_renumbered(block, renumber) for block in written),
        places=builder.places(),
        format=source.format,
        sha256=source.sha256,
        pages=len(source.pages) if paged else 0,
        indicators=tuple(indicators),
        notes=source.notes,
    )


def _part(i: int, block: Block, structure: Structure) -> Part:
    if block.zone in HEAD_ZONES:
        return "head"
    if block.zone == "foot":
        return "foot"
    if block.zone == "footnote":
        return "footnote"
    if i >= min(structure.annexes.heads, default=i + 1):
        return "annex"
    return "foot" if block.zone == "after" else "preamble" if i in structure.preamble else "body"


def _paragraph(
    builder: TextBuilder, i: int, block: Block, owner: int | None, part: Part, structure: Structure, unit: int | None
) -> Paragraph:
    assert block.joined is not None
    start, end = builder.add(block.joined)
    label, bullet, body = None, None, start
    heading = i in structure.annexes.titles
    if unit is not None:
        opened, named = structure.outline.units[unit], structure.named[unit]
        label = opened.printed
        heading = named.heading_block is not None and i <= named.heading_block
        if opened.label is not None:
            body = start + opened.label.end
    elif part not in ("head",) and (mark := read_bullet(block.text)):
        bullet, body = mark[0], start + mark[1]
    if owner is not None and structure.named[owner].heading_block == i:
        heading = True
    return Paragraph(start, end, body, part, owner, label, bullet, heading, block.joined.bold)


def _stretch(structure: Structure, owner: int | None, spans: dict[int, _Span], end: int, i: int) -> None:
    """A unit ends where the last thing below it ends."""
    if owner is not None and structure.named[owner].heading_block == i:
        spans[owner].heading_end = end
    while owner is not None:
        spans[owner].end = max(spans[owner].end, end)
        owner = structure.outline.units[owner].parent


def _sections(
    structure: Structure, spans: dict[int, _Span], groups: Sequence[tuple[int | None, GroupText]]
) -> tuple[tuple[Section, ...], dict[int, int]]:
    """All sections in the order of the text; groups of tables are numbered behind the units before the sorting."""
    units = structure.outline.units
    drafts: list[Section] = []
    for index, unit in enumerate(units):
        span, named = spans[index], structure.named[index]
        names = (unit.path, unit.printed, named.heading, named.role, unit.parent)
        drafts.append(Section(*names, span.start, span.end, span.heading_end))
    for owner, group in groups:
        above = drafts[owner] if owner is not None else None
        parent = group.parent if group.parent is not None else owner
        base = drafts[parent].path + "." if parent is not None else ""
        path = base + group.name
        role = above.role if above else "tasks"
        names = (path, group.label, group.heading, role, parent)
        drafts.append(Section(*names, group.start, group.end, group.heading_end))
    order = sorted(range(len(drafts)), key=lambda k: (drafts[k].start, -drafts[k].end))
    new = {old: place for place, old in enumerate(order)}
    return tuple(replace(drafts[k], parent=_mapped(drafts[k].parent, new)) for k in order), new


def _mapped(index: int | None, new: dict[int, int]) -> int | None:
    return None if index is None else new[index]


def _renumbered(block: Paragraph | Table, new: dict[int, int]) -> Paragraph | Table:
    if isinstance(block, Paragraph):
        return replace(block, section=_mapped(block.section, new))
    rows = tuple(replace(row, section=_mapped(row.section, new)) for row in block.rows)
    return replace(block, section=_mapped(block.section, new), rows=rows)
