"""The document's fields, put together from head, foot and, where those are silent, the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from pipeline.model import Metadata
from pipeline.structure.frame.foot import Foot
from pipeline.structure.frame.fragments import head_pattern
from pipeline.structure.frame.issuers import (
    CENTRAL,
    full_name,
    head_of,
    main_place,
    place_in,
    proper_case,
    province_kinds,
    split_bodies,
    write_out,
)
from pipeline.structure.frame.period import find_period
from pipeline.structure.frame.reading import Letterhead
from pipeline.structure.words import folded_phrases
from pipeline.text import fold
from pipeline.text.tables import read_table

# The issuer names itself in the preamble; that is over after so many paragraphs.
_PREAMBLE = 12
_UNITS = re.compile(r"\b(thành phố|tỉnh|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)$", re.IGNORECASE)
_COLLECTIVE = (
    (re.compile(r"ban thường vụ"), "Ban Thường vụ"),
    (re.compile(r"ban chấp hành"), "Ban Chấp hành"),
    (re.compile(r"bộ chính trị"), "Bộ Chính trị"),
    (re.compile(r"ban bí thư"), "Ban Bí thư"),
)
_SAID = re.compile(r"\s(?:đã|có|vừa|sẽ|còn|cũng|xin|nhận|tổ chức|tiếp tục|mới|trân trọng|kính)(?:\s|$)")
_TAKES_PLACE = {"place"}


def build(letterhead: Letterhead, foot: Foot, body_texts: Sequence[str]) -> Metadata:
    """Put the document's fields together; `basis` is left for whoever finds the references.

    Example:
        >>> head = Letterhead(type="Chỉ thị", title="Về nhiệm vụ năm học 2022 - 2023")
        >>> text = "Để thực hiện tốt, Chủ tịch Ủy ban nhân dân thành phố yêu cầu các trường thành phố Hải Phòng:"
        >>> meta = build(head, Foot(), [text])
        >>> meta.issuer, meta.period
        ('Chủ tịch Ủy ban nhân dân thành phố Hải Phòng', 'SY2022-2023')
    """
    title = letterhead.title
    return Metadata(
        type=letterhead.type,
        number=letterhead.number,
        notation=letterhead.notation if letterhead.number is None else None,
        issuer=_issuer(letterhead, foot, body_texts),
        place=letterhead.place,
        issued=letterhead.issued,
        title=title,
        period=find_period(title, body_texts, letterhead.issued, letterhead.type),
        addressees=letterhead.addressees,
        recipients=foot.recipients,
        signer=foot.signer,
    )


def _issuer(letterhead: Letterhead, foot: Foot, texts: Sequence[str]) -> str | None:
    if letterhead.issuer:
        return _collective(letterhead, foot) or _of_its_province(letterhead.issuer, letterhead.place, texts)
    named = _named_in(texts)
    if named is None and foot.signer is not None and foot.signer.authority:
        body = re.sub(r"^T/?M\.?\s*", "", foot.signer.authority.split(" KT.")[0])
        if body != foot.signer.authority:
            named = full_name(split_bodies([write_out(body)]))
    if named is None:
        return None
    return _placed(named, [*([letterhead.title] if letterhead.title else []), *texts])


def _of_its_province(issuer: str, place: str | None, texts: Sequence[str]) -> str:
    """A council or committee that lost the second line of its name, with the province that the date's place names."""
    kinds = province_kinds(place or "")
    if fold(issuer) not in folded_phrases("of_a_place") or not kinds:
        return issuer
    kind = next((kind for kind in _kinds_by_use(texts) if kind in kinds), kinds[0])
    return f"{issuer} {kind} {place}"


def _collective(letterhead: Letterhead, foot: Foot) -> str | None:
    """In the Party the head names the organisation, the signature the body that decides for it."""
    if not letterhead.party or foot.signer is None or not foot.signer.authority or letterhead.issuer is None:
        return None
    authority = fold(foot.signer.authority)
    for pattern, name in _COLLECTIVE:
        if pattern.search(authority) and not fold(letterhead.issuer).startswith(fold(name)):
            return name if fold(letterhead.issuer).startswith(CENTRAL) else f"{name} {letterhead.issuer}"
    return None


@lru_cache(maxsize=1)
def _self_naming() -> re.Pattern[str]:
    bodies = head_pattern("self").pattern
    verbs = "|".join(re.escape(r["verb"]) for r in read_table("issuing_verbs.tsv", __package__))
    return re.compile(
        rf"(?:^|[,.;:]\s+|\)\s+)(?P<name>(?:{bodies})(?:\s[^\s,.;:()]+){{0,9}}?)\s*(?:\([^)]{{1,40}}\))?\s+"
        rf"(?:(?:đã|xin|vừa|sẽ|cũng|tiếp tục|trân trọng)\s+)*(?={verbs}\b)",
        re.IGNORECASE,
    )


def _named_in(texts: Sequence[str]) -> str | None:
    """Who speaks: the body that `yêu cầu`, `ban hành` … in the preamble's last clause."""
    preamble = texts[:_PREAMBLE]
    for text in (*(t for t in preamble if t.rstrip().endswith(":")), *preamble):
        found = [_SAID.split(m["name"])[0] for m in _self_naming().finditer(text) if m["name"][0].isupper()]
        if found:
            return write_out(proper_case(found[-1]))
    return None


def _placed(name: str, texts: Sequence[str]) -> str:
    """Give a name such as `Ủy ban nhân dân thành phố` or `Sở Y tế` its place."""
    if place_in(name):
        return name
    unit = _UNITS.search(name)
    if unit:
        place = main_place(texts, fold(unit[1]))
        return f"{name} {place}" if place else name
    head = head_of(name)
    if head is None or head[1] not in _TAKES_PLACE or head[0] in {"phòng", "ban"}:
        return name
    for kind in _kinds_by_use(texts):
        place = main_place(texts, kind)
        if place:
            return f"{name} {kind} {place}"
    return name


def _kinds_by_use(texts: Sequence[str]) -> list[str]:
    counts = {kind: sum(fold(t).count(kind) for t in texts) for kind in ("tỉnh", "thành phố")}
    return sorted(counts, key=lambda kind: -counts[kind])
