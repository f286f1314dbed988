import json
from pathlib import Path

import pytest

from pipeline.evaluation.vnlegaltext import evaluate_references, is_data_error, read_sentences

SENTENCES = [
    ("Căn_cứ Luật Đất_đai ngày 29 tháng 11 năm 2013 .", [("Luật Đất_đai ngày 29 tháng 11 năm 2013", "L")]),
    ("Theo Thông_tư số 1/2011/TT-BTC ngày 5/1/2011 .", [("Thông_tư số 1/2011/TT-BTC", "TT")]),
    ("Thông_tư này có hiệu_lực .", []),
]


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    lines = []
    for text, marks in SENTENCES:
        values = [
            {"value": {"start": text.index(m), "end": text.index(m) + len(m), "labels": [label]}} for m, label in marks
        ]
        lines.append(json.dumps({"data": {"value": text}, "annotations": [{"result": values}]}, ensure_ascii=False))
    path = tmp_path / "sample.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_exact_bounds_and_type_count(sample: Path) -> None:
    figures = evaluate_references(sample)
    assert (figures.sentences, figures.hits, figures.spurious, figures.missed) == (3, 1, 1, 1)
    assert figures.f1 == 0.5
    assert [d[0] for d in figures.disagreements] == ["Theo Thông tư số 1/2011/TT-BTC ngày 5/1/2011."]
    assert figures.data_errors == figures.disagreements


def test_sentences_without_marks_can_be_left_out(sample: Path) -> None:
    assert evaluate_references(sample, marked_only=True).sentences == 2


def test_text_is_brought_back_to_plain_writing(sample: Path) -> None:
    first = next(read_sentences(sample))
    assert first.text == "Căn cứ Luật Đất đai ngày 29 tháng 11 năm 2013."
    assert [first.text[a:b] for a, b, _ in first.marks] == ["Luật Đất đai ngày 29 tháng 11 năm 2013"]


def test_a_miss_of_ours_is_not_blamed_on_the_data() -> None:
    assert not is_data_error("theo Luật X", set(), {(5, 11, "L")})


def test_published_figures_are_reached() -> None:
    path = Path(__file__).parents[3] / "shared/benchmarks/vnlegaltext/val.jsonl"
    if not path.exists():
        pytest.skip("needs ../shared/benchmarks")
    assert evaluate_references(path).f1 >= 0.95
    assert evaluate_references(path, marked_only=True).f1 >= 0.97
