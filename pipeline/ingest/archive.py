"""What is inside ZIP archives and mails, archives in archives too, within limits; nothing is written to disk.

Members are named like files below the archive: ``archive.zip/folder/file.docx``. Whatever names they bear inside, these
are safe to show and never lead out of the archive.
"""

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
_CLUTTER = re.compile(r"(?:^|/)(?:__MACOSX/|\.(?!\.)|~\$|Thumbs\.db$|desktop\.ini$)", re.I)


_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
BODY = {"text/html": ".html", "text/plain": ".txt"}
"""How the body of a mail is called: as the mail, with this ending."""
FORWARDED = "forwarded.eml"
"""How a mail within a mail is called that bears no name."""
_MAIL = "message/rfc822"


class _Budget:
    """How many bytes may still be unpacked, over all levels."""

    def __init__(self, limits: Limits) -> None:
        self.left = limits.unpacked_bytes

    def take(self, size: int) -> None:
        self.left -= size
        if self.left < 0:
            raise ReadError("the archive unpacks to too much; unpack it by hand")


def unpack(
    data: bytes, name: str, password: str | None = None, limits: Limits = LIMITS, wanted: str | None = None
) -> Iterator[Member]:
    """The documents in a file: the file itself, or the members of an archive or mail at any depth.

    Args:
        data: the file.
        name: its name; members get it as their folder.
        password: for an encrypted archive.
        limits: what is too much.
        wanted: the name of the one member that is asked for; nothing else is unpacked.

    Yields:
        Name and content, or the error that the member gave.

    Example:
        >>> list(unpack(b"x", "a.txt"))
        [('a.txt', b'x')]
    """
    yield from _Unpacking(password, limits, wanted).unpack(data, name, 0)


class _Unpacking:
    def __init__(self, password: str | None, limits: Limits, wanted: str | None) -> None:
        self._password = password
        self._limits = limits
        self._wanted = wanted
        self._budget = _Budget(limits)

    def unpack(self, data: bytes, name: str, depth: int) -> Iterator[Member]:
        kind = sniff(data)
        if kind not in ("zip", "eml"):
            yield name, data
            return
        if depth >= self._limits.nesting:
            yield name, ReadError(f"archives nested more than {self._limits.nesting} deep")
            return
        names, members = _Names(name, self._wanted), self._zip if kind == "zip" else self._mail
        try:
            for path, found in members(data, names):
                if isinstance(found, ReadError):
                    yield path, found
                else:
                    yield from self.unpack(found, path, depth + 1)
        except ReadError as e:
            yield name, e

    def _zip(self, data: bytes, names: _Names) -> Iterator[Member]:
        with open_container(data, self._limits) as container:
            for entry in container.infolist():
                name = _entry_name(entry)
                if entry.filename.endswith("/") or _CLUTTER.search(name):
                    continue
                name = names.give(name)
                if not names.is_wanted(name):
                    continue
                if entry.flag_bits & 1 and self._password is None:
                    yield name, ReadError("encrypted; give the password with --password")
                    continue
                if entry.file_size > self._limits.file_bytes:
                    yield name, ReadError(f"{entry.file_size:,} bytes (limit {self._limits.file_bytes:,})")
                    continue
                self._budget.take(entry.file_size)
                try:
                    yield name, container.read(entry, self._password.encode() if self._password else None)
                except NotImplementedError:
                    yield name, ReadError("packed in a way that is not read; unpack it by hand")
                except RuntimeError:
                    yield name, ReadError("encrypted, and the password is not the right one")
                except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError):
                    yield name, ReadError("damaged in the archive; pack it anew")

    def _mail(self, data: bytes, names: _Names) -> Iterator[Member]:
        """The body under the mail's own name, then the attachments; pictures that the body shows are left out."""
        mail = message_from_bytes(data, policy=policy.default)
        try:
            body = mail.get_body(("html", "plain"))
            if body is not None and (content := _payload(body)).strip():
                path = names.give(names.stem + BODY.get(body.get_content_type(), ".txt"))
                if names.is_wanted(path):
                    yield path, content
            for part in _attachments(mail, self._limits):
                name = part.get_filename() or (FORWARDED if part.get_content_type() == _MAIL else "")
                if part is body or not name or (part.get("Content-ID") and part.get_content_maintype() == "image"):
                    continue
                path = names.give(_safe(name.replace("/", "_").replace("\\", "_")))
                if names.is_wanted(path):
                    content = _payload(part)
                    self._budget.take(len(content))
                    yield path, content
        except (LookupError, ValueError, AttributeError, TypeError, RecursionError) as e:
            raise ReadError("damaged mail; save its attachments") from e


class _Names:
    """Gives the members of one archive their names, no two the same, and says which of them are asked for."""

    def __init__(self, folder: str, wanted: str | None) -> None:
        self._folder = folder
        self._wanted = wanted
        self._given: dict[str, int] = {}
        self.stem = folder.rpartition("/")[2].rpartition(".")[0] or "mail"

    def give(self, safe: str) -> str:
        stem, dot, ending = safe.rpartition(".")
        if not dot or "/" in ending:
            stem, dot, ending = safe, "", ""
        number = self._given.get(safe, 0) + 1
        self._given[safe] = number
        while number > 1 and (safe := f"{stem} ({number}){dot}{ending}") in self._given:
            number += 1
        self._given.setdefault(safe, 1)
        return f"{self._folder}/{safe}"

    def is_wanted(self, path: str) -> bool:
        return self._wanted is None or path == self._wanted or self._wanted.startswith(f"{path}/")


def _entry_name(entry: zipfile.ZipInfo) -> str:
    """The safe name in the encoding it was written in: old programs write UTF-8 without saying so."""
    name = entry.filename
    if not entry.flag_bits & 0x800:
        try:
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:
            name = entry.filename
    return _safe(name)


def _safe(name: str) -> str:
    """A path below the archive that can be shown, whatever was written."""
    parts = [_CONTROL.sub("_", part).strip() for part in name.replace("\\", "/").split("/")]
    safe = "/".join("_" if part == ".." else part for part in parts if part not in ("", "."))
    return safe.encode("utf-8", "replace").decode() or "_"


def _attachments(mail: Message[Any, Any], limits: Limits) -> Iterator[Message[Any, Any]]:
    """The parts of a mail, those of mails within it not among them."""
    waiting, seen = [mail], 0
    while waiting:
        part = waiting.pop()
        seen += 1
        if seen > limits.members:
            raise ReadError(f"mail of more than {limits.members:,} parts")
        inner = part.get_payload() if part.is_multipart() and part.get_content_type() != _MAIL else None
        if isinstance(inner, list):
            waiting += [each for each in reversed(inner) if isinstance(each, Message)]
        else:
            yield part


def _payload(part: Message[Any, Any]) -> bytes:
    if part.get_content_type() == _MAIL:
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
