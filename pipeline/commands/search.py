"""``chithi search``: tasks and documents by their words."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from pipeline.commands.forms import add_forms, add_language, at_least
from pipeline.commands.messages import OK, CommandError, emit, emit_json, say
from pipeline.commands.stored import add_store_argument, opened

if TYPE_CHECKING:
    from pipeline.export.found import Found

SUMMARY = "find tasks and documents by their words, with or without diacritics"
EXAMPLE = """chithi search chuyen doi so --limit 5
  chithi search '"đội ngũ nhà giáo" bồi dưỡng' --in tasks --xlsx found.xlsx"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("words", nargs="+", metavar="WORDS", help='all of them are looked for; "in quotes": together')
    parser.add_argument(
        "--in", dest="kinds", choices=("tasks", "documents", "both"), default="both", help="(default: both)"
    )
    parser.add_argument("--limit", type=at_least(1), default=10, metavar="N", help="of each kind (default: 10)")
    add_forms(
        parser,
        json="what was found, for a program",
        csv="a table for a spreadsheet",
        xlsx="write what was found to a workbook",
    )
    add_language(parser)
    add_store_argument(parser)


def execute(args: argparse.Namespace) -> int:
    """Search and print, the best first."""
    from pipeline.corpus.search import MOST_RANKED, Kind, count_hits, phrases_of, search
    from pipeline.export.found import found_rows

    words = " ".join(args.words)
    if not phrases_of(words):
        raise CommandError(f"{words!r}: no word in it to look for")
    kinds: list[Kind] = [kind for kind in ("task", "document") if args.kinds in (f"{kind}s", "both")]
    found: dict[str, list[Found]] = {}
    counts: dict[str, int] = {}
    with opened(args) as store:
        for kind in kinds:
            found[f"{kind}s"] = found_rows(store, search(store, words, args.limit, kind))
            counts[f"{kind}s"] = count_hits(store, words, kind)
    if max(counts.values()) > MOST_RANKED:
        say(f"more than {MOST_RANKED:,} found: those read last are ranked; more words find less")
    _show(words, found, counts, args)
    return OK


def _show(words: str, found: dict[str, list[Found]], counts: dict[str, int], args: argparse.Namespace) -> None:
    from pipeline.export.labels import columns, label

    if args.json:
        emit_json({"words": words, "found": counts, **found})
        return
    if args.csv or args.xlsx:
        from pipeline.export.table import to_csv, write_xlsx

        shown = columns("found", args.lang)
        headings = [column.heading for column in shown]
        rows = [
            [
                label(column.labels, row.get(column.field), args.lang) if column.labels else row.get(column.field)
                for column in shown
            ]
            for kind in found.values()
            for row in kind
        ]
        if args.csv:
            emit(to_csv(headings, rows))
        else:
            write_xlsx(headings, rows, args.xlsx)
            say(f"wrote {args.xlsx}")
        return
    from rich.console import Console

    from pipeline.export.found import view

    for kind, hits in found.items():
        count = f"{counts[kind]:,}"
        if len(hits) < counts[kind]:
            count += f" ({label('word', 'shown', args.lang)} {len(hits)})"
        heading = f"{label('word', f'found_{kind}', args.lang)}: {count}"
        Console(highlight=False).print(view(hits, heading, args.lang))
