"""The commands on gold documents: evaluate and train."""

from __future__ import annotations

import json
from pathlib import Path

from pipeline import cli
from pipeline.evaluation.split import load_split

ROOT = Path(__file__).parent.parent.parent


def chithi(*arguments):
    return cli.main([str(argument) for argument in arguments])


def test_evaluate_scores_one_part_of_the_split(tmp_path, gold, capsys):
    kept = next(stem for stem, part in load_split().parts.items() if part == "report")
    stem, record = next(iter(gold.items()))
    for name in (kept, stem):
        (tmp_path / f"{name}.json").write_text(json.dumps(record), encoding="utf-8")
    for part in ("learn", "report"):
        assert chithi("evaluate", tmp_path, "--predicted", tmp_path, "--part", part, "--json") == 0
        assert json.loads(capsys.readouterr().out)["tasks"]["support"] == sum(
            not task.get("optional") for task in record["tasks"]
        )


def test_evaluate_scores_predictions_and_misses_absent_ones(gold, tmp_path, capsys):
    stem, record = next(iter(gold.items()))
    (tmp_path / f"{stem}.json").write_text(json.dumps(record), encoding="utf-8")
    assert chithi("evaluate", ROOT / "tests" / "gold", "--predicted", tmp_path) == 1
    said = capsys.readouterr()
    assert said.out.startswith("figure")
    assert said.err.count("no prediction for") == len(gold) - 1


def test_train_writes_models_and_tells_their_figures(tmp_path, capsys):
    arguments = ["train", "--gold", ROOT / "tests" / "gold", "--documents", ROOT / "data" / "raw", "--models", tmp_path]
    assert chithi(*arguments, "--json") == 0
    report = json.loads(capsys.readouterr().out)
    assert set(report["confidence"]) == {"task", "actor", "deadline", "reference"}
    assert all(0 <= figures["error"] < 0.2 for figures in report["confidence"].values())
    assert {path.name for path in (tmp_path / "confidence").iterdir()} == {"confidence.json", "README.md"}


def test_train_says_which_gold_it_left_out(tmp_path, capsys):
    gold = tmp_path / "gold"
    gold.mkdir()
    for path in (ROOT / "tests" / "gold").glob("*.json"):
        (gold / path.name).write_bytes(path.read_bytes())
    kept = next(stem for stem, part in load_split().parts.items() if part == "report")
    for name in (kept, "khong-co-van-ban"):
        (gold / f"{name}.json").write_bytes(path.read_bytes())
    assert chithi("train", "--gold", gold, "--documents", ROOT / "data" / "raw", "--models", tmp_path / "models") == 1
    said = capsys.readouterr()
    assert f"{kept}: left out (kept to report on)" in said.err
    assert "khong-co-van-ban: left out (no such document" in said.err
    assert said.out.startswith("confidence of")
