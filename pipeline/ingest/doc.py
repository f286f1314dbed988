"""DOC, RTF and ODT: through LibreOffice where it is installed, else by readers of our own."""

from __future__ import annotations

from dataclasses import replace

from pipeline.ingest.docx import read_docx
from pipeline.ingest.limits import LIMITS, Limits
from pipeline.ingest.office import convert
from pipeline.model import Source


def read_doc(data: bytes, name: str, limits: Limits = LIMITS) -> Source:
    """Read a Word 97–2003 file.

    Raises:
        ReadError: it cannot be read.
    """
    return replace(read_docx(convert(data, "doc", limits), name, limits), format="doc")


def read_rtf(data: bytes, name: str, limits: Limits = LIMITS) -> Source:
    """Read an RTF file."""
    return replace(read_docx(convert(data, "rtf", limits), name, limits), format="rtf")


def read_odt(data: bytes, name: str, limits: Limits = LIMITS) -> Source:
    """Read an OpenDocument text."""
    return replace(read_docx(convert(data, "odt", limits), name, limits), format="odt")
