from __future__ import annotations

from pipeline.linking.wording import clauses, words


def test_spellings_of_one_word_are_one():
    assert words("Hoà giải, qui hoạch") == words("hòa giải quy hoạch")


def test_an_abbreviation_is_written_out_only_as_a_word_of_its_own():
    assert words("UBND xã") == words("Ủy ban nhân dân xã")
    assert "nhân" not in words("UBNDX")


def test_numbers_stay_whole():
    assert words("Nghị quyết 71-NQ/TW, mạng 5G năm 2025") == ("nghị", "quyết", "71-nq/tw", "mạng", "5g", "năm", "2025")


def test_a_note_on_the_row_it_came_from_is_no_word():
    assert words("Trồng rừng (STT_05 theo KH354/KH-UBND)") == ("trồng", "rừng")


def test_a_short_clause_goes_with_the_next():
    assert clauses("Cụ thể: rà soát văn bản; trình ký") == (
        ("cụ", "thể", "rà", "soát", "văn", "bản"),
        ("trình", "ký"),
    )
    assert clauses("") == ()
