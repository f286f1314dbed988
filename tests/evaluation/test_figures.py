"""Figures: the definitions, and the same numbers as the published measure."""

from __future__ import annotations

import copy
import importlib.util
import json
import random
import sys
from pathlib import Path

import pytest

from pipeline.evaluation.counts import Counts, Figures
from pipeline.evaluation.figures import score
from pipeline.evaluation.tables import as_records

MEASURE = Path(__file__).parents[3] / "shared" / "eval" / "score.py"


def spoil(record, seed):
    """A prediction with faults of every sort, the same for the same seed."""
    chance = random.Random(seed)
    spoilt = copy.deepcopy(record)
    for name in ("type", "number", "title", "issued", "issuer"):
        if chance.random() < 0.3:
            spoilt["document"][name] = chance.choice([None, "khác"])
    spoilt["document"]["recipients"] = [r for r in spoilt["document"]["recipients"] if chance.random() < 0.9] + ["X"]
    if chance.random() < 0.5:
        spoilt["document"]["signer"] = None
    for section in spoilt["sections"]:
        if chance.random() < 0.1:
            section["role"] = "other"
        if chance.random() < 0.1:
            section["path"] += "x"
    tasks = []
    for task in spoilt["tasks"]:
        roll = chance.random()
        if roll < 0.1:
            continue
        if roll < 0.2:
            task["text"] = task["text"][: len(task["text"]) // 2]
        elif roll < 0.3:
            task["text"] += " thêm"
        if chance.random() < 0.2:
            task["lead"] = chance.choice([[], ["UBND tỉnh"], [*task["lead"], "Sở Y tế"]])
        if chance.random() < 0.2:
            task["coordinate"], task["report_to"] = task["report_to"], task["coordinate"]
        if chance.random() < 0.2:
            task["deadlines"] = [{"text": "năm 2025", "kind": "due", "value": "2025"}, *task["deadlines"]]
        if chance.random() < 0.2:
            task["references"] = task["references"][1:]
        if chance.random() < 0.2:
            task["product"] = chance.choice([None, "Báo cáo", task["product"]])
        if chance.random() < 0.1:
            task["section"] = None
        tasks.append(task)
        if chance.random() < 0.05:
            tasks.append({**task, "text": "Một câu không có trong văn bản gốc.", "lead": ["Sở Nội vụ"]})
    spoilt["tasks"] = tasks
    for reference in spoilt["references"]:
        if chance.random() < 0.2:
            reference["date"] = "2020-01-01"
        if chance.random() < 0.2:
            reference["relation"] = "cite"
        if chance.random() < 0.1:
            reference["key"] += "X"
    spoilt["indicators"] = spoilt["indicators"][1:]
    return spoilt


def test_gold_against_itself_is_perfect(gold):
    for record in gold.values():
        for name, counts in score(record, record).counts.items():
            assert (counts.spurious, counts.missed) == (0, 0), name


def test_nothing_predicted_misses_everything(gold):
    for record in gold.values():
        counts = score(record, {}).counts
        wanted = sum(not task.get("optional") for task in record["tasks"])
        assert (counts["tasks"].hit, counts["tasks"].missed) == (0, wanted)
        assert counts["references"].hit == 0


def test_optional_task_counts_neither_way(gold):
    record = next(iter(gold.values()))
    record = {**record, "tasks": [{**record["tasks"][0], "optional": True}, *record["tasks"][1:]]}
    without = {**record, "tasks": record["tasks"][1:]}
    for predicted in (record, without):
        counts = score(record, predicted).counts["tasks"]
        assert (counts.spurious, counts.missed) == (0, 0)


def test_fields_of_a_task_that_does_not_exist_are_spurious(gold):
    record = next(iter(gold.values()))
    extra = {"text": "Không có.", "section": None, "lead": ["Sở Nội vụ", "Sở Y tế"], "deadlines": [{"kind": "due"}]}
    counts = score(record, {**record, "tasks": [*record["tasks"], extra]}).counts
    assert (counts["tasks"].spurious, counts["lead"].spurious, counts["deadlines"].spurious) == (1, 2, 1)


def test_figures_add_up():
    total = Figures()
    for figures in (Figures({"tasks": Counts(1, 2, 3)}), Figures({"tasks": Counts(10, 20, 30)})):
        total.add(figures)
    assert total.counts == {"tasks": Counts(11, 22, 33)}


@pytest.mark.skipif(not MEASURE.exists(), reason="the published measure (../shared/eval/score.py) is not here")
@pytest.mark.parametrize("seed", range(6))
def test_same_numbers_as_the_published_measure(gold, seed):
    spec = importlib.util.spec_from_file_location("published_measure", MEASURE)
    measure = importlib.util.module_from_spec(spec)
    sys.modules["published_measure"] = measure
    spec.loader.exec_module(measure)
    records = dict(gold)
    for path in sorted((MEASURE.parents[1] / "gold").glob("*.json")):
        record = json.loads(path.read_text(encoding="utf-8"))
        if "tasks" in record:
            records[path.stem] = record
    published, own = {}, Figures()
    for number, record in enumerate(records.values()):
        predicted = {} if number == seed else spoil(record, 100 * seed + number)
        measure.score(record, predicted, published, [])
        own.add(score(record, predicted))
    assert {name: (c.hit, c.spurious, c.missed) for name, c in own.counts.items()} == {
        name: (c.hit, c.spurious, c.missed) for name, c in published.items()
    }
    assert list(as_records(own)) == list(published)
