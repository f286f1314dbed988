"""Training: the same to the byte, no document scored by weights that saw it, nothing learned from what is kept back."""

from __future__ import annotations

import filecmp
import random
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.confidence.weights import FEATURES
from pipeline.evaluation.calibration import expected_error
from pipeline.evaluation.gold import GoldError
from pipeline.evaluation.split import load_split
from pipeline.training import first_contact, train
from pipeline.training.confidence import train_confidence
from pipeline.training.examples import Example
from pipeline.training.first_contact import lines, parse
from pipeline.training.fitting import REGULARITY, fit, leave_one_out, shares

ROOT = Path(__file__).parent.parent.parent
SHARED = ROOT.parent / "shared"
GOLD = [*(ROOT / "tests" / "gold" / name for name in (".", "portal", "later")), SHARED / "gold"]
DOCUMENTS = [ROOT / "data" / "raw", SHARED / "documents" / "portal", SHARED / "documents" / "born-digital"]
FILES = ("confidence/confidence.json", "confidence/README.md")


def examples(documents=8, each=60, seed=3, kind="reference"):
    """Things that are right by a known rule of their features, spread over documents."""
    draw = random.Random(seed)
    for number in range(documents * each):
        values = tuple(float(draw.random() < 0.3) for _ in FEATURES[kind])
        right = draw.random() < (0.55 if values[0] else 0.97)
        stem = f"d{number % documents}"
        yield Example(kind, stem, number % documents > 1, f"t{number}", values, 0.95, right)


def test_the_same_gold_gives_the_same_bytes(tmp_path):
    for name in ("one", "other"):
        train(GOLD[:1], DOCUMENTS[:1], tmp_path / name)
    for file in FILES:
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "other" / file).read_bytes()


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    """Models trained on all gold at hand, and the report of it."""
    if not SHARED.is_dir():
        pytest.skip(f"{SHARED} is not here, and the models were trained with its gold")
    folder = tmp_path_factory.mktemp("models")
    return folder, train(GOLD, DOCUMENTS, folder)


@pytest.mark.xdist_group("training")
def test_the_models_at_hand_are_what_training_gives(trained):
    _, other, errors = filecmp.cmpfiles(trained[0], ROOT / "models", FILES, shallow=False)
    assert not other + errors, "train anew: make train"


@pytest.mark.xdist_group("training")
def test_nothing_is_learned_from_what_is_kept_to_report(trained):
    report = trained[1]
    stems = {example.stem for found in report.confidence.values() for example in found.examples}
    assert all(load_split().may_learn(stem) for stem in stems)
    assert "kept to report on" in report.left_out.values()


@pytest.mark.xdist_group("training")
def test_tasks_are_as_sure_as_they_are_right(trained):
    """Scored without their own document, over all, as read now and as first met."""
    found = trained[1].confidence["task"]
    for chosen in ({True, False}, {True}, {False}):
        rows = [n for n, example in enumerate(found.examples) if example.seen in chosen]
        assert expected_error([found.scores[n] for n in rows], [found.examples[n].right for n in rows]) <= 0.05


def test_gold_without_a_document_is_one_line(tmp_path):
    with pytest.raises(GoldError, match="--documents"):
        train(GOLD[:1], [tmp_path], tmp_path)


def test_weights_find_what_makes_an_error_likelier():
    weights = fit(list(examples()), len(FEATURES["reference"]))
    assert weights.weights[0] < -1.5
    assert all(abs(weight) < 1 for weight in weights.weights[1:])
    assert weights.confidence((1.0, *[0.0] * 2)) == pytest.approx(0.55, abs=0.1)


def test_no_document_is_scored_by_weights_that_saw_it():
    found = list(examples())
    scores = leave_one_out(found)
    for stem in ("d0", "d5"):
        turned = [replace(e, right=not e.right) if e.stem == stem else e for e in found]
        again = leave_one_out(turned)
        own = [n for n, e in enumerate(found) if e.stem == stem]
        assert [scores[n] for n in own] == [again[n] for n in own]
        assert scores != again


def test_the_minimum_is_that_of_scikit_learn():
    from sklearn.linear_model import LogisticRegression

    found = [replace(e, seen=True) for e in examples()]
    other = LogisticRegression(C=REGULARITY, tol=1e-8, max_iter=1000)
    other.fit([e.values for e in found], [e.right for e in found])
    weights = fit(found, len(FEATURES["reference"]))
    assert weights.intercept == pytest.approx(float(other.intercept_[0]), abs=1e-3)
    assert weights.weights == pytest.approx(other.coef_[0].tolist(), abs=1e-3)


def test_what_the_rules_met_first_counts_for_its_share_at_least():
    found = list(examples())
    for least, more in ((1 / 3, 0), (2 / 3, 960)):
        unseen = [replace(e, seen=False) for e in examples()][:240] * (1 + more // 240)
        united = [*unseen, *(replace(e, seen=True) for e in found)]
        weights = shares(united)
        of_unseen = sum(w for w, e in zip(weights, united, strict=True) if not e.seen)
        assert sum(weights) == pytest.approx(len(united))
        assert of_unseen / len(united) == pytest.approx(max(least if not more else 0, len(unseen) / len(united)))


def test_all_right_is_not_said_to_be_certain():
    weights = fit([Example("deadline", "a", True, "t", (0.0,) * 3, 1.0, True)] * 50, 3)
    assert 0.9 < weights.confidence((0.0,) * 3) < 0.99


def test_what_is_said_of_wrong_tasks_teaches_nothing_of_right_ones():
    tasks = [
        Example("task", f"d{n % 4}", True, f"t{n}", (0.0,) * len(FEATURES["task"]), 0.95, n < 50) for n in range(100)
    ]
    times = [Example("deadline", t.stem, True, t.task, (0.0,) * 3, 0.95, t.right) for t in tasks]
    fitted = train_confidence([*tasks, *times])
    assert fitted["deadline"].weights.confidence((0.0,) * 3) > 0.9
    assert all(score < 0.6 for score in fitted["deadline"].scores)


def test_the_table_of_first_contact_is_read_as_written():
    found = first_contact.first_contact()
    assert found
    assert parse("\n".join(lines(found))) == found
    assert {example.kind for example in found} == set(FEATURES)
    assert not all(example.right for example in found)


def test_features_that_came_later_are_0_in_the_table():
    (example,) = parse("deadline\ta\tt001\t0.9\tno\trecurring=1; of old=1")
    assert dict(zip(FEATURES["deadline"], example.values, strict=True)) == {
        name: float(name == "recurring") for name in FEATURES["deadline"]
    }
