"""Worker processes for ``pipeline.batch``, on this machine or on a cluster, over dask.distributed."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from pipeline.batch import BATCH, Outcome, Work, attempt, one_line, too_slow

T = TypeVar("T")

WORD_SECONDS = 10.0
"""How long a worker waits for the answer that its word has come."""
TRIES = 10
"""How often a batch is sent when its worker is lost before the batch was begun: others may have ended that worker."""
AT, SLOW, DONE = "at", "slow", "done"
START_SECONDS = 90.0
"""How long a worker that was lost may take to be there again."""
LOOK_SECONDS = 0.02
NO_WORKERS = "was not worked: no worker answers any more; run again"
NOT_BEGUN = "was not worked: its workers were lost before they came to it; run again"
DIED = "ended its worker process (out of memory or a crash)"

SETTINGS = {
    # What is sent again after a worker was lost is decided here: all but the file that it was at.
    "distributed.scheduler.allowed-failures": 0,
    "distributed.worker.memory.target": False,
    "distributed.worker.memory.spill": False,
    "distributed.worker.memory.pause": False,
    "distributed.worker.memory.terminate": 0.95,
    "distributed.admin.log-format": "",
    "distributed.comm.timeouts.connect": "60s",
}


@dataclass(frozen=True, slots=True)
class _Batch:
    """Files sent to a worker at once; ``tries`` counts how often that ended without a trace of the file at fault."""

    number: int
    paths: list[Path]
    tries: int = 0

    @property
    def topic(self) -> str:
        """Under which its worker says which file it is at."""
        return f"chithi-batch-{self.number}"


def run_in_workers(
    paths: Sequence[Path], work: Work[T], *, workers: int, cluster: str | None, seconds: float, memory: float
) -> Iterator[Outcome[T]]:
    """Do ``work`` on every path in worker processes; see ``pipeline.batch.run``."""
    from distributed import as_completed

    size = max(1, min(BATCH, len(paths) // max(workers, 1)))
    numbers = count()
    waiting = deque(_Batch(next(numbers), list(paths[i : i + size])) for i in range(0, len(paths), size))
    with _client(workers, cluster, memory) as client:
        pending: dict[Any, _Batch] = {}
        # No more batches on their way than workers: what waits at a dying worker would have to be sent again.
        room = max(workers, len(client.scheduler_info()["workers"]), 1)
        done = as_completed()

        def send() -> None:
            while waiting and len(pending) < room:
                batch = waiting.popleft()
                future = client.submit(_work_off, batch, work, seconds, pure=False)
                pending[future] = batch
                done.add(future)

        send()
        while pending:
            if not _comes(done, BATCH * seconds + START_SECONDS):
                for batch in pending.values():
                    yield from (Outcome(path, error=NO_WORKERS) for path in batch.paths)
                yield from (Outcome(path, error=NO_WORKERS) for batch in waiting for path in batch.paths)
                return
            future = next(done)
            batch = pending.pop(future)
            try:
                outcomes = future.result()
            except Exception as error:
                outcomes, rest = _blame(batch, error, client.get_events(batch.topic), seconds)
                waiting.extend(replace(again, number=next(numbers)) for again in rest)
            yield from outcomes
            send()


def _comes(done: Any, seconds: float) -> bool:
    """Wait until something is done; False where nothing is after so long."""
    until = time.monotonic() + seconds
    while not done.has_ready():
        if time.monotonic() > until:
            return False
        time.sleep(LOOK_SECONDS)
    return True


def _blame(
    batch: _Batch, error: Exception, said: Sequence[tuple[Any, Any]], seconds: float
) -> tuple[list[Outcome[Any]], list[_Batch]]:
    """Of a batch that was lost: the file at fault with the reason, if that is certain, and what to send again."""
    index, state = said[-1][1] if said else (0, None)
    path, others = batch.paths[index], batch.paths[:index] + batch.paths[index + 1 :]
    rest = [_Batch(0, others)] if others else []
    if state == SLOW:
        return [Outcome(path, error=too_slow(seconds))], rest
    if state == AT and not others:
        # A worker may end late, of what the file before did to it: to be blamed, a file must end two.
        return ([Outcome(path, error=DIED)], []) if batch.tries else ([], [replace(batch, tries=1)])
    if state == AT:
        return [], [*rest, _Batch(0, [path])]
    if type(error).__name__ == "KilledWorker":
        if batch.tries + 1 < TRIES:
            return [], [replace(batch, tries=batch.tries + 1)]
        return [Outcome(path, error=NOT_BEGUN) for path in batch.paths], []
    if others:
        return [], [_Batch(0, [path]) for path in batch.paths]
    return [Outcome(path, error=f"could not be worked ({one_line(error)})")], []


def _work_off(batch: _Batch, work: Work[T], seconds: float) -> list[Outcome[T]]:
    """In the worker: a file at a time, under a watch that ends the process when one hangs."""
    from distributed import get_worker

    outcomes = []
    say = partial(_say, get_worker(), batch.topic)
    for index, path in enumerate(batch.paths):
        say(index, AT)
        outcomes.append(_watched(path, work, seconds, partial(say, index, SLOW)))
    say(len(batch.paths) - 1, DONE)
    return outcomes


def _say(worker: Any, topic: str, index: int, state: str) -> None:
    """Tell the scheduler, and wait until it knows: a crash is faster than a word that is only sent."""
    from distributed.utils import sync

    sync(worker.loop, worker.scheduler.log_event, callback_timeout=WORD_SECONDS, topic=topic, msg=(index, state))


def _watched(path: Path, work: Work[T], seconds: float, say_slow: Callable[[], None]) -> Outcome[T]:
    def give_up() -> None:
        # Work in native code cannot be interrupted, and dask runs tasks off the main thread: only the process can be
        # ended, once its last word is out.
        try:
            say_slow()
        finally:
            os._exit(1)

    watch = threading.Timer(seconds, give_up)
    watch.daemon = True
    watch.start()
    try:
        return attempt(path, work, seconds)
    finally:
        watch.cancel()


@contextmanager
def _client(workers: int, cluster: str | None, memory: float) -> Iterator[Any]:
    import dask
    from distributed import Client, LocalCluster

    for name in ("distributed", "distributed.nanny", "distributed.scheduler", "distributed.worker", "tornado"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    with dask.config.set(SETTINGS):
        if cluster is not None:
            with Client(cluster) as client:
                yield client
            return
        with (
            # Whatever a worker leaves lying when it is ended goes with this folder.
            TemporaryDirectory(prefix="chithi-", ignore_cleanup_errors=True) as folder,
            LocalCluster(
                n_workers=workers,
                threads_per_worker=1,
                processes=True,
                # Any free port, for this machine alone: a fixed one may be taken.
                dashboard_address="127.0.0.1:0",
                memory_limit=int(memory * 2**30),
                silence_logs=logging.CRITICAL,
                local_directory=folder,
                env={"TMPDIR": folder},
            ) as local,
            Client(local) as client,
        ):
            yield client
