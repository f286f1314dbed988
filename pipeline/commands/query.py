"""``chithi query``: SQL over the store."""

from __future__ import annotations

import argparse
import sys
from itertools import islice
from typing import TYPE_CHECKING, Any

from pipeline.commands.forms import add_forms
from pipeline.commands.messages import OK, CommandError, emit, emit_json, say
from pipeline.commands.stored import add_store_argument, opened

if TYPE_CHECKING:
    from pipeline.corpus.query import Answer
    from pipeline.corpus.store import Store

SUMMARY = "ask the store in SQL; without a query, say what can be asked for"
EXAMPLE = 'chithi query "SELECT lead, count(*) FROM tasks GROUP BY lead ORDER BY 2 DESC" --csv'
STANDARD_INPUT = "-"

LEAST_WIDTH = 11
"""Characters of the terminal that a column needs to be read."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument(
        "sql",
        nargs="?",
        metavar="SQL",
        help="one statement that reads, or - for standard input; plain(x) is x without case and diacritics",
    )
    add_forms(
        parser,
        json="a list of objects, for a program",
        csv="a table for a spreadsheet",
        xlsx="write the rows to a workbook",
    )
    parser.add_argument(
        "--limit", type=int, default=200, metavar="N", help="rows in the terminal; 0: all (default: 200)"
    )
    add_store_argument(parser)


def execute(args: argparse.Namespace) -> int:
    """Ask and print."""
    from pipeline.corpus.query import QueryError, query, tables

    with opened(args) as store:
        try:
            if args.sql is None:
                _list_tables(store, args)
                return OK
            answer = query(store, sys.stdin.read() if args.sql == STANDARD_INPUT else args.sql)
            _show(answer, args)
        except QueryError as error:
            names = ", ".join(name for name, _, _ in tables(store)) if "no such table" in str(error) else ""
            raise CommandError(f"{error}{f'; there are {names}' if names else ''}") from error
    return OK


def _list_tables(store: Store, args: argparse.Namespace) -> None:
    from pipeline.corpus.query import Answer, tables

    found = tables(store)
    if args.json:
        emit_json([{"name": name, "type": kind, "columns": columns} for name, kind, columns in found])
        return
    rows = ((name, kind, ", ".join(columns)) for name, kind, columns in found)
    _show(Answer(("name", "type", "columns"), rows), args)


def _show(answer: Answer, args: argparse.Namespace) -> None:
    if args.json:
        emit_json([dict(zip(answer.columns, map(_as_json, row), strict=True)) for row in answer.rows])
    elif args.csv:
        from pipeline.export.table import to_csv

        emit(to_csv(answer.columns, answer.rows))
    elif args.xlsx:
        from pipeline.export.table import write_xlsx

        write_xlsx(answer.columns, answer.rows, args.xlsx)
        say(f"wrote {args.xlsx}")
    else:
        _print_table(answer, args.limit)


def _print_table(answer: Answer, limit: int) -> None:
    from rich.console import Console
    from rich.table import Column, Table
    from rich.text import Text

    console = Console(highlight=False)
    rows = list(islice(answer.rows, limit + 1 if limit > 0 else None))
    shown = rows[:limit] if limit > 0 else rows
    # As plain text: what a document says is no markup.
    texts = [[Text("" if value is None else str(_as_json(value))) for value in row] for row in shown]
    if len(answer.columns) * LEAST_WIDTH > console.width:
        # Too many columns for the terminal: a record a block, a field a line.
        for row in texts:
            record = Table.grid(padding=(0, 2))
            for name, text in zip(answer.columns, row, strict=True):
                record.add_row(Text(name, style="bold"), text)
            console.print(record, Text(""))
    else:
        table = Table(*(Column(Text(name)) for name in answer.columns))
        for row in texts:
            table.add_row(*row)
        console.print(table)
    if len(rows) > len(shown):
        say(f"the first {limit} rows; --limit 0 shows all")


def _as_json(value: Any) -> Any:
    return value.hex() if isinstance(value, bytes) else value
