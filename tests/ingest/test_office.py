"""Word 97, RTF and OpenDocument files, with LibreOffice and without."""

import io
import os
import stat
import time
import unicodedata
import zipfile
from pathlib import Path

import made_files
import pytest
from rapidfuzz.distance import Indel
from word_files import abstract, docx, level, num, numbered, p

from pipeline.ingest import office, prepare, read, read_bytes
from pipeline.ingest.doc import read_odt
from pipeline.ingest.docx import read_docx
from pipeline.ingest.limits import Limits
from pipeline.ingest.odt import read_opendocument
from pipeline.ingest.rtf import read_rtf
from pipeline.ingest.word97 import read_word97
from pipeline.model import Line, ReadError, Source

SAMPLES = Path(__file__).parents[3] / "shared" / "documents" / "legacy-encoding"
needs_samples = pytest.mark.skipif(not SAMPLES.exists(), reason="the samples in old encodings are not here")
needs_office = pytest.mark.skipif(office.find_office() is None, reason="LibreOffice is not installed")
LEAST, LEAST_OVERALL = 0.90, 0.985
WORDS = sorted(SAMPLES.glob("*.doc"))


def text_of(source: Source) -> str:
    found = []
    for item in source.items():
        lines = [item] if isinstance(item, Line) else [x for row in item.rows for c in row if c for x in c.lines]
        found += [line.text for line in lines]
    return "\n".join(found)


def marked(c: str) -> bool:
    return c in "đĐ" or (c.isalpha() and unicodedata.normalize("NFD", c) != c)


def diacritic_accuracy(truth: str, got: str) -> tuple[int, int]:
    """Letters with diacritics that came back exactly, and all of the truth; aligned by words, then by letters."""
    a, b = unicodedata.normalize("NFC", truth).split(), got.split()
    hits, gap = 0, None
    total = sum(marked(c) for w in a for c in w)
    stretches = []
    for op in Indel.opcodes(a, b):
        if op.tag == "equal":
            hits += sum(marked(c) for w in a[op.src_start : op.src_end] for c in w)
            gap = None
            continue
        if gap is None:
            gap = [op.src_start, op.src_end, op.dest_start, op.dest_end]
            stretches.append(gap)
        gap[1], gap[3] = op.src_end, op.dest_end
    for s, e, ds, de in stretches:
        x, y = "".join(a[s:e]), "".join(b[ds:de])
        for op in Indel.opcodes(x, y):
            hits += sum(marked(c) for c in x[op.src_start : op.src_end]) if op.tag == "equal" else 0
    return hits, total


def check(sources: dict[Path, Source]) -> None:
    hits = total = 0
    for path, source in sources.items():
        truth = (SAMPLES / f"{path.stem}.truth.txt").read_text(encoding="utf-8")
        h, t = diacritic_accuracy(truth, text_of(source))
        assert h / t >= LEAST, f"{path.name}: {h / t:.3f}"
        hits, total = hits + h, total + t
    assert hits / total >= LEAST_OVERALL


@needs_samples
def test_old_encodings_without_libreoffice():
    check({path: read_word97(path.read_bytes(), path.name) for path in WORDS})


@needs_samples
def test_old_encodings_in_rtf():
    check({path: read_rtf(path.read_bytes(), path.name) for path in SAMPLES.glob("*.rtf")})


@needs_samples
@needs_office
def test_old_encodings_with_libreoffice_in_one_process():
    some = WORDS[::4]
    assert prepare([*some, SAMPLES / "2003-A-15.rtf", SAMPLES / "none.doc"]) == len(some)
    begun = time.monotonic()
    sources = {path: read(path) for path in some}
    assert time.monotonic() - begun < 0.5 * len(some)
    assert {s.format for s in sources.values()} == {"doc"}
    check(sources)


