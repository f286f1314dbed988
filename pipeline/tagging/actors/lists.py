"""Lists of bodies under one head or one place: ``các Sở: Tài chính, Nội vụ``, ``UBND các tỉnh: Gia Lai, Đắk Lắk``."""

from __future__ import annotations

import re

from pipeline.tagging.actors import grammar as g
from pipeline.tagging.actors.names import COUNCILS, Body, Mention, body, free_name
from pipeline.tagging.actors.places import LOWER_NEXT, place
from pipeline.tagging.actors.register import is_listed, lookup
from pipeline.tagging.actors.school_levels import SCHOOL_LEVELS
from pipeline.tagging.tables import UPPER

ITEM_SEPARATOR = re.compile(r"(?: ?[,;] ?(?:và )?| và )")

LISTED, NAMED = frozenset({"dept", "open", "firm"}), frozenset({"open", "firm"})
"""Heads that a list may share, and those of them that free names follow."""
ITEM_END = re.compile(r" ?(?:[,;:.)\n]|$)| và ")
LISTING = re.compile(r" ?[:(] ?")
COLON = re.compile(r" ?: ?")
NAME_ITEM = re.compile(rf"[{UPPER}][\w&]*(?:(?: | - )[{UPPER}\d][\w&]*)*")
NAMED_UNITS = ("huyện", "quận", "xã", "phường", "thị xã", "thị trấn")
_NAME = rf"[{UPPER}][^\W\d_A-Z]+(?: [{UPPER}][^\W\d_A-Z]+){{0,3}}"
LISTED_NAMES = re.compile(rf"{_NAME}(?:, {_NAME})*(?: và {_NAME})?(?=[,;:.)]| [^\W\d_A-ZĐ])")
UNIT = re.compile(r" (?:tỉnh|thành phố|tp\.?|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu) (?=\w)")


def _said(text: str, start: int, end: int) -> str:
    """The printed words without a definition in parentheses."""
    return re.sub(r"\s*\([^()]*\)", "", text[start:end])


def _headed(head: str, item: str) -> str:
    """The item under the shared head, unless it is the short name of a body of its own (``các Bộ: TC, TTCP``)."""
    dept = g.heads()[g.align(head)].kind == "dept"
    if dept and item.isupper() and item not in g.field_abbreviations() and lookup(item):
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
    listed = (
        _departments(text, folded, found)
        or _places(text, folded, found.start, found.end, found)
        or _other_units(text, folded, found)
    )
    return listed or [Mention(found.start, found.end, _said(text, found.start, found.end))]


def quantified(text: str, folded: str, i: int) -> list[Mention]:
    """Bodies under one plural head: ``các Sở: A, B``, ``các Tập đoàn: PVN, VNPT``, ``các Chi cục Thuế``."""
    quantifier = g.QUANTIFIER.match(folded, i)
    if not quantifier:
        return []
    at = quantifier.end()
    m = g.head_pattern().match(folded, at)
    if not m:
        return []
    word = m[0]
    colon = COLON.match(folded, m.end())
    if word == "trường" and SCHOOL_LEVELS.match(folded, m.end()):
        return []
    if g.heads()[word].kind in LISTED:
        first = colon.end() if colon else m.end() + 1
        items = _items(text, folded, first, word, colon is not None)
        if len(items) > 1 or (items and colon):
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
    end = found.end
    while (more := g.qualifier_pattern().match(folded, end)) and more.end() > end:
        end = more.end()
    return _places(text, folded, i, found.end, found) or [Mention(i, end, text[i:end], "group", 0.9)]


