"""Tables that plain text sets in columns by spaces."""

from __future__ import annotations

from pipeline.extract import extract_source
from pipeline.ingest import read_bytes
from pipeline.ingest.spaced_tables import find_tables

TABLE = [
    "STT   Nội dung công việc          Đơn vị          Thời gian",
    "                                  chủ trì         hoàn thành",
    "I     Nhóm nhiệm vụ về tuyên truyền, nâng cao nhận thức của người dân",
    "1     Biên soạn tài liệu tuyên    Sở Y tế         Quý I/2026",
    "      truyền",
    "2     Tập huấn cán bộ             Sở Nội vụ       Quý II/2026",
    "STT   Nội dung công việc          Đơn vị          Thời gian",
    "3     Kiểm tra các trạm           Sở Y tế         Quý III/2026",
]
AFTER = "Các sở, ngành triển khai thực hiện, báo cáo kết quả về Sở Y tế trước ngày 15 tháng 12 năm 2026./."


def test_rows_heads_of_groups_and_a_head_printed_again():
    (table,) = find_tables([*TABLE, AFTER], [0] * (len(TABLE) + 1))
    assert (table.first, table.past) == (0, len(TABLE))
    assert table.rows == (
        ("STT", "Nội dung công việc", "Đơn vị chủ trì", "Thời gian hoàn thành"),
        ("I", "Nhóm nhiệm vụ về tuyên truyền, nâng cao nhận thức của người dân", "", ""),
        ("1", "Biên soạn tài liệu tuyên truyền", "Sở Y tế", "Quý I/2026"),
        ("2", "Tập huấn cán bộ", "Sở Nội vụ", "Quý II/2026"),
        ("3", "Kiểm tra các trạm", "Sở Y tế", "Quý III/2026"),
    )


def test_a_number_may_stand_in_the_middle_of_its_row():
    lines = [
        "TT   Việc          Chủ trì",
        "     Rà soát",
        "1    các quy       Sở Y tế",
        "     định",
        "2    Tập huấn      Sở Y tế",
    ]
    (table,) = find_tables(lines, [0, 1, 0, 0, 1])
    assert table.rows[1:] == (("1", "Rà soát các quy định", "Sở Y tế"), ("2", "Tập huấn", "Sở Y tế"))


def test_text_without_columns_is_no_table():
    assert find_tables(["STT Nội dung", "1 Rà soát", AFTER], [0] * 3) == []
    assert find_tables(["TT   Việc   Chủ trì", AFTER], [0] * 2) == []


def test_its_rows_are_tasks():
    text = "\n".join(["KẾ HOẠCH", "Phòng, chống dịch năm 2026", "", "I. NHIỆM VỤ", *TABLE, "", AFTER])
    found = extract_source(read_bytes(text.encode(), "kh")).tasks
    assert [(t.lead[0].name, t.deadlines[0].value) for t in found[:3]] == [
        ("Sở Y tế", "2026-01/2026-03"), ("Sở Nội vụ", "2026-04/2026-06"), ("Sở Y tế", "2026-07/2026-09"),
    ]  # fmt: skip
