"""Reads one name of a body at a given place: head, field of work or free name, place, and what it belongs to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from pipeline.tagging.actors import grammar as g
from pipeline.tagging.actors.places import place
from pipeline.tagging.tables import UPPER

MAX_DEPTH = 4
"""So many bodies may stand one inside another in one name."""
MAX_LOWER = 5
"""So many words without a capital may follow each other in a free name."""

OPENING_PAREN = re.compile(r" ?\(([^()]{1,60})\)")
BELONGS = re.compile(r" (?:thuộc|trực thuộc|của|giúp việc(?: của| cho)?) (?:các )?")
LINK = re.compile(r" và | - |- |-|, | & ")
NESTING = re.compile(r" (?:của |các )?")
CONCERNED = re.compile(r" (?:(?:có )?liên quan(?: khác)?|khác|còn lại)(?!\w)")
SEVERAL = re.compile(rf", [{UPPER}]\w*(?: [^\W\d]\w*){{0,3}} (?:và|-) [{UPPER}]")
"""A name of three parts: ``Trung tâm Văn hóa, Thể thao và Truyền thông``."""
SHORT_NUMBER = re.compile(r"\d{1,3}")
COUNTRY = re.compile(r"việt nam(?!\w)")
LEGAL_FORM = re.compile(r" (?:- ctcp|\(ctcp\))(?!\w)")
BRANCH = re.compile(r"(?: -)? chi nhánh (?=\w)")


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention in the text with the name that it stands for."""

    start: int
    end: int
    name: str
    kind: Literal["body", "group", "person"] = "body"
    confidence: float = 0.95


@dataclass(frozen=True, slots=True)
class Body:
    """Where the parts of a name end: the head, the field or free name, the whole."""

    start: int
    head_end: int
    field_start: int
    field_end: int
    end: int
    head: str
    kind: str


def _capital(text: str, i: int) -> bool:
    return g.CAPITAL.match(text, i) is not None


def free_name(text: str, folded: str, i: int, *, lower_start: bool = False, parts: bool = False) -> int:
    """The end of a name made of free words after an open head, ``i`` where there is none.

    With ``lower_start`` the name may begin without a capital, as in ``Ban Chỉ đạo chuyển đổi số``; with ``parts`` it
    may be of three parts, as in ``Công ty Đầu tư, Xây dựng và Dịch vụ``.
    """
    pos = last_capital = i
    lower = 0
    shouting = text[max(i - 4, 0) : i].isupper()
    while True:
        phrase = g.phrase_pattern().match(folded, pos)
        stop = g.stop_pattern().match(folded, pos) if phrase else None
        begun = pos > i or lower_start or parts or _capital(text, pos + 1)
        if phrase and begun and not (stop and stop.end() > phrase.end()):
            pos = last_capital = phrase.end()
            lower = 0
            continue
        link = LINK.match(folded, pos)
        if link:
            several = (lower_start or parts) and SEVERAL.match(text, pos) is not None
            if pos == i or not _goes_on(text, folded, link, several=several):
                break
            pos = link.end() - (1 if link[0].endswith(" ") else 0)
            if phrase := g.phrase_pattern().match(folded, pos):
                pos = last_capital = phrase.end()
                continue
        m = g.WORD.match(text, pos)
        if not m or (m.start(1) == pos and pos != i and not link):
            break
        at = m.start(1)
        capital = _capital(text, at)
        if (shouting or not capital) and g.stop_pattern().match(folded, pos):
            break
        if capital and (known := g.province_pattern().match(folded, at)):
            return known.end()
        if country := COUNTRY.match(folded, at):
            return country.end()
        if pos > i and (
            g.PLACE_LEVELS.match(folded, pos) or (capital and _other_body(text, folded, at, {"dept", "nest"}))
        ):
            break
        if m[1][0].isdigit() and not SHORT_NUMBER.fullmatch(m[1]):
            break
        if (capital and not shouting) or m[1][0].isdigit():
            lower, last_capital = 0, m.end()
        else:
            lower += 1
            if lower > MAX_LOWER or (last_capital == i and not (lower_start or shouting)):
                return _trimmed(text, last_capital)
        pos = m.end()
    return _trimmed(text, pos)


