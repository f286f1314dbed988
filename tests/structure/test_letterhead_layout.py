"""What pages do to a letterhead: pieces wrapped, lost, run together, or none at all."""

from __future__ import annotations

import pytest
from made_heads import BODY, STATE, lines

from pipeline.model import Line
from pipeline.structure.frame.letterhead import read_letterhead


def test_no_letterhead() -> None:
    head = read_letterhead(lines("CHỈ THỊ", "Về nhiệm vụ năm học 2022 - 2023", BODY))
    assert (head.type, head.title) == ("Chỉ thị", "Về nhiệm vụ năm học 2022 - 2023")
    assert (head.issuer, head.number, head.place) == (None, None, None)
    assert head.end == 2


def test_signature_stamp_above_the_head_is_left_out() -> None:
    stamp = ("TRUNG TÂM CÔNG", "BÁO VÀ TIN HỌC", "cb@quangngai.gov.vn", "18.11.2024 07:25:14", "+07:00")
    head = read_letterhead(
        lines(*stamp, "UBND TỈNH LAI CHÂU", "Số: 5/TB-UBND", *STATE, "THÔNG BÁO", "Kết luận cuộc họp", BODY)
    )
    assert head.issuer == "Ủy ban nhân dân tỉnh Lai Châu"


def test_running_text_is_no_letterhead() -> None:
    head = read_letterhead(lines("Sở Y tế có trách nhiệm rà soát quy định.", "Sở Nội vụ tổng hợp, báo cáo."))
    assert head.roles == {}
    assert head.issuer is None


def test_title_runs_into_the_preamble() -> None:
    rest = (
        "CHỈ THỊ",
        "Về nhiệm vụ năm học 2021-2022, tiếp tục đổi mới Thực",
        "hiện Chỉ thị số 21/CT-UBND ngày 15/9/2021 của …",
    )
    head = read_letterhead(lines(*rest))
    assert head.title == "Về nhiệm vụ năm học 2021-2022, tiếp tục đổi mới"
    assert 1 not in head.roles


@pytest.mark.parametrize("below", ["Kính gửi: Các trường THCS", "Kinh gửi: Các trường THCS", BODY, "I. MỤC ĐÍCH"])
def test_the_first_line_alone_may_stand_for_the_head(below: str) -> None:
    head = read_letterhead(lines("Hướng dẫn dạy học môn Lịch sử năm học 2013-2014", below, "Các trường rà soát."))
    assert (head.type, head.title) == ("Hướng dẫn", "dạy học môn Lịch sử năm học 2013-2014")


def test_a_wide_blank_for_the_day_parts_no_columns() -> None:
    left = ("UBND TỈNH LÀO CAI", "SỞ CÔNG THƯƠNG", *STATE, "Số:          /SCT-CN", "V/v tham gia ý kiến dự thảo")
    head = read_letterhead(lines(*left, "Lào Cai, ngày      tháng 9 năm 2026", "Kính gửi: Các sở.", BODY))
    assert (head.title, head.place, head.issued) == ("tham gia ý kiến dự thảo", "Lào Cai", "2026-09")


@pytest.mark.parametrize(
    "right",
    [
        ("Quảng Ngãi, ngày 05", "tháng 8 năm 2024"), ("Quảng Ngãi, ngày", "05 tháng 8 năm 2024"),
        ("Quảng Ngãi,", "ngày 05 tháng 8 năm 2024"), ("Quảng Ngãi, ngày 05 tháng 8 năm", "2024"),
    ],
)  # fmt: skip
def test_a_column_too_narrow_for_the_place_and_date(right: tuple[str, str]) -> None:
    gap = " " * 20
    printed = [f"ỦY BAN NHÂN{gap}CỘNG HÒA XÃ", f"DÂN{gap}HỘI CHỦ NGHĨA VIỆT NAM"]
    printed += [f"TỈNH QUẢNG NGÃI{gap}Độc lập - Tự do - Hạnh phúc", f"Số: 10/CT-UBND{gap}{right[0]}", right[1]]
    head = read_letterhead(lines(*printed, "CHỈ THỊ", "Về công tác phòng, chống dịch", BODY))
    assert (head.issuer, head.number) == ("Ủy ban nhân dân tỉnh Quảng Ngãi", "10/CT-UBND")
    assert (head.place, head.issued, head.title) == ("Quảng Ngãi", "2024-08-05", "Về công tác phòng, chống dịch")


