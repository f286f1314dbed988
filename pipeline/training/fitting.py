"""Fits the weights of the calibration, and scores every example by weights that never saw its document."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.confidence.weights import Weights
from pipeline.training.examples import Example

REGULARITY = 1.0
"""How freely weights may leave 0 (scikit-learn's C)."""
UNSEEN_SHARE = 0.5
"""What documents that the rules had not seen count for in all, where there are any.

The rules err less on what they were written with than on anything else, and more on what they met first than now that
they were mended: the truth of the next document lies between.
"""
DIGITS = 4
"""Weights are stored so: enough to tell, and the same on every machine."""
TOLERANCE = 1e-10

Numbers = NDArray[np.float64]


def shares(examples: Sequence[Example]) -> list[float]:
    """What each example counts for; 1 on average."""
    unseen = sum(not example.seen for example in examples)
    if unseen in (0, len(examples)):
        return [1.0] * len(examples)
    of_unseen = UNSEEN_SHARE * len(examples) / unseen
    of_seen = (1 - UNSEEN_SHARE) * len(examples) / (len(examples) - unseen)
    return [of_seen if example.seen else of_unseen for example in examples]


def fit(examples: Sequence[Example]) -> Weights:
    """A logistic regression of being right on the features."""
    from sklearn.linear_model import LogisticRegression

    x = np.array([example.values for example in examples])
    y = np.array([example.right for example in examples])
    if y.all() or not y.any():
        return _constant(y, x.shape[1])
    model = LogisticRegression(C=REGULARITY, solver="newton-cholesky", tol=TOLERANCE, max_iter=1000)
    model.fit(x, y, sample_weight=shares(examples))
    return Weights(_rounded(model.intercept_[0]), tuple(_rounded(slope) for slope in model.coef_[0]))


def leave_one_out(examples: Sequence[Example], learning: Sequence[Example] | None = None) -> list[float]:
    """The confidence of every example by weights fitted on all other documents.

    Args:
        examples: what to score.
        learning: what to learn from; the examples themselves if left out.
    """
    scores = [0.0] * len(examples)
    for stem in dict.fromkeys(example.stem for example in examples):
        weights = fit([e for e in learning or examples if e.stem != stem])
        for number, example in enumerate(examples):
            if example.stem == stem:
                scores[number] = weights.confidence(example.values)
    return scores


def _constant(y: NDArray[np.bool_], width: int) -> Weights:
    """All right or all wrong: the rule of succession, whatever the features say."""
    odds = float(np.log((y.sum() + 1) / ((~y).sum() + 1)))
    return Weights(_rounded(odds), (0.0,) * width)


def _rounded(value: float) -> float:
    return round(float(value), DIGITS) + 0.0
