"""``chithi sources``: the catalogue of cited documents."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.commands.forms import add_forms, add_language, give_sheets
from pipeline.commands.messages import OK, SOME_FAILED, CommandError, emit_json, say
from pipeline.commands.naming import find_stem
from pipeline.commands.stored import add_store_argument, one_line_errors, opened

if TYPE_CHECKING:
    from pipeline.catalogue.sources import Catalogue, Source
    from pipeline.corpus.store import Store
    from pipeline.export.rows import Row

SUMMARY = "list the documents that are cited: by whom, in which relation, what is held, what contradicts"
EXAMPLE = """chithi sources --conflicts
  chithi sources 29-NQ/TW
  chithi sources --load known-documents.csv --missing --xlsx sources.xlsx"""
SHEETS = "sources", "source_citations"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument(
        "key", nargs="?", metavar="KEY", help="one source with its lineage: its number, name, or a file's name"
    )
    parser.add_argument(
        "--load", type=Path, action="append", default=[], metavar="CSV", help="keep a list of known documents first"
    )
    only = parser.add_argument_group("which")
    only.add_argument("--cited-by", metavar="DOCUMENT", help="only what this document of the corpus cites")
    only.add_argument("--relation", choices=("basis", "implement", "amend", "draft", "cite"), help="only cited so")
    held = only.add_mutually_exclusive_group()
    held.add_argument("--missing", action="store_true", help="only what the corpus does not hold")
    held.add_argument("--held", action="store_true", help="only what the corpus holds")
    only.add_argument("--conflicts", action="store_true", help="only where something contradicts")
    add_forms(
        parser,
        json="everything, for a program",
        csv="a table for a spreadsheet, one row a source",
        xlsx="write sources and citations to a workbook",
    )
    add_language(parser)
    add_store_argument(parser)


def execute(args: argparse.Namespace) -> int:
    """Load, resolve, show."""
    from pipeline.catalogue.sources import load_catalogue

    for path in args.load:
        _load(path, args)
    with opened(args) as store:
        cited_by = find_stem(store, args.cited_by) if args.cited_by else None
        catalogue = load_catalogue(store)
        if args.key:
            return _show_one(catalogue, store, args)
    shown = [source for source in catalogue.sources if _is_wanted(source, cited_by, args)]
    held, doubtful = (sum(map(bool, of)) for of in ((s.held for s in shown), (s.conflicts for s in shown)))
    say(f"{len(shown)} of {len(catalogue.sources)} sources, {held} in the corpus, {doubtful} with contradictions")
    _show(shown, catalogue, args)
    return OK


def _load(path: Path, args: argparse.Namespace) -> None:
    """Keep a list of known documents in the store."""
    from pipeline.catalogue.known_sources import load_known_sources
    from pipeline.corpus.store import Store

    if not path.is_file():
        raise CommandError(f"{path}: no such file; give a CSV of known documents")
    with opened(args) as held:
        target = held.path
    with one_line_errors(), Store(target) as store:
        loaded = load_known_sources(store, path)
    say(
        f"{path}: {loaded.documents} documents kept; {loaded.without_number} lines without a number passed over, "
        f"{loaded.contradicting_dates} dates left out that contradict the year in the number"
    )


def _is_wanted(source: Source, cited_by: str | None, args: argparse.Namespace) -> bool:
    citations = [c for c in source.cited_by if cited_by in (None, c.stem)]
    if not any(args.relation in (None, *c.relations) for c in citations):
        return False
    if (args.missing and source.held) or (args.held and not source.held):
        return False
    return bool(source.conflicts) or not args.conflicts


def _show_one(catalogue: Catalogue, store: Store, args: argparse.Namespace) -> int:
    """One source with its lineage; where a key means several, their list."""
    from pipeline.catalogue.lineage import Lineage
    from pipeline.export import sources as export

    found = catalogue.find(args.key)
    if len(found) > 1:
        say(f"{args.key}: {len(found)} sources are called so; say more of one to see its lineage")
        _show(found, catalogue, args)
        return OK
    lineage = Lineage(catalogue)
    try:
        node = lineage.node_of(found[0].id if found else find_stem(store, args.key))
    except CommandError:
        node = None
    if node is None:
        raise CommandError(f"{args.key}: no such source or document; chithi sources lists all", SOME_FAILED)
    up, down = lineage.up(node), lineage.down(node)
    if args.json:
        record = export.as_record(found[0]) if found else None
        emit_json({"source": record, "up": export.branch_as_record(up), "down": export.branch_as_record(down)})
        return OK
    if args.csv or args.xlsx:
        _show(found, catalogue, args)
        return OK
    from rich.console import Console, Group

    from pipeline.terminal import sources as view

    console = Console(highlight=False)
    if found:
        console.print(view.detail(found[0], up, down, catalogue.documents, args.lang))
    else:
        console.print(Group(*view.lineage(up, down, args.lang)))
    return OK


def _show(sources: list[Source], catalogue: Catalogue, args: argparse.Namespace) -> None:
    from pipeline.export import sources as export

    def rows() -> Iterable[Row]:
        return export.source_rows(sources, catalogue.documents, args.lang)

    if args.json:
        emit_json([export.as_record(source) for source in sources])
    elif not give_sheets(args, SHEETS, rows, lambda: export.citation_rows(sources, catalogue.documents, args.lang)):
        from rich.console import Console

        from pipeline.terminal.sources import table

        Console(highlight=False).print(table(sources, catalogue.documents, args.lang))
