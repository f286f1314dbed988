"""The grammar of points of time: days, months, quarters, years, school years and stretches of them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from pipeline.tagging.tables import rows
from pipeline.tagging.times.values import Point, Unit, months, quarter
from pipeline.text.tables import any_form

_LONGEST_GAP = 60


@cache
def words(*groups: str) -> dict[str, str]:
    """The forms of groups of the table of time words, each with its value."""
    return {row["form"]: row["value"] for row in rows("times/time_words.tsv") if row["group"] in groups}


@cache
def any_of(*groups: str) -> str:
    """A pattern for any form of groups of the table, the longest first; white space as printed."""
    return any_form(words(*groups))


def number(said: str) -> int:
    """The value of a number in digits, words or Roman numerals."""
    said = re.sub(r"\s+", " ", said.lower().strip())
    return int(said) if said.isdigit() else int(words("number", "roman")[said])


DASH = r"\s*[-–—]\s*"
HOUR = r"(?:\d{1,2}\s*(?:h|giờ|g|:)\s*(?:\d{2})?(?:\s*phút|[’'′])?\s*(?:sáng|chiều|tối|đêm)?\s*,?\s*)"
YEAR = r"(?:19|20)\d{2}"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_MONTH_SAID = rf"(?:{_MONTH}(?!\d)|{any_of('number')}\b(?!\s+(?:lần|\d)))"
_OF_YEAR = rf"(?:\s*(?:,\s*|của\s+)?năm\s+|\s*[/\-–.]\s*|\s+)(?P<year>{YEAR})"
_YEARS = rf"(?P<year>{YEAR}){DASH}(?P<until>{YEAR})"
_DATE_YEAR = rf"(?:{_OF_YEAR}(?![\w/]))?"
_TERM_YEAR = rf"(?:\s*,?\s*(?:của\s+)?năm\s+học\s+{_YEARS}(?!\d))?"
# A word in small letters may be stuck to a date: ``trước ngày 26/11/2025để tổng hợp``.
_YEAR_ENDS = r"(?![\d/_]|(?-i:[A-ZĐÂÊÔƠƯ]))"
_QUARTER = r"(?:IV|III|II|I|[1-4]|một|hai|ba|bốn|tư)(?!\w|\s+lần\b)"
_COUNT = rf"(?:\d{{1,2}}|{any_of('number')})"
_NO_NUMBER_BEFORE = r"(?<![\w/.,\-])"
_NO_NUMBER_AFTER = r"(?![\w/]|[.,\-]\d|\s+lần\b)"
_WEEKDAY = r"(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\s+nhật)\s*,?\s*"
_STRETCH = r"(?:giai\s+đoạn|thời\s+k[ỳì]|nhiệm\s+k[ỳì])"
_SOME_MONTHS = r"(?:(?:những|các)\s+tháng\s+(?:đầu|cuối|còn\s+lại(?:\s+của)?)|đầu|giữa|cuối)"
_SIDE = r"tháng\s+(?P<side>đầu|cuối)\s+(?:của\s+)?năm"
_DAY_MONTH = rf"(?P<day>{_DAY})\s?(?P<slash>[/.\-])\s?(?P<month>{_MONTH})"
_SAME_SLASH = r"\s?(?P=slash)\s?"
_PART_OF_MONTH = (
    r"(?:(?:(?:tuần\s+(?:đầu|cuối|\d|thứ\s+\w+)|nửa\s+(?:đầu|cuối))(?:\s+của)?|"
    r"những\s+ngày\s+(?:đầu|cuối)|ngày\s+(?:làm\s+việc\s+)?cuối\s+cùng(?:\s+của)?|đầu|giữa|cuối)\s+)"
)
_MARKED_DAY = r"(?:ngày|mùng|mồng)\s+(?:(?:mùng|mồng)\s+)?"
_NEXT = r"(?P<next>tới|sau|tiếp\s+theo|kế\s+tiếp|tiếp(?!\s+sau))"
_NEAR = rf"(?:nay|này|hiện\s+tại|{_NEXT})"
_ON_DAY = rf"(?:ngày\s+(?={_WEEKDAY}))?(?:{_WEEKDAY})?(?:ngày\s+)?(?:mùng\s+|mồng\s+)?"


def _day(m: re.Match[str]) -> Point:
    said = m.groupdict()
    part = (number(m["month"]) if said.get("month") else 0, int(m["day"]))
    return Point("day", int(said["year"]) if said.get("year") else None, part, part)


def _month(m: re.Match[str]) -> Point:
    said = m.groupdict()
    month = number(m["month"])
    return Point("month", int(said["year"]) if said.get("year") else None, (month,), (month,))


def _year_or_none(m: re.Match[str]) -> int | None:
    year = m.groupdict().get("year")
    return int(year) if year else None


def _quarter(m: re.Match[str]) -> Point:
    return quarter(number(m["quarter"]), _year_or_none(m))


def _part_of_year(m: re.Match[str]) -> Point:
    count = number(m["count"])
    if not 1 <= count < 12:
        raise ValueError(count)
    first, last = (1, count) if m["side"].lower() == "đầu" else (13 - count, 12)
    return months(first, last, _year_or_none(m))


def _years(m: re.Match[str]) -> Point:
    said = m.groupdict()
    return Point("year", int(m["year"]), last_year=int(said["until"]) if said.get("until") else None)


def _from_now(m: re.Match[str]) -> Point:
    unit: Unit = {"năm": "year", "tháng": "month"}.get(m["unit"].lower(), "quarter")  # type: ignore[assignment]
    if _COUNTED.search(m.string, 0, m.start()):
        raise ValueError(m.group())
    return Point(unit, shift=int(m["next"] is not None))


def _school_year(m: re.Match[str]) -> Point:
    if int(m["until"]) != int(m["year"]) + 1:
        raise ValueError(m.group())
    return Point("schoolyear", int(m["year"]))


def _term(m: re.Match[str]) -> Point:
    term = number(m["term"])
    return Point("term", _year_or_none(m), (term,), (term,))


# Each form of a point: a pattern for what a text that holds it must hold, the form and its meaning.
# Of several readings the longest counts.
_FORMS: tuple[tuple[re.Pattern[str], re.Pattern[str], Callable[[re.Match[str]], Point]], ...] = tuple(
    (re.compile(needs, re.IGNORECASE), re.compile(pattern, re.IGNORECASE), meaning)
    for needs, pattern, meaning in (
        (r"\d", rf"{_NO_NUMBER_BEFORE}{_ON_DAY}{_DAY_MONTH}{_SAME_SLASH}(?P<year>{YEAR}){_YEAR_ENDS}", _day),
        (r"\d\s+tháng", rf"\b{_ON_DAY}(?<!\d)(?P<day>{_DAY})\s+tháng\s+(?P<month>{_MONTH})(?!\d){_DATE_YEAR}", _day),
        (r"\d\s+tháng", rf"\b{_MARKED_DAY}(?P<day>{_DAY})\s+tháng\s+(?P<month>{_MONTH_SAID}){_DATE_YEAR}", _day),
        (r"\d/\d", rf"{_NO_NUMBER_BEFORE}{_ON_DAY}(?P<day>{_DAY})/(?P<month>{_MONTH}){_NO_NUMBER_AFTER}", _day),
        (r"ngày\s+\d", rf"\b{_MARKED_DAY}(?P<day>{_DAY})[-.](?P<month>{_MONTH})(?![\w/]|[.\-]\d)", _day),
        (r"ngày\s+\d", rf"\bngày\s+(?P<day>{_DAY}){_NO_NUMBER_AFTER}", _day),
        (r"\d[-–]\d", rf"(?<=\d[-–]){_DAY_MONTH}{_SAME_SLASH}(?P<year>{YEAR}){_YEAR_ENDS}", _day),
        (r"\d[-–]\d", rf"{_NO_NUMBER_BEFORE}(?:ngày\s+)?(?P<day>{_DAY})(?=[-–]{_DAY}/{_MONTH}/{YEAR})", _day),
        (r"T\d", rf"(?-i:\bT)(?P<month>{_MONTH})\s?/\s?(?P<year>{YEAR}){_YEAR_ENDS}", _month),
        (r"tháng\s", rf"\b{_PART_OF_MONTH}?tháng\s+(?P<month>{_MONTH_SAID})(?:{_OF_YEAR})?(?!\d|/\d|\s+lần\b)", _month),
        (r"\d/\d", rf"{_NO_NUMBER_BEFORE}(?P<month>{_MONTH})/(?P<year>{YEAR}){_YEAR_ENDS}(?!-[^\W\d])", _month),
        (r"qu[ýí]\s", rf"\bqu[ýí]\s+(?P<quarter>{_QUARTER})(?:{_OF_YEAR})?(?!\d)", _quarter),
        (r"qu[ýí]\s", rf"{_NO_NUMBER_BEFORE}(?P<quarter>(?-i:IV|III|II|I))(?:{_OF_YEAR})?(?![\w/])", _quarter),
        (r"tháng\s+[đc]", rf"\b(?P<count>{_COUNT})\s+{_SIDE}(?:\s+(?P<year>{YEAR}))?(?!\w|\s+học)", _part_of_year),
        (r"năm\s+\d", rf"\b{_SOME_MONTHS}\s+năm\s+(?P<year>{YEAR})(?!\d)", _years),
        (r"năm\s+\d", rf"\b(?:các|{_COUNT})\s+năm\s+{_YEARS}(?!\d)", _years),
        (r"năm\s+\d", rf"\bnăm\s+(?P<year>{YEAR})(?:{DASH}(?:năm\s+)?(?P<until>{YEAR}))?(?!\d|{DASH}\d)", _years),
        (r"\d\s*[-–—]", rf"\b{_STRETCH}\s+{_YEARS}(?!\d)", _years),
        (r"\d\s*[-–—]", rf"{_NO_NUMBER_BEFORE}{_YEARS}(?![\w/])", _years),
        (r"\d{4}", rf"{_NO_NUMBER_BEFORE}(?P<year>{YEAR})(?![\w/%]|[.,\-]\d|\s*[-–]\s*\w)", _years),
        (rf"[mgýí]\s+{_NEAR}", rf"\b(?P<unit>năm|quý|quí|tháng)\s+{_NEAR}(?!\w)", _from_now),
        (r"học\s+\d", rf"\bnăm\s+học\s+{_YEARS}(?!\d)", _school_year),
        (r"năm\s+học", r"(?<=trong\s)năm\s+học(?=\s*(?:[.,;)]|$))", lambda _: Point("schoolyear")),
        (r"học\s+k", rf"\bhọc\s+k[ỳì]\s+(?P<term>II|I|[12])(?!\w){_TERM_YEAR}", _term),
    )
)


# What any form needs; saves all of them on most sentences.
_CUE = re.compile("|".join(dict.fromkeys(needs.pattern for needs, _, _ in _FORMS)), re.IGNORECASE)
_COUNTED = re.compile(r"(?:\d|các|những)\s+\Z", re.IGNORECASE)
_BARE = re.compile(r"[\dIV\s/.,\-–—]+|[IV]+\s+năm\s+\d+")


@dataclass(frozen=True, slots=True)
class PointSpan:
    """A point and where it is said; ``bare`` where no word says that the number is a time."""

    start: int
    end: int
    point: Point
    bare: bool


def scan_points(text: str) -> list[PointSpan]:
    """All points of time in a text, the longest reading of each.

    Example:
        >>> [p.point.value() for p in scan_points("chậm nhất trong tháng 02/2026, quý I/2026")]
        ['2026-02', '2026-01/2026-03']
    """
    found: list[PointSpan] = []
    if not _CUE.search(text):
        return found
    for needs, pattern, meaning in _FORMS:
        for match in pattern.finditer(text) if needs.search(text) else ():
            try:
                point = meaning(match)
            except (ValueError, KeyError):
                continue
            said = match.group()
            found.append(PointSpan(match.start(), match.end(), point, _BARE.fullmatch(said) is not None))
    found.sort(key=lambda span: (span.start, -span.end))
    # Kept spans stand apart, so the two neighbours of a place tell whether it is free.
    kept: list[PointSpan] = []
    for span in sorted(found, key=lambda span: (span.start - span.end, span.start)):
        at = bisect_right(kept, span.start, key=lambda other: other.start)
        if (at == 0 or kept[at - 1].end <= span.start) and (at == len(kept) or span.end <= kept[at].start):
            kept.insert(at, span)
    return kept


_RANGE = re.compile(rf"(?:{DASH}|\s+(?:đến|tới)(?:\s+hết)?\s+(?:{HOUR})?)", re.IGNORECASE)
_LIST = re.compile(rf"\s*(?:\([^()]{{1,{_LONGEST_GAP}}}\)\s*)?(?:,|;|và|hoặc|,\s*và)\s*", re.IGNORECASE)
_MERGED_IN_LISTS = ("month", "quarter", "year")


@dataclass(frozen=True, slots=True)
class PointGroup:
    """Points that share what stands before and after them (``trước ngày 15/6 và 15/12 hằng năm``)."""

    start: int
    end: int
    points: tuple[Point, ...]
    bare: bool
    stretch: bool = False


def group_points(text: str, spans: list[PointSpan]) -> Iterator[PointGroup]:
    """Join points to stretches (``từ … đến …``) and lists."""
    index = 0
    while index < len(spans):
        members = [spans[index]]
        links: list[str] = []
        while index + len(members) < len(spans):
            following = spans[index + len(members)]
            link = _link(text, members[-1], following, links)
            if not link:
                break
            members.append(following)
            links.append(link)
        yield _grouped(members, links)
        index += len(members)


def _link(text: str, left: PointSpan, right: PointSpan, links: list[str]) -> str | None:
    gap = text[left.end : right.start]
    before = text[max(0, left.start - len("kể từ ")) : left.start].lower()
    if not links and _RANGE.fullmatch(gap):
        spoken = any(char.isalpha() for char in gap)
        if not spoken or re.search(r"\btừ\s*$", before) or left.point.unit == right.point.unit:
            return "range"
    same = left.point.unit == right.point.unit and left.point.unit in ("day", *_MERGED_IN_LISTS)
    if same and "range" not in links and _LIST.fullmatch(gap) and (right.bare or left.point.year is None):
        return "list"
    return None


def _grouped(members: list[PointSpan], links: list[str]) -> PointGroup:
    points = [span.point for span in members]
    for at in range(len(points) - 2, -1, -1):
        points[at] = points[at].completed_by(points[at + 1])
    start, end, bare = members[0].start, members[-1].end, members[0].bare
    if links == ["range"]:
        return PointGroup(start, end, (points[0].joined(points[1]),), bare, True)
    if links and points[0].unit in _MERGED_IN_LISTS and all(map(_meets, points, points[1:])):
        return PointGroup(start, end, (points[0].joined(points[-1]),), bare)
    return PointGroup(start, end, tuple(points), bare)


def _meets(left: Point, right: Point) -> bool:
    """Whether the second point begins where the first ends: quarters I and II, not I and III."""
    if left.unit == "year":
        return left.year is not None and right.year == left.year + 1
    return (right.first[0] - left.last[0]) % 12 == 1
