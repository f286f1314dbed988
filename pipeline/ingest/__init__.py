"""Files to Sources: pages of lines and tables, however the file came. The content decides the format."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import cast

from pipeline.ingest.decryption import decrypt, is_encrypted
from pipeline.ingest.glued import part_source
from pipeline.ingest.limits import LIMITS, Limits
from pipeline.ingest.members import ARROW, find_member, load, load_member
from pipeline.ingest.sniff import sniff
from pipeline.model import ReadError, Source

__all__ = ["LIMITS", "Limits", "prepare", "read", "read_all", "read_bytes", "sniff"]

# Readers are imported when the first file of their format comes, so that starting costs nothing.
_READERS = {
    "pdf": ("pipeline.ingest.pdf", "read_pdf"),
    "docx": ("pipeline.ingest.docx", "read_docx"),
    "html": ("pipeline.ingest.html", "read_html"),
    "text": ("pipeline.ingest.text", "read_text"),
    "doc": ("pipeline.ingest.doc", "read_doc"),
    "rtf": ("pipeline.ingest.rtf", "read_rtf"),
    "odt": ("pipeline.ingest.doc", "read_odt"),
    "png": ("pipeline.ingest.scan", "read_image"),
    "jpeg": ("pipeline.ingest.scan", "read_image"),
    "tiff": ("pipeline.ingest.scan", "read_image"),
}
_REFUSED = {
    "empty": "the file is empty",
    "packed": "RAR, 7z and gzip archives are not read; unpack it",
    "xls": "Excel workbooks are not read; save the sheet as PDF or text",
    "xlsx": "Excel workbooks and slides are not read; save as PDF or text",
    "unknown": "unknown format; PDF, DOCX, DOC, RTF, ODT, HTML, text and images are read",
}


def read(path: Path | str, password: str | None = None, limits: Limits = LIMITS) -> Source:
    """Read one file of any known format, also one in an archive or a mail: ``archive.zip/folder/file.pdf``.

    Args:
        path: the file.
        password: for an encrypted one.
        limits: what is too much.

    Raises:
        ReadError: the file cannot be read; the message says why and what to do.

    Example:
        >>> import tempfile, pathlib
        >>> p = pathlib.Path(tempfile.mkdtemp()) / "a.pdf"
        >>> _ = p.write_text("<html><p>CHỈ THỊ</p>")
        >>> read(p).format
        'html'
    """
    path = Path(path)
    member = find_member(path)
    if member is None:
        return read_bytes(load(path, limits), path.name, password, limits)
    return read_bytes(load_member(member, password, limits), member.shown, password, limits)


def read_all(
    path: Path | str, password: str | None = None, limits: Limits = LIMITS
) -> Iterator[tuple[str, Source | ReadError]]:
    """Read a file and, where it is a ZIP archive or a mail, every document in it; a bad one does not stop the rest.

    Yields:
        The name (``archive.zip/folder/file.pdf`` inside an archive) and the Source, or the error it gave.

    Example:
        >>> import tempfile, pathlib
        >>> p = pathlib.Path(tempfile.mkdtemp()) / "a.txt"
        >>> _ = p.write_text("CHỈ THỊ", encoding="utf-8")
        >>> [(name, source.format) for name, source in read_all(p)]
        [('a.txt', 'text')]
    """
    from pipeline.ingest.archive import unpack

    path = Path(path)
    try:
        data = load(path, limits)
        for name, found in unpack(data, path.name, password, limits):
            if isinstance(found, ReadError):
                yield name, found
                continue
            try:
                yield name, read_bytes(found, name, password, limits)
            except ReadError as e:
                yield name, e
    except ReadError as e:
        yield path.name, e


def read_bytes(data: bytes, name: str, password: str | None = None, limits: Limits = LIMITS) -> Source:
    """Read a file's content; ``name`` is only a name.

    Raises:
        ReadError: the content cannot be read; the message says why and what to do.

    Example:
        >>> read_bytes("KẾ HOẠCH".encode(), "x.txt").pages[0].items[0].text
        'KẾ HOẠCH'
    """
    if len(data) > limits.file_bytes:
        raise ReadError(f"{len(data):,} bytes (limit {limits.file_bytes:,}); split the file")
    kind = sniff(data)
    if kind in ("zip", "eml"):
        return _read_only_member(data, name, password, limits)
    if is_encrypted(data, kind):
        source = read_bytes(decrypt(data, password, limits), name, password, limits)
        return replace(source, sha256=hashlib.sha256(data).hexdigest())
    if kind not in _READERS:
        raise ReadError(_REFUSED[kind])
    module, function = _READERS[kind]
    try:
        reader = cast(Callable[..., Source], getattr(import_module(module), function))
        source = reader(data, name, password, limits) if kind == "pdf" else reader(data, name, limits)
    except ReadError:
        raise
    except (MemoryError, RecursionError) as e:
        raise ReadError(f"damaged or too complex {kind} file ({type(e).__name__})") from e
    return replace(part_source(source), sha256=hashlib.sha256(data).hexdigest())


def prepare(paths: Iterable[Path | str], limits: Limits = LIMITS) -> int:
    """Convert the Word 97 and OpenDocument files among many in one process of LibreOffice; optional, for speed only.

    What it converts is kept until this process ends, and ``read`` takes it from there. Files that fail here are tried
    again, each alone, when they are read.

    Returns:
        How many files were converted.

    Example:
        >>> prepare([])
        0
    """
    from pipeline.ingest.office import OWN_KINDS, convert_all, find_office

    files: dict[str, tuple[bytes, str]] = {}
    for path in map(Path, paths):
        try:
            with path.open("rb") as file:
                if not file.read(4).startswith(OWN_KINDS):
                    continue
            data = load(path, limits)
        except (OSError, ValueError, ReadError):
            continue
        kind = sniff(data)
        if kind in ("doc", "odt"):
            files[hashlib.sha256(data).hexdigest()] = (data, kind)
    if not files or find_office() is None:
        return 0
    return len(convert_all(files, limits))


def _read_only_member(data: bytes, name: str, password: str | None, limits: Limits) -> Source:
    """An archive or a mail that holds one document is that document."""
    from pipeline.ingest.archive import unpack

    members = []
    for member in unpack(data, name, password, limits):
        members.append(member)
        if len(members) > 1:
            raise ReadError(f"an archive or mail of several documents; name one of them, such as {members[0][0]}")
    if not members:
        raise ReadError("the archive holds no documents")
    inner, found = members[0]
    if isinstance(found, ReadError):
        raise found
    return read_bytes(found, inner.replace("/", ARROW, 1), password, limits)
