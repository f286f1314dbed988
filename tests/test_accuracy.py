"""Accuracy does not fall: F1 of every figure stays above its floor (``floors.tsv``)."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from pipeline.batch import run
from pipeline.evaluation.corpus_figures import score_all
from pipeline.evaluation.gold import find_documents, load_gold
from pipeline.export.json import to_json
from pipeline.extract import extract

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
COMPOSED = ROOT / "tests" / "gold" / "composed"
SETS = {
    "seeds": (ROOT / "tests" / "gold", [ROOT / "data" / "raw"]),
    "composed": (COMPOSED, [COMPOSED]),
    "web": (SHARED / "gold", [SHARED / "documents" / "portal"]),
    "unseen": (ROOT / "tests" / "gold" / "portal", [SHARED / "documents" / "portal"]),
    "later": (ROOT / "tests" / "gold" / "later", [SHARED / "documents" / "portal"]),
    "docx": (SHARED / "gold", [SHARED / "documents" / "docx"]),
    "pdf": (SHARED / "gold", [SHARED / "documents" / "pdf", SHARED / "documents" / "born-digital"]),
}


def floors() -> list[tuple[str, str, float]]:
    lines = (Path(__file__).parent / "floors.tsv").read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
    return [(row["set"], row["figure"], float(row["f1"])) for row in rows]


@pytest.fixture(scope="module")
def figures():
    """F1 of every figure, a set at a time, extracted once."""
    measured: dict[str, dict[str, float]] = {}

    def measure(name: str) -> dict[str, float]:
        if name not in measured:
            folder, documents = SETS[name]
            gold = load_gold(folder)
            files = find_documents([document.stem for document in gold], documents)
            outcomes = run(sorted(files.values()), extract, workers=0)
            predictions = {o.path.stem: to_json(o.result) for o in outcomes if o.result is not None}
            total = score_all([document for document in gold if document.stem in files], predictions).total
            measured[name] = {figure: counts.f1 for figure, counts in total.counts.items()}
        return measured[name]

    return measure


@pytest.mark.xdist_group("accuracy")
@pytest.mark.parametrize(("name", "figure", "floor"), floors())
def test_f1_stays_above_its_floor(name, figure, floor, figures):
    gold, documents = SETS[name]
    if missing := [folder for folder in (gold, *documents) if not folder.is_dir()]:
        pytest.skip(f"what {name} is measured on ({missing[0]}) is not here")
    assert figures(name)[figure] >= floor
