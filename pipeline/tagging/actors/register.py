"""The register of organisations: who is meant by a name, when the body existed, who took over its work."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline.tagging.actors.grammar import align, trie
from pipeline.tagging.tables import names_in, rows
from pipeline.text import normalize, strip_marks

SIMILAR = 93.0
"""Similarity in per cent from which a misspelt name counts as a name of the register."""
LINKS = re.compile(r"\s*(?:,|-|&|\b(?:và|va)\b)\s*|\s+")
GENERIC = re.compile(r"^(?:(?:các|những|đồng chí|đ/c) )+", re.IGNORECASE)
JOINED_SHORT = re.compile(r"[A-ZĐ][A-Za-zĐ]+(?:&[A-ZĐ]+)+")
CITY = re.compile(r"(?<!Sở )(?<!Phòng )\b(?:TP|Tp|tp)(?:\. ?| )(?=\w)|(?<!Sở )(?<!Phòng )\b(?:TP|Tp|tp)\.?$")
GENERAL_PLACE = re.compile(r" (?:tỉnh|thành phố)$")
GENERAL_PLACE_FIRST = re.compile(r"^(?:Tỉnh|Thành phố) ")
MIN_FUZZY = 12
"""A shorter name is too easily like another one to be matched by similarity."""


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body of the register; dates are ISO days, None where open; ``successors`` are ids."""

    id: str
    canonical: str
    kind: str
    level: str
    parent: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    successors: tuple[str, ...] = ()


def name_key(name: str) -> str:
    """A name without what printing varies: case, tone places, connectors, abbreviations.

    Example:
        >>> name_key("Phòng KHTC") == name_key("Phòng Kế hoạch - Tài chính")
        True
        >>> name_key("Phòng GDTX, GDNN&ĐH")
        'phòng giáo dục thường xuyên giáo dục nghề nghiệp đại học'
    """
    name = JOINED_SHORT.sub(_parted_short, CITY.sub("thành phố ", name))
    name = _short_words().sub(_written_out, name)
    return LINKS.sub(" ", align(name).strip(" .:;"))


def _parted_short(m: re.Match[str]) -> str:
    long = _long_words()
    return m[0] if m[0] in long else " và ".join(long.get(part, part) for part in m[0].split("&"))


def _written_out(m: re.Match[str]) -> str:
    full = _long_words()[m["short"]]
    return f"{m['head'] or ''}{full}" if m["head"] or len(m["short"]) > 2 else m[0]


@lru_cache(maxsize=1)
def _long_words() -> dict[str, str]:
    return {row["abbreviation"]: row["full"] for row in rows("actors/abbreviations.tsv")}


@lru_cache(maxsize=1)
def _short_words() -> re.Pattern[str]:
    """Abbreviations as printed; those of two letters only right after the head of a department."""
    return re.compile(rf"(?P<head>\b(?:Sở|Bộ|Phòng|P\.) ?)?(?<![\w&])(?P<short>{trie(list(_long_words()))})(?![\w&])")


@lru_cache(maxsize=1)
def organisations() -> dict[str, Organisation]:
    """All bodies of the register by id."""
    successors: dict[str, list[str]] = {}
    for row in rows("actors/successors.tsv"):
        successors.setdefault(row["id"], []).append(row["successor"])
    found = {
        row["id"]: Organisation(
            row["id"],
            row["name"],
            row["kind"],
            row["level"],
            row["parent"] or None,
            row["valid_from"] or None,
            row["valid_to"] or None,
            tuple(successors.get(row["id"], ())),
        )
        for row in rows("actors/organisations.tsv")
    }
    for row in rows("actors/provinces.tsv"):
        taken_over = (row["successor"],) if row["successor"] else ()
        found[row["id"]] = Organisation(
            row["id"],
            f"{row['kind'].capitalize()} {row['name']}",
            "province",
            "province",
            None,
            row["valid_from"] or None,
            row["valid_to"] or None,
            taken_over,
        )
    return found


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    names: dict[str, str] = {}
    for row in rows("actors/organisations.tsv"):
        for name in names_in(row, "abbreviations"):
            names.setdefault(name_key(name), row["id"])
    for row in rows("actors/provinces.tsv"):
        for name in names_in(row):
            for prefix in ("", "tỉnh ", "thành phố "):
                names.setdefault(name_key(prefix + name), row["id"])
    return names


