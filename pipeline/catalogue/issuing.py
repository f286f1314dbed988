"""Who issued a cited document, by its fullest name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.catalogue.bodies import clean_issuer, find_body, named_by_notation, successors
from pipeline.catalogue.entries import Entry
from pipeline.catalogue.mentions import CitingDocument
from pipeline.catalogue.numbers import ASSEMBLY
from pipeline.catalogue.scopes import Scope
from pipeline.tagging.actors.register import Organisation, lookup, organisations
from pipeline.tagging.references.kinds import issuers_by_abbreviation


@dataclass(frozen=True, slots=True)
class Issuer:
    """A body by its full name; ``organisation`` is its id in the register."""

    name: str | None = None
    organisation: str | None = None
    level: str | None = None
    kind: str | None = None
    successors: tuple[str, ...] = ()


def best_issuer(entry: Entry) -> Issuer:
    """The issuer as its own document says it, else a list, else those who cite it; a local one with its place."""
    said = Counter(_said(entry))
    own = [d.issuer for d in entry.held if d.issuer] or [k.issuer for k in entry.known if k.issuer]
    noted = named_by_notation(entry.number.notation) if entry.number else None
    if entry.number and entry.number.central and noted:
        # A name cut short by who cites it says less than the notation.
        said = Counter({name: n for name, n in said.items() if find_body(name)})
    name = own[0] if own else max(said, key=lambda n: (said[n], len(n), n), default=noted)
    if name is None:
        return Issuer()
    return full_issuer(name, entry.scope)


def best_issuer_of(document: CitingDocument) -> Issuer:
    """The issuer of a document of the corpus."""
    if not document.issuer:
        return Issuer(level=document.home.scope.level)
    return full_issuer(document.issuer, document.home.scope)


def full_issuer(name: str, scope: Scope) -> Issuer:
    """A body by its full name, with its place where the scope knows it.

    Example:
        >>> full_issuer("UBND thành phố", Scope("province", "hai-phong")).name
        'Ủy ban nhân dân thành phố Hải Phòng'
    """
    body = _placed(name, scope) or find_body(name)
    if body is None:
        return Issuer(name, level=scope.level)
    # A person or an organ is named as such; only the place is added.
    shown = body.canonical if lookup(name) or not find_body(name) else _spelled_out(name, body)
    province = organisations()[body.parent] if body.parent and "@" in body.id else None
    if province and _short(province) not in shown:
        shown = f"{shown} {_short(province)}"
    return Issuer(shown, body.id, body.level, body.kind, successors(body.id))


def _spelled_out(name: str, body: Organisation) -> str:
    """``Bộ trưởng Bộ GDĐT`` keeps the office held; the body behind it gets its full name."""
    for start in range(1, len(name)):
        if name[start - 1] == " " and lookup(name[start:]) == body:
            return f"{name[:start]}{body.canonical}"
    return name


def _said(entry: Entry) -> Iterator[str]:
    for mention, _ in entry.mentions:
        issuer = mention.issuer
        if not issuer or (entry.number is not None and mention.category != "numbered"):
            continue
        if issuer not in issuers_by_abbreviation() and not ASSEMBLY.search(issuer):
            yield clean_issuer(issuer)


def _placed(name: str, scope: Scope) -> Organisation | None:
    """``Ủy ban nhân dân thành phố`` in Hải Phòng."""
    province = organisations().get(scope.place or "") if scope.level in (None, "province") else None
    body = find_body(name)
    if not province or (body and (body.level != "province" or "@" in body.id)):
        return None
    base = body.canonical if body else name
    return find_body(f"{base} {province.canonical}") or find_body(f"{base} {_short(province)}")


def _short(province: Organisation) -> str:
    kind = next(kind for kind in ("Thành phố ", "Tỉnh ") if province.canonical.startswith(kind))
    return province.canonical.removeprefix(kind)
