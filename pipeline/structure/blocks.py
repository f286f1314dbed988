"""Blocks: paragraphs and tables in reading order, each with the zone of the document that it stands in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.model import Line, SourceTable
from pipeline.structure.enumerated import part_enumerated
from pipeline.structure.join import Joined, join_lines, put_together
from pipeline.structure.layout import Layout
from pipeline.structure.run_on import (
    mend_cut,
    one_after_other,
    part_articles,
    part_run_in_heading,
    part_run_on,
)
from pipeline.structure.running import Footnote, Item
from pipeline.structure.tables.read import TableDraft, read_table

HEAD_ZONES = ("head", "title", "addressees")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a table; ``zone`` is head, title, addressees, body, foot, after (the foot) or footnote."""

    zone: str
    joined: Joined | None = None
    table: TableDraft | None = None
    page: int = 1

    @property
    def text(self) -> str:
        """The paragraph's words, nothing for a table."""
        return self.joined.text if self.joined else ""


def find_zones(items: Sequence[Item], head: Mapping[int, str], foot: frozenset[int]) -> list[str]:
    """Where every item stands: head parts, body, foot, or after the foot."""
    last = max(foot, default=len(items))
    zones = []
    for i in range(len(items)):
        zones.append("foot" if i in foot else head[i] if i in head and i < last else "after" if i > last else "body")
    return zones


def _lines_of(table: SourceTable) -> list[Line]:
    return [line for row in table.rows for cell in row if cell is not None for line in cell.lines]


def _lays_out(table: SourceTable) -> bool:
    """Whether a table only lays text out: no rules, or one column."""
    return not table.ruled or all(sum(cell is not None for cell in row) <= 1 for row in table.rows)


def make_blocks(items: Sequence[Item], zones: Sequence[str], layout: Layout) -> list[Block]:
    """Join the lines of every zone to paragraphs; tables stay between them."""
    blocks: list[Block] = []
    run: list[Line] = []

    def flush(zone: str) -> None:
        if not run:
            return
        single = zone in {"head", "foot"}
        joined = [put_together([line]) for line in run if line.text.strip()] if single else join_lines(run, layout)
        if not single:
            parted = part_enumerated(part_articles(mend_cut(joined)))
            joined = [part for paragraph in parted for part in part_run_in_heading(paragraph)]
        blocks.extend(Block(zone, j, page=j.last_page) for j in joined)
        run.clear()

    before = ""
    for item, zone in zip(items, zones, strict=True):
        if zone != before:
            flush(before)
        before = zone
        if isinstance(item, Line):
            run.append(item)
        elif zone not in {"body", "after"} or _lays_out(item):
            for line in _lines_of(item):
                run.append(line if line.starts is not None or zone == "head" else replace(line, starts=None))
        else:
            flush(zone)
            blocks.append(Block(zone, table=read_table(item), page=item.page))
    flush(before)
    return _parted(blocks)


def _parted(blocks: list[Block]) -> list[Block]:
    """Part a text that was set as one paragraph, with what line ends at a colon tore off it."""
    body = [b.joined for b in blocks if b.zone == "body" and b.joined]
    total = sum(len(j.text) for j in body)
    if all(len(part_run_on(j, total)) == 1 for j in body):
        return blocks
    out: list[Block] = []
    for block in blocks:
        before = out[-1] if out else None
        if before and before.joined and block.joined and before.zone == block.zone == "body":
            out[-1] = replace(before, joined=one_after_other(before.joined, block.joined))
        else:
            out.append(block)
    return [
        replace(block, joined=part) if part else block
        for block in out
        for part in (part_run_on(block.joined, total) if block.joined and block.zone == "body" else [None])
    ]


def with_footnotes(blocks: list[Block], notes: Sequence[Footnote], layout: Layout) -> list[Block]:
    """Put every note behind the last block of its page."""
    out = list(blocks)
    for note in reversed(notes):
        lines = [replace(line, starts=not i) for i, line in enumerate(note.lines)]
        block = Block("footnote", join_lines(lines, layout)[0], page=note.page)
        after = max((i for i, b in enumerate(out) if b.zone != "footnote" and _first_page(b) <= note.page), default=-1)
        out.insert(after + 1, block)
    return out


def _first_page(block: Block) -> int:
    return block.joined.pieces[0].page if block.joined else block.page
