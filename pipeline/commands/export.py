"""``chithi export``: what the store holds, all or some of it, in any format."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from pipeline.commands.messages import OK, SOME_FAILED, CommandError, emit, say
from pipeline.commands.stored import add_store_argument, opened

SUMMARY = "write documents and tasks out of the store in any format, all or those asked for"
EXAMPLE = """chithi export --out to-send --format xlsx --format docx --lead "Sở Y tế" --from 2025
  chithi export --format csv --words "chuyen doi so" --due-to 2026-06 > due.csv"""
KINDS = ("deliverable", "report", "orientation", "prohibition")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    from pipeline.export.formats import FORMATS

    parser.add_argument("--out", type=Path, metavar="DIR", help="folder to write to (default: standard output)")
    parser.add_argument(
        "--format", action="append", choices=tuple(FORMATS), help="may be given several times (default: xlsx)"
    )
    parser.add_argument("--lang", choices=("vi", "en"), default="vi", help="language of tables (default: vi)")
    add_store_argument(parser, writes=True)
    chosen = parser.add_argument_group(
        "which", "names without case and diacritics, a part is enough; given several times, any of them will do"
    )
    for name, shown, about in (
        ("document", "NAME", "by its name in the store or its number"),
        ("type", "TYPE", "of document, such as 'Chỉ thị'"),
        ("issuer", "BODY", "who issued the document"),
        ("lead", "BODY", "who leads the task"),
    ):
        chosen.add_argument(f"--{name}", action="append", default=[], metavar=shown, help=about)
    chosen.add_argument("--kind", action="append", default=[], choices=KINDS, help="of task")
    for name, about in (
        ("from", "issued then or later: 2026, 2026-03 or 2026-03-31"),
        ("to", "issued then or earlier"),
        ("due-from", "task due then or later"),
        ("due-to", "task due then or earlier"),
    ):
        chosen.add_argument(f"--{name}", dest=name.replace("-", "_"), type=_day, metavar="DATE", help=about)
    chosen.add_argument("--words", default="", metavar="WORDS", help='that the task holds, all; "in quotes": together')


def execute(args: argparse.Namespace) -> int:
    """Choose and write."""
    from pipeline.export.formats import FORMATS, write
    from pipeline.export.selection import SelectedDocuments, Selection

    formats = list(dict.fromkeys(args.format or ["xlsx"]))
    if args.out is None and (len(formats) > 1 or FORMATS[formats[0]].binary):
        raise CommandError(f"--format {' '.join(formats)} cannot go to standard output; say where with --out DIR")
    if args.out is not None and args.out.exists() and not args.out.is_dir():
        raise CommandError(f"{args.out}: is a file; give a folder with --out")
    selection = Selection(
        documents=tuple(args.document),
        types=tuple(args.type),
        issuers=tuple(args.issuer),
        since=getattr(args, "from") or "",
        until=args.to or "",
        leads=tuple(args.lead),
        kinds=tuple(args.kind),
        due_since=args.due_from or "",
        due_until=args.due_to or "",
        words=args.words,
    )
    with opened(args) as store:
        documents = SelectedDocuments(store, selection)
        if not documents:
            say("nothing in the store fits what was asked for")
            return SOME_FAILED
        say(f"{len(documents)} documents, {documents.task_count()} tasks")
        if args.out is None:
            emit(FORMATS[formats[0]].text(documents, args.lang))
            return OK
        for name in formats:
            written = write(name, documents, args.out, args.lang)
            say(f"wrote {written[0]}" if len(written) == 1 else f"wrote {len(written)} files to {args.out}")
    return OK


def _day(text: str) -> str:
    if not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", text):
        raise argparse.ArgumentTypeError(f"{text!r} is no date; write 2026, 2026-03 or 2026-03-31")
    return text
