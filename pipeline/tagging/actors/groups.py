"""Groups of bodies: common nouns under one ``các`` (``các sở, ban, ngành, địa phương liên quan``)."""

from __future__ import annotations

import re

from pipeline.tagging.actors import grammar as g
from pipeline.tagging.actors.names import Mention, body
from pipeline.tagging.actors.places import place
from pipeline.tagging.actors.school_levels import FURTHER_LEVELS

LIST_SEPARATOR = re.compile(r"(?: ?[,/] ?| và | hoặc |, và | - |-)")
TASK_OBJECTS = re.compile(
    r" (?:quản lý )?(?:(?:các |\d+ )*(?:dự án|tiểu dự án|nội dung thành phần|chương trình(?: mtqg)?|đề án)"
    r"(?:, | và )?)+(?!\w)"
)
TASK_OWNERS = re.compile(
    r" (?:(?:chủ trì|quản lý|tham gia|thực hiện)(?:, | và | ))+"
    r"(?:(?:các |\d+ )*(?:dự án|tiểu dự án|nội dung thành phần|nhiệm vụ)(?:, | và | ))+"
    r"thuộc (?:chương trình|đề án|kế hoạch)(?!\w)"
)
OWNED = re.compile(r" (?:thuộc, trực thuộc|thuộc|trực thuộc|của|giúp việc của|giúp việc cho|giúp việc) ")
ABOUT = re.compile(r" (?:quản lý )?(?:nhà nước )?về ")
OWNER_WORD = re.compile(
    r"(?:các |cơ quan )?(?:sở|bộ|tỉnh|thành phố|huyện|trung ương|tw|ngành|trường|đảng|nhà nước|chương trình)(?!\w)"
)
COMMUNE_LEVELS = {"xã", "phường", "đặc khu", "thị trấn", "thôn", "ấp", "buôn", "xóm", "khu phố"}
COOPERATES = re.compile(r" (?:thực hiện|với|cùng|chặt chẽ|tổ chức|triển khai|xây dựng|tham mưu|cung cấp|chỉ đạo)(?!\w)")
PRESIDES = re.compile(r" (?:họp|tổ chức|xây dựng|rà soát|triển khai|tham mưu|kiểm tra)(?!\w)")
CALLED = re.compile(r"(?:yêu cầu|đề nghị) $")


def group(text: str, folded: str, i: int, *, under_title: bool = False, goes_on: bool = False) -> Mention | None:
    """The group of bodies that begins at ``i``: ``các cơ quan, đơn vị có liên quan``, ``toàn ngành giáo dục``.

    ``goes_on`` says that an actor stands just before, so that a noun without ``các`` goes on with the list.

    Example:
        >>> t = "các sở, ban, ngành, địa phương liên quan rà soát"
        >>> t[: group(t, g.align(t), 0).end]
        'các sở, ban, ngành, địa phương liên quan'
    """
    sector = g.SECTOR.match(folded, i)
    m = g.noun_pattern().match(folded, i)
    if sector and not (m and g.nouns()[m[0]].joins == "none"):
        m = g.fields()[""].match(folded, sector.end())
        if m:
            end = place(text, folded, m.end(), free=False)
            return Mention(i, end, text[i:end], "group", 0.9)
    quantifier = g.QUANTIFIER.match(folded, i)
    at = quantifier.end() if quantifier else i
    word = _noun(folded, at)
    if word not in g.nouns():
        return None
    noun, end = g.nouns()[word], at + len(word)
    either = folded[end : end + 1] == "/" and g.CAPITAL.match(text, end + 1) is not None
    many = quantifier is not None or under_title or (either and g.CAPITAL.match(text, i) is not None)
    if noun.joins == "none":
        return None
    count, pos = 1, _noun_tail(text, folded, end, word)
    if word in COMMUNE_LEVELS and pos > end and not many and g.CAPITAL.match(text, end + 1):
        return Mention(i, pos, text[i:pos], "body", 0.5)
    joins = under_title or noun.joins == "always" or (noun.joins == "quant" and many)
    while joins:
        sep = LIST_SEPARATOR.match(folded, pos)
        if not sep:
            break
        nxt = sep.end()
        again = g.QUANTIFIER.match(folded, nxt)
        if again and not under_title:
            break
        at2 = again.end() if again else nxt
        word2 = _noun(folded, at2)
        if word2 not in g.nouns():
            break
        noun2, end2 = g.nouns()[word2], at2 + len(word2)
        if noun.joins == "quant" and "," in word2:
            break
        alike = under_title and word2.split()[0] == word.split()[0]
        if noun2.joins == "none" or (noun2.joins == "quant" and not many):
            break
        if "never" in {noun.joins, noun2.joins} and not alike:
            break
        tail = _noun_tail(text, folded, end2, word2)
        named = body(text, folded, nxt)
        known = max(end2, tail) if text[nxt:end2].isupper() else end2
        if named and named.end > known and g.CAPITAL.match(text, nxt):
            break
        if again and not OWNED.match(folded, end2) and not re.search(r" (?:trực )?thuộc ", folded[end2:tail]):
            break
        pos, count = tail, count + 1
    if noun.bare == "cap" and not many and not g.CAPITAL.match(text, i) and not CALLED.search(folded, 0, i):
        return None
    if (
        not many
        and count < 2
        and noun.bare != "cap"
        and noun.bare != "yes"
        and not (goes_on and noun.bare == "list" and noun.joins != "always")
    ):
        return None
    sure = 0.9 if many or count > 1 else 0.7 if noun.joins == "never" or g.CAPITAL.match(text, i) else 0.4
    return Mention(i, pos, text[i:pos], "group", sure)


