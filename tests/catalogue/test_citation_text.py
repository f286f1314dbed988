"""What stands around a mention: its title, what it issues, what it is called."""

from __future__ import annotations

import pytest

from pipeline.catalogue.citation_text import carries_out, is_called, is_issued_by, issues, read_title

NUMBER = "Quyết định số 5/QĐ-TTg"


@pytest.mark.parametrize(
    ("behind", "title"),
    [
        (" về việc phê duyệt Đề án Y; Kế hoạch số 6", "về việc phê duyệt Đề án Y"),
        (" về tăng cường điều kiện bảo đảm chất lượng.", "về tăng cường điều kiện bảo đảm chất lượng"),
        (" về đổi mới chương trình giáo dục phổ thông. Các sở", "về đổi mới chương trình giáo dục phổ thông"),
        (" quy định chi tiết thi hành một số điều của Luật Giá", "quy định chi tiết thi hành một số điều của Luật Giá"),
        (" về phòng, chống dịch theo quy định tại Điều 2", "về phòng, chống dịch"),
        (", các đơn vị thực hiện", None),
        (".\\nVề việc khác", None),
    ],
)  # fmt: skip
def test_a_title_goes_on_to_where_its_clause_ends(behind, title):
    text = NUMBER + behind
    found = read_title(text, len(NUMBER))
    assert (text[slice(*found)] if found else None) == title


def test_a_title_stops_before_the_next_in_a_list_and_takes_in_what_it_names():
    text = f"{NUMBER} về triển khai Nghị quyết số 7/NQ-CP và Kế hoạch số 8/KH-UBND"
    seven, eight = text.index("Nghị quyết"), text.index("Kế hoạch")
    behind = [(seven, seven + 21, True), (eight, eight + 21, True)]
    assert text[slice(*read_title(text, len(NUMBER), behind))] == "về triển khai Nghị quyết số 7/NQ-CP"


@pytest.mark.parametrize(
    ("gap", "says"),
    [
        (" phê duyệt ", issues),
        (" về việc ban hành ", issues),
        (" được phê duyệt tại ", is_issued_by),
        (" (ban hành kèm theo ", is_issued_by),
        (" (sau đây gọi tắt là ", is_called),
        (" (gọi là “", is_called),
        (" về việc tiếp tục thực hiện ", carries_out),
    ],
)
def test_what_stands_between_two_mentions(gap, says):
    assert [test for test in (issues, is_issued_by, is_called, carries_out) if test(gap)] == [says]


@pytest.mark.parametrize("gap", [", ", " và ", " hướng dẫn ", " sửa đổi ", " phê duyệt điều chỉnh "])
def test_other_words_between_two_mentions_say_nothing(gap):
    assert not any(test(gap) for test in (issues, is_issued_by, is_called, carries_out))