@needs_office
def test_opendocument_with_and_without_libreoffice(tmp_path):
    import subprocess

    body = (
        p("KẾ HOẠCH", '<w:jc w:val="center"/>', "<w:b/>")
        + numbered("một", 1)
        + numbered("hai", 1, 1)
        + numbered("ba", 1)
        + f"<w:tbl><w:tr><w:tc>{p('TT')}</w:tc><w:tc>{p('Nhiệm vụ')}</w:tc></w:tr></w:tbl>"
        + p("sau")
    )
    lists = abstract(1, level(0, "upperRoman", "%1."), level(1, "decimal", "%2.")) + num(1, 1)
    path = tmp_path / "a.docx"
    path.write_bytes(docx(body, numbering=lists))
    profile = f"-env:UserInstallation={(tmp_path / 'p').as_uri()}"
    command = [office.find_office(), profile, "--headless", "--convert-to", "odt", "--outdir", str(tmp_path), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    data = (tmp_path / "a.odt").read_bytes()
    expected = [i.text for i in read_docx(path.read_bytes(), "a").items() if isinstance(i, Line)]
    assert expected == ["KẾ HOẠCH", "I. một", "1. hai", "II. ba", "sau"]
    for source in (read_odt(data, "a"), read_opendocument(data, "a")):
        assert source.format == "odt"
        assert [i.text for i in source.items() if isinstance(i, Line)] == expected
        first = next(source.items())
        assert first.bold
        assert first.centred


def program(tmp_path: Path, script: str) -> str:
    path = tmp_path / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def test_a_hanging_program_is_killed_with_its_children(tmp_path, monkeypatch):
    marker = tmp_path / "alive"
    script = program(tmp_path, f"(sleep 3; touch {marker}) & sleep 600")
    monkeypatch.setattr(office, "find_office", lambda: script)
    monkeypatch.setattr(office, "_START_SECONDS", 0.3)
    begun = time.monotonic()
    with pytest.raises(ReadError, match="cannot read"):
        office.convert(os.urandom(64), "doc", Limits(seconds=0.2))
    assert time.monotonic() - begun < 2.5
    time.sleep(max(0.0, begun + 3.6 - time.monotonic()))
    assert not marker.exists()


def test_a_crashing_program_is_one_error(tmp_path, monkeypatch):
    script = program(tmp_path, "kill -SEGV $$")
    monkeypatch.setattr(office, "find_office", lambda: script)
    with pytest.raises(ReadError, match="cannot read"):
        office.convert(os.urandom(64), "doc")


@needs_samples
def test_without_libreoffice_it_says_what_is_missing(monkeypatch):
    monkeypatch.setattr("pipeline.ingest.doc.find_office", lambda: None)
    source = read(SAMPLES / "2004-B6.doc")
    assert source.format == "doc"
    assert "list numbers" in source.notes[0]
    monkeypatch.setattr(office, "find_office", lambda: None)
    with pytest.raises(ReadError, match="not installed"):
        office.convert(b"x", "doc")


@needs_samples
def test_encrypted_word_file():
    data = bytearray((SAMPLES / "2004-B6.doc").read_bytes())
    at = data.index(b"\xec\xa5\xc1\x00")
    data[at + 11] |= 1
    with pytest.raises(ReadError, match="encrypted"):
        read_bytes(bytes(data), "x.doc")


@needs_samples
@pytest.mark.parametrize("part", [0.1, 0.5])
def test_truncated_word_file(part):
    data = (SAMPLES / "2004-B6.doc").read_bytes()
    with pytest.raises(ReadError):
        read_word97(data[: int(len(data) * part)], "x.doc")


def numbered_odt() -> bytes:
    """An OpenDocument text with a list that counts by itself."""
    data = made_files.odt(["@"])
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        parts = {name: container.read(name) for name in container.namelist()}
    styles = (
        b'<office:automatic-styles xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0">'
        b'<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1" '
        b'style:num-suffix="."/></text:list-style></office:automatic-styles>'
    )
    items = b"".join(b"<text:list-item><text:p>%s</text:p></text:list-item>" % word for word in (b"mot", b"hai"))
    content = parts["content.xml"].replace(b"<office:body>", styles + b"<office:body>")
    content = content.replace(b"<text:p>@</text:p>", b'<text:list text:style-name="L1">' + items + b"</text:list>")
    return made_files.zipped({**parts, "content.xml": content})


@pytest.mark.parametrize("program_of", [lambda path: None, lambda path: program(path, "exit 1")], ids=["none", "fails"])
def test_list_numbers_come_or_it_is_said_that_they_are_missing(tmp_path, monkeypatch, program_of):
    found = program_of(tmp_path)
    monkeypatch.setattr("pipeline.ingest.doc.find_office", lambda: found)
    monkeypatch.setattr(office, "find_office", lambda: found)
    source = read_bytes(numbered_odt(), "a.odt")
    assert [item.text for item in source.items()] == ["1. mot", "2. hai"]
    assert source.notes == ()
    if SAMPLES.exists():
        # A byte more, so that it is not what another test had converted.
        (note,) = read_bytes((SAMPLES / "2004-B6.doc").read_bytes() + b"\0", "a.doc").notes
        assert note.startswith("list numbers that Word makes itself are missing: LibreOffice ")
        assert ("is not installed" in note) == (found is None)
