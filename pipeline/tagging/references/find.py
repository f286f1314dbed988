"""Mentions of other documents in a text: numbered, laws, programmes, and documents named without number."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.model import Reference
from pipeline.tagging.references.citations import find_citations
from pipeline.tagging.references.laws import find_laws
from pipeline.tagging.references.named import find_named
from pipeline.tagging.references.short_citations import find_short_citations

_PAIR = re.compile(
    r"(?P<kind>kế hoạch|chương trình|đề án)\s(?P<first>.{8,120}?)(?:,|\svà)\s+(?P=kind)\s(?P<second>.{4,120}?)"
    r"\s(?P<when>(?:năm|giai đoạn|thời kỳ)\s\d[\d\s–-]*)",
    re.IGNORECASE,
)


def parted(reference: Reference) -> tuple[Reference, ...]:
    """Two plans that one mention names, with the year that they share; each has the whole text.

    Example:
        >>> text = "kế hoạch phát triển kinh tế và kế hoạch đầu tư năm 2020"
        >>> both = Reference(text, "unnumbered", "", "Kế hoạch", 0, len(text))
        >>> [plan.key for plan in parted(both)]
        ['kế hoạch phát triển kinh tế năm 2020', 'kế hoạch đầu tư năm 2020']
    """
    pair = _PAIR.fullmatch(reference.text)
    if reference.category not in ("programme", "unnumbered") or not pair:
        return (reference,)
    names = (pair["first"], pair["second"])
    return tuple(replace(reference, key=f"{pair['kind']} {name} {pair['when']}".lower()) for name in names)


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
    found += [each for named in find_named(text, tuple(found)) for each in parted(named)]
    return sorted(found, key=lambda r: (r.start, r.end))
