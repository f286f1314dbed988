"""Words that point to a document named before, or to the document itself: ``Nghị quyết nêu trên``, ``Kế hoạch này``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from pipeline.catalogue.citation_text import phrases
from pipeline.catalogue.mentions import CitingDocument, Mention
from pipeline.tagging.tables import alternatives, rows
from pipeline.text import fold

ANY_KIND = frozenset(("văn bản", "công văn"))
"""Words that are said of a document of any kind."""
LONGEST_KIND = 40
"""Characters of a kind's name."""


@dataclass(frozen=True, slots=True)
class BackReference:
    """Words that point back; ``mention`` is the place of what they mean among the references, None for itself."""

    stem: str
    text: str
    start: int
    end: int
    mention: int | None


def find_back_references(document: CitingDocument) -> Iterator[BackReference]:
    """The words of a document that point back, each with what it means; those that nothing before fits are left out.

    ``này`` means the document itself where it is of that kind, else the last one of the kind that was named before;
    ``nêu trên`` always means one that was named.

    Example:
        >>> from pipeline.catalogue.mentions import citing_document
        >>> text = "Thực hiện Nghị quyết số 5/NQ-CP, tổ chức Nghị quyết nêu trên theo Kế hoạch này."
        >>> found = {"text": "", "category": "numbered", "key": "5/NQ-CP", "type": "Nghị quyết", "relation": "basis"}
        >>> found["spans"] = [{"start": 10, "end": 31, "page": None}]
        >>> d = citing_document("a", {"document": {"type": "Kế hoạch"}, "references": [found], "text": text})
        >>> [(b.text, b.mention) for b in find_back_references(d)]
        [('Nghị quyết nêu trên', 0), ('Kế hoạch này', None)]
    """
    own = fold(document.type or "")
    for pointing in _pointing().finditer(document.text):
        said = _kind_before().search(document.text, max(0, pointing.start() - LONGEST_KIND), pointing.start())
        if not said:
            continue
        kind = fold(" ".join(said[0].split()))
        itself = pointing["self"] is not None
        before = None if itself and kind == own else _last_before(document, kind, said.start())
        if before is not None or itself:
            at = before.n if before else None
            text = document.text[said.start() : pointing.end()]
            yield BackReference(document.stem, text, said.start(), pointing.end(), at)


def _last_before(document: CitingDocument, kind: str, start: int) -> Mention | None:
    found = [
        mention
        for mention in document.mentions
        if mention.end <= start
        and (fold(mention.type) == kind or (kind in ANY_KIND and mention.category == "numbered"))
    ]
    return max(found, key=lambda mention: mention.end, default=None)


@lru_cache(maxsize=1)
def _pointing() -> re.Pattern[str]:
    back = alternatives([phrase for phrase in phrases("back") if " " in phrase])
    # A bare “trên” begins “trên địa bàn …” far more often than it points back.
    bare = alternatives([phrase for phrase in phrases("back") if " " not in phrase])
    itself = alternatives(phrases("self"))
    return re.compile(
        rf"\s+(?:(?P<self>{itself})(?![\wà-ỹ])|(?:{back})(?![\wà-ỹ])|(?:{bare})(?=\s*[,.;:)]|\s*$))", re.MULTILINE
    )


@lru_cache(maxsize=1)
def _kind_before() -> re.Pattern[str]:
    """A kind that ends where the search ends."""
    tables = ("references/kinds.tsv", "references/named_kinds.tsv")
    kinds = {row["kind"] for table in tables for row in rows(table)}
    words = alternatives(sorted(kinds | {"Luật", "Bộ luật", "Pháp lệnh", "Văn bản"}))
    return re.compile(rf"(?<![\wà-ỹ])(?i:{words})\Z")
