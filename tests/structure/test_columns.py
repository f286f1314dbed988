"""Column roles by head words and by what stands below them."""

from __future__ import annotations

import pytest

from pipeline.structure.tables.columns import column_roles, is_header, role_of


@pytest.mark.parametrize(
    ("head", "role"),
    [
        ("STT", "no"), ("Số TT", "no"), ("Nội dung/nhiệm vụ", "task"), ("Tên nhiệm vụ", "task"),
        ("Nhiệm vụ, giải pháp", "task"),
        ("Cơ quan chủ trì", "lead"), ("Đơn vị thực hiện", "lead"), ("Đơn vị đầu mối tham mưu", "lead"),
        ("CƠ QUAN PHỐI HỢP", "coordinate"), ("Lãnh đạo phụ trách", "direct"), ("Sản phẩm đầu ra", "product"),
        ("Kết quả thực hiện", "product"), ("Thời gian hoàn thành", "deadline"), ("Thời hạn", "deadline"),
        ("Tiến độ", "deadline"),
        ("Văn bản giao nhiệm vụ", "basis"), ("Căn cứ pháp lý", "basis"), ("Ghi chú", "note"), ("Đơn vị tính", "unit"),
        ("Chỉ tiêu", "name"), ("Chỉ tiêu phấn đấu", "target"), ("Mục tiêu đến năm 2030", "target"),
        ("Năm 2026", "target"),
        ("Diện tích (ha)", "other"),
    ],
)  # fmt: skip
def test_role_of(head: str, role: str) -> None:
    assert role_of(head) == role


def test_of_two_task_columns_the_wordy_one_stays() -> None:
    roles = column_roles(
        ["TT", "Nhiệm vụ", "Nội dung", "Thời hạn"], [["1"], ["Rà soát"], ["Rà soát, sửa đổi quy định"], ["2026"]]
    )
    assert roles == ("no", "other", "task", "deadline")


def test_values_settle_doubtful_heads() -> None:
    heads = ["TT", "Chỉ tiêu", "Đơn vị", "Kết quả", "Cơ quan chủ trì"]
    assert column_roles(heads, [["1"], ["Tỷ lệ dịch vụ công"], ["%"], ["100%"], ["Bộ Công an"]])[2:4] == (
        "unit",
        "target",
    )
    heads = ["TT", "Nội dung", "Đơn vị", "Thời gian"]
    assert column_roles(heads, [["1"], ["Tập huấn"], ["Sở Thông tin và Truyền thông"], ["2026"]])[2] == "lead"


def test_data_is_no_header() -> None:
    assert not is_header(["1", "Nội dung đào tạo", "Thời gian thực hiện"])
    assert not is_header(["Sở Y tế", "Sở Nội vụ"])


def test_who_is_in_charge_leads_where_no_other_column_does() -> None:
    heads = ["STT", "Nội dung hoạt động", "Phụ trách", "Phối hợp", "Thời gian"]
    columns = [["1"], ["Rà soát quy trình khám bệnh"], ["Khoa Khám bệnh"], ["Phòng KHTH"], ["Quý I/2024"]]
    assert column_roles(heads, columns) == ("no", "task", "lead", "coordinate", "deadline")
    heads[2:4] = ["Lãnh đạo phụ trách", "Phối hợp"]
    assert column_roles(heads, columns)[2] == "direct"
