"""Any bytes give a Source or one clear line."""

import io
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from word_files import docx, p

from pipeline.ingest import read, read_bytes, sniff
from pipeline.ingest.limits import Limits
from pipeline.model import ReadError

SHORT = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "empty"),
        (b"\0" * 100_000, "empty"),
        (b"%PDF-1.4", "pdf"),
        (b"\r\n\r\n%PDF-1.4", "pdf"),
        (b"{\\rtf1", "rtf"),
        (b"\x89PNG\r\n\x1a\n", "png"),
        (b"\xff\xd8\xff\xe0", "jpeg"),
        (b"II*\x00", "tiff"),
        (b"Rar!\x1a\x07\x00", "packed"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "doc"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "xls"),
        (b"\xef\xbb\xbf <!-- x --><!DOCTYPE html>", "html"),
        ("<html><p>x".encode("utf-16"), "html"),
        (b"<p>x", "html"),
        ("Kế hoạch số 1".encode("utf-16-le"), "text"),
        ("Kế hoạch".encode(), "text"),
        (b"Subject: x\nFrom: a@b\n\nbody", "eml"),
        (b"Note: this is\nno mail", "text"),
        (b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x02\0>\0\x01\0\0\0" * 9, "unknown"),
        (docx(p("x")), "docx"),
        (docx(p("x"))[:400], "docx"),
    ],
)
def test_format_by_content(data, kind):
    assert sniff(data) == kind


def test_names_lie(tmp_path):
    path = tmp_path / "a 'b' \"c\" kế hoạch.pdf"
    path.write_text("<html><p>CHỈ THỊ", encoding="utf-8")
    assert read(path).format == "html"


def spoilt_mimetype() -> bytes:
    """An OpenDocument text whose first entry does not unpack."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr("mimetype", "application/vnd.oasis.opendocument.text" * 3)
    data = bytearray(buffer.getvalue())
    data[38:44] = b"\xff" * 6
    return bytes(data)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0" * 5_000_000,
        b"PK\x03\x04",
        b"PK\x05\x06" + b"\0" * 18,
        b"%PDF-1.7\n%%EOF",
        b"{\\rtf1}",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le") * 50,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        b"\x89PNG\r\n\x1a\n broken",
        bytes(range(256)) * 40,
        b"<html></html>",
        docx(p("x"))[:700],
        docx(""),
        spoilt_mimetype(),
    ],
    ids=range(14),
)
def test_broken_input_gives_one_line(data):
    with pytest.raises(ReadError) as error:
        read_bytes(data, "x")
    assert "\n" not in str(error.value)
    assert len(str(error.value)) < 200


def test_too_large_missing_and_folder(tmp_path):
    path = tmp_path / "x.txt"
    path.write_bytes(b"x" * 100)
    with pytest.raises(ReadError, match="limit"):
        read(path, limits=Limits(file_bytes=50))
    with pytest.raises(ReadError, match="limit"):
        read_bytes(b"x" * 100, "x", limits=Limits(file_bytes=50))
    with pytest.raises(ReadError, match="not a file"):
        read(tmp_path)
    with pytest.raises(ReadError, match="no such file"):
        read(tmp_path / "y")
    with pytest.raises(ReadError):
        read(str(tmp_path) + "/a\0b")


PAGE_PARTS = [
    "<td rowspan=2² colspan=99999999999>",
    *("<table>", "<tr>", "<td rowspan=3>", "<td colspan=0>", "</td>", "</table>", "<p>", "<br>", "<b>", "</b>", "<li>"),
    *("<ol type=i>", "Nơi nhận:", "CỘNG HÒA XÃ HỘI", "x" * 300, "Số: 1", "|", "<!--", "&#x0;", "&nbsp;", "<center>"),
    *("<a href=#_ftn1>", "<div style='text-align:center;font-size:1e9pt'>", "<nav>", "</nav>", "<td hidden>", "<ul>"),
]
RTF_PARTS = [
    *("{", "}", "\\par ", "\\'e9", "\\u7840?", "\\u-10179?\\u-8704?", "\\f1 ", "\\cell ", "\\row ", "\\trowd ", "x"),
    *("\\intbl ", "\\bin9 ", "\\*", "\\footnote ", "\\uc9 ", "\\uc-1 ", "\\f999999 ", "\\", "\\cellx1 ", "\\clmrg"),
    *("\\fs0 ", "\\fonttbl{\\f1 .VnTime;}", "\\page ", "\\line ", "\\nestcell ", "\\v "),
]
FLAT_PARTS = [
    *("|\n", "**", "*", "Nơi nhận:\n", "CỘNG HÒA XÃ HỘI\n", "Số: 1\n", "ngày 1 tháng 2\n", "x" * 300 + "\n", "TT\n"),
    *("\n", "- a; - b\n", "PHỤ LỤC I DANH MỤC NHIỆM VỤ KÈM THEO\n", "KẾ HOẠCH\n"),
]


def attempt(data: bytes) -> None:
    """Read or fail in the one way that is allowed."""
    try:
        source = read_bytes(data, "x")
    except ReadError:
        return
    for item in source.items():
        str(item).encode("utf-8", "strict")


@SHORT
@given(st.binary(max_size=400))
def test_any_bytes(data):
    if not data.startswith((b"\xd0\xcf\x11\xe0", b"%PDF")):
        attempt(data)


@SHORT
@given(st.lists(st.sampled_from(PAGE_PARTS), max_size=40))
def test_any_page(parts):
    attempt(("<html>" + "".join(parts)).encode())


@SHORT
@given(st.lists(st.sampled_from(RTF_PARTS), max_size=40))
def test_any_rtf(parts):
    attempt(("{\\rtf1" + "".join(parts)).encode())


@SHORT
@given(st.lists(st.sampled_from(FLAT_PARTS), max_size=40))
def test_any_flattened_page(parts):
    attempt(("|\n|\n|\n" + "".join(parts)).encode())


@SHORT
@given(st.integers(0, 3000), st.binary(min_size=1, max_size=8))
def test_any_spoilt_word_file(at, bytes_):
    data = docx(p("Kế hoạch") * 3 + f"<w:tbl><w:tr><w:tc>{p('a')}</w:tc></w:tr></w:tbl>")
    at %= len(data)
    attempt(data[:at] + bytes_ + data[at + len(bytes_) :])


SAMPLES = Path(__file__).parents[3] / "shared" / "documents" / "legacy-encoding"


@pytest.mark.skipif(not SAMPLES.exists(), reason="the Word 97 samples are not here")
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 10**9), st.binary(min_size=1, max_size=6))
def test_any_spoilt_word97_file(at, bytes_):
    from pipeline.ingest.word97 import read_word97

    data = (SAMPLES / "2004-B6.doc").read_bytes()
    at %= len(data)
    with suppress(ReadError):
        read_word97(data[:at] + bytes_ + data[at + len(bytes_) :], "x")
