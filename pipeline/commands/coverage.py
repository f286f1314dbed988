"""``chithi coverage``: which tasks of one document another takes up."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.commands.forms import add_forms, add_language, give_sheets
from pipeline.commands.messages import OK, SOME_FAILED, CommandError, emit_json, say
from pipeline.commands.naming import find_stem
from pipeline.commands.stored import add_store_argument, opened

if TYPE_CHECKING:
    from pipeline.export.document import ExportDocument
    from pipeline.export.places import Places
    from pipeline.export.rows import Row
    from pipeline.linking.coverage import Coverage
    from pipeline.linking.linktask import LinkTask

SUMMARY = "show which tasks of a source document a local one takes up, partly or not at all"
EXAMPLE = "chithi coverage ministry-directive.pdf our-plan.docx --xlsx coverage.xlsx"
SHEETS = "coverage", "coverage_figures"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    named = "a file, or a document of the store by its number or name"
    parser.add_argument("source", metavar="SOURCE", help=f"what has to be carried out: {named}")
    parser.add_argument("local", metavar="LOCAL", help=f"what should take it up: {named}")
    add_forms(
        parser,
        json="everything, for a program",
        csv="a table for a spreadsheet, one row a clause",
        xlsx="write the comparison to a workbook",
    )
    add_language(parser)
    parser.add_argument("--password", help="for encrypted files")
    add_store_argument(parser)


def execute(args: argparse.Namespace) -> int:
    """Read both, compare, show."""
    from pipeline.export.places import Places
    from pipeline.linking.coverage import cover
    from pipeline.linking.ranker import NoModel

    found = [_document(name, args) for name in (args.source, args.local)]
    (source, asking), (local, answering) = found[0], found[1]
    if source.stem == local.stem:
        raise CommandError(f"{args.source} and {args.local} are one document; give two")
    for document, tasks in found:
        if not tasks:
            say(f"{document.source}: no task was found in it")
    try:
        coverage = cover(asking, answering)
    except NoModel as error:
        raise CommandError(str(error), SOME_FAILED) from None
    documents = {source.stem: source, local.stem: local}
    _show(coverage, Places(documents.__getitem__), (source.stem, local.stem), args)
    return OK if asking and answering else SOME_FAILED


def _document(name: str, args: argparse.Namespace) -> tuple[ExportDocument, list[LinkTask]]:
    """A document out of a file, or else out of the store."""
    from pipeline.export.document import ExportDocument
    from pipeline.export.json import to_json
    from pipeline.linking.linktask import from_extractions, from_store

    path = Path(name)
    if path.is_file():
        from pipeline.batch import attempt
        from pipeline.extract import extract

        outcome = attempt(path, lambda path: extract(path, args.password))
        if outcome.result is None:
            raise CommandError(f"{path}: {outcome.error}", SOME_FAILED)
        # By its path as given: two files of one name may lie in two folders.
        stem = str(path)
        return ExportDocument(stem, to_json(outcome.result), path), from_extractions([(stem, outcome.result)])
    if path.exists():
        raise CommandError(f"{path}: not a file; give one document")
    from pipeline.export.stored import StoredDocuments

    try:
        with opened(args) as store:
            stem = find_stem(store, name)
            return StoredDocuments(store, [stem])[0], from_store(store, {stem})
    except CommandError as error:
        raise CommandError(f"{name}: no such file, and {error}", error.status) from None


def _show(coverage: Coverage, places: Places, stems: tuple[str, str], args: argparse.Namespace) -> None:
    from pipeline.export import coverage as export

    def rows() -> Iterable[Row]:
        return export.coverage_rows(coverage, places, args.lang)

    if args.json:
        emit_json(export.as_record(coverage, places, *stems))
    elif not give_sheets(args, SHEETS, rows, lambda: export.figure_rows(coverage, args.lang)):
        from rich.console import Console

        from pipeline.terminal.coverage import view

        Console(highlight=False).print(view(coverage, places, *stems, args.lang))