@lru_cache(maxsize=1)
def _provinces() -> dict[str, str]:
    return {name_key(name): row["id"] for row in rows("actors/provinces.tsv") for name in names_in(row)}


@lru_cache(maxsize=8192)
def lookup(name: str) -> Organisation | None:
    """The body that a name, a usual abbreviation or a slightly misspelt name means; None where nobody is sure.

    A department with its province (``Sở Y tế tỉnh Sơn La``) is the general department at that province:
    ``so-y-te@son-la``.

    Example:
        >>> lookup("Bộ KH&ĐT").successors
        ('bo-tai-chinh',)
        >>> lookup("Sở GDĐT Hải Phòng").id
        'so-giao-duc-va-dao-tao@hai-phong'
    """
    key = name_key(GENERIC.sub("", normalize(name)))
    found = _exact(key) or _local(key)
    return found or _similar(key)


def is_listed(name: str) -> bool:
    """Whether a name, or an abbreviation of it, stands in the register's tables letter by letter.

    Example:
        >>> is_listed("Cục Lâm nghiệp và Kiểm lâm"), is_listed("Sở Tài chính và Nội vụ")
        (True, False)
    """
    return name_key(normalize(name)) in _names()


def _exact(key: str) -> Organisation | None:
    known = _names().get(key)
    return organisations()[known] if known else None


def _local(key: str) -> Organisation | None:
    """``Sở Y tế tỉnh Sơn La``, ``UBND tỉnh Sơn La``, ``Sở Y tế Sơn La``, ``Sở Y tế tỉnh``."""
    words = key.split(" ")
    for n in range(1, min(5, len(words) - 1)):
        place = " ".join(words[-n:])
        province = _provinces().get(place)
        if not province:
            continue
        body = _general(words[:-n])
        if body and body.level == "province":
            return replace(
                body, id=f"{body.id}@{province}", canonical=_placed(body, organisations()[province]), parent=province
            )
    for tail in (" tỉnh", " thành phố", " huyện", " quận"):
        if key.endswith(tail) and (body := _exact(key.removesuffix(tail))):
            return body
    return None


def _general(words: list[str]) -> Organisation | None:
    """The body whose name the words are, with or without the ``tỉnh`` or ``thành phố`` that belongs to the place."""
    base = " ".join(words)
    for kind in (" tỉnh", " thành phố"):
        if base.endswith(kind):
            return _exact(base) or _exact(base.removesuffix(kind))
    return _exact(base) or _exact(f"{base} tỉnh")


def _placed(body: Organisation, province: Organisation) -> str:
    base = GENERAL_PLACE.sub("", body.canonical)
    if base.endswith(("ủy", "đoàn")):
        return f"{base} {GENERAL_PLACE_FIRST.sub('', province.canonical)}"
    return f"{base} {province.canonical[0].lower()}{province.canonical[1:]}"


@lru_cache(maxsize=1)
def _by_initials() -> dict[str, list[str]]:
    """Names by the first letters of their words: a typing error seldom touches one of those."""
    found: dict[str, list[str]] = {}
    for name in _names():
        if len(name) >= MIN_FUZZY:
            found.setdefault(_initials(name), []).append(name)
    return found


def _initials(key: str) -> str:
    return "".join(word[:1] for word in strip_marks(key).split(" "))


def _similar(key: str) -> Organisation | None:
    """The one name that is nearly the same, word for word; wrong marks are forgiven before wrong letters."""
    candidates = _by_initials().get(_initials(key), ()) if len(key) >= MIN_FUZZY else ()
    if not candidates:
        return None
    from rapidfuzz import fuzz, process

    bare = [strip_marks(name) for name in candidates]
    hits = process.extract(strip_marks(key), bare, scorer=fuzz.ratio, limit=2, score_cutoff=SIMILAR)
    if not hits or (len(hits) > 1 and hits[1][1] == hits[0][1]):
        return None
    return organisations()[_names()[candidates[hits[0][2]]]]
