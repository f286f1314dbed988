"""What two texts differ in."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pipeline.linking.differences import Segment, differences, is_readable, marked

OLD = "Tổ chức kỳ thi tốt nghiệp THPT năm 2022; bảo đảm an toàn."
NEW = "Tổ chức tốt kỳ thi tốt nghiệp THPT năm 2026; bảo đảm an toàn, đúng quy chế."


def test_a_changed_year_and_added_words_are_marked():
    assert marked(differences(OLD, NEW)) == (
        "Tổ chức {+tốt+} kỳ thi tốt nghiệp THPT năm [-2022-] {+2026+}; bảo đảm an toàn{+, đúng quy chế+}."
    )


def test_spelling_is_no_difference():
    assert differences("Uỷ ban nhân dân hoà giải", "Ủy ban nhân dân hòa giải") == (
        Segment("same", "Ủy ban nhân dân hòa giải"),
    )


def test_nothing_in_common():
    assert differences("Rà soát đội ngũ", "Xây dựng trường") == (
        Segment("removed", "Rà soát đội ngũ"),
        Segment("added", "Xây dựng trường"),
    )
    assert marked(differences("Rà soát", "Xây dựng")) == "[-Rà soát-] {+Xây dựng+}"


def test_a_lone_shared_word_does_not_cut_a_rewording_in_two():
    segments = differences("kiểm tra chặt chẽ và xử lý vi phạm", "giám sát thường xuyên và báo cáo kết quả")
    assert [segment.op for segment in segments] == ["removed", "added"]


def test_an_empty_side():
    assert differences("", "Rà soát") == (Segment("added", "Rà soát"),)
    assert differences("Rà soát", " ") == (Segment("removed", "Rà soát"),)
    assert differences("", "") == ()


def test_marks_help_only_where_enough_is_the_same():
    assert is_readable(differences(OLD, NEW))
    assert not is_readable(differences("Rà soát đội ngũ giáo viên", "Xây dựng trường học hạnh phúc cho giáo viên"))
    assert not is_readable(())


WORDS = st.lists(st.sampled_from(["Rà soát", "đội ngũ", "và", "năm 2025", "năm 2026", ";", "(nếu có)"]), max_size=12)


@given(WORDS.map(" ".join), WORDS.map(" ".join))
def test_the_two_texts_can_be_read_back(earlier, later):
    segments = differences(earlier, later)

    def without(op):
        joined = "".join(segment.text for segment in segments if segment.op != op)
        return re.sub(r"\s+", "", joined).casefold()

    assert "".join(segment.text for segment in segments if segment.op != "removed").strip() == later.strip()
    assert without("added") == re.sub(r"\s+", "", earlier).casefold()
    assert all(a.op != b.op for a, b in pairwise(segments))
