"""Letterheads of all kinds of issuers, in every order that readers give."""

from __future__ import annotations

import pytest
from made_heads import BODY, STATE, columns, lines

from pipeline.structure.frame.letterhead import read_letterhead
from pipeline.structure.frame.reading import Letterhead


def state(left: tuple[str, ...], date: str, *rest: str) -> Letterhead:
    return read_letterhead([columns((left, (*STATE, date))), *lines(*rest, BODY)])


@pytest.mark.parametrize(
    ("left", "issuer", "number"),
    [
        (("ỦY BAN NHÂN DÂN", "TỈNH QUẢNG TRỊ", "-------", "Số: 06/CT-UBND"), "Ủy ban nhân dân tỉnh Quảng Trị",
        "06/CT-UBND"),
        (("ỦY BAN NHÂN", "DÂN", "TỈNH BẮC NINH", "Số:", "84/2025/QĐ-UBND"), "Ủy ban nhân dân tỉnh Bắc Ninh",
        "84/2025/QĐ-UBND"),
        (("UBND TỈNH ĐẮK NÔNG", "SỞ TÀI CHÍNH", "Số: 3125 /KH-STC"), "Sở Tài chính tỉnh Đắk Nông", "3125/KH-STC"),
        (("BỘ TÀI CHÍNH", "CỤC HẢI QUAN", "Số: 3799/CHQ-GSQL"), "Cục Hải quan", "3799/CHQ-GSQL"),
        (("BỘ TÀI CHÍNH CỤC HẢI QUAN", "Số: 3799/CHQ-GSQL"), "Cục Hải quan", "3799/CHQ-GSQL"),
        (("CỤC THUẾ", "THUẾ TỈNH VĨNH LONG", "Số: 1539/VLO-QLDN3"), "Thuế tỉnh Vĩnh Long", "1539/VLO-QLDN3"),
        (("BỘ GIÁO DỤC VÀ ĐÀO TẠO", "Số: 1112/CT-BGDĐT"), "Bộ Giáo dục và Đào tạo", "1112/CT-BGDĐT"),
        (("THỦ TƯỚNG CHÍNH", "PHỦ", "Số: 20/CT-TTg"), "Thủ tướng Chính phủ", "20/CT-TTg"),
        (("VĂN PHÒNG", "CHÍNH PHỦ", "Số: 641/TB-VPCP"), "Văn phòng Chính phủ", "641/TB-VPCP"),
        (("UBND TỈNH SƠN LA", "VĂN PHÒNG", "Số: 12/TB-VP"), "Văn phòng Ủy ban nhân dân tỉnh Sơn La", "12/TB-VP"),
        (("UBND HUYỆN TIÊN LÃNG", "PHÒNG GD&ĐT", "Số: 7/KH-PGDĐT"),
        "Phòng Giáo dục và Đào tạo huyện Tiên Lãng", "7/KH-PGDĐT"),
        (("HỘI ĐỒNG NHÂN DÂN", "TỈNH NGHỆ AN", "Số: 09/NQ-HĐND"), "Hội đồng nhân dân tỉnh Nghệ An", "09/NQ-HĐND"),
        (("QUỐC HỘI", "Nghị quyết số: 43/2022/QH15"), "Quốc hội", "43/2022/QH15"),
        (("PHÒNG GD&ĐT QUẬN HÀ ĐÔNG", "TRƯỜNG THCS LÊ LỢI", "Số: 12/KH-THCSLL"), "Trường THCS Lê Lợi", "12/KH-THCSLL"),
        (("TRƯỜNG THCS PHONG HIỀN", "TỔ VĂN - SỬ", "Số: 3/KH-TVS"), "Tổ Văn - Sử Trường THCS Phong Hiền", "3/KH-TVS"),
        (("ĐẠI HỌC HUẾ", "TRƯỜNG ĐẠI HỌC SƯ PHẠM", "Số: 7/KH-ĐHSP"), "Trường Đại học Sư phạm", "7/KH-ĐHSP"),
        (("TÒA ÁN NHÂN DÂN TỐI CAO", "Số: 02/CT-CA"), "Tòa án nhân dân tối cao", "02/CT-CA"),
        (("ỦY BAN MTTQ VIỆT NAM TỈNH LÀO CAI", "BAN THƯỜNG TRỰC", "Số: 5/KH-MTTQ-BTT"),
         "Ban Thường trực Ủy ban MTTQ Việt Nam tỉnh Lào Cai", "5/KH-MTTQ-BTT"),
    ],
)  # fmt: skip
def test_state_issuers(left: tuple[str, ...], issuer: str, number: str) -> None:
    head = state(left, "Hà Nội, ngày 05 tháng 8 năm 2024", "KẾ HOẠCH", "Phát triển kinh tế số năm 2025")
    assert head.issuer == issuer
    assert head.number == number
    assert (head.type, head.title, head.issued) == ("Kế hoạch", "Phát triển kinh tế số năm 2025", "2024-08-05")


