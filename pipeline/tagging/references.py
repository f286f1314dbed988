"""Mentions of other documents in a text: numbered, laws, programmes, and documents named without number."""

from __future__ import annotations

from pipeline.model import Reference
from pipeline.tagging.citations import find_citations
from pipeline.tagging.laws import find_laws
from pipeline.tagging.named import find_named
from pipeline.tagging.short_citations import find_short_citations


def find_references(text: str) -> list[Reference]:
    """The documents that a text names, in reading order; their relation is left at ``cite``.

    Example:
        >>> [r.key for r in find_references("Nghị định số 30/2020/NĐ-CP và Luật Lưu trữ")]
        ['30/2020/NĐ-CP', 'luật lưu trữ']
    """
    found = list(find_laws(text))
    found += find_citations(text, tuple(found))
    found.sort(key=lambda r: r.start)
    found += list(find_short_citations(text, tuple(found)))
    found.sort(key=lambda r: r.start)
    found += list(find_named(text, tuple(found)))
    return sorted(found, key=lambda r: (r.start, r.end))
