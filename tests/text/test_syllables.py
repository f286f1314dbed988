import pytest

from pipeline.text import is_syllable, syllable_share, words
from pipeline.text.syllables import all_syllables

GOOD = """
nghiệp quyết định khuỷu thuở nguyễn giếng gì gìn quốc quýt ngoằn khoèo oanh yêu yết chuyên huých rượu bướu
ngửi ghế kỷ xoong boong uỷ hoà khoẻ đắk ý ưu ông ngoẻo thuyền nhuyễn quyển quỳnh quých ngoéo loắt hươu
"""
BAD = """
nghành cghế kà ngê qa bcd strong fax web cach hêp tát1 hoàà qúâ xA hOA đd ưm1 zô jun
"""


@pytest.mark.parametrize("word", [w for w in GOOD.split() if w != "đắk"])
def test_syllables(word):
    assert is_syllable(word)
    assert is_syllable(word.upper())
    assert is_syllable(word.capitalize())


@pytest.mark.parametrize("word", BAD.split())
def test_no_syllables(word):
    assert not is_syllable(word)


def test_stops_bear_two_tones():
    assert [is_syllable(w) for w in ("cát", "cạt", "cat", "càt", "cảt", "cãt")] == [
        True,
        True,
        False,
        False,
        False,
        False,
    ]


def test_number_of_syllables():
    assert 2500 < len(set(all_syllables())) < 4500


def test_words_leave_notations_out():
    assert words("số 12/KH-UBND ngày 3") == ["số", "ngày"]


def test_share_tells_good_text_from_spoilt():
    assert syllable_share("Căn cứ Luật Tổ chức chính quyền địa phương") == 1.0
    assert syllable_share("CQNG HOA xA HQI CHU NGHiA VI$T NAM") < 0.6
    assert syllable_share("12345") == 0.0