def _trimmed(text: str, end: int) -> int:
    while end and text[end - 1] in " .,-–":
        end -= 1
    return end


def _goes_on(text: str, folded: str, link: re.Match[str], *, several: bool) -> bool:
    at = link.end()
    if not _capital(text, at) or (link[0] == ", " and not several):
        return False
    before, after = text[max(0, link.start() - 8) : link.start()].rsplit(" ", 1)[-1], g.CAPITALS.match(text, at)
    if link[0] == " và " and before.isupper() and after and not g.head_pattern().match(folded, at):
        return True
    stops = "-" not in link[0] and not several and g.stop_pattern().match(folded, at)
    if stops or g.title_pattern().match(folded, at):
        return False
    return not _other_body(text, folded, at, {"dept", "nest"} if "-" in link[0] else ANY_KIND)


JOINT = re.compile(r" [-–&] ")
COUNCILS = {"ủy ban nhân dân", "ubnd", "hội đồng nhân dân", "hđnd"}
_UNIT = r"(?:huyện|quận|xã|phường|thị xã|thị trấn)"
AND_UNITS = re.compile(rf"(?<=thành phố) và các {_UNIT}(?:, {_UNIT})*")
BY_DISTRICT = re.compile(r"(?:(?:huyện|thị|quận|thành) (?:ủy|đoàn)|(?:bảo hiểm xã hội|thuế) cơ sở)")
"""Heads that the name of a district follows: ``Huyện ủy Trà Cú``."""
ANY_KIND = frozenset({"dept", "nest", "whole", "open", "firm", "free"})


def _other_body(text: str, folded: str, at: int, kinds: frozenset[str] | set[str]) -> bool:
    """Does another body's name (or a province's) begin here? Told by its head and the word after it alone."""
    if g.province_pattern().match(folded, at):
        return True
    m = g.head_pattern().match(folded, at)
    if m is None or (head := g.heads()[m[0]]).kind not in kinds:
        return False
    if head.kind == "dept" and (field := g.fields().get(m[0])) and field.match(folded, m.end() + 1):
        return True
    return head.bare or _capital(text, m.end() + 1) or place(text, folded, m.end()) > m.end()


def body(text: str, folded: str, i: int, *, depth: int = 0) -> Body | None:
    """The body whose name begins at ``i``, the longest reading; None where none does.

    ``depth`` counts the bodies that it stands inside of, as in ``Văn phòng`` of ``Đảng ủy`` of ``Công an tỉnh``.

    Example:
        >>> t = "Sở Văn hóa, Thể thao và Du lịch chủ trì"
        >>> found = body(t, g.align(t), 0)
        >>> t[: found.end]
        'Sở Văn hóa, Thể thao và Du lịch'
    """
    m = g.head_pattern().match(folded, i)
    if not m or depth > MAX_DEPTH:
        return None
    word = m[0]
    while word:
        found = _with_head(text, folded, i, word, depth)
        if found:
            return found
        word = _shorter(word)
    return None


def _shorter(word: str) -> str:
    while " " in word:
        word = word.rsplit(" ", 1)[0].rstrip(",-")
        if word in g.heads():
            return word
    return ""


def _with_head(text: str, folded: str, i: int, word: str, depth: int) -> Body | None:
    head = g.heads()[word]
    capital = _capital(text, i)
    if head.capital and not capital:
        return None
    after = i + len(word)
    if head.kind == "nest":
        spans = _nest(text, folded, after, depth)
    else:
        spans = READERS[head.kind](text, folded, after, word, capital)
    if spans is None:
        bare = head.bare and (capital or head.kind in {"whole", "nest"})
        if not bare or (not depth and head.kind == "dept" and not _stands_alone(text, folded, i, after)):
            return None
        spans = (after, after)
    field_start, field_end = spans
    end = place(text, folded, field_end)
    if word in COUNCILS and (units := AND_UNITS.match(folded, end)):
        end = units.end()
    if form := LEGAL_FORM.match(folded, end):
        end = form.end()
    branch = BRANCH.match(folded, end)
    if branch:
        where = place(text, folded, branch.end() - 1)
        end = where if where > branch.end() else end
    end = _belonging(text, folded, end, depth)
    if " các " in folded[i:end] and (concerned := CONCERNED.match(folded, end)):
        end = concerned.end()
    return Body(i, after, field_start, field_end, end, word, head.kind)


