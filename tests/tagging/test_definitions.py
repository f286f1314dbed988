"""Short forms that a document defines for itself."""

import pytest

from pipeline.tagging.actors.definitions import Definitions, find_definitions


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("Sở Giáo dục và Đào tạo (GDĐT) xây dựng kế hoạch", {"GDĐT": "Giáo dục và Đào tạo"}),
        ("khu công nghiệp (sau đây viết tắt là KCN) tập trung", {"KCN": "khu công nghiệp"}),
        (
            "Văn phòng đăng ký đất đai tỉnh Nghệ An (sau đây gọi là Văn phòng đăng ký đất đai)",
            {"Văn phòng đăng ký đất đai": "Văn phòng đăng ký đất đai tỉnh Nghệ An"},
        ),
        ("theo quy định (nếu có) tại Phụ lục (kèm theo)", {}),
        ("Sở Y tế (qua Phòng QLCL)", {}),
        ("đầu tư 25 dự án (FDI)", {}),
    ],
)
def test_forms(text: str, forms: dict[str, str]) -> None:
    assert find_definitions(text).forms == forms


def test_the_first_definition_rules() -> None:
    assert (
        find_definitions("công nghệ thông tin (CNTT) và chữ nổi tiêu thụ (CNTT)").forms["CNTT"] == "công nghệ thông tin"
    )


def test_expand_replaces_whole_words_only() -> None:
    known = Definitions({"TT": "Trung tâm", "Công ty": "Công ty TNHH A"})
    assert known.expand("TT Y tế") == "Trung tâm Y tế"
    assert known.expand("Sở TTTT") == "Sở TTTT"
    assert known.expand("Công ty") == "Công ty TNHH A"
    assert known.expand("Công ty Điện lực") == "Công ty Điện lực"
