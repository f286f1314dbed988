"""A whole text set as one paragraph: parted again before the labels that go on in sequence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.ingest.flat_text import split_body
from pipeline.structure.join import Joined, Piece
from pipeline.structure.numbering import read_label

LONGEST = 1000  # letters of a paragraph that is looked into
SHARE = 0.4  # of the body's letters that it must hold: in an ordinary text no paragraph does


def part_run_on(paragraphs: Sequence[Joined]) -> list[Joined]:
    """Part paragraphs that hold most of a body and several labelled units.

    Example:
        >>> text = "Nay yêu cầu: 1. Sở Y tế rà soát. 2. Sở Nội vụ báo cáo. 3. Ủy ban nhân dân xã thực hiện. " * 1 + "x " * 500
        >>> [p.text[:12] for p in part_run_on([Joined(text, ())])]
        ['Nay yêu cầu:', '1. Sở Y tế r', '2. Sở Nội vụ', '3. Ủy ban nh']
    """
    total = sum(len(p.text) for p in paragraphs)
    out: list[Joined] = []
    for paragraph in paragraphs:
        if len(paragraph.text) < max(LONGEST, SHARE * total):
            out.append(paragraph)
            continue
        parts = split_body(paragraph.text)
        labelled = sum(bool(read_label(part)) for part in parts)
        out += _cut(paragraph, parts) if labelled >= 2 else [paragraph]
    return out


def _cut(paragraph: Joined, parts: Sequence[str]) -> list[Joined]:
    out: list[Joined] = []
    at = 0
    for part in parts:
        start = paragraph.text.find(part, at)
        if start < 0:
            return [paragraph]
        at = start + len(part)
        pieces = tuple(
            Piece(max(p.start, start) - start, min(p.end, at) - start, p.page, p.box)
            for p in paragraph.pieces
            if p.end > start and p.start < at
        )
        out.append(replace(paragraph, text=part, pieces=pieces))
    return out