def test_party_head() -> None:
    left = ("TỈNH ỦY SƠN LA", "*", "Số 29-CT/TU")
    right = ("ĐẢNG CỘNG SẢN VIỆT NAM", "Sơn La, ngày 19 tháng 4 năm 2023")
    head = read_letterhead(
        [columns((left, right)), *lines("CHỈ THỊ", "về tăng cường sự lãnh đạo của các cấp ủy đảng", BODY)]
    )
    assert head.party
    assert (head.issuer, head.number, head.issued) == ("Tỉnh ủy Sơn La", "29-CT/TU", "2023-04-19")
    assert head.title == "về tăng cường sự lãnh đạo của các cấp ủy đảng"


BLANK = ("UBND TỈNH CÀ MAU", "SỞ Y TẾ", "Số:      /KH-SYT")
DATE = "Cà Mau, ngày     tháng     năm 2026"
TITLE = ("KẾ HOẠCH", "Phòng, chống dịch bệnh", "năm 2026")


@pytest.mark.parametrize(
    "printed",
    [
        (*BLANK, *STATE, DATE, *TITLE),
        (BLANK[0], STATE[0], BLANK[1], STATE[1], BLANK[2], DATE, *TITLE),
        (f"{BLANK[0]} {STATE[0]}", f"{BLANK[1]} {STATE[1]}", f"{BLANK[2]} {DATE}", *TITLE),
        (*BLANK[:2], *STATE, BLANK[2], f"{DATE} KẾ HOẠCH", *TITLE[1:]),
    ],
    ids=["left then right", "in turn", "on the same lines", "kind behind the date"],
)
def test_lines_in_any_order(printed: tuple[str, ...]) -> None:
    head = read_letterhead(lines(*printed, "Căn cứ Luật Khám bệnh, chữa bệnh;"))
    assert head.issuer == "Sở Y tế tỉnh Cà Mau"
    assert (head.number, head.notation) == (None, "KH-SYT")
    assert (head.place, head.issued) == ("Cà Mau", "2026")
    assert (head.type, head.title) == ("Kế hoạch", "Phòng, chống dịch bệnh năm 2026")
    assert set(head.roles.values()) == {"head", "title"}
    assert len(printed) not in head.roles


def test_official_letter() -> None:
    left = ("BỘ NỘI VỤ", "Số: 10989/BNV-TCBC", "V/v đề xuất biên chế", "giai đoạn 2026-2031")
    right = (*STATE, "Hà Nội, ngày 21", "tháng 11 năm 2025")
    after = ("Kính gửi:", "- Các bộ, cơ quan", "ngang bộ;", "- Ủy ban nhân dân cấp tỉnh.", "Thực hiện ý kiến của Ban …")
    head = read_letterhead([columns((left, right)), *lines(*after)])
    assert (head.type, head.title) == ("Công văn", "đề xuất biên chế giai đoạn 2026-2031")
    assert head.issued == "2025-11-21"
    assert head.addressees == ("Các bộ, cơ quan ngang bộ", "Ủy ban nhân dân cấp tỉnh")
    assert head.roles[1] == "addressees"
    assert 5 not in head.roles


