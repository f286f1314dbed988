"""Annotated links: graded pairs of tasks in ``continuity*.json`` beside the annotated documents."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.linking.linktask import LinkTask, document_spans

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


def _between(x: str, one: tuple[str, str], y: str, other: tuple[str, str]) -> bool:
    return one[0] <= x <= one[1] and other[0] <= y <= other[1]
