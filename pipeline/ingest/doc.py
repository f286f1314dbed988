"""DOC and ODT: through LibreOffice where it is installed, else by readers of our own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pipeline.ingest.docx import read_docx
from pipeline.ingest.limits import LIMITS, Limits
from pipeline.ingest.office import convert, find_office
from pipeline.model import ReadError, Source

_UNNUMBERED = "list numbers that Word makes itself are missing: {}"
_ABSENT, _FAILED = "LibreOffice is not installed", "LibreOffice could not convert the file"


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
    why = _ABSENT
    if find_office() is not None:
        try:
            return replace(read_docx(convert(data, kind, limits), name, limits), format=kind)
        except ReadError:
            why = _FAILED
    source = own(data, name, limits)
    # OpenDocument says how its lists count; in Word 97 files only what is printed is read.
    return replace(source, notes=(*source.notes, _UNNUMBERED.format(why))) if kind == "doc" else source
