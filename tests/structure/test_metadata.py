"""Fields that head, foot and text give together."""

from __future__ import annotations

import pytest

from pipeline.model import Signer
from pipeline.structure.frame.foot import Foot
from pipeline.structure.frame.metadata import build
from pipeline.structure.frame.reading import Letterhead


def test_notation_only_where_the_number_is_blank() -> None:
    assert build(Letterhead(number="5/KH-SYT", notation="KH-SYT"), Foot(), ()).notation is None
    assert build(Letterhead(notation="KH-SYT"), Foot(), ()).notation == "KH-SYT"


@pytest.mark.parametrize(
    ("texts", "issuer"),
    [
        (["Ủy ban nhân dân huyện yêu cầu toàn ngành Giáo dục tập trung:"], "Ủy ban nhân dân huyện"),
        (["… năm học mới, Sở Giáo dục và Đào tạo (GDĐT) xây dựng Kế hoạch như sau:",
        "ngành Giáo dục thành phố Hải Phòng"],
         "Sở Giáo dục và Đào tạo thành phố Hải Phòng"),
        (["Để thực hiện, UBND tỉnh ban hành Kế hoạch", "trên địa bàn tỉnh Lào Cai, tỉnh Lào Cai; tỉnh Sơn La"],
         "Ủy ban nhân dân tỉnh Lào Cai"),
        (["Các trường học xây dựng kế hoạch."], None),
    ],
)  # fmt: skip
def test_issuer_from_the_text(texts: list[str], issuer: str | None) -> None:
    assert build(Letterhead(type="Chỉ thị"), Foot(), texts).issuer == issuer


def test_party_committee_from_the_signature() -> None:
    head = Letterhead(issuer="Tỉnh ủy Sơn La", party=True)
    foot = Foot(signer=Signer("Lò Minh Hùng", "PHÓ BÍ THƯ", "T/M BAN THƯỜNG VỤ"))
    assert build(head, foot, ()).issuer == "Ban Thường vụ Tỉnh ủy Sơn La"
    assert build(Letterhead(issuer="Tỉnh ủy Sơn La"), foot, ()).issuer == "Tỉnh ủy Sơn La"


@pytest.mark.parametrize(
    ("issuer", "place", "whole"),
    [
        ("Ủy ban nhân dân", "Phú Thọ", "Ủy ban nhân dân tỉnh Phú Thọ"),
        ("Hội đồng nhân dân", "Hà Nội", "Hội đồng nhân dân thành phố Hà Nội"),
        ("Ủy ban nhân dân", "Ba Vì", "Ủy ban nhân dân"),
        ("Bộ Y tế", "Hà Nội", "Bộ Y tế"),
    ],
)
def test_a_council_that_lost_its_second_line_is_of_the_province_of_its_place(
    issuer: str, place: str, whole: str
) -> None:
    assert build(Letterhead(issuer=issuer, place=place), Foot(), ()).issuer == whole


def test_the_words_behind_a_name_in_the_text_are_no_part_of_it() -> None:
    text = "Ngày 5/4/2024, Ủy ban nhân dân tỉnh Cà Mau đã có văn bản yêu cầu các sở rà soát."
    assert build(Letterhead(type="Công văn"), Foot(), (text,)).issuer == "Ủy ban nhân dân tỉnh Cà Mau"
