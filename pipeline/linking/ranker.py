"""The trained ranker: trees kept as plain arrays, the background counts, and the score above which a pair is a link."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from pipeline.linking.profile import Background
from pipeline.linking.vectors import Numbers
from pipeline.program import model_folder

FOLDER = model_folder("linker")
ARRAYS, SETTINGS = "ranker.npz", "ranker.json"

MOST_LEAVES = 8
FARTHEST = 50.0
"""Log-odds beyond this are as good as certain."""
ALL_LEAVES = np.uint8(0xFF)
LEFTMOST = np.array([0, *((bits & -bits).bit_length() - 1 for bits in range(1, 256))])
"""The lowest bit of each number that eight leaves make."""


class NoModel(Exception):
    """The trained ranker is not where it belongs; the message says where that is."""


@dataclass(frozen=True)
class Trees:
    """Boosted trees over named features, their splits in one array each.

    The leaves of a tree are numbered from left to right, and a bit each. A row above a split's threshold rules out the
    leaves to the left of the split: ``remaining`` has the bits of the others. When all splits have been looked at, the
    leftmost leaf left is the row's. ``bounds`` are where the splits of each tree begin, and where the last ends.

    ``scale`` and ``shift`` turn the trees' sum into a calibrated probability.
    """

    features: tuple[str, ...]
    feature: NDArray[np.int16]
    threshold: Numbers
    remaining: NDArray[np.uint8]
    bounds: NDArray[np.int32]
    leaves: Numbers
    baseline: float
    runs: int
    scale: float = 1.0
    shift: float = 0.0

    def decision(self, columns: Mapping[str, Numbers]) -> Numbers:
        """The log-odds of each row, before calibration."""
        values = [np.ascontiguousarray(columns[name], np.float32) for name in self.features]
        total = np.zeros(len(values[0]), np.float64)
        for tree, leaves in enumerate(self.leaves):
            left = np.full(len(total), ALL_LEAVES, np.uint8)
            for n in range(self.bounds[tree], self.bounds[tree + 1]):
                left &= np.where(values[self.feature[n]] <= self.threshold[n], ALL_LEAVES, self.remaining[n])
            total += leaves[LEFTMOST[left]]
        decided: Numbers = self.baseline + total / self.runs
        return decided

    def score(self, columns: Mapping[str, Numbers]) -> Numbers:
        """The probability that each row is a link."""
        return self.probability(self.decision(columns))

    def probability(self, decision: Numbers) -> Numbers:
        """The calibrated probability of log-odds."""
        odds = np.clip(self.scale * decision + self.shift, -FARTHEST, FARTHEST)
        score: Numbers = (1 / (1 + np.exp(-odds))).astype(np.float32)
        return score


@dataclass(frozen=True)
class Ranker:
    """Trees, the background they were trained with, and the lowest score of a link."""

    trees: Trees
    background: Background
    threshold: float

    def save(self, folder: Path) -> None:
        """Writes the ranker below a folder, as arrays and JSON; nothing in it can run."""
        folder.mkdir(parents=True, exist_ok=True)
        trees, background = self.trees, self.background
        np.savez_compressed(
            folder / ARRAYS,
            feature=trees.feature,
            threshold=trees.threshold,
            remaining=trees.remaining,
            bounds=trees.bounds,
            leaves=trees.leaves,
            grams=background.grams.astype(np.int32),
        )
        settings = {
            "features": trees.features,
            "baseline": trees.baseline,
            "runs": trees.runs,
            "scale": trees.scale,
            "shift": trees.shift,
            "threshold": self.threshold,
            "texts": background.texts,
            "concepts": background.concepts,
        }
        (folder / SETTINGS).write_text(json.dumps(settings, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


@lru_cache(maxsize=2)
def load_ranker(folder: Path = FOLDER) -> Ranker:
    """Reads the ranker below a folder.

    Raises:
        NoModel: there is none.
    """
    try:
        settings = json.loads((folder / SETTINGS).read_text(encoding="utf-8"))
        with np.load(folder / ARRAYS, allow_pickle=False) as stored:
            arrays = dict(stored)
    except FileNotFoundError as error:
        raise NoModel(f"{folder}: the trained linker is missing; get models/linker from the repository") from error
    except (OSError, ValueError, KeyError, BadZipFile) as error:
        raise NoModel(f"{folder}: the trained linker is damaged; get models/linker anew from the repository") from error
    grams = arrays.pop("grams").astype(np.int64)
    trees = Trees(
        features=tuple(settings["features"]),
        baseline=settings["baseline"],
        runs=settings["runs"],
        scale=settings["scale"],
        shift=settings["shift"],
        **arrays,
    )
    return Ranker(trees, Background(settings["texts"], grams, settings["concepts"]), settings["threshold"])
