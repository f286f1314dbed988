"""A forked process that works files one by one for ``pipeline.batch``: what hangs or dies in it is one file's loss.

Unlike workers it costs no start: it has all that this process has loaded.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from pipeline.batch import Outcome, Work, attempt, too_slow

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

T = TypeVar("T")

LOOK_SECONDS = 0.05
"""How often memory and time are looked at."""
GRACE_SECONDS = 1.0
"""How long work may go on after it was told that its time is up, before its process is ended."""

END_WITH_PARENT = 1
"""Linux's ``PR_SET_PDEATHSIG``."""


def is_possible() -> bool:
    """Whether this system can fork a process that has loaded anything."""
    return sys.platform == "linux"


def run_in_child(paths: Sequence[Path], work: Work[T], *, seconds: float, memory: float) -> Iterator[Outcome[T]]:
    """Do ``work`` on every path in order, in a child process; see ``pipeline.batch.run``."""
    waiting = list(paths)
    # Whatever the child leaves lying when it is ended goes with this folder.
    with tempfile.TemporaryDirectory(prefix="chithi-", ignore_cleanup_errors=True) as folder:
        while waiting:
            for outcome in _one_child(list(waiting), work, seconds, memory, folder):
                waiting.pop(0)
                yield outcome


def _one_child(
    paths: Sequence[Path], work: Work[T], seconds: float, memory: float, folder: str
) -> Iterator[Outcome[T]]:
    """The outcomes of a child until it has to be ended; the last one is of the file that it was ended for."""
    context = get_context("fork")
    here, there = context.Pipe(duplex=False)
    process: Any = context.Process(target=_serve, args=(here, there, list(paths), work, seconds, folder), daemon=True)
    process.start()
    there.close()
    try:
        for path in paths:
            began = time.perf_counter()
            why = _wait(here, process.pid, seconds + GRACE_SECONDS, memory)
            if why is None:
                try:
                    result = here.recv()
                except (EOFError, OSError):
                    process.join()
                    why = died(-process.exitcode if process.exitcode and process.exitcode < 0 else 0)
                else:
                    if isinstance(result, BaseException):
                        raise result
                    yield result
                    continue
            took = time.perf_counter() - began
            yield Outcome(path, error=why or too_slow(seconds), seconds=took)
            return
    finally:
        _end(process)
        here.close()


def died(number: int = 0) -> str:
    """What is said of a file that ended its process, by the signal that ended it."""
    cause = ""
    with suppress(ValueError):
        cause = f" ({signal.Signals(number).name})" if number else ""
    return f"ended its process{cause}; the file is damaged or made to do harm"


def too_large(memory: float) -> str:
    """What is said of a file that needs too much memory."""
    return f"needs more than {memory:g} GB of memory; split it or raise --memory-limit"


def _wait(here: Connection, child: int, seconds: float, memory: float) -> str | None:
    """Wait for the child's word; why it has to be ended, empty for its time, None when there is something to hear."""
    import psutil

    watched = psutil.Process(child)
    until = time.monotonic() + seconds
    while not here.poll(LOOK_SECONDS):
        with suppress(psutil.Error):
            if watched.memory_info().rss > memory * 2**30:
                return too_large(memory)
        if time.monotonic() > until:
            return ""
    return None


def _end(process: Any) -> None:
    """End the child, and what it has started."""
    import psutil

    family = []
    with suppress(psutil.Error):
        family = psutil.Process(process.pid).children(recursive=True)
    process.kill()
    for member in family:
        with suppress(psutil.Error):
            member.kill()
    process.join()


def _serve(
    here: Connection, there: Connection, paths: Sequence[Path], work: Work[Any], seconds: float, folder: str
) -> None:
    """In the child."""
    # Whoever stops the program stops the parent, which ends this process; it does not outlive a parent that was killed.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    ctypes.CDLL(None).prctl(END_WITH_PARENT, signal.SIGKILL)
    here.close()
    tempfile.tempdir = folder
    try:
        for path in paths:
            try:
                said: Any = attempt(path, work, seconds)
            except BaseException as error:
                said = error
            there.send(said)
    finally:
        # Nothing of the parent's is to be ended in its child.
        os._exit(0)
