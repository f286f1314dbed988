"""Trains the ranker on annotated pairs, and measures it on pairs of documents that it was not trained on."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.linking.candidates import document_spans, exact_candidates
from pipeline.linking.features import FREE, pair_features
from pipeline.linking.linktask import LinkTask
from pipeline.linking.profile import Background, Profile
from pipeline.linking.ranker import Ranker, Trees
from pipeline.linking.vectors import Index, Numbers

ROUNDS, LEAVES, LEAST_ROWS, RATE, PENALTY, FEATURE_SHARE = 150, 8, 15, 0.05, 5.0, 0.3
REGULARITY = 0.005
RUNS = 6
"""Trainings with other random draws that are averaged."""
STRONG_WEIGHT = 2.0
"""Pairs of the same work count so much more than pairs of the same line of work."""
SAME_TEXT = 80.0
"""Similarity in per cent from which an extracted task is an annotated one."""

Key = tuple[str, str]


@dataclass(frozen=True)
class Annotation:
    """Graded pairs of tasks, and where they are complete: the pairs of documents, and ranges within documents."""

    grades: Mapping[frozenset[Key], int]
    complete: frozenset[frozenset[str]]
    within: Mapping[str, tuple[tuple[str, str], tuple[str, str]]]

    def covers(self, a: Key, b: Key) -> bool:
        """Whether it is known of this pair that it is, or is no, link."""
        if a[0] != b[0]:
            return frozenset((a[0], b[0])) in self.complete
        if a[0] not in self.within:
            return False
        one, other = self.within[a[0]]
        return _between(a[1], one, b[1], other) or _between(b[1], one, a[1], other)


def read_annotation(folder: Path) -> Annotation:
    """Reads all ``continuity*.json`` of a folder."""
    grades: dict[frozenset[Key], int] = {}
    complete: set[frozenset[str]] = set()
    within: dict[str, tuple[Any, Any]] = {}
    for path in sorted(folder.glob("continuity*.json")):
        record = json.loads(path.read_text(encoding="utf-8"))
        complete |= {frozenset(pair) for pair in record["complete"]}
        for named in record.get("complete_within", ()):
            within[named["document"]] = (tuple(named["from"]), tuple(named["to"]))
        for pair in record["pairs"]:
            grades[frozenset((tuple(pair["from"]), tuple(pair["to"])))] = pair["grade"]
    return Annotation(grades, frozenset(complete), within)


def annotated_ids(tasks: Sequence[LinkTask], folder: Path) -> dict[Key, Key]:
    """The annotated task that each extracted one is."""
    from rapidfuzz import fuzz, process

    found: dict[Key, Key] = {}
    for start, end in document_spans(tasks):
        stem = tasks[start].document.stem
        path = folder / f"{stem}.json"
        if not path.exists():
            continue
        gold = json.loads(path.read_text(encoding="utf-8"))["tasks"]
        texts = [task["text"] for task in gold]
        alike = process.cdist(
            [task.text for task in tasks[start:end]], texts, scorer=fuzz.ratio, score_cutoff=SAME_TEXT
        )
        # tasks of one wording stand in the same order in both
        for row, column in sorted(np.argwhere(alike > 0).tolist(), key=lambda at: (-alike[at[0], at[1]], at[0], at[1])):
            key = (stem, tasks[start + row].id)
            if key not in found and (stem, gold[column]["id"]) not in found.values():
                found[key] = (stem, gold[column]["id"])
    return found


@dataclass(frozen=True)
class Examples:
    """Candidate pairs with their features; ``grade`` is -1 where nobody annotated, ``fold`` names the documents."""

    columns: dict[str, Numbers]
    grade: Index
    fold: NDArray[np.str_]
    strong: int
    folds: tuple[str, ...]
    strong_by_fold: Mapping[str, int]

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
    return Examples(columns, grade, fold, sum(strong.values()), folds, strong)


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
    slopes, intercept = _regression(x, grade > 0, weight)
    trees = _as_trees(models, names)
    return replace(trees, slopes=slopes, baseline=trees.baseline + intercept)


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
    return replace(trees, scale=float(fitted.coef_[0, 0]), shift=float(fitted.intercept_[0]))


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


def best_threshold(found: Examples, scores: Numbers, folds: Iterable[str] | None = None) -> float:
    """The score that gives the best F1, among those of two decimals."""
    rows = np.isin(found.fold, list(folds)) if folds is not None else np.ones(len(scores), bool)
    steps = np.arange(0.10, 0.95, 0.01)
    return float(max(steps, key=lambda least: figures(found, rows & (scores >= least)).f1))


def fit(tasks: Sequence[LinkTask], folder: Path, background: Background) -> tuple[Ranker, dict[str, Figures]]:
    """Trains the ranker on the annotations of a folder.

    Returns:
        the ranker, and its figures: ``fitted``, ``cross-validated``, and cross-validated a pair of documents.
    """
    annotation = read_annotation(folder)
    found = examples(tasks, annotation, folder, background)
    decision = cross_validate(found)
    trees = calibrated(train(found, found.grade >= 0), decision, found)
    held_out = (1 / (1 + np.exp(-(trees.scale * decision + trees.shift)))).astype(np.float32)
    threshold = best_threshold(found, held_out)
    measured = {
        "fitted": figures(found, trees.score(found.columns) >= threshold),
        "cross-validated": figures(found, held_out >= threshold),
    }
    for fold in found.folds:
        measured[fold] = figures(found, held_out >= threshold, fold)
    return Ranker(trees, background, threshold), measured


def _regression(x: Numbers, y: NDArray[np.bool_], weight: Numbers) -> tuple[Numbers, float]:
    """Slopes and intercept of a logistic regression, over the features as they are."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    scaler = StandardScaler().fit(x)
    fitted = LogisticRegression(C=REGULARITY, max_iter=5000).fit(scaler.transform(x), y, weight)
    slopes = fitted.coef_[0] / scaler.scale_
    return slopes.astype(np.float64), float(fitted.intercept_[0] - slopes @ scaler.mean_)


def _between(x: str, one: tuple[str, str], y: str, other: tuple[str, str]) -> bool:
    return one[0] <= x <= one[1] and other[0] <= y <= other[1]


def _as_trees(models: Sequence[Any], names: tuple[str, ...]) -> Trees:
    """The nodes of scikit-learn's trees one after the other; a leaf's children are itself."""
    nodes = [predictor.nodes for model in models for (predictor,) in model._predictors]
    sizes = np.array([len(own) for own in nodes])
    roots = np.cumsum(sizes) - sizes
    joined = np.concatenate(nodes)
    itself = np.arange(len(joined))
    start = np.repeat(roots, sizes)
    leaf = joined["is_leaf"].astype(bool)
    return Trees(
        features=names,
        feature=joined["feature_idx"].astype(np.int32),
        threshold=joined["num_threshold"].astype(np.float32),
        left=np.where(leaf, itself, joined["left"] + start).astype(np.int32),
        right=np.where(leaf, itself, joined["right"] + start).astype(np.int32),
        value=np.where(leaf, joined["value"], 0).astype(np.float32),
        roots=roots.astype(np.int32),
        depth=int(joined["depth"].max()),
        slopes=np.zeros(len(names)),
        baseline=float(np.mean([model._baseline_prediction.ravel()[0] for model in models])),
        runs=len(models),
    )
