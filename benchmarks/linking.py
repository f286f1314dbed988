"""Nearest texts among many: time, memory and growth, beside comparing all with all.

Made-up tasks of eight phrases each, three of them stock phrases that come everywhere; each later task is an earlier one
with some phrases replaced. Every size runs in a process of its own. All with all is timed on a sample of the later
tasks in the same process, and tells which pairs of cosine >= 0.25 should have been found.

usage: python benchmarks/linking.py [--sizes N,N,...] [--workers N] [--write]
"""

from __future__ import annotations

import argparse
import json
import math
import resource
import subprocess
import sys
import time
from typing import Any

import numpy as np
from tables import ROOT, put

SIZES = "10000,30000"
SYLLABLES, STOCK, PHRASES = 6_000, 2_000, 300_000
STOCK_LENGTH, LENGTH = 3, 8
ZIPF, ZIPF_PHRASES = 1.0, 0.7
"""By which power of their rank syllables, stock phrases and other phrases get rarer; phrases are less unequal than
words: Ha et al., Extension of Zipf's Law to Words and Phrases, COLING 2002."""
SAMPLE = 300
STRONG = 0.25
SEED = 20
CHUNK = 50_000


def phrases(rng: np.random.Generator) -> np.ndarray:
    """The syllables of each phrase, -1 where it is shorter than four; the stock phrases come first."""
    syllables = rng.choice(SYLLABLES, (STOCK + PHRASES, 4), p=_unequal(SYLLABLES, ZIPF))
    lengths = rng.choice([2, 3, 4], STOCK + PHRASES, p=[0.4, 0.35, 0.25])
    syllables[np.arange(4) >= lengths[:, None]] = -1
    return syllables


def _unequal(count: int, power: float) -> np.ndarray:
    weights = 1 / (np.arange(count) + 2.7) ** power
    return weights / weights.sum()


def tasks(size: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """The phrases of the earlier tasks and of the later."""
    earlier = _drawn(size, rng)
    later = earlier[rng.permutation(size)]
    replaced = rng.random((size, LENGTH)) < rng.uniform(0.1, 0.9, (size, 1))
    return earlier, np.where(replaced, _drawn(size, rng), later)


def _drawn(size: int, rng: np.random.Generator) -> np.ndarray:
    columns = []
    for n in range(LENGTH):
        count, power, first = (STOCK, ZIPF, 0) if n < STOCK_LENGTH else (PHRASES, ZIPF_PHRASES, STOCK)
        columns.append(first + np.searchsorted(np.cumsum(_unequal(count, power)), rng.random(size)).clip(0, count - 1))
    return np.stack(columns, axis=1).astype(np.int32)


def counts(rows: np.ndarray, syllables: np.ndarray) -> Any:
    """The gram counts of tasks, a chunk at a time."""
    from scipy.sparse import csr_matrix

    from pipeline.linking.vectors import FEATURES, gram_counts

    names = np.array([f"{n:x}" for n in range(SYLLABLES)], object)
    parts = []
    for start in range(0, len(rows), CHUNK):
        spelled = syllables[rows[start : start + CHUNK]].reshape(len(rows[start : start + CHUNK]), -1)
        parts.append(gram_counts([names[row[row >= 0]].tolist() for row in spelled]))
    data = np.concatenate([part.data for part in parts])
    indices = np.concatenate([part.indices for part in parts])
    lengths = np.concatenate([np.diff(part.indptr) for part in parts])
    return csr_matrix((data, indices, np.r_[0, np.cumsum(lengths)].astype(np.int32)), shape=(len(rows), FEATURES))


def work(size: int, workers: int) -> None:
    from pipeline.linking.pruning import nearest_blocks
    from pipeline.linking.vectors import compressed, document_frequencies, inverse_frequencies, weighted

    rng = np.random.default_rng(SEED)
    syllables = phrases(rng)
    earlier, later = tasks(size, rng)
    began, cpu = time.perf_counter(), time.process_time()
    old, new = counts(earlier, syllables), counts(later, syllables)
    weights = inverse_frequencies(document_frequencies(old) + document_frequencies(new), 2 * size)
    old, new = weighted(old, weights), weighted(new, weights)
    made = time.perf_counter() - began
    sample = np.sort(rng.choice(size, min(SAMPLE, size), replace=False))
    wanted = np.zeros(size, bool)
    wanted[sample] = True
    found, total = [], 0
    for rows, columns, cosines in nearest_blocks(new, old, STRONG, workers=workers):
        total += len(cosines)
        kept = wanted[rows]
        found.append(rows[kept] * size + columns[kept])
    seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    asked, corpus = compressed(new[sample], old)
    turned = corpus.T.tocsr()
    began = time.perf_counter()
    exact = []
    for n, row in zip(sample, range(len(sample)), strict=True):
        values = np.asarray((asked[row] @ turned).todense()).ravel()
        exact.append(n * size + np.flatnonzero(values >= STRONG))
    whole = (time.perf_counter() - began) * size / len(sample)
    should = np.concatenate(exact)
    hit = np.isin(should, np.concatenate(found)).sum()
    print(
        json.dumps(
            {
                "size": size, "seconds": seconds, "vectors": made, "cpu": cpu, "megabytes": peak, "pairs": total,
                "all_with_all": whole, "recall": hit / max(len(should), 1), "strong": len(should) / len(sample),
            }
        )
    )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default=SIZES, help="tasks on either side, parted by commas")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--write", action="store_true", help="put the table into the READMEs")
    parser.add_argument("--size", type=int, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.size:
        work(args.size, args.workers)
        return
    lines = [
        "| tasks × tasks | s | CPU s | peak memory, MB | pairs ≥ 0.25 found | × faster than all with all | growth |"
    ]
    lines.append("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    before: dict[str, float] | None = None
    for size in map(int, args.sizes.split(",")):
        command = [sys.executable, __file__, "--size", str(size), "--workers", str(args.workers)]
        done = json.loads(subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout)
        print(json.dumps(done), file=sys.stderr, flush=True)
        growth = ""
        if before:
            grown = math.log(done["cpu"] / before["cpu"]) / math.log(done["size"] / before["size"])
            growth = f"n^{grown:.2f}"
        lines.append(
            f"| {size:,} | {done['seconds']:.1f} | {done['cpu']:.1f} | {done['megabytes']:.0f} | {done['recall']:.4f}"
            f" | {done['all_with_all'] / done['seconds']:.1f} | {growth} |"
        )
        before = done
    table = "\n".join(lines)
    print(table)
    if args.write:
        put("linking", table)


if __name__ == "__main__":
    main()
