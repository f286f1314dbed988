"""Tables flattened to lines: found, divided, and nothing else touched."""

from __future__ import annotations

import textwrap

import pytest

from pipeline.model import Line, SourceTable
from pipeline.structure.tables.flattened import restore_tables
from pipeline.structure.tables.read import read_table

HEAD = ("TT", "Nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Kết quả", "Thời gian thực hiện")
ROWS = (
    ("1", "Rà soát, sửa đổi, bổ sung các quy định về quản lý tài sản công thuộc phạm vi quản lý", "Sở Tài chính",
     "Các sở, ban, ngành; UBND các xã, phường", "Quyết định của Ủy ban nhân dân tỉnh", "Quý II năm 2026"),
    ("2", "Xây dựng và triển khai kế hoạch chuyển đổi số ngành y tế đến năm 2030, ưu tiên tuyến xã", "Sở Y tế",
     "Sở Khoa học và Công nghệ", "Kế hoạch được phê duyệt", "Tháng 3/2026"),
    ("3", "Tổ chức tập huấn kỹ năng số cho cán bộ, công chức, viên chức trên địa bàn toàn tỉnh", "Sở Nội vụ",
     "Các cơ quan, đơn vị liên quan", "Báo cáo kết quả tập huấn", "Thường xuyên"),
    ("4", "Kiểm tra, giám sát việc thực hiện quy định về an toàn thực phẩm tại các cơ sở giáo dục",
    "Sở An toàn thực phẩm",
     "Công an tỉnh; Sở Y tế", "Thông báo kết luận kiểm tra", "Hằng năm"),
)  # fmt: skip
WIDTHS = (4, 38, 14, 18, 20, 12)


def wrapped(row: tuple[str, ...], widths: tuple[int, ...]) -> list[list[str]]:
    return [textwrap.wrap(cell, width) for cell, width in zip(row, widths, strict=True)]


def flat(widths: tuple[int, ...] = WIDTHS, cut: bool = False) -> list[str]:
    head = [line for cell in wrapped(HEAD, widths) for line in cell]
    lines = list(head)
    for row in ROWS:
        cells = wrapped(row, widths)
        if cut and row[0] == "2":
            lines += (
                [line for cell in cells for line in cell[:2]] + head + [line for cell in cells for line in cell[2:]]
            )
        else:
            lines += [line for cell in cells for line in cell]
    return lines


def cells_of(table: Line | SourceTable) -> list[tuple[str, ...]]:
    assert isinstance(table, SourceTable)
    return [tuple(r.text(c) for c in range(len(r.cells))) for r in read_table(table).rows]


@pytest.mark.parametrize("factor", [0.8, 1.0, 1.3])
@pytest.mark.parametrize("cut", [False, True], ids=["whole", "cut by a page"])
def test_rows_at_any_width(factor: float, cut: bool) -> None:
    widths = (4, *(int(w * factor) for w in WIDTHS[1:]))
    items = restore_tables([Line("PHỤ LỤC"), *(Line(t) for t in flat(widths, cut))])
    assert len(items) == 2
    assert cells_of(items[1]) == list(ROWS)


def test_groups_and_bullets() -> None:
    lines = (
        "TT Nhiệm vụ", "Đơn vị", "chủ trì", "Đơn vị", "phối hợp", "Thời gian", "I. Nâng cao nhận thức của cán bộ",
        "1.", "Tuyên truyền về chuyển đổi số", "- Phòng A;", "- Phòng B", "- Các phòng CMNV;",
        "- Các xã liên quan", "Thực hiện",
        "thường xuyên", "II. Hạ tầng số", "2.", "Đầu tư thiết bị", "Văn phòng", "- Các phòng CMNV", "Từ năm 2026",
    )  # fmt: skip
    draft = read_table(restore_tables([Line(t) for t in lines])[0])  # type: ignore[arg-type]
    assert [r.label for r in draft.rows if r.group] == ["I.", "II."]
    first = next(r for r in draft.rows if not r.group)
    assert [first.text(c) for c in range(1, 5)] == [
        "Tuyên truyền về chuyển đổi số", "- Phòng A; - Phòng B", "- Các phòng CMNV; - Các xã liên quan",
        "Thực hiện thường xuyên",
    ]  # fmt: skip


def test_indicators_with_several_cells_on_a_line() -> None:
    lines = (
        "TT Chỉ tiêu", "Đơn", "vị", "Chỉ tiêu", "phấn đấu", "Phòng", "chủ trì",
        "1 Tỷ lệ huy động trẻ nhà trẻ % 46 GDMN", "2", "Số xã đạt chuẩn mức", "độ 3", "Xã 114", "GDTX", "3",
        "Trường chuẩn quốc gia", "%", "- THCS: 54,95", "- THPT: 54,88", "Quản lý chất", "lượng",
    )  # fmt: skip
    rows = cells_of(restore_tables([Line(t) for t in lines])[0])
    assert rows[0] == ("1", "Tỷ lệ huy động trẻ nhà trẻ", "%", "46", "GDMN")
    assert rows[1] == ("2", "Số xã đạt chuẩn mức độ 3", "Xã", "114", "GDTX")
    assert rows[2][3:] == ("- THCS: 54,95 - THPT: 54,88", "Quản lý chất lượng")


def test_a_cell_cut_by_a_page_break_goes_on_as_in_other_rows() -> None:
    head = ("TT Chỉ tiêu", "Đơn", "vị", "Chỉ tiêu", "phấn đấu", "Phòng", "chủ trì")
    names = (
        ("Số đơn vị cấp xã đạt chuẩn", "phổ cập giáo dục tiểu học", "mức độ 3", "Xã 114"),
        ("Số đơn vị cấp xã đạt chuẩn", "phổ cập giáo dục THCS mức", "độ 3", "Xã 114"),
        ("Tỷ lệ người biết chữ mức độ", "1 trong độ tuổi theo quy định", "% 99,76"),
        ("Tỷ lệ người biết chữ mức độ", "2 trong độ tuổi theo quy định", "% 99,69"),
        ("Số đơn vị cấp xã đạt chuẩn", "xóa mù chữ mức độ 2", "Xã 114"),
    )
    lines = [Line(t) for t in head]
    for n, name in enumerate(names, 1):
        lines += [Line(t, page=1 + (n > 4)) for t in (str(n), *name, "Quản lý chất")]
        lines.append(Line("lượng", page=1 + (n > 3)))
    rows = cells_of(restore_tables(lines)[0])
    assert rows[3][1:] == ("Tỷ lệ người biết chữ mức độ 2 trong độ tuổi theo quy định", "%", "99,69", rows[0][4])


def test_what_follows_the_table_stays_text() -> None:
    items = restore_tables([*(Line(t) for t in flat()), Line("Nơi nhận:"), Line("- Như trên;")])
    assert [i.text for i in items[1:] if isinstance(i, Line)] == ["Nơi nhận:", "- Như trên;"]


def test_running_text_is_no_table() -> None:
    lines = [Line(t) for t in ("TT Tỉnh ủy yêu cầu", "1. Sở Y tế rà soát quy định.", "2. Sở Nội vụ tổng hợp.")]
    assert restore_tables(lines) == lines


def test_a_heading_in_capitals_ends_the_table() -> None:
    heading = [Line("III. TỔ CHỨC THỰC HIỆN"), Line("1. Phòng Kế toán bảo đảm kinh phí.")]
    items = restore_tables([*(Line(t) for t in flat()), *heading])
    assert items[1:] == heading
