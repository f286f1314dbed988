"""What learning would add to the rules: five questions, each answered for a document by models that never saw it.

Every case is something that the rules decide. A model learns from the words around it, or from those and the rules' own
decision and what led to it (stacked on the rules). Overturning is stacking that only overrules the rules where it is
very sure. Figures: F1 of the decisions, over all gold documents with a text layer and over those whose gold the rules
were written without.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import programme_ends
from rapidfuzz import fuzz, process

import pipeline.tasks.find as find
from pipeline.evaluation.gold import find_documents, load_gold
from pipeline.evaluation.normal import actor, key, same_actor, squeeze
from pipeline.evaluation.pairing import TASK_LIKENESS, align
from pipeline.evaluation.split import load_split
from pipeline.extract import extract
from pipeline.model import ROLES, Extraction
from pipeline.tagging import tag
from pipeline.tagging.times.timespans import binding_times, time_features
from pipeline.tasks.mentions import MentionIndex, free_actors
from pipeline.tasks.roles import assign_roles

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
NONE = "none"
SURE = 0.9
REGULARITY = 0.3
WORD = re.compile(r"\w+|[^\w\s]")


@dataclass
class Case:
    """One decision: what the rules say, what is so, what can be told from."""

    stem: str
    rule: str
    truth: str
    words: dict[str, Any]
    rules: dict[str, Any] = field(default_factory=dict)


def around(text: str, start: int, end: int, reach: int = 3) -> dict[str, Any]:
    """The words next to a mention, each with its place, and those of the clause before it without."""
    before = WORD.findall(text[max(0, start - 120) : start].lower())
    after = WORD.findall(text[end : end + 60].lower())
    near: dict[str, Any] = {f"-{n}": word for n, word in enumerate(reversed(before[-reach:]), 1)}
    near |= {f"+{n}": word for n, word in enumerate(after[:reach], 1)}
    near |= {f"has {word}": 1 for word in before[-12:]}
    near["first"] = float(not text[:start].strip())
    return near


Gold = dict[str, Any]


def directing(stem: str, gold: Gold, path: Path) -> Iterator[Case]:
    """Does this sentence direct?"""
    heard: list[tuple[str, bool, float]] = []
    rule = find.directs

    def listening(sentence: str, has_subject: bool = False) -> float:
        heard.append((sentence, has_subject, rule(sentence, has_subject)))
        return heard[-1][2]

    find.directs = listening
    try:
        extract(path, calibrate=False)
    finally:
        find.directs = rule
    texts = [squeeze(task["text"]) for task in gold["tasks"]]
    for sentence, subject, score in dict.fromkeys(heard):
        best = process.extractOne(squeeze(sentence), texts, scorer=fuzz.ratio, score_cutoff=TASK_LIKENESS)
        if best and gold["tasks"][best[2]].get("optional"):
            continue
        first = WORD.findall(sentence.lower())
        words = {f"word {n}": word for n, word in enumerate(first[:4])} | {f"has {word}": 1 for word in first}
        words |= {"last": sentence[-1:], "length": min(len(first) / 40, 3)}
        said = {"score": str(score), "subject": str(subject)}
        yield Case(stem, "task" if score >= find.THRESHOLD else NONE, "task" if best else NONE, words, said)


def aligned(gold: Gold, found: Extraction) -> Iterator[tuple[Gold, Any]]:
    """The gold tasks that were found, with what was found."""
    pairs = align([t["text"] for t in gold["tasks"]], [t.text for t in found.tasks])
    yield from ((gold["tasks"][i], found.tasks[j]) for i, j in pairs.items())


def roles(stem: str, gold: Gold, path: Path) -> Iterator[Case]:
    """Which role has this actor mention?"""
    found = extract(path, calibrate=False)
    index = MentionIndex(tag(found.document))
    for wanted, task in aligned(gold, found):
        text = found.document.text[task.start : task.end]
        references = index.references(task.start, task.end)
        mentions = free_actors(index.actors(task.start, task.end), references)
        said = assign_roles(text, mentions)
        for mention in mentions:
            name = actor(mention.name)
            rule = next((r for r in ROLES if any(a.start == mention.start for a in getattr(said, r))), NONE)
            truth = next((r for r in ROLES if any(same_actor(actor(x), name) for x in wanted[r])), NONE)
            yield Case(
                stem, rule, truth, around(text, mention.start, mention.end), {"rule": rule, "kind": mention.kind}
            )


def times(stem: str, gold: Gold, path: Path) -> Iterator[Case]:
    """Is this time a deadline of the task, or part of a name?"""
    found = extract(path, calibrate=False)
    index = MentionIndex(tag(found.document))
    for wanted, task in aligned(gold, found):
        text = found.document.text[task.start : task.end]
        mentions, references = index.times(task.start, task.end), index.references(task.start, task.end)
        binding = {time.start for time in binding_times(text, mentions, references)}
        values = {(d["kind"], d["value"] if d["kind"] != "event" else "") for d in wanted["deadlines"]}
        for time in mentions:
            rule = "binds" if time.start in binding else NONE
            truth = "binds" if (time.kind, time.value if time.kind != "event" else "") in values else NONE
            said = {"rule": rule, **time_features(text, time, references)}
            yield Case(stem, rule, truth, around(text, time.start, time.end), said)


def relations(stem: str, gold: Gold, path: Path) -> Iterator[Case]:
    """In which relation does the document stand to one that it names?"""
    found = extract(path, calibrate=False)
    text = found.document.text
    left = [r for r in gold["references"] if r["category"] == "numbered"]
    for reference in found.references:
        if reference.category != "numbered":
            continue
        answer = next((r for r in left if key(r["key"]) == key(reference.key)), None)
        if answer is None:
            continue
        left.remove(answer)
        block = next((b for b in found.document.blocks if b.start <= reference.start < b.end), None)
        words = around(text, reference.start, reference.end) | {"kind": reference.type}
        said = {"rule": reference.relation, "part": block.part if block else ""}
        yield Case(stem, reference.relation, answer["relation"], words, said)


QUESTIONS: dict[str, Callable[[str, Gold, Path], Iterator[Case]]] = {
    "does this sentence direct": directing,
    "role of an actor mention": roles,
    "deadline or part of a name": times,
    "relation of a reference": relations,
}


def decide(train: list[Case], test: list[Case], stacked: bool) -> tuple[list[str], list[float]]:
    """The decisions of a logistic regression, and how sure it is of each."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    def given(cases: list[Case]) -> list[dict[str, Any]]:
        return [{**c.words, **({f"rule: {k}": v for k, v in c.rules.items()} if stacked else {})} for c in cases]

    if len({case.truth for case in train}) < 2:
        return [train[0].truth] * len(test), [1.0] * len(test)
    vectors = DictVectorizer()
    model = LogisticRegression(C=REGULARITY, max_iter=2000).fit(
        vectors.fit_transform(given(train)), [c.truth for c in train]
    )
    shares = model.predict_proba(vectors.transform(given(test)))
    return [model.classes_[n] for n in shares.argmax(1)], shares.max(1).tolist()


