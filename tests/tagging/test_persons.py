"""Office holders and persons with a title."""

import pytest

from pipeline.tagging.actors.grammar import align
from pipeline.tagging.actors.persons import person, person_name, titled


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Đồng chí Đỗ Duy Hưng, Phó Giám đốc - chỉ đạo", "Đỗ Duy Hưng, Phó Giám đốc"),
        ("ông Nguyễn Tri Thức, Thứ trưởng Bộ Y tế tại cuộc họp", "Nguyễn Tri Thức, Thứ trưởng Bộ Y tế"),
        ("đồng chí Lê Ngọc Quang, Bí thư Thành ủy Đà Nẵng;", "Lê Ngọc Quang, Bí thư Thành ủy Đà Nẵng"),
        ("đồng chí Bí thư Tỉnh ủy chỉ đạo", "Bí thư Tỉnh ủy"),
    ],
)
def test_person(text: str, expected: str) -> None:
    assert [m.name for m in person(text, align(text), 0)] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Người đứng đầu cấp ủy, chính quyền các cấp chịu trách nhiệm", ["Người đứng đầu cấp ủy, chính quyền các cấp"]),
        ("Bộ trưởng các Bộ: Tài chính, Y tế", ["Bộ trưởng Bộ Tài chính", "Bộ trưởng Bộ Y tế"]),
        ("Giám đốc Sở chỉ đạo", ["Giám đốc Sở"]),
        ("Thủ tướng Chính phủ ban hành", ["Thủ tướng Chính phủ"]),
        ("Tổng Bí thư Tô Lâm yêu cầu", ["Tổng Bí thư Tô Lâm"]),
        ("trưởng thành", []),
        ("lãnh đạo, chỉ đạo công tác", []),
    ],
)
def test_titled(text: str, expected: list[str]) -> None:
    assert [m.name for m in titled(text, align(text), 0)] == expected


def test_a_name_begins_with_a_family_name() -> None:
    text = "Tiếp Tục Thực hiện"
    assert person_name(text, align(text), 0) == 0
    shouted = "LÊ THÀNH LONG TẠI BUỔI LÀM VIỆC"
    assert shouted[: person_name(shouted, align(shouted), 0)] == "LÊ THÀNH LONG"
