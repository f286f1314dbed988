import io

import pypdfium2
import pytest
from PIL import Image
from test_pdf import pdf_of, show

from pipeline.ingest import ocr_engine, scan
from pipeline.ingest.page_layout import Sheet
from pipeline.ingest.pdf import read_pdf
from pipeline.ingest.trust import Verdict, doubts, judge, share_of
from pipeline.model import Line

GOOD = "Ủy ban nhân dân tỉnh yêu cầu Thủ trưởng các sở, ban, ngành tập trung thực hiện nghiêm các nhiệm vụ sau đây"
ENGLISH = "The training programme has been assessed by the university under the criteria of the regional network"


def page_of(text: str, times: int = 4) -> list[Line]:
    return [Line(text)] * times


@pytest.fixture
def asked(monkeypatch):
    """The pages that were read by OCR, which is not run."""
    numbers: list[int] = []

    def read(data, wanted, password=None):
        numbers.extend(wanted)
        return {n: Sheet(n, [Line("Đọc bằng nhận dạng chữ")], {}, 595, 842) for n in wanted}

    monkeypatch.setattr(ocr_engine, "is_available", lambda: True)
    monkeypatch.setattr(scan, "read_scanned_pages", read)
    return numbers


def joined(*files: bytes) -> bytes:
    whole = pypdfium2.PdfDocument.new()
    for data in files:
        whole.import_pages(pypdfium2.PdfDocument(data))
    out = io.BytesIO()
    whole.save(out)
    return out.getvalue()


def scanned() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (1240, 1754), "white").save(out, "PDF", resolution=150)
    return out.getvalue()


def digital(text: str = "Uy ban nhan dan tinh yeu cau cac so ban nganh thuc hien cac nhiem vu sau day") -> bytes:
    return pdf_of("".join(show(72, 780 - 20 * k, text) for k in range(12)))


def test_only_the_scanned_page_of_a_digital_file_is_read_by_ocr(asked):
    source = read_pdf(joined(digital(), scanned(), digital()), "a.pdf")
    assert asked == [2]
    assert source.notes == ("pages 2 read by OCR",)
    assert [len(page.items) for page in source.pages] == [12, 1, 12]


@pytest.mark.parametrize(
    "text", ["Uy ban nhan dan tinh yeu cau cac so ban nganh thuc hien", ENGLISH, "1. Muc dich", ""]
)
def test_a_digital_file_never_pays_for_ocr(asked, text):
    read_pdf(digital(text), "a.pdf")
    assert asked == []


@pytest.mark.parametrize(
    ("text", "picture", "verdict"),
    [
        (GOOD, 0.0, Verdict(True)),
        (GOOD, 1.0, Verdict(True)),  # a scan with a good layer, a page with a picture behind its text
        (GOOD.upper(), 0.0, Verdict(True)),
        (ENGLISH, 0.0, Verdict(True)),
        (GOOD.replace("ư", "ƣ").replace("Ư", "Ƣ"), 0.0, Verdict(True)),  # mended when read
        (GOOD.translate(dict.fromkeys(map(ord, "ầệỉủâựđ"), " ")), 0.0, Verdict(False, "spoilt")),
        ("Uy ban nhAn dAn tinh y6u c6u Thti trucmg c6c s6, ban, ngdnh tQp trung thuc hiQn nghi6m", 1.0, None),
        (
            "ñy ban nh©n d©n tØnh yªu cÇu Thñ tr­ëng c¸c së, ban, ngµnh tËp trung thùc hiÖn",
            0.0,
            Verdict(False, "spoilt"),
        ),
    ],
)
def test_a_layer_is_trusted_by_its_syllables(text, picture, verdict):
    assert judge(page_of(text), picture) == (verdict or Verdict(False, "spoilt"))


@pytest.mark.parametrize(
    "lines",
    [
        ["Người ký: Ủy ban nhân dân tỉnh", "Email: ubnd@tinh.gov.vn", "Cơ quan: Tỉnh Mẫu", "Thời gian ký: 16.04.2020"],
        ["Ký bởi: Văn phòng", "2"],
    ],
)
def test_a_stamp_and_a_page_number_are_no_text(lines):
    assert judge([Line(text) for text in lines], 1.0) == Verdict(False, "stamp")


def test_a_page_beside_a_spoilt_one_is_doubted_sooner():
    lost = GOOD.translate(dict.fromkeys(map(ord, "ầệ"), " "))
    share = share_of(page_of(lost))
    assert judge(page_of(lost), 0.0).trusted
    assert doubts({1: Verdict(True)}, lambda _: share) == {}
    assert doubts({1: Verdict(True), 2: Verdict(False, "spoilt")}, lambda _: share) == {1: "spoilt", 2: "spoilt"}
    assert doubts({1: Verdict(True), 2: Verdict(False, "empty")}, lambda _: share) == {2: "empty"}
