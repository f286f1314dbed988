"""Trains the ranker on annotated pairs, and measures it on pairs of documents that it was not trained on."""

from __future__ import annotations

import glob
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.linking.annotation import Annotation, annotated_ids, read_annotation
from pipeline.linking.candidates import exact_candidates
from pipeline.linking.features import FREE, pair_features
from pipeline.linking.linktask import LinkTask, from_extractions
from pipeline.linking.profile import Background, Profile
from pipeline.linking.ranker import ALL_LEAVES, MOST_LEAVES, Ranker, Trees
from pipeline.linking.vectors import Index, Numbers

ROUNDS, LEAVES, LEAST_ROWS, RATE, PENALTY, FEATURE_SHARE = 150, 8, 30, 0.05, 5.0, 0.3
RUNS = 3
"""Trainings with other random draws that are averaged."""
STRONG_WEIGHT = 2.0
"""Pairs of the same work count so much more than pairs of the same line of work."""
DIGITS = 6
"""Of what a leaf adds; further ones may differ between machines."""
PRECISION = 0.8
"""Of the links that are shown at least so many are to be right, on documents not trained on."""
READABLE = (".txt", ".html", ".docx", ".pdf")
"""The form of an annotated document that is trained on, the first that there is."""
CARD = "README.md"


class NotTrainable(Exception):
    """What was given does not do to train on; the message says what is missing."""


@dataclass(frozen=True)
class Examples:
    """Candidate pairs with their features; ``grade`` is -1 where nobody annotated, ``fold`` names the documents."""

    columns: dict[str, Numbers]
    grade: Index
    fold: NDArray[np.str_]
    folds: tuple[str, ...]
    strong_by_fold: Mapping[str, int]

    @property
    def strong(self) -> int:
        """How many pairs of the same work are annotated."""
        return sum(self.strong_by_fold.values())

    def matrix(self) -> Numbers:
        """The features as one array."""
        return np.stack(list(self.columns.values()), axis=1)


def examples(tasks: Sequence[LinkTask], annotation: Annotation, folder: Path, background: Background) -> Examples:
    """The candidate pairs of the tasks, graded where the annotation covers them."""
    profile = Profile(tasks, background)
    a, b, group = exact_candidates(profile)
    columns = pair_features(profile, a, b, group)
    named = annotated_ids(tasks, folder)
    grade = np.full(len(a), -1)
    fold = np.full(len(a), "", dtype="U200")
    for n, (i, j) in enumerate(zip(a.tolist(), b.tolist(), strict=True)):
        later, earlier = tasks[i].key, tasks[j].key
        x, y = named.get(later, (later[0], "?")), named.get(earlier, (earlier[0], "?"))
        if annotation.covers(x, y) if later[0] == earlier[0] else annotation.covers(later, earlier):
            grade[n] = annotation.grades.get(frozenset((x, y)), 0)
            fold[n] = "–".join(sorted({later[0], earlier[0]}))
    strong: dict[str, int] = {}
    for pair, value in annotation.grades.items():
        if value == 2:
            name = "–".join(sorted({key[0] for key in pair}))
            strong[name] = strong.get(name, 0) + 1
    folds = tuple(sorted(set(fold.tolist()) - {""}))
    return Examples(columns, grade, fold, folds, strong)


def train(found: Examples, rows: NDArray[np.bool_], runs: int = RUNS) -> Trees:
    """Boosted trees on the annotated examples among ``rows``, uncalibrated."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    names = tuple(found.columns)
    x, grade = found.matrix()[rows], found.grade[rows]
    directions = [0 if name in FREE else 1 for name in names]
    weight = np.where(grade == 2, STRONG_WEIGHT, 1.0)
    models = [
        HistGradientBoostingClassifier(
            max_iter=ROUNDS,
            learning_rate=RATE,
            max_leaf_nodes=LEAVES,
            min_samples_leaf=LEAST_ROWS,
            l2_regularization=PENALTY,
            monotonic_cst=directions,
            max_features=FEATURE_SHARE,
            random_state=run,
        ).fit(x, grade > 0, sample_weight=weight)
        for run in range(runs)
    ]
    return _as_trees(models, names)


def cross_validate(found: Examples) -> Numbers:
    """Each example's log-odds by trees trained without its pair of documents."""
    decision = np.full(len(found.grade), -20.0, np.float32)
    for fold in found.folds:
        held_out = found.fold == fold
        trees = train(found, (found.grade >= 0) & ~held_out)
        decision[held_out] = trees.decision({name: column[held_out] for name, column in found.columns.items()})
    return decision


def calibrated(trees: Trees, decision: Numbers, found: Examples) -> Trees:
    """The trees with the scale and shift under which the cross-validated scores are probabilities."""
    from sklearn.linear_model import LogisticRegression

    known = found.grade >= 0
    fitted = LogisticRegression(C=1e6).fit(decision[known].reshape(-1, 1), found.grade[known] > 0)
    return replace(
        trees, scale=round(float(fitted.coef_[0, 0]), DIGITS), shift=round(float(fitted.intercept_[0]), DIGITS)
    )


@dataclass(frozen=True)
class Figures:
    """Precision (of links to pairs of either grade), recall (of pairs of grade 2), and their harmonic mean."""

    precision: float
    recall: float
    links: int

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def __str__(self) -> str:
        return f"precision {self.precision:.3f}  recall {self.recall:.3f}  F1 {self.f1:.3f}  ({self.links} links)"


