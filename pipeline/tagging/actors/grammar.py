"""The grammar of bodies: how the name of a body, of a group of bodies or of an office holder is built.

Built from the tables beside this file; what is matched here are folded texts (see :func:`align`), so that
``Uỷ ban``, ``ỦY BAN`` and ``ủy ban`` are one. Where capitals matter the printed text is looked at besides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline.tagging.tables import TONE_PLACES, UPPER, names_in, rows

SEPARATOR = r"(?: ?[,/] ?| và | cùng | hoặc |, và )"
LEVEL = (
    r"(?:(?<=huyện, )thành, thị(?! xã| trấn| ủy)|(?<=huyện, )thị(?! xã| trấn| ủy)|(?<=, )thành(?=, thị)"
    r"|thành phố|tp\.?|tỉnh(?! ủy| đoàn| lộ)|huyện(?! ủy| đoàn)|quận(?! ủy)|thị xã|thị trấn|phường"
    r"|(?<!hợp tác )xã(?! hội| viên)|đặc khu|thủ đô)(?!\w)"
)
_DASHES = "–—‐‑−"
_BLANKS = "\u00a0\t"
_TONES = {old: new for new, old in TONE_PLACES.items()}
_OPEN_PAIR = re.compile(r"(?:o[àáảãạèéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])(?!\w)")
_SINGLE_I = re.compile(r"\b([hklmst])([iìíỉĩị])\b")
_Y = str.maketrans("iìíỉĩị", "yỳýỷỹỵ")


def align(text: str) -> str:
    """Fold a text for matching without changing its length, so that offsets stay good.

    The same as ``text.fold`` for NFC text, but on composed letters: this runs over every text whole.

    Example:
        >>> align("Uỷ ban – Sở")
        'ủy ban - sở'
    """
    folded = text.lower()
    if len(folded) != len(text):
        folded = "".join(low if len(low := c.lower()) == 1 else c for c in text)
    for dash in _DASHES:
        folded = folded.replace(dash, "-")
    for blank in _BLANKS:
        folded = folded.replace(blank, " ")
    folded = _OPEN_PAIR.sub(lambda m: _TONES[m[0]], folded)
    return _SINGLE_I.sub(lambda m: m[1] + m[2].translate(_Y), folded)


def trie(phrases: list[str] | tuple[str, ...]) -> str:
    """A pattern for any of the phrases, the longest first, without trying each in turn.

    Example:
        >>> trie(["sở", "sơ", "s"])
        's(?:ơ|ở)?'
    """
    root: dict[str, dict] = {}  # type: ignore[type-arg]
    for phrase in phrases:
        node = root
        for c in phrase:
            node = node.setdefault(c, {})
        node[""] = {}

    def pattern(node: dict) -> str:  # type: ignore[type-arg]
        options = [re.escape(c) + pattern(node[c]) for c in sorted(node) if c]
        if not options:
            return ""
        body = options[0] if len(options) == 1 and "" not in node else f"(?:{'|'.join(options)})"
        return body + ("?" if "" in node else "")

    return pattern(root)


@dataclass(frozen=True, slots=True)
class Head:
    """How a head goes on: its class, whether it needs a capital, whether it may stand alone."""

    kind: str
    capital: bool
    bare: bool


@dataclass(frozen=True, slots=True)
class Noun:
    """How a common noun for bodies behaves in a list: ``joins`` its neighbours, may stand ``bare``."""

    joins: str
    bare: str


INITIALS = re.compile(rf"[{UPPER}&]{{3,}}")
STILL_SAID = "2020"
"""Initials of a ministry that ended before this year now stand for something else."""


@lru_cache(maxsize=1)
def heads() -> dict[str, Head]:
    """The heads of names by their folded words; the ministries' initials (``BGDĐT``) are names by themselves."""
    found = {
        align(r["head"]): Head(r["class"], r["case"] == "cap", r["bare"] == "yes")
        for r in rows("actors/body_heads.tsv")
    }
    for row in rows("actors/organisations.tsv"):
        if row["kind"] in {"ministry", "ministerial_agency"} and not "" < row["valid_to"] < STILL_SAID:
            for name in filter(INITIALS.fullmatch, row["abbreviations"].split("|")):
                found.setdefault(align(name), Head("whole", True, True))
    return found


