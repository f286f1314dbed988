"""Nothing is written outside --out, nothing fetched, no macro run, and every cell is text."""

from __future__ import annotations

import http.server
import os
import subprocess
import sys
import threading
from pathlib import Path

import openpyxl
import pytest
from broken_folder import paragraphs
from made_files import docx, html, mail, odt, pdf, rtf, text, zipped

from pipeline.ingest.office import find_office
from pipeline.model import ReadError

ROOT = Path(__file__).parent.parent
LISTENER = '''
"""Loaded by every Python process of the run: notes what it writes, whom it calls and what it starts."""

import os, sys

log = os.open(os.environ["NOTES"], os.O_WRONLY | os.O_APPEND)
CHANGING = {"os.mkdir": 2, "os.rename": 2, "os.remove": 1, "os.rmdir": 1, "os.link": 2, "os.symlink": 2, "os.chmod": 2,
            "os.truncate": 0}  # which argument is the folder that the name is below
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def listen(event, arguments):
    if event == "open":
        name, mode, flags = arguments
        if isinstance(name, int) or not (flags & WRITING):
            return
        said = "wrote", os.path.abspath(os.fsdecode(name))
    elif event in CHANGING:
        # A tree is removed by names below an open folder.
        folder = arguments[CHANGING[event]] if CHANGING[event] else -1
        below = os.readlink(f"/proc/self/fd/{folder}") if folder != -1 else os.getcwd()
        said = "wrote", os.path.abspath(os.path.join(below, os.fsdecode(arguments[0])))
    elif event in ("socket.connect", "socket.getaddrinfo", "socket.sendto", "urllib.Request"):
        said = "called", repr(arguments[1:] if event == "socket.connect" else arguments)
    elif event in ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn"):
        said = "started", repr(arguments[0])
    else:
        return
    os.write(log, (" ".join(said).replace("\\n", " ") + "\\n").encode("utf-8", "replace"))


sys.addaudithook(listen)
'''


class _Visits(http.server.BaseHTTPRequestHandler):
    seen: list[str]

    def do_GET(self):
        self.seen.append(self.path)
        self.send_response(404)
        self.end_headers()

    do_HEAD = do_POST = do_GET

    def log_message(self, *_):
        pass


@pytest.fixture
def site():
    """A server that knows who asked for what."""
    handler = type("Visits", (_Visits,), {"seen": []})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", handler.seen
    server.shutdown()
    server.server_close()


def calling(url: str) -> dict[str, bytes]:
    """Documents of every format that ask for something from elsewhere."""
    body = paragraphs(1)
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r9" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
        f'Target="{url}/template.dotm" TargetMode="External"/></Relationships>'
    )
    picture = f'<draw:frame xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"><draw:image xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="{url}/odt.png"/></draw:frame>'  # noqa: E501
    return {
        "a.html": html(body).replace(
            b"<head>",
            f"<head><base href='{url}/'><link rel=stylesheet href='{url}/a.css'><script src='{url}/a.js'></script>"
            f"<meta http-equiv=refresh content='0;url={url}/next'>".encode(),
        )
        + f"<img src='{url}/a.png'><iframe src='{url}/f'></iframe>".encode(),
        "b.docx": _with(docx(body), {"word/_rels/settings.xml.rels": relations, "word/settings.xml": "<x/>"}),
        "c.odt": _changed(odt(body), "content.xml", b"</text:p>", f"{picture}</text:p>".encode()),
        "d.rtf": rtf(body)[:-1] + f'{{\\field{{\\*\\fldinst INCLUDEPICTURE "{url}/d.png"}}{{\\fldrslt x}}}}}}'.encode(),
        "e.pdf": pdf(body).replace(
            b"/Type /Catalog", f"/Type /Catalog /OpenAction << /S /URI /URI ({url}/e) >>".encode()
        ),
        "f.docx": _changed(
            docx(body), "word/document.xml", b"<w:document", f'<!DOCTYPE w:d SYSTEM "{url}/f.dtd"><w:document'.encode()
        ),
        "g.eml": mail("xem", {"a.html": f"<p>CHỈ THỊ<img src='{url}/g.png'>".encode()}),
        "h.txt": text([*body, f"{url}/h"]),
    }


def _with(container: bytes, parts: dict[str, str]) -> bytes:
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(container)) as z:
        return zipped({**{name: z.read(name) for name in z.namelist()}, **parts})


