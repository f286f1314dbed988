from __future__ import annotations

import numpy as np
import pytest

from pipeline.linking.profile import Background
from pipeline.linking.ranker import ARRAYS, FOLDER, SETTINGS, NoModel, Ranker, load_ranker


def test_the_leftmost_leaf_that_no_split_rules_out_counts(ranker_above):
    trees = ranker_above(0.4).trees
    decision = trees.decision({"cosine": np.array([0.1, 0.4, 0.41])})
    assert decision.tolist() == [-3, -3, 3]
    assert trees.score({"cosine": np.array([0.9])})[0] == pytest.approx(1 / (1 + np.exp(-3)))


def test_what_is_saved_comes_back_the_same_to_the_byte(tmp_path, ranker_above):
    made = Ranker(ranker_above(0.4).trees, Background.of(["trồng rừng", "trồng cây"]), 0.37)
    made.save(tmp_path / "one")
    load_ranker(tmp_path / "one").save(tmp_path / "two")
    for name in (ARRAYS, SETTINGS):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    assert load_ranker(tmp_path / "two").threshold == 0.37


def test_a_missing_model_is_one_clear_line(tmp_path):
    with pytest.raises(NoModel, match="missing") as error:
        load_ranker(tmp_path / "nowhere")
    assert "\n" not in str(error.value)
    assert str(tmp_path / "nowhere") in str(error.value)


@pytest.mark.parametrize("name", [ARRAYS, SETTINGS])
def test_a_damaged_model_is_one_clear_line(tmp_path, ranker_above, name):
    ranker_above(0.4).save(tmp_path)
    content = (tmp_path / name).read_bytes()
    (tmp_path / name).write_bytes(content[: len(content) // 2])
    with pytest.raises(NoModel, match="damaged"):
        load_ranker(tmp_path)


def test_the_shipped_model_is_small_and_has_a_card():
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 1_000_000
    assert "Limits" in (FOLDER / "README.md").read_text(encoding="utf-8")
