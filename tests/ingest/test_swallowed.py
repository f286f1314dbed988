import pytest

from pipeline.ingest.flat_text import split_body, split_letterhead, split_recipients, split_signature
from pipeline.ingest.html import source_of_html
from pipeline.ingest.markdown import is_flattened, read_flattened
from pipeline.model import Line, SourceTable

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc -------"
BODY = (
    "THÔNG BÁO KẾT LUẬN CỦA CHỦ TỊCH TẠI CUỘC HỌP Ngày 01 tháng 12 năm 2025, Chủ tịch đã chủ trì cuộc họp. "
    "I. ĐÁNH GIÁ Các sở đã cố gắng. II. NHIỆM VỤ 1. Sở Y tế: a) Chủ trì rà soát, báo cáo tại khoản 2. Điều 5 của Nghị "
    "định; b) Phối hợp với Sở Tài chính. 2. Sở Tài chính bố trí kinh phí: - Nguồn chi thường xuyên; - Nguồn khác. "
    "3. Các đơn vị thực hiện./."
)


def test_body_is_cut_where_labels_go_on():
    assert split_body(BODY) == [
        "THÔNG BÁO",
        "KẾT LUẬN CỦA CHỦ TỊCH TẠI CUỘC HỌP",
        "Ngày 01 tháng 12 năm 2025, Chủ tịch đã chủ trì cuộc họp.",
        "I. ĐÁNH GIÁ",
        "Các sở đã cố gắng.",
        "II. NHIỆM VỤ",
        "1. Sở Y tế:",
        "a) Chủ trì rà soát, báo cáo tại khoản 2. Điều 5 của Nghị định;",
        "b) Phối hợp với Sở Tài chính.",
        "2. Sở Tài chính bố trí kinh phí:",
        "- Nguồn chi thường xuyên;",
        "- Nguồn khác.",
        "3. Các đơn vị thực hiện./.",
    ]


def test_preamble_and_enacting_words():
    text = "QUYẾT ĐỊNH VỀ VIỆC X BỘ Y TẾ Căn cứ Luật A; Căn cứ Luật B; QUYẾT ĐỊNH: Điều 1. Ban hành. Điều 2. Thi hành."
    assert split_body(text, "BỘ Y TẾ") == [
        "QUYẾT ĐỊNH",
        "VỀ VIỆC X",
        "BỘ Y TẾ",
        "Căn cứ Luật A;",
        "Căn cứ Luật B;",
        "QUYẾT ĐỊNH:",
        "Điều 1. Ban hành.",
        "Điều 2. Thi hành.",
    ]


def test_heads_and_feet():
    assert split_letterhead(NATION) == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "-------"]
    assert split_letterhead("Số: 1/SYT-VP V/v báo cáo") == ["Số: 1/SYT-VP", "V/v báo cáo"]
    assert split_recipients("Nơi nhận: - Như trên; - Sở Y tế (để b/c); - Lưu: VT, TH (2).") == [
        "Nơi nhận:",
        "- Như trên;",
        "- Sở Y tế (để b/c);",
        "- Lưu: VT, TH (2).",
    ]
    assert split_signature("TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH Nguyễn Văn A") == [
        "TM. ỦY BAN NHÂN DÂN",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Nguyễn Văn A",
    ]


PAGE = (
    f"<table border=1><tr><td>VĂN PHÒNG CHÍNH PHỦ -----<td colspan=9>{NATION}<tr><td>Số: 9/TB-VPCP"
    f"<td>Hà Nội, ngày 1 tháng 2 năm 2026<td>{BODY}<td>Nơi nhận: - Như trên; - Lưu: VT."
    "<td>KT. CHỦ NHIỆM PHÓ CHỦ NHIỆM Lê Văn B<td>PHỤ LỤC I DANH MỤC NHIỆM VỤ (Kèm theo Thông báo số 9/TB-VPCP)"
    "<td>TT<td>Nhiệm vụ<td>Chủ trì<tr><td>I<td>Nhóm một<tr><td>1<td>Rà soát<td>Bộ Y tế</table>"
)


def test_document_swallowed_by_a_table():
    found = list(source_of_html(PAGE, "x").items())
    head, foot, annex = (i for i in found if isinstance(i, SourceTable))
    assert [len(r) for r in head.rows] == [2, 2]
    assert not head.ruled
    assert not foot.ruled
    assert annex.ruled
    assert [[c.text if c else None for c in row] for row in annex.rows] == [
        ["TT", "Nhiệm vụ", "Chủ trì"],
        ["I", "Nhóm một", None],
        ["1", "Rà soát", "Bộ Y tế"],
    ]
    lines = [i.text for i in found if isinstance(i, Line)]
    assert "b) Phối hợp với Sở Tài chính." in lines
    assert lines[-3:] == ["PHỤ LỤC I", "DANH MỤC NHIỆM VỤ", "(Kèm theo Thông báo số 9/TB-VPCP)"]


MARKDOWN = """|
|
Bản dịch này thuộc quyền sở hữu của **
THƯ VIỆN PHÁP LUẬT**.
|
**Số hiệu:**
|
385/NQ-CP
|
|
**SỞ Y
TẾ**
-------
|
**CỘNG HÒA XÃ HỘI
CHỦ NGHĨA VIỆT NAM**
|
|
Số: 1/KH-SYT
|
*Huế, ngày 18
tháng 11 năm 2025*
|

**KẾ HOẠCH**

Về công tác y tế năm 2026, theo [Nghị
quyết](http://x.vn/a) số 1

**I. NHIỆM VỤ**

- Rà soát các nội dung
theo quy định.

|
*Nơi nhận:*
- Như trên;
|
**GIÁM ĐỐC**
Lê Văn B
|
|
TT
|
Nhiệm vụ
|
|
1
|
Khám bệnh
|
"""


def test_flattened_page():
    assert is_flattened(MARKDOWN)
    found = list(read_flattened(MARKDOWN, "x").items())
    lines = [i for i in found if isinstance(i, Line)]
    assert [line.text for line in lines] == [
        "KẾ HOẠCH",
        "Về công tác y tế năm 2026, theo Nghị",
        "quyết số 1",
        "I. NHIỆM VỤ",
        "- Rà soát các nội dung",
        "theo quy định.",
    ]
    assert [line.bold for line in lines] == [True, False, False, True, False, False]
    assert [line.starts for line in lines] == [True, True, False, True, True, False]
    head, foot, *_ = (i for i in found if isinstance(i, SourceTable))
    assert head.rows[0][0].text == "SỞ Y\nTẾ\n-------"
    assert foot.rows[0][1].text == "GIÁM ĐỐC\nLê Văn B"


@pytest.mark.parametrize("text", ["CHỈ THỊ\n\na | b", "|", "a\n|\nb\n|\nc"])
def test_ordinary_text_is_not_flattened(text):
    assert not is_flattened(text)


def test_body_that_begins_with_a_date_is_no_date_cell():
    text = "Thực hiện Kế hoạch số 1/KH-UBND ngày 5 tháng 6 năm 2025, Sở yêu cầu: " + "1. Các đơn vị báo cáo. " * 20
    html = f"<table border=1><tr><td>SỞ Y TẾ<td>{NATION}<tr><td>Số: 1/SYT<td>{text}</table>"
    assert any(isinstance(i, Line) and i.text.startswith("Thực hiện") for i in source_of_html(html, "x").items())