def _changed(container: bytes, part: str, old: bytes, new: bytes) -> bytes:
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(container)) as z:
        parts = {name: z.read(name) for name in z.namelist()}
    assert old in parts[part]
    return zipped({**parts, part: parts[part].replace(old, new, 1)})


def listened(tmp_path: Path, *arguments: str | Path) -> tuple[subprocess.CompletedProcess[bytes], list[str]]:
    """Run chithi under the listener, in a folder, a home and a folder for temporary files of its own."""
    listener = tmp_path / "listener"
    for folder in (listener, tmp_path / "home", tmp_path / "here", tmp_path / "temporary"):
        folder.mkdir()
    (listener / "sitecustomize.py").write_text(LISTENER, encoding="utf-8")
    notes = tmp_path / "notes"
    notes.touch()
    environment = {
        **{key: value for key, value in os.environ.items() if not key.startswith("XDG_")},
        **{"PYTHONPATH": f"{listener}{os.pathsep}{ROOT}", "PYTHONDONTWRITEBYTECODE": "1", "NOTES": str(notes)},
        **{"HOME": str(tmp_path / "home"), "TMPDIR": str(tmp_path / "temporary")},
    }
    command = [sys.executable, "-m", "pipeline.cli", *map(str, arguments)]
    done = subprocess.run(command, env=environment, cwd=tmp_path / "here", capture_output=True, timeout=170)
    return done, notes.read_text(encoding="utf-8").splitlines()


def test_nothing_is_written_outside_out_and_nothing_is_fetched(tmp_path, site):
    url, seen = site
    inbox = tmp_path / "in"
    inbox.mkdir()
    for name, content in calling(url).items():
        (inbox / name).write_bytes(content)
    (inbox / "i.zip").write_bytes(zipped({"../../../here/out.txt": text(paragraphs(2)), "/here/abs.txt": b"CHI THI"}))
    before = {path: path.read_bytes() for path in inbox.iterdir()}
    done, notes = listened(tmp_path, "run", inbox, "--out", tmp_path / "out", "--workers", "2")

    assert done.returncode == 0, done.stderr.decode()
    assert seen == []
    assert [note for note in notes if note.startswith("called ")] == []
    allowed = (tmp_path / "out", tmp_path / "temporary", Path(os.devnull))
    written = [Path(note.removeprefix("wrote ")) for note in notes if note.startswith("wrote ")]
    assert any(path.is_relative_to(tmp_path / "out") for path in written)
    assert [path for path in written if not any(path.is_relative_to(place) for place in allowed)] == []
    started = [note for note in notes if note.startswith("started ")]
    assert all("office" in note for note in started)
    assert {path: path.read_bytes() for path in inbox.iterdir()} == before
    assert not list((tmp_path / "here").iterdir())
    assert not [path for path in (tmp_path / "home").rglob("*") if path.is_file()]
    assert not [path.name for path in (tmp_path / "temporary").iterdir() if path.name.startswith("chithi-")]


def test_the_listener_hears(tmp_path, site):
    """What the test above looks for would be seen."""
    url, seen = site
    (tmp_path / "in").mkdir()
    (tmp_path / "home-of-its-own").mkdir()
    script = tmp_path / "x.py"
    script.write_text(
        "import urllib.request, contextlib, subprocess\n"
        f"open({str(tmp_path / 'elsewhere')!r}, 'w').write('x')\n"
        f"with contextlib.suppress(Exception): urllib.request.urlopen({url + '/x'!r})\n"
        "subprocess.run(['true'])\n",
        encoding="utf-8",
    )
    (tmp_path / "listener").mkdir()
    (tmp_path / "listener" / "sitecustomize.py").write_text(LISTENER, encoding="utf-8")
    (tmp_path / "notes").touch()
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "listener"), "NOTES": str(tmp_path / "notes")}
    subprocess.run([sys.executable, str(script)], env=environment, check=True)
    notes = (tmp_path / "notes").read_text(encoding="utf-8")
    assert f"wrote {tmp_path / 'elsewhere'}" in notes
    assert "called " in notes
    assert "started 'true'" in notes
    assert seen == ["/x"]


MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
Sub Main
  n = FreeFile
  Open "{target}" For Output As #n
  Print #n, "run"
  Close #n
