"""Documents that cite what their text names."""

from __future__ import annotations

from pipeline.catalogue.mentions import citing_document
from pipeline.catalogue.sources import build_catalogue
from pipeline.tagging.references.find import find_references
from pipeline.tagging.references.short_citations import resolve

HAI_PHONG = "Ủy ban nhân dân thành phố Hải Phòng"


def document(
    stem, text, issuer=HAI_PHONG, issued="2025-06-01", kind="Kế hoạch", number=None, relation="implement", **more
):
    """A document that cites what its text names."""
    references = [
        {
            "text": r.text, "category": r.category, "key": r.key, "type": r.type, "issuer": r.issuer, "date": r.date,
            "relation": relation, "spans": [{"start": r.start, "end": r.end, "page": 1}],
        }
        for r in resolve(find_references(text))
    ]  # fmt: skip
    head = {"type": kind, "number": number, "issuer": issuer, "issued": issued, **more}
    return citing_document(stem, {"document": head, "references": references, "text": text})


def catalogue(*documents, known=()):
    return build_catalogue(documents, known)


def ids(found):
    return sorted(source.id for source in found.sources)


def only(found):
    assert len(found.sources) == 1, ids(found)
    return found.sources[0]