@pytest.mark.parametrize(
    "subject",
    ["V/v kiểm tra dạy thêm", "Về kiểm tra dạy thêm", "V/v:kiểm tra dạy thêm", "“V/v kiểm tra dạy thêm”"],
)
@pytest.mark.parametrize("called", ["Kính gửi", "Kính gởi"])
@pytest.mark.parametrize(
    "body",
    [
        "Ủy ban nhân dân Thành phố nhận được Văn bản số 12/SYT-NV của Sở Y tế.",
        "Về đề nghị của Bộ Y tế tại Công văn số 12/BYT-KH, Thủ tướng Chính phủ có ý kiến như sau:",
        "Dịch bệnh đang diễn biến phức tạp, nguy cơ lây lan trên diện rộng.",
    ],
)
def test_subject_and_addressees_of_a_letter_end_where_its_body_begins(subject: str, called: str, body: str) -> None:
    head = read_letterhead(
        lines(
            "ỦY BAN NHÂN DÂN", "THÀNH PHỐ HỒ CHÍ MINH", "Số: 523/UBND-VX", subject, *STATE,
            "TP. Hồ Chí Minh, ngày 05 tháng 8 năm 2024", f"{called}: Giám đốc các sở, ngành.", body,
        )
    )  # fmt: skip
    assert (head.type, head.issued, head.number) == ("Công văn", "2024-08-05", "523/UBND-VX")
    assert head.title is not None
    assert head.title.endswith("kiểm tra dạy thêm")
    assert head.addressees == ("Giám đốc các sở, ngành",)
    assert 8 not in head.roles


@pytest.mark.parametrize(
    "printed",
    [
        ("ỦY", "BAN NHÂN DÂN", "TỈNH QUẢNG NGÃI", *STATE, "Số: 10/CT-UBND", "Quảng Ngãi, ngày 05 tháng 8 năm 2024"),
        ("ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |", "TỈNH QUẢNG NGÃI | Độc lập - Tự do - Hạnh phúc |",
         "Số: 10/CT-UBND | Quảng Ngãi, ngày 05 tháng 8 năm 2024 |"),
        ("UBND TỈNH QUẢNG NGÃI", *STATE, "Số:. 10/CT-UBND", "Quảng Ngãi, ngày 05 tháng 8 năm 2024"),
    ],
    ids=["name wrapped after its first word", "cells parted by bars", "a full stop behind Số:"],
)  # fmt: skip
def test_what_portals_do_to_a_head(printed: tuple[str, ...]) -> None:
    head = read_letterhead(lines(*printed, "CHỈ THỊ", "Về công tác phòng, chống dịch", BODY))
    assert (head.issuer, head.number) == ("Ủy ban nhân dân tỉnh Quảng Ngãi", "10/CT-UBND")
    assert (head.place, head.issued, head.title) == ("Quảng Ngãi", "2024-08-05", "Về công tác phòng, chống dịch")


@pytest.mark.parametrize("caller", ["THỦ TƯỚNG CHÍNH PHỦ điện:", "THỦ TƯỚNG CHÍNH PHỦđiện:"])
def test_telegram(caller: str) -> None:
    left = ("THỦ TƯỚNG CHÍNH PHỦ", "Số: 228/CĐ-TTg")
    right = (*STATE, "Hà Nội, ngày 25 tháng 11 năm 2025")
    rest = (
        "CÔNG ĐIỆN",
        "VỀ VIỆC CHI TRẢ BẢO HIỂM",
        "THỦ TƯỚNG CHÍNH PHỦ điện:",
        "- Bộ trưởng Bộ Y tế;",
        "- Bí thư Tỉnh ủy.",
    )
    head = read_letterhead([columns((left, right)), *lines(*rest, "Trong mấy ngày qua, khu vực Trung Bộ có mưa lũ.")])
    assert (head.type, head.title) == ("Công điện", "VỀ VIỆC CHI TRẢ BẢO HIỂM")
    assert head.addressees == ("Bộ trưởng Bộ Y tế", "Bí thư Tỉnh ủy")


def test_decision_names_its_authority_after_the_title() -> None:
    left = ("ỦY BAN NHÂN DÂN", "TỈNH QUẢNG NGÃI", "Số: 1627/QĐ-UBND")
    rest = (
        "QUYẾT ĐỊNH",
        "Về việc ban hành Kế hoạch kiểm kê",
        "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH QUẢNG NGÃI",
        "Căn cứ Luật …;",
    )
    head = state(left, "Quảng Ngãi, ngày 21 tháng 11 năm 2025", *rest)
    assert head.title == "Về việc ban hành Kế hoạch kiểm kê"
    assert head.roles[3] == "head"
    assert 4 not in head.roles
