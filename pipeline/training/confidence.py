"""Trains the calibration of confidence on gold documents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pipeline.confidence.weights import FEATURES, Weights
from pipeline.evaluation.calibration import review_point
from pipeline.training.examples import Example
from pipeline.training.fitting import DIGITS, fit, leave_one_out, shares

OF_A_TASK = ("actor", "deadline")
"""What is said of a task: right only where the task is, and learned from tasks that are right."""
REVIEWED = ("task", "reference")
"""What is listed for review by itself; actors and deadlines are looked at with their task."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """The weights of one kind of thing, what they were fitted on, and how each example scores without its document."""

    weights: Weights
    examples: Sequence[Example]
    scores: Sequence[float]


def train_confidence(examples: Iterable[Example]) -> dict[str, Fitted]:
    """Fit every kind of thing that there is an example of."""
    kinds: dict[str, list[Example]] = {kind: [] for kind in FEATURES}
    for example in examples:
        kinds[example.kind].append(example)
    tasks = {_task(e): e for e in kinds["task"]}
    task_scores = dict(zip(tasks, leave_one_out(kinds["task"]), strict=True))
    fitted = {}
    for kind, found in kinds.items():
        learning = [e for e in found if kind not in OF_A_TASK or tasks[_task(e)].right]
        scores = leave_one_out(found, learning)
        if kind in OF_A_TASK:
            scores = [score * task_scores[_task(e)] for e, score in zip(found, scores, strict=True)]
        weights = fit(learning, len(FEATURES[kind]))
        if kind in REVIEWED:
            review = review_point(scores, [e.right for e in found], shares(found))
            weights = replace(weights, review_below=round(review, DIGITS))
        fitted[kind] = Fitted(weights, found, scores)
    return fitted


def _task(example: Example) -> tuple[str, bool, str]:
    return example.stem, example.seen, example.task
