"""Fits the weights of the calibration, and scores every example by weights that never saw its document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.confidence.weights import Weights
from pipeline.training.examples import Example

REGULARITY = 1.0
"""How freely weights may leave 0 (scikit-learn's C)."""
DIGITS = 4
"""Weights are stored so: enough to tell, and the same on every machine."""
TOLERANCE = 1e-10

Numbers = NDArray[np.float64]


def fit(examples: Sequence[Example]) -> Weights:
    """A logistic regression of being right on the features.

    Whether the rules were written with a document in view is a feature besides, and left out of the weights: they speak
    of documents that the rules have not seen.
    """
    from sklearn.linear_model import LogisticRegression

    x = np.array([(*example.values, float(example.seen)) for example in examples])
    y = np.array([example.right for example in examples])
    if y.all() or not y.any():
        return _constant(y, x.shape[1] - 1)
    model = LogisticRegression(C=REGULARITY, solver="newton-cholesky", tol=TOLERANCE, max_iter=1000).fit(x, y)
    slopes: Any = model.coef_[0]
    return Weights(round(float(model.intercept_[0]), DIGITS), tuple(_rounded(slope) for slope in slopes[:-1]))


def leave_one_out(examples: Sequence[Example]) -> list[float]:
    """The confidence of every example by weights fitted on all other documents."""
    scores = [0.0] * len(examples)
    for stem in dict.fromkeys(example.stem for example in examples):
        weights = fit([example for example in examples if example.stem != stem])
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
