"""Annexes: where one begins after the foot, what it is called, which path it has."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.structure.frame.titles import kind_in
from pipeline.structure.headings import is_capitals
from pipeline.structure.join import Joined
from pipeline.structure.numbering import read_bullet, read_label
from pipeline.structure.sections import AnnexHead
from pipeline.structure.words import folded_phrases, phrases
from pipeline.text import fold

_ANNEX = re.compile(
    r"^(?P<label>(?:phụ lục|phụ biểu|biểu mẫu|mẫu biểu|biểu|mẫu|bảng)(?:\s+số)?\s*"
    r"(?:[:.]?\s*(?P<number>[ivxlc]{1,5}\b|\d{1,2}[a-zđ]?\b|[a-zđ]\b))?)"
    r"\s*[.:–-]?\s*(?P<title>.*)$",
    re.IGNORECASE,
)
LONGEST_TITLE = 60  # words
TITLE_LINES = 6  # paragraphs from an annex's label to the note that it was issued with


@dataclass(frozen=True, slots=True)
class Found:
    """The annexes of a document: heads by the paragraph that opens them, and the paragraphs that are their titles."""

    heads: dict[int, AnnexHead]
    titles: frozenset[int]


def annex_label(text: str) -> tuple[str, str | None, str] | None:
    """Label, number and what follows of a line that names an annex.

    Example:
        >>> annex_label("Phụ lục II"), annex_label("PHỤ LỤC 1: DANH MỤC")
        (('Phụ lục II', 'II', ''), ('PHỤ LỤC 1', '1', 'DANH MỤC'))
        >>> annex_label("Phụ lục kèm theo Quyết định này quy định chi tiết.")
    """
    m = _ANNEX.match(text.strip())
    if m is None or len(text.split()) > LONGEST_TITLE:
        return None
    title, number = m["title"].strip(), m["number"]
    if not fold(m["label"]).startswith(fold("phụ lục")) and not number:
        return None
    if title and not (is_capitals(title) or title[0] in '("“') and not (number and ":" in text):
        return None
    return m["label"].strip().rstrip(".:"), number, title


def opens_annex(joined: Joined) -> bool:
    """Whether a line is an annex's label, standing alone, and no mention of one.

    Example:
        >>> opens_annex(Joined("PHỤ LỤC II", ())), opens_annex(Joined("Phụ lục II kèm theo Kế hoạch này.", ()))
        (True, False)
    """
    named = annex_label(joined.text)
    if named is None or not fold(named[0]).startswith(fold("phụ lục")):
        return False
    alone = not named[2] or is_capitals(named[2])
    return alone and (is_capitals(joined.text) or joined.centred or joined.bold or named[1] is not None)


def is_issue_note(text: str) -> bool:
    """``(Kèm theo Kế hoạch số …)`` under an annex's title.

    Example:
        >>> is_issue_note("(Ban hành kèm theo Quyết định số 5/QĐ-UBND)"), is_issue_note("(theo mẫu)")
        (True, False)
    """
    inner = fold(text.strip().lstrip("([").strip())
    return text.strip()[:1] in "([" and inner.startswith(folded_phrases("issued_with"))


def is_title(joined: Joined) -> bool:
    """Whether a paragraph may be part of an annex's title: set apart, without a label, without a stop."""
    text = joined.text.strip()
    if not text or read_label(text) or read_bullet(text) or len(text.split()) > LONGEST_TITLE:
        return False
    if text.endswith((".", ";", ":")) and not is_capitals(text):
        return False
    return is_capitals(text) or joined.centred or joined.bold


def find_annexes(blocks: Sequence[Joined | None]) -> Found:
    """Find the annexes among the blocks after the foot; None stands for a table."""
    starts: list[int] = []
    content = note = False
    for i, block in enumerate(blocks):
        if block is None:
            if not starts:
                starts.append(i)
            content = True
        elif _begins(blocks, i, starts, content, note):
            starts.append(i)
            content, note = False, is_issue_note(block.text)
        elif starts and is_issue_note(block.text):
            back = _title_start(blocks, i, starts[-1]) if content else i
            if back < i:
                starts.append(back)
                content = False
            note = True
        elif not is_title(block):
            content = content or _is_content(block.text)
    return _name(blocks, starts)


