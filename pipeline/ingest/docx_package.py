"""The ZIP container of a Word file: parts as XML, within limits, entities off."""

from __future__ import annotations

import io
import zipfile
import zlib
from posixpath import join, normpath
from typing import TYPE_CHECKING

from pipeline.ingest.limits import LIMITS, Limits
from pipeline.ingest.sniff import MOST_ENTRIES, has_too_many_entries
from pipeline.model import ReadError

if TYPE_CHECKING:
    from lxml.etree import _Element

_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MAIN = "officeDocument"


def open_container(data: bytes, limits: Limits = LIMITS) -> zipfile.ZipFile:
    """Open a ZIP container that stays within the limits once unpacked.

    Raises:
        ReadError: it is damaged, encrypted or would unpack to too much.

    Example:
        >>> open_container(b"PK")
        Traceback (most recent call last):
        pipeline.model.source.ReadError: damaged or truncated ZIP container; save the file anew
    """
    if has_too_many_entries(data):
        raise ReadError(f"ZIP container of more than {MOST_ENTRIES:,} entries; unpack it by hand")
    try:
        container = zipfile.ZipFile(io.BytesIO(data))
        entries = container.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as e:
        raise ReadError("damaged or truncated ZIP container; save the file anew") from e
    if len(entries) > limits.members:
        raise ReadError(f"ZIP container of {len(entries):,} entries (limit {limits.members:,})")
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if unpacked > limits.unpacked_bytes:
        raise ReadError(f"ZIP container unpacks to {unpacked:,} bytes (limit {limits.unpacked_bytes:,})")
    if unpacked > limits.pack_ratio_from and unpacked > limits.pack_ratio * max(packed, 1):
        raise ReadError(f"ZIP container unpacks to {unpacked // max(packed, 1)} times its size: looks like a ZIP bomb")
    return container


def read_member(container: zipfile.ZipFile, name: str) -> bytes | None:
    """The bytes of one entry, None where there is none.

    Raises:
        ReadError: the entry is damaged or encrypted.
    """
    try:
        entry = container.getinfo(name)
    except KeyError:
        return None
    if entry.flag_bits & 1:
        raise ReadError("the ZIP container is encrypted; save it without a password")
    try:
        return container.read(entry)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as e:
        raise ReadError(f"damaged part {name}; save the file anew") from e


def parse_xml(data: bytes, part: str) -> _Element:
    """Parse XML with entities, document types and the network off.

    Raises:
        ReadError: it is no XML.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(data.replace(_STRICT, _TRANSITIONAL), parser)
    except (etree.XMLSyntaxError, ValueError) as e:
        raise ReadError(f"damaged part {part}; save the file anew") from e
    if root is None:
        raise ReadError(f"damaged part {part}; save the file anew")
    return root


class Package:
    """The parts of a Word file."""

    def __init__(self, data: bytes, limits: Limits = LIMITS) -> None:
        self._container = open_container(data, limits)
        self.main = self._target("", _MAIN) or "word/document.xml"

    def document(self) -> _Element:
        """The main part."""
        part = self.part(self.main)
        if part is None:
            raise ReadError("the Word file has no document part; save the file anew")
        return part

    def part(self, name: str) -> _Element | None:
        """Any part as XML, None where there is none."""
        data = read_member(self._container, name)
        return None if data is None else parse_xml(data, name)

    def related(self, kind: str, default: str) -> _Element | None:
        """A part that the main part refers to: ``styles``, ``numbering``, ``footnotes``."""
        return self.part(self._target(self.main, kind) or join(self.main.rpartition("/")[0], default))

    def _target(self, source: str, kind: str) -> str | None:
        folder, _, name = source.rpartition("/")
        relations = self.part(join(folder, "_rels", f"{name}.rels"))
        if relations is None:
            return None
        for relation in relations:
            if not isinstance(relation.tag, str) or relation.get("TargetMode") == "External":
                continue
            if (relation.get("Type") or "").endswith("/" + kind):
                target = relation.get("Target") or ""
                return target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
        return None