def f1(cases: list[Case], said: list[str]) -> float:
    """Micro-averaged over everything that is said or so, "none" aside."""
    hit = sum(s == c.truth != NONE for c, s in zip(cases, said, strict=True))
    total = sum(s != NONE for s in said) + sum(c.truth != NONE for c in cases)
    return 2 * hit / total if total else 1.0


def answer(question: str, cases: list[Case], unseen: set[str]) -> str:
    """One row of the table."""
    ways: dict[str, list[str]] = {"rules": [c.rule for c in cases], "words": [], "stacked": [], "overturning": []}
    for way in ("words", "stacked", "overturning"):
        ways[way] = [""] * len(cases)
    for stem in dict.fromkeys(c.stem for c in cases):
        at = [n for n, c in enumerate(cases) if c.stem == stem]
        train, test = [c for c in cases if c.stem != stem], [cases[n] for n in at]
        plain, _ = decide(train, test, stacked=False)
        on_rules, sure = decide(train, test, stacked=True)
        for n, p, s, share in zip(at, plain, on_rules, sure, strict=True):
            ways["words"][n], ways["stacked"][n] = p, s
            ways["overturning"][n] = s if share >= SURE else cases[n].rule
    rows = [n for n, c in enumerate(cases) if c.stem in unseen]
    cells = []
    for chosen in (range(len(cases)), rows):
        own = [cases[n] for n in chosen]
        cells.append(str(len(own)))
        cells += [f"{f1(own, [said[n] for n in chosen]):.3f}" if own else "–" for said in ways.values()]
    return f"| {question} | " + " | ".join(cells) + " |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, nargs="+")
    parser.add_argument("--documents", type=Path, nargs="+")
    args = parser.parse_args()
    folders = args.gold or [ROOT / "tests" / "gold", ROOT / "tests" / "gold" / "portal", SHARED / "gold"]
    lie = args.documents or [ROOT / "data" / "raw", *(SHARED / "documents" / n for n in ("portal", "born-digital"))]
    gold = {d.stem: d.record for folder in folders if folder.is_dir() for d in load_gold(folder)}
    files = find_documents(gold, [folder for folder in lie if folder.is_dir()])
    split = load_split()
    unseen = {stem for stem in files if not split.is_seen(stem)}
    print(f"| {len(files)} documents, {len(unseen)} unseen | cases | rules | words | stacked | overturning |", end="")
    print(" unseen cases | rules | words | stacked | overturning |")
    print("| --- |" + " ---: |" * 10)
    for question, read in QUESTIONS.items():
        cases = [case for stem in sorted(files) for case in read(stem, gold[stem], files[stem])]
        print(answer(question, cases, unseen), flush=True)
    named = [case for stem in sorted(files) for case in programme_ends.sentences(stem, gold[stem], files[stem])]
    print(programme_ends.answer(named, unseen))


if __name__ == "__main__":
    np.seterr(all="ignore")
    main()