def _begins(blocks: Sequence[Joined | None], i: int, starts: Sequence[int], content: bool, note: bool) -> bool:
    block = blocks[i]
    assert block is not None
    named = annex_label(block.text)
    if not starts:
        return bool(named) or is_issue_note(block.text) or is_title(block) or _opens_with_title(block.text)
    if named:
        return content or note or _other_annex(blocks[starts[-1]], named)
    return content and is_capitals(block.text) and fold(block.text.strip()) in folded_phrases("annex_title")


def _opens_with_title(text: str) -> bool:
    """``Danh mục các nhiệm vụ`` in a file that tells neither capitals nor centring."""
    short = len(text.split()) <= LONGEST_TITLE and not text.endswith((".", ";"))
    low = fold(text)
    return short and any(low.startswith(f"{p} ") for p in folded_phrases("annex_title"))


def _is_content(text: str) -> bool:
    return bool(read_label(text) or read_bullet(text)) or text.rstrip().endswith((".", ";"))


def _title_start(blocks: Sequence[Joined | None], i: int, least: int) -> int:
    while i - 1 > least and (before := blocks[i - 1]) is not None and is_title(before):
        i -= 1
    return i


def _other_annex(opening: Joined | None, named: tuple[str, str | None, str]) -> bool:
    first = annex_label(opening.text) if opening else None
    return first is not None and first[1] != named[1]


def _titles_end(blocks: Sequence[Joined | None], start: int) -> int:
    """Where the title ends: behind a note ``(Kèm theo …)`` that follows soon, else behind the last line set apart."""
    end = start + 1
    for i in range(start + 1, min(start + TITLE_LINES, len(blocks))):
        block = blocks[i]
        if block is None or (_is_content(block.text) and not is_issue_note(block.text)):
            break
        if is_issue_note(block.text):
            return i + 1
    while end < len(blocks) and (block := blocks[end]) is not None and is_title(block):
        end += 1
    return end


def _name(blocks: Sequence[Joined | None], starts: Sequence[int]) -> Found:
    heads: dict[int, AnnexHead] = {}
    titles: set[int] = set()
    used: set[str] = set()
    for order, start in enumerate(starts, 1):
        opening = blocks[start]
        named = annex_label(opening.text) if opening else None
        label = named[0] if named else None
        own = opening.text.strip() if opening and not is_issue_note(opening.text) else ""
        heading = [named[2] if named else own]
        limit = starts[order] if order < len(starts) else len(blocks)
        for i in range(start + 1, min(_title_limit(blocks, start), limit)):
            block = blocks[i]
            if block is None:
                break
            titles.add(i)
            if is_issue_note(block.text):
                continue
            heading.append(block.text.strip())
        if not named and any(_names_kind(h) for h in heading):
            heads[start] = AnnexHead("", None, None)
            titles.add(start)
            continue
        path = _path(named[1] if named else None, order, len(starts), used)
        used.add(path)
        heads[start] = AnnexHead(path, label, " ".join(h for h in heading if h) or None)
    return Found(heads, frozenset(titles))


def _names_kind(line: str) -> bool:
    """Whether a title's line opens with a kind of document: then what is issued is a plan or rules, no annex."""
    kind = kind_in(line)
    return kind is not None and kind[0] not in phrases("annexed_kind")


def _title_limit(blocks: Sequence[Joined | None], start: int) -> int:
    """Titles go on to the note ``(Kèm theo …)``; without one, only the first line under a bare label is the title."""
    end = _titles_end(blocks, start)
    opening = blocks[start]
    if end == start + 1 and opening is not None and (named := annex_label(opening.text)) and not named[2]:
        following = blocks[end] if end < len(blocks) else None
        if following is not None and not read_label(following.text) and not read_bullet(following.text):
            text = following.text.strip()
            end += len(text.split()) <= LONGEST_TITLE and not text.endswith((".", ";", ":"))
    return end


def _path(number: str | None, order: int, count: int, used: set[str]) -> str:
    if number is None and count == 1:
        return "PL"
    value = str(order)
    if number:
        value = number.upper().lstrip("0") or "0"
    path = f"PL{value}"
    return path if path not in used else f"PL{order}" if f"PL{order}" not in used else f"PL{value}_{order}"
