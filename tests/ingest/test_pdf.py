import io
from pathlib import Path

import pytest
from PIL import Image

from pipeline.ingest.pdf import read_pdf
from pipeline.model import Line, ReadError, Source, SourceTable

DOCUMENTS = Path(__file__).parents[3] / "shared" / "documents"


def pdf_of(content: str, rotate: int = 0, box: str = "0 0 595 842") -> bytes:
    """A one-page PDF with this content stream, in Helvetica."""
    stream = content.encode("latin-1")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] /Rotate {rotate} /Contents 4 0 R".encode()
        + b" /Resources << /Font << /F 5 0 R /B 6 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
    ]
    out, places = io.BytesIO(b"%PDF-1.4\n"), []
    out.seek(0, 2)
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start))
    return out.getvalue()


def show(x: float, y: float, text: str, size: float = 12, font: str = "F") -> str:
    return f"BT /{font} {size} Tf {x} {y} Td ({text}) Tj ET\n"


def texts(source: Source) -> list[str]:
    return [item.text for item in source.items() if isinstance(item, Line)]


def test_lines_come_by_baseline_whatever_the_order_in_the_file():
    source = read_pdf(pdf_of(show(72, 600, "third") + show(72, 640, "first") + show(72, 620, "second")), "a.pdf")
    assert texts(source) == ["first", "second", "third"]
    assert source.format == "pdf"
    assert source.pages[0].width == 595


def test_glyphs_spliced_into_a_word_come_at_their_place():
    # "chuyen" with its "y" drawn last, as where a second font has to lend a letter
    word = "BT /F 12 Tf 72 700 Td (chu) Tj 26.01 0 Td (en) Tj ET\n" + show(92.01, 700, "y", font="B")
    assert texts(read_pdf(pdf_of(word), "a.pdf")) == ["chuyen"]


def test_a_blank_of_the_file_stands_where_it_is_printed():
    spliced = "BT /F 12 Tf 72 700 Td (Tinh ) Tj 31.35 0 Td (y,) Tj ET\n" + show(96.69, 700, "u", font="B")
    assert texts(read_pdf(pdf_of(spliced), "a.pdf")) == ["Tinh uy,"]


def test_words_set_apart_without_a_blank_are_parted():
    assert texts(read_pdf(pdf_of("BT /F 12 Tf 72 700 Td [(So)-300(ban)-20(h)] TJ ET"), "a.pdf")) == ["So banh"]


def test_print_over_itself_is_read_once():
    assert texts(read_pdf(pdf_of(show(72, 700, "QUYET") + show(72.3, 700, "QUYET")), "a.pdf")) == ["QUYET"]


def test_a_raised_small_mark_stays_in_its_line():
    source = read_pdf(pdf_of(show(72, 700, "nam") + show(95, 704, "1", 7) + show(72, 680, "sau")), "a.pdf")
    assert texts(source) == ["nam1", "sau"]


def test_bold_and_size_are_told():
    lines = list(read_pdf(pdf_of(show(72, 700, "dam", 14, "B") + show(72, 650, "thuong")), "a.pdf").items())
    assert [(line.bold, line.size) for line in lines if isinstance(line, Line)] == [(True, 14.0), (False, 12.0)]


HEAD = (
    show(80, 780, "UY BAN NHAN DAN")
    + show(110, 764, "TINH A")
    + show(90, 740, "So: 12/KH-UBND")
    + show(300, 780, "CONG HOA XA HOI CHU NGHIA VIET NAM")
    + show(350, 763, "Doc lap - Tu do - Hanh phuc")
    + show(350, 741, "A, ngay 01 thang 02 nam 2026")
    + show(290, 700, "KE HOACH", font="B")
)


def test_a_letterhead_is_two_columns():
    first, second = read_pdf(pdf_of(HEAD), "a.pdf").pages[0].items
    assert isinstance(first, SourceTable)
    assert not first.ruled
    left, right = first.rows[0]
    assert left is not None
    assert right is not None
    assert left.text.split("\n") == ["UY BAN NHAN DAN", "TINH A", "So: 12/KH-UBND"]
    assert right.text.split("\n")[0] == "CONG HOA XA HOI CHU NGHIA VIET NAM"
    assert isinstance(second, Line)
    assert second.text == "KE HOACH"


def test_a_label_before_a_tab_makes_no_column():
    page = "".join(show(72, y, "-") + show(100, y, "mot viec phai lam trong nam") for y in (700, 684, 668))
    assert texts(read_pdf(pdf_of(page), "a.pdf")) == ["- mot viec phai lam trong nam"] * 3


def ruled(x: list[float], y: list[float]) -> str:
    across = "".join(f"{x[0]} {v} m {x[-1]} {v} l S\n" for v in y)
    return across + "".join(f"{v} {y[0]} m {v} {y[-1]} l S\n" for v in x)


