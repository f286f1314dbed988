"""The argument of commands on gold documents that says where their files lie."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_documents(parser: argparse.ArgumentParser) -> None:
    """Add ``--documents``; without it they are looked for beside the gold."""
    parser.add_argument(
        "--documents",
        type=Path,
        nargs="+",
        metavar="DIR",
        help="where the documents lie that the gold describes (default: beside the gold)",
    )
