"""Archives, mails, passwords and limits through the commands."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from broken_folder import paragraphs
from made_files import docx, encrypted_docx, html, mail, pdf, text, zipped

from pipeline import cli

PASSWORD = "Mật-khẩu-7f3a9c"


def chithi(*arguments):
    return cli.main([str(argument) for argument in arguments])


def numbers(folder: Path) -> dict[str, tuple[str, str]]:
    """Every document's number and source by its name."""
    found = {}
    for path in (folder / "json").glob("*.json"):
        content = json.loads(path.read_text(encoding="utf-8"))
        found[path.stem] = content["document"]["number"], content["source"]["name"]
    return found


@pytest.fixture
def inbox(tmp_path):
    folder = tmp_path / "đến"
    folder.mkdir()
    inner = zipped({"kế hoạch 3.html": html(paragraphs(3))})
    (folder / "a.zip").write_bytes(
        zipped({"kh.docx": docx(paragraphs(1)), "2/kh.txt": text(paragraphs(2)), "i.zip": inner})
    )
    (folder / "thư.eml").write_bytes(mail("\n".join(paragraphs(4)), {"kh.docx": docx(paragraphs(5))}))
    (folder / "kh.pdf").write_bytes(pdf(paragraphs(6)))
    return folder


def test_run_makes_a_document_of_each_document_inside(inbox, tmp_path, capsys):
    out = tmp_path / "out"
    assert chithi("run", inbox, "--out", out) == 0
    assert numbers(out) == {
        "kh": ("1/KH-UBND", "a.zip › kh.docx"),
        "kh.txt": ("2/KH-UBND", "a.zip › 2/kh.txt"),
        "kế hoạch 3": ("3/KH-UBND", "a.zip › i.zip/kế hoạch 3.html"),
        "thư": ("4/KH-UBND", "thư.eml › thư.txt"),
        "kh.docx": ("5/KH-UBND", "thư.eml › kh.docx"),
        "kh.pdf": ("6/KH-UBND", "kh.pdf"),
    }
    book = openpyxl.load_workbook(out / "nhiem-vu.xlsx")
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert any(cell.value == "a.zip › 2/kh.txt" for cell in cells)
    linked = {cell.hyperlink.target for cell in cells if cell.hyperlink and cell.value == "a.zip › 2/kh.txt"}
    assert all(target.endswith("a.zip") for target in linked)
    capsys.readouterr()

    assert chithi("run", inbox, "--out", out) == 0
    assert "0 read, 6 unchanged, 0 failed" in capsys.readouterr().err
    (inbox / "a.zip").write_bytes(
        zipped({"kh.docx": docx(paragraphs(7)), "hỏng.xlsx": zipped({"xl/workbook.xml": ""})})
    )
    assert chithi("run", inbox, "--out", out) == 1
    said = capsys.readouterr().err
    assert "a.zip › hỏng.xlsx: Excel workbooks" in said
    assert "1 read, 3 unchanged, 1 failed, 2 taken away" in said
    assert numbers(out)["kh"] == ("7/KH-UBND", "a.zip › kh.docx")


def test_an_archive_that_lies_elsewhere_is_not_read_again(inbox, tmp_path, capsys):
    assert chithi("run", inbox, "--out", tmp_path / "out") == 0
    (inbox / "cũ").mkdir()
    (inbox / "a.zip").rename(inbox / "cũ" / "a.zip")
    capsys.readouterr()
    assert chithi("run", inbox, "--out", tmp_path / "out") == 0
    assert "0 read, 6 unchanged" in capsys.readouterr().err


def test_extract_and_show_take_archives_and_what_is_in_them(inbox, tmp_path, capsys):
    assert chithi("extract", inbox / "a.zip", "--out", tmp_path / "out") == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["kh.json", "kh.txt.json", "kế hoạch 3.json"]
    capsys.readouterr()
    assert chithi("show", inbox / "a.zip" / "2" / "kh.txt", "--json") == 0
    assert json.loads(capsys.readouterr().out)["document"]["number"] == "2/KH-UBND"
    assert chithi("show", inbox / "a.zip") == 1
    assert "a.zip: an archive or mail of several documents; name one of them" in capsys.readouterr().err
    assert chithi("extract", inbox / "a.zip" / "none.txt") == 1
    assert "a.zip › none.txt: no such document" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["run", "extract", "show"])
