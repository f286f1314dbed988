"""Trains the calibration of confidence on gold documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.confidence.calibrate import doubt
from pipeline.confidence.features import DOUBT
from pipeline.confidence.weights import FEATURES, Weights
from pipeline.evaluation.calibration import review_point
from pipeline.training.examples import Example
from pipeline.training.fitting import DIGITS, fit, leave_one_out, shares

REVIEWED = ("task", "reference")
"""What is listed for review by itself; actors and deadlines are looked at with their task."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """The weights of one kind of thing, what they were fitted on, and how each example scores without its document."""

    weights: Weights
    examples: Sequence[Example]
    scores: Sequence[float]


def train_confidence(examples: Iterable[Example]) -> dict[str, Fitted]:
    """Fit every kind of thing; what depends on a task takes the task's score from weights that never saw it."""
    kinds: dict[str, list[Example]] = {kind: [] for kind in FEATURES}
    for example in examples:
        kinds[example.kind].append(example)
    tasks = _fitted(kinds["task"])
    doubts = {_task(e): doubt(score) for e, score in zip(tasks.examples, tasks.scores, strict=True)}
    fitted = {kind: tasks if kind == "task" else _fitted(_doubted(found, doubts)) for kind, found in kinds.items()}
    return {kind: found for kind, found in fitted.items() if found.examples}


def _fitted(examples: Sequence[Example]) -> Fitted:
    scores, weights = leave_one_out(examples), fit(examples)
    if examples and examples[0].kind in REVIEWED:
        review = review_point(scores, [example.right for example in examples], shares(examples))
        weights = replace(weights, review_below=round(review, DIGITS))
    return Fitted(weights, examples, scores)


def _doubted(examples: Sequence[Example], doubts: Mapping[tuple[str, bool, str], float]) -> list[Example]:
    return [
        replace(e, values=(doubts.get(_task(e), 0.0), *e.values[1:])) if FEATURES[e.kind][0] == DOUBT else e
        for e in examples
    ]


def _task(example: Example) -> tuple[str, bool, str]:
    return example.stem, example.seen, example.task
