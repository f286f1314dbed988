"""What is mentioned at a given place of a text: an office, a list of bodies, a body, a group, a province that acts."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from pipeline.tagging.actors import grammar as g
from pipeline.tagging.actors.groups import group
from pipeline.tagging.actors.lists import bodies, listed_after, provinces, quantified
from pipeline.tagging.actors.names import Mention
from pipeline.tagging.actors.persons import person, titled
from pipeline.tagging.actors.places import capitalised

QUANTIFIERS = (
    "các", "những", "mọi", "từng", "mỗi", "một số", "nhiều", "tất cả các", "toàn thể các", "toàn bộ các", "một số các",
)  # fmt: skip
ANCHORS = (
    "toàn ngành", "ngành", "lực lượng", "toàn lực lượng", "đồng chí", "các đồng chí", "đ/c", "ông", "bà", "ông/bà",
    "tỉnh", "thành phố",
)  # fmt: skip
ABOUT = re.compile(r"(?:của|tại|ở|từ|trên địa bàn|thuộc|đến|về|địa bàn|người dân|nhân dân|khu vực|vùng|toàn|qua|vào) $")


@lru_cache(maxsize=1)
def anchor() -> re.Pattern[str]:
    """Where an actor may begin: one pattern over the whole text."""
    heads = [h for h in g.heads() if not h.endswith(".")]
    common = [n for n, noun in g.nouns().items() if noun.bare != "no" or noun.joins == "none"]
    phrases = [*heads, *common, *g.titles(), *g.province_names(), *ANCHORS]
    begun = g.trie([*heads, *g.nouns(), *g.titles()])
    many = rf"(?:{g.trie(QUANTIFIERS)}) (?=(?:{begun})(?!\w)|p\.)"
    return re.compile(rf"(?<![\w/&-])(?<![^\W\d]\.)(?:{many}|(?:{g.trie(phrases)})(?!\w)|p\.(?= ?\w))")


@lru_cache(maxsize=1)
def passed_over() -> tuple[frozenset[str], frozenset[str]]:
    """Anchors that are never an actor, and those that are none in lower case: most of a text's, so told at once."""
    heads, nouns = g.heads(), g.nouns()
    never = {n for n, noun in nouns.items() if noun.joins == "none" and n not in heads and n not in ANCHORS}
    others = {*nouns, *g.titles(), *ANCHORS}
    lower = {h for h, head in heads.items() if head.capital and h not in others} | {
        p for p in g.province_names() if p not in others
    }
    return frozenset(never), frozenset(lower)


def skipped(folded: str, i: int) -> int:
    """Past a word that only looks like a body (``cán bộ``, ``hội nghị``), else to the next word."""
    m = g.noun_pattern().match(folded, i)
    if m:
        return m.end()
    gap = folded.find(" ", i)
    return gap + 1 if gap >= 0 else len(folded)


def mentions_at(text: str, folded: str, i: int, *, goes_on: bool = False) -> list[Mention]:
    """What is mentioned at ``i``: an office, a list under one head, a body or a group, whichever reads on furthest."""
    if g.HONORIFIC.match(folded, i) and (found := person(text, folded, i)):
        return found
    if found := titled(text, folded, i):
        return found
    if _only_looks_so(folded, i):
        return []
    if quantifier := g.QUANTIFIER.match(folded, i):
        return _many(text, folded, i, quantifier.end())
    named = bodies(text, folded, i)
    common = group(text, folded, i, goes_on=goes_on)
    if common and (not named or (common.end > named[-1].end and len(named) == 1)):
        label = ROLE_WORD.search(folded, common.start, common.end) and LABEL_END.match(text, common.end)
        return [] if label and (i == 0 or text[i - 1] in "\n .-") else [common]
    return named or _province(text, folded, i)


def _many(text: str, folded: str, i: int, noun_at: int) -> list[Mention]:
    """What is mentioned after ``các``: offices, bodies under one head, a group."""
    if offices := titled(text, folded, noun_at):
        return [replace(offices[0], start=i), *offices[1:]]
    named = quantified(text, folded, i)
    common = group(text, folded, i)
    if named and (not common or len(named) > 1 or named[-1].end > common.end):
        return named
    if not common:
        return _province(text, folded, i)
    return provinces(text, folded, i) or listed_after(text, folded, common) or [common]


def _only_looks_so(folded: str, i: int) -> bool:
    """Does a longer common word begin here than the head of a name (``ban hành``, not ``ban``)?"""
    noun = g.noun_pattern().match(folded, i)
    if not noun or g.nouns()[noun[0]].joins != "none":
        return False
    head = g.head_pattern().match(folded, i)
    return not head or head.end() < noun.end()


ROLE_WORD = re.compile(r"(?:chủ trì|phối hợp|thực hiện|tham mưu|chỉ đạo)$")
LABEL_END = re.compile(r" ?:|\n")
OWN_PLACE = re.compile(r"(?:Tỉnh|Thành phố)(?!\w| ủy| đoàn| [A-ZĐ])")
_PROVINCE_LEVEL = re.compile(r"(?:tỉnh|thành phố) ")


def _province(text: str, folded: str, i: int) -> list[Mention]:
    """A province that acts itself (``Thanh Hóa cần …``), not one that only says where."""
    level = _PROVINCE_LEVEL.match(folded, i)
    at = level.end() if level else i
    m = g.province_pattern().match(folded, at)
    if not m:
        return _own_place(text, folded, i)
    if not capitalised(text, at, m.end()) or ABOUT.search(folded, max(i - 20, 0), i):
        return []
    return [Mention(i, m.end(), text[i : m.end()], "body", 0.4)]


def _own_place(text: str, folded: str, i: int) -> list[Mention]:
    """``Tỉnh``, ``Thành phố`` with a capital: the issuer's own place as the one who acts."""
    m = OWN_PLACE.match(text, i)
    if not m or ABOUT.search(folded, max(i - 20, 0), i):
        return []
    return [Mention(i, m.end(), m[0], "body", 0.3)]