def test_a_password_opens_and_is_written_nowhere(command, tmp_path, capsys):
    (tmp_path / "in").mkdir()
    for name, data in {
        "kh.docx": encrypted_docx(paragraphs(1), PASSWORD),
        "kh.pdf": pdf(paragraphs(1), password=PASSWORD),
    }.items():
        path = tmp_path / "in" / name
        path.write_bytes(data)
        to = () if command == "show" else ("--out", tmp_path / name)
        assert chithi(command, path, *to) == 1
        assert "encrypted; give its password with --password" in capsys.readouterr().err
        assert chithi(command, path, *to, "--password", "sai") == 1
        assert "does not open it" in capsys.readouterr().err
        assert chithi(command, path, *to, "--password", PASSWORD) == 0
        said = capsys.readouterr()
        assert PASSWORD not in said.out + said.err
        if command != "show":
            written = [path.read_bytes() for path in (tmp_path / name).rglob("*") if path.is_file()]
            assert any(b"1/KH-UBND" in content for content in written)
            assert not any(PASSWORD.encode() in content for content in written)
            for book in (tmp_path / name).glob("*.xlsx"):
                cells = [c.value for s in openpyxl.load_workbook(book).worksheets for row in s.iter_rows() for c in row]
                assert "1/KH-UBND" in cells
                assert PASSWORD not in cells


LIMITED = {
    "file_bytes=1K": ("a.txt", text(paragraphs(1) * 4), "bytes (limit 1,024)"),
    "text_chars=100": ("a.txt", text(paragraphs(1)), "characters (limit 100)"),
    "unpacked_bytes=1K": ("a.docx", docx(paragraphs(1) * 9), "unpacks to"),
    "pages=3": ("a.pdf", pdf(paragraphs(1), pages=4), "4 pages (limit 3)"),
    "items=20": ("a.pdf", pdf(paragraphs(1), pages=4), "more than 20 lines"),
    "members=2": ("a.docx", docx(paragraphs(1)), "3 entries (limit 2)"),
    "nesting=1": ("a.zip", zipped({"b.zip": zipped({"c.txt": "x", "d.txt": "x"})}), "nested more than 1 deep"),
    "depth=5": ("a.html", html([]).replace(b"<body>", b"<body>" + b"<div>" * 9 + b"x"), "nested more than 5 deep"),
    "table_cells=4": ("a.html", b"<html><table>" + b"<tr><td>a<td>b</tr>" * 3 + b"</table>", "more than 4 cells"),
    "pack_ratio=5": ("a.docx", docx(["a" * 9_000_000]), "looks like a ZIP bomb"),
    "pack_ratio_from=1K": ("a.docx", docx(["a" * 900_000]), "looks like a ZIP bomb"),
}


@pytest.mark.parametrize("setting", LIMITED)
def test_every_limit_can_be_set_and_holds(setting, tmp_path, capsys):
    name, data, said = LIMITED[setting]
    (tmp_path / name).write_bytes(data)
    assert chithi("extract", tmp_path / name, "--limit", setting, "--workers", 0) == 1
    assert said in capsys.readouterr().err
    if setting != "pack_ratio=5":
        assert chithi("extract", tmp_path / name, "--workers", 0) == 0


def test_limits_of_pictures_and_converters(tmp_path, capsys, monkeypatch):
    from PIL import Image

    from pipeline.ingest.limits import Limits

    Image.new("RGB", (300, 200), "white").save(tmp_path / "a.png")
    assert chithi("extract", tmp_path / "a.png", "--limit", "pixels=50000", "--workers", 0) == 1
    assert "300 × 200 pixels" in capsys.readouterr().err
    # The converter's time is tested where the converter is; here only that it is set.
    assert Limits().with_settings(["seconds=2.5"]).seconds == 2.5


@pytest.mark.parametrize("setting", ["page=3", "pages", "pages=0", "pages=-1", "pages=viele", "=3"])
def test_a_limit_that_is_none_is_wrong_usage(setting, tmp_path, capsys):
    with pytest.raises(SystemExit) as ended:
        chithi("extract", tmp_path, "--limit", setting)
    assert ended.value.code == 2
    assert "argument --limit: " in capsys.readouterr().err
