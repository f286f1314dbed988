"""``chithi run``: the main job over a folder."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.commands.forms import add_language
from pipeline.commands.messages import OK, SOME_FAILED, CommandError, emit_json, say
from pipeline.commands.reading import NOTHING, add_arguments, documents_in, existing, read_all
from pipeline.commands.stored import WHERE, one_line_errors
from pipeline.ingest.members import shown

if TYPE_CHECKING:
    from pipeline.workspace import Workspace

SUMMARY = "extract all documents below a folder; read only what is new or changed"
EXAMPLE = "chithi run data/raw --out data/processed"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument(
        "input", nargs="?", type=Path, default=Path("data/raw"), metavar="INPUT", help="(default: data/raw)"
    )
    parser.add_argument("--out", type=Path, default=WHERE, metavar="DIR", help=f"(default: {WHERE})")
    add_language(parser, "workbook")
    parser.add_argument("--again", action="store_true", help="read every file again, also those that did not change")
    parser.add_argument("--json", action="store_true", help="say on standard output what was done, for a program")
    add_arguments(parser)


def execute(args: argparse.Namespace) -> int:
    """Read, extract, keep, export."""
    from pipeline.program import program_version
    from pipeline.workspace import Workspace, claimed, find_files

    files, closed = find_files(existing(args.input), leave_out=args.out)
    for folder, why in closed:
        say(f"{shown(folder)}: {why}")
    if args.out.exists() and not args.out.is_dir():
        raise CommandError(f"{args.out}: is a file; give a folder with --out")
    if not files and not closed:
        say(f"{shown(args.input)}: {NOTHING}")
    files = documents_in(files, args)
    with one_line_errors(), claimed(args.out), Workspace(args.out, program_version()) as workspace:
        waiting = workspace.plan(files, again=args.again)
        failed = 0
        for outcome in read_all(waiting, args):
            if outcome.result is not None:
                workspace.keep(outcome.path, outcome.result)
            else:
                workspace.fail(outcome.path, outcome.error or "failed")
                failed += 1
        gone = workspace.mark_gone(args.input, files)
        links = _link(workspace)
        tasks = _export(workspace, args)

    done = {
        "read": len(waiting) - failed,
        "unchanged": len(files) - len(waiting),
        "failed": failed + len(closed),
        "taken away": len(gone),
        "tasks": tasks,
        "links": links,
    }
    say(f"{', '.join(f'{number} {name}' for name, number in done.items())}: {args.out}")
    if args.json:
        emit_json(done)
    return SOME_FAILED if failed or closed else OK


def _link(workspace: Workspace) -> int:
    """Link the tasks of all documents; returns how many links there are."""
    from pipeline.export.links import LINKS, write_links
    from pipeline.linking.corpus_links import refresh_links
    from pipeline.linking.ranker import NoModel

    try:
        refresh_links(workspace.store, workspace.version)
    except NoModel as error:
        say(f"no links: {error}")
    links = workspace.store.links()
    write_links(links, workspace.folder / LINKS)
    return len(links)


def _export(workspace: Workspace, args: argparse.Namespace) -> int:
    """Write the workbook and the report over all documents; returns how many tasks there are."""
    from pipeline.export import xlsx
    from pipeline.export.atomic import replacing
    from pipeline.export.formats import FILE_NAME
    from pipeline.export.report import REPORT, write_report
    from pipeline.export.stored import StoredDocuments

    documents = StoredDocuments(workspace.store)
    failures = [(e.path, e.error) for e in workspace.entries.values() if e.error is not None and not e.gone]
    with replacing(args.out / f"{FILE_NAME}.xlsx") as new:
        xlsx.write(documents, new, args.lang, args.out, failures)
    write_report(documents, failures, args.out / REPORT, args.lang)
    return documents.task_count()
