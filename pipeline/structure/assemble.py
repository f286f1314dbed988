"""From a source to a document: every stage of the structure in its order."""

from __future__ import annotations

from pipeline.model import Document, Line, Source
from pipeline.structure.annexes import Found, find_annexes, opens_annex
from pipeline.structure.blocks import Block, find_zones, make_blocks, with_footnotes
from pipeline.structure.frame.foot import read_foot
from pipeline.structure.frame.letterhead import read_letterhead
from pipeline.structure.frame.metadata import build
from pipeline.structure.layout import survey
from pipeline.structure.numbering import read_bullet
from pipeline.structure.placing import name_units
from pipeline.structure.preamble import closing_start, preamble_end
from pipeline.structure.running import strip_running
from pipeline.structure.sections import Outline, build_outline
from pipeline.structure.tables.flattened import restore_tables
from pipeline.structure.tables.read import merge_over_pages
from pipeline.structure.unfolding import unfold_pages
from pipeline.structure.writing import Structure, write_document

TEXT_ZONES = ("body", "after")


def parse(source: Source) -> Document:
    """Give a file's lines and tables their structure: paragraphs, sections, tables, head and foot, one text.

    Args:
        source: what a reader gave.

    Returns:
        the document; nothing of the source is lost but running heads and page numbers.

    Example:
        >>> from pipeline.model import Page
        >>> lines = (Line("CHỈ THỊ", starts=True), Line("1. Sở Y tế rà soát.", starts=True))
        >>> [s.path for s in parse(Source("x", "text", (Page(1, lines),))).sections]
        ['1']
    """
    stripped = strip_running(source)
    items = merge_over_pages(restore_tables(unfold_pages(stripped.items)))
    letterhead, foot = read_letterhead(items), read_foot(items)
    zones = find_zones(items, letterhead.roles, frozenset(foot.indexes))
    text = [item for item, zone in zip(items, zones, strict=True) if isinstance(item, Line) and zone in TEXT_ZONES]
    layout = survey(text)
    blocks = with_footnotes(make_blocks(items, zones, layout), stripped.footnotes, layout)
    metadata = build(letterhead, foot, tuple(b.text for b in blocks if b.zone == "body" and b.joined))
    return write_document(source, blocks, _structure(blocks), metadata)


def _structure(blocks: list[Block]) -> Structure:
    """Sections, annexes, preamble and closing of the blocks."""
    annexes = _annexes(blocks)
    first_annex = min(annexes.heads, default=len(blocks))
    # What stands behind the foot and is no annex (a caption of the page it was taken from) has no units.
    placed = [b if b.zone == "body" or i >= first_annex else None for i, b in enumerate(blocks)]
    placed = [b if b and b.zone in TEXT_ZONES else None for b in placed]
    silent = frozenset(i for i, b in enumerate(placed) if b is None or b.table) | annexes.titles
    outline = build_outline([b.text if b else "" for b in placed], annexes.heads, silent)
    for i, b in enumerate(blocks):
        if placed[i] is None and b.zone != "footnote":
            outline.owner[i] = None
    named = name_units(outline, [b.joined for b in blocks], annexes.titles)
    body = [i for i, b in enumerate(blocks) if b.zone == "body" and i < first_annex]
    _close(outline, blocks, body)
    units = [u.first for u in outline.units if not u.annex and u.first < first_annex]
    count = preamble_end([blocks[i].text for i in body], body.index(units[0]) if units else None)
    return Structure(outline, named, frozenset(body[:count]), annexes)


def _annexes(blocks: list[Block]) -> Found:
    after = [i for i, b in enumerate(blocks) if b.zone == "after"]
    if not after and not any(b.zone == "foot" for b in blocks):
        # A file may hold annexes alone, or a text whose foot was left out.
        first = next((i for i, b in enumerate(blocks) if b.zone == "body" and b.joined and opens_annex(b.joined)), None)
        after = [] if first is None else [i for i in range(first, len(blocks)) if blocks[i].zone != "footnote"]
    if not after:
        return Found({}, frozenset())
    found = find_annexes([blocks[i].joined for i in after])
    return Found({after[i]: head for i, head in found.heads.items()}, frozenset(after[i] for i in found.titles))


def _close(outline: Outline, blocks: list[Block], body: list[int]) -> None:
    """Take the closing paragraphs out of the last unit."""
    openers = {u.first for u in outline.units}
    owned = []
    for k, i in enumerate(body):
        before = body[k - 1] if k else None
        only_text = before in openers and outline.units[outline.owner[i] or 0].first == before
        owned.append(i in openers or blocks[i].joined is None or read_bullet(blocks[i].text) is not None or only_text)
    start = closing_start([blocks[i].text for i in body], owned)
    for i in body[start:]:
        outline.owner[i] = None
