"""What is put under random input, by Hypothesis and by atheris: every reader and the grammars.

A target takes bytes and may only end well or with ``ReadError``. Where random bytes would stop at the outermost shell
(a ZIP container, a PDF's table of objects), the target makes the shell and the bytes are what is in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from made_files import docx, html, mail, odt, pdf, rtf, text, zipped

from pipeline.ingest import read_all, read_bytes
from pipeline.ingest.limits import Limits
from pipeline.model import ReadError

Target = Callable[[bytes], object]

SMALL = Limits(file_bytes=1 << 22, text_chars=1 << 21, unpacked_bytes=1 << 23, pages=50, items=5_000, table_cells=5_000)
PLAN = [
    "ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG",
    "Số: 12/KH-UBND",
    "Lâm Đồng, ngày 12 tháng 01 năm 2026",
    "KẾ HOẠCH",
    "I. NHIỆM VỤ",
    "1. Sở Tài chính chủ trì báo cáo trước ngày 31/7/2026.",
]
WORDS = (
    *("ngày ", "tháng ", "năm ", "quý ", "trước ", "đến hết ", "từ ", "hằng ", "học kỳ ", "năm học ", "tuần ", "giờ "),
    *(
        "Nghị quyết ",
        "Luật ",
        "Quyết định ",
        "số ",
        "/",
        "-",
        "QĐ-TTg",
        "NQ-CP",
        "TT-BGDĐT",
        "NQ/TW",
        "của ",
        "và ",
        ", ",
    ),
    *(
        "Chính phủ ",
        "về việc ",
        "điểm ",
        "khoản ",
        "Điều ",
        "Chương ",
        "Mục ",
        "Phần ",
        "Phụ lục ",
        "I",
        "V",
        "X",
        "II. ",
    ),
    *(
        "1. ",
        "1.1. ",
        "a) ",
        "- ",
        "+ ",
        "(1) ",
        "0",
        "1",
        "9",
        "31",
        "2025",
        "2026",
        " ",
        "\n",
        "\t",
        ".",
        ";",
        ":",
        "(",
        ")",
    ),
    *(
        "Sở Giáo dục và Đào tạo ",
        "UBND ",
        "chủ trì ",
        "phối hợp ",
        "báo cáo ",
        "Thủ tướng ",
        "giai đoạn ",
        "–",
        "…",
        "\u0301",
    ),
)
"""What the grammars are made for; a byte below their number stands for one, any other for itself."""


def sentence(data: bytes) -> str:
    """A text in the grammars' words.

    Example:
        >>> sentence(bytes([0, 50, 200]))[:5]
        'ngày '
    """
    return "".join(WORDS[byte] if byte < len(WORDS) else chr(byte) for byte in data)


def _read(data: bytes) -> None:
    with suppress(ReadError), without_ocr():
        for item in read_bytes(data, "x", limits=SMALL).items():
            str(item).encode("utf-8", "strict")


def fuzz_any(data: bytes) -> None:
    """Any bytes at all, by their own format."""
    _read(data)


def fuzz_pdf(data: bytes) -> None:
    """The first byte says whether they are a page's content or a whole file."""
    from pipeline.ingest.pdf import read_pdf

    with suppress(ReadError), without_ocr():
        read_pdf(data[1:] if data[:1] > b"\x7f" else pdf(content=data[1:]), "x", limits=SMALL)


def fuzz_docx(data: bytes) -> None:
    """The inside of a Word file's body."""
    from pipeline.ingest.docx import read_docx

    with suppress(ReadError):
        read_docx(docx(PLAN[:1], data.decode("utf-8", "replace")), "x", SMALL)


def fuzz_odt(data: bytes) -> None:
    """The inside of an OpenDocument text, in our own reader."""
    from pipeline.ingest.odt import read_opendocument

    whole = odt(["@"])
    with suppress(ReadError):
        read_opendocument(_with_part(whole, "content.xml", b"@", data), "x", SMALL)


def fuzz_html(data: bytes) -> None:
    """A page."""
    from pipeline.ingest.html import read_html

    with suppress(ReadError):
        read_html(data, "x", SMALL)


def fuzz_rtf(data: bytes) -> None:
    """A rich text."""
    from pipeline.ingest.rtf import read_rtf

    with suppress(ReadError):
        read_rtf(b"{\\rtf1 " + data, "x", SMALL)


def fuzz_text(data: bytes) -> None:
    """A plain text in any encoding."""
    from pipeline.ingest.text import read_text

    with suppress(ReadError):
        read_text(data, "x", SMALL)


