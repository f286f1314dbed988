"""References against VNLegalText: exact bounds and type of nine kinds of legal documents.

How our mentions are mapped onto that data's convention:

- a mention ends before its issuer, unless a date stands behind the issuer;
- a law that amends another ends with the other's name, before its number and date; ``(sửa đổi)`` is no part of a name;
- the text is brought back to plain writing first: words joined by ``_`` are parted, spaces before ``, . ; : )`` go;
- the title of the document that a sentence was taken from is often pasted before the sentence, unsegmented and
  without marks: it is cut off.

What is mended in the data itself, unless told otherwise: a repeated mention is often marked where its words first
occur, inside the mark of a longer mention (``Nghị định số 1/2004/NĐ-CP`` inside ``Nghị định số 1/2004/NĐ-CP ngày …``).
Such a mark is moved to the next place where its words stand outside all marks.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.model import Reference
from pipeline.tagging.references.citations import read_date
from pipeline.tagging.references.find import find_references
from pipeline.tagging.references.issuers import match_issuer

LABELS = {
    "Hiến pháp": "HP",
    "Bộ luật": "BL",
    "Luật": "L",
    "Pháp lệnh": "PL",
    "Nghị định": "NĐ",
    "Nghị quyết": "NQ",
    "Quyết định": "QĐ",
    "Thông tư": "TT",
    "Thông tư liên tịch": "TTLT",
}
PASTED_TITLE = re.compile(
    r"(?:Thông tư(?: liên tịch)?|Nghị định|Quyết định|Nghị quyết|Luật|Pháp lệnh) (?!số|này|\d|\S*_)"
    r"(?:[^_ ]+ )+?(?=\S+_\S|Căn )"
)
AMENDED = re.compile(r"(?:Bộ luật|Luật|Pháp lệnh)\s+(?:về\s+)?(?:sửa đổi|bổ sung)", re.IGNORECASE)
NUMBER_OR_DATE = re.compile(r",?\s+(?:số\s*\d|ngày\s*\d|năm\s+\d|\d{4}$|\(sửa đổi).*$")
MARKUP = re.compile(r"</?[A-ZĐ]+(?:\s+rel=\"[^\"]*\")?>\s?")
FULL_NUMBER = re.compile(r"\s(?:số\s*:?\s*)?\d+[a-z]?(?:/\d{4})?\s?[-/]\s?[A-ZĐ]")
TREATY = re.compile(r"Nghị định thư")
Mark = tuple[int, int, str]
Disagreement = tuple[str, tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence in plain writing with its marks."""

    text: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """Precision, recall and F1 over a set of sentences, and where they disagree with the data.

    ``data_errors`` are the disagreements that we believe to be the data's: see ``is_data_error``.
    """

    sentences: int
    hits: int
    spurious: int
    missed: int
    disagreements: tuple[Disagreement, ...] = ()
    data_errors: tuple[Disagreement, ...] = ()

    @property
    def precision(self) -> float:
        """Share of our mentions that the data has."""
        return self.hits / (self.hits + self.spurious) if self.hits + self.spurious else 1.0

    @property
    def recall(self) -> float:
        """Share of the data's mentions that we have."""
        return self.hits / (self.hits + self.missed) if self.hits + self.missed else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0


def unsegment(text: str) -> tuple[str, list[int]]:
    """Plain writing of a segmented text, and for every old offset the new one.

    Example:
        >>> unsegment("Luật Giáo_dục , Luật Đất_đai .")[0]
        'Luật Giáo dục, Luật Đất đai.'
    """
    plain: list[str] = []
    offsets: list[int] = []
    gone = {i for m in MARKUP.finditer(text) for i in range(*m.span())}
    gone |= {m.start() for m in re.finditer(r" (?=[,.;:)])", text)} | {m.start() + 1 for m in re.finditer(r"\( ", text)}
    for i, character in enumerate(text):
        offsets.append(len(plain))
        if i not in gone:
            plain.append(" " if character == "_" else character)
    offsets.append(len(plain))
    return "".join(plain), offsets


def read_sentences(path: Path | str, mended: bool = True) -> Iterator[Sentence]:
    """The sentences of a JSON Lines file in VNLegalText's form.

    Args:
        path: The file.
        mended: Move the marks that stand inside another to where their words stand next.
    """
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        text, at = unsegment(record["data"]["value"])
        marks: list[Mark] = []
        for result in record["annotations"][0]["result"]:
            value = result["value"]
            start, end = at[value["start"]], at[value["end"]]
            end = start + len(text[start:end].rstrip(" ,"))
            marks.append((start, end, value["labels"][0]))
        title = PASTED_TITLE.match(record["data"]["value"])
        cut = at[title.end()] if title else 0
        if any(start < cut for start, _, _ in marks):
            cut = 0
        shifted = [(start - cut, end - cut, label) for start, end, label in marks]
        yield Sentence(text[cut:], tuple(sorted(set(mend_marks(text[cut:], shifted) if mended else shifted))))


