"""A run that is killed at any moment and run again leaves what an undisturbed run leaves."""

from __future__ import annotations

import dataclasses
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

import pipeline.export.atomic
import pipeline.extract
from pipeline import cli
from pipeline.corpus import store as store_module
from pipeline.corpus.store import STORE
from pipeline.linking import linker
from pipeline.linking.linktask import from_store
from pipeline.model import Link

ROOT = Path(__file__).parent.parent
BY_ORDER_OF_WRITING = {"n", "rowid"}
"""Columns of tasks and documents that number them as they came."""


def dump(out):
    """Everything in a store by its keys, without the numbers of the order of writing, and the index by its words."""
    with sqlite3.connect(out / STORE) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        tables = [
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if "_words" not in name
        ]
        found = {}
        for table in tables:
            columns = [
                row[1]
                for row in connection.execute(f"PRAGMA table_info({table})")
                if not (row[1] in BY_ORDER_OF_WRITING and table in {"task", "document"})
            ]
            listed = ", ".join(f'"{column}"' for column in columns)
            found[table] = sorted(connection.execute(f"SELECT {listed} FROM {table}").fetchall(), key=repr)
        for table, key in (("task", "t.stem, t.id"), ("document", "t.stem")):
            query = f"SELECT {key}, w.plain FROM {table}_words w LEFT JOIN {table} t ON t.n = w.rowid"
            found[f"{table}_words"] = sorted(connection.execute(query).fetchall(), key=repr)
    connection.close()
    return found


def results(out):
    """All that a run leaves."""
    files = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    written = {name: (out / name).read_bytes() for name in files if not name.startswith(STORE)}
    return dump(out), files, written


@pytest.fixture
def inbox(tmp_path, gold, build, monkeypatch):
    """Documents whose reading and linking take no time, one file that cannot be read, and one that goes away later."""
    folder = tmp_path / "đến"
    folder.mkdir()
    for stem in [*list(gold)[:2], "hỏng", "bỏ"]:
        (folder / f"{stem}.txt").write_text(stem, encoding="utf-8")

    def extract(path, password=None):
        if path.stem == "hỏng":
            raise pipeline.extract.ReadError("is no document")
        stem = path.stem if path.stem in gold else list(gold)[3]
        return short(build(stem, gold[stem]))

    def link(store):
        tasks = [task.key for task in from_store(store)]
        return [Link(later, tasks[0], 0.5, "kept", {"relation": "earlier_year"}) for later in tasks[1:]]

    monkeypatch.setattr(pipeline.extract, "extract", extract)
    monkeypatch.setattr(linker, "link", link)
    # Once in this process, so that the children need not import everything each for itself.
    assert cli.main(["run", str(folder), "--out", str(tmp_path / "here")]) == 1
    return folder


def short(extraction):
    """The same with few of everything."""
    return dataclasses.replace(
        extraction, tasks=extraction.tasks[:2], references=extraction.references[:2], indicators=()
    )


class _Killer:
    """Kills its process just before the given of the moments at which something on disk changes."""

    def __init__(self, at):
        self.at, self.passed = at, 0

    def __call__(self):
        self.passed += 1
        if self.passed == self.at:
            os.kill(os.getpid(), signal.SIGKILL)

    def watch(self):
        replace, transaction = os.replace, store_module._Transaction
        end, begin = transaction.__exit__, transaction.__enter__

        def replaced(*paths):
            self()
            replace(*paths)
            self()

        def began(that):
            begin(that)
            self()

        def ended(that, *error):
            self()
            end(that, *error)
            self()

        pipeline.export.atomic.os.replace = replaced
        transaction.__enter__, transaction.__exit__ = began, ended


def run_in_child(inbox, out, kill_at=0):
    """One run in a process of its own; returns how many moments passed, None where it was killed."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        status = 3
        try:
            os.close(reader)
            os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
            tempfile.tempdir = str(inbox.parent)  # What a killed process leaves lying goes with the test's own folder.
            killer = _Killer(kill_at)
            killer.watch()
            status = cli.main(["run", str(inbox), "--out", str(out)])
            os.write(writer, str(killer.passed).encode())
        finally:
            os._exit(status)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        passed = pipe.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return None
    assert os.WEXITSTATUS(status) in (0, 1)
    return int(passed)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the program is killed in a child of this process")
def test_killed_at_every_moment(inbox, tmp_path, gold):
    """Two runs, the second after a file was changed and one taken away: killed anywhere, the end is the same."""

    def change():
        (inbox / f"{next(iter(gold))}.txt").write_text("mới", encoding="utf-8")
        os.utime(inbox / f"{next(iter(gold))}.txt", (2, 2))
        (inbox / "bỏ.txt").unlink(missing_ok=True)

    def restore():
        for stem in (next(iter(gold)), "bỏ"):
            (inbox / f"{stem}.txt").write_text(stem, encoding="utf-8")
            os.utime(inbox / f"{stem}.txt", (1, 1))

    restore()
    first = run_in_child(inbox, tmp_path / "whole")
    before = results(tmp_path / "whole")
    change()
    second = run_in_child(inbox, tmp_path / "whole")
    after = results(tmp_path / "whole")
    assert len(before[0]["link"]) > len(after[0]["link"]) > 0
    assert len(before[0]["task"]) == len(after[0]["task"]) > 0
    assert [row[-1] for row in after[0]["file"]].count(1) == 1
    assert first > second > 10
    for moment in range(1, first + 1):
        restore()
        out = tmp_path / f"{moment}"
        assert run_in_child(inbox, out, kill_at=moment) is None
        run_in_child(inbox, out)
        assert results(out) == before
        if moment <= second:
            change()
            assert run_in_child(inbox, out, kill_at=moment) is None
            run_in_child(inbox, out)
            assert results(out) == after


def test_killed_several_times_by_the_clock(tmp_path):
    command = [sys.executable, "-m", "pipeline.cli", "run", "data/raw", "--out"]
    began = time.monotonic()
    subprocess.run([*command, str(tmp_path / "whole")], cwd=ROOT, check=True, capture_output=True)
    taken = time.monotonic() - began
    killed = 0
    for share in (0.3, random.random(), random.random(), random.random()):
        own = {**os.environ, "TMPDIR": str(tmp_path)}
        process = subprocess.Popen([*command, str(tmp_path / "killed")], cwd=ROOT, stderr=subprocess.DEVNULL, env=own)
        try:
            process.wait(taken * share)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            killed += 1
    assert killed
    subprocess.run([*command, str(tmp_path / "killed")], cwd=ROOT, check=True, capture_output=True)
    assert results(tmp_path / "killed") == results(tmp_path / "whole")
