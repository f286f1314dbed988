"""``chithi extract``: single files, no store."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.commands.messages import OK, SOME_FAILED, CommandError, emit, say
from pipeline.commands.reading import NOTHING, add_arguments, documents_in, opening, read_all
from pipeline.ingest.members import container_of, shown

if TYPE_CHECKING:
    from pipeline.export.document import ExportDocument
    from pipeline.model import Extraction

SUMMARY = "extract single files, or standard input with -"
EXAMPLE = "chithi extract plan.pdf annex.docx --out results --format json --format xlsx"
STANDARD_INPUT = "-"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    from pipeline.export.formats import FORMATS

    parser.add_argument("paths", nargs="+", metavar="PATH", help="files, folders, or - for text on standard input")
    parser.add_argument("--out", type=Path, metavar="DIR", help="folder to write to (default: standard output)")
    parser.add_argument(
        "--format", action="append", choices=tuple(FORMATS), help="may be given several times (default: json)"
    )
    parser.add_argument("--lang", choices=("vi", "en"), default="vi", help="language of tables (default: vi)")
    add_arguments(parser)


def execute(args: argparse.Namespace) -> int:
    """Extract and write."""
    from pipeline.export.formats import FORMATS, write

    formats = list(dict.fromkeys(args.format or ["json"]))
    if args.out is None and (len(formats) > 1 or FORMATS[formats[0]].binary):
        raise CommandError(f"--format {' '.join(formats)} cannot go to standard output; say where with --out DIR")
    documents, failed = _extract(args)
    if args.out is None:
        emit(FORMATS[formats[0]].text(documents, args.lang))
    elif documents or not failed:
        for name in formats:
            for path in write(name, documents, args.out, args.lang):
                say(f"wrote {path}")
    return SOME_FAILED if failed else OK


def _extract(args: argparse.Namespace) -> tuple[list[ExportDocument], int]:
    from pipeline.export.document import ExportDocument
    from pipeline.export.json import to_json
    from pipeline.workspace import assign_stems, find_files, identity

    files: list[Path] = []
    failed = 0
    for name in dict.fromkeys(args.paths):
        if name != STANDARD_INPUT:
            path = Path(name)
            if not container_of(path).exists():
                say(f"{shown(path)}: no such file or folder; check the path")
                failed += 1
                continue
            found, closed = find_files(path, leave_out=args.out)
            files += found
            failed += len(closed)
            for folder, why in closed or ([] if found else [(path, NOTHING)]):
                say(f"{shown(folder)}: {why}")
    files = documents_in(files, args)
    names = assign_stems(files)
    done: dict[str, ExportDocument] = {}
    if STANDARD_INPUT in args.paths:
        extraction = _standard_input(args)
        if extraction is None:
            failed += 1
        else:
            done[STANDARD_INPUT] = ExportDocument("stdin", to_json(extraction), None)
    for outcome in read_all(files, args):
        if outcome.result is None:
            failed += 1
        else:
            name = identity(outcome.path)
            done[name] = ExportDocument(names[name], to_json(outcome.result), Path(name))
    return [done[name] for name in (STANDARD_INPUT, *names) if name in done], failed


def _standard_input(args: argparse.Namespace) -> Extraction | None:
    from pipeline.extract import extract_source
    from pipeline.ingest import read_bytes
    from pipeline.model import ReadError

    try:
        return extract_source(read_bytes(sys.stdin.buffer.read(), "stdin", **opening(args)))
    except ReadError as error:
        say(f"standard input: {error}")
        return None
