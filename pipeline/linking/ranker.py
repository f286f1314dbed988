"""The trained ranker: trees kept as plain arrays, the background counts, and the score above which a pair is a link."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.linking.profile import Background
from pipeline.linking.vectors import Numbers

FOLDER = Path(__file__).resolve().parents[2] / "models" / "linker"
ARRAYS, SETTINGS = "ranker.npz", "ranker.json"


class NoModel(Exception):
    """The trained ranker is not where it belongs; the message says where that is."""


@dataclass(frozen=True)
class Trees:
    """Boosted trees over named features, their nodes in one array each; a leaf has itself as its children.

    ``scale`` and ``shift`` turn the trees' sum into a calibrated probability.
    """

    features: tuple[str, ...]
    feature: NDArray[np.int32]
    threshold: Numbers
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    value: Numbers
    roots: NDArray[np.int32]
    depth: int
    baseline: float
    runs: int
    scale: float = 1.0
    shift: float = 0.0

    def decision(self, columns: Mapping[str, Numbers]) -> Numbers:
        """The log-odds of each row, before calibration."""
        rows = np.stack([columns[name] for name in self.features], axis=1)
        total = np.zeros(len(rows), np.float64)
        every = np.arange(len(rows))
        for root in self.roots:
            node = np.full(len(rows), root, np.int32)
            for _ in range(self.depth):
                below = rows[every, self.feature[node]] <= self.threshold[node]
                node = np.where(below, self.left[node], self.right[node])
            total += self.value[node]
        decided: Numbers = self.baseline + total / self.runs
        return decided

    def score(self, columns: Mapping[str, Numbers]) -> Numbers:
        """The probability that each row is a link."""
        return self.probability(self.decision(columns))

    def probability(self, decision: Numbers) -> Numbers:
        """The calibrated probability of log-odds."""
        score: Numbers = 1 / (1 + np.exp(-(self.scale * decision + self.shift)))
        return score.astype(np.float32)


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
            left=trees.left,
            right=trees.right,
            value=trees.value,
            roots=trees.roots,
            grams=background.grams.astype(np.int32),
        )
        settings = {
            "features": trees.features,
            "depth": trees.depth,
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
    except OSError as error:
        raise NoModel(
            f"{error.filename}: the trained linker is missing; get models/linker from the repository"
        ) from error
    grams = arrays.pop("grams").astype(np.int64)
    trees = Trees(
        features=tuple(settings["features"]),
        depth=settings["depth"],
        baseline=settings["baseline"],
        runs=settings["runs"],
        scale=settings["scale"],
        shift=settings["shift"],
        **arrays,
    )
    return Ranker(trees, Background(settings["texts"], grams, settings["concepts"]), settings["threshold"])
