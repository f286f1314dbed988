"""The argument of commands on gold documents that says where their files lie."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from pipeline.commands.messages import CommandError


def add_documents(parser: argparse.ArgumentParser) -> None:
    """Add ``--documents``; without it they are looked for beside the gold."""
    parser.add_argument(
        "--documents",
        type=Path,
        nargs="+",
        metavar="DIR",
        help="where the documents lie that the gold describes (default: beside the gold)",
    )


def existing_folders(folders: Sequence[Path]) -> Sequence[Path]:
    """The folders, all of them there.

    Raises:
        CommandError: one is not.
    """
    for folder in folders:
        if not folder.is_dir():
            raise CommandError(f"{folder}: no such folder; give with --documents where the documents lie")
    return folders