def fuzz_word97(data: bytes) -> None:
    """A Word 97 file, in our own reader."""
    from pipeline.ingest.word97 import read_word97

    with suppress(ReadError):
        read_word97(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + data, "x", SMALL)


def fuzz_archive(data: bytes) -> None:
    """An archive or a mail and all that is in it; the first byte says whether a mail's frame is made for it."""
    if data[:1] > b"\x7f":
        data = b"From: a@b.vn\r\nSubject: x\r\nMIME-Version: 1.0\r\n" + data[1:]
    with TemporaryDirectory() as folder, without_ocr():
        path = Path(folder) / "a.zip"
        path.write_bytes(data)
        for _ in read_all(path, "x", SMALL):
            pass


def fuzz_picture(data: bytes) -> None:
    """A picture as far as it is opened; OCR itself is not ours."""
    from pipeline.ingest.scan import read_image

    with suppress(ReadError), without_ocr():
        read_image(data, "x", Limits(pages=3, pixels=10_000))


def fuzz_numbering(data: bytes) -> None:
    """The grammar of labels."""
    from pipeline.structure.numbering import read_bullet, read_label

    said = sentence(data)
    for label in read_label(said):
        assert 0 <= label.end <= len(said)
    read_bullet(said)


def fuzz_dates(data: bytes) -> None:
    """The grammar of points of time and deadlines."""
    from pipeline.tagging.times.deadlines import TimeContext, find_times

    said = sentence(data)
    for issued, period in (("2026-01-12", "2026"), (None, None)):
        for time in find_times(said, TimeContext(issued=issued, period=period)):
            assert said[time.start : time.end] == time.text


def fuzz_references(data: bytes) -> None:
    """The grammar of references."""
    from pipeline.tagging.references.find import find_references

    said = sentence(data)
    for reference in find_references(said):
        assert 0 <= reference.start < reference.end <= len(said)


def fuzz_actors(data: bytes) -> None:
    """The grammar of bodies and persons."""
    from pipeline.tagging.actors.find import find_actors

    said = sentence(data)
    for actor in find_actors(said, ()):
        assert 0 <= actor.start < actor.end <= len(said)


def fuzz_whole(data: bytes) -> None:
    """The whole way from a text to its tasks."""
    from pipeline.extract import extract_source

    with suppress(ReadError):
        extract_source(read_bytes(sentence(data).encode("utf-8", "replace"), "x", limits=SMALL))


@contextmanager
def without_ocr() -> Iterator[None]:
    """Pictures and pages are opened and measured, not read: that engine is not ours, and slow."""
    from pipeline.ingest import ocr_engine, scan

    with (
        patch.object(ocr_engine, "is_available", return_value=False),
        patch.object(scan, "recognise", side_effect=ReadError("not read here")),
    ):
        yield


def _with_part(container: bytes, part: str, mark: bytes, data: bytes) -> bytes:
    """A container with a mark in one of its parts replaced."""
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(container)) as z:
        parts = {name: z.read(name) for name in z.namelist()}
    return zipped({**parts, part: parts[part].replace(mark, data)})


TARGETS: dict[str, Target] = {
    name.removeprefix("fuzz_"): value for name, value in list(globals().items()) if name.startswith("fuzz_")
}
SEEDS: dict[str, list[bytes]] = {
    "any": [text(PLAN), html(PLAN), rtf(PLAN), docx(PLAN), odt(PLAN), pdf(PLAN), mail("x", {"a.txt": b"x"})],
    "pdf": [b"\x80" + pdf(PLAN), b"\0BT /F 12 Tf 60 700 Td <0041> Tj ET 10 10 m 200 10 l S 10 10 90 40 re S"],
    "docx": [
        b"<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>",
        b"<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>",
    ],
    "odt": [b"x</text:p><text:list><text:list-item><text:p>y</text:p></text:list-item></text:list><text:p>"],
    "html": [html(PLAN), b"<table><tr><td rowspan=2 colspan=3>x<td><ol><li>y</table>"],
    "rtf": [rtf(PLAN), b"\\trowd\\cellx1 a\\cell\\row\\u7840?\\'e9{\\fonttbl{\\f1 .VnTime;}}\\f1 x"],
    "text": [text(PLAN), "Kế hoạch".encode("utf-16"), "Kế hoạch".encode("cp1258", "replace")],
    "archive": [zipped({"a.txt": b"x", "b.zip": zipped({"c.html": html(PLAN)})}), b"\x80" + mail("x", {"a.txt": b"y"})],
    "picture": [b"\x89PNG\r\n\x1a\n", b"II*\x00\x08\x00\x00\x00", b"\xff\xd8\xff\xe0"],
}
"""What the search starts from."""
