"""Paragraphs that run on through numbered directives: ``… tập trung: (1) Bộ Y tế rà soát; (2) Bộ Xây dựng báo cáo``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from pipeline.structure.frame.issuers import names_body
from pipeline.structure.join import Joined
from pipeline.structure.run_on import cut
from pipeline.structure.words import CAPITAL, phrases
from pipeline.text.verbs import leading_classes

_SENTENCE = re.compile(rf"([:.])\s*\((\d{{1,2}})\)\s+(?={CAPITAL})")
_CLAUSE = re.compile(r"(?P<before>[:;.,]?)\s*\((?:(?P<number>\d{1,2})|(?P<roman>[ivx]{1,4}))\)\s*(?=[^\W\d_])")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}
FARTHEST = 8  # paragraphs between two numbered sentences of one list


def part_enumerated(paragraphs: Sequence[Joined]) -> list[Joined]:
    """Part paragraphs that run on through numbered sentences, or through numbered clauses that each direct somebody.

    Example:
        >>> texts = ["Yêu cầu tập trung: (1) Bộ Y tế rà soát.", "- Chỉ đạo các sở. (2) Bộ Xây dựng báo cáo."]
        >>> [p.text for p in part_enumerated([Joined(text, ()) for text in texts])]
        ['Yêu cầu tập trung:', '(1) Bộ Y tế rà soát.', '- Chỉ đạo các sở.', '(2) Bộ Xây dựng báo cáo.']
        >>> [p.text for p in part_enumerated([Joined("Bộ Y tế: (i) rà soát; (ii) trình Chính phủ.", ())])]
        ['Bộ Y tế:', '(i) rà soát;', '(ii) trình Chính phủ.']
        >>> len(part_enumerated([Joined("Sửa các luật: (1) Luật A; (2) Luật B.", ())]))
        1
    """
    return [part for p in _part_sentences(paragraphs) for part in cut(p, _clauses(p.text))]


def _part_sentences(paragraphs: Sequence[Joined]) -> list[Joined]:
    sequence: list[tuple[int, int]] = []
    cuts: dict[int, list[int]] = {}

    def close() -> None:
        if len(sequence) > 1:
            for n, at in sequence:
                cuts.setdefault(n, []).append(at)
        sequence.clear()

    for n, paragraph in enumerate(paragraphs):
        for m in _SENTENCE.finditer(paragraph.text):
            if m[2] == "1":
                close()
                sequence.append((n, m.start(2) - 1))
            elif sequence and m[1] == "." and int(m[2]) == len(sequence) + 1 and n - sequence[-1][0] <= FARTHEST:
                sequence.append((n, m.start(2) - 1))
    close()
    out: list[Joined] = []
    for n, paragraph in enumerate(paragraphs):
        ends = [*cuts.get(n, ()), len(paragraph.text)]
        parts = [paragraph.text[a:b].strip() for a, b in zip([0, *ends], ends, strict=False)]
        out += cut(paragraph, [part for part in parts if part]) if n in cuts else [paragraph]
    return out


def _clauses(text: str) -> list[str]:
    """The text before its numbered clauses, and each of them; the text alone where they direct nobody."""
    marks = [m for m in _CLAUSE.finditer(text) if not _in_brackets(text, m.start())]
    for first in marks:
        if first["before"] != ":" or _number(first) != 1 or _counts().search(text[: first.start()]):
            continue
        ends = [first]
        for mark in marks[marks.index(first) + 1 :]:
            if (mark["roman"] is None) == (first["roman"] is None) and _number(mark) == len(ends) + 1:
                ends.append(mark)
        starts = [m.end(1) for m in ends]
        items = [text[m.end() : stop] for m, stop in zip(ends, [*starts[1:], len(text)], strict=True)]
        if len(items) > 1 and all(map(_directs, items)):
            parts = [text[: starts[0]], *(text[a:b] for a, b in zip(starts, [*starts[1:], len(text)], strict=True))]
            return [inner for part in parts for inner in _clauses(part.strip())]
    return [text]


def _number(mark: re.Match[str]) -> int:
    return int(mark["number"]) if mark["number"] else _ROMAN.get(mark["roman"], 0)


def _in_brackets(text: str, at: int) -> bool:
    return text.count("(", 0, at) > text.count(")", 0, at)


def _directs(clause: str) -> bool:
    words = clause.strip()
    return bool(leading_classes(words) - {"report"}) or names_body(words)


@lru_cache(maxsize=1)
def _counts() -> re.Pattern[str]:
    """A lead-in's end that names what is listed: ``03 vấn đề tồn đọng``, ``các báo cáo``, ``bao gồm``."""
    bodies = "|".join(phrases("body_group"))
    some = rf"(?:\d{{1,2}}|(?:các|những)(?!\s+(?:{bodies})\b)|một số|hai|ba|bốn|năm|sáu)"
    return re.compile(rf"\b(?:{some}\s+(?:[^\W\d_]+\s+){{0,5}}[^\W\d_]+|(?:gồm|như|là)(?: có)?)\s*$")
