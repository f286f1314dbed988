"""In which relation a document stands to those that it names: basis, implement, amend, draft, cite."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from pipeline.model import Document, Reference
from pipeline.tagging.references.numbers import find_numbers
from pipeline.tagging.references.short_citations import resolve
from pipeline.tagging.tables import UPPER, alternatives, rows
from pipeline.text import fold

Relation = Literal["basis", "implement", "amend", "draft", "cite"]
SENTENCE_END = re.compile(rf"(?<=[^\d\s][.!?…])\s+(?=[{UPPER}“\"])|\n|(?<=\d[.])\s+(?=[{UPPER}])")
LIST_END = re.compile(r"(?:^|[,;:])\s*(?:và\s+)?(?:các\s+|\d+\s+)?$|\s(?P<joined>và|hoặc|cùng)\s+(?:các\s+|\d+\s+)?$")
JOINED_CUES = re.compile(r"\s*(?:,|và|,\s*và)?\s*")
AMENDED_BY = re.compile(r"\s+(?:tại|theo|bởi|bằng)(?![\wà-ỹ])")
INSTRUCTED = re.compile(
    r"(?:đúng\s+)?(?:tinh\s+thần|(?:mục\s+tiêu\s*,\s*)?yêu\s+cầu|(?:ý\s+kiến\s+)?chỉ\s+đạo)(?:\s+(?:của|tại)\s.{1,80}?)?"
    r"(?:\s+tại)?(?:\s*,\s+(?:đặc\s+biệt|nhất)\s+là)?(?:\s+các)?$"
)
FOOTNOTE = re.compile(r"\s*(?:\[(\d{1,3})\]|(\d{1,3})[\s.)])")
PARTLY = re.compile(r"một\s+số\s+(?:điều|nội\s+dung)\s")
CLOSING_LINE = re.compile(r"Trên\s+đây\s+là\s+$")
DECIDING_KINDS = frozenset({"Quyết định", "Nghị quyết", "Nghị định", "Thông tư"})
ISSUES = re.compile(
    r"(?P<first>(?:^|\n)\s*(?:Điều\s+\d+\s*[.:]|\d+\.)?\s*)?(?<![\wà-ỹ])(?i:ban\s+hành|phê\s+duyệt|thông\s+qua)"
    r"(?i:\s+kèm\s+theo\s+[\wà-ỹ\s]{4,20}?\s+này)?(?i:\s+(?:bản|nội\s+dung))?\s+[“\"]?$"
)
ABOUT = re.compile(r"\b(?:v/v|về)\s*:?\s+việc(?=\s)", re.IGNORECASE)
OWN_TITLE = 0.85
WINDOW = 1500


@dataclass(frozen=True, slots=True)
class Placed:
    """A reference with its relation; ``nested`` where it stands inside another's title."""

    reference: Reference
    nested: bool


@lru_cache(maxsize=1)
def _cues() -> tuple[re.Pattern[str], dict[str, str]]:
    table = {row["cue"]: row["relation"] for row in rows("references/relation_cues.tsv")}
    pattern = rf"(?<![\wà-ỹ])(?:{alternatives(list(table))})(?![\wà-ỹ])"
    return re.compile(pattern, re.IGNORECASE), {fold(cue): relation for cue, relation in table.items()}


def _cue(match: re.Match[str]) -> str:
    return fold(re.sub(r"\s+", " ", match[0]))


@lru_cache(maxsize=1)
def _directing_kinds() -> frozenset[str]:
    return frozenset(row["kind"] for row in rows("references/kinds.tsv") if row["directs"] == "yes")


def relate(document: Document, references: Sequence[Reference]) -> tuple[Reference, ...]:
    """Sets every reference's relation from where it stands and what governs it; the document itself is left out.

    Args:
        document: The document that names them.
        references: Its references in reading order, offsets in the document's text.
    """
    return tuple(placed.reference for placed in _placed(document, resolve(references)))


def basis_keys(document: Document, references: Sequence[Reference]) -> tuple[str, ...]:
    """The keys of what the preamble names directly, each once: not what stands inside another's title.

    Args:
        document: The document that names them.
        references: Its references in reading order.
    """
    keys = (
        placed.reference.key
        for placed in _placed(document, resolve(references))
        if placed.reference.relation == "basis"
        and not placed.nested
        and placed.reference.category in ("numbered", "law")
    )
    return tuple(dict.fromkeys(keys))


def _is_itself(document: Document, reference: Reference) -> bool:
    """Whether a mention without number is the document's own kind and title: ``Trên đây là Kế hoạch …``."""
    if reference.category != "unnumbered" or fold(reference.type) != fold(document.metadata.type or ""):
        return False
    if CLOSING_LINE.search(document.text, max(0, reference.start - 20), reference.start):
        return True
    said = re.findall(r"\w+", fold(reference.key))[len(reference.type.split()) :]
    title = set(re.findall(r"\w+", fold(document.metadata.title or "")))
    return bool(title) and sum(word in title for word in said) >= OWN_TITLE * len(said)


def _is_issued_by_it(document: Document, reference: Reference) -> bool:
    """Whether a decision issues what a mention names: ``Ban hành kèm theo Quyết định này Quy chế …``."""
    if reference.category not in ("unnumbered", "programme") or document.metadata.type not in DECIDING_KINDS:
        return False
    before = document.text[max(0, reference.start - 120) : reference.start]
    issues = ISSUES.search(before)
    part = _part(document, reference.start)
    return issues is not None and (part == "head" or (part == "body" and issues["first"] is not None))


