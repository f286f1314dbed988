"""Reading many files for a command: its arguments, progress on the terminal, a line for every file that failed."""

from __future__ import annotations

import argparse
import functools
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.commands.forms import at_least
from pipeline.commands.messages import CommandError, say
from pipeline.ingest.limits import Limits
from pipeline.ingest.members import container_of, list_documents, may_hold_documents, shown

if TYPE_CHECKING:
    from pipeline.batch import Outcome
    from pipeline.model import Extraction

SHOW_PROGRESS_FROM = 2
"""Progress is shown from so many files on."""
NOTHING = "no documents in it; give the folder that holds them"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of every command that reads documents."""
    group = parser.add_argument_group("reading")
    group.add_argument(
        "--workers", type=at_least(0), metavar="N", help="processes to read with; 0: this one (default: by need)"
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
        "--memory-limit", type=_amount, default=1.0, metavar="GB", help="of a process that reads (default: 1)"
    )
    add_opening(group)


def add_opening(group: argparse._ActionsContainer) -> None:
    """The arguments of every command that opens a file."""
    group.add_argument("--password", help="for encrypted files; it is used only to open them and kept nowhere")
    group.add_argument(
        "--limit",
        action=_Limit,
        default=[],
        metavar="NAME=VALUE",
        help="what is too much for one file, may be given several times: "
        + ", ".join(f"{field.name}={field.default}" for field in fields(Limits)),
    )


def opening(args: argparse.Namespace) -> dict[str, Any]:
    """What is asked for beside the plain opening of a file, as arguments of a reader."""
    given: dict[str, Any] = {}
    if args.password:
        given["password"] = args.password
    if args.limit:
        given["limits"] = Limits().with_settings(args.limit)
    return given


def documents_in(paths: Sequence[Path], args: argparse.Namespace) -> list[Path]:
    """The documents in these files: those in archives and mails each by a path of its own.

    An archive that cannot be opened stands for itself, and says why when it is read.
    """
    from pipeline.batch import run

    work = functools.partial(list_documents, **opening(args))
    archives = [path for path in paths if may_hold_documents(path)]
    outcomes = run(archives, work, workers=args.workers, seconds=args.time_limit, memory=args.memory_limit)
    held = {outcome.path: outcome.result or [outcome.path] for outcome in outcomes}
    return [document for path in paths for document in held.get(path, [path])]


def read_all(paths: Sequence[Path], args: argparse.Namespace) -> Iterator[Outcome[Extraction]]:
    """Extract every file; shows progress and says a line for each that failed."""
    from pipeline.batch import run
    from pipeline.extract import extract

    given = opening(args)
    work = functools.partial(extract, **given) if given else extract
    outcomes = run(
        paths, work, workers=args.workers, cluster=args.cluster, seconds=args.time_limit, memory=args.memory_limit
    )
    with _progress(len(paths)) as advance:
        for outcome in outcomes:
            advance(outcome.path)
            if outcome.error is not None:
                say(f"{shown(outcome.path)}: {outcome.error}")
            yield outcome


def existing(path: Path) -> Path:
    """The path, if there is something; also what names a document in an archive.

    Raises:
        CommandError: where there is nothing.
    """
    if not container_of(path).exists():
        raise CommandError(f"{shown(path)}: no such file or folder; check the path")
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


class _Limit(argparse.Action):
    """Gathers the settings, and refuses at once what is none."""

    def __call__(
        self, parser: argparse.ArgumentParser, namespace: argparse.Namespace, values: Any, option_string: object = None
    ) -> None:
        settings = [*getattr(namespace, self.dest), values]
        try:
            Limits().with_settings(settings)
        except ValueError as error:
            parser.error(f"argument --limit: {error}")
        setattr(namespace, self.dest, settings)


def _amount(text: str) -> float:
    number = float(text)
    if number <= 0:
        raise argparse.ArgumentTypeError(f"{text} is not above 0")
    return number
