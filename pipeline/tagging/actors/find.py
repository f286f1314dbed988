"""Finds everybody who could act: bodies, groups of bodies, office holders and persons."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.model import Actor
from pipeline.tagging.actors import grammar as g
from pipeline.tagging.actors.cell_roles import MARK
from pipeline.tagging.actors.definitions import Definitions
from pipeline.tagging.actors.mentions import anchor, mentions_at, passed_over, skipped
from pipeline.tagging.actors.names import Mention
from pipeline.tagging.actors.persons import person
from pipeline.tagging.actors.register import lookup
from pipeline.tagging.tables import UPPER

QUOTED = re.compile(r"[“\"«][^“”\"«»\n]{0,300}[”\"»]")
NEXT_IN_LIST = re.compile(r"(?:,|;| và|, và| hoặc) ")
PARTY_ALONE = re.compile(r"(?:tỉnh|thành) ủy$")
COMMITTEE_ALONE = re.compile(r"đảng ủy$")
LEVELS = re.compile(rf" các {g.LEVEL}(?:,? ?(?:và )?{g.LEVEL})*$")
ITS_PLACE = re.compile(rf"(?:tỉnh|thành phố) ([{UPPER}].*)$")
SHARED = re.compile(r"(?:,|;)? (?:và )?")
POSSESSIVE = ("của ", "thuộc ")


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
    search = anchor().search
    never, never_small = passed_over()
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
        mentions = mentions_at(text, folded, start, goes_on=goes_on)
        if mentions:
            found.extend(mentions)
            pos = max(mentions[-1].end, start + 1)
        else:
            pos = skipped(folded, start)
    return [_actor(text, m, definitions) for m in _with_places(text, found)]


def _with_places(text: str, found: list[Mention]) -> list[Mention]:
    """Party bodies with the places that stand behind the body after them.

    ``Bí thư tỉnh ủy và Chủ tịch UBND các tỉnh: A, B`` names a secretary for each of the provinces listed; ``Đảng ủy,
    UBND các xã`` the committees of the communes.
    """
    out: list[Mention] = []
    for n, mention in enumerate(found):
        places: list[str] = []
        end = mention.end
        if COMMITTEE_ALONE.search(g.align(mention.name)) and n + 1 < len(found):
            shared = LEVELS.search(found[n + 1].name)
            if shared and SHARED.fullmatch(text[end : found[n + 1].start]):
                out.append(replace(mention, name=mention.name + shared[0]))
                continue
        if PARTY_ALONE.search(g.align(mention.name)):
            for other in found[n + 1 :]:
                place = ITS_PLACE.search(other.name)
                if not place or not SHARED.fullmatch(text[end : other.start]):
                    break
                places.append(place[1])
                end = other.end
        listed = len(places) > 1
        out += [replace(mention, name=f"{mention.name} {place}") for place in places] if listed else [mention]
    return out


def _actor(text: str, mention: Mention, definitions: Definitions | None) -> Actor:
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
REST = re.compile(r"(?:(?!\s/\s)[^;,\n(])*")
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
        mentions = [m for m in mentions_at(flat, folded, pos, goes_on=True) or person(flat, folded, pos) if m.end > pos]
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
    return WRAPPED.sub(lambda m: "\n" if mentions_at(text, folded, m.end(), goes_on=True) else " ", text)


def _next_piece(text: str, folded: str, pos: int) -> int:
    """Past separators, bullets, labels and joining words."""
    while True:
        start = pos
        for passed, where in ((GAP, text), (MARK, text), (JOINT, folded), (BULLET, text), (LABEL, text)):
            m = passed.match(where, pos)
            pos = m.end() if m else pos
        if pos == start:
            return pos


def _rest(text: str, folded: str, found: list[Mention]) -> int:
    """What follows an actor: another one, a verb's phrase to pass over, or more of its name."""
    last = found[-1]
    mark = MARK.search(text, last.end)
    m = REST.match(text, last.end, mark.start() if mark else len(text))
    if not m or not m[0].strip(" .") or AND.match(m[0]):
        return last.end
    if mentions_at(text, folded, m.start() + 1):
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
        if mentions_at(text, folded, m.end()) or (text[m.end() : m.end() + 1].isupper() and "," in m[0]):
            return m.start()
    return limit
