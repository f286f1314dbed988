"""Tables: merged cells, group rows, heads, page breaks."""

from __future__ import annotations

from pipeline.model import Line, SourceTable, TableCell
from pipeline.structure.tables.read import merge_over_pages, read_table

Row = tuple[TableCell | None, ...]


def c(text: str = "", rowspan: int = 1, colspan: int = 1, bold: bool = False) -> TableCell:
    return TableCell((Line(text, bold=bold),) if text else (), rowspan, colspan)


def row(*texts: str) -> Row:
    return tuple(c(t) for t in texts)


HEAD = row("TT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời gian")


def test_a_lead_that_spans_rows_holds_for_each() -> None:
    table = SourceTable((
        HEAD,
        (c("1"), c("Rà soát quy định"), c("Sở Tư pháp", rowspan=2), c("Quý I")),
        (c("2"), c("Sửa đổi quy định"), None, c("Quý II")),
    ))  # fmt: skip
    assert [r.text(2) for r in read_table(table).rows] == ["Sở Tư pháp", "Sở Tư pháp"]


def test_a_task_that_spans_rows_is_one() -> None:
    head = row("TT", "Nhiệm vụ", "Chủ trì", "Sản phẩm")
    table = SourceTable((
        head,
        (c("1", rowspan=2), c("Rà soát quy định", rowspan=2), c("Sở Tư pháp", rowspan=2), c("Báo cáo")),
        (None, None, None, c("Tờ trình")),
        row("2", "Tập huấn", "Sở Nội vụ", "Kế hoạch"),
    ))  # fmt: skip
    rows = read_table(table).rows
    assert [r.text(1) for r in rows] == ["Rà soát quy định", "Tập huấn"]
    assert rows[0].text(3) == "Báo cáo Tờ trình"


def test_group_rows() -> None:
    table = SourceTable((
        HEAD,
        (c("I. NÂNG CAO NHẬN THỨC", colspan=4), None, None, None),
        row("1", "Tuyên truyền", "Sở Y tế", "2026"),
        row("II", "Hoàn thiện thể chế", "", ""),
        (c("1"), c("Nhóm văn bản", bold=True), c(), c()),
        row("1.1", "Rà soát", "Sở Tư pháp", "2026"),
        row("2", "Báo cáo kết quả", "", ""),
    ))  # fmt: skip
    rows = read_table(table).rows
    assert [(r.label, r.heading) for r in rows if r.group] == [
        ("I.", "NÂNG CAO NHẬN THỨC"), ("II", "Hoàn thiện thể chế"), ("1", "Nhóm văn bản")
    ]  # fmt: skip
    assert [r.text(0) for r in rows if not r.group] == ["1", "1.1", "2"]


def test_two_head_rows_and_a_row_of_column_numbers() -> None:
    table = SourceTable((
        (c("TT", rowspan=2), c("Nội dung", rowspan=2), c("Đơn vị thực hiện", colspan=2), None, c("Thời gian",
        rowspan=2)),
        (None, None, c("Chủ trì"), c("Phối hợp"), None),
        row("(1)", "(2)", "(3)", "(4)", "(5)"),
        row("1", "Tập huấn", "Sở Nội vụ", "Các sở", "2026"),
    ))  # fmt: skip
    draft = read_table(table)
    assert draft.header[2:4] == ("Đơn vị thực hiện Chủ trì", "Đơn vị thực hiện Phối hợp")
    assert draft.columns == ("no", "task", "lead", "coordinate", "deadline")
    assert len(draft.rows) == 1


def test_kinds() -> None:
    assert read_table(SourceTable((HEAD, row("1", "Tập huấn", "Sở", "2026")))).kind == "task"
    indicator = SourceTable((row("TT", "Chỉ tiêu", "ĐVT", "Năm 2026"), row("1", "Tỷ lệ", "%", "95")))
    assert read_table(indicator).kind == "indicator"
    assert read_table(SourceTable((row("TT", "Tên tài liệu", "Mã số"), row("1", "Sổ tay", "ST")))).kind == "other"


def test_a_head_askew_is_moved_and_its_caption_kept() -> None:
    table = SourceTable((
        row("2. Nhiệm vụ quá hạn", "STT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời hạn"),
        row("1", "Ban hành chiến lược", "Bộ Công an", "30/09/2025", ""),
        row("2", "Rà soát quy định", "Bộ Tư pháp", "31/10/2025", ""),
    ))  # fmt: skip
    draft = read_table(table)
    assert draft.columns[:4] == ("no", "task", "lead", "deadline")
    assert draft.rows[0].heading == "2. Nhiệm vụ quá hạn"


def test_cells_of_a_row_that_lost_its_empty_ones_are_put_under_what_they_fit() -> None:
    table = SourceTable((
        HEAD,
        (c("1"), c("Rà soát các quy định về dược"), c("Quý II năm 2026", colspan=2), None),
        (c("Tổ chức tập huấn cho cán bộ"), c("Sở Nội vụ"), c("Quý III năm 2026", colspan=2), None),
    ))  # fmt: skip
    rows = read_table(table).rows
    assert [(r.text(1), r.text(2), r.text(3)) for r in rows] == [
        ("Rà soát các quy định về dược", "", "Quý II năm 2026"),
        ("Tổ chức tập huấn cho cán bộ", "Sở Nội vụ", "Quý III năm 2026"),
    ]


def test_a_head_repeated_in_the_middle_is_no_row() -> None:
    table = SourceTable(
        (HEAD, row("1", "Tập huấn", "Sở Y tế", "Quý I"), HEAD, row("2", "Kiểm tra", "Thanh tra", "2026"))
    )
    assert [r.text(1) for r in read_table(table).rows] == ["Tập huấn", "Kiểm tra"]


def test_pages_are_joined() -> None:
    first = SourceTable((HEAD, row("1", "Tổ chức tuyên truyền và", "Sở Y", "Quý I")))
    same_head = SourceTable((HEAD, row("", "tập huấn", "tế", ""), row("2", "Báo cáo", "Sở Nội vụ", "2026")))
    no_head = SourceTable((row("3", "Kiểm tra", "Thanh tra", "2026"),))
    items = merge_over_pages([Line("PHỤ LỤC"), first, same_head, no_head])
    assert len(items) == 2
    draft = read_table(items[1])  # type: ignore[arg-type]
    assert [r.text(1) for r in draft.rows] == ["Tổ chức tuyên truyền và tập huấn", "Báo cáo", "Kiểm tra"]
    assert draft.rows[0].text(2) == "Sở Y tế"


def test_another_table_stays_apart() -> None:
    first = SourceTable((HEAD, row("1", "Tập huấn", "Sở Y tế", "Quý I")))
    other = SourceTable((row("TT", "Chỉ tiêu", "Đơn vị tính", "Năm 2026"), row("1", "Tỷ lệ", "%", "95")))
    assert len(merge_over_pages([first, other])) == 2
    assert len(merge_over_pages([first, Line("Ghi chú"), first])) == 3
