"""The trained calibration: a logistic regression a kind of thing, kept as JSON that a person can read."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp
from pathlib import Path

from pipeline.confidence.features import ACTOR, DEADLINE, REFERENCE, TASK
from pipeline.program import model_folder

FOLDER = model_folder("confidence")
FILE = "confidence.json"
UNCALIBRATED = 0.75
"""Below this the rules' own confidence is looked at, where there is no calibration."""
FEATURES: dict[str, tuple[str, ...]] = {"task": TASK, "actor": ACTOR, "deadline": DEADLINE, "reference": REFERENCE}
"""The kinds of things that have a confidence, and what theirs is told from."""


class NoModel(Exception):
    """The trained calibration is not where it belongs, or belongs to another version; the message says so."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What each feature counts for, in log-odds; ``review_below`` is where precision falls under nine in ten."""

    intercept: float
    weights: tuple[float, ...]
    review_below: float = 0.0

    def confidence(self, values: Sequence[float]) -> float:
        """How likely a thing with these features is right.

        Example:
            >>> Weights(0.0, (1.0, 2.0)).confidence((0, 0))
            0.5
        """
        odds = self.intercept
        for weight, value in zip(self.weights, values, strict=True):
            if value:
                odds += weight * value
        return 1 / (1 + exp(-odds))


def as_record(kinds: Mapping[str, Weights]) -> dict[str, dict[str, object]]:
    """The calibration as it is stored."""
    return {
        kind: {
            "intercept": weights.intercept,
            "weights": dict(zip(FEATURES[kind], weights.weights, strict=True)),
            "review_below": weights.review_below,
        }
        for kind, weights in kinds.items()
    }


@lru_cache(maxsize=2)
def load(folder: Path = FOLDER) -> dict[str, Weights]:
    """Read the calibration below a folder.

    Raises:
        NoModel: there is none, or it was trained for other features.
    """
    try:
        content = json.loads((folder / FILE).read_text(encoding="utf-8"))
    except OSError:
        raise NoModel(f"{folder / FILE} is missing: confidence is the rules' own; get it from the repository") from None
    kinds = {}
    for kind, names in FEATURES.items():
        if tuple(content[kind]["weights"]) != names:
            raise NoModel(f"{folder / FILE} knows other features of a {kind}: train it anew with chithi train")
        stored = content[kind]
        kinds[kind] = Weights(stored["intercept"], tuple(stored["weights"].values()), stored["review_below"])
    return kinds


def review_below(kind: str) -> float:
    """The confidence below which a thing of this kind is for somebody to look at.

    Example:
        >>> 0 < review_below("task") <= 1
        True
    """
    try:
        return load()[kind].review_below
    except NoModel:
        return UNCALIBRATED
