"""Running over many files: in this process and in workers, with files that fail, hang or kill."""

from __future__ import annotations

import os
import signal
import tempfile
import time
from pathlib import Path

import pytest

from pipeline.batch import attempt, run
from pipeline.child import is_possible
from pipeline.model import ReadError
from pipeline.workers import run_in_workers

in_child = pytest.mark.skipif(not is_possible(), reason="this system cannot fork safely")


LEFT = []


def work(path: Path) -> str:
    """Stands for extraction; does what the file's name says."""
    name = path.stem.partition("-")[0]
    if name == "bad":
        raise ReadError("is encrypted;\n give the password")
    if name == "odd":
        raise KeyError("x")
    if name == "deep":
        return work(path)
    if name == "slow":
        time.sleep(60)
    if name == "killer":
        os._exit(9)
    if name == "hung":
        # As in native code that never comes back: no signal is heard.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
        time.sleep(60)
    if name == "hungry":
        held = []
        while True:
            held.append(bytearray(2**24))
            time.sleep(0.01)
    if name == "leaky":
        LEFT.append(bytearray(2**28))
        time.sleep(0.3)
    if name == "slower":
        time.sleep(0.5)
    if name == "littering":
        Path(tempfile.mkdtemp(), "left").touch()
        os.kill(os.getpid(), signal.SIGKILL)
    if name == "missing":
        path.read_bytes()
    return path.name.upper()


def outcomes(names, *, by=run, **options):
    return {outcome.path.name: outcome for outcome in by([Path(name) for name in names], work, **options)}


def test_results_and_reasons_in_this_process():
    got = outcomes(["a.txt", "bad.pdf", "odd.pdf", "deep.pdf", "missing.txt", "b.txt"], workers=0)
    assert {name for name, outcome in got.items() if outcome.error is None} == {"a.txt", "b.txt"}
    assert got["a.txt"].result == "A.TXT"
    assert got["bad.pdf"].error == "is encrypted; give the password"
    assert "KeyError" in got["odd.pdf"].error
    assert got["deep.pdf"].error == "is nested too deeply"
    assert got["missing.txt"].error == "No such file or directory"
    assert not any("\n" in (outcome.error or "") for outcome in got.values())


def test_a_slow_file_is_given_up_and_the_next_ones_go_on():
    began = time.perf_counter()
    got = outcomes(["slow.txt", "a.txt"], workers=0, seconds=0.3)
    assert time.perf_counter() - began < 5
    assert got["slow.txt"].error == "took longer than 0.3 s and was given up"
    assert got["a.txt"].result == "A.TXT"


def test_no_time_limit_is_left_behind():
    attempt(Path("a.txt"), work, 0.2)
    time.sleep(0.3)


def test_stopping_is_no_outcome():
    def stop(path):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        attempt(Path("a.txt"), stop)


def in_dask(paths, work, workers=2, seconds=60.0, memory=1.5):
    return run_in_workers(paths, work, workers=workers, cluster=None, seconds=seconds, memory=memory)


def test_few_files_start_no_workers(monkeypatch):
    monkeypatch.setattr("pipeline.workers.run_in_workers", lambda *a, **k: pytest.fail("workers were started"))
    assert outcomes(["a.txt"])["a.txt"].result == "A.TXT"
    assert outcomes([]) == {}


@in_child
def test_few_files_cost_themselves_alone_too(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    began = time.perf_counter()
    got = outcomes(["a.txt", "littering.pdf", "hung.pdf", "slow.pdf", "b.txt", "killer.pdf", "c.txt"], seconds=0.5)
    assert time.perf_counter() - began < 20
    assert {name: outcome.result for name, outcome in got.items() if outcome.error is None} == {
        "a.txt": "A.TXT",
        "b.txt": "B.TXT",
        "c.txt": "C.TXT",
    }
    assert got["littering.pdf"].error.startswith("ended its process (SIGKILL)")
    assert got["killer.pdf"].error.startswith("ended its process;")
    assert got["hung.pdf"].error == got["slow.pdf"].error == "took longer than 0.5 s and was given up"
    assert list(tmp_path.iterdir()) == []


@in_child
def test_what_an_earlier_file_did_to_the_process_is_not_the_next_ones_fault():
    got = outcomes(["leaky-1.txt", "leaky-2.txt", "leaky-3.txt"], workers=1, memory=0.5, seconds=60)
    assert [outcome.error for outcome in got.values()] == [None, None, None]


@in_child
def test_what_the_program_held_before_is_no_files_fault():
    held = bytearray(2**29)
    held[:: 2**12] = b"x" * len(held[:: 2**12])
    got = outcomes(["slower-1.txt", "slower-2.txt"], workers=1, memory=0.4, seconds=60)
    assert [outcome.error for outcome in got.values()] == [None, None]


@in_child
def test_memory_of_a_file_is_limited():
    got = outcomes(["hungry.pdf", "a.txt"], memory=0.5, seconds=60)
    assert got["hungry.pdf"].error.startswith("needs more than 0.5 GB of memory")
    assert got["a.txt"].result == "A.TXT"


@in_child
def test_stopping_in_the_child_stops_the_program():
    def stop(path):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(run([Path("a.txt")], stop))


def test_memory_of_a_worker_is_limited():
    got = outcomes(["a-1.txt", "hungry.pdf", "a-2.txt"], by=in_dask, workers=1, memory=0.4)
    assert {name for name, outcome in got.items() if outcome.error} == {"hungry.pdf"}
    assert "ended its worker process" in got["hungry.pdf"].error


@pytest.mark.parametrize(("by", "said"), [(run, "ended its process"), (in_dask, "ended its worker")])
def test_poisonous_files_cost_themselves_alone(by, said):
    names = [f"a-{number}.txt" for number in range(14)]
    names[3:3] = ["killer.pdf"]
    names[9:9] = ["slow.pdf", "bad.pdf"]
    got = outcomes(names, by=by, workers=2, seconds=3.0)
    assert set(got) == set(names)
    failed = {name for name, outcome in got.items() if outcome.error is not None}
    assert failed == {"killer.pdf", "slow.pdf", "bad.pdf"}
    assert said in got["killer.pdf"].error
    assert "took longer than 3 s" in got["slow.pdf"].error
    assert got["a-13.txt"].result == "A-13.TXT"


def test_workers_say_nothing_of_their_own(capfd):
    assert len(outcomes([f"a-{number}.txt" for number in range(4)], by=in_dask)) == 4
    assert capfd.readouterr() == ("", "")
