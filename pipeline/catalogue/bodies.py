"""Which body of the register issued a document, whoever of it is named: ``Bộ trưởng Bộ Y tế`` is ``Bộ Y tế``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.tagging.actors.register import Organisation, lookup, organisations
from pipeline.tagging.references.issuers import TERM, issuer_pattern
from pipeline.tagging.references.kinds import issuers_by_abbreviation, kinds_by_abbreviation
from pipeline.tagging.tables import alternatives, words

COMMITTEES = {"Tỉnh": "Tỉnh ủy", "Thành phố": "Thành ủy"}


@lru_cache(maxsize=8192)
def find_body(issuer: str) -> Organisation | None:
    """The body of the register that an issuer's name means, also where a person or an organ stands before it.

    Example:
        >>> find_body("Bộ trưởng Bộ Giáo dục và Đào tạo").id, find_body("Ban Thường vụ Thành ủy Hà Nội").id
        ('bo-giao-duc-va-dao-tao', 'thanh-uy@ha-noi')
    """
    return next((b for name in _bare_names(issuer) if (b := lookup(name)) and b.kind != "province"), None)


def clean_issuer(issuer: str) -> str:
    """An issuer's name without its term of office and without what a sentence goes on with behind it.

    Example:
        >>> clean_issuer("Hội đồng nhân dân thành phố khóa XVI, Giám đốc Sở Y tế")
        'Hội đồng nhân dân thành phố'
    """
    whole = _one_body().match(issuer)
    name = whole["body"] if whole else issuer
    return _term().sub("", name).strip(" ,;")


def named_by_notation(notation: str) -> str | None:
    """The name of the body whose abbreviation a notation bears.

    Example:
        >>> named_by_notation("CT-BGDĐT"), named_by_notation("NQ/TW")
        ('Bộ Giáo dục và Đào tạo', 'Trung ương Đảng')
    """
    segments = re.split(r"[-/]", notation)
    for segment in sorted(segments, key=lambda segment: segment in kinds_by_abbreviation()):
        known = issuers_by_abbreviation().get(re.sub(r"K?\d+$", "", segment)) if len(segment) > 1 else None
        if known:
            return known[0]
    return None


@lru_cache(maxsize=1024)
def successors(organisation: str) -> tuple[str, ...]:
    """The names of the bodies that today do the work of one, all the way along; none where it still exists.

    Example:
        >>> successors("bo-ke-hoach-va-dau-tu")
        ('Bộ Tài chính',)
    """
    found: dict[str, None] = {}
    base, _, place = organisation.partition("@")
    waiting = [base]
    while waiting:
        body = organisations().get(waiting.pop(0))
        for successor in body.successors if body else ():
            if successor not in found:
                found[successor] = None
                waiting.append(successor)
    last = [organisations()[s] for s in found if s in organisations() and not organisations()[s].successors]
    home = organisations().get(place)
    after = organisations().get(home.successors[0]) if home and home.successors else home
    if not after or not home:
        return tuple(body.canonical for body in last)
    names = [body.canonical for body in last] or ([organisations()[base].canonical] if after is not home else [])
    return tuple(_placed(name, after.canonical) for name in names)


def _placed(name: str, province: str) -> str:
    """A province's body by its full name: ``Sở Y tế`` and ``Tỉnh Sơn La`` make ``Sở Y tế tỉnh Sơn La``."""
    kind = next(kind for kind in ("Thành phố", "Tỉnh") if province.startswith(kind))
    if name in COMMITTEES.values():
        return COMMITTEES[kind] + province.removeprefix(kind)
    base = re.sub(r" (?:tỉnh|thành phố)$", "", name)
    return f"{base} {province[0].lower()}{province[1:]}"


def _bare_names(issuer: str) -> Iterator[str]:
    """A name, then what is left of it without term, meeting, office held and organ."""
    yield issuer
    name = clean_issuer(issuer)
    yield name
    for pattern in (_meeting(), _office(), _organ()):
        shorter = pattern.sub("", name, count=1)
        if shorter and shorter != name:
            name = shorter
            yield name


@lru_cache(maxsize=1)
def _one_body() -> re.Pattern[str]:
    return re.compile(rf"(?P<body>{issuer_pattern()})(?=\s*(?:,|;|và\s|$))")


@lru_cache(maxsize=1)
def _term() -> re.Pattern[str]:
    return re.compile(rf"(?:{TERM})+$")


@lru_cache(maxsize=1)
def _meeting() -> re.Pattern[str]:
    return re.compile(r"^(?i:hội\s+nghị|đại\s+hội)(?:\s+[\wà-ỹ]+){0,6}?\s+lần\s+thứ\s+[\wà-ỹ]+\s+(?:của\s+)?")


@lru_cache(maxsize=1)
def _office() -> re.Pattern[str]:
    return re.compile(rf"^(?i:{alternatives(words('references/issuer_names.tsv', part='title'))})\s+(?=\S)")


@lru_cache(maxsize=1)
def _organ() -> re.Pattern[str]:
    return re.compile(rf"^(?i:{alternatives(words('references/issuer_names.tsv', part='organ'))})\s+(?:của\s+)?(?=\S)")
