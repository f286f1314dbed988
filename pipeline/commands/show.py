"""``chithi show``: what was understood of one document, as a tree in the terminal."""

from __future__ import annotations

import argparse
from pathlib import Path

from pipeline.commands.messages import OK, SOME_FAILED, emit_json, say
from pipeline.commands.reading import add_opening, existing, opening
from pipeline.ingest.members import shown

SUMMARY = "show what was understood of one document, as a tree in the terminal"
EXAMPLE = "chithi show plan.pdf"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("document", type=Path, metavar="DOCUMENT", help="a document, or the JSON that was made of one")
    parser.add_argument("--lang", choices=("vi", "en"), default="vi", help="language of the labels (default: vi)")
    parser.add_argument("--json", action="store_true", help="the published JSON instead of the tree")
    add_opening(parser)


def execute(args: argparse.Namespace) -> int:
    """Read one document and print it."""
    from pipeline.batch import run
    from pipeline.export.json import Published, read_json, to_json

    def understand(path: Path) -> Published:
        if path.suffix.lower() == ".json":
            return read_json(path)
        from pipeline.extract import extract

        return to_json(extract(path, **opening(args)))

    (outcome,) = run([existing(args.document)], understand)
    if outcome.result is None:
        say(f"{shown(args.document)}: {outcome.error}")
        return SOME_FAILED
    if args.json:
        emit_json(outcome.result)
    else:
        from rich.console import Console

        from pipeline.terminal.tree import tree

        Console(highlight=False).print(tree(outcome.result, args.lang))
    return OK
