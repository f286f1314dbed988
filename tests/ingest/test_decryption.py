"""Files that open with a password: read with the right one, one clear line without it or with a wrong one."""

from contextlib import suppress

import pytest
from made_files import encrypted_docx, pdf, zipped

from pipeline.ingest import read_bytes
from pipeline.model import ReadError

PASSWORD = "mật khẩu 2026"


FILES = {
    "docx": encrypted_docx(["Kế hoạch số 12/KH-UBND"], PASSWORD),
    "pdf": pdf(["Ke hoach so 12/KH-UBND"], password=PASSWORD),
}


@pytest.mark.parametrize("kind", FILES)
def test_the_right_password_opens_it(kind):
    assert "12/KH-UBND" in next(read_bytes(FILES[kind], "x", PASSWORD).items()).text


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("password", [None, "", "sai"])
def test_without_it_one_line_says_what_to_do(kind, password):
    with pytest.raises(ReadError) as error:
        read_bytes(FILES[kind], "x", password or None)
    said = str(error.value)
    assert ("give its password with --password" if not password else "does not open it") in said
    assert "sai" not in said


def test_the_hash_is_that_of_the_file_as_it_lies_there():
    import hashlib

    source = read_bytes(FILES["docx"], "x", PASSWORD)
    assert source.sha256 == hashlib.sha256(FILES["docx"]).hexdigest()


def test_in_an_archive_too():
    assert read_bytes(zipped({"a.docx": FILES["docx"]}), "a.zip", PASSWORD).format == "docx"


@pytest.mark.parametrize("at", range(520, len(FILES["docx"]), len(FILES["docx"]) // 23))
def test_a_damaged_one_is_read_or_one_line(at):
    data = bytearray(FILES["docx"])
    data[at : at + 40] = b"\xff" * 40
    with suppress(ReadError):
        read_bytes(bytes(data), "x", PASSWORD)
