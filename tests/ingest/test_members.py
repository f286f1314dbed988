"""Documents in archives and mails have paths of their own; their names never lead out of the archive."""

import os

import pytest
from made_files import docx, mail, zipped

from pipeline.ingest import read
from pipeline.ingest.limits import Limits
from pipeline.ingest.members import container_of, find_member, list_documents, load, may_hold_documents, shown
from pipeline.model import ReadError

INNER = {"kh.txt": "Kế hoạch".encode(), "thư mục/ct.docx": docx(["Chỉ thị"])}


@pytest.fixture
def inbox(tmp_path):
    (tmp_path / "a.zip").write_bytes(zipped({**INNER, "trong.zip": zipped({"cv.txt": "Công văn".encode()})}))
    (tmp_path / "m.eml").write_bytes(mail("Kính gửi các sở", {"kh.docx": docx(["Kế hoạch"])}))
    (tmp_path / "plain.docx").write_bytes(docx(["Báo cáo"]))
    return tmp_path


def below(path, root):
    return [each.relative_to(root).as_posix() for each in list_documents(path)]


def test_every_document_has_a_path_that_reads_it(inbox):
    listed = below(inbox / "a.zip", inbox)
    assert listed == ["a.zip/kh.txt", "a.zip/thư mục/ct.docx", "a.zip/trong.zip/cv.txt"]
    sources = [read(inbox / name) for name in listed]
    assert [next(source.items()).text for source in sources] == ["Kế hoạch", "Chỉ thị", "Công văn"]
    assert sources[1].name == "a.zip › thư mục/ct.docx"
    assert below(inbox / "m.eml", inbox) == ["m.eml/m.txt", "m.eml/kh.docx"]
    assert next(read(inbox / "m.eml/m.txt").items()).text == "Kính gửi các sở"
    assert below(inbox / "plain.docx", inbox) == ["plain.docx"]


def test_a_mail_without_attachments_is_itself(tmp_path):
    (tmp_path / "m.eml").write_bytes(mail("Kính gửi các sở", {}))
    assert list_documents(tmp_path / "m.eml") == [tmp_path / "m.eml"]
    assert read(tmp_path / "m.eml").name == "m.eml › m.txt"


def test_a_forwarded_mail_is_unpacked_once(tmp_path):
    from email import message_from_bytes, policy

    outer = message_from_bytes(mail("Chuyển tiếp", {"a.txt": b"a"}), policy=policy.default)
    outer.add_attachment(message_from_bytes(mail("Thư trong", {"b.txt": b"b"}), policy=policy.default))
    (tmp_path / "m.eml").write_bytes(outer.as_bytes())
    assert below(tmp_path / "m.eml", tmp_path) == [
        "m.eml/m.txt",
        "m.eml/a.txt",
        "m.eml/forwarded.eml/forwarded.txt",
        "m.eml/forwarded.eml/b.txt",
    ]


def test_names_inside_never_lead_out(tmp_path):
    names = ["../../etc/passwd", "/etc/passwd", "..\\..\\x.txt", "a\nb.txt", "./c/./d.txt", "..", "x\ty.txt"]
    (tmp_path / "a.zip").write_bytes(zipped(dict.fromkeys(names, b"text")))
    listed = list_documents(tmp_path / "a.zip")
    assert len(listed) == len(names)
    for path in listed:
        assert os.path.abspath(path) == str(path)
        assert path.is_relative_to(tmp_path / "a.zip")
        assert shown(path).isprintable()
        assert next(read(path).items()).text == "text"


def test_two_members_of_one_name_are_two_documents(tmp_path):
    import warnings
    import zipfile

    with warnings.catch_warnings(), zipfile.ZipFile(tmp_path / "a.zip", "w") as container:
        warnings.simplefilter("ignore")
        for name in ("kh.txt", "kh.txt", "kh (2).txt", "kh"):
            container.writestr(name, f"{name}{len(container.infolist())}")
    listed = list_documents(tmp_path / "a.zip")
    assert [path.name for path in listed] == ["kh.txt", "kh (2).txt", "kh (2) (2).txt", "kh"]
    assert [next(read(path).items()).text for path in listed] == ["kh.txt0", "kh.txt1", "kh (2).txt2", "kh3"]


def test_paths_that_lead_nowhere(inbox):
    with pytest.raises(ReadError, match="no such document"):
        read(inbox / "a.zip" / "không có.txt")
    with pytest.raises(ReadError, match="no such"):
        read(inbox / "plain.docx" / "x.txt")
    with pytest.raises(ReadError, match="no such file"):
        read(inbox / "none" / "x.txt")
    assert find_member(inbox / "none.zip") is None
    assert container_of(inbox / "a.zip" / "x") == inbox / "a.zip"
    with pytest.raises(ReadError, match=r"several documents; name one of them, such as a\.zip/kh\.txt"):
        read(inbox / "a.zip")


def test_one_member_costs_only_itself(tmp_path):
    (tmp_path / "a.zip").write_bytes(zipped({"big.txt": b"x" * 5000, "small.txt": b"x"}))
    assert next(read(tmp_path / "a.zip" / "small.txt", limits=Limits(unpacked_bytes=6000)).items()).text == "x"
    with pytest.raises(ReadError, match="unpacks to"):
        read(tmp_path / "a.zip" / "small.txt", limits=Limits(unpacked_bytes=4000))


def test_what_is_no_file_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.pdf")
    with pytest.raises(ReadError, match="not a file"):
        load(tmp_path / "pipe.pdf")
    (tmp_path / "zero.pdf").symlink_to("/dev/zero")
    with pytest.raises(ReadError, match="not a file"):
        load(tmp_path / "zero.pdf")
    (tmp_path / "round.pdf").symlink_to("round.pdf")
    with pytest.raises(ReadError, match="cannot be opened"):
        load(tmp_path / "round.pdf")
    assert not any(map(may_hold_documents, tmp_path.iterdir()))


def test_only_archives_and_mails_are_looked_into(inbox):
    (inbox / "a.txt").write_text("Subject: chỉ là văn bản", encoding="utf-8")
    found = {path.name for path in inbox.iterdir() if may_hold_documents(path)}
    assert found == {"a.zip", "m.eml", "plain.docx"}
