"""What annotations show on a PDF page, made part of the page: number and date are often stamped into fields.

Signing software puts its own stamp (who signed, when) there too; that is no text of the document and is told apart.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from typing import Any

from pipeline.ingest.trust import STAMP

DEEPEST = 8
"""Appearances in appearances that are looked into."""
MOST_OBJECTS = 5_000
"""Objects of a page's annotations that are looked at."""
# What only signing software prints: a mail address, a time to the second.
_SIGNING = re.compile(r"\S@\S+\.\S|\b\d\d?:\d\d:\d\d\b")


def show_annotations(document: Any, page: Any, index: int) -> Any:
    """The page with what its annotations show as part of it, loaded anew where there is something.

    Args:
        document: pdfium's raw document handle; only its copy in memory changes.
        page: the page's handle; closed where another is returned.
        index: the page's number from 0.
    """
    import pypdfium2.raw as pdfium

    if not _has_appearances(page):
        return page
    if pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY) != pdfium.FLATTEN_SUCCESS:
        return page
    again = pdfium.FPDF_LoadPage(document, index)
    if not again:
        return page
    pdfium.FPDF_ClosePage(page)
    return again


def _has_appearances(page: Any) -> bool:
    import pypdfium2.raw as pdfium

    bare = (pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP)
    for number in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, number)
        if annotation:
            kind = pdfium.FPDFAnnot_GetSubtype(annotation)
            pdfium.FPDFPage_CloseAnnot(annotation)
            if kind not in bare:
                return True
    return False


def signing_stamps(page: Any, textpage: Any) -> frozenset[int]:
    """The text objects (as addresses) that signing software's stamps are made of, on a page that shows its annotations.

    pdfium appends all annotations as one form with a form for each in it.
    """
    import pypdfium2.raw as pdfium

    last = pdfium.FPDFPage_CountObjects(page) - 1
    shown = pdfium.FPDFPage_GetObject(page, last) if last >= 0 else None
    if not shown or pdfium.FPDFPageObj_GetType(shown) != pdfium.FPDF_PAGEOBJ_FORM:
        return frozenset()
    found: set[int] = set()
    for annotation in _inside(shown):
        texts = {_address(leaf): _text_of(leaf, textpage) for leaf in _leaves(annotation)}
        if any(STAMP.match(text) or _SIGNING.search(text) for text in texts.values()):
            found |= texts.keys()
    return frozenset(found)


def _inside(form: Any) -> Iterator[Any]:
    import pypdfium2.raw as pdfium

    for number in range(min(pdfium.FPDFFormObj_CountObjects(form), MOST_OBJECTS)):
        yield pdfium.FPDFFormObj_GetObject(form, number)


def _leaves(thing: Any, depth: int = 0) -> Iterator[Any]:
    import pypdfium2.raw as pdfium

    kind = pdfium.FPDFPageObj_GetType(thing)
    if kind == pdfium.FPDF_PAGEOBJ_TEXT:
        yield thing
    elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < DEEPEST:
        for inner in _inside(thing):
            yield from _leaves(inner, depth + 1)


def _text_of(leaf: Any, textpage: Any) -> str:
    import pypdfium2.raw as pdfium

    size = pdfium.FPDFTextObj_GetText(leaf, textpage, None, 0)
    buffer = ctypes.create_string_buffer(max(size, 2))
    pdfium.FPDFTextObj_GetText(leaf, textpage, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
    return buffer.raw.decode("utf-16-le", "replace").rstrip("\0")


def _address(thing: Any) -> int:
    return ctypes.cast(thing, ctypes.c_void_p).value or 0
