"""Lists of bodies: one head for many names (``các Sở: Tài chính, Nội vụ``), many nouns for one group (``các sở, ban, ngành``)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.tagging import actor_grammar as g
from pipeline.tagging.actor_names import Body, body, free_name, place
from pipeline.tagging.register import lookup

ITEM_SEPARATOR = re.compile(r"(?: ?[,;] ?(?:và )?| và )")
LIST_SEPARATOR = re.compile(r"(?: ?[,/] ?| và | hoặc |, và | - |-)")
ITEM_END = re.compile(r" ?(?:[,;.)\n]|$)| và ")
LISTING = re.compile(r" ?[:(] ?")
COLON = re.compile(r" ?: ?")
TASK_OBJECTS = re.compile(
    r" (?:quản lý )?(?:(?:các |\d+ )*(?:dự án|tiểu dự án|nội dung thành phần|chương trình(?: mtqg)?|đề án)(?:, | và )?)+(?!\w)"
)
TASK_OWNERS = re.compile(
    r" (?:(?:chủ trì|quản lý|tham gia|thực hiện)(?:, | và | ))+(?:(?:các |\d+ )*(?:dự án|tiểu dự án|nội dung thành phần|nhiệm vụ)(?:, | và | ))+"
    r"thuộc (?:chương trình|đề án|kế hoạch)(?!\w)"
)
OWNED = re.compile(r" (?:thuộc, trực thuộc|thuộc|trực thuộc|của|giúp việc của|giúp việc cho|giúp việc) ")
OWNER_WORD = re.compile(
    r"(?:các |cơ quan )?(?:sở|bộ|tỉnh|thành phố|huyện|trung ương|tw|ngành|trường|đảng|nhà nước|chương trình)(?!\w)"
)
NAME_ITEM = re.compile(rf"[{g.UPPER}][\w&]*(?:(?: | - )[{g.UPPER}\d][\w&]*)*")
CAPITAL = re.compile(rf"[{g.UPPER}]")


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention in the text with the name that it stands for."""

    start: int
    end: int
    name: str
    kind: Literal["body", "group", "person"] = "body"
    confidence: float = 0.95


def _said(text: str, start: int, end: int) -> str:
    """The printed words without a definition in parentheses."""
    return re.sub(r"\s*\([^()]*\)", "", text[start:end])


def _headed(head: str, item: str) -> str:
    """The item under the shared head, unless it is the short name of a body of its own (``các Bộ: TC, TTCP``)."""
    if item.isupper() and item not in g.field_abbreviations() and lookup(item):
        return item
    return f"{head} {item}"


def _heading(text: str, start: int, end: int) -> str:
    head = text[start:end]
    return head[:1].upper() + head[1:]


def bodies(text: str, folded: str, i: int) -> list[Mention]:
    """The body that begins at ``i``, with the others that share its head or its place.

    Example:
        >>> t = "Sở Tài chính, Xây dựng và Nội vụ"
        >>> [m.name for m in bodies(t, g.align(t), 0)]
        ['Sở Tài chính', 'Sở Xây dựng', 'Sở Nội vụ']
    """
    found = body(text, folded, i)
    if not found:
        return []
    listed = _departments(text, folded, found) or _places(text, folded, found.start, found.end, found)
    return listed or [Mention(found.start, found.end, _said(text, found.start, found.end))]


def quantified(text: str, folded: str, i: int) -> list[Mention]:
    """Bodies under one plural head: ``các Sở: A, B``, ``các Bộ A, B``, ``các Tập đoàn: PVN, VNPT``, ``các Chi cục Thuế``."""
    quantifier = g.QUANTIFIER.match(folded, i)
    if not quantifier:
        return []
    at = quantifier.end()
    m = g.head_pattern().match(folded, at)
    if not m:
        return []
    word = m[0]
    colon = COLON.match(folded, m.end())
    if g.heads()[word].kind in {"dept", "open"}:
        first = colon.end() if colon else m.end() + 1
        items = _items(text, folded, first, word, colon is not None)
        if len(items) > 1 or items and colon:
            head = _heading(text, at, m.end())
            end = place(text, folded, items[-1][1])
            tail = text[items[-1][1] : end]
            return [
                Mention(i if n == 0 else a, b if n < len(items) - 1 else end, _headed(head, text[a:b]) + tail)
                for n, (a, b) in enumerate(items)
            ]
    found = body(text, folded, at)
    if not found:
        return []
    return _places(text, folded, i, found.end, found) or [Mention(i, found.end, text[i : found.end], "group", 0.9)]


