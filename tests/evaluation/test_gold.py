"""Gold folders and the documents they stand for."""

from __future__ import annotations

import json

import pytest

from pipeline.evaluation.gold import GoldError, find_documents, load_gold, neighbours


def test_other_json_is_passed_over(gold, tmp_path):
    stem, record = next(iter(gold.items()))
    (tmp_path / f"{stem}.json").write_text(json.dumps(record), encoding="utf-8")
    (tmp_path / "continuity.json").write_text("[]", encoding="utf-8")
    assert [document.stem for document in load_gold(tmp_path)] == [stem]


@pytest.mark.parametrize("content", [None, "{", "[]"])
def test_a_folder_of_no_use_is_one_line(tmp_path, content):
    if content is not None:
        (tmp_path / "a.json").write_text(content, encoding="utf-8")
    with pytest.raises(GoldError) as error:
        load_gold(tmp_path if content is not None else tmp_path / "none")
    assert "\n" not in str(error.value)


def test_text_is_taken_before_pdf_and_the_first_folder_before_the_second(tmp_path):
    for path in ("a/kh.pdf", "b/kh.txt", "b/deep/ct.pdf", "b/ct.docx"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()
    found = find_documents(["kh", "ct", "none"], [tmp_path / "a", tmp_path / "b"])
    assert found == {"kh": tmp_path / "a/kh.pdf", "ct": tmp_path / "b/ct.docx"}


def test_folders_beside_the_gold_are_searched(tmp_path):
    for name in ("gold", "documents"):
        (tmp_path / name).mkdir()
    assert neighbours(tmp_path / "gold") == [tmp_path / "gold", tmp_path / "documents"]
