"""In which relation a document stands to those that it names: basis, implement, amend, draft, cite."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Literal

from pipeline.model import Document, Paragraph, Reference, Table
from pipeline.tagging.tables import alternatives, rows

Relation = Literal["basis", "implement", "amend", "draft", "cite"]
SENTENCE_END = re.compile(r"(?<=[^\d\s][.!?…])\s+(?=[A-ZĐÀ-Ỹ“\"])|\n|(?<=\d[.])\s+(?=[A-ZĐÀ-Ỹ])")
LIST_LINK = re.compile(r"(?:^|.*[,;:”\"\d)]|.*\bvà|.*\bhoặc|.*\bcùng)\s*(?:(?:các|những)\s*)?$", re.DOTALL)
FOOTNOTE_MARK = re.compile(r"\s*\[?(\d{1,3})\]?[.)]?\s")


@lru_cache(maxsize=1)
def _cues() -> tuple[re.Pattern[str], dict[str, Relation]]:
    table: dict[str, Relation] = {row["cue"]: row["relation"] for row in rows("relation_cues.tsv")}  # type: ignore[misc]
    pattern = alternatives(list(table))
    return re.compile(rf"(?<![\wà-ỹ])(?P<cue>{pattern})(?![\wà-ỹ])", re.IGNORECASE), table


def relate(document: Document, references: Sequence[Reference]) -> tuple[Reference, ...]:
    """Sets every reference's relation from where it stands and what governs it; the document itself is left out.

    Args:
        document: The document that names them.
        references: Its references in reading order, offsets in the document's text.
    """
    own = (document.metadata.number or "").replace(" ", "")
    related: list[Reference] = []
    for reference in references:
        if reference.category == "numbered" and reference.key == own:
            continue
        previous = related[-1] if related else None
        related.append(replace(reference, relation=_relation(document, reference, previous)))
    return tuple(related)


def basis_keys(document: Document, references: Sequence[Reference]) -> tuple[str, ...]:
    """The keys that the preamble names directly: each once, without those named inside another's title."""
    keys: list[str] = []
    previous: Reference | None = None
    for reference in references:
        if _part(document, reference.start) == "preamble" and reference.category in ("numbered", "law"):
            direct = previous is None or _is_listed(document.text, reference, previous)
            if direct and reference.key not in keys:
                keys.append(reference.key)
            previous = reference
    return tuple(keys)


def _relation(document: Document, reference: Reference, previous: Reference | None) -> Relation:
    part = _part(document, reference.start)
    if part == "preamble":
        return "basis"
    context = _sentence_before(document.text, reference.start)
    begin = reference.start - len(context)
    if previous is not None and previous.start >= begin:
        if _is_listed(document.text, reference, previous):
            return previous.relation
        between = document.text[previous.end : reference.start]
        if ";" not in between:
            return "cite" if previous.relation not in ("implement", "cite") else _nested(between, previous.relation)
        context = between
    return _governed(context, reference)


def _nested(between: str, outer: Relation) -> Relation:
    return _governed(between, None) if outer == "cite" else "cite"


def _governed(context: str, reference: Reference | None) -> Relation:
    pattern, table = _cues()
    relation: Relation = "cite"
    for match in pattern.finditer(context):
        relation = table[re.sub(r"\s+", " ", match["cue"]).lower()]
    if relation == "draft" and reference is not None and reference.category in ("numbered", "law"):
        return "cite"
    return relation


def _is_listed(text: str, reference: Reference, previous: Reference) -> bool:
    """Whether a reference is the next item of the list that the one before belongs to."""
    if reference.start < previous.end:
        return reference.start == previous.start
    between = text[previous.end : reference.start]
    return bool(LIST_LINK.fullmatch(between)) and "\n" not in between


def _sentence_before(text: str, start: int) -> str:
    window = text[max(0, start - 1500) : start]
    last = 0
    for match in SENTENCE_END.finditer(window):
        last = match.end()
    return window[last:]


def _part(document: Document, offset: int) -> str:
    block = _block(document, offset)
    return block.part if block is not None else "body"


def _block(document: Document, offset: int) -> Paragraph | Table | None:
    blocks = document.blocks
    at = bisect_right(blocks, offset, key=lambda b: b.start) - 1
    return blocks[at] if at >= 0 else None
