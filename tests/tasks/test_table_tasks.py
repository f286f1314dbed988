"""Tables of tasks, from the page to who has to do what: the stages together."""

from __future__ import annotations

import pytest
from role_names import names

from pipeline.extract import extract_source
from pipeline.ingest import read_bytes


@pytest.mark.parametrize(
    "cell",
    [
        "Chủ trì: Sở Tài chính;<br/>Phối hợp: Sở Xây dựng, UBND các xã, phường",
        "Chủ trì: Sở Tài chính. Phối hợp: Sở Xây dựng, UBND các xã, phường",
        "- Chủ trì: Sở Tài chính<br/>- Phối hợp: Sở Xây dựng, UBND các xã, phường",
        "Sở Tài chính chủ trì, phối hợp với Sở Xây dựng, UBND các xã, phường",
        "Sở Tài chính (chủ trì); Sở Xây dựng, UBND các xã, phường (phối hợp)",
    ],
)
def test_one_cell_that_names_who_leads_and_who_takes_part(cell: str) -> None:
    html = (
        "<html><body><p>PHỤ LỤC</p><p>PHÂN CÔNG NHIỆM VỤ</p><table><tr><th>TT</th><th>Nhiệm vụ</th>"
        "<th>Đơn vị thực hiện</th><th>Thời gian</th></tr><tr><td>1</td><td>Rà soát các dự án chậm tiến độ</td>"
        f"<td>{cell}</td><td>Quý IV/2026</td></tr></table></body></html>"
    )
    (task,) = extract_source(read_bytes(html.encode(), "kh")).tasks
    assert names(task, "lead") == ["Sở Tài chính"]
    assert names(task, "coordinate") == ["Sở Xây dựng", "UBND các xã, phường"]


def test_the_head_of_a_tables_group_names_who_acts_and_a_cell_over_rows_is_told_once() -> None:
    html = (
        "<html><body><p>KẾ HOẠCH</p><p>Chuyển đổi số năm 2026</p><p>I. NHIỆM VỤ</p><table>"
        "<tr><td>Nhiệm vụ</td><td>Phối hợp</td><td>Thời hạn</td></tr><tr><td colspan=3><b>A. Công an xã</b></td></tr>"
        "<tr><td>Kích hoạt VNeID cho công dân</td><td rowspan=2>Phòng Kinh tế</td><td>30/11/2025</td></tr>"
        "<tr><td>Rà soát hộ kinh doanh</td><td>10/12/2025</td></tr></table></body></html>"
    )
    found = extract_source(read_bytes(html.encode(), "kh")).tasks
    assert [(names(t, "lead"), names(t, "coordinate")) for t in found] == [(["Công an xã"], ["Phòng Kinh tế"])] * 2
