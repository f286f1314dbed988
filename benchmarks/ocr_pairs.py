"""Counts which syllables stand side by side in texts: the table by which OCR's misread marks are mended.

Counted in texts that no gold document is made of but the five samples, so that figures on scans are not flattered.

usage: python benchmarks/ocr_pairs.py TEXT [TEXT …] > pipeline/ingest/ocr_pairs.tsv
"""

from __future__ import annotations

import itertools
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

from pipeline.text import is_syllable, normalize

LEAST = 3  # times
LEAST_TEXTS = 2
TOKEN = re.compile(r"[^\W\d_]+|[^\s\w]")
SOURCE = (
    "# source: counted in 31 official documents, forms and reports of 1995-2007 (public-domain transcripts of github"
    " TrizenX/viparse-corpus)\n# and the five sample documents; pairs seen three times or more in two texts or more"
)


def main() -> None:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    texts: dict[tuple[str, str], set[str]] = defaultdict(set)
    for name in sys.argv[1:]:
        text = normalize(Path(name).read_text(encoding="utf-8-sig")).lower()
        for part in re.split(r"\n\s*\n|(?<=[.;:!?])\s", text):
            for a, b in itertools.pairwise(TOKEN.findall(part)):
                if a.isalpha() and b.isalpha() and is_syllable(a) and is_syllable(b):
                    counts[a][b] += 1
                    texts[a, b].add(name)
    print(f"{SOURCE}\nfirst\tseconds")
    for first in sorted(counts):
        kept = [(b, n) for b, n in counts[first].items() if n >= LEAST and len(texts[first, b]) >= LEAST_TEXTS]
        if kept:
            print(first, " ".join(f"{b}:{n}" for b, n in sorted(kept, key=lambda p: (-p[1], p[0]))), sep="\t")


if __name__ == "__main__":
    main()
