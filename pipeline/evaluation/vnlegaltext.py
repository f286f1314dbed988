"""References against VNLegalText: exact bounds and type of nine kinds of legal documents.

How our mentions are mapped onto that data's convention:

- a mention ends before its issuer, and before a date that stands behind an issuer: there the issuer is no part;
- one mention for a list under one notation, as here, but the parts of a list with notations of their own are separate;
- the text is brought back to plain writing first: words joined by ``_`` are parted, spaces before ``, . ; : )`` go.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.model import Reference
from pipeline.tagging.issuers import match_issuer
from pipeline.tagging.references import find_references

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
MARKUP = re.compile(r"</?[A-ZĐ]+(?:\s+rel=\"[^\"]*\")?>\s?")
Mark = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence in plain writing with its marks."""

    text: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """Precision, recall and F1 over a set of sentences, and where they disagree with the data."""

    sentences: int
    hits: int
    spurious: int
    missed: int
    disagreements: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = ()

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


def read_sentences(path: Path | str) -> Iterator[Sentence]:
    """The sentences of a JSON Lines file in VNLegalText's form."""
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        text, at = unsegment(record["data"]["value"])
        marks = set()
        for result in record["annotations"][0]["result"]:
            value = result["value"]
            start, end = at[value["start"]], at[value["end"]]
            end = start + len(text[start:end].rstrip(" ,"))
            marks.add((start, end, value["labels"][0]))
        yield Sentence(text, tuple(sorted(marks)))


def to_mark(reference: Reference) -> Mark | None:
    """A reference in that data's convention; None for kinds that it does not mark."""
    label = LABELS.get(reference.type)
    if label is None or reference.category not in ("numbered", "law"):
        return None
    return reference.start, _end_without_issuer(reference), label


def _end_without_issuer(reference: Reference) -> int:
    text = reference.text
    for place in re.finditer(r"\s+của\s", text):
        by = match_issuer(text, place.start())
        if by and any(c.isdigit() for c in text[: place.start()]):
            return reference.start + len(text[: place.start()].rstrip(" ,"))
    return reference.end


def evaluate_references(path: Path | str, marked_only: bool = False) -> Figures:
    """Compares what is found with the marks: a hit has the same start, end and type.

    Args:
        path: A JSON Lines file in VNLegalText's form.
        marked_only: Leave out the sentences that hold no mark.
    """
    count = hits = spurious = missed = 0
    disagreements = []
    for sentence in read_sentences(path):
        if marked_only and not sentence.marks:
            continue
        count += 1
        gold = set(sentence.marks)
        ours = {mark for reference in find_references(sentence.text) if (mark := to_mark(reference))}
        hits += len(gold & ours)
        spurious += len(ours - gold)
        missed += len(gold - ours)
        if ours != gold:
            disagreements.append((sentence.text, _said(sentence.text, ours - gold), _said(sentence.text, gold - ours)))
    return Figures(count, hits, spurious, missed, tuple(disagreements))


def _said(text: str, marks: set[Mark]) -> tuple[str, ...]:
    return tuple(f"{label}: {text[start:end]}" for start, end, label in sorted(marks))
