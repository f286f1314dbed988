"""From a file to its tasks: puts ingestion, structure, tagging and tasks together."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pipeline.ingest.limits import LIMITS, Limits
from pipeline.model import Document, Extraction, Source


def extract(
    path: Path | str, password: str | None = None, limits: Limits = LIMITS, calibrate: bool = True
) -> Extraction:
    """Reads a file and extracts everything there is in it.

    Args:
        path: a PDF, DOCX, HTML or text file; what it is is decided by its content.
        password: for an encrypted file.
        limits: what is too much for one file.
        calibrate: False leaves confidence as the rules say it; training starts from that.

    Returns:
        the document with its tasks, references and indicators.

    Raises:
        ReadError: the file cannot be read; the message says what is wrong and what to do.

    Example:
        >>> len(extract("data/raw/004_afaa5fc56c4b807e.txt").tasks) > 5
        True
    """
    from pipeline.ingest import read

    return extract_source(read(path, password, limits), calibrate)


def extract_source(source: Source, calibrate: bool = True) -> Extraction:
    """Extracts from what a reader gave; see :func:`extract`."""
    from pipeline.structure import parse

    return extract_document(parse(source), calibrate)


def extract_document(document: Document, calibrate: bool = True) -> Extraction:
    """Tags a structured document and finds its tasks; see :func:`extract`."""
    from pipeline.confidence import calibrated
    from pipeline.tagging import tag
    from pipeline.tagging.references.relations import basis_keys
    from pipeline.tasks import find_tasks

    tags = tag(document)
    metadata = replace(document.metadata, basis=basis_keys(document, tags.references))
    document = replace(document, metadata=metadata)
    extraction = Extraction(document, find_tasks(document, tags), tags.references, document.indicators)
    return calibrated(extraction) if calibrate else extraction