def _departments(text: str, folded: str, first: Body) -> list[Mention]:
    """``Sở Tài chính, Xây dựng và Nội vụ tỉnh``: the fields that go on under the first one's head."""
    if first.kind != "dept" or first.field_end == first.field_start:
        return []
    items = [(first.field_start, first.field_end), *_items_after(text, folded, first.field_end, first.head, False)]
    if len(items) < 2:
        return []
    head = _heading(text, first.start, first.head_end)
    end = place(text, folded, items[-1][1])
    tail = text[items[-1][1] : end]
    return [
        Mention(
            first.start if n == 0 else a, b if n < len(items) - 1 else end, f"{head} {_said(text, a, b)}{tail}"
        )
        for n, (a, b) in enumerate(items)
    ]


def _items(text: str, folded: str, at: int, word: str, colon: bool) -> list[tuple[int, int]]:
    first = _item(text, folded, at, word, colon)
    if first <= at:
        return []
    return [(at, first), *_items_after(text, folded, first, word, colon)]


def _items_after(text: str, folded: str, pos: int, word: str, colon: bool) -> list[tuple[int, int]]:
    items: list[tuple[int, int]] = []
    while True:
        sep = ITEM_SEPARATOR.match(folded, pos)
        if not sep or ";" in sep[0] and not colon:
            return items
        end = _item(text, folded, sep.end(), word, colon)
        if end <= sep.end():
            return items
        items.append((sep.end(), end))
        pos = end


def _item(text: str, folded: str, at: int, word: str, colon: bool) -> int:
    """The end of a list's item, ``at`` where what stands here is none."""
    if not CAPITAL.match(text, at) or g.title_pattern().match(folded, at):
        return at
    pattern = g.fields().get(word)
    m = pattern.match(folded, at) if pattern else None
    end = m.end() if m else at
    other = g.head_pattern().match(folded, at)
    short = g.CAPITALS.match(text, at) if colon else None
    if short and g.heads()[word].kind == "open":
        return short.end()
    if other:
        rival = body(text, folded, at)
        if rival and rival.end > end:
            return at
    if m:
        return end
    if g.heads()[word].kind == "open" or colon:
        if other and not colon:
            return at
        run = g.CAPITALS.match(text, at)
        if run:
            return run.end()
        if g.heads()[word].kind == "open" and not colon:
            name = NAME_ITEM.match(text, at)
            return name.end() if name else at
        return max(free_name(text, folded, at - 1), at)
    return at


def _places(text: str, folded: str, start: int, end: int, found: Body | None) -> list[Mention]:
    """``UBND các tỉnh: Hà Tĩnh, Quảng Trị``: one body for each place."""
    base_end = found.field_end if found else start
    levels = g.PLACE_LEVELS.match(folded, base_end)
    if not levels or levels.end() > end:
        return []
    colon = COLON.match(folded, levels.end())
    at = colon.end() if colon else levels.end() + 1
    items: list[tuple[int, int, str]] = []
    while True:
        item = _place_item(text, folded, at, levels[1], colon is not None)
        if not item:
            break
        items.append(item)
        sep = ITEM_SEPARATOR.match(folded, item[1])
        if not sep:
            break
        at = sep.end()
    if len(items) < 2 and not (items and colon):
        return []
    base = re.sub(r"^(?:các|những) ", "", text[start:base_end], flags=re.IGNORECASE).strip()
    return [Mention(start if n == 0 else a, b, f"{base} {name}".strip()) for n, (a, b, name) in enumerate(items)]


def provinces(text: str, folded: str, i: int) -> list[Mention]:
    """The provinces of a list that stands for itself: ``các tỉnh Gia Lai, Đắk Lắk``, ``các tỉnh, thành phố: Huế, Đà Nẵng``."""
    return _places(text, folded, i, len(text), None) if g.QUANTIFIER.match(folded, i) else []


def _place_item(text: str, folded: str, at: int, levels: str, colon: bool) -> tuple[int, int, str] | None:
    prefix = re.compile(rf"{g.LEVEL} ").match(folded, at)
    name_at = prefix.end() if prefix else at
    if not CAPITAL.match(text, name_at):
        return None
    m = g.province_pattern().match(folded, name_at)
    if m:
        kind = text[prefix.start() : prefix.end()] if prefix else g.province_names()[m[0]][1] + " "
        return at, m.end(), f"{kind}{text[name_at : m.end()]}"
    if not colon or "tỉnh" in levels or g.head_pattern().match(folded, name_at):
        return None
    run = g.NAME_RUN.match(text, name_at)
    if not run or not ITEM_END.match(folded, run.end()):
        return None
    kind = f"{levels} " if re.fullmatch(g.LEVEL, levels) else ""
    return at, run.end(), f"{kind}{run[0]}"


