"""Documents that the tests of every package share."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from pipeline.export.document import ExportDocument
from pipeline.export.json import to_json
from pipeline.linking.profile import Background
from pipeline.linking.ranker import Ranker, Trees
from pipeline.model import (
    Actor,
    Deadline,
    Document,
    Extraction,
    Indicator,
    Metadata,
    Place,
    Reference,
    Section,
    Signer,
    Span,
    Task,
)

ROOT = Path(__file__).parent.parent
GOLD = ROOT / "tests" / "gold"
SEEDS = ROOT / "data" / "raw"
PLAN = "003_b226c127d7ae6091"


@pytest.fixture(scope="session")
def gold() -> dict[str, dict[str, Any]]:
    """The gold records of the sample documents, by stem."""
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(GOLD.glob("*.json"))}


@pytest.fixture(scope="session")
def build() -> Callable[..., Extraction]:
    """Builds an extraction out of a gold record, without reading any file."""
    return extraction_of


@pytest.fixture(scope="session")
def plan(gold: dict[str, dict[str, Any]]) -> Extraction:
    """A plan with an annex table, as extracted without a fault."""
    return extraction_of(PLAN, gold[PLAN])


def extraction_of(name: str, record: dict[str, Any]) -> Extraction:
    """An extraction that says what a gold record says; its text is its tasks, one a line, all on page 1 and 2."""
    offsets, position = [], 0
    for task in record["tasks"]:
        offsets.append((position, position + len(task["text"])))
        position += len(task["text"]) + 1
    text = "\n".join(task["text"] for task in record["tasks"])
    half = len(text) // 2
    metadata = dict(record["document"])
    signer = metadata.pop("signer", None)
    document = Document(
        name=f"{name}.txt",
        text=text,
        metadata=Metadata(
            **{k: tuple(v) if isinstance(v, list) else v for k, v in metadata.items()},
            signer=Signer(**signer) if signer else None,
        ),
        sections=tuple(Section(s["path"], s["label"], s["heading"], s["role"]) for s in record["sections"]),
        blocks=(),
        places=(Place(0, half, 1, (60.0, 60.0, 540.0, 780.0)), Place(half, len(text), 2, (60.0, 60.0, 540.0, 400.0))),
        format="text",
        sha256="0" * 64,
        pages=2,
    )
    return Extraction(
        document,
        tuple(_task(document, task, *at, i) for i, (task, at) in enumerate(zip(record["tasks"], offsets, strict=True))),
        tuple(Reference(**r, start=0, end=len(r["text"]), spans=(Span(0, 1, 1),)) for r in record["references"]),
        tuple(Indicator(**i) for i in record["indicators"]),
    )


def _task(document: Document, task: dict[str, Any], start: int, end: int, number: int) -> Task:
    spans = document.locate(start, end)

    def actors(role: str) -> tuple[Actor, ...]:
        source = task["lead_source"] if role == "lead" else "explicit"
        return tuple(Actor(n, n, start, start, source=source, spans=spans) for n in task[role])

    return Task(
        id=task["id"],
        section=task["section"],
        text=task["text"],
        start=start,
        end=end,
        lead=actors("lead"),
        lead_source=task["lead_source"],
        coordinate=actors("coordinate"),
        direct=actors("direct"),
        report_to=actors("report_to"),
        deadlines=tuple(Deadline(**d, start=start, end=end, spans=spans) for d in task["deadlines"]),
        product=task["product"],
        references=tuple(task["references"]),
        actions=tuple(part.strip() for part in task["text"].split(";")),
        kind="report" if task["report_to"] else "orientation",
        missing=() if task["deadlines"] else ("thời gian",),
        spans=spans,
        confidence=0.95 if number % 5 else 0.6,
    )


@pytest.fixture(scope="session")
def hostile() -> Extraction:
    """A document whose every field looks like a formula, a link or markup, with control characters and a giant text."""
    bad = "=cmd|' /C calc'!A0"
    sections = (Section("I", "I.", "+1+1", "tasks"),)
    document = Document(
        "=x.pdf", "x", Metadata(bad, bad, bad, bad, "@y", "-2", bad, "=1", (bad,), (bad,)), sections, ()
    )
    tasks = tuple(
        Task(
            id=f"t{number}",
            section="I",
            text=text,
            start=0,
            end=1,
            lead=(Actor('=HYPERLINK("http://x")', "x", 0, 1),),
            deadlines=(Deadline("@trước 30/02", "due", "2026-02-30", 0, 1),),
            product="-1+2",
            references=("+84",),
        )
        for number, text in enumerate((bad, "{=1+1}", "https://x.invalid/a", "a\x00\x0b\x1f]]>&<b>", "dài " * 10_000))
    )
    return Extraction(
        document, tasks, (Reference(bad, "numbered", bad, bad, 0, 1),), (Indicator("=1", bad, "=2", "=3"),)
    )


@pytest.fixture(scope="session")
def by_cosine() -> Ranker:
    """A ranker made by hand, a tree of one branch: two tasks are linked where their cosine is above a third."""
    trees = Trees(
        features=("cosine",),
        feature=np.zeros(1, np.int16),
        threshold=np.array([1 / 3], np.float32),
        remaining=np.array([0b11111110], np.uint8),
        bounds=np.array([0, 1], np.int32),
        leaves=np.array([[-5, 5, 0, 0, 0, 0, 0, 0]], np.float32),
        baseline=0.0,
        runs=1,
    )
    return Ranker(trees, Background(), 0.5)


@pytest.fixture
def exported(plan: Extraction) -> ExportDocument:
    """The plan on its way into an export, its source beside it."""
    return ExportDocument(PLAN, to_json(plan), SEEDS / f"{PLAN}.txt")
