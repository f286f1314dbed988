"""The store for a command that asks it: which one, opened to read, and its troubles in one line."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.commands.messages import CommandError

if TYPE_CHECKING:
    from pipeline.corpus.store import Store

WHERE = Path("data/processed")


def add_store_argument(parser: argparse.ArgumentParser, writes: bool = False) -> None:
    """Which store the command looks in: ``--out`` says it too, as for ``run``, unless the command ``writes`` there."""
    parser.add_argument(
        *(["--store"] if writes else ["--store", "--out"]),
        dest="store",
        type=Path,
        default=WHERE,
        metavar="PATH",
        help=f"folder that chithi run wrote to, or the store itself (default: {WHERE})",
    )


@contextmanager
def opened(args: argparse.Namespace) -> Iterator[Store]:
    """The store that the arguments name, to read from.

    Raises:
        CommandError: there is none, or it is no store.
    """
    from pipeline.corpus.store import STORE, Store

    path: Path = args.store
    if path.is_dir():
        path = path / STORE
    if not path.is_file():
        raise CommandError(f"{path}: no store there; make one with chithi run, or say where with --store")
    with one_line_errors(), Store(path, read_only=True) as store:
        yield store


@contextmanager
def one_line_errors() -> Iterator[None]:
    """What goes wrong with the store itself ends the command with one line."""
    import sqlite3

    from pipeline.model import ReadError

    try:
        yield
    except ReadError as error:
        raise CommandError(str(error)) from error
    except sqlite3.DatabaseError as error:
        raise CommandError(f"the store: {error}", status=1) from error
