from __future__ import annotations

import json

import numpy as np
import pytest

from pipeline.linking import training
from pipeline.linking.ranker import load_ranker
from pipeline.linking.training import Examples, NotTrainable, best_threshold, train_linker
from tests.linking.conftest import ROOT

WORKS = ("tiêm phòng dại", "trồng rừng ngập mặn", "giải ngân đầu tư công", "cấp nước sạch", "sửa chữa cầu treo",
         "phòng cháy rừng", "khám sức khỏe người cao tuổi", "dạy nghề cho thanh niên")  # fmt: skip
VERBS = ("Tổ chức", "Đẩy mạnh công tác", "Chỉ đạo quyết liệt việc", "Rà soát kế hoạch")


@pytest.fixture
def gold(tmp_path):
    """Three plans of one district on the same works, and the gold that says so."""
    folder, documents = tmp_path / "gold", tmp_path / "documents"
    folder.mkdir()
    documents.mkdir()
    stems = ("kh-2023", "kh-2024", "kh-2025")
    for year, stem in enumerate(stems, 2023):
        texts = [f"{VERBS[(n + year) % 4]} {work} trên địa bàn huyện." for n, work in enumerate(WORKS)]
        body = "\n".join(f"{n}. {text}" for n, text in enumerate(texts, 1))
        head = f"ỦY BAN NHÂN DÂN HUYỆN A\nSố: {year}/KH-UBND\nA, ngày 10 tháng 01 năm {year}\n\nKẾ HOẠCH\nNăm {year}\n"
        (documents / f"{stem}.txt").write_text(f"{head}\nNhiệm vụ\n{body}\n", encoding="utf-8")
        tasks = [{"id": f"t{n:03d}", "text": text} for n, text in enumerate(texts, 1)]
        (folder / f"{stem}.json").write_text(json.dumps({"tasks": tasks}), encoding="utf-8")
    pairs = [
        {"from": [later, f"t{n:03d}"], "to": [earlier, f"t{n:03d}"], "grade": 2}
        for later, earlier in ((stems[1], stems[0]), (stems[2], stems[1]))
        for n in range(1, len(WORKS) + 1)
    ]
    complete = [list(pair) for pair in ((stems[1], stems[0]), (stems[2], stems[1]))]
    record = {"complete": complete, "pairs": pairs}
    (folder / "continuity.json").write_text(json.dumps(record), encoding="utf-8")
    return folder, [documents]


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr(training, "ROUNDS", 8)
    monkeypatch.setattr(training, "RUNS", 2)
    monkeypatch.setattr(training, "LEAST_ROWS", 5)


def test_the_same_gold_gives_the_same_bytes(gold, quick, tmp_path):
    for name in ("one", "two"):
        measured = train_linker(*gold, tmp_path / name)
    files = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert files == ["README.md", "ranker.json", "ranker.npz"]
    for name in files:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    assert measured["cross-validated"].f1 > 0.9
    assert f"{measured['cross-validated'].f1:.3f}" in (tmp_path / "one" / "README.md").read_text(encoding="utf-8")


def test_the_saved_ranker_scores_as_the_trained(gold, quick, tmp_path, two_years):
    from pipeline.linking.linker import link_tasks

    train_linker(*gold, tmp_path / "out")
    links = link_tasks(two_years, load_ranker(tmp_path / "out"))
    assert ("kh-2026", "t002") in {link.source for link in links}


def test_gold_without_links_is_one_clear_line(gold, tmp_path):
    (gold[0] / "continuity.json").unlink()
    with pytest.raises(NotTrainable, match="no links are annotated"):
        train_linker(*gold, tmp_path / "out")


def test_a_missing_document_is_named(gold, tmp_path):
    (gold[1][0] / "kh-2024.txt").unlink()
    with pytest.raises(NotTrainable, match="kh-2024: no such document"):
        train_linker(*gold, tmp_path / "out")


def test_one_pair_of_documents_is_not_enough(gold, quick, tmp_path):
    record = json.loads((gold[0] / "continuity.json").read_text(encoding="utf-8"))
    record["complete"] = record["complete"][:1]
    (gold[0] / "continuity.json").write_text(json.dumps(record), encoding="utf-8")
    with pytest.raises(NotTrainable, match="two pairs of documents"):
        train_linker(*gold, tmp_path / "out")


def test_the_threshold_is_precise_enough_where_that_can_be():
    # six links found by 0.6 of which five are right, two more by 0.3 of which one is right
    scores = np.array([0.9, 0.9, 0.8, 0.7, 0.6, 0.6, 0.3, 0.3], np.float32)
    grade = np.array([2, 2, 2, 2, 2, 0, 2, 0])
    found = Examples({}, grade, np.full(8, "x"), ("x",), {"x": 6})
    assert 0.3 < best_threshold(found, scores) <= 0.6
    wrong = Examples({}, np.where(np.arange(8) % 2, 0, grade), np.full(8, "x"), ("x",), {"x": 4})
    assert best_threshold(wrong, scores) <= 0.3


def test_the_shipped_card_tells_where_the_model_ends():
    card = (ROOT / "models" / "linker" / "README.md").read_text(encoding="utf-8")
    assert "trained without it" in card
