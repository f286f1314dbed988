"""What annotations show on a page is read where it is text of the document."""

from made_files import pdf

from pipeline.ingest.pdf import read_pdf
from pipeline.model import Line

LINES = ("Số:         /TB-UBND", "Thực hiện Nghị quyết số 57-NQ/TW, các sở triển khai ngay.")
SIGNING = (
    ("Người ký: Sở Tài chính", "Cơ quan: Tỉnh Đắk Nông"),
    ("Sở Tài chính", "stc@daknong.gov.vn"),
    ("Sở Tài chính", "28.12.2018 15:38:28 +07:00"),
)


def texts(data: bytes) -> list[str]:
    return [item.text for item in read_pdf(data, "a.pdf").items() if isinstance(item, Line)]


def test_a_number_stamped_into_its_blank_is_read_there():
    lines = texts(pdf(LINES, stamps=[(90, 776, ["565"])]))
    assert "".join(lines[0].split()) == "Số:565/TB-UBND"
    assert lines[1] == LINES[1]


def test_what_signing_software_stamps_is_no_text_of_the_document():
    plain = texts(pdf(LINES))
    for signed in SIGNING:
        assert texts(pdf(LINES, stamps=[(300, 800, signed)])) == plain
    both = texts(pdf(LINES, stamps=[(300, 800, signed) for signed in SIGNING] + [(90, 776, ["565"])]))
    assert both == texts(pdf(LINES, stamps=[(90, 776, ["565"])]))
