"""Runs one piece of work over many files: in child processes of this one, in local workers of dask, or on a cluster.

A file that fails, hangs or kills its worker costs itself alone: the rest of the batch that it was in is run again.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any, Generic, TypeVar

from pipeline.model import ReadError, what_failed

T = TypeVar("T")
Work = Callable[[Path], T]

FEW = 12
"""Where no process can be forked, up to so many files are worked in this one: starting workers takes longer."""
FILES_A_WORKER = 4
"""Files that are worth the time and memory of one more worker."""
MOST_WORKERS = 8
"""So many at most unless more are asked for: each takes memory."""
BATCH = 8
"""Files sent to a worker at once."""
SECONDS_A_FILE = 180.0
"""A file that takes longer is given up."""
GIGABYTES_A_WORKER = 1.0
"""A worker that takes more memory is ended, and with it the file that it was at."""


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """What came of one file: a result, or one line that says why there is none."""

    path: Path
    result: T | None = None
    error: str | None = None
    seconds: float = 0.0


class TimeIsUp(BaseException):
    """Raised within the work when its time is over; no ``except Exception`` on the way holds it up."""


def run(
    paths: Sequence[Path],
    work: Work[T],
    *,
    workers: int | None = None,
    cluster: str | None = None,
    seconds: float = SECONDS_A_FILE,
    memory: float = GIGABYTES_A_WORKER,
) -> Iterator[Outcome[T]]:
    """Do ``work`` on every path, giving each outcome as soon as it is there, in no particular order.

    Args:
        paths: the files.
        work: a function of a path that can be sent to a worker; it raises ``ReadError`` for a file that is no good.
        workers: how many processes; 0 for this one alone, where a file that dies takes it along; None decides by the
            number of files and cores.
        cluster: address of a running dask scheduler to use instead of own workers.
        seconds: time limit a file.
        memory: limit of a worker's memory in gigabytes; not held in this process.

    Example:
        >>> [outcome.result for outcome in run([Path("a.txt")], lambda path: path.stem)]
        ['a']
    """
    from pipeline.child import is_possible, run_in_children

    local = cluster is None and is_possible()
    if workers is None:
        few = len(paths) <= FEW and cluster is None and not local
        workers = 0 if few else max(1, min(cores(), MOST_WORKERS, len(paths) // FILES_A_WORKER))
    if cluster is None and workers == 0:
        for path in paths:
            yield attempt(path, work, seconds)
    elif local and paths:
        yield from run_in_children(paths, work, workers=workers, seconds=seconds, memory=memory)
    elif paths:
        from pipeline.workers import run_in_workers

        yield from run_in_workers(paths, work, workers=workers, cluster=cluster, seconds=seconds, memory=memory)


def cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def attempt(path: Path, work: Work[T], seconds: float = SECONDS_A_FILE) -> Outcome[T]:
    """Do the work on one file; whatever it raises becomes one line."""
    began = time.perf_counter()
    result, error = None, None
    try:
        with _limited(seconds):
            result = work(path)
    except ReadError as failure:
        error = one_line(failure)
    except TimeIsUp:
        error = too_slow(seconds)
    except MemoryError:
        error = "needs more memory than there is"
    except OSError as failure:
        error = what_failed(failure)
    except RecursionError:
        error = "is nested too deeply"
    except Exception as failure:
        error = f"could not be understood ({type(failure).__name__}: {one_line(failure)})"
    return Outcome(path, result, error, time.perf_counter() - began)


def one_line(error: BaseException) -> str:
    """An error's message on one line."""
    return " ".join(str(error).split()) or type(error).__name__


def too_slow(seconds: float) -> str:
    """What is said of a file whose time is up."""
    return f"took longer than {seconds:g} s and was given up"


@contextmanager
def _limited(seconds: float) -> Iterator[None]:
    """Ends the block when the time is up, where signals can do that: in the main thread of a Unix process."""
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        raise TimeIsUp

    before: Any = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
