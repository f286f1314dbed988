"""Which format a file has, by its content; names lie."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", "rtf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"Rar!\x1a\x07", "packed"),
    (b"7z\xbc\xaf\x27\x1c", "packed"),
    (b"\x1f\x8b", "packed"),
)
_PDF_WITHIN = 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = (("EncryptedPackage", "encrypted"), ("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls"))
_DIRECTORY_ENTRY = b"PK\x01\x02"
MOST_ENTRIES = 100_000
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title|table|div|p|center|font|span|h[1-6]|br)\b",
    re.I | re.S,
)
_HTML_INSIDE = re.compile(rb"<(?:!doctype\s+html|html|body)\b", re.I)
_HEADER_LINE = re.compile(rb"[A-Za-z][A-Za-z0-9-]{1,40}:[ \t]?\S?")
_MAIL_HEADERS = re.compile(
    rb"^(?:from|to|subject|date|received|return-path|message-id|mime-version|delivered-to|content-type):", re.I | re.M
)
_BOMS = ((b"\xef\xbb\xbf", 3), (b"\xff\xfe", 2), (b"\xfe\xff", 2))
_WINDOW = 4096
_VOID = b"\x00 \t\r\n\x0c"
# Control bytes that no text holds; TCVN3 text uses some of 0x01-0x1F, so a few are allowed.
_BINARY = bytes(c for c in range(9))
_BINARY_SHARE = 0.02


def sniff(data: bytes) -> str:
    """Name the format.

    One of pdf, docx, odt, doc, rtf, html, text, eml, zip, png, jpeg, tiff, or of what is not read: xls, xlsx,
    packed, encrypted, empty, unknown.

    Example:
        >>> sniff(b"%PDF-1.7 ..."), sniff(b"<html><p>x"), sniff("Chỉ thị".encode())
        ('pdf', 'html', 'text')
    """
    head = data[:_WINDOW]
    if not head.strip(_VOID) and not data.strip(_VOID):
        return "empty"
    if b"%PDF-" in head[:_PDF_WITHIN]:
        return "pdf"
    for magic, name in _MAGIC:
        if head.startswith(magic):
            return name
    if head.startswith(_ZIP):
        return _sniff_zip(data)
    if head.startswith(_OLE):
        return _sniff_ole(data)
    return _sniff_text(head)


def has_too_many_entries(data: bytes) -> bool:
    """Whether a ZIP container's directory is too long to be even looked at; its entries take memory each.

    Example:
        >>> has_too_many_entries(b"PK"), has_too_many_entries(bytes([80, 75, 1, 2]) * 200_000)
        (False, True)
    """
    return data.count(_DIRECTORY_ENTRY) > MOST_ENTRIES


def _sniff_zip(data: bytes) -> str:
    if has_too_many_entries(data):
        return "zip"
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as z:
            names = set(z.namelist())
            if "word/document.xml" in names or any(n.startswith("word/") for n in names):
                return "docx"
            if "mimetype" in names and z.getinfo("mimetype").file_size < 200:
                mime = z.read("mimetype")
                if mime.startswith(b"application/vnd.oasis.opendocument.text"):
                    return "odt"
            if any(n.startswith(("xl/", "ppt/")) for n in names):
                return "xlsx"
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError):
        # The directory stands at the end: a truncated DOCX still shows what it was by its first entries.
        return "docx" if b"word/" in data[:65536] or b"[Content_Types].xml" in data[:_WINDOW] else "zip"
    return "zip"


def _sniff_ole(data: bytes) -> str:
    for stream, name in _OLE_STREAMS:
        if stream.encode("utf-16-le") in data:
            return name
    return "unknown"


def _sniff_text(head: bytes) -> str:
    body = head
    for bom, length in _BOMS:
        if head.startswith(bom):
            if length == 2:
                wide = head[: len(head) // 2 * 2].decode("utf-16", "ignore").encode("utf-8")
                return "html" if _HTML.match(wide) or _HTML_INSIDE.search(wide) else "text"
            body = head[length:]
    zeros = body.count(0)
    if zeros > len(body) * 0.2:
        # UTF-16 without a mark: every second byte is zero over a stretch of ASCII.
        even, odd = body[0::2].count(0), body[1::2].count(0)
        return "text" if max(even, odd) > 20 * max(min(even, odd), 1) or min(even, odd) == 0 else "unknown"
    if sum(body.count(c) for c in _BINARY) > len(body) * _BINARY_SHARE:
        return "unknown"
    # A page saved as a mail holds the page's tags too, so headers are looked for first.
    if _HEADER_LINE.match(body) and len(_MAIL_HEADERS.findall(body)) >= 2:
        return "eml"
    if _HTML.match(body) or _HTML_INSIDE.search(body):
        return "html"
    return "text"
