"""Word files: paragraphs with their list numbers, tables, text boxes, notes, tracked changes as accepted."""

from __future__ import annotations

from dataclasses import replace

from pipeline.ingest.docx_blocks import BlockReader
from pipeline.ingest.docx_package import Package
from pipeline.ingest.limits import LIMITS, Limits
from pipeline.model import Line, Page, ReadError, Source, SourceTable


def read_docx(data: bytes, name: str, limits: Limits = LIMITS) -> Source:
    """Read a DOCX file. Pages are those of Word's last layout, one page where the file does not tell.

    Raises:
        ReadError: damaged, encrypted, too large, or without text.

    Example:
        >>> read_docx(b"PK", "x.docx")
        Traceback (most recent call last):
        pipeline.model.source.ReadError: damaged or truncated ZIP container; save the file anew
    """
    package = Package(data, limits)
    reader = BlockReader(package, limits)
    items = reader.read(package.document())
    if not items:
        raise ReadError("the Word file holds no text")
    last = items[-1].page
    if last > limits.pages:
        raise ReadError(f"document of {last:,} pages (limit {limits.pages:,}); split the file")
    notes = [replace(line, page=last) for line in reader.read_notes()]
    pages: dict[int, list[Line | SourceTable]] = {}
    for item in [*items, *notes]:
        pages.setdefault(item.page, []).append(item)
    return Source(name, "docx", tuple(Page(n, tuple(found)) for n, found in sorted(pages.items())))
