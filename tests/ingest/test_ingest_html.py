from pathlib import Path

import pytest

from pipeline.ingest import read
from pipeline.ingest.html import read_html, source_of_html
from pipeline.ingest.limits import Limits
from pipeline.model import Line, ReadError, SourceTable

DOCUMENTS = Path(__file__).parents[3] / "shared" / "documents"


def items(html: str):
    return list(source_of_html(html, "x").items())


def texts(html: str) -> list[str]:
    return [item.text for item in items(html) if isinstance(item, Line)]


def grid(table: SourceTable):
    return [[c.text if c else None for c in row] for row in table.rows]


def test_blocks_breaks_and_looks():
    a, b, c = items(
        "<p align=center><b>KẾ\n  HOẠCH</b><br>Về <i>y tế</i></p><p>&nbsp;</p><div style='text-align:center'>x</div>"
    )
    assert (a.text, a.starts, a.bold, a.centred) == ("KẾ HOẠCH", True, True, True)
    assert (b.text, b.starts, b.bold, b.italic) == ("Về y tế", None, False, False)
    assert (c.text, c.starts, c.centred, c.gap) == ("x", True, True, 1.0)


def test_lists():
    assert texts("<ul><li>a<li>b</ul><ol><li>c<li value=5>d</ol><ol type=a start=3><li>e<li>1. f</ol>") == [
        "- a", "- b", "1. c", "5. d", "c. e", "1. f",
    ]  # fmt: skip


def test_what_is_not_shown_is_not_read():
    html = (
        "<nav>Trang chủ</nav><script>x</script><style>y</style><p style='display:none'>ẩn</p><p hidden>ẩn</p>"
        "<noscript>z</noscript><!-- w --><p>CHỈ THỊ<del>cũ</del></p><select><option>1</select><button>In</button>"
    )
    assert texts(html) == ["CHỈ THỊ"]


def test_table_with_spans():
    (table,) = items(
        "<table border=1><tr><th rowspan=2>TT<th colspan=2>Nhiệm vụ<tr><td>a<td>b<tr><td>1<td>c<td>d<p>e</table>"
    )
    assert table.ruled
    assert grid(table) == [["TT", "Nhiệm vụ", None], [None, "a", "b"], ["1", "c", "d\ne"]]
    assert table.rows[0][0].lines[0].bold


@pytest.mark.parametrize(
    ("html", "ruled"),
    [
        ("<table border=1><tr><td>SỞ Y TẾ<td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</table>", False),
        ("<table border=0><tr><td>Nơi nhận:<br>- Như trên;<td>GIÁM ĐỐC</table>", False),
        ("<table border=0><tr><td>STT<td>Nhiệm vụ<td>Đơn vị<tr><td>1<td>x<td>y</table>", True),
        ("<table><tr><td>Chỉ tiêu<td>Đơn vị<td>Kết quả<tr><td>a<td>%<td>9</table>", True),
        ("<table><tr><td style='border:solid 1px'>a<td>b</table>", True),
        ("<table border=0><tr><td>a<td>b</table>", False),
    ],
)
def test_which_tables_are_ruled(html, ruled):
    (table,) = items(html)
    assert table.ruled == ruled


def test_frame_tables_are_opened():
    html = "<table><tr><td><p>KẾ HOẠCH</p><table border=1><tr><td>1<td>2<tr><td>3<td>4</table></td></tr></table>"
    head, inner = items(html)
    assert head.text == "KẾ HOẠCH"
    assert grid(inner) == [["1", "2"], ["3", "4"]]


MENU = "<div class=m>" + "".join(f"<a href='/{i}'>Mục số {i} của trang</a> " for i in range(12)) + "</div>"
PAGE = f"""<html><body><header>CỔNG THÔNG TIN</header>{MENU}<div><div class=side>{MENU}</div><div class=main>
<table><tr><td>SỞ Y TẾ</td><td>CỘNG HÒA XÃ HỘI<br>CHỦ NGHĨA VIỆT NAM</td></tr></table><p>KẾ HOẠCH</p>
<p>Thực hiện <a href=x>Chỉ thị số 1/CT-TTg</a>, Sở yêu cầu các đơn vị thực hiện tốt các nhiệm vụ sau đây trong năm.</p>
<table><tr><td>Nơi nhận:<br>- Như trên;</td><td>GIÁM ĐỐC</td></tr></table></div></div>
<footer>Liên hệ</footer></body></html>"""