def _stands_alone(text: str, folded: str, i: int, after: int) -> bool:
    """A bare ``Sở`` or ``Bộ`` is a body only in the middle of a sentence, not before a common noun."""
    return i > 1 and text[i - 2] not in ".:;/\n" and not text[i:after].isupper()


def _department(text: str, folded: str, after: int, word: str, capital: bool) -> tuple[int, int] | None:
    at = after + 1 if folded[after : after + 1] == " " else after
    if at == after and word != "p.":
        return None
    pattern = g.fields().get(word)
    m = pattern.match(folded, at) if pattern else None
    if m and (capital or _capital(text, at) or word in {"sở", "bộ"}):
        end = m.end()
        if (joint := JOINT.match(text, end)) and pattern and _capital(text, joint.end()):
            short = g.CAPITALS.match(text, joint.end()) if "&" in joint[0] or word == "phòng" else None
            more = pattern.match(folded, joint.end()) or short
            end = more.end() if more else end
        paren = OPENING_PAREN.match(text, end)
        if paren and word in {"phòng", "p."} and g.CAPITALS.fullmatch(paren[1]):
            end = paren.end()
        return at, end
    if not capital:
        return None
    if word == "bộ" and g.head_pattern().match(folded, after - 2):
        return None
    m2 = g.CAPITALS.match(text, at)
    if m2 and (not text[:at].isupper() or len(m2[0]) < 8):
        return at, m2.end()
    if not _capital(text, at):
        return None
    end = free_name(text, folded, after)
    return (at, end) if end > at else None


def _open(text: str, folded: str, after: int, word: str, capital: bool) -> tuple[int, int] | None:
    at = after + 1
    if folded[after : after + 1] != " " or not (capital or _capital(text, at)):
        return None
    end = place(text, folded, after)
    if end > after:
        return after, after
    kind = g.heads()[word].kind
    end = free_name(text, folded, after, lower_start=kind == "free", parts=kind == "firm")
    return (at, end) if end > at else None


def _nest(text: str, folded: str, after: int, depth: int) -> tuple[int, int] | None:
    if g.PLACE_PARTY.match(folded, after):
        return after, after
    m = NESTING.match(folded, after)
    if m:
        inner = body(text, folded, m.end(), depth=depth + 1)
        if inner:
            return m.end(), inner.end
    end = place(text, folded, after)
    return (after, after) if end > after else None


def _whole(text: str, folded: str, after: int, word: str, capital: bool) -> tuple[int, int] | None:
    if BY_DISTRICT.fullmatch(word) and (name := g.NAME_RUN.match(text, after + 1)):
        return after + 1, name.end()
    if g.heads()[word].bare:
        return after, after
    end = place(text, folded, after)
    return (after, after) if end > after else None


def _belonging(text: str, folded: str, end: int, depth: int) -> int:
    """Takes in ``thuộc Sở Y tế``, ``của Quốc hội`` after a name: the body named there is no actor of its own."""
    m = BELONGS.match(folded, end)
    if not m:
        return end
    inner = body(text, folded, m.end(), depth=depth + 1)
    if inner and (_capital(text, m.end()) or inner.kind == "whole"):
        return inner.end
    noun = g.noun_pattern().match(folded, m.end())
    if noun and "các" in m[0] and g.nouns()[noun[0]].joins != "none":
        qualifier = g.qualifier_pattern().match(folded, noun.end())
        return qualifier.end() if qualifier else noun.end()
    return end


READERS = {"dept": _department, "open": _open, "firm": _open, "free": _open, "whole": _whole}
