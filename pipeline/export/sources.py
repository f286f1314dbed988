"""The catalogue of sources as JSON and as rows of tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

from pipeline.catalogue.conflicts import Conflict
from pipeline.catalogue.lineage import Branch
from pipeline.catalogue.mentions import CitingDocument
from pipeline.catalogue.sources import Source
from pipeline.export.document import designation
from pipeline.export.labels import Language, label
from pipeline.export.rows import SEPARATOR, Row


def as_record(source: Source) -> dict[str, Any]:
    """A source, for a program."""
    return {**asdict(source), "relations": source.relations}


def branch_as_record(branch: Branch) -> dict[str, Any]:
    """A document with what stands above or below it, for a program."""
    return asdict(branch)


def source_rows(
    sources: Iterable[Source], documents: Mapping[str, CitingDocument], language: Language = "vi"
) -> Iterator[Row]:
    """One row a source."""
    for source in sources:
        yield {
            "key": source.key or source.id,
            "type": source.type,
            "issuer": source.issuer,
            "successors": SEPARATOR.join(source.successors),
            "date": source.date,
            "title": source.title,
            "names": SEPARATOR.join(source.names) if source.key else None,
            "count": len(source.cited_by),
            "cited_by": SEPARATOR.join(call(c.stem, documents) for c in source.cited_by),
            "relations": ", ".join(label("relation", relation, language) for relation in source.relations),
            "held": label("held", "yes" if source.held else "no", language),
            "known": source.known,
            "conflicts": SEPARATOR.join(describe(conflict, documents, language) for conflict in source.conflicts),
            "category": source.category,
            "level": source.level,
            "id": source.id,
        }


def citation_rows(
    sources: Iterable[Source], documents: Mapping[str, CitingDocument], language: Language = "vi"
) -> Iterator[Row]:
    """One row for every source and document that cites it."""
    for source in sources:
        for citation in source.cited_by:
            yield {
                "key": source.key or source.id,
                "document": call(citation.stem, documents),
                "relations": ", ".join(label("relation", relation, language) for relation in citation.relations),
                "text": citation.text,
                "count": citation.mentions + citation.back,
                "how": citation.how,
                "page": citation.page,
                "stem": citation.stem,
                "id": source.id,
            }


def describe(conflict: Conflict, documents: Mapping[str, CitingDocument], language: Language = "vi") -> str:
    """A contradiction in words, with who says so.

    Example:
        >>> describe(Conflict("year", ("54/2014/NQ-HĐND", "2019-12-09"), ("a",)), {})
        'Năm trong số khác năm ban hành: 54/2014/NQ-HĐND ≠ 2019-12-09 (a)'
    """
    said_by = ", ".join(call(stem, documents) for stem in conflict.stems)
    values = " ≠ ".join(conflict.values)
    return f"{label('conflict', conflict.kind, language)}: {values}" + (f" ({said_by})" if said_by else "")


def call(stem: str, documents: Mapping[str, CitingDocument]) -> str:
    """How people call a document of the corpus.

    Example:
        >>> call("kh-5", {})
        'kh-5'
    """
    document = documents.get(stem)
    if document is None or document.number is None:
        return stem
    return designation({"type": document.type, "number": document.number}) or stem
