"""Reading many files for a command: its arguments, progress on the terminal, a line for every file that failed."""

from __future__ import annotations

import argparse
import functools
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.commands.messages import CommandError, say

if TYPE_CHECKING:
    from pipeline.batch import Outcome
    from pipeline.model import Extraction

SHOW_PROGRESS_FROM = 2
"""Progress is shown from so many files on."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of every command that reads documents."""
    group = parser.add_argument_group("reading")
    group.add_argument(
        "--workers", type=_count, metavar="N", help="processes to read with; 0: this one (default: by need)"
    )
    group.add_argument("--cluster", metavar="ADDRESS", help="read on a running dask cluster, such as tcp://host:8786")
    group.add_argument(
        "--time-limit",
        type=_amount,
        default=180.0,
        metavar="SECONDS",
        help="give a file up after so long (default: 180)",
    )
    group.add_argument(
        "--memory-limit", type=_amount, default=1.5, metavar="GB", help="of a worker process (default: 1.5)"
    )
    group.add_argument("--password", help="for encrypted files")


def read_all(paths: Sequence[Path], args: argparse.Namespace) -> Iterator[Outcome[Extraction]]:
    """Extract every file; shows progress and says a line for each that failed."""
    from pipeline.batch import run
    from pipeline.extract import extract

    work = functools.partial(extract, password=args.password) if args.password else extract
    outcomes = run(
        paths, work, workers=args.workers, cluster=args.cluster, seconds=args.time_limit, memory=args.memory_limit
    )
    with _progress(len(paths)) as advance:
        for outcome in outcomes:
            advance(outcome.path)
            if outcome.error is not None:
                say(f"{outcome.path}: {outcome.error}")
            yield outcome


def existing(path: Path) -> Path:
    """The path, if there is something.

    Raises:
        CommandError: where there is nothing.
    """
    if not path.exists():
        raise CommandError(f"{path}: no such file or folder; check the path")
    return path


@contextmanager
def _progress(total: int) -> Iterator[Callable[[Path], None]]:
    if total < SHOW_PROGRESS_FROM or not sys.stderr.isatty():
        yield lambda path: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        bar = progress.add_task("", total=total)
        yield lambda path: progress.update(bar, advance=1, description=path.name)


def _count(text: str) -> int:
    number = int(text)
    if number < 0:
        raise argparse.ArgumentTypeError(f"{text} is below 0")
    return number


def _amount(text: str) -> float:
    number = float(text)
    if number <= 0:
        raise argparse.ArgumentTypeError(f"{text} is not above 0")
    return number
