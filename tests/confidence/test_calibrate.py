"""Calibrated confidence: what lowers it, what depends on what, and what happens without a model."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from pipeline.confidence import calibrate, calibrated, review_below, weights
from pipeline.confidence.features import TASK, Surroundings, task_features
from pipeline.confidence.weights import FEATURES, NoModel, Weights, as_record, load
from pipeline.extract import extract
from pipeline.model import Extraction, Paragraph

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
    short = replace(task, text="Rà soát.")
    both = replace(plan, tasks=(task, short))
    sure, unsure = calibrated(both, flat(few_words=-21.0)).tasks
    assert sure.confidence > 0.99
    assert unsure.confidence < 0.5


@pytest.mark.parametrize(
    ("feature", "change"),
    [
        ("few words", {"text": "Rà soát."}),
        ("colon last", {"text": "Các cơ quan tập trung vào những việc sau:"}),
        ("no closing mark", {"text": "Rà soát toàn bộ các quy định hiện hành"}),
        ("no known verb", {"text": "Giá thuê đất theo bảng giá."}),
        ("nobody leads", {"lead": (), "lead_source": None}),
        ("lead inherited", {"lead_source": "inherited"}),
        ("lead is the addressee", {"lead_source": "addressee"}),
        ("under an article", {"section": "II.Đ3.1"}),
        ("rule unsure", {"confidence": 0.7}),
    ],
)
def test_features_tell_what_they_are_named_for(plan, feature, change):
    around = Surroundings(plan)
    changed = dict(zip(TASK, task_features(replace(plan.tasks[0], **change), around), strict=True))
    plain = replace(plan.tasks[0], text="Rà soát toàn bộ các quy định hiện hành.", section="II", confidence=0.95)
    if "lead" in feature or "leads" in feature:
        plain = replace(plain, lead_source="explicit")
    assert changed[feature] == 1
    assert dict(zip(TASK, task_features(plain, around), strict=True))[feature] == 0


def test_a_place_is_told_by_the_block_that_holds_it(plan):
    blocks = (Paragraph(0, 10, 0), Paragraph(11, 20, 11, part="annex"))
    around = Surroundings(replace(plan, document=replace(plan.document, blocks=blocks)))
    assert [around.block(start) for start in (0, 9, 11, 19)] == [blocks[0], blocks[0], blocks[1], blocks[1]]


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
