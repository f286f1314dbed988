"""To which level and place a local body belongs: ``UBND thành phố`` is another body in every province."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from pipeline.catalogue.bodies import find_body
from pipeline.tagging.actors.register import lookup, organisations
from pipeline.tagging.references.issuers import PLACE_NAME
from pipeline.tagging.tables import alternatives, names_in, rows
from pipeline.text import fold, strip_marks
from pipeline.text.tables import read_table

OFTEN = 2
"""So many times more than the next one must a province be named in a text to be the document's own."""
CITIES = frozenset(("thành phố", "tp", "tp."))
"""A city that is no province lies in one."""


@dataclass(frozen=True, slots=True)
class Scope:
    """A level (central, province, district, commune) and a place, None where not known.

    The place of a province is its id in the register, that of a district or commune its folded name.
    """

    level: str | None = None
    place: str | None = None

    def agrees(self, other: Scope) -> bool:
        """Whether both can be the same: nothing that is known of one contradicts the other.

        Example:
            >>> Scope("province").agrees(Scope("province", "hai-phong")), Scope("district").agrees(Scope("province"))
            (True, False)
        """
        levels = self.level is None or other.level is None or self.level == other.level
        return levels and (self.place is None or other.place is None or self.place == other.place)

    def united(self, other: Scope) -> Scope:
        """What both know together."""
        return Scope(self.level or other.level, self.place or other.place)


@dataclass(frozen=True, slots=True)
class Home:
    """Where a citing document comes from: the scope of its issuer, and its province."""

    scope: Scope = Scope()
    province: str | None = None


def read_scope(issuer: str | None, home: Home) -> Scope:
    """The scope that an issuer's name says; what it leaves out is taken from the home of who says it.

    Example:
        >>> read_scope("UBND thành phố", Home(Scope("province", "hai-phong"), "hai-phong"))
        Scope(level='province', place='hai-phong')
        >>> read_scope("Ban Thường vụ Tỉnh ủy Hậu Giang", Home())
        Scope(level='province', place='hau-giang')
    """
    if not issuer:
        return Scope()
    found = list(_level_word().finditer(issuer))
    if not found:
        return Scope("central") if _is_central(issuer) else Scope()
    word = fold(found[0]["word"])
    level = _levels()[word]
    # Behind Sở comes its field; its place, where it is named, has a level word of its own.
    name = next((m["name"] for m in found[:2] if m["name"] and fold(m["word"]) != "sở"), None)
    if name and level == "province":
        if province := find_province(name):
            return Scope("province", province)
        return Scope("district" if word in CITIES else level, _folded(name))
    if name:
        return Scope(level, _folded(name))
    if level == "province":
        return Scope(level, home.province if _can_mean(word, home.province) else None)
    return Scope(level, home.scope.place if home.scope.level == level else None)


def find_home(issuer: str | None, place: str | None, text: str) -> Home:
    """Where a document comes from, by its letterhead; without a name there, by the province that it names by far most.

    Example:
        >>> find_home("Ủy ban nhân dân tỉnh Sơn La", None, "").province
        'son-la'
        >>> find_home("Ủy ban nhân dân huyện", None, "tại thành phố Hải Phòng …").scope.level
        'district'
    """
    scope = read_scope(issuer, Home())
    province = scope.place if scope.level == "province" else None
    province = province or (find_province(place) if place and scope.level != "central" else None)
    if not province and scope.level != "central":
        province = _most_named(text)
    if scope.level == "province":
        scope = Scope("province", province)
    return Home(scope, province)


@lru_cache(maxsize=4096)
def find_province(name: str) -> str | None:
    """The id of a province.

    Example:
        >>> find_province("Đăk Nông"), find_province("Nha Trang")
        ('dak-nong', None)
    """
    for called in (name, f"tỉnh {name}"):
        body = lookup(called)
        if body and body.kind == "province":
            return body.id
    return None


def _most_named(text: str) -> str | None:
    counted: Counter[str] = Counter()
    for match in _province_name().finditer(text):
        if province := find_province(match["name"]):
            counted[province] += 1
    ranked = counted.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] < OFTEN * ranked[1][1]):
        return None
    return ranked[0][0]


@lru_cache(maxsize=4096)
def _is_central(issuer: str) -> bool:
    body = find_body(issuer)
    return body is not None and body.level == "central"


def _can_mean(word: str, province: str | None) -> bool:
    """``tỉnh`` said in a city means another one, as ``Tỉnh ủy`` does; ``Sở`` says nothing of it."""
    body = organisations().get(province or "")
    if body is None or not word.startswith(("tỉnh", "thành", "tp")):
        return True
    return body.canonical.startswith("Tỉnh") == word.startswith("tỉnh")


def _folded(name: str) -> str:
    return strip_marks(fold(name)).replace(" ", "-")


@lru_cache(maxsize=1)
def _levels() -> dict[str, str]:
    return {fold(row["word"]): row["level"] for row in read_table("levels.tsv", "pipeline.catalogue")}


@lru_cache(maxsize=1)
def _level_word() -> re.Pattern[str]:
    words = alternatives([row["word"] for row in read_table("levels.tsv", "pipeline.catalogue")])
    return re.compile(rf"(?<![\wà-ỹ])(?P<word>(?i:{words}))(?![\wà-ỹ])(?:\s+(?P<name>{PLACE_NAME}))?")


@lru_cache(maxsize=1)
def _province_name() -> re.Pattern[str]:
    names = alternatives([name for row in rows("actors/provinces.tsv") for name in names_in(row)])
    return re.compile(rf"(?<![\wà-ỹ])(?:tỉnh|thành\s+phố|TP\.?)\s+(?P<name>{names})(?![\wà-ỹ])", re.IGNORECASE)
