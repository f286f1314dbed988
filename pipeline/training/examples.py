"""What training learns from: everything that the rules say of the gold documents, and whether it is right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.confidence.features import (
    Surroundings,
    Values,
    actor_features,
    actors_in_roles,
    deadline_features,
    reference_features,
    task_features,
)
from pipeline.evaluation.gold import GoldDocument
from pipeline.evaluation.judging import Judgement, judge
from pipeline.evaluation.split import Split
from pipeline.model import Extraction


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
    """One thing said: what tells how sure it is, what the rules say, whether it is right."""

    stem: str
    seen: bool
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


def task_examples(documents: Sequence[JudgedDocument]) -> list[Example]:
    """One example a task."""
    return [
        Example(document.stem, document.seen, task_features(task, around), task.confidence, right)
        for document, around in _with_surroundings(documents)
        for task, right in zip(document.extraction.tasks, document.judgement.tasks, strict=True)
        if right is not None
    ]


def actor_examples(documents: Sequence[JudgedDocument], doubts: Mapping[tuple[str, str], float]) -> list[Example]:
    """One example an actor in a role; ``doubts`` are those of the tasks, by document and task."""
    return [
        Example(
            document.stem,
            document.seen,
            actor_features(
                task, role, actor, len(getattr(task, role)), doubts.get((document.stem, task.id), 0.0), around
            ),
            actor.confidence,
            right,
        )
        for document, around in _with_surroundings(documents)
        for task, verdicts in zip(document.extraction.tasks, document.judgement.actors, strict=True)
        for role, place, actor in actors_in_roles(task)
        if (right := verdicts[role][place]) is not None
    ]


def deadline_examples(documents: Sequence[JudgedDocument], doubts: Mapping[tuple[str, str], float]) -> list[Example]:
    """One example a deadline of a task."""
    return [
        Example(
            document.stem,
            document.seen,
            deadline_features(task, deadline, doubts.get((document.stem, task.id), 0.0), around),
            deadline.confidence,
            right,
        )
        for document, around in _with_surroundings(documents)
        for task, verdicts in zip(document.extraction.tasks, document.judgement.deadlines, strict=True)
        for deadline, right in zip(task.deadlines, verdicts, strict=True)
        if right is not None
    ]


def reference_examples(documents: Sequence[JudgedDocument]) -> list[Example]:
    """One example a mention of another document."""
    return [
        Example(document.stem, document.seen, reference_features(reference, around), reference.confidence, right)
        for document, around in _with_surroundings(documents)
        for reference, right in zip(document.extraction.references, document.judgement.references, strict=True)
        if right is not None
    ]


def _with_surroundings(documents: Sequence[JudgedDocument]) -> Iterator[tuple[JudgedDocument, Surroundings]]:
    for document in documents:
        yield document, Surroundings(document.extraction)