def mend_marks(text: str, marks: list[Mark]) -> list[Mark]:
    """Moves every mark that lies inside another to the next place where its words stand outside all marks.

    Example:
        >>> mend_marks("NĐ 1 ngày 2, NĐ 1", [(0, 11, "NĐ"), (0, 4, "NĐ")])
        [(0, 11, 'NĐ'), (13, 17, 'NĐ')]
    """
    placed: list[Mark] = []
    for mark in sorted(marks, key=lambda m: (m[0] - m[1], m[0])):
        start, end, label = mark
        words = text[start:end]
        while start >= 0 and any(a <= start < b for a, b, _ in placed):
            start = text.find(words, start + 1)
        placed.append((start, start + len(words), label) if start >= 0 else mark)
    return placed


def to_mark(reference: Reference) -> Mark | None:
    """A reference in that data's convention; None for kinds that it does not mark."""
    label = LABELS.get(reference.type)
    if label is None or reference.category not in ("numbered", "law"):
        return None
    return reference.start, reference.start + _length(reference), label


def _length(reference: Reference) -> int:
    text = reference.text
    amended = AMENDED.match(text)
    if amended:
        inner = [m.start() for m in re.finditer(r"(?<!các )(?<!Bộ )(?<!\d )(?:[Ll]uật|Pháp lệnh)\s", text)][-1]
        tail = NUMBER_OR_DATE.search(text, inner)
        return tail.start() if tail and inner else len(text)
    revised = re.search(r"\s*\((?:sửa đổi)[^)]*\)$", text)
    return revised.start() if revised else _end_without_issuer(reference) - reference.start


def _end_without_issuer(reference: Reference) -> int:
    text = reference.text
    for place in re.finditer(r"\s*của\s", text):
        by = match_issuer(text, place.start())
        end = by.end() if by else len(text) if text[place.end() :] == reference.issuer else 0
        if end and not read_date(text, end) and any(c.isdigit() for c in text[: place.start()]):
            return reference.start + len(text[: place.start()].rstrip(" ,"))
    return reference.end


def evaluate_references(path: Path | str, marked_only: bool = False, mended: bool = True) -> Figures:
    """Compares what is found with the marks: a hit has the same start, end and type.

    Args:
        path: A JSON Lines file in VNLegalText's form.
        marked_only: Leave out the sentences that hold no mark.
        mended: Mend the data's misplaced marks first, see the head of this module.
    """
    count = hits = spurious = missed = 0
    disagreements: list[Disagreement] = []
    data_errors: list[Disagreement] = []
    for sentence in read_sentences(path, mended):
        if marked_only and not sentence.marks:
            continue
        count += 1
        gold = set(sentence.marks)
        ours = {mark for reference in find_references(sentence.text) if (mark := to_mark(reference))}
        hits += len(gold & ours)
        spurious += len(ours - gold)
        missed += len(gold - ours)
        if ours != gold:
            both = (sentence.text, _said(sentence.text, ours - gold), _said(sentence.text, gold - ours))
            disagreements.append(both)
            if is_data_error(sentence.text, ours - gold, gold - ours):
                data_errors.append(both)
    return Figures(count, hits, spurious, missed, tuple(disagreements), tuple(data_errors))


def is_data_error(text: str, ours: set[Mark], theirs: set[Mark]) -> bool:
    """Whether a disagreement is evidently the data's.

    Evident is: a document printed with kind, number and notation that bears no mark; a mark that stops before the date
    that follows at once, as the other marks do not; an international protocol (Nghị định thư) marked as a law.

    Example:
        >>> is_data_error("theo Nghị định số 1/2004/NĐ-CP.", {(5, 30, "NĐ")}, set())
        True
    """
    open_marks = {mark for mark in theirs if not TREATY.match(text, mark[0])}
    for start, end, label in ours:
        shorter = {mark for mark in open_marks if mark[0] == start and mark[2] == label and mark[1] < end}
        unmarked = not any(a < end and start < b for a, b, _ in theirs) and FULL_NUMBER.search(text, start, end)
        dated = any(_dated_to(text, mark[1], end) for mark in shorter)
        if not (unmarked or dated):
            return False
        open_marks -= shorter
    return not open_marks


def _dated_to(text: str, start: int, end: int) -> bool:
    dated = read_date(text, start)
    return dated is not None and dated[0] == end


def _said(text: str, marks: set[Mark]) -> tuple[str, ...]:
    return tuple(f"{label}: {text[start:end]}" for start, end, label in sorted(marks))