def test_cells_come_from_ruling_lines():
    page = ruled([72, 120, 300], [700, 660, 640]) + show(80, 685, "TT") + show(130, 685, "Nhiem vu")
    page += show(130, 670, "nam nay") + show(80, 645, "1") + show(130, 645, "Lap ke hoach") + show(72, 600, "sau")
    table, line = read_pdf(pdf_of(page), "a.pdf").pages[0].items
    assert isinstance(table, SourceTable)
    assert table.ruled
    assert [[cell.text if cell else None for cell in row] for row in table.rows] == [
        ["TT", "Nhiem vu\nnam nay"],
        ["1", "Lap ke hoach"],
    ]
    assert isinstance(line, Line)


def test_a_cell_without_a_rule_inside_is_merged():
    page = "".join(f"72 {y} m 300 {y} l S\n" for y in (700, 670, 640))
    page += "72 700 m 72 640 l S 300 700 m 300 640 l S 180 670 m 180 640 l S\n"
    page += show(150, 680, "ca hang") + show(80, 650, "a") + show(200, 650, "b")
    (table,) = read_pdf(pdf_of(page), "a.pdf").pages[0].items
    assert isinstance(table, SourceTable)
    top = table.rows[0]
    assert top[0] is not None
    assert (top[0].colspan, top[1]) == (2, None)


@pytest.mark.parametrize(("rotate", "matrix"), [(90, "0 1 -1 0 100 72"), (270, "0 -1 1 0 500 770")])
def test_a_turned_page_reads_upright(rotate, matrix):
    page = f"BT /F 12 Tf {matrix} Tm (dong tren) Tj ET\n"
    source = read_pdf(pdf_of(page, rotate), "a.pdf")
    assert texts(source) == ["dong tren"]
    assert source.pages[0].width == 842


LOREM = "cac so nganh dia phuong tap trung thuc hien cac nhiem vu sau day"


def test_paragraphs_are_told_by_indent_and_short_lines():
    page = ""
    for k, (x, text) in enumerate(
        [(108, LOREM), (72, LOREM + " trong"), (72, "nam nay."), (108, LOREM), (72, LOREM + " trong"), (72, "nam toi.")]
    ):
        page += show(x, 700 - 16 * k, text)
    marks = [line.starts for line in read_pdf(pdf_of(page), "a.pdf").items() if isinstance(line, Line)]
    assert marks == [None, False, False, True, False, False]


def test_damaged_files_give_one_clear_error():
    for data in (b"", b"%PDF-1.4 nothing", pdf_of("")[:100]):
        with pytest.raises(ReadError, match=r"^damaged or no PDF"):
            read_pdf(data, "a.pdf")


def test_an_empty_page_has_no_items():
    assert read_pdf(pdf_of(""), "a.pdf").pages[0].items == ()


def test_an_encrypted_file_says_so():
    picture = io.BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PDF")
    data = picture.getvalue().replace(
        b"trailer\n<<",
        b"trailer\n<< /Encrypt << /Filter /Standard /V 1 /R 2 /O ("
        + b"o" * 32
        + b") /U ("
        + b"u" * 32
        + b") /P -4 >> /ID [(a)(a)]",
    )
    with pytest.raises(ReadError, match="password"):
        read_pdf(data, "a.pdf")


needs_documents = pytest.mark.skipif(not DOCUMENTS.exists(), reason="the shared documents are not here")


@needs_documents
def test_spliced_fonts_read_as_the_plain_typesetting():
    for path in sorted((DOCUMENTS / "pdf-fallback-fonts").glob("*.pdf")):
        plain = DOCUMENTS / "pdf" / path.name
        assert words(read_pdf(path.read_bytes(), "a")) == words(read_pdf(plain.read_bytes(), "b")), path.name


@needs_documents
def test_table_cells_are_those_of_pdfplumber():
    pdfplumber = pytest.importorskip("pdfplumber")
    path = next((DOCUMENTS / "born-digital").glob("1064*.pdf"))
    ours = [item for item in read_pdf(path.read_bytes(), "a").items() if isinstance(item, SourceTable) and item.ruled]
    with pdfplumber.open(path) as pdf:
        theirs = [table.extract() for page in pdf.pages for table in page.find_tables()]
    assert [flat([[cell and cell.text for cell in row] for row in table.rows]) for table in ours] == [
        flat(table) for table in theirs
    ]


def flat(rows: list[list[str | None]]) -> list[str]:
    return ["".join(cell.split()) for row in rows for cell in row if cell is not None]


def words(source: Source) -> list[str]:
    found = []
    for item in source.items():
        if isinstance(item, Line):
            found += item.text.split()
        else:
            found += [word for row in item.rows for cell in row if cell is not None for word in cell.text.split()]
    return found
