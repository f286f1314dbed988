"""Reads a place at a given spot: ``tỉnh Sơn La``, ``các quận, huyện``, ``cấp xã``, ``Trung ương``, ``Thành ủy``."""

from __future__ import annotations

import re

from pipeline.tagging.actors import grammar as g

MAX_SYLLABLES = 4
STRETCH = re.compile(r" từ (?:(?:tỉnh|thành phố|tp\.?) )?")
STRETCH_LINK = re.compile(r" (?:đến|tới|trở) (?:(?:tỉnh|thành phố|tp\.?) )?")
STRETCH_ONWARD = re.compile(r" trở (?:ra|vào)(?: bắc| nam)?(?!\w)")
NEXT_BODY = re.compile(r"[^\W\d_A-ZĐ]{2,}, (?:Tỉnh|Huyện|Thành|Thị|Quận|Đảng) (?=[^\W\d_A-ZĐ])")
"""``MTTQ huyện, Huyện đoàn`` are two bodies, ``huyện, thị, thành ủy`` one."""
LOWER_NEXT = re.compile(r" [^\W\d_A-ZĐ]")


def capitalised(text: str, start: int, end: int) -> bool:
    """Does every word begin with a capital, as in the name of a place?"""
    return all(word[:1].isupper() for word in text[start:end].replace("-", " ").split())


def place(text: str, folded: str, i: int, *, free: bool = True, located: bool = False) -> int:
    """The end of the place that begins at ``i`` (with its space), or ``i`` where none does.

    ``free`` allows a province's bare name, ``located`` a place said by ``trên địa bàn`` or ``tại``.

    Example:
        >>> place("UBND tỉnh Sơn La", "ubnd tỉnh sơn la", 4)
        16
    """
    m = g.PLACE_PARTY.match(folded, i)
    if m and not NEXT_BODY.search(text, i, m.end()):
        return place(text, folded, m.end())
    m = g.PLACE_LEVELS.match(folded, i) or (located and g.PLACE_LOCATED.match(folded, i)) or None
    if m:
        return _named_place(text, folded, m.end(), m[1] or m[2])
    m = g.PLACE_FIXED.match(folded, i)
    if m:
        return m.end()
    if free and folded[i : i + 1] == " ":
        m = g.province_pattern().match(folded, i + 1)
        if m and capitalised(text, i + 1, m.end()):
            return m.end()
    return i


def _named_place(text: str, folded: str, end: int, levels: str) -> int:
    if folded[end : end + 1] not in {" ", "."}:
        return end
    at = end + 1
    m = g.province_pattern().match(folded, at)
    if m and capitalised(text, at, m.end()):
        return m.end()
    if stretch := _stretch(folded, end):
        return stretch
    if levels in {"tỉnh", "thủ đô"}:
        return end
    m = g.NAME_RUN.match(text, at)
    # the next sentence may follow without a stop: "các tỉnh, thành phố Khẩn trương …"
    if not m or "tỉnh" in levels or (text[at : at + 5].isupper() and text[end - 1].islower()):
        return end
    stop = _cut_run(text, folded, at, m.end(), levels, end)
    one = " " not in text[at:stop]
    if one and LOWER_NEXT.match(text, stop) and not g.stop_pattern().match(folded, stop):
        return end
    return stop


def _stretch(folded: str, end: int) -> int:
    """The end of ``từ Hà Tĩnh đến Lâm Đồng`` after ``các tỉnh``, 0 where none follows."""
    opening = STRETCH.match(folded, end)
    first = g.province_pattern().match(folded, opening.end()) if opening else None
    link = STRETCH_LINK.match(folded, first.end()) if first else None
    last = g.province_pattern().match(folded, link.end()) if link else None
    if last is None:
        return 0
    onward = STRETCH_ONWARD.match(folded, last.end())
    return onward.end() if onward else last.end()


def _is_proper(text: str, head: re.Match[str]) -> bool:
    """Whether the head of a body is the name of a place here: ``xã Liên Minh`` is printed with two capitals."""
    words = text[head.start() : head.end()].split(" ")
    return len(words) > 1 and all(word[:1].isupper() and word[1:].islower() for word in words)


def _cut_run(text: str, folded: str, at: int, stop: int, levels: str, otherwise: int) -> int:
    """A run of capitals as a place's name: at most four syllables, none of them the head of another body."""
    pos, last = at, otherwise
    count = 0
    while pos < stop and count < MAX_SYLLABLES:
        m = g.WORD.match(text, pos)
        if not m or (not g.CAPITAL.match(text, m.start(1)) and not m[1].isdigit()):
            break
        head = g.head_pattern().match(folded, m.start(1))
        if head and not count and not _is_proper(text, head):
            break
        last, pos = m.end(), m.end()
        count += 1
    if count >= 3 and levels in {"thành phố", "tp", "tp."} and folded[at : at + 12].split(" ")[0] in g.surnames():
        return otherwise
    return last
