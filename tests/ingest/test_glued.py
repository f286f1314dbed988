"""Words that ran together are parted; nothing else is touched."""

from __future__ import annotations

import pytest

from pipeline.ingest import read_bytes
from pipeline.ingest.glued import part_glued


@pytest.mark.parametrize(
    ("glued", "parted"),
    [
        ("các chỉ tiêukế hoạch, bêncạnh đó", "các chỉ tiêu kế hoạch, bên cạnh đó"),
        ("các quận, thị xãtổ chức", "các quận, thị xã tổ chức"),
        ("các đơn vịtrực thuộc", "các đơn vị trực thuộc"),
        ("CỦA TỔNGCỤC HẢI QUAN", "CỦA TỔNG CỤC HẢI QUAN"),
        ("Phó Giám đốcBưu điện tỉnh", "Phó Giám đốc Bưu điện tỉnh"),
        ("tháng 12năm 2019", "tháng 12 năm 2019"),
        ("phản ánh nhiều.Để kịp thời", "phản ánh nhiều. Để kịp thời"),
        ("công chức Văn hóa- xã hội", "công chức Văn hóa - xã hội"),
        ("kinh tế -xã hội", "kinh tế - xã hội"),
        ("chỉ đạo chung,xây dựng kế hoạch", "chỉ đạo chung, xây dựng kế hoạch"),
    ],
)
def test_parted(glued, parted):
    assert part_glued(glued) == parted


@pytest.mark.parametrize(
    "text",
    [
        "Số: 71-NQ/TW, 12/2024/TT-BGDĐT, V/v rà soát",
        "TS.Nguyễn Văn An, TP.HCM, gửi về email: phongđt@hanoi.gov.vn",
        "Đắk Lắk, Krông Pắc, A Lưới, KCX-KCN, Covid-19, website",
        "1. Công tác quản lý:Các trường rà soát",
        "Phú Thọ- VT, giai đoạn 2021- 2025, KH- UBND",
        "Nghị định số 10/2020/NĐ-CP của Chính phủ",
    ],
)
def test_left_alone(text):
    assert part_glued(text) == text


def test_in_tables_too():
    page = "<table><tr><td>Sở Y tế</td><td>Rà soátquy định</td></tr></table><p>Thủtướng yêu cầu.</p>"
    source = read_bytes(f"<html><meta charset='utf-8'><body>{page}</body></html>".encode(), "a.html")
    table, line = source.pages[0].items
    assert [cell.text for cell in table.rows[0]] == ["Sở Y tế", "Rà soát quy định"]
    assert line.text == "Thủ tướng yêu cầu."