End Sub
</script:module>"""
LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false"><library:element library:name="Module1"/></library:library>"""
LIBRARIES = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:libraries PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "libraries.dtd">
<library:libraries xmlns:library="http://openoffice.org/2000/library" xmlns:xlink="http://www.w3.org/1999/xlink">
<library:library library:name="Standard" library:link="false"/></library:libraries>"""
EVENTS = """<office:scripts><office:event-listeners xmlns:script="urn:oasis:names:tc:opendocument:xmlns:script:1.0"
 xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dom="http://www.w3.org/2001/xml-events"><script:event-listener
 script:language="ooo:script" script:event-name="dom:load" xlink:type="simple"
 xlink:href="vnd.sun.star.script:Standard.Module1.Main?language=Basic&amp;location=document"/></office:event-listeners>
</office:scripts>"""


@pytest.mark.skipif(find_office() is None, reason="LibreOffice is not installed")
def test_no_macro_is_run(tmp_path):
    from pipeline.ingest.office import convert

    marker = tmp_path / "macro-was-run"
    document = _changed(odt(paragraphs(1)), "content.xml", b"<office:body>", f"{EVENTS}<office:body>".encode())
    document = _changed(
        document,
        "META-INF/manifest.xml",
        b"</m:manifest>",
        b"".join(
            b'<m:file-entry m:full-path="%s" m:media-type="text/xml"/>' % part
            for part in (b"Basic/script-lc.xml", b"Basic/Standard/script-lb.xml", b"Basic/Standard/Module1.xml")
        )
        + b"</m:manifest>",
    )
    document = _with(
        document,
        {
            "Basic/script-lc.xml": LIBRARIES,
            "Basic/Standard/script-lb.xml": LIBRARY,
            "Basic/Standard/Module1.xml": MACRO.format(target=marker),
        },
    )
    assert convert(document, "odt")
    assert not marker.exists()


@pytest.mark.skipif(os.name != "posix", reason="the stand-in is a shell script")
def test_the_converter_is_told_to_run_no_macro_and_follow_no_link(tmp_path, monkeypatch):
    """Converting, LibreOffice runs none of its own accord; it is told so all the same."""
    from pipeline.ingest import office

    told = tmp_path / "told"
    stand_in = tmp_path / "soffice"
    stand_in.write_text(
        f'#!/bin/sh\nfor a in "$@"; do case $a in -env:UserInstallation=file://*) '
        f'cat "${{a#-env:UserInstallation=file://}}/user/registrymodifications.xcu" > "{told}";; esac; done\n',
        encoding="utf-8",
    )
    stand_in.chmod(0o755)
    monkeypatch.setattr(office, "find_office", lambda: str(stand_in))
    with pytest.raises(ReadError):
        office.convert(b"a document that nobody has converted yet", "odt")
    said = " ".join(told.read_text(encoding="utf-8").split())
    for setting in (
        'DisableMacrosExecution" oor:op="fuse"><value>true',
        'BlockUntrustedRefererLinks" oor:op="fuse"><value>true',
    ):
        assert setting in said


def test_no_cell_is_a_formula_that_came_from_a_document(tmp_path):
    body = [
        *paragraphs(1)[:4],
        "=1+1",
        "I. NHIỆM VỤ",
        "1. =cmd|' /C calc'!A0 Sở Tài chính chủ trì bố trí kinh phí trước ngày 31/7/2026.",
        '2. =HYPERLINK("http://x.invalid","x") Sở Nội vụ chủ trì báo cáo trước ngày 31/7/2026.',
        "3. @SUM(A1) Sở Y tế chủ trì kiểm tra trước ngày 31/7/2026.",
    ]
    path = tmp_path / "=1+1.txt"
    path.write_bytes(text(body))
    command = [sys.executable, "-m", "pipeline.cli", "run", str(path), "--out", str(tmp_path / "out")]
    subprocess.run(command, check=True, cwd=ROOT, capture_output=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
    (book,) = (tmp_path / "out").glob("*.xlsx")
    cells = [cell for sheet in openpyxl.load_workbook(book).worksheets for row in sheet.iter_rows() for cell in row]
    texts = [cell.value for cell in cells if isinstance(cell.value, str)]
    assert any(value.startswith("=HYPERLINK(") for value in texts)
    assert "=1+1" in texts
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
