"""``chithi evaluate``: precision, recall and F1 of every figure on a folder of gold documents."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.commands.gold_documents import add_documents, existing_folders
from pipeline.commands.messages import OK, SOME_FAILED, CommandError, emit, emit_json, say
from pipeline.commands.reading import add_arguments, read_all

if TYPE_CHECKING:
    from pipeline.evaluation.gold import GoldDocument

SUMMARY = "precision, recall and F1 of every figure against gold documents"
EXAMPLE = "chithi evaluate tests/gold --documents data/raw --errors"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("gold", nargs="?", type=Path, metavar="GOLD", help="folder of gold <stem>.json files")
    parser.add_argument("--predicted", type=Path, metavar="DIR", help="score these <stem>.json files; extract nothing")
    add_documents(parser)
    parser.add_argument(
        "--part",
        choices=("learn", "report"),
        help="only the documents that rules and training may look at, or only those kept to report on",
    )
    parser.add_argument("--by-kind", action="store_true", help="figures for each kind of document, the worst first")
    parser.add_argument("--errors", action="store_true", help="what is wrong, grouped by cause, with the text")
    parser.add_argument("--json", action="store_true", help="figures (and errors) for a program")
    parser.add_argument("--min", nargs="+", default=[], metavar="NAME=F1", help="fail below this F1, as in tasks=0.95")
    parser.add_argument("--references", type=Path, metavar="FILE", help="score references alone on a vnlegaltext file")
    add_arguments(parser)


def execute(args: argparse.Namespace) -> int:
    """Predict or read predictions, score, print."""
    from pipeline.evaluation.gold import GoldError, load_gold

    if args.references:
        return _references(args)
    if args.gold is None:
        raise CommandError("GOLD is missing; give the folder that holds the gold <stem>.json files")
    floors = [_floor(text) for text in args.min]
    try:
        gold = _part(load_gold(args.gold), args.part)
        predictions = _predicted(gold, args.predicted) if args.predicted else _extracted(gold, args)
    except GoldError as error:
        raise CommandError(str(error)) from None
    for document in gold:
        if document.stem not in predictions:
            say(f"no prediction for {document.stem}")
    below = _report(gold, predictions, args, floors)
    if below:
        say("below: " + "; ".join(below))
    return SOME_FAILED if below or len(predictions) < len(gold) else OK


def _report(
    gold: list[GoldDocument], predictions: dict[str, Any], args: argparse.Namespace, floors: list[tuple[str, float]]
) -> list[str]:
    """Print what was asked for; returns the floors that were not reached."""
    from pipeline.evaluation import tables
    from pipeline.evaluation.corpus_figures import score_all

    scored = score_all(gold, predictions)
    total, errors = scored.total, scored.errors
    if args.json:
        report: dict[str, Any] = dict(tables.as_records(total))
        if args.by_kind or args.errors:
            report = {"figures": report}
        if args.by_kind:
            report["kinds"] = {kind: tables.as_records(figures) for kind, figures in scored.kinds.items()}
        if args.errors:
            report["errors"] = [tables.error_as_record(error) for error in errors]
        emit_json(report)
    else:
        emit(tables.as_text(total))
        if args.by_kind:
            for kind, figures in scored.kinds.items():
                emit(f"\n{kind}\n{tables.as_text(figures)}")
        if args.errors:
            emit("\n" + tables.errors_as_text(errors))
    reached = {name: counts.f1 for name, counts in total.counts.items()}
    return [
        f"{name} {reached.get(name, 0.0):.3f} < {least:g}" for name, least in floors if reached.get(name, 0) < least
    ]


def _part(gold: list[GoldDocument], part: str | None) -> list[GoldDocument]:
    """The gold documents of one part of the split, all where none is asked for."""
    from pipeline.evaluation.split import load_split

    if part is None:
        return gold
    split = load_split()
    chosen = [document for document in gold if split.may_learn(document.stem) == (part == "learn")]
    if not chosen:
        raise CommandError(f"--part {part}: no gold document of this part; pipeline/evaluation/split.tsv names them")
    return chosen


def _predicted(gold: list[GoldDocument], folder: Path) -> dict[str, Any]:
    from pipeline.evaluation.gold import read_record

    if not folder.is_dir():
        raise CommandError(f"{folder}: no such folder; give the one that holds the predicted <stem>.json files")
    paths = {document.stem: folder / f"{document.stem}.json" for document in gold}
    return {stem: read_record(path) for stem, path in paths.items() if path.exists()}


def _extracted(gold: list[GoldDocument], args: argparse.Namespace) -> dict[str, Any]:
    from pipeline.evaluation.gold import find_documents, neighbours
    from pipeline.export.json import to_json

    folders = existing_folders(args.documents or neighbours(args.gold))
    files = find_documents([document.stem for document in gold], folders)
    stems = {path: stem for stem, path in files.items()}
    outcomes = read_all(sorted(stems), args)
    return {stems[o.path]: to_json(o.result) for o in outcomes if o.result is not None}


def _references(args: argparse.Namespace) -> int:
    from pipeline.evaluation import tables
    from pipeline.evaluation.vnlegaltext import evaluate_references

    if not args.references.is_file():
        raise CommandError(f"{args.references}: no such file; give a vnlegaltext .jsonl file")
    figures = {
        f"{sentences}, {data}": evaluate_references(args.references, marked_only, mended)
        for data, mended in (("misplaced marks mended", True), ("data as it is", False))
        for sentences, marked_only in (("all sentences", False), ("sentences with a mark", True))
    }
    if args.json:
        emit_json({name: tables.marks_as_record(counted) for name, counted in figures.items()})
    else:
        emit(tables.marks_as_text(figures))
        if args.errors:
            emit("\n" + tables.disagreements_as_text(figures["all sentences, misplaced marks mended"]))
    return OK


def _floor(text: str) -> tuple[str, float]:
    name, _, value = text.partition("=")
    try:
        return name.replace("_", " "), float(value)
    except ValueError:
        raise CommandError(f"--min {text}: say NAME=F1, as in tasks=0.95") from None
