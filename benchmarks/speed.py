"""Speed and memory of the whole path from PDF to tasks, beside reading the same files' text with pdfium and pdfplumber.

Each way runs in a process of its own, over the same files, in one go; the best of several rounds counts. Seconds depend
on the machine, ratios much less.

usage: python benchmarks/speed.py [--documents DIR] [--rounds N] [--dry-run]
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tables import ROOT, put

SHARED = ROOT.parent / "shared" / "documents" / "pdf"
ROUNDS = 3


def pdfium(path: Path) -> None:
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            page.get_textpage().get_text_range()


def pdfplumber(path: Path) -> None:
    import pdfplumber as plumber

    with plumber.open(path) as document:
        for page in document.pages:
            page.extract_text()


def chithi(path: Path) -> None:
    from pipeline.export.json import dumps, to_json
    from pipeline.extract import extract

    dumps(to_json(extract(path)))


WAYS: dict[str, tuple[str, Callable[[Path], None]]] = {
    "pdfium": ("raw text, pdfium", pdfium),
    "chithi": ("**PDF to tasks, Chỉ Thị**", chithi),
    "pdfplumber": ("text, pdfplumber", pdfplumber),
}


def measure(way: str, files: list[Path], rounds: int) -> dict[str, float]:
    """In a process of its own: the best round's seconds, the first round's, the peak of memory."""
    command = [sys.executable, __file__, "--way", way, "--rounds", str(rounds), *map(str, files)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    return json.loads(done.stdout)


def work(way: str, files: list[Path], rounds: int) -> None:
    seconds = []
    for _ in range(rounds):
        began = time.perf_counter()
        for path in files:
            WAYS[way][1](path)
        seconds.append(time.perf_counter() - began)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": min(seconds), "first": seconds[0], "megabytes": peak}))


def commands() -> dict[str, float]:
    """Seconds of what a user waits for at the command line, cold."""
    sample = min((ROOT / "data" / "raw").iterdir(), key=lambda path: path.stat().st_size)
    calls = {"chithi --help": ["--help"], "chithi extract, one-page text": ["extract", str(sample)]}
    taken = {}
    for name, arguments in calls.items():
        rounds = []
        for _ in range(ROUNDS):
            began = time.perf_counter()
            subprocess.run(
                [sys.executable, "-m", "pipeline.cli", *arguments], check=True, capture_output=True, cwd=ROOT
            )
            rounds.append(time.perf_counter() - began)
        taken[name] = min(rounds)
    return taken


def pages(files: list[Path]) -> int:
    import pypdfium2

    count = 0
    for path in files:
        with pypdfium2.PdfDocument(path) as document:
            count += len(document)
    return count


def printed_seeds(folder: Path) -> list[Path]:
    """The sample texts as PDF, where there is no other: LibreOffice prints them."""
    if shutil.which("soffice") is None:
        raise SystemExit("no PDF to measure with: give --documents DIR, or install LibreOffice to print data/raw")
    texts = sorted((ROOT / "data" / "raw").glob("*.txt"))
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", str(folder), *map(str, texts)], check=True, capture_output=True)
    return sorted(folder.glob("*.pdf"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=Path, help="folder of PDF files with a text layer")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--dry-run", action="store_true", help="print the table, leave the README as it is")
    parser.add_argument("--way", choices=WAYS, help=argparse.SUPPRESS)
    parser.add_argument("files", nargs="*", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.way:
        work(args.way, args.files, args.rounds)
        return
    with tempfile.TemporaryDirectory() as folder:
        source = args.documents or (SHARED if SHARED.is_dir() else None)
        files = sorted(source.glob("*.pdf")) if source else printed_seeds(Path(folder))
        count = pages(files)
        taken = {way: measure(way, files, args.rounds) for way in WAYS}
    base, plumber = taken["pdfium"]["seconds"], taken["pdfplumber"]["seconds"]
    lines = [f"| {len(files)} PDF files, {count} pages | ms a page | × pdfium | × pdfplumber | peak memory, MB |"]
    lines.append("| --- | ---: | ---: | ---: | ---: |")
    for way, (name, _) in WAYS.items():
        seconds = taken[way]["seconds"]
        ratios = f"{seconds / base:.1f} | {seconds / plumber:.2f}"
        lines.append(f"| {name} | {1000 * seconds / count:.1f} | {ratios} | {taken[way]['megabytes']:.0f} |")
    lines += ["", "| cold start | s |", "| --- | ---: |"]
    lines += [
        f"| `{name.partition(',')[0]}`{''.join(name.partition(',')[1:])} | {s:.2f} |" for name, s in commands().items()
    ]
    table = "\n".join(lines)
    print(table)
    if not args.dry_run:
        put("speed", table)


if __name__ == "__main__":
    main()
