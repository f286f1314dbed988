"""``chithi continuity``: threads of tasks over the years."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import TYPE_CHECKING

from pipeline.commands.forms import add_forms, add_language, at_least, give_sheets
from pipeline.commands.messages import OK, SOME_FAILED, CommandError, emit_json, say
from pipeline.commands.naming import find_stem
from pipeline.commands.stored import add_store_argument, opened

if TYPE_CHECKING:
    from pipeline.corpus.store import Store
    from pipeline.export.places import Places
    from pipeline.export.rows import Row
    from pipeline.linking.linktask import LinkTask
    from pipeline.linking.threads import Thread

SUMMARY = "show how tasks went on over the years: kept, changed, new, dropped"
EXAMPLE = "chithi continuity --from 2021 --to 2026 --words 'chuyen doi so'"
SHEETS = "continuity", "continuity_documents"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("--from", dest="first", type=int, metavar="YEAR", help="leave out tasks of earlier years")
    parser.add_argument("--to", dest="last", type=int, metavar="YEAR", help="leave out tasks of later years")
    parser.add_argument("--document", metavar="NAME", help="only threads through this document (name or number)")
    parser.add_argument("--words", default="", help="only threads with a task that holds all these words")
    parser.add_argument("--only", choices=("continued", "new", "dropped"), help="only threads of this kind")
    parser.add_argument(
        "--limit",
        type=at_least(0),
        default=20,
        metavar="N",
        help="threads of a kind in the terminal; 0: all (default: 20)",
    )
    add_forms(
        parser,
        json="everything, for a program",
        csv="a table for a spreadsheet, one row a task",
        xlsx="write the threads to a workbook",
    )
    add_language(parser)
    add_store_argument(parser)


def execute(args: argparse.Namespace) -> int:
    """Build the threads, choose, show."""
    from pipeline.export.places import Places
    from pipeline.export.stored import StoredDocuments

    if args.first is not None and args.last is not None and args.first > args.last:
        raise CommandError(f"--from {args.first} --to {args.last}: the first year is after the last; swap them")
    with opened(args) as store:
        places = Places(lambda stem: StoredDocuments(store, [stem])[0])
        tasks, threads = _threads(store, args)
        if not tasks:
            return SOME_FAILED
        if not threads:
            say("no thread: no task of what was asked for is linked over the years")
        _show(threads, tasks, places, args)
    return OK


def _threads(store: Store, args: argparse.Namespace) -> tuple[list[LinkTask], list[Thread]]:
    from pipeline.linking.linktask import from_store
    from pipeline.linking.threads import build_threads, select

    stem = find_stem(store, args.document) if args.document else None
    tasks, links = from_store(store), store.links()
    if not links:
        say(f"{store.path}: no links between tasks; run chithi run again, with documents of several years")
        return [], []
    threads = select(build_threads(tasks, links), args.first, args.last, stem, args.words)
    return tasks, [thread for thread in threads if args.only is None or args.only in thread.kinds]


def _show(threads: list[Thread], tasks: list[LinkTask], places: Places, args: argparse.Namespace) -> None:
    from pipeline.export import continuity

    def rows() -> Iterable[Row]:
        return continuity.thread_rows(threads, places, args.lang)

    if args.json:
        emit_json(continuity.as_record(threads, tasks, places))
    elif not give_sheets(args, SHEETS, rows, lambda: continuity.document_figures(threads, tasks, places)) and threads:
        from rich.console import Console

        from pipeline.terminal.continuity import view

        Console(highlight=False).print(view(threads, tasks, places, args.lang, args.limit))
