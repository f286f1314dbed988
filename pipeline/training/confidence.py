"""Trains the calibration of confidence on gold documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.confidence.calibrate import doubt
from pipeline.confidence.weights import Weights
from pipeline.evaluation.calibration import review_point
from pipeline.training.examples import (
    Example,
    JudgedDocument,
    actor_examples,
    deadline_examples,
    reference_examples,
    task_examples,
)
from pipeline.training.fitting import DIGITS, fit, leave_one_out


@dataclass(frozen=True, slots=True)
class Fitted:
    """The weights of one kind of thing, what they were fitted on, and how each example scores without its document."""

    weights: Weights
    examples: Sequence[Example]
    scores: Sequence[float]


def train_confidence(documents: Sequence[JudgedDocument]) -> dict[str, Fitted]:
    """Fit every kind of thing; what depends on a task takes the task's score from weights that never saw it."""
    tasks = _fitted(task_examples(documents))
    doubts = _doubts(documents, tasks.scores)
    return {
        "task": tasks,
        "actor": _fitted(actor_examples(documents, doubts)),
        "deadline": _fitted(deadline_examples(documents, doubts)),
        "reference": _fitted(reference_examples(documents)),
    }


def _fitted(examples: Sequence[Example]) -> Fitted:
    scores = leave_one_out(examples)
    weights = replace(fit(examples), review_below=round(_review(examples, scores), DIGITS))
    return Fitted(weights, examples, scores)


def _review(examples: Sequence[Example], scores: Sequence[float]) -> float:
    """Where precision falls under nine in ten, on the documents that the rules have not seen if there are any."""
    unseen = [n for n, example in enumerate(examples) if not example.seen] or range(len(examples))
    return review_point([scores[n] for n in unseen], [examples[n].right for n in unseen])


def _doubts(documents: Sequence[JudgedDocument], scores: Sequence[float]) -> Mapping[tuple[str, str], float]:
    keys = [
        (document.stem, task.id)
        for document in documents
        for task, right in zip(document.extraction.tasks, document.judgement.tasks, strict=True)
        if right is not None
    ]
    return {key: doubt(score) for key, score in zip(keys, scores, strict=True)}
