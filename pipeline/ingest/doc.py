"""DOC and ODT: through LibreOffice where it is installed, else by readers of our own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pipeline.ingest.docx import read_docx
from pipeline.ingest.limits import LIMITS, Limits
from pipeline.ingest.office import convert, find_office
from pipeline.model import ReadError, Source

_UNNUMBERED = "LibreOffice is not installed: list numbers that Word makes itself are missing"


def read_doc(data: bytes, name: str, limits: Limits = LIMITS) -> Source:
    """Read a Word 97–2003 file.

    Raises:
        ReadError: damaged, encrypted or without text.
    """
    from pipeline.ingest.word97 import check_word, read_word97

    # LibreOffice takes any rubbish for plain text, and asks for passwords.
    check_word(data, limits)
    return _read(data, name, "doc", read_word97, limits)


def read_odt(data: bytes, name: str, limits: Limits = LIMITS) -> Source:
    """Read an OpenDocument text.

    Raises:
        ReadError: damaged, encrypted or without text.
    """
    from pipeline.ingest.odt import check_opendocument, read_opendocument

    check_opendocument(data, limits)
    return _read(data, name, "odt", read_opendocument, limits)


def _read(data: bytes, name: str, kind: str, own: Callable[[bytes, str, Limits], Source], limits: Limits) -> Source:
    """LibreOffice knows list numbers; our own reader knows when a file is encrypted and never hangs."""
    if find_office() is None:
        source = own(data, name, limits)
        return replace(source, notes=(*source.notes, _UNNUMBERED))
    try:
        return replace(read_docx(convert(data, kind, limits), name, limits), format=kind)
    except ReadError:
        return own(data, name, limits)
