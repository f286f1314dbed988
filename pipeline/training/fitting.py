"""Fits the weights of the calibration, and scores every example by weights that never saw its document."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.confidence.weights import Weights
from pipeline.training.examples import Example

REGULARITY = 1.0
"""How freely weights may leave 0; the variance of the normal distribution that they are drawn from beforehand."""
LEAST_UNSEEN_SHARE = {"task": 1 / 2, "actor": 1 / 3, "deadline": 0.0, "reference": 1 / 3}
"""What documents that the rules had not seen count for in all, at least, where there are any.

The rules err less on what they were mended with than on anything else, and erred more on what they met first than they
do now that they were mended: the truth of the next document lies between. A task that is none misleads more than an
actor that is cut, so of tasks the unseen documents tell a half; unseen deadlines are too few to count for more than
they are.
"""
DIGITS = 4
"""Weights are stored so: enough to tell, and the same on every machine."""
STEPS, TOLERANCE = 100, 1e-10

Numbers = NDArray[np.float64]


def shares(examples: Sequence[Example]) -> list[float]:
    """What each example counts for; 1 on average.

    Example:
        >>> seen, unseen = (Example("task", "a", known, "t001", (), 0.9, True) for known in (True, False))
        >>> [round(share, 2) for share in shares([unseen, *[seen] * 9])][:2]
        [5.0, 0.56]
    """
    unseen = sum(not example.seen for example in examples)
    if unseen in (0, len(examples)):
        return [1.0] * len(examples)
    part = max(LEAST_UNSEEN_SHARE[examples[0].kind], unseen / len(examples))
    of_unseen = part * len(examples) / unseen
    of_seen = (1 - part) * len(examples) / (len(examples) - unseen)
    return [of_seen if example.seen else of_unseen for example in examples]


def fit(examples: Sequence[Example], width: int) -> Weights:
    """A logistic regression of being right on the features, weights held near 0.

    Args:
        examples: what to learn from; of none, or where all are right or all wrong, only how many are.
        width: how many features there are.
    """
    y = np.array([float(example.right) for example in examples])
    right = float(y.sum())
    if right in (0.0, len(examples)):
        # The rule of succession: a hundred right ones of a hundred leave it open whether the next is.
        return Weights(_rounded(np.log((right + 1) / (len(examples) - right + 1))), (0.0,) * width)
    x = np.array([(1.0, *example.values) for example in examples])
    found = _newton(x, y, np.array(shares(examples)))
    return Weights(_rounded(found[0]), tuple(_rounded(weight) for weight in found[1:]))


def _newton(x: Numbers, y: Numbers, share: Numbers) -> Numbers:
    """The one minimum of the penalised log loss; ours, so that its last digits are those of every machine."""
    penalty = np.full(x.shape[1], 1 / REGULARITY)
    penalty[0] = 0.0
    weights = np.zeros(x.shape[1])

    def loss(weights: Numbers) -> float:
        margins = (2 * y - 1) * (x @ weights)
        return float(share @ np.logaddexp(0, -margins) + penalty @ weights**2 / 2)

    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-(x @ weights)))
        slope = x.T @ (share * (chance - y)) + penalty * weights
        curve = (x.T * (share * chance * (1 - chance))) @ x + np.diag(penalty)
        step = np.linalg.solve(curve, slope)
        size = 1.0
        while loss(weights - size * step) > loss(weights) and size > TOLERANCE:
            size /= 2
        weights = weights - size * step
        if float(np.abs(step).max()) < TOLERANCE:
            break
    return weights


def leave_one_out(examples: Sequence[Example], learning: Sequence[Example] | None = None) -> list[float]:
    """The confidence of every example by weights fitted on all other documents.

    Args:
        examples: what to score.
        learning: what to learn from; the examples themselves if left out.
    """
    scores = [0.0] * len(examples)
    width = len(examples[0].values) if examples else 0
    for stem in dict.fromkeys(example.stem for example in examples):
        weights = fit([e for e in (examples if learning is None else learning) if e.stem != stem], width)
        for number, example in enumerate(examples):
            if example.stem == stem:
                scores[number] = weights.confidence(example.values)
    return scores


def _rounded(value: float) -> float:
    return round(float(value), DIGITS) + 0.0
