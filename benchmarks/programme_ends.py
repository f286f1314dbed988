"""Where a programme's name ends: a CRF over words against the rules; the fifth question of ``learned.py``.

Words of sentences in which the rules or the gold see a programme or an unnumbered document are tagged B, I, O. The CRF
(underthesea_core) learns from the words, or from those and the rules' own tags.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from pipeline.extract import extract
from pipeline.tagging.references.relations import SENTENCE_END

NAMED = ("programme", "unnumbered")
TOKEN = re.compile(r"\w+(?:[-/&.]\w+)*|[^\w\s]")
PENALTY, ROUNDS = 0.5, 80


@dataclass
class Sentence:
    """The words of a sentence with the tags of the rules and of the gold."""

    stem: str
    words: list[str]
    rule: list[str]
    truth: list[str]


def sentences(stem: str, gold: dict[str, Any], path: Path) -> list[Sentence]:
    """The sentences of a document in which somebody sees a name."""
    found = extract(path, calibrate=False)
    text = found.document.text
    said = [(r.start, r.end) for r in found.references if r.category in NAMED]
    wanted, position = [], 0
    for reference in gold["references"]:
        at = text.find(reference["text"], position)
        if at < 0:
            at = text.find(reference["text"])
        if at >= 0:
            position = at
            if reference["category"] in NAMED:
                wanted.append((at, at + len(reference["text"])))
    cuts = [0, *(m.end() for m in SENTENCE_END.finditer(text)), len(text)]
    result = []
    for start, end in pairwise(cuts):
        mine = [[s for s in spans if start <= s[0] < end] for spans in (said, wanted)]
        if any(mine):
            tokens = list(TOKEN.finditer(text, start, end))
            rule, truth = (tags(tokens, spans) for spans in mine)
            result.append(Sentence(stem, [t[0] for t in tokens], rule, truth))
    return result


def tags(tokens: list[re.Match[str]], spans: list[tuple[int, int]]) -> list[str]:
    marks = ["O"] * len(tokens)
    for start, end in spans:
        inside = [n for n, t in enumerate(tokens) if start <= t.start() < end]
        for n in inside:
            marks[n] = "B" if n == inside[0] else "I"
    return marks


def features(sentence: Sentence, stacked: bool) -> list[list[str]]:
    rows = []
    words = sentence.words
    for n, word in enumerate(words):
        row = ["bias"]
        for offset in (-2, -1, 0, 1, 2):
            near = words[n + offset] if 0 <= n + offset < len(words) else "#"
            row.append(f"{offset}={near.lower()}")
            row.append(f"{offset} case={near[:1].isupper()}")
            if stacked and 0 <= n + offset < len(words):
                row.append(f"{offset} rule={sentence.rule[n + offset]}")
        row.append(f"two={words[n - 1].lower() if n else '#'} {word.lower()}")
        rows.append(row)
    return rows


def decide(train: list[Sentence], test: list[Sentence], stacked: bool) -> list[list[str]]:
    from underthesea_core import CRFTagger, CRFTrainer

    trainer = CRFTrainer(loss_function="lbfgs", l2_penalty=PENALTY, max_iterations=ROUNDS, verbose=0)
    model = trainer.train([features(s, stacked) for s in train], [s.truth for s in train])
    tagger = CRFTagger.from_model(model)
    return [tagger.tag(features(s, stacked)) for s in test]


def spans(marks: list[str]) -> set[tuple[int, int]]:
    found, start = set(), None
    for n, mark in enumerate([*marks, "O"]):
        if start is not None and mark != "I":
            found.add((start, n))
            start = None
        if mark == "B" or (mark == "I" and start is None):
            start = n
    return found


def f1(cases: list[Sentence], said: list[list[str]]) -> float:
    """Exact bounds, micro-averaged."""
    hit = total = 0
    for case, marks in zip(cases, said, strict=True):
        wanted, given = spans(case.truth), spans(marks)
        hit += len(wanted & given)
        total += len(wanted) + len(given)
    return 2 * hit / total if total else 1.0


def answer(cases: list[Sentence], unseen: set[str]) -> str:
    """One row of the table of ``learned.py``; a CRF is as sure as it is, so there is no overturning."""
    ways: dict[str, list[list[str]]] = {"rules": [c.rule for c in cases], "words": [], "stacked": []}
    ways["words"], ways["stacked"] = [[] for _ in cases], [[] for _ in cases]
    for stem in dict.fromkeys(c.stem for c in cases):
        at = [n for n, c in enumerate(cases) if c.stem == stem]
        train, test = [c for c in cases if c.stem != stem], [cases[n] for n in at]
        for way, stacked in (("words", False), ("stacked", True)):
            for n, marks in zip(at, decide(train, test, stacked), strict=True):
                ways[way][n] = marks
    cells = []
    for chosen in (range(len(cases)), [n for n, c in enumerate(cases) if c.stem in unseen]):
        own = [cases[n] for n in chosen]
        cells.append(str(sum(len(spans(c.truth)) for c in own)))
        cells += [f"{f1(own, [said[n] for n in chosen]):.3f}" if own else "–" for said in ways.values()]
        cells.append("–")
    return "| where a programme's name ends | " + " | ".join(cells) + " |"
