"""The numbering grammar: labels, bullets, and what only looks like one."""

import pytest

from pipeline.structure.numbering import follows, read_bullet, read_label, roman_numeral, roman_value


@pytest.mark.parametrize(
    ("text", "name", "printed"),
    [
        ("Điều 2. Quyết định này", "Đ2", "Điều 2."),
        ("ĐIỀU 2. HIỆU LỰC", "Đ2", "ĐIỀU 2."),
        ("Điều 1.Ban hành kèm theo", "Đ1", "Điều 1."),
        ("Điều 14: Trách nhiệm thi hành", "Đ14", "Điều 14:"),
        ("Chương I", "I", "Chương I"),
        ("Chương II QUY ĐỊNH CỤ THỂ", "II", "Chương II"),
        ("Mục 1. TỔ CHỨC", "1", "Mục 1."),
        ("Phần thứ hai", "II", "Phần thứ hai"),
        ("II. NỘI DUNG", "II", "II."),
        ("IV/ Tổ chức thực hiện", "IV", "IV/"),
        ("III - KINH PHÍ", "III", "III -"),
        ("A. PHẦN CHUNG", "A", "A."),
        ("1. Sở Y tế", "1", "1."),
        ("10.Tăng cường", "10", "10."),
        ("1.100% các xã", "1", "1."),
        ("2/ Sở Nội vụ", "2", "2/"),
        ("1) Rà soát", "1", "1)"),
        ("(1) Rà soát", "1", "(1)"),
        ("3.1. Rà soát", "3.1", "3.1."),
        ("3.1 Rà soát", "3.1", "3.1"),
        ("1.1.2. Rà soát", "1.1.2", "1.1.2."),
        ("a) Rà soát", "a", "a)"),
        ("đ. Rà soát", "đ", "đ."),
        ("(b) Rà soát", "b", "(b)"),
    ],
)
def test_labels(text, name, printed):
    label = read_label(text)[0]
    assert (label.name, label.printed) == (name, printed)
    assert text[label.end :][:1].strip() != "" or label.end == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "Điều 5 Nghị định này quy định",
        "điều 5. quy định",
        "Mục II Phần thứ nhất của Kế hoạch",
        "Phần mềm quản lý",
        "Chương trình giáo dục phổ thông",
        "Mục tiêu cụ thể",
        "30/4 là ngày nghỉ",
        "1.500 tỷ đồng",
        "2.5 triệu đồng",
        "2025 là năm bản lề",
        "5G là hạ tầng",
        "CÁC NHIỆM VỤ",
        "01/KH-BCĐ ngày 10/12/2021",
        "đ/c Bí thư Đảng ủy",
        "và a) Rà soát",
        "",
    ],
)
def test_no_labels(text):
    assert read_label(text) == ()


def test_i_is_a_letter_and_a_numeral():
    assert [label.style for label in read_label("i) Rà soát")] == ["letter)", "small roman)"]


@pytest.mark.parametrize(
    ("before", "after", "next_"),
    [
        ("d", "đ", True),
        ("d", "e", True),
        ("đ", "e", True),
        ("e", "g", True),
        ("e", "f", True),
        ("i", "k", True),
        ("a", "c", False),
        ("e", "h", False),
    ],
)
def test_letters_in_both_alphabets(before, after, next_):
    assert follows(read_label(f"{after}) Rà soát")[0], 0, before) is next_


@pytest.mark.parametrize("value", [1, 4, 9, 14, 19, 40, 49])
def test_roman_there_and_back(value):
    assert roman_value(roman_numeral(value)) == value


@pytest.mark.parametrize("numeral", ["IIII", "VX", "IVX", "A"])
def test_roman_badly_formed(numeral):
    assert roman_value(numeral) is None


@pytest.mark.parametrize(
    ("text", "bullet"),
    [
        ("- Sở Y tế", "-"),
        ("– Sở Y tế", "-"),
        ("+ Sở Y tế", "+"),
        ("• Sở Y tế", "•"),
        ("* Sở Y tế", "*"),
        ("-Sở Y tế", "-"),
    ],
)
def test_bullets(text, bullet):
    found = read_bullet(text)
    assert found is not None
    assert (found[0], text[found[1] :]) == (bullet, "Sở Y tế")


@pytest.mark.parametrize("text", ["-2 độ", "Sở - ngành", "-----------"])
def test_no_bullets(text):
    assert read_bullet(text) is None
