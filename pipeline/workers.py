"""Worker processes for ``pipeline.batch``, on this machine or on a cluster, over dask.distributed."""

from __future__ import annotations

import logging
import os
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from pipeline.batch import BATCH, Outcome, Work, attempt, one_line, too_slow

T = TypeVar("T")

GRACE_SECONDS = 5.0
"""How long after its time a file's worker is ended."""

SETTINGS = {
    # A lost worker's batch is not tried again whole: its files go one by one, and a poisonous one loses itself alone.
    "distributed.scheduler.allowed-failures": 0,
    "distributed.worker.memory.target": False,
    "distributed.worker.memory.spill": False,
    "distributed.worker.memory.pause": False,
    "distributed.worker.memory.terminate": 0.95,
    "distributed.admin.log-format": "",
    "distributed.comm.timeouts.connect": "60s",
}


def run_in_workers(
    paths: Sequence[Path], work: Work[T], *, workers: int, cluster: str | None, seconds: float, memory: float
) -> Iterator[Outcome[T]]:
    """Do ``work`` on every path in worker processes; see ``pipeline.batch.run``."""
    from distributed import as_completed

    size = max(1, min(BATCH, len(paths) // max(workers, 1)))
    waiting = deque(list(paths[i : i + size]) for i in range(0, len(paths), size))
    with _client(workers, cluster, memory) as client:
        pending: dict[Any, list[Path]] = {}
        # No more batches on their way than workers: what waits at a dying worker would be lost with it.
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
            future = next(done)
            batch = pending.pop(future)
            if future.status == "finished":
                yield from future.result()
            elif len(batch) == 1:
                yield Outcome(batch[0], error=_why(future.exception(), seconds))
            else:
                waiting.extend([path] for path in batch)
            send()


def _why(error: BaseException | None, seconds: float) -> str:
    from distributed.scheduler import KilledWorker

    if isinstance(error, KilledWorker):
        return f"ended its worker process (out of memory, over {seconds:g} s, or a crash)"
    return one_line(error) if error is not None else too_slow(seconds)


def _work_off(batch: list[Path], work: Work[T], seconds: float) -> list[Outcome[T]]:
    """In the worker: a file at a time, under a watch that ends the process when one hangs."""
    return [_watched(path, work, seconds) for path in batch]


def _watched(path: Path, work: Work[T], seconds: float) -> Outcome[T]:
    # Work in native code cannot be interrupted, and dask runs tasks off the main thread: only the process can be ended.
    watch = threading.Timer(seconds + GRACE_SECONDS, os._exit, args=(1,))
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
        local = LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            processes=True,
            dashboard_address=None,
            memory_limit=int(memory * 2**30),
            silence_logs=logging.CRITICAL,
        )
        with local, Client(local) as client:
            yield client
