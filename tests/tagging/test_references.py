import pytest

from pipeline.tagging.references.find import find_references


def said(text: str) -> list[tuple[str, str, str | None, str | None]]:
    return [(r.key, r.type, r.issuer, r.date) for r in find_references(text)]


def test_kind_number_date_and_issuer_are_one_mention() -> None:
    text = "Thực hiện Chỉ thị số 11/CT-BYT ngày 19/8/2022 của Bộ trưởng Bộ Y tế về việc tăng cường"
    (found,) = find_references(text)
    assert found.text == "Chỉ thị số 11/CT-BYT ngày 19/8/2022 của Bộ trưởng Bộ Y tế"
    assert text[found.start : found.end] == found.text
    assert (found.key, found.type, found.issuer, found.date) == (
        "11/CT-BYT",
        "Chỉ thị",
        "Bộ trưởng Bộ Y tế",
        "2022-08-19",
    )


def test_list_under_one_notation_is_one_reference_each_with_the_whole_text() -> None:
    found = find_references("theo Thông tư số 17, 18, 19/TT-BGDĐT của Bộ Giáo dục và Đào tạo.")
    assert [r.key for r in found] == ["17/TT-BGDĐT", "18/TT-BGDĐT", "19/TT-BGDĐT"]
    assert {r.text for r in found} == {"Thông tư số 17, 18, 19/TT-BGDĐT của Bộ Giáo dục và Đào tạo"}


def test_list_of_full_numbers_shares_the_kind() -> None:
    found = find_references("các Nghị quyết số 57-NQ/TW, 59-NQ/TW và 66-NQ/TW của Bộ Chính trị")
    assert [(r.key, r.type) for r in found] == [
        ("57-NQ/TW", "Nghị quyết"),
        ("59-NQ/TW", "Nghị quyết"),
        ("66-NQ/TW", "Nghị quyết"),
    ]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Quyết định số 12/QĐ-TTg ngày 19/8/2022", "2022-08-19"),
        ("Quyết định số 12/QĐ-TTg, ngày 13/5/2024", "2024-05-13"),
        ("Quyết định số 12/QĐ-TTg ngày 15 tháng 8 năm 2024", "2024-08-15"),
        ("Quyết định số 12/QĐ-TTg ngày 15-8-2024", "2024-08-15"),
        ("Quyết định số 12/QĐ-TTg ngày 18 ngày 5 năm 2004", "2004-05-18"),
        ("Quyết định số 12/QĐ-TTg ngày 31 năm 3 năm 2011", "2011-03-31"),
        ("Thông tư số 01/2002/TT-BYT của ngày 6 thảng 02 nám 2002", "2002-02-06"),
        ("Thông tư số 12/2002/TT-BCA (A11) ngày 13 tháng 9 năm 2002", "2002-09-13"),
        ("Luật số 59/2020/QH 14 ngày 17/6/2020", "2020-06-17"),
        ("Quyết định số 12/QĐ-TTg ngày 15.8.2024", "2024-08-15"),
        ("Quyết định số 12/QĐ-TTg của Thủ tướng Chính phủ ngày 15/8/2024", "2024-08-15"),
        ("Quyết định số 12/QĐ-TTg ngày   tháng 8 năm 2024", "2024-08"),
        ("Quyết định số 12/QĐ-TTg có hiệu lực từ ngày 15/8/2024", None),
    ],
)
def test_date_in_all_forms(text: str, date: str | None) -> None:
    assert [r.date for r in find_references(text)] == [date]


def test_letterhead_number_and_the_document_itself_are_none() -> None:
    assert said("Số: 15/QĐ-BNV") == []
    assert said("Chỉ thị này có hiệu lực; các nghị quyết của Đảng") == []


def test_nearest_kind_word_counts() -> None:
    assert said("áp dụng các quy định của Nghị định số 12/2013/NĐ-CP")[0][1] == "Nghị định"


def test_the_label_of_a_paragraph_is_no_number() -> None:
    assert said("5/ UBND các xã rà soát") == []


def test_form_numbers_are_no_documents() -> None:
    assert said("theo Mẫu số 02/BTC-KK") == []


@pytest.mark.parametrize(
    ("text", "key", "issuer"),
    [
        # numbers and notations as offices print them
        ("Công điện số 1203 ngày 8 tháng 7 năm 2021 của Bộ Y tế", "1203", "Bộ Y tế"),
        ("Công văn số 1060 / VPCP - KGVX ngày 5/4/2020 của Văn phòng Chính phủ", "1060/VPCP-KGVX",
         "Văn phòng Chính phủ"),
        ("Công văn 748/GDĐT-CTTT của Phòng Giáo dục và Đào tạo", "748/GDĐT-CTTT", "Phòng Giáo dục và Đào tạo"),
        ("Công văn số 12/TDTT-VP ngày 5/4/2020", "12/TDTT-VP", "TDTT"),
        ("Chương trình số 95-CTR/TU ngày 5/4/2020 của Tỉnh ủy", "95-CTr/TU", "Tỉnh ủy"),
        # a committee of the State and one of the Party share an abbreviation
        ("Quyết định số 01/QĐ-BCĐTW ngày 5/4/2020", "01/QĐ-BCĐTW", "BCĐTW"),
        ("Quy định số 01-QĐ/BCĐTW ngày 5/4/2020", "01-QĐ/BCĐTW", "BCĐTW"),
        # as letters were numbered until about 2003
        ("Công văn số 812 TC/TCT ngày 5/4/2000 của Bộ Tài chính", "812TC/TCT", "Bộ Tài chính"),
        # where the issuer's name ends
        ("Quyết định số 12/QĐ-TTg của Thủ tướng Chính phủ, UBND tỉnh yêu cầu", "12/QĐ-TTg", "Thủ tướng Chính phủ"),
        ("Công văn số 53/UBATGTQG của Ủy ban An toàn giao thông Quốc gia về việc", "53/UBATGTQG",
         "Ủy ban An toàn giao thông Quốc gia"),
    ],
)  # fmt: skip
def test_number_and_issuer_as_offices_print_them(text: str, key: str, issuer: str) -> None:
    assert [(r.key, r.issuer) for r in find_references(text)] == [(key, issuer)]
