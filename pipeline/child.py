"""Forked processes that work files for ``pipeline.batch``: what hangs or dies in one of them is one file's loss.

Unlike dask's workers they cost no start, for they have all that this process has loaded, and they are watched from
here: their time and memory are known at every moment, and which file they are at.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import tempfile
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from multiprocessing import connection, get_context
from pathlib import Path
from typing import Any, Generic, TypeVar

from pipeline.batch import Outcome, Work, attempt, too_slow

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


def run_in_children(
    paths: Sequence[Path], work: Work[T], *, workers: int, seconds: float, memory: float
) -> Iterator[Outcome[T]]:
    """Do ``work`` on every path in child processes; see ``pipeline.batch.run``."""
    waiting = deque(paths)
    tried: set[Path] = set()
    children: list[_Child[T]] = []
    # Whatever a child leaves lying when it is ended goes with this folder.
    with tempfile.TemporaryDirectory(prefix="chithi-", ignore_cleanup_errors=True) as folder:
        try:
            while waiting or any(child.path for child in children):
                for child in [child for child in children if child.path is None]:
                    if not waiting:
                        break
                    if child.done and waiting[0] in tried:
                        # It is tried again in a process that has read nothing yet.
                        child.end()
                        children.remove(child)
                    else:
                        child.give(waiting.popleft())
                while waiting and len(children) < workers:
                    children.append(_Child(work, seconds, folder))
                    children[-1].give(waiting.popleft())
                busy = [child for child in children if child.path is not None]
                ready = connection.wait([child.here for child in busy], LOOK_SECONDS)
                for child in busy:
                    outcome = child.hear() if child.here in ready else child.watch(memory)
                    if outcome is None:
                        continue
                    if not child.alive:
                        children.remove(child)
                        if child.done and outcome.path not in tried and not child.slow:
                            # What an earlier file did to the process is not to be this one's fault.
                            tried.add(outcome.path)
                            waiting.append(outcome.path)
                            continue
                    yield outcome
        finally:
            for child in children:
                child.end()


class _Child(Generic[T]):
    """One process, and the file that it is at."""

    def __init__(self, work: Work[T], seconds: float, folder: str) -> None:
        context = get_context("fork")
        self.here, there = context.Pipe()
        self._seconds = seconds
        self._process: Any = context.Process(target=_serve, args=(self.here, there, work, seconds, folder), daemon=True)
        self._process.start()
        there.close()
        self._inherited = self._size()
        self.path: Path | None = None
        self.began = 0.0
        self.done = 0
        self.alive, self.slow = True, False

    def give(self, path: Path) -> None:
        self.path, self.began = path, time.monotonic()
        # A child that has died meanwhile is heard of when its answer is looked for.
        with suppress(OSError):
            self.here.send(path)

    def hear(self) -> Outcome[T]:
        """The outcome of its file, also where it died over it."""
        try:
            said = self.here.recv()
        except (EOFError, OSError):
            self._process.join()
            code = self._process.exitcode or 0
            return self._lost(died(-code if code < 0 else 0))
        if isinstance(said, BaseException):
            raise said
        self.path, self.done = None, self.done + 1
        outcome: Outcome[T] = said
        return outcome

    def watch(self, memory: float) -> Outcome[T] | None:
        """The outcome of a file that takes too much time or memory, None as long as all is well."""
        if self._size() - self._inherited > memory * 2**30:
            return self._lost(too_large(memory))
        if time.monotonic() - self.began > self._seconds + GRACE_SECONDS:
            self.slow = True
            return self._lost(too_slow(self._seconds))
        return None

    def _size(self) -> int:
        """Bytes of memory that the process holds; what it shares with the one that forked it counts too."""
        import psutil

        with suppress(psutil.Error):
            return int(psutil.Process(self._process.pid).memory_info().rss)
        return 0

    def _lost(self, why: str) -> Outcome[T]:
        assert self.path is not None
        self.end()
        return Outcome(self.path, error=why, seconds=time.monotonic() - self.began)

    def end(self) -> None:
        """End the process, and what it has started."""
        import psutil

        family = []
        with suppress(psutil.Error):
            family = psutil.Process(self._process.pid).children(recursive=True)
        self._process.kill()
        for member in family:
            with suppress(psutil.Error):
                member.kill()
        self._process.join()
        self.here.close()
        self.alive = False


def died(number: int = 0) -> str:
    """What is said of a file that ended its process, by the signal that ended it."""
    cause = ""
    with suppress(ValueError):
        cause = f" ({signal.Signals(number).name})" if number else ""
    return f"ended its process{cause}; the file is damaged or made to do harm"


def too_large(memory: float) -> str:
    """What is said of a file that needs too much memory."""
    return f"needs more than {memory:g} GB of memory; split it or raise --memory-limit"


def _serve(here: Any, there: Any, work: Work[Any], seconds: float, folder: str) -> None:
    """In the child."""
    # Whoever stops the program stops the parent, which ends this process; it does not outlive a parent that was killed.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    ctypes.CDLL(None).prctl(END_WITH_PARENT, signal.SIGKILL)
    here.close()
    tempfile.tempdir = folder
    try:
        while True:
            path = there.recv()
            try:
                said: Any = attempt(path, work, seconds)
            except BaseException as error:
                said = error
            there.send(said)
    finally:
        # Nothing of the parent's is to be ended in its child.
        os._exit(0)
