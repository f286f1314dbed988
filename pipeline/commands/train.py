"""``chithi train``: trains what lies under ``models/`` anew."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.commands.gold_documents import add_documents, existing_folders
from pipeline.commands.messages import OK, SOME_FAILED, CommandError, emit, emit_json, say
from pipeline.program import model_folder

if TYPE_CHECKING:
    from pipeline.training import Report
    from pipeline.training.confidence import Fitted

SUMMARY = "trains the models anew on gold documents, the same to the byte from the same gold"
EXAMPLE = "chithi train --gold tests/gold --documents data/raw --models results/models"
MODELS = model_folder("linker").parent


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument(
        "--gold", type=Path, nargs="+", required=True, metavar="DIR", help="folders of gold <stem>.json files"
    )
    add_documents(parser)
    parser.add_argument(
        "--models", type=Path, default=MODELS, metavar="DIR", help="where the models go (default: the program's own)"
    )
    parser.add_argument("--json", action="store_true", help="the figures for a program")


def execute(args: argparse.Namespace) -> int:
    """Train, write, tell the figures."""
    from pipeline.evaluation.gold import GoldError, neighbours
    from pipeline.training import train

    documents = existing_folders(args.documents or [folder for gold in args.gold for folder in neighbours(gold)])
    try:
        report = train(args.gold, documents, args.models)
    except GoldError as error:
        raise CommandError(str(error)) from None
    for stem, why in sorted((report.left_out | report.failed).items()):
        say(f"{stem}: left out ({why})")
    if args.json:
        emit_json(_record(report))
    else:
        emit(_text(report))
    return SOME_FAILED if report.failed else OK


def _record(report: Report) -> dict[str, Any]:
    return {
        "confidence": {kind: _figures(found) for kind, found in report.confidence.items()},
        "left_out": report.left_out,
        "failed": report.failed,
    }


def _text(report: Report) -> str:
    lines = [f"{'confidence of':<16}{'things':>8}{'right':>8}{'said':>8}{'error':>8}{'review below':>14}"]
    for kind, found in report.confidence.items():
        f = _figures(found)
        shares = f"{f['right']:>8.3f}{f['confidence']:>8.3f}{f['error']:>8.3f}{f['review_below']:>14.4f}"
        lines.append(f"{kind:<16}{f['things']:>8}{shares}")
    return "\n".join(lines)


def _figures(found: Fitted) -> dict[str, Any]:
    from pipeline.evaluation.calibration import expected_error

    right = [example.right for example in found.examples]
    return {
        "things": len(right),
        "right": round(sum(right) / max(len(right), 1), 4),
        "confidence": round(sum(found.scores) / max(len(right), 1), 4),
        "error": round(expected_error(found.scores, right), 4),
        "review_below": found.weights.review_below,
    }
