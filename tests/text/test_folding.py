import importlib.util
from pathlib import Path

import pytest

from pipeline.text import fold, strip_marks

SCORE = Path(__file__).parents[3] / "shared" / "eval" / "score.py"
SAME = [
    ("hoà bình", "hòa bình"),
    ("khoẻ mạnh", "khỏe mạnh"),
    ("Uỷ ban", "Ủy ban"),
    ("thuỷ lợi", "thủy lợi"),
    ("lí do", "lý do"),
    ("kĩ thuật", "kỹ thuật"),
    ("bác sĩ", "bác sỹ"),
    ("quí I", "quý I"),
    ("qúa trình", "quá trình"),
    ("HOÀ", "hòa"),
]
DIFFERENT = [("hoàn", "hòan thiện"), ("ngày", "ngáy"), ("tin", "tyn"), ("là", "lá"), ("chi", "chy"), ("mua", "múa")]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spelling_variants_fold_to_the_same(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_words_stay_different(one, other):
    assert fold(one) != fold(other)


def test_tone_before_a_final_and_after_qu_stays():
    assert fold("hoàn toàn quý") == "hoàn toàn quý"


def test_decomposed_text_folds_like_composed():
    import unicodedata

    for word in ("Nguyễn", "hoà", "ưởng", "quý"):
        assert fold(unicodedata.normalize("NFD", word)) == fold(word)


def test_strip_marks_keeps_the_length():
    text = "Ủy ban nhân dân tỉnh Đắk Lắk, huyện Krông Nô — 71-NQ/TW"
    assert strip_marks(text) == "Uy ban nhan dan tinh Dak Lak, huyen Krong No — 71-NQ/TW"
    assert len(strip_marks(text)) == len(text)


@pytest.mark.skipif(not SCORE.exists(), reason="the scoring script is not here")
def test_folds_at_least_what_the_score_folds():
    spec = importlib.util.spec_from_file_location("score_of_folding", SCORE)
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    for one, other in SAME:
        if score.fold(one) == score.fold(other):
            assert fold(one) == fold(other)
