import pytest
from word_files import abstract, docx, level, num, numbered, p, restart

from pipeline.ingest.docx import read_docx
from pipeline.ingest.limits import Limits
from pipeline.ingest.office import convert, find_office
from pipeline.model import Line, ReadError, SourceTable


def texts(data: bytes) -> list[str]:
    return [item.text for item in read_docx(data, "x").items() if isinstance(item, Line)]


def tables(data: bytes) -> list[SourceTable]:
    return [item for item in read_docx(data, "x").items() if isinstance(item, SourceTable)]


THREE_LEVELS = abstract(
    1,
    level(0, "upperRoman", "%1."),
    level(1, "decimal", "%2."),
    level(2, "lowerLetter", "%3)"),
    level(3, "decimal", "%2.%4."),
)


def test_numbers_of_three_levels():
    data = docx(
        numbered("A", 1)
        + numbered("B", 1, 1)
        + numbered("C", 1, 2)
        + numbered("D", 1, 2)
        + numbered("E", 1, 1)
        + numbered("F", 1, 2)
        + numbered("G", 1)
        + numbered("H", 1, 1)
        + numbered("I", 1, 3),
        numbering=THREE_LEVELS + num(1, 1),
    )
    assert texts(data) == ["I. A", "1. B", "a) C", "b) D", "2. E", "a) F", "II. G", "1. H", "1.1. I"]


def test_two_lists_of_one_kind_count_on_and_a_start_override_begins_anew():
    data = docx(
        numbered("A", 1) + numbered("B", 2) + numbered("C", 3) + numbered("D", 3) + numbered("E", 1),
        numbering=abstract(1, level(0, "decimal", "%1.")) + num(1, 1) + num(2, 1) + num(3, 1, restart(0, 1)),
    )
    assert texts(data) == ["1. A", "2. B", "1. C", "2. D", "3. E"]


def test_number_of_a_style_and_of_the_style_it_is_based_on():
    styles = (
        '<w:style w:type="paragraph" w:styleId="Dieu"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Khoan"><w:basedOn w:val="Dieu"/><w:pPr><w:numPr><w:ilvl w:val="1"/>'
        "</w:numPr></w:pPr></w:style>"
        '<w:style w:type="paragraph" w:styleId="None"><w:basedOn w:val="Dieu"/><w:pPr><w:numPr><w:numId w:val="0"/>'
        "</w:numPr></w:pPr></w:style>"
    )
    numbering = abstract(
        1,
        level(0, "decimal", "Điều %1.", more='<w:pStyle w:val="Dieu"/>'),
        level(1, "decimal", "%2.", more='<w:pStyle w:val="Khoan"/>'),
    ) + num(1, 1)
    body = "".join(
        p(t, f'<w:pStyle w:val="{s}"/>') for t, s in (("A", "Dieu"), ("B", "Khoan"), ("C", "Dieu"), ("D", "None"))
    )
    assert texts(docx(body, styles=styles, numbering=numbering)) == ["Điều 1. A", "1. B", "Điều 2. C", "D"]


@pytest.mark.parametrize(("char", "label"), [("-", "-"), ("\uf0b7", "•"), ("o", "•"), ("+", "+"), ("\uf02d", "-")])
def test_bullets(char, label):
    data = docx(numbered("A", 1), numbering=abstract(1, level(0, "bullet", char)) + num(1, 1))
    assert texts(data) == [f"{label} A"]


def test_suffix_nothing_legal_numbers_and_no_label_of_empty_paragraphs():
    numbering = abstract(
        1,
        level(0, "upperRoman", "%1.", more='<w:suff w:val="nothing"/>'),
        level(1, "decimal", "%1.%2.", more="<w:isLgl/>"),
    )
    data = docx(numbered("A", 1) + numbered("", 1) + numbered("B", 1, 1), numbering=numbering + num(1, 1))
    assert texts(data) == ["I.A", "1.1. B"]


def test_level_that_does_not_restart():
    numbering = abstract(1, level(0, "decimal", "%1."), level(1, "decimal", "(%2)", more='<w:lvlRestart w:val="0"/>'))
    data = docx(
        numbered("A", 1) + numbered("B", 1, 1) + numbered("C", 1) + numbered("D", 1, 1), numbering=numbering + num(1, 1)
    )
    assert texts(data) == ["1. A", "(1) B", "2. C", "(2) D"]


@pytest.mark.skipif(find_office() is None, reason="LibreOffice is not installed")
def test_numbers_as_libreoffice_counts_them():
    body = "".join(numbered(f"t{i}", 1, depth) for i, depth in enumerate((0, 1, 1, 2, 2, 0, 1, 2, 3, 3, 1, 0)))
    data = docx(body, numbering=THREE_LEVELS + num(1, 1))
    # LibreOffice writes the file anew with lists of its own; both must print the same labels.
    assert texts(convert(data, "docx")) == texts(data)


def test_tracked_changes_as_accepted():
    body = (
        "<w:p><w:r><w:t>Sở </w:t></w:r><w:del><w:r><w:delText>Nội vụ</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>Tài chính</w:t></w:r></w:ins></w:p>"
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>một </w:t></w:r></w:p>" + p("hai")
    )
    assert texts(docx(body)) == ["Sở Tài chính", "một hai"]


def test_text_box_once():
    box = "<w:txbxContent><w:p><w:r><w:t>KHẨN</w:t></w:r></w:p></w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>Công điện</w:t></w:r><w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    assert texts(docx(body)) == ["Công điện", "KHẨN"]


