"""What is inside ZIP archives and mails, archives in archives too, within limits; nothing is written to disk."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import Message
from typing import Any

from pipeline.ingest.docx_package import open_container
from pipeline.ingest.limits import LIMITS, Limits
from pipeline.ingest.sniff import sniff
from pipeline.model import ReadError

Member = tuple[str, bytes | ReadError]

# What operating systems and mail programs put beside the documents.
_CLUTTER = re.compile(r"(?:^|/)(?:__MACOSX/|\.|~\$|Thumbs\.db$|desktop\.ini$)", re.I)


class _Budget:
    """How many bytes may still be unpacked, over all levels."""

    def __init__(self, limits: Limits) -> None:
        self.left = limits.unpacked_bytes

    def take(self, size: int) -> None:
        self.left -= size
        if self.left < 0:
            raise ReadError("the archive unpacks to too much; unpack it by hand")


def unpack(data: bytes, name: str, password: str | None = None, limits: Limits = LIMITS) -> Iterator[Member]:
    """The documents in a file: the file itself, or the members of an archive or mail at any depth.

    Args:
        data: the file.
        name: its name; members get it as their folder.
        password: for an encrypted archive.
        limits: what is too much.

    Yields:
        Name and content, or the error that the member gave.

    Example:
        >>> list(unpack(b"x", "a.txt"))
        [('a.txt', b'x')]
    """
    yield from _unpack(data, name, password, limits, _Budget(limits), 0)


def _unpack(
    data: bytes, name: str, password: str | None, limits: Limits, budget: _Budget, depth: int
) -> Iterator[Member]:
    kind = sniff(data)
    if kind not in ("zip", "eml"):
        yield name, data
        return
    if depth >= limits.nesting:
        yield name, ReadError(f"archives nested more than {limits.nesting} deep")
        return
    try:
        members = _zip_members(data, password, limits, budget) if kind == "zip" else _mail_parts(data, limits, budget)
        for inner, found in members:
            path = f"{name}/{inner}" if inner else name
            if isinstance(found, ReadError):
                yield path, found
            elif inner:
                yield from _unpack(found, path, password, limits, budget, depth + 1)
            else:
                yield path, found
    except ReadError as e:
        yield name, e


def _zip_members(data: bytes, password: str | None, limits: Limits, budget: _Budget) -> Iterator[Member]:
    with open_container(data, limits) as container:
        for entry in container.infolist():
            name = _entry_name(entry)
            if entry.is_dir() or _CLUTTER.search(name):
                continue
            if entry.flag_bits & 1 and password is None:
                yield name, ReadError("encrypted; give the password with --password")
                continue
            if entry.file_size > limits.file_bytes:
                yield name, ReadError(f"{entry.file_size:,} bytes (limit {limits.file_bytes:,})")
                continue
            budget.take(entry.file_size)
            try:
                yield name, container.read(entry, password.encode() if password else None)
            except NotImplementedError:
                yield name, ReadError("packed in a way that is not read; unpack it by hand")
            except RuntimeError:
                yield name, ReadError("encrypted, and the password is not the right one")
            except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError):
                yield name, ReadError("damaged in the archive; pack it anew")


def _entry_name(entry: zipfile.ZipInfo) -> str:
    """The name in the encoding it was written in: old programs write UTF-8 without saying so."""
    name = entry.filename
    if not entry.flag_bits & 0x800:
        try:
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:
            name = entry.filename
    return name.replace("\\", "/").lstrip("/")


def _mail_parts(data: bytes, limits: Limits, budget: _Budget) -> Iterator[Member]:
    """The body under the empty name, then the attachments; pictures that the body shows are left out."""
    mail = message_from_bytes(data, policy=policy.default)
    try:
        body = mail.get_body(("html", "plain"))
        if body is not None and (content := _payload(body)).strip():
            yield "", content
        for i, part in enumerate(mail.walk()):
            if i > limits.members:
                raise ReadError(f"mail of more than {limits.members:,} parts")
            if part is body or (part.is_multipart() and part.get_content_type() != "message/rfc822"):
                continue
            name = part.get_filename()
            if not name or (part.get("Content-ID") and part.get_content_maintype() == "image"):
                continue
            content = _payload(part)
            budget.take(len(content))
            yield name.replace("/", "_").replace("\\", "_"), content
    except (LookupError, ValueError, AttributeError, TypeError, RecursionError) as e:
        raise ReadError("damaged mail; save its attachments") from e


def _payload(part: Message[Any, Any]) -> bytes:
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        first = inner[0] if isinstance(inner, list) and inner else None
        return first.as_bytes() if isinstance(first, Message) else b""
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return b""
    charset = part.get_content_charset()
    if part.get_content_maintype() == "text" and charset:
        # The mail's header knows the encoding; the part itself does not say.
        try:
            return content.decode(charset, "replace").encode("utf-8", "replace")
        except LookupError:
            return content
    return content
