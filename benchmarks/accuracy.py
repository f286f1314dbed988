"""Accuracy on gold documents, for each format they come in and each kind of document; writes the README's tables.

usage: python benchmarks/accuracy.py [--gold DIR] [--documents DIR] [--dry-run]
"""

from __future__ import annotations

import argparse
import csv
from pathlib import Path
from typing import Any

from tables import ROOT, put

from pipeline.batch import run
from pipeline.evaluation.corpus_figures import Scored, score_all
from pipeline.evaluation.gold import SUFFIXES, GoldDocument, load_gold
from pipeline.evaluation.tables import as_markdown
from pipeline.export.json import to_json
from pipeline.extract import extract

FIGURES = (
    "tasks",
    "lead",
    "coordinate",
    "direct",
    "report_to",
    "deadlines",
    "product",
    "references",
    "reference dates",
    "relations",
    "programmes",
    "metadata",
    "recipients",
    "sections",
    "section roles",
    "indicators",
)
FORMATS = {"text": (".txt",), "HTML": (".html", ".htm"), "DOCX": (".docx",), "PDF": (".pdf",)}
UNSEEN = ("tests/gold/portal", "tests/gold/scanned", "tests/gold/later")
LEFT_OUT = {"scanned", "bad-text-layer", "pdf-fallback-fonts", "portal-raw"}
"""Folders that hold a document again in a form that is measured apart."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--documents", type=Path, required=True)
    parser.add_argument("--dry-run", action="store_true", help="print the tables, leave the README as it is")
    args = parser.parse_args()
    gold = load_gold(args.gold)
    columns: dict[str, Scored] = {}
    best: dict[str, dict] = {}
    for name, suffixes in FORMATS.items():
        files = find(gold, [args.documents, args.documents.parent / "seeds", Path("data/raw")], suffixes)
        if files:
            predictions = {o.path.stem: to_json(o.result) for o in run(sorted(files.values()), extract) if o.result}
            best = {**predictions, **best}
            held = [document for document in gold if document.stem in files]
            columns[f"{name}, n = {len(held)}"] = score_all(held, predictions)
    formats = as_markdown({name: scored.total for name, scored in columns.items()}, FIGURES)
    readable = [document for document in gold if document.stem in best]
    scored = score_all(readable, best)
    kinds = as_markdown(
        {
            f"{kind}, n = {sum(document.kind == kind for document in readable)}": figures
            for kind, figures in scored.kinds.items()
        },
        FIGURES,
    )
    first = first_sight(args.documents)
    composed = composed_documents()
    print(formats, kinds, first, composed, sep="\n\n")
    if not args.dry_run:
        put("accuracy", formats)
        put("accuracy-by-kind", kinds)
        put("first-sight", first)
        put("composed", composed)


def first_sight(documents: Path) -> str:
    """What was measured before the rules saw the documents, beside what the same documents give now."""
    gold = [document for folder in UNSEEN for document in load_gold(ROOT / folder)]
    files = find(gold, [documents], (".html", ".pdf"), left_out=LEFT_OUT - {"scanned"})
    predictions = {o.path.stem: to_json(o.result) for o in run(sorted(files.values()), extract) if o.result}
    held = [document for document in gold if document.stem in files]
    batches = {"all": "at first sight, n = 28", "last": "the last 10 of them", "later": "13 more, later"}
    return then_and_now("first_sight.tsv", batches, held, predictions)


def composed_documents() -> str:
    """What the composed documents gave at first sight, a batch at a time, and what they give now."""
    folder = ROOT / "tests" / "gold" / "composed"
    gold = load_gold(folder)
    files = {document.stem: folder / f"{document.stem}.txt" for document in gold}
    predictions = {o.path.stem: to_json(o.result) for o in run(sorted(files.values()), extract) if o.result}
    columns = tsv_rows("composed.tsv").fieldnames or ()
    batches = {column: column for column in columns if column != "figure" and not column.endswith("_support")}
    return then_and_now("composed.tsv", batches, gold, predictions)


def then_and_now(
    name: str, batches: dict[str, str], gold: list[GoldDocument], predictions: dict[str, dict[str, Any]]
) -> str:
    """A table of figures kept beside this file, a column for each batch under its heading, and of those of now."""
    now = score_all(gold, predictions).total.counts
    table = [
        f"| F1 (support) | {' | '.join(batches.values())} | now, n = {len(gold)} |",
        "| --- |" + " ---: |" * (len(batches) + 1),
    ]
    for row in tsv_rows(name):
        then = " | ".join(f"{row[batch]} ({row[f'{batch}_support']})" for batch in batches)
        table.append(f"| {row['figure']} | {then} | {now[row['figure']].f1:.3f} |")
    return "\n".join(table)


def tsv_rows(name: str) -> csv.DictReader[str]:
    """The rows of a table beside this file."""
    lines = (ROOT / "benchmarks" / name).read_text(encoding="utf-8").splitlines()
    return csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")


def find(
    gold: list[GoldDocument], folders: list[Path], suffixes: tuple[str, ...], left_out: set[str] = LEFT_OUT
) -> dict[str, Path]:
    """The file of each gold document in one format, from the first folder that has it."""
    assert set(suffixes) <= set(SUFFIXES)
    stems, found = {document.stem for document in gold}, {}
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            wanted = path.stem in stems and path.suffix.lower() in suffixes
            if wanted and not left_out & set(path.parts):
                found.setdefault(path.stem, path)
    return found


if __name__ == "__main__":
    main()