def test_hyphens_tabs_fields_and_hidden_text():
    body = (
        "<w:p><w:r><w:t>71</w:t><w:noBreakHyphen/><w:t>NQ/TW</w:t><w:tab/><w:t>và</w:t></w:r>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r>"
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText><w:t>không</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t> 5</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    assert texts(docx(body)) == ["71-NQ/TW và 5"]


def test_breaks_and_looks():
    body = (
        p("ĐẬM", '<w:jc w:val="center"/>', "<w:b/><w:sz w:val='28'/>")
        + "<w:p/>"
        + ("<w:p><w:r><w:t>a</w:t><w:br/><w:t>b</w:t></w:r></w:p>")
    )
    first, a, b = read_docx(docx(body), "x").items()
    assert (first.bold, first.centred, first.size, first.starts) == (True, True, 14.0, True)
    assert (a.text, a.starts, a.gap, a.bold) == ("a", True, 1.0, False)
    assert (b.text, b.starts) == ("b", None)


def test_pages_by_words_last_layout():
    body = p("một") + "<w:p><w:r><w:lastRenderedPageBreak/><w:t>hai</w:t></w:r></w:p>"
    assert [(i.text, i.page) for i in read_docx(docx(body), "x").items()] == [("một", 1), ("hai", 2)]


def test_footnotes_stand_at_the_end_in_small_type():
    body = '<w:p><w:r><w:t>Điều 1</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>' + p("Điều 2")
    notes = (
        '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote><w:footnote w:id="2">'
        + p("chú thích")
        + "</w:footnote>"
    )
    *_, last = read_docx(docx(body, footnotes=notes), "x").items()
    assert (last.text, last.size) == ("chú thích", 8.0)


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def test_table_with_merged_cells():
    wide, first, more = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = (
        f"<w:tr>{cell('TT')}{cell('Nhiệm vụ', wide)}</w:tr>"
        f"<w:tr>{cell('1', first)}{cell('a')}{cell('b')}</w:tr>"
        f"<w:tr>{cell('', more)}{cell('c')}{cell('d')}</w:tr>"
    )
    (table,) = tables(docx(f"<w:tbl>{rows}</w:tbl>"))
    assert table.ruled
    assert [[c.text if c else None for c in row] for row in table.rows] == [
        ["TT", "Nhiệm vụ", None],
        ["1", "a", "b"],
        [None, "c", "d"],
    ]
    assert table.rows[1][0].rowspan == 2
    assert table.rows[0][1].colspan == 2


def test_letterhead_is_not_ruled_and_a_frame_is_opened():
    head = f"<w:tbl><w:tr>{cell('SỞ Y TẾ')}{cell('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM')}</w:tr></w:tbl>"
    (table,) = tables(docx(head))
    assert not table.ruled
    frame = f"<w:tbl><w:tr><w:tc>{p('KẾ HOẠCH')}{p('1. Mục đích')}</w:tc></w:tr></w:tbl>"
    assert texts(docx(frame)) == ["KẾ HOẠCH", "1. Mục đích"]


def test_entities_are_not_expanded():
    import io
    import zipfile

    good = docx(p("x"))
    evil = (
        '<!DOCTYPE d [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>'
        "<w:t>một &b;&f;</w:t></w:r></w:p></w:body></w:document>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            new.writestr(name, evil if name == "word/document.xml" else old.read(name))
    assert "lol" not in "".join(texts(buffer.getvalue()))
    assert "root:" not in "".join(texts(buffer.getvalue()))


def test_limits():
    data = docx(p("x") * 30)
    with pytest.raises(ReadError, match="paragraphs"):
        read_docx(data, "x", Limits(items=20))
    with pytest.raises(ReadError, match="entries"):
        read_docx(data, "x", Limits(members=2))
    with pytest.raises(ReadError, match="unpacks"):
        read_docx(data, "x", Limits(unpacked_bytes=100))
    many = docx("<w:p><w:r><w:lastRenderedPageBreak/><w:t>x</w:t></w:r></w:p>" * 30)
    with pytest.raises(ReadError, match="pages"):
        read_docx(many, "x", Limits(pages=20))
    deep = "<w:tbl><w:tr><w:tc>" * 12 + p("x") + "</w:tc></w:tr></w:tbl>" * 12
    with pytest.raises(ReadError, match="nested"):
        read_docx(docx(deep), "x")


def test_zip_bomb():
    import io
    import zipfile

    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("word/document.xml", b"\0" * 20_000_000)
    with pytest.raises(ReadError, match="bomb"):
        read_docx(buffer.getvalue(), "x")


@pytest.mark.parametrize("cut", [10, 200, 900])
def test_truncated(cut):
    with pytest.raises(ReadError):
        read_docx(docx(p("x"))[:cut], "x")


def test_old_fonts():
    font = '<w:rFonts w:ascii="{0}" w:hAnsi="{0}"/>'
    body = (
        "<w:p>"
        + "".join(
            f"<w:r><w:rPr>{font.format(name)}</w:rPr>{inside}</w:r>"
            for name, inside in (
                (".VnTime", "<w:t>Thñ t</w:t><w:softHyphen/><w:t>íng</w:t>"),
                ("Arial", '<w:t xml:space="preserve"> và </w:t>'),
                ("VNI-Times", "<w:t>Coä</w:t>"),
                ("VNI-Times", "<w:t>ng ho</w:t>"),
                ("VNI-Times", "<w:t>øa</w:t>"),
            )
        )
        + "</w:p>"
    )
    assert texts(docx(body)) == ["Thủ tướng và Cộng hòa".replace("hòa", "hòa")]
