"""The forms that answers are given in, and the arguments that choose them."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.commands.messages import emit, say

if TYPE_CHECKING:
    from pipeline.export.rows import Row


def add_forms(parser: argparse.ArgumentParser, json: str, csv: str, xlsx: str) -> None:
    """Add ``--json``, ``--csv`` and ``--xlsx FILE``, one of them at most, each with what it gives."""
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help=json)
    form.add_argument("--csv", action="store_true", help=csv)
    form.add_argument("--xlsx", type=Path, metavar="FILE", help=xlsx)


def add_language(parser: argparse.ArgumentParser, of: str = "labels") -> None:
    """Add ``--lang``."""
    parser.add_argument("--lang", choices=("vi", "en"), default="vi", help=f"language of the {of} (default: vi)")


def give_sheets(args: argparse.Namespace, names: Sequence[str], *rows: Callable[[], Iterable[Row]]) -> bool:
    """Give sheets as ``--csv`` (the first) or ``--xlsx`` asks; False where neither does.

    Args:
        args: the arguments of :func:`add_forms` and :func:`add_language`.
        names: of the sheets.
        rows: what makes the rows of each.
    """
    if args.csv:
        from pipeline.export.csv import sheet_to_text

        emit(sheet_to_text(names[0], rows[0](), args.lang))
    elif args.xlsx:
        from pipeline.export.xlsx import write_sheets

        write_sheets({name: made() for name, made in zip(names, rows, strict=True)}, args.xlsx, args.lang)
        say(f"wrote {args.xlsx}")
    return bool(args.csv or args.xlsx)


def at_least(least: int) -> Callable[[str], int]:
    """What reads a number that is not below ``least``.

    Example:
        >>> at_least(0)("3")
        3
    """

    def number(text: str) -> int:
        read = int(text)
        if read < least:
            raise argparse.ArgumentTypeError(f"{text} is below {least}")
        return read

    return number
