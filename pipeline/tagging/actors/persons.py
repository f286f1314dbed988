"""Office holders (``Chủ tịch UBND tỉnh``) and persons with a title (``Đỗ Duy Hưng, Phó Giám đốc``)."""

from __future__ import annotations

import re

from pipeline.tagging.actors import grammar as g
from pipeline.tagging.actors.groups import group
from pipeline.tagging.actors.lists import ITEM_SEPARATOR, bodies, quantified
from pipeline.tagging.actors.names import Mention, body
from pipeline.tagging.actors.places import place
from pipeline.tagging.tables import UPPER

_SYLLABLE = rf"[{UPPER}][^\W\d_A-Z]*"
PERSON_NAME = re.compile(rf"{_SYLLABLE}(?: {_SYLLABLE}){{1,4}}(?!\w)")
SHOUTED_NAME = re.compile(rf"[{UPPER}]+(?: [{UPPER}]+){{1,4}}(?!\w)")
TITLE_LINK = re.compile(r"(?: ?,| -| ?:)? ")
NEXT_PERSON = re.compile(r" ?[;,] | và ")
APPOSITION = re.compile(r"(?: ?,| -) ")
SPACE = re.compile(" ")
LIST_COLON = re.compile(r" ?: ?")
HEAD_OF_TITLE = re.compile(r"trưởng (phòng|ban|khoa|bộ môn)$")
BARE_OWNER = re.compile(r"(?:sở|bộ|phòng|ban|ngành|địa phương|cơ quan|đơn vị|doanh nghiệp|nhà trường|tập đoàn)(?!\w)")


def person_name(text: str, folded: str, i: int) -> int:
    """The end of a person's name that begins at ``i``, or ``i``; the first syllable must be a family name.

    Example:
        >>> person_name("Phí Thị Thuỳ Vân, Phó Giám đốc", g.align("Phí Thị Thuỳ Vân, Phó Giám đốc"), 0)
        16
    """
    m = PERSON_NAME.match(text, i) or SHOUTED_NAME.match(text, i)
    if not m or folded[i : m.end()].split(" ", 1)[0] not in g.surnames() or g.title_pattern().match(folded, i):
        return i
    end = m.end()
    for gap in SPACE.finditer(folded, i, end):
        if text[i:end].isupper() and g.stop_pattern().match(folded, gap.start()):
            return gap.start()
    return end


def titled(text: str, folded: str, i: int) -> list[Mention]:
    """The office holders whose title begins at ``i``.

    Example:
        >>> t = "Chủ tịch UBND các xã, phường tổ chức"
        >>> [m.name for m in titled(t, g.align(t), 0)]
        ['Chủ tịch UBND các xã, phường']
    """
    m = g.title_pattern().match(folded, i)
    if not m:
        return []
    title, end = text[i : m.end()], m.end()
    if m[0] == "trưởng" and not g.CAPITAL.match(text, i):
        return []
    use = g.titles()[m[0]]
    if use == "whole":
        return [_with_person(text, folded, Mention(i, end, title, "person", 0.95))] if g.CAPITAL.match(text, i) else []
    if folded[end : end + 1] == " ":
        at = end + 1
        whose = quantified(text, folded, at) if g.QUANTIFIER.match(folded, at) else []
        one = group(text, folded, at, under_title=True)
        if one and (not whose or (len(whose) == 1 and whose[0].end < one.end)):
            whose = [one]
        named = [] if whose and whose[0].kind != "group" else bodies(text, folded, at)
        if named and (not whose or named[-1].end >= whose[-1].end):
            whose = named
        if not whose:
            whose = _bare_owner(text, folded, at)
        if whose:
            return _with_title(text, folded, i, title, whose)
    if (colon := LIST_COLON.match(text, end)) and len(listed := _all_bodies(text, folded, colon.end())) > 1:
        return [
            Mention(i if n == 0 else b.start, b.end, f"{title} {b.name}", "person", 0.95) for n, b in enumerate(listed)
        ]
    head = HEAD_OF_TITLE.search(m[0])
    if head and (whole := _headed(text, folded, end, head[1])) > end:
        return [_with_person(text, folded, Mention(i, whole, text[i:whole], "person", 0.95))]
    if use != "alone" or not (g.CAPITAL.match(text, i) or m[0] == "người đứng đầu"):
        return []
    return [_with_person(text, folded, Mention(i, end, title, "person", 0.7))]


