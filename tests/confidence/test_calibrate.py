"""Calibrated confidence: what lowers it, what depends on what, and what happens without a model."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from pipeline.confidence import calibrate, calibrated, review_below, weights
from pipeline.confidence.features import (
    TASK,
    Surroundings,
    actor_features,
    deadline_features,
    reference_features,
    task_features,
)
from pipeline.confidence.weights import FEATURES, NoModel, Weights, as_record, load
from pipeline.extract import extract
from pipeline.model import Actor, Deadline, Extraction, Reference

SEED = "data/raw/004_afaa5fc56c4b807e.txt"


def flat(**weight):
    """Weights that are 0 but for those named; sure of everything else."""
    kinds = {kind: Weights(20.0, (0.0,) * len(names)) for kind, names in FEATURES.items()}
    names = FEATURES["task"]
    kinds["task"] = Weights(20.0, tuple(weight.get(name.replace(" ", "_"), 0.0) for name in names))
    return kinds


def test_nothing_but_confidence_changes(plan):
    before, after = plan, calibrated(plan)

    def bare(extraction: Extraction) -> Extraction:
        def one(thing):
            return replace(thing, confidence=0.0)

        tasks = tuple(
            replace(
                one(task),
                deadlines=tuple(map(one, task.deadlines)),
                **{r: tuple(map(one, getattr(task, r))) for r in ("lead", "coordinate", "direct", "report_to")},
            )
            for task in extraction.tasks
        )
        return replace(extraction, tasks=tasks, references=tuple(map(one, extraction.references)))

    assert bare(before) == bare(after)
    assert [t.confidence for t in before.tasks] != [t.confidence for t in after.tasks]


def test_what_is_said_of_a_task_is_never_surer_than_the_task(plan):
    for task in calibrated(plan).tasks:
        said = [*task.lead, *task.coordinate, *task.direct, *task.report_to, *task.deadlines]
        assert all(0 < thing.confidence <= task.confidence < 1 for thing in said)


def test_a_feature_with_a_weight_lowers_the_tasks_that_have_it(plan):
    task = plan.tasks[0]
    lead_in = replace(task, text="Tập trung vào những việc sau:")
    sure, unsure = calibrated(replace(plan, tasks=(task, lead_in)), flat(colon_last=-21.0)).tasks
    assert sure.confidence > 0.99
    assert unsure.confidence < 0.5


@pytest.mark.parametrize(
    ("feature", "change"),
    [
        ("colon last", {"text": "Các cơ quan tập trung vào những việc sau:"}),
        ("no closing mark", {"text": "Rà soát toàn bộ các quy định hiện hành"}),
        ("nobody leads", {"lead": (), "lead_source": None}),
        ("no section", {"section": None}),
        ("rule unsure", {"confidence": 0.7}),
    ],
)
def test_features_tell_what_they_are_named_for(plan, feature, change):
    around = Surroundings(plan)
    changed = dict(zip(TASK, task_features(replace(plan.tasks[0], **change), around), strict=True))
    plain = replace(plan.tasks[0], text="Rà soát toàn bộ các quy định hiện hành.", section="II", confidence=0.95)
    plain = replace(plain, lead_source="explicit")
    assert changed[feature] == 1
    assert dict(zip(TASK, task_features(plain, around), strict=True))[feature] == 0


def test_features_of_what_is_said_of_a_task(plan):
    task = replace(plan.tasks[0], start=10, end=20)
    actor = Actor("Sở Y tế", "Sở Y tế", 10, 17, id="so-y-te", source="explicit")
    assert actor_features(actor, in_table=False) == (0, 0, 0, 0)
    assert actor_features(replace(actor, id=None, source="addressee", kind="person"), in_table=True) == (1, 1, 1, 1)
    time = Deadline("hằng năm", "recurring", "R/P1Y", 12, 18)
    assert deadline_features(time, task, in_table=False) == (1, 0, 0)
    assert deadline_features(replace(time, kind="due", start=2, end=8), task, in_table=False) == (0, 1, 0)
    assert deadline_features(replace(time, start=40, end=48), task, in_table=True) == (1, 0, 1)


def test_features_of_a_reference():
    named = Reference("Luật Giáo dục", "law", "luật giáo dục", "Luật", 0, 13, confidence=0.8)
    assert reference_features(named) == (1, 0, 1)
    assert reference_features(replace(named, category="unnumbered", confidence=0.95)) == (0, 1, 0)


def test_the_model_at_hand_knows_these_features():
    assert set(load()) == set(FEATURES)
    for kind in ("task", "reference"):
        assert 0.5 < review_below(kind) < 1


def test_a_record_read_back_is_the_same(tmp_path):
    (tmp_path / "confidence.json").write_text(json.dumps(as_record(load())), encoding="utf-8")
    assert load(tmp_path) == load()


def test_a_model_of_other_features_is_refused(tmp_path):
    record = as_record(load())
    record["task"]["weights"] = {"something else": 1.0}
    (tmp_path / "confidence.json").write_text(json.dumps(record), encoding="utf-8")
    with pytest.raises(NoModel, match="train it anew"):
        load(tmp_path)


def test_without_a_model_confidence_is_the_rules_own_and_a_note_says_so(monkeypatch, tmp_path):
    def missing():
        return load(tmp_path)

    monkeypatch.setattr(calibrate, "load", missing)
    monkeypatch.setattr(weights, "load", missing)
    found, plain = extract(SEED), extract(SEED, calibrate=False)
    assert [t.confidence for t in found.tasks] == [t.confidence for t in plain.tasks]
    assert "is missing" in found.document.notes[-1]
    assert review_below("task") == 0.75
