"""Search over a million tasks, beside what SQL without an index would take.

The tasks are put together from clauses of the sample documents' tasks, so that words are as frequent as in real ones.
Seconds depend on the machine, ratios much less.

usage: python benchmarks/search.py [--tasks N] [--keep FOLDER]
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tables import ROOT

from pipeline.corpus.search import count_hits, search
from pipeline.corpus.store import STORE, Store
from pipeline.model import Document, Extraction, Metadata, Task

TASKS_A_DOCUMENT = 200
CLAUSES_A_TASK = 3
SHORTEST_CLAUSE = 4
"""Words."""
ROUNDS = 3
QUERIES = (
    "chuyen doi so",
    "chuyển đổi số",
    '"đội ngũ nhà giáo"',
    "bồi dưỡng giáo viên tiếng Anh",
    "29-NQ/TW",
    "giáo dục",
)


def clauses() -> list[str]:
    found: dict[str, None] = {}
    for path in sorted((ROOT / "tests" / "gold").glob("*.json")):
        for task in json.loads(path.read_text(encoding="utf-8"))["tasks"]:
            parts = (part.strip(" .") for part in re.split("[;,]", task["text"]))
            found.update(dict.fromkeys(part for part in parts if len(part.split()) >= SHORTEST_CLAUSE))
    return list(found)


def build(path: Path, tasks: int) -> None:
    """A store of so many tasks."""
    known, choose = clauses(), random.Random(0)
    with Store(path) as store:
        for number in range(-(-tasks // TASKS_A_DOCUMENT)):
            texts = ["; ".join(choose.sample(known, CLAUSES_A_TASK)) for _ in range(TASKS_A_DOCUMENT)]
            document = Document(f"{number}", "\n".join(texts), Metadata(title=texts[0]), (), (), format="text")
            made = tuple(Task(f"t{n}", None, text, n, n + 1) for n, text in enumerate(texts))
            store.save(f"d{number}", f"{number}.txt", Extraction(document, made), {})


@dataclass(frozen=True)
class Taken:
    """Seconds by the clock, and of the processor, which other work on the machine does not add to."""

    clock: float
    processor: float

    def __str__(self) -> str:
        return f"{self.clock:.2f} ({self.processor:.2f})"


def best(work: Callable[[], object]) -> Taken:
    clock, processor = [], []
    for _ in range(ROUNDS):
        began, before = time.perf_counter(), os.times()
        work()
        after = os.times()
        clock.append(time.perf_counter() - began)
        processor.append(sum(after[:4]) - sum(before[:4]))
    return Taken(min(clock), min(processor))


def measure(path: Path) -> str:
    lines = [
        "| search, seconds by the clock (of the processor) | found | tasks | documents | `chithi search` | × a scan |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    with Store(path, read_only=True) as store:
        scan = "SELECT stem, id FROM task WHERE text LIKE '%' || ? || '%'"
        for words in QUERIES:
            tasks = best(lambda words=words: search(store, words))
            documents = best(lambda words=words: search(store, words, kind="document"))
            command = [sys.executable, "-m", "pipeline.cli", "search", words, "--json", "--store", str(path)]
            whole = best(lambda command=command: subprocess.run(command, check=True, capture_output=True, cwd=ROOT))
            scanned = best(lambda words=words: store.connection.execute(scan, (words.strip('"'),)).fetchall())
            ratio = tasks.clock / scanned.clock
            lines.append(
                f"| `{words}` | {count_hits(store, words):,} | {tasks} | {documents} | {whole} | {ratio:.2f} |"
            )
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tasks", type=int, default=1_000_000)
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where the store is made, or was made before")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = (args.keep or Path(folder)) / STORE
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            began = time.perf_counter()
            build(path, args.tasks)
            size = path.stat().st_size / args.tasks
            taken = 1e6 * (time.perf_counter() - began) / args.tasks
            print(f"{args.tasks:,} tasks stored: {taken:.0f} µs and {size:.0f} bytes a task\n")
        print(measure(path))


if __name__ == "__main__":
    main()