def group(
    text: str, folded: str, i: int, *, under_title: bool = False, goes_on: bool = False
) -> Mention | None:
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
    many = quantifier is not None or under_title
    m = g.noun_pattern().match(folded, at)
    if not m:
        return None
    noun = g.nouns()[m[0]]
    if noun.joins == "none":
        return None
    count, pos = 1, _noun_tail(text, folded, m.end(), m[0])
    joins = noun.joins == "always" or noun.joins == "quant" and many
    while joins:
        sep = LIST_SEPARATOR.match(folded, pos)
        if not sep:
            break
        nxt = sep.end()
        again = g.QUANTIFIER.match(folded, nxt)
        if again and not under_title:
            break
        m2 = g.noun_pattern().match(folded, again.end() if again else nxt)
        if not m2:
            break
        noun2 = g.nouns()[m2[0]]
        if noun.joins == "quant" and "," in m2[0]:
            break
        if noun2.joins in {"none", "never"} or noun2.joins == "quant" and not many:
            break
        named = body(text, folded, nxt)
        if named and named.end > m2.end() and CAPITAL.match(text, nxt):
            break
        tail = _noun_tail(text, folded, m2.end(), m2[0])
        if again and not OWNED.match(folded, m2.end()) and not re.search(r" (?:trực )?thuộc ", folded[m2.end() : tail]):
            break
        pos, count = tail, count + 1
    if noun.bare == "cap" and not many and not CAPITAL.match(text, i):
        return None
    if not many and count < 2 and noun.bare != "cap" and noun.bare != "yes" and not (goes_on and noun.bare == "list" and noun.joins != "always"):
        return None
    sure = 0.9 if many or count > 1 else 0.7 if noun.joins == "never" or CAPITAL.match(text, i) else 0.4
    return Mention(i, pos, text[i:pos], "group", sure)


def _after_quantifier(folded: str, i: int) -> int:
    m = g.QUANTIFIER.match(folded, i)
    return m.end() if m else i


def listed_after(text: str, folded: str, found: Mention) -> list[Mention]:
    """The bodies that a group is said to be: ``các bộ, cơ quan: Công an, Văn phòng Chính phủ``, ``các Bộ (Tài chính, Y tế)``."""
    opening = LISTING.match(folded, found.end)
    m = g.head_pattern().match(folded, _after_quantifier(folded, found.start))
    if not opening or not m or g.heads()[m[0]].kind not in {"dept", "open"}:
        return []
    head = _heading(text, m.start(), m.end())
    items: list[Mention] = []
    at = opening.end()
    while True:
        end = _item(text, folded, at, m[0], True)
        if end > at:
            items.append(Mention(at, end, _headed(head, text[at:end])))
        else:
            named = body(text, folded, at)
            if not named:
                break
            end = named.end
            items.append(Mention(at, end, _said(text, at, end)))
        sep = ITEM_SEPARATOR.match(folded, end)
        if not sep:
            break
        at = sep.end()
    return items if len(items) > 1 else []


def _noun_tail(text: str, folded: str, pos: int, noun: str) -> int:
    """What narrows a group down, after its noun: sector, qualifiers, owner, place."""
    if folded[pos : pos + 1] == " ":
        m = g.fields()[""].match(folded, pos + 1)
        if m and noun not in g.heads() and not g.stop_pattern().match(folded, pos):
            pos = m.end()
    if noun.startswith(("cơ quan chủ", "đơn vị chủ")):
        m = TASK_OBJECTS.match(folded, pos)
        if m:
            return m.end()
    m = TASK_OWNERS.match(folded, pos)
    if m:
        return m.end()
    for _ in range(5):
        m = OWNED.match(folded, pos)
        if m:
            owner = body(text, folded, m.end(), nested=True)
            if owner:
                pos = owner.end
                continue
            word = OWNER_WORD.match(folded, m.end())
            if word:
                pos = max(place(text, folded, m.end() - 1), word.end())
                continue
        m = g.qualifier_pattern().match(folded, pos)
        if m and m.end() > pos:
            pos = m.end()
            continue
        if noun in {"xã", "phường", "đặc khu", "thị trấn"}:
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


def narrowed(mention: Mention, title_start: int, text: str) -> Mention:
    """The same mention with a title before it."""
    return replace(mention, start=title_start, name=text[title_start : mention.end])
