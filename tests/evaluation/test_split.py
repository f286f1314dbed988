"""Gold documents divided into those that may be looked at and those that are only reported."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.evaluation.gold import load_gold
from pipeline.evaluation.split import load_split

ROOT = Path(__file__).parent.parent.parent
SHARED = ROOT.parent / "shared" / "gold"


def test_the_samples_may_be_looked_at(gold):
    split = load_split()
    assert all(split.may_learn(stem) and split.is_seen(stem) for stem in gold)


def test_somebodys_own_document_may_be_learned_from_and_was_not_seen():
    split = load_split()
    assert split.may_learn("van-ban-cua-toi")
    assert not split.is_seen("van-ban-cua-toi")


def test_a_third_of_the_first_gold_is_only_reported():
    if not SHARED.is_dir():
        pytest.skip(f"{SHARED} is not here")
    split = load_split()
    stems = {document.stem for document in load_gold(SHARED)}
    assert stems <= set(split.parts)
    kept = {stem for stem in stems if not split.may_learn(stem)}
    assert len(kept) == len(stems) // 3