def figures(found: Examples, chosen: NDArray[np.bool_], fold: str | None = None) -> Figures:
    """The figures of the chosen examples, over all or one pair of documents."""
    counted = chosen & (found.grade >= 0)
    if fold is not None:
        counted &= found.fold == fold
    strong = found.strong if fold is None else found.strong_by_fold.get(fold, 0)
    links = int(counted.sum())
    right = int((counted & (found.grade > 0)).sum())
    return Figures(right / max(links, 1), int((counted & (found.grade == 2)).sum()) / max(strong, 1), links)


def best_threshold(found: Examples, scores: Numbers, rows: NDArray[np.bool_] | None = None) -> float:
    """The score of two decimals with the best F1 among those that are precise enough, or of all if none is."""
    among = np.ones(len(scores), bool) if rows is None else rows
    by_step = {step / 100: figures(found, among & (scores >= step / 100)) for step in range(10, 95)}
    precise = {step: found_at for step, found_at in by_step.items() if found_at.precision >= PRECISION}
    return max(precise or by_step, key=lambda step: by_step[step].f1)


def fit(tasks: Sequence[LinkTask], folder: Path, background: Background) -> tuple[Ranker, dict[str, Figures]]:
    """Trains the ranker on the annotations of a folder.

    Returns:
        the ranker, and its figures: ``fitted``, ``cross-validated``, cross-validated with the threshold chosen on the
        other pairs of documents too (``threshold held out``), and cross-validated a pair of documents.
    """
    found = examples(tasks, read_annotation(folder), folder, background)
    if len(found.folds) < 2 or not (found.grade > 0).any():
        raise NotTrainable(f"{folder}: at least two pairs of documents with links are needed in continuity*.json")
    decision = cross_validate(found)
    trees = calibrated(train(found, found.grade >= 0), decision, found)
    held_out = trees.probability(decision)
    threshold = best_threshold(found, held_out)
    elsewhere = np.zeros(len(held_out), bool)
    for fold in found.folds:
        own = found.fold == fold
        elsewhere |= own & (held_out >= best_threshold(found, held_out, ~own))
    measured = {
        "fitted": figures(found, trees.score(found.columns) >= threshold),
        "cross-validated": figures(found, held_out >= threshold),
        "threshold held out": figures(found, elsewhere),
    }
    for fold in found.folds:
        measured[fold] = figures(found, held_out >= threshold, fold)
    return Ranker(trees, background, threshold), measured


def train_linker(gold: Path, documents: Sequence[Path], out: Path) -> dict[str, Figures]:
    """Trains the linker on the links annotated in a folder of gold, and writes it with its card; see :func:`fit`.

    The same gold and documents give the same files to the byte.

    Args:
        gold: folder of annotated documents (``<stem>.json``) and their links (``continuity*.json``).
        documents: folders below which the documents themselves lie, under the same stems; the first counts.
        out: the folder to write, ``models/linker``.

    Raises:
        NotTrainable: there are no links annotated, or a document is missing.
    """
    from threadpoolctl import threadpool_limits

    from pipeline.extract import extract
    from pipeline.linking.linker_card import linker_card

    annotation = read_annotation(gold)
    stems = sorted({stem for pair in annotation.complete for stem in pair} | set(annotation.within))
    if not stems:
        raise NotTrainable(f"{gold}: no links are annotated there (continuity*.json)")
    tasks = from_extractions((stem, extract(_document(stem, documents))) for stem in stems)
    texts = []
    for path in sorted(gold.glob("*.json")):
        record = json.loads(path.read_text(encoding="utf-8"))
        texts += [task["text"] for task in record.get("tasks", ())]
    # sums in several threads may differ in the last digit
    with threadpool_limits(1):
        ranker, measured = fit(tasks, gold, Background.of(texts))
    ranker.save(out)
    card = linker_card(measured, ranker, texts=len(texts), documents=stems)
    (out / CARD).write_text(card, encoding="utf-8")
    return measured


def _document(stem: str, folders: Sequence[Path]) -> Path:
    for folder in folders:
        there = {path.suffix.lower(): path for path in sorted(folder.rglob(f"{glob.escape(stem)}.*"), reverse=True)}
        for ending in READABLE:
            if ending in there:
                return there[ending]
    raise NotTrainable(f"{stem}: no such document below {', '.join(map(str, folders))}")


def _as_trees(models: Sequence[Any], names: tuple[str, ...]) -> Trees:
    """scikit-learn's trees, tree after tree, in the form that :class:`Trees` has."""
    splits: list[tuple[int, float, int]] = []
    bounds, leaves = [0], []
    for model in models:
        for (predictor,) in model._predictors:
            own: list[float] = []
            _split(predictor.nodes, 0, own, splits)
            leaves.append([*own, *([0.0] * (MOST_LEAVES - len(own)))])
            bounds.append(len(splits))
    feature, threshold, remaining = zip(*splits, strict=True)
    return Trees(
        features=names,
        feature=np.array(feature, np.int16),
        threshold=np.array(threshold, np.float32),
        remaining=np.array(remaining, np.uint8),
        bounds=np.array(bounds, np.int32),
        leaves=np.array(leaves).round(DIGITS).astype(np.float32),
        baseline=round(float(np.mean([model._baseline_prediction.ravel()[0] for model in models])), DIGITS),
        runs=len(models),
    )


def _split(nodes: Any, n: int, leaves: list[float], splits: list[tuple[int, float, int]]) -> None:
    """Adds the leaves below a node, from left to right, and its splits."""
    node = nodes[n]
    if node["is_leaf"]:
        leaves.append(float(node["value"]))
        return
    first = len(leaves)
    _split(nodes, int(node["left"]), leaves, splits)
    to_the_left = (1 << len(leaves)) - (1 << first)
    _split(nodes, int(node["right"]), leaves, splits)
    splits.append((int(node["feature_idx"]), float(node["num_threshold"]), int(ALL_LEAVES) & ~to_the_left))