def test_a_rule_of_letters_is_no_title() -> None:
    head = read_letterhead(
        lines("UBND TỈNH LÀO CAI", *STATE, "Số: 5/KH-UBND", "KẾ HOẠCH", "Về thu ngân sách", "---o0o---")
    )
    assert head.title == "Về thu ngân sách"


def test_a_head_printed_as_one_title():
    issuer, dated = "CỦA TỔNG CỤC HẢI QUAN - BỘ TÀI CHÍNH SỐ 318/TCHQ-VP", "NGÀY 17 THÁNG 3 NĂM 2001 VỀ VIỆC CẤP MŨ"
    lines = ("CÔNG VĂN", issuer, dated)
    head = read_letterhead([Line(t) for t in (*lines, "Kính gửi: Chi cục Hải quan các cảng")])
    assert (head.issuer, head.number, head.issued) == ("Tổng cục Hải quan", "318/TCHQ-VP", "2001-03-17")
    assert head.title == "VỀ VIỆC CẤP MŨ"


def test_whose_the_decision_is_may_take_two_lines():
    lines = (
        "QUYẾT ĐỊNH CỦA ỦY BAN NHÂN DÂN",
        "THÀNH PHỐ CẦN THƠ",
        "Về giá đất năm 2002",
        "Căn cứ Luật Ngân sách;",
    )
    head = read_letterhead([Line(t) for t in ("Số: 15/2002/QĐ-UB", *lines)])
    assert head.title == "Về giá đất năm 2002"


def test_a_kind_that_the_page_lost_is_that_of_the_notation():
    lines = (
        "HỘI ĐỒNG NHÂN DÂN",
        "Số: 31/2010/NQ-HĐND",
        "Tuyên Quang, ngày 08 tháng 12 năm 2010",
        "VỀ NHIỆM VỤ NĂM 2011",
    )
    head = read_letterhead([Line(t) for t in (*lines, "Căn cứ Luật Tổ chức Hội đồng nhân dân;")])
    assert (head.type, head.title) == ("Nghị quyết", "VỀ NHIỆM VỤ NĂM 2011")


def test_a_date_in_the_preamble_is_not_the_documents():
    lines = ("Căn cứ Luật Tổ chức Chính phủ ngày 30 tháng 9 năm 1992;", "Điều 1. Giao Sở Y tế rà soát.")
    head = read_letterhead([Line(t) for t in lines])
    assert (head.place, head.issued) == (None, None)


@pytest.mark.parametrize(
    ("lines", "issuer"),
    [
        (("LĐLĐ YÊN DŨNG", "CĐCS TRƯỜNG MN HOA BAN"), "Công đoàn cơ sở Trường MN Hoa Ban"),
        (("TỈNH ĐOÀN NAM ĐỊNH", "BCH ĐOÀN HUYỆN VỤ BẢN"), "Ban Chấp hành Đoàn huyện Vụ Bản"),
        (("VIỆN KIỂM SÁT NHÂN DÂN", "Số: 03/2012/CT-VKSTC"), "Viện kiểm sát nhân dân tối cao"),
        (("VIỆN KIỂM SÁT NHÂN DÂN", "TỈNH SƠN LA"), "Viện kiểm sát nhân dân tỉnh Sơn La"),
    ],
)
def test_bodies_of_unions_and_of_the_centre(lines, issuer):
    head = read_letterhead(
        [Line(t) for t in (*lines, "Số: 12/KH-A", "KẾ HOẠCH", "Hoạt động năm 2021", "Căn cứ Điều lệ;")]
    )
    assert head.issuer == issuer


def test_a_year_below_the_title_is_the_titles():
    lines = (
        "Số: 7/KH-CĐN",
        "KẾ HOẠCH",
        "Chăm lo đời sống đoàn viên",
        "Năm học 2022 – 2023",
        "Thực hiện Kế hoạch số 1/KH-A;",
    )
    head = read_letterhead([Line(t, gap=1.0) for t in lines])
    assert head.title == "Chăm lo đời sống đoàn viên Năm học 2022 – 2023"
