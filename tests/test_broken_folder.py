"""A folder of 200 files of which 60 are broken in 20 ways: the 140 come out complete, 60 lines say why."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import openpyxl
import psutil
import pytest
from broken_folder import BROKEN, EACH, READERS_THAT_FAIL, make_broken, make_good

from pipeline.child import is_possible

ROOT = Path(__file__).parent.parent
MEGABYTES = 1000
SAID = {
    "encrypted-pdf": "encrypted; give its password with --password",
    "encrypted-docx": "encrypted; give its password with --password",
    "truncated-pdf": "damaged",
    "truncated-docx": "damaged or truncated",
    "bomb": "bomb",
    "deep-archives": "nested more than 8 deep",
    "many-members": "6,000 entries",
    "wrong-zip": "damaged",
    "many-pages": "10,000 pages (limit 3,000)",
    "entities": "holds no text",
    "hang": "took longer than 15 s",
    "die": "SIGSEGV",
    "eat": "needs more than 0.4 GB of memory",
    "empty": "is empty",
    "damaged-picture": "damaged picture",
    "workbook": "Excel workbooks",
    "program": "unknown format",
    "spoilt-word97": "damaged Word file",
    "zeros": "1,073,741,824 bytes",
    "no-file": "",
}


def memory_of(process: psutil.Process) -> int:
    """Of a process and all that it started, in megabytes; what they share counts for each."""
    total = 0
    for member in [process, *process.children(recursive=True)]:
        try:
            total += member.memory_info().rss
        except psutil.Error:
            continue
    return total >> 20


def watched(command: list[str], environment: dict[str, str], said: Path) -> tuple[int, int]:
    """Run a command to its end; its exit status and its largest memory."""
    with said.open("wb") as file:
        process = psutil.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=file)
        peak = 0
        while process.poll() is None:
            try:
                peak = max(peak, memory_of(process))
            except psutil.NoSuchProcess:
                break
            time.sleep(0.05)
        return process.wait(), peak


@pytest.mark.skipif(not is_possible(), reason="this system has no forks, and no pipes among files")
def test_sixty_broken_files_cost_themselves_alone(tmp_path):
    inbox, out, site = tmp_path / "đến", tmp_path / "out", tmp_path / "site"
    inbox.mkdir()
    site.mkdir()
    (site / "sitecustomize.py").write_text(READERS_THAT_FAIL, encoding="utf-8")
    good, broken = make_good(inbox), make_broken(inbox)
    assert (len(good), len(broken), len(set(broken.values()))) == (140, 60, 20)
    assert len(BROKEN) + 2 == 20
    environment = {**os.environ, "PYTHONPATH": f"{site}{os.pathsep}{ROOT}", "TMPDIR": str(tmp_path)}
    command = [sys.executable, "-m", "pipeline.cli", "run", str(inbox), "--out", str(out)]
    status, peak = watched([*command, "--time-limit", "15", "--memory-limit", "0.4"], environment, tmp_path / "said")

    assert status == 1
    said = (tmp_path / "said").read_text(encoding="utf-8").splitlines()
    lines = [line for line in said if line.startswith(str(inbox))]
    ways = Counter()
    for line in lines:
        name = line.removeprefix(f"{inbox}{os.sep}").split(" › ")[0].split(": ")[0]
        ways[broken[name]] += 1
        assert SAID[broken[name]] in line
    assert ways == dict.fromkeys(SAID, EACH), "\n".join(said)
    assert any(line.startswith("140 read, 0 unchanged, 60 failed") for line in said)

    documents = [json.loads(path.read_text(encoding="utf-8")) for path in (out / "json").glob("*.json")]
    assert len(documents) == 140
    by_name = {document["source"]["name"]: document for document in documents}
    assert set(by_name) == set(good)
    for name, number in good.items():
        if number is not None:
            assert by_name[name]["document"]["number"] == number
            leads = [task["lead"] for task in by_name[name]["tasks"]]
            assert leads == [["Sở Khoa học và Công nghệ"], ["Sở Tài chính"]]
    book = openpyxl.load_workbook(out / "nhiem-vu.xlsx", read_only=True)
    assert sum(1 for _ in book.worksheets[0].rows) - 1 == sum(len(document["tasks"]) for document in documents)

    assert peak < MEGABYTES
    assert not list(out.rglob(".part-*"))
    left = {path.name for path in tmp_path.iterdir()} - {"đến", "out", "site", "said"}
    assert not {name for name in left if name.startswith(("chithi-", "lu"))}
