import io
import zipfile
from email.message import EmailMessage

import pytest

from pipeline.ingest import read, read_all, read_bytes
from pipeline.ingest.archive import unpack
from pipeline.ingest.limits import Limits
from pipeline.model import ReadError, Source


def zipped(**files: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as z:
        for name, content in files.items():
            z.writestr(name, content)
    return buffer.getvalue()


def all_of(data: bytes, tmp_path, name: str = "a.zip", **settings):
    path = tmp_path / name
    path.write_bytes(data)
    return dict(read_all(path, **settings))


def test_every_member_and_its_error(tmp_path):
    data = zipped(
        **{
            "thư mục/Công văn.txt": "Công văn".encode(),
            "trang.pdf": b"<html><p>KH",
            "hong.docx": b"PK\x03\x04word/document.xml",
            "rong.txt": b"",
            "trong.zip": zipped(**{"b.txt": b"b", "c.txt": b"c"}),
            "__MACOSX/x": b"1",
            ".DS_Store": b"1",
        }
    )
    found = all_of(data, tmp_path)
    assert list(found) == [
        "a.zip/thư mục/Công văn.txt",
        "a.zip/trang.pdf",
        "a.zip/hong.docx",
        "a.zip/rong.txt",
        "a.zip/trong.zip/b.txt",
        "a.zip/trong.zip/c.txt",
    ]
    kinds = [s.format if isinstance(s, Source) else "error" for s in found.values()]
    assert kinds == ["text", "html", "error", "error", "text", "text"]
    with pytest.raises(ReadError, match="several"):
        read(tmp_path / "a.zip")


def test_archive_of_one_document_is_that_document():
    assert read_bytes(zipped(**{"x.txt": b"KH"}), "a.zip").format == "text"
    with pytest.raises(ReadError, match="no documents"):
        read_bytes(zipped(), "a.zip")


def test_mail_with_attachments(tmp_path):
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@b.vn", "c@d.vn", "Gửi văn bản"
    mail.set_content("Kính gửi các đơn vị")
    mail.add_attachment(zipped(**{"kh.txt": "Kế hoạch".encode()}), "application", "zip", filename="tài liệu.zip")
    mail.add_attachment("Chỉ thị", filename="../ct.txt")
    found = all_of(mail.as_bytes(), tmp_path, "m.eml")
    assert list(found) == ["m.eml/m.txt", "m.eml/tài liệu.zip/kh.txt", "m.eml/.._ct.txt"]
    assert [next(s.items()).text for s in found.values()] == ["Kính gửi các đơn vị", "Kế hoạch", "Chỉ thị"]


def test_page_saved_as_mail():
    page = (
        b"From: <Saved by Blink>\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: multipart/related; boundary=B\r\n\r\n"
        b"--B\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        b"<html><p>CH=E1=BB=88 TH=E1=BB=8A</p></html>\r\n--B--\r\n"
    )
    source = read_bytes(page, "x.mht")
    assert source.format == "html"
    assert next(source.items()).text == "CHỈ THỊ"


def test_too_deep_too_large_too_many(tmp_path):
    data = zipped(**{"x.txt": b"x", "y.txt": b"y"})
    for _ in range(12):
        data = zipped(**{"n.zip": data})
    assert [str(e) for _, e in unpack(data, "a.zip")] == ["archives nested more than 8 deep"]
    two = zipped(a=b"a" * 900, b=b"b" * 900)
    assert [type(v) for _, v in unpack(two, "a.zip", limits=Limits(unpacked_bytes=1000))] == [ReadError]
    nested = zipped(**{"1.zip": two, "2.zip": two})
    found = [v for _, v in unpack(nested, "a.zip", limits=Limits(unpacked_bytes=2500))]
    assert isinstance(found[-1], ReadError)
    assert [type(v) for _, v in unpack(two, "a.zip", limits=Limits(members=1))] == [ReadError]
    large, small = (v for _, v in unpack(zipped(a=b"a" * 900, b=b"b"), "a.zip", limits=Limits(file_bytes=100)))
    assert isinstance(large, ReadError)
    assert small == b"b"


def test_encrypted_and_damaged_members():
    data = bytearray(zipped(**{"x.txt": b"x" * 50, "y.txt": b"y"}))
    flags = data.index(b"PK\x01\x02") + 8
    data[flags] |= 1
    (_, first), (_, second) = unpack(bytes(data), "a.zip")
    assert "encrypted" in str(first)
    assert second == b"y"
    spoilt = bytearray(zipped(**{"x.txt": b"x" * 50}))
    spoilt[40] ^= 0xFF
    ((_, error),) = unpack(bytes(spoilt), "a.zip")
    assert isinstance(error, ReadError)


def test_missing_file_is_one_error(tmp_path):
    ((name, error),) = read_all(tmp_path / "không có.zip")
    assert name == "không có.zip"
    assert "no such file" in str(error)


def test_a_member_without_a_name():
    data = zipped(x=b"text").replace(b"x" + b"text", b"\x00" + b"text")
    assert len(list(unpack(data, "a.zip"))) == 1
    nameless = bytearray(zipped(x=b"text"))
    at = nameless.index(b"PK\x01\x02")
    nameless[at + 28] = 0
    del nameless[at + 46]
    nameless[nameless.index(b"PK\x05\x06") + 12] -= 1
    ((name, _),) = unpack(bytes(nameless), "a.zip")
    assert name == "a.zip/_"