def _departments(text: str, folded: str, first: Body) -> list[Mention]:
    """``Sở Tài chính, Xây dựng và Nội vụ tỉnh``: the fields that go on under the first one's head."""
    if first.kind != "dept" or first.field_end == first.field_start:
        return []
    items = [(first.field_start, first.field_end), *_items_after(text, folded, first.field_end, first.head, False)]
    if len(items) < 2:
        return []
    whole = text[first.start : items[-1][1]]
    if is_listed(whole):
        return [Mention(first.start, items[-1][1], whole)]
    head = _heading(text, first.start, first.head_end)
    end = place(text, folded, items[-1][1])
    tail = text[items[-1][1] : end]
    return [
        Mention(first.start if n == 0 else a, b if n < len(items) - 1 else end, f"{head} {_said(text, a, b)}{tail}")
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
        if not sep or (";" in sep[0] and not colon):
            return items
        end = _item(text, folded, sep.end(), word, colon)
        if end <= sep.end():
            return items
        items.append((sep.end(), end))
        pos = end


def _item(text: str, folded: str, at: int, word: str, colon: bool) -> int:
    """The end of a list's item, ``at`` where what stands here is none."""
    if not g.CAPITAL.match(text, at) or g.title_pattern().match(folded, at):
        return at
    pattern = g.fields().get(word)
    m = pattern.match(folded, at) if pattern else None
    end = m.end() if m else at
    other = g.head_pattern().match(folded, at)
    short = g.CAPITALS.match(text, at) if colon else None
    if short and g.heads()[word].kind in NAMED:
        return short.end()
    if other:
        rival = body(text, folded, at)
        if rival and rival.end > end:
            return at
    if m:
        return end
    if g.heads()[word].kind in NAMED or colon:
        if other and not colon:
            return at
        run = g.CAPITALS.match(text, at)
        if run:
            return run.end()
        if g.heads()[word].kind in NAMED and not colon:
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
        item = _place_item(text, folded, at, levels[1] or levels[2], colon is not None)
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


def _other_units(text: str, folded: str, first: Body) -> list[Mention]:
    """``UBND huyện Long Mỹ, thành phố Vị Thanh``: further units under one council's name."""
    end = first.end
    items = [(first.field_end, end)]
    if first.head not in COUNCILS or UNIT.match(folded, first.field_end) is None:
        return []
    while sep := ITEM_SEPARATOR.match(folded, end):
        unit = UNIT.match(folded, sep.end() - 1)
        stop = place(text, folded, sep.end() - 1) if unit and g.CAPITAL.match(text, unit.end()) else end
        if ";" in sep[0] or stop <= sep.end():
            break
        items.append((sep.end() - 1, stop))
        end = stop
    base = text[first.start : first.field_end]
    found = [Mention(first.start if n == 0 else a + 1, b, f"{base}{text[a:b]}") for n, (a, b) in enumerate(items)]
    return found if len(found) > 1 else []


def provinces(text: str, folded: str, i: int) -> list[Mention]:
    """The provinces of a list that stands for itself: ``các tỉnh Gia Lai, Đắk Lắk``."""
    return _places(text, folded, i, len(text), None) if g.QUANTIFIER.match(folded, i) else []


def _place_item(text: str, folded: str, at: int, levels: str, colon: bool) -> tuple[int, int, str] | None:
    prefix = re.compile(rf"{g.LEVEL} ").match(folded, at)
    name_at = prefix.end() if prefix else at
    if not g.CAPITAL.match(text, name_at):
        return None
    m = g.province_pattern().match(folded, name_at)
    if m:
        # a commune may bear a province's name: ``UBND các xã: Tân Lập, Hòa Bình``
        level = "" if "," in levels else f"{levels} "
        of_province = "tỉnh" in levels or "thành phố" in levels
        kind = f"{g.province_names()[m[0]][1]} " if of_province else level
        return at, m.end(), f"{text[at:name_at] or kind}{text[name_at : m.end()]}"
    named = colon or (levels in NAMED_UNITS and LISTED_NAMES.match(text, name_at))
    if not named or "tỉnh" in levels or g.head_pattern().match(folded, name_at):
        return None
    run = g.NAME_RUN.match(text, name_at)
    if not run or not (ITEM_END.match(folded, run.end()) or (" " in run[0] and LOWER_NEXT.match(text, run.end()))):
        return None
    kind = f"{levels} " if re.fullmatch(g.LEVEL, levels) else ""
    return at, run.end(), f"{text[at:name_at] or kind}{run[0]}"


def _after_quantifier(folded: str, i: int) -> int:
    m = g.QUANTIFIER.match(folded, i)
    return m.end() if m else i


def listed_after(text: str, folded: str, found: Mention) -> list[Mention]:
    """The bodies that a group is said to be: ``các bộ, cơ quan: Công an, Văn phòng Chính phủ``."""
    opening = LISTING.match(folded, found.end)
    m = g.head_pattern().match(folded, _after_quantifier(folded, found.start))
    if not opening or not m or g.heads()[m[0]].kind not in LISTED:
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