def _headed(text: str, folded: str, end: int, head: str) -> int:
    """The end of the body whose head the title ends in: ``Trưởng phòng | Nội vụ``, ``Trưởng khoa | Dược``."""
    field = g.fields()[head].match(folded, end + 1) if head in g.fields() and folded[end : end + 1] == " " else None
    if field:
        return place(text, folded, field.end())
    named = body(text, folded, end - len(head))
    return named.end if named else end


def _all_bodies(text: str, folded: str, at: int) -> list[Mention]:
    """The bodies of a list after a title and a colon: ``Giám đốc: Sở Tài chính, Sở Y tế, Đài Truyền hình``."""
    found: list[Mention] = []
    while more := bodies(text, folded, at):
        found += more
        separator = ITEM_SEPARATOR.match(folded, more[-1].end)
        if not separator:
            break
        at = separator.end()
    return found


def _bare_owner(text: str, folded: str, at: int) -> list[Mention]:
    m = BARE_OWNER.match(folded, at)
    if (end := place(text, folded, at - 1)) > at:
        return [Mention(at, end, text[at:end])]
    noun = g.noun_pattern().match(folded, at)
    if not m or (noun and g.nouns()[noun[0]].joins == "none"):
        return []
    return [Mention(at, m.end(), text[at : m.end()])]


def _with_title(text: str, folded: str, i: int, title: str, whose: list[Mention]) -> list[Mention]:
    if len(whose) == 1:
        only = whose[0]
        kind = "group" if only.kind == "group" else "person"
        name = re.sub(r"\s*\([^()]*\)", "", text[i : only.end])
        found = Mention(i, only.end, name, kind, 0.95)  # type: ignore[arg-type]
        return [found if kind == "group" else _with_person(text, folded, found)]
    return [Mention(i if n == 0 else m.start, m.end, f"{title} {m.name}", "person", 0.95) for n, m in enumerate(whose)]


def _with_person(text: str, folded: str, found: Mention) -> Mention:
    if folded[found.end : found.end + 1] != " ":
        return found
    end = person_name(text, folded, found.end + 1)
    if end == found.end + 1:
        return found
    return Mention(found.start, end, text[found.start : end], "person", found.confidence)


def person(text: str, folded: str, i: int) -> list[Mention]:
    """The persons that begin at ``i``: after one honorific several may follow, each with a title.

    Example:
        >>> t = "Các đồng chí: Trần Văn An, Phó Giám đốc; Lê Thị Bình, Chánh Văn phòng"
        >>> [m.name for m in person(t, g.align(t), 0)]
        ['Trần Văn An, Phó Giám đốc', 'Lê Thị Bình, Chánh Văn phòng']
    """
    found = _one_person(text, folded, i)
    if not g.HONORIFIC.match(folded, i):
        return found
    while found and (separator := NEXT_PERSON.match(folded, found[-1].end)):
        at = separator.end()
        more = _one_person(text, folded, at) if person_name(text, folded, at) > at else []
        if not more:
            break
        found = [*found, *more]
    return found


def _one_person(text: str, folded: str, i: int) -> list[Mention]:
    """A person after an honorific (``đồng chí``, ``ông``) or, in a list of actors, a bare name with its title.

    Example:
        >>> t = "Đồng chí Đỗ Duy Hưng, Phó Giám đốc - chỉ đạo"
        >>> [m.name for m in _one_person(t, g.align(t), 0)]
        ['Đỗ Duy Hưng, Phó Giám đốc']
    """
    honorific = g.HONORIFIC.match(folded, i)
    at = honorific.end() if honorific else i
    end = person_name(text, folded, at)
    if end == at:
        m = PERSON_NAME.match(text, at) if honorific and "đ" in honorific[0] else None
        if not m or g.title_pattern().match(folded, at) or g.head_pattern().match(folded, at):
            found = (titled(text, folded, at) or _plain_title(text, folded, at)) if honorific else []
            return [Mention(i, m2.end, m2.name, m2.kind, m2.confidence) for m2 in found[:1]] + found[1:]
        end = m.end()
    link = APPOSITION.match(folded, end)
    if link and g.title_pattern().match(folded, link.end()):
        office = titled(text, folded, link.end()) or _plain_title(text, folded, link.end())
        if office:
            name = f"{text[at:end]}, {office[0].name}"
            return [Mention(i, office[-1].end if len(office) == 1 else office[0].end, name, "person", 0.95)]
    return [Mention(i, end, text[at:end], "person", 0.8)] if honorific else []


def _plain_title(text: str, folded: str, at: int) -> list[Mention]:
    m = g.title_pattern().match(folded, at)
    return [Mention(at, m.end(), text[at : m.end()], "person")] if m else []
