"""Fields that head, foot and text give together."""

from __future__ import annotations

import pytest

from pipeline.model import Signer
from pipeline.structure.foot import Foot
from pipeline.structure.head_reading import Letterhead
from pipeline.structure.metadata import build


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