def test_menus_around_the_document():
    found = items(PAGE)
    assert [type(i).__name__ for i in found] == ["SourceTable", "Line", "Line", "SourceTable"]
    assert found[2].text.startswith("Thực hiện Chỉ thị số 1/CT-TTg")


def test_annex_beside_the_body_is_kept():
    annex = "".join(
        f"<p>{i}. Nhiệm vụ thứ {i} của Phụ lục kèm theo Kế hoạch này giao cho các đơn vị.</p>" for i in range(9)
    )
    found = texts(PAGE.replace("</div></div>\n<footer>", f"</div><div>{annex}</div></div>\n<footer>"))
    assert found[-1].startswith("8. Nhiệm vụ")
    assert not any("trang" in t for t in found)


def test_page_without_letterhead_takes_the_densest_part():
    html = f"<body>{MENU}<div id=c>" + "<p>Đoạn văn bản dài của tin bài, không có quốc hiệu.</p>" * 5 + "</div></body>"
    assert texts(html) == ["Đoạn văn bản dài của tin bài, không có quốc hiệu."] * 5


def test_portal_furniture():
    html = (
        "<p>Đang tải văn bản...</p><table><tr><td>Số hiệu:<td>1/CT<tr><td>Loại văn bản:<td>Chỉ thị<tr>"
        "<td>Ngày ban hành:<td>1/1/2025</table><p>CHỈ THỊ</p><p>Văn bản liên quan</p><p>Quyết định 2</p>"
    )
    assert texts(html) == ["CHỈ THỊ"]


@pytest.mark.parametrize("charset", ["utf-8", "windows-1258", "utf-16"])
def test_charsets(charset):
    html = f"<html><head><meta charset={charset}></head><p>Ủy ban nhân dân huyện".encode(
        "utf-8" if charset == "windows-1258" else charset
    )
    assert next(read_html(html, "x").items()).text == "Ủy ban nhân dân huyện"


def test_entities_and_doctype_do_no_harm():
    html = "<!DOCTYPE html [<!ENTITY a 'aaa'><!ENTITY b SYSTEM 'file:///etc/passwd'>]><p>x &amp; &a; &b;</p>"
    assert "root:" not in " ".join(texts(html))


def test_deep_nesting_and_limits():
    assert texts("<div>" * 5_000 + "x") == ["x"]
    with pytest.raises(ReadError, match="nested"):
        texts("<div>" * 20_000 + "x")
    deep = "<table><tr><td>" * 60 + "x"
    assert "x" in str(items(deep))
    with pytest.raises(ReadError, match="characters"):
        source_of_html("<p>x" * 9, "x", Limits(text_chars=10))
    with pytest.raises(ReadError, match="lines"):
        source_of_html("<p>x" * 99, "x", Limits(items=10))
    with pytest.raises(ReadError, match="cells"):
        source_of_html("<table><tr><td colspan=900 rowspan=900>x" + "<tr><td>y" * 900, "x", Limits(table_cells=1000))
    with pytest.raises(ReadError, match="no text"):
        source_of_html("<html><body></body></html>", "x")


@pytest.mark.skipif(not DOCUMENTS.exists(), reason="the portal documents are not here")
@pytest.mark.parametrize("path", sorted((DOCUMENTS / "portal").glob("*.html")), ids=lambda p: p.stem)
def test_portal_documents(path):
    found = list(read(path).items())
    assert isinstance(found[0], SourceTable)
    assert not found[0].ruled
    assert sum(isinstance(i, Line) for i in found) >= 3


def test_page_in_an_old_font():
    row = "<tr><td align=left><font face=.VnTime>Céng hoµ x· héi chñ nghÜa</font>"
    html = "<html><body><table width=100% class=c>" + row * 9
    found = next(read_html(html.encode("latin-1"), "x").items())
    assert "Cộng hoà xã hội chủ nghĩa" in str(found)


def test_long_lists_take_no_square_of_time():
    assert texts("<ol start=5>" + "<li>x" * 3000)[-1] == "3004. x"
