"""Files of every format made in memory, small, for the tests of reading many."""

from __future__ import annotations

import hashlib
import io
import random
import zipfile
from collections.abc import Iterable, Sequence
from email.message import EmailMessage
from xml.sax.saxutils import escape

Paragraphs = Sequence[str]

PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
"""Fills up passwords of PDF files (ISO 32000-1, 7.6.3.3)."""
TO_UNICODE = (
    b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def "
    b"1 begincodespacerange <0000> <FFFF> endcodespacerange "
    b"%s endcmap end end"
    % b" ".join(b"1 beginbfrange <%02X00> <%02XFF> <%02X00> endbfrange" % (high, high, high) for high in range(0x21))
)


def text(paragraphs: Paragraphs) -> bytes:
    return "\n".join(paragraphs).encode()


def html(paragraphs: Paragraphs) -> bytes:
    inside = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    return f"<!DOCTYPE html><html><head><meta charset=utf-8></head><body>{inside}</body></html>".encode()


def rtf(paragraphs: Paragraphs) -> bytes:
    def coded(paragraph: str) -> str:
        return "".join(c if c.isascii() else f"\\u{ord(c)}?" for c in paragraph)

    return ("{\\rtf1\\ansi " + "".join(f"{coded(paragraph)}\\par\n" for paragraph in paragraphs) + "}").encode("ascii")


def docx(paragraphs: Paragraphs, body: str = "", filling: int = 0) -> bytes:
    """A Word file; ``filling`` makes it larger by so many bytes."""
    inside = "".join(f"<w:p><w:r><w:t>{escape(paragraph)}</w:t></w:r></w:p>" for paragraph in paragraphs)
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return zipped(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>',
            "word/document.xml": '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
            f"<w:body>{inside}{body}</w:body></w:document>",
            "word/media/image1.bin": random.Random(0).randbytes(filling),
        }
    )


def encrypted_docx(paragraphs: Paragraphs, password: str) -> bytes:
    import msoffcrypto

    out = io.BytesIO()
    # Its writer spoils packages that are smaller than any that Word makes.
    msoffcrypto.OfficeFile(io.BytesIO(docx(paragraphs, filling=6000))).encrypt(password, out)
    return out.getvalue()


def odt(paragraphs: Paragraphs) -> bytes:
    inside = "".join(f"<text:p>{escape(paragraph)}</text:p>" for paragraph in paragraphs)
    office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    kind = "application/vnd.oasis.opendocument.text"
    return zipped(
        {
            "mimetype": kind,
            "META-INF/manifest.xml": '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<m:file-entry m:full-path="/" m:media-type="{kind}"/><m:file-entry m:full-path="content.xml" '
            'm:media-type="text/xml"/></m:manifest>',
            "content.xml": f'<office:document-content xmlns:office="{office}" office:version="1.2" '
            'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
            f"<office:body><office:text>{inside}</office:text></office:body></office:document-content>",
        }
    )


def zipped(files: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as container:
        for name, content in files.items():
            # LibreOffice looks for this one where it can read it without unpacking.
            container.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else method)
    return buffer.getvalue()


def mail(body: str, attachments: dict[str, bytes], subject: str = "Gửi văn bản") -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@b.vn", "c@d.vn", subject
    message.set_content(body)
    for name, content in attachments.items():
        message.add_attachment(content, "application", "octet-stream", filename=name)
    return message.as_bytes()


def pdf(
    lines: Paragraphs = (),
    *,
    pages: int = 1,
    password: str = "",
    content: bytes | None = None,
    stamps: Iterable[tuple[float, float, Paragraphs]] = (),
) -> bytes:
    """A PDF with a text layer in any letters, in a font that is not embedded.

    Args:
        lines: of each page, from the top.
        pages: how many pages show them.
        password: to open it with; RC4 of 40 bits.
        content: the pages' content stream instead of one with the lines.
        stamps: annotations: x, y of the lower left corner and lines.
    """
    if content is None:
        content = b"".join(_shown(60, 780 - 18 * n, line) for n, line in enumerate(lines))
    font = b"<< /Font << /F 5 0 R >> >>"
    bodies: list[tuple[bytes, bytes | None]] = [
        (b"<< /Type /Catalog /Pages 2 0 R >>", None),
        (b"", None),
        (b"<< ", content),
        (b"<< ", TO_UNICODE),
        (
            b"<< /Type /Font /Subtype /Type0 /BaseFont /Times-Roman /Encoding /Identity-H /ToUnicode 4 0 R "
            b"/DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Times-Roman /DW 500 /CIDSystemInfo "
            b"<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor << /Type /FontDescriptor "
            b"/FontName /Times-Roman /Flags 32 /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 "
            b"/FontBBox [0 -200 1000 800] >> >>] >>",
            None,
        ),
    ]
    annotations = b""
    for x, y, stamped in stamps:
        height = 14 * len(stamped) + 4
        form = b"".join(_shown(2, height - 14 * (n + 1), line, 12) for n, line in enumerate(stamped))
        bodies.append((b"<< /Type /XObject /Subtype /Form /BBox [0 0 200 %d] /Resources %s " % (height, font), form))
        annotations += (
            b"<< /Type /Annot /Subtype /Widget /FT /Sig /F 132 /Rect [%g %g %g %g] /AP << /N %d 0 R >> >>"
            % (x, y, x + 200, y + height, len(bodies))
        )
    first = len(bodies) + 1
    for _ in range(pages):
        bodies.append(
            (
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R /Resources %s /Annots [%s] >>"
                % (font, annotations),
                None,
            )
        )
    kids = b" ".join(b"%d 0 R" % number for number in range(first, first + pages))
    bodies[1] = (b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, pages), None)
    return _written(bodies, password)


def _shown(x: float, y: float, line: str, size: int = 13) -> bytes:
    return b"BT /F %d Tf %g %g Td <%s> Tj ET\n" % (size, x, y, line.encode("utf-16-be").hex().encode())


def _written(bodies: list[tuple[bytes, bytes | None]], password: str) -> bytes:
    out, places, trailer, key = bytearray(b"%PDF-1.4\n"), [], b"", b""
    if password:
        padded = (password.encode() + PADDING)[:32]
        owner = rc4(hashlib.md5(padded).digest()[:5], padded)
        permissions, name = (0xFFFFFFFC).to_bytes(4, "little"), b"0123456789abcdef"
        key = hashlib.md5(padded + owner + permissions + name).digest()[:5]
        trailer = b"/Encrypt << /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >> /ID [<%s> <%s>]" % (
            *(owner.hex().encode(), rc4(key, PADDING).hex().encode()),
            *(name.hex().encode(), name.hex().encode()),
        )
    for number, (body, stream) in enumerate(bodies, 1):
        places.append(len(out))
        if stream is not None:
            if key:
                stream = rc4(hashlib.md5(key + number.to_bytes(3, "little") + b"\0\0").digest()[:10], stream)
            body += b"/Length %d >>\nstream\n%s\nendstream" % (len(stream), stream)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF" % (len(bodies) + 1, trailer, start)
    return bytes(out)


def rc4(key: bytes, data: bytes) -> bytes:
    """The cipher of old PDF files (ISO 32000-1, 7.6.2)."""
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)
