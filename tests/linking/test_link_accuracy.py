"""Links stay as good as they were: precision and recall above their floors (``floors.tsv``)."""

from __future__ import annotations

import csv
import json
import re
from functools import lru_cache

import pytest

from pipeline.batch import run
from pipeline.extract import extract
from pipeline.linking.annotation import annotated_ids, read_annotation
from pipeline.linking.linker import link
from pipeline.linking.linktask import from_extractions
from pipeline.linking.training import Figures
from tests.linking.conftest import ROOT, SHARED

HERE = ROOT / "tests" / "linking"
GOLD = SHARED / "gold"
PORTAL = SHARED / "documents" / "portal"
CARD = ROOT / "models" / "linker" / "README.md"


def floors() -> list[tuple[str, str, float]]:
    lines = (HERE / "floors.tsv").read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
    return [(row["set"], row["figure"], float(row["floor"])) for row in rows]


def extracted(paths):
    return [(o.path.stem, o.result) for o in run(sorted(paths), extract, workers=0) if o.result is not None]


def schools() -> Figures:
    """The shipped model on the sample documents, as ``../shared/eval/score_links.py`` counts."""
    if not GOLD.is_dir():
        pytest.skip(f"the annotated links ({GOLD}) are not here")
    extractions = extracted((ROOT / "data" / "raw").glob("*.txt"))
    annotation = read_annotation(GOLD)
    known = annotated_ids(from_extractions(extractions), GOLD)
    found = set()
    for one in link(extractions):
        source, target = (known.get(key, (key[0], "?")) for key in (one.source, one.target))
        inside = source[0] == target[0]
        if annotation.covers(source, target) if inside else annotation.covers(one.source, one.target):
            found.add(frozenset((source, target)))
    strong = {pair for pair, grade in annotation.grades.items() if grade == 2}
    return figures(found, set(annotation.grades), strong)


def other_fields() -> Figures:
    """The shipped model on documents of other fields."""
    if not PORTAL.is_dir():
        pytest.skip(f"the documents ({PORTAL}) are not here")
    record = json.loads((HERE / "other_fields.json").read_text(encoding="utf-8"))
    complete = {frozenset(pair) for pair in record["complete"]}
    stems = set().union(*complete)
    extractions = extracted(PORTAL / f"{stem}.html" for stem in stems)
    places = {(stem, task.id): n for stem, x in extractions for n, task in enumerate(x.tasks)}
    texts = {(stem, task.id): task.text for stem, x in extractions for task in x.tasks}

    def named(stem, beginning):
        found = [key for key, text in texts.items() if key[0] == stem and text.startswith(beginning)]
        # one that is no longer taken for a task counts as missed
        return found[0] if found else (stem, beginning)

    covered = {
        stem: range(places[named(stem, first)], places[named(stem, last)] + 1)
        for stem, (first, last) in record["covered"].items()
    }
    grades = {frozenset((named(*pair["from"]), named(*pair["to"]))): pair["grade"] for pair in record["pairs"]}
    found = {
        frozenset((one.source, one.target))
        for one in link(extractions)
        if frozenset((one.source[0], one.target[0])) in complete
        and all(key[0] not in covered or places[key] in covered[key[0]] for key in (one.source, one.target))
    }
    return figures(found, set(grades), {pair for pair, grade in grades.items() if grade == 2})


def held_out() -> Figures:
    """What the training wrote into the card, each pair of documents scored by a ranker trained without it."""
    row = next(line for line in CARD.read_text(encoding="utf-8").splitlines() if "trained without it |" in line)
    precision, recall, _, links = (float(value) for value in re.findall(r"\d+(?:\.\d+)?", row))
    return Figures(precision, recall, int(links))


def figures(found, right, strong) -> Figures:
    return Figures(len(found & right) / max(len(found), 1), len(found & strong) / len(strong), len(found))


MEASURES = {"schools": schools, "other fields": other_fields, "held out": held_out}


@lru_cache
def measured(name: str) -> Figures:
    return MEASURES[name]()


@pytest.mark.xdist_group("link_accuracy")
@pytest.mark.parametrize(("name", "figure", "floor"), floors())
def test_links_stay_above_their_floor(name, figure, floor):
    assert getattr(measured(name), figure) >= floor, str(measured(name))