def _placed(document: Document, references: Sequence[Reference]) -> Iterator[Placed]:
    printed = document.metadata.number or ""
    own = {next((number.key for number in find_numbers(printed)), printed)}
    own |= {reference.key for reference in references if _is_issued_by_it(document, reference)}
    assigning = _assigning_cells(document)
    before: Placed | None = None
    head: Placed | None = None
    for reference in references:
        if reference.key in own or _is_itself(document, reference):
            continue
        part = _part(document, reference.start)
        context = _context(document, reference.start, part)
        begin = reference.start - len(context)
        if part == "head":
            context = ABOUT.sub("", context)
        if before is not None and before.reference.start < begin:
            before = head = None
        if any(start <= reference.start < end for start, end in assigning):
            placed = _settled(reference, "implement", part, nested=False)
        else:
            placed = _place(document, reference, context, part, before, head)
        yield placed
        before = placed
        if not placed.nested:
            head = placed


def _place(
    document: Document, reference: Reference, context: str, part: str, before: Placed | None, head: Placed | None
) -> Placed:
    if before is None or head is None:
        relation = _footnoted(document, context) if part == "footnote" else _governed(context, reference)
        return _settled(reference, relation, part, nested=False)
    if reference.start < before.reference.end:
        same = reference.start == before.reference.start
        return _settled(reference, before.reference.relation if same else "cite", part, nested=not same)
    between = document.text[before.reference.end : reference.start]
    clause = between.rpartition(";")[2]
    end = LIST_END.search(clause)
    if end and (end.start() == 0 or not _has_cue(clause[: end.start()]) or ";" not in between):
        nested = before.nested and end["joined"] is not None and before.reference.category == "numbered"
        return _settled(reference, (before if nested else head).reference.relation, part, nested=nested)
    if ";" in between:
        return _settled(reference, _governed(clause, reference), part, nested=False)
    piece = between.rpartition(",")[2]
    outer = head.reference
    if "," in between and _has_cue(piece) and not PARTLY.search(piece):
        return _settled(reference, _governed(piece, reference), part, nested=False)
    return _settled(reference, outer.relation if reference.category == "programme" else "cite", part, nested=True)


def _settled(reference: Reference, relation: Relation, part: str, *, nested: bool) -> Placed:
    if part == "preamble":
        relation = "basis"
    elif relation == "draft" and reference.category in ("numbered", "law"):
        relation = "cite"
    return Placed(replace(reference, relation=relation), nested)


def _has_cue(text: str) -> bool:
    return bool(_cues()[0].search(text))


def _governed(context: str, reference: Reference) -> Relation:
    """The relation that the nearest cue before a mention gives; cues joined by a comma or ``và`` count together."""
    pattern, table = _cues()
    found = [(m.start(), m.end(), table.get(_cue(m), "cite")) for m in pattern.finditer(context)]
    if not found:
        return "cite"
    start, end, relation = found[-1]
    if relation == "theo":
        between = context[end:].strip()
        direct = (not between or INSTRUCTED.match(between)) and context.count("(") <= context.count(")")
        written_out = reference.text.lower().startswith(reference.type.lower())
        return "implement" if direct and written_out and reference.type in _directing_kinds() else "cite"
    if fold(context[start:end]) == "kèm theo" and found[0][2] == "amend" and not context[: found[0][0]].strip():
        return "amend"
    if relation == "amend" and AMENDED_BY.match(context, end):
        return "cite"
    for earlier in reversed(found[:-1]):
        if earlier[2] == "theo" or not JOINED_CUES.fullmatch(context[earlier[1] : start]):
            break
        start = earlier[0]
        if earlier[2] == "implement":
            return "implement"
    return relation  # type: ignore[return-value]


def _footnoted(document: Document, context: str) -> Relation:
    """A footnote stands in the relation of the sentence that carries its mark; in the preamble it only cites."""
    mark = FOOTNOTE.match(context)
    if not mark:
        return "cite"
    for at in re.finditer(re.escape(f"[{mark[1] or mark[2]}]"), document.text):
        part = _part(document, at.start())
        if part == "footnote":
            continue
        if part == "preamble":
            return "cite"
        sentence = _context(document, at.start(), part)
        pattern, table = _cues()
        return (
            "implement"
            if any(table.get(_cue(m), "cite") == "implement" for m in pattern.finditer(sentence))
            else "cite"
        )
    return "cite"


def _context(document: Document, start: int, part: str) -> str:
    """The sentence up to ``start``; in the letterhead the lines of the title together."""
    window = document.text[max(0, start - WINDOW) : start]
    if part == "head":
        return window[-200:].replace("\n", " ")
    if window.endswith("\n"):
        return ""
    starts = _sentence_starts(document.text)
    at = bisect_left(starts, start)
    return document.text[max(starts[at - 1] if at else 0, start - WINDOW) : start]


@lru_cache(maxsize=1)
def _sentence_starts(text: str) -> list[int]:
    return [match.end() for match in SENTENCE_END.finditer(text)]


def _assigning_cells(document: Document) -> tuple[tuple[int, int], ...]:
    """The cells of task tables that name the document which gave the task."""
    return tuple(
        (cell.start, cell.end)
        for table in document.tables
        if table.kind == "task"
        for row in table.rows
        for cell, column in zip(row.cells, table.columns, strict=False)
        if column == "basis"
    )


def _part(document: Document, offset: int) -> str:
    at = bisect_right(document.blocks, offset, key=lambda b: b.start) - 1
    return document.blocks[at].part if at >= 0 else "body"