def _noun(folded: str, at: int) -> str:
    """The noun at a place, empty where none stands; ``đơn vị | phối hợp thực hiện`` are a noun and a verb."""
    m = g.noun_pattern().match(folded, at)
    if m and m[0].endswith(" phối hợp") and COOPERATES.match(folded, m.end()):
        return m[0].removesuffix(" phối hợp")
    if m and m[0].endswith(" chủ trì") and PRESIDES.match(folded, m.end()):
        return m[0].removesuffix(" chủ trì")
    return m[0] if m else ""


def _noun_tail(text: str, folded: str, pos: int, noun: str) -> int:
    """What narrows a group down, after its noun: levels of schools, sector, qualifiers, owner, place."""
    if noun.startswith(("trường ", "đại học", "học viện")) and (levels := FURTHER_LEVELS.match(folded, pos)):
        pos = levels.end()
    if folded[pos : pos + 1] == " ":
        about = ABOUT.match(folded, pos) if noun.endswith(("chức năng", "quản lý", "nhà nước")) else None
        m = g.fields()[""].match(folded, about.end() if about else pos + 1)
        if m and noun not in g.heads() and (about or not g.stop_pattern().match(folded, pos)):
            pos = m.end()
        elif noun != "ngành" and not text[pos - 2 : pos].isupper():
            short = g.CAPITALS.match(text, pos + 1)
            pos = short.end() if short and not g.head_pattern().match(folded, pos + 1) else pos
    if noun.startswith(("cơ quan chủ", "đơn vị chủ")):
        m = TASK_OBJECTS.match(folded, pos)
        if m:
            return m.end()
    if noun.endswith("trực thuộc") and (owner := body(text, folded, pos + 1, depth=1)):
        return owner.end
    m = TASK_OWNERS.match(folded, pos)
    if m:
        return m.end()
    for _ in range(5):
        m = OWNED.match(folded, pos)
        if m:
            owner = body(text, folded, m.end(), depth=1)
            if owner:
                pos = owner.end
                continue
            word = OWNER_WORD.match(folded, m.end())
            if word:
                sector = g.fields()[""].match(folded, word.end() + 1) if word[0].endswith("ngành") else None
                pos = max(place(text, folded, m.end() - 1), sector.end() if sector else word.end())
                continue
        m = g.qualifier_pattern().match(folded, pos)
        if m and m.end() > pos:
            pos = m.end()
            continue
        if noun in COMMUNE_LEVELS:
            run = g.NAME_RUN.match(text, pos + 1) if folded[pos : pos + 1] == " " else None
            if run and not g.head_pattern().match(folded, pos + 1):
                pos = run.end()
                continue
            break
        end = place(text, folded, pos, located=True)
        if end == pos:
            break
        pos = end
    return pos
