"""Finds everybody who could act: bodies, groups of bodies, office holders and persons."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from pipeline.model import Actor
from pipeline.tagging import actor_grammar as g
from pipeline.tagging.actor_groups import group
from pipeline.tagging.actor_lists import bodies, listed_after, provinces, quantified
from pipeline.tagging.actor_names import Mention
from pipeline.tagging.actor_places import capitalised
from pipeline.tagging.definitions import Definitions
from pipeline.tagging.persons import person, titled

QUANTIFIERS = (
    "các",
    "những",
    "mọi",
    "từng",
    "mỗi",
    "một số",
    "nhiều",
    "tất cả các",
    "toàn thể các",
    "toàn bộ các",
    "một số các",
)
ANCHORS = (
    "toàn ngành",
    "ngành",
    "lực lượng",
    "toàn lực lượng",
    "đồng chí",
    "các đồng chí",
    "đ/c",
    "ông",
    "bà",
    "ông/bà",
    "tỉnh",
    "thành phố",
)
QUOTED = re.compile(r"[“\"«][^“”\"«»\n]{0,300}[”\"»]")
NEXT_IN_LIST = re.compile(r"(?:,|;| và|, và| hoặc) ")
POSSESSIVE = ("của ", "thuộc ")
ABOUT = re.compile(r"(?:của|tại|ở|từ|trên địa bàn|thuộc|đến|về|địa bàn|người dân|nhân dân|khu vực|vùng|toàn|qua|vào) $")


@lru_cache(maxsize=1)
def _anchor() -> re.Pattern[str]:
    """Where an actor may begin: one pattern over the whole text."""
    heads = [h for h in g.heads() if not h.endswith(".")]
    common = [n for n, noun in g.nouns().items() if noun.bare != "no" or noun.joins == "none"]
    phrases = [*heads, *common, *g.titles(), *g.province_names(), *ANCHORS]
    begun = g.trie([*heads, *g.nouns(), *g.titles()])
    many = rf"(?:{g.trie(QUANTIFIERS)}) (?=(?:{begun})(?!\w)|p\.)"
    return re.compile(rf"(?<![\w/&.-])(?:{many}|(?:{g.trie(phrases)})(?!\w)|p\.(?= ?\w))")


@lru_cache(maxsize=1)
def _passed_over() -> tuple[frozenset[str], frozenset[str]]:
    """Anchors that are never an actor, and those that are none in lower case: most of a text's, so told at once."""
    heads, nouns = g.heads(), g.nouns()
    never = {n for n, noun in nouns.items() if noun.joins == "none" and n not in heads and n not in ANCHORS}
    others = {*nouns, *g.titles(), *ANCHORS}
    lower = {h for h, head in heads.items() if head.capital and h not in others} | {
        p for p in g.province_names() if p not in others
    }
    return frozenset(never), frozenset(lower)


def find_actors(text: str, definitions: Definitions | None = None) -> list[Actor]:
    """Every mention of a body, a group of bodies or a person with a title, in reading order.

    Example:
        >>> [a.name for a in find_actors("Giao Sở Y tế chủ trì, phối hợp với các sở, ngành liên quan thực hiện.")]
        ['Sở Y tế', 'các sở, ngành liên quan']
    """
    folded = g.align(text)
    quoted = [m.span() for m in QUOTED.finditer(text)]
    found: list[Mention] = []
    pos, quote = 0, 0
    search = _anchor().search
    never, never_small = _passed_over()
    while m := search(folded, pos):
        start, word = m.start(), m[0]
        if word in never or (word in never_small and text[start].islower()):
            pos = m.end()
            continue
        while quote < len(quoted) and quoted[quote][1] <= start:
            quote += 1
        if quote < len(quoted) and quoted[quote][0] < start:
            pos = quoted[quote][1]
            continue
        last = found[-1].end if found else 0
        goes_on = bool(last) and start - last < 6 and NEXT_IN_LIST.fullmatch(folded, last, start) is not None
        mentions = _mentions(text, folded, start, goes_on=goes_on)
        if mentions:
            found.extend(mentions)
            pos = max(mentions[-1].end, start + 1)
        else:
            pos = _skipped(folded, start)
    return [_actor(text, m, definitions) for m in found]


def _skipped(folded: str, i: int) -> int:
    """Past a word that only looks like a body (``cán bộ``, ``hội nghị``), else to the next word."""
    m = g.noun_pattern().match(folded, i)
    if m:
        return m.end()
    gap = folded.find(" ", i)
    return gap + 1 if gap >= 0 else len(folded)


def _mentions(text: str, folded: str, i: int, *, goes_on: bool = False) -> list[Mention]:
    """What is mentioned at ``i``: an office, a list under one head, a body or a group, whichever reads on furthest."""
    if (
        folded[i : i + 1] in ("đ", "ô", "b", "c")
        and g.HONORIFIC.match(folded, i)
        and (found := person(text, folded, i))
    ):
        return found
    if found := titled(text, folded, i):
        return found
    if _only_looks_so(folded, i):
        return []
    quantifier = g.QUANTIFIER.match(folded, i)
    if quantifier:
        if offices := titled(text, folded, quantifier.end()):
            return [replace(offices[0], start=i), *offices[1:]]
        named = quantified(text, folded, i)
        common = group(text, folded, i)
        if named and (not common or len(named) > 1 or named[-1].end > common.end):
            return named
        if not common:
            return _province(text, folded, i)
        return provinces(text, folded, i) or listed_after(text, folded, common) or [common]
    named = bodies(text, folded, i)
    common = group(text, folded, i, goes_on=goes_on)
    if common and (not named or (common.end > named[-1].end and len(named) == 1)):
        label = ROLE_WORD.search(folded, common.start, common.end) and LABEL_END.match(text, common.end)
        return [] if label and (i == 0 or text[i - 1] in "\n .-") else [common]
    return named or _province(text, folded, i)


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