@lru_cache(maxsize=1)
def nouns() -> dict[str, Noun]:
    """The common nouns of groups by their folded words."""
    return {align(r["noun"]): Noun(r["joins"], r["bare"]) for r in rows("actors/group_nouns.tsv")}


@lru_cache(maxsize=1)
def titles() -> dict[str, str]:
    """The titles of office holders: whether they may stand ``alone`` or are ``of`` something."""
    return {align(r["title"]): r["use"] for r in rows("actors/titles.tsv")}


@lru_cache(maxsize=1)
def province_names() -> dict[str, tuple[str, str]]:
    """Provinces, now and before, by folded name: (name, kind)."""
    found: dict[str, tuple[str, str]] = {}
    for row in rows("actors/provinces.tsv"):
        for name in names_in(row):
            found.setdefault(align(name), (row["name"], row["kind"]))
    return found


@lru_cache(maxsize=1)
def field_abbreviations() -> dict[str, str]:
    """Abbreviations of fields of work as printed → the field in full."""
    return {r["abbreviation"]: r["full"] for r in rows("actors/abbreviations.tsv") if r["kind"] == "field"}


def _spellings(part: str) -> str:
    short = [align(a) for a, full in field_abbreviations().items() if align(full) == part]
    return "(?:" + "|".join(re.escape(s) for s in sorted([part, *short], key=len, reverse=True)) + ")"


def _flexible(field: str) -> str:
    """A field's pattern: its parts in full or abbreviated, joined by any of the usual connectors."""
    link = r"(?: ?[,&-] ?| và |, và | )" if "," in field else r"(?: ?[&-] ?| và | )"
    parts = re.split(r", và |, | và | - ", field)
    return link.join(_spellings(p) for p in parts)


@lru_cache(maxsize=1)
def fields() -> dict[str, re.Pattern[str]]:
    """For every head of the class dept the pattern of its fields; under ``""`` the sectors that a group may have."""
    by_head: dict[str, list[str]] = {"": []}
    for row in rows("actors/fields.tsv"):
        going = [h.replace("_", " ") for h in row["heads"].split()]
        field = align(row["field"])
        for head in going:
            by_head.setdefault(align(head), []).append(field)
        if {"sở", "bộ", "ngành"} & set(going):
            by_head[""].append(field)
    by_head["p."] = by_head["phòng"]
    patterns = {}
    for head, names in by_head.items():
        ordered = sorted({*names}, key=lambda n: (-len(n), n))
        short = {align(a) for a, f in field_abbreviations().items() if align(f) in names or not head}
        options = [_flexible(n) for n in ordered]
        # whole abbreviations first: they may stand for more than one part
        options += [re.escape(s).replace(r"\&", "(?: ?& ?| và )") for s in sorted(short, key=lambda s: (-len(s), s))]
        patterns[head] = re.compile(rf"(?:{'|'.join(options)})(?![\w&])")
    return patterns


