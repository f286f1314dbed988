"""What training learns from: everything that the rules say of the gold documents, and whether it is right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.confidence.features import (
    Surroundings,
    Values,
    actor_features,
    deadline_features,
    reference_features,
    task_features,
)
from pipeline.evaluation.gold import GoldDocument
from pipeline.evaluation.judging import Judgement, judge
from pipeline.evaluation.split import Split
from pipeline.model import ROLES, Document, Extraction


@dataclass(frozen=True, slots=True)
class JudgedDocument:
    """What the rules say of a document, and what of it is right.

    ``seen`` is whether the rules were written with its gold in view: they err less on it than on any other.
    """

    stem: str
    seen: bool
    extraction: Extraction
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class Example:
    """One thing said: what tells how sure it is, what the rules say, whether it is right.

    ``task`` is the id of the task that it is or belongs to, empty where there is none.
    """

    kind: str
    stem: str
    seen: bool
    task: str
    values: Values
    said: float
    right: bool


def judged_document(gold: GoldDocument, file: Path, split: Split) -> JudgedDocument:
    """A gold document read by the rules and judged by its gold.

    Raises:
        ReadError: the file cannot be read.
    """
    from pipeline.export.json import to_json
    from pipeline.extract import extract

    extraction = extract(file, calibrate=False)
    return JudgedDocument(gold.stem, split.is_seen(gold.stem), extraction, judge(gold.record, to_json(extraction)))


def is_image(document: Document) -> bool:
    """Whether a document, or a page of it, was read by OCR.

    Example:
        >>> from pipeline.model import Metadata
        >>> is_image(Document("a", "", Metadata(), (), (), format="image"))
        True
    """
    return document.format == "image" or any("OCR" in note for note in document.notes)


def examples(document: JudgedDocument) -> Iterator[Example]:
    """Everything said of a document that is known to be right or wrong."""
    extraction, judgement = document.extraction, document.judgement
    around = Surroundings(extraction)

    def example(kind: str, task: str, values: Values, said: float, right: bool | None) -> Iterator[Example]:
        if right is not None:
            yield Example(kind, document.stem, document.seen, task, values, said, right)

    for number, task in enumerate(extraction.tasks):
        in_table = around.in_table(task)
        yield from example("task", task.id, task_features(task, around), task.confidence, judgement.tasks[number])
        for role in ROLES:
            for actor, right in zip(getattr(task, role), judgement.actors[number][role], strict=True):
                yield from example("actor", task.id, actor_features(actor, in_table), actor.confidence, right)
        for deadline, right in zip(task.deadlines, judgement.deadlines[number], strict=True):
            values = deadline_features(deadline, task, in_table)
            yield from example("deadline", task.id, values, deadline.confidence, right)
    for reference, right in zip(extraction.references, judgement.references, strict=True):
        yield from example("reference", "", reference_features(reference), reference.confidence, right)