def _actor(text: str, mention: Mention, definitions: Definitions | None) -> Actor:
    from pipeline.tagging.register import lookup

    full = definitions.expand(mention.name) if definitions else mention.name
    known = lookup(full) if mention.kind != "group" else None
    confidence = mention.confidence
    if text[max(mention.start - 6, 0) : mention.start].lower().endswith(POSSESSIVE):
        confidence = min(confidence, 0.6)
    return Actor(
        name=mention.name,
        surface=text[mention.start : mention.end],
        start=mention.start,
        end=mention.end,
        kind=mention.kind,
        canonical=known.canonical if known else full if full != mention.name else None,
        id=known.id if known else None,
        confidence=confidence,
    )


BULLET = re.compile(r"(?:[-+•*–]|\d+[.)]|[a-zđ]\))\s+")
LABEL = re.compile(
    r"(?:đơn vị|cơ quan|bộ phận|người|lãnh đạo)(?: (?:đầu mối|được giao))? ?"
    r"(?:chủ trì|phối hợp|tham mưu|thực hiện|chỉ đạo)[^:;\n]{0,30}: ?",
    re.IGNORECASE,
)
GAP = re.compile(r"(?:[\s;,.:/]|\([^()]*\))*")
JOINT = re.compile(r"(?:và|phối hợp với|phối hợp|cùng|- chỉ đạo|- phối hợp|- chủ trì)(?!\w)")
WRAPPED = re.compile(r"(?<=[^\s;.:])\n(?=[^\W\d_A-ZĐ])|(?<= và)\n|(?<=,)\n|(?<= -)\n")
REST = re.compile(r"[^;,\n(]*")
HARD_STOP = re.compile(r"[;\n]")
COMMA = re.compile(r"\s*,\s+(?:và )?|\s+và\s+")
AND = re.compile(r"\s+(?:và|-)\s")


def split_actors(text: str, definitions: Definitions | None = None) -> list[Actor]:
    """The actors of a text that holds nothing else: a table cell, a heading, an assignment line.

    Example:
        >>> [a.name for a in split_actors("Các Sở: Tài chính; Xây dựng và UBND tỉnh")]
        ['Sở Tài chính', 'Sở Xây dựng', 'UBND tỉnh']
    """
    flat = _unwrapped(text)
    folded = g.align(flat)
    found: list[Mention] = []
    pos = _next_piece(flat, folded, 0)
    while pos < len(flat):
        mentions = [m for m in _mentions(flat, folded, pos, goes_on=True) or person(flat, folded, pos) if m.end > pos]
        if mentions:
            found.extend(mentions)
            pos = _rest(flat, folded, found)
        else:
            end = max(_unknown_end(flat, folded, pos), pos + 1)
            said = flat[pos:end].rstrip(" .")
            if said.strip():
                found.append(Mention(pos, pos + len(said), said, "body", 0.6))
            pos = end
        pos = _next_piece(flat, folded, pos)
    return [_actor(text, m, definitions) for m in found]


def _unwrapped(text: str) -> str:
    """The text with the line feeds that only wrap a name made spaces; one before another actor parts."""
    folded = g.align(text)
    return WRAPPED.sub(lambda m: "\n" if _mentions(text, folded, m.end(), goes_on=True) else " ", text)


def _next_piece(text: str, folded: str, pos: int) -> int:
    """Past separators, bullets, labels and joining words."""
    while True:
        start = pos
        for skipped, where in ((GAP, text), (JOINT, folded), (BULLET, text), (LABEL, text)):
            m = skipped.match(where, pos)
            pos = m.end() if m else pos
        if pos == start:
            return pos


def _rest(text: str, folded: str, found: list[Mention]) -> int:
    """What follows an actor: another one, a verb's phrase to pass over, or more of its name."""
    last = found[-1]
    m = REST.match(text, last.end)
    if not m or not m[0].strip() or AND.match(m[0]):
        return last.end
    if _mentions(text, folded, m.start() + 1):
        return last.end
    if g.stop_pattern().match(folded, m.start()):
        stop = HARD_STOP.search(text, m.end())
        return stop.start() if stop else len(text)
    end = m.start() + len(AND.split(m[0])[0].rstrip(" ."))
    found[-1] = replace(last, end=end, name=last.name + text[last.end : end], confidence=0.7)
    return end


def _unknown_end(text: str, folded: str, pos: int) -> int:
    """Where an actor that no grammar knows ends: at a separator after which something known begins, or at ``;``."""
    stop = HARD_STOP.search(text, pos)
    limit = stop.start() if stop else len(text)
    for m in COMMA.finditer(text, pos, limit):
        if _mentions(text, folded, m.end()) or (text[m.end() : m.end() + 1].isupper() and "," in m[0]):
            return m.start()
    return limit
