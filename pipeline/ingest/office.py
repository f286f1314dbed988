"""LibreOffice as a converter: its own profile, no macros, no links followed, killed when it hangs."""

from __future__ import annotations

import atexit
import hashlib
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from pipeline.ingest.limits import LIMITS, Limits
from pipeline.model import ReadError

_NAMES = ("soffice", "libreoffice")
# How the files begin that are converted: OLE2 and ZIP containers.
OWN_KINDS = (b"\xd0\xcf\x11\xe0", b"PK\x03\x04")
_START_SECONDS = 20.0
# Macros never run; links and remote images are never followed.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution"
 oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"
 oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>2</value>
</prop></item>
</oor:items>
"""


@lru_cache(maxsize=1)
def find_office() -> str | None:
    """The path of LibreOffice's program, None where it is not installed."""
    return next((found for found in map(shutil.which, _NAMES) if found), None)


@lru_cache(maxsize=1)
def _work_dir() -> Path:
    """A folder of this process for the profile and the converted files, removed at its end."""
    folder = Path(tempfile.mkdtemp(prefix="chithi-office-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    settings = folder / "profile" / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(_SETTINGS, encoding="utf-8")
    (folder / "done").mkdir()
    return folder


def convert(data: bytes, extension: str, limits: Limits = LIMITS) -> bytes:
    """Convert one DOC, RTF or ODT file to DOCX.

    Raises:
        ReadError: LibreOffice is not there, hangs, or cannot read the file.
    """
    key = hashlib.sha256(data).hexdigest()
    done = convert_all({key: (data, extension)}, limits)
    if key not in done:
        raise ReadError("LibreOffice cannot read the file; it is damaged or no document")
    return done[key]


def convert_all(files: Mapping[str, tuple[bytes, str]], limits: Limits = LIMITS) -> dict[str, bytes]:
    """Convert many files in one process; those that fail are missing from the result.

    Args:
        files: content and extension by SHA-256; what was converted before in this process is not converted again.
        limits: ``seconds`` for each file.

    Raises:
        ReadError: LibreOffice is not installed.
    """
    program = find_office()
    if program is None:
        raise ReadError("LibreOffice is not installed; install libreoffice-writer or save the file as DOCX")
    folder = _work_dir()
    done = folder / "done"
    missing = [key for key in files if not (done / f"{key}.docx").exists()]
    if missing:
        with tempfile.TemporaryDirectory(dir=folder) as inbox:
            paths = []
            for key in missing:
                content, extension = files[key]
                path = Path(inbox) / f"{key}.{extension}"
                path.write_bytes(content)
                paths.append(path)
            _run(program, folder, paths, done, _START_SECONDS + limits.seconds * len(paths))
    return {key: (done / f"{key}.docx").read_bytes() for key in files if (done / f"{key}.docx").exists()}


def _run(program: str, folder: Path, paths: Sequence[Path], out: Path, seconds: float) -> None:
    command = [
        *(
            program,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--norestore",
            "--nolockcheck",
        ),
        *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(out), *map(str, paths)),
    ]
    environment = {**os.environ, "HOME": str(folder), "TMPDIR": str(folder), "SAL_USE_VCLPLUGIN": "svp"}
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment,
        start_new_session=True,
    )  # fmt: skip
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        return
    finally:
        # The program forks; its whole group of processes goes.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