WORD = re.compile(r" ?([\w&]+(?:[-/.’'][\w&]+)*)")
CAPITAL = re.compile(rf"[{UPPER}]")
CAPITALS = re.compile(rf"[{UPPER}][\w&]*[{UPPER}\d](?:[\w&-]*[{UPPER}])?(?!\w)")
NAME_RUN = re.compile(rf"[{UPPER}][\w’']*(?:[ -][{UPPER}\d][\w’']*){{0,3}}")
_LINK = r"(?:, | và |/| - |, và | hoặc |-| )"
_LEVELS = (
    rf"(?:(?:các|\d{{1,3}}) ({LEVEL}(?:{_LINK}(?:các |cấp )?{LEVEL})*)"
    rf"|(?:toàn |cấp )?({LEVEL}(?:{_LINK}(?:cấp )?{LEVEL})*))"
    r"( trực thuộc trung ương| trực thuộc tw| trên cả nước| trong cả nước| trong tỉnh"
    r"| biên giới(?: phía bắc| tây nam)?| miền núi(?: phía bắc)?| ven biển(?: miền trung)?| miền trung| phía bắc"
    r"| phía nam| tây nguyên| đồng bằng sông (?:cửu long|hồng)| giáp ranh)?"
)
PLACE_LEVELS = re.compile(rf" ?(?:[-(] ?)?(?:(?:của|thuộc) )?{_LEVELS}")
PLACE_LOCATED = re.compile(rf" (?:tại|trên địa bàn|ở|trong) {_LEVELS}")
PLACE_PARTY = re.compile(
    r" (?:của )?(?:các )?(?:(?:tỉnh|thành|huyện|quận|thị|đảng)(?: ủy| đoàn)?(?:, | và |/)?)+(?:(?<=ủy)|(?<=đoàn))"
    r"(?: trực thuộc (?:tỉnh|thành|huyện|đảng) ủy| trực thuộc tỉnh| trực thuộc trung ương)?(?!\w)"
)
PLACE_FIXED = re.compile(
    r" (?:các cấp|địa phương các cấp|cùng cấp|cấp trên|việt nam|trung ương(?: đoàn| hội| đảng)?|tw|nhà nước|tối cao"
    r"|hai cấp|0?2 cấp"
    r"|các đơn vị, địa phương|các địa phương|địa phương"
    r"|các (?:đơn vị|cơ sở) trực thuộc|khu vực (?:[ivx]+|\d+)|cơ sở|quân khu(?: \d+)?)(?!\w)"
)


def _pattern(phrases: dict[str, object] | list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?:{trie(list(phrases))})(?!\w)")


@lru_cache(maxsize=1)
def head_pattern() -> re.Pattern[str]:
    """Any head of a body's name."""
    plain = [h for h in heads() if not h.endswith(".")]
    return re.compile(rf"(?:(?:{trie(plain)})(?!\w)|p\.(?= ?\w))")


@lru_cache(maxsize=1)
def noun_pattern() -> re.Pattern[str]:
    """Any common noun for bodies, the longest first."""
    return _pattern(list(nouns()))


@lru_cache(maxsize=1)
def title_pattern() -> re.Pattern[str]:
    """Any title of an office holder."""
    return _pattern(list(titles()))


@lru_cache(maxsize=1)
def province_pattern() -> re.Pattern[str]:
    """Any province's name, now and before."""
    return _pattern(list(province_names()))


@lru_cache(maxsize=1)
def stop_pattern() -> re.Pattern[str]:
    """Words with which the name of a body cannot go on."""
    return re.compile(rf" ?(?:{trie([align(r['stop']) for r in rows('references/name_stops.tsv')])})(?!\w)")


@lru_cache(maxsize=1)
def phrase_pattern() -> re.Pattern[str]:
    """Words with which a free name goes on although they hold a verb, a comma or ``và``; with the space before."""
    return re.compile(rf" (?:{trie([align(r['phrase']) for r in rows('references/name_phrases.tsv')])})(?!\w)")


@lru_cache(maxsize=1)
def qualifier_pattern() -> re.Pattern[str]:
    """What may stand after a group's nouns, with the space before it."""
    return re.compile(rf" ?(?:{trie([align(r['qualifier']) for r in rows('actors/qualifiers.tsv')])})(?!\w)")


@lru_cache(maxsize=1)
def surnames() -> frozenset[str]:
    """Family names, folded."""
    return frozenset(align(r["surname"]) for r in rows("actors/surnames.tsv"))


QUANTIFIER = re.compile(
    r"(?:(?:(?:tất cả|toàn thể|toàn bộ) )?(?:các|những|mọi|từng|mỗi|một số|nhiều)(?: các)?|tất cả|toàn thể) "
)
SECTOR = re.compile(r"(?:toàn )?(?:ngành|lực lượng|hệ thống) ")
HONORIFIC = re.compile(r"(?:các )?(?:đồng chí|đ/c|ông/bà|ông ?\( ?bà ?\)|ông, bà|ông|bà)(?::)? ")
