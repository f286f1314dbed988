"""Time expressions and their values: due, within, from, recurring, relative, event."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache
from typing import Literal

from pipeline.model import Deadline
from pipeline.tagging.times.calendar import last_day
from pipeline.tagging.times.events import find_events
from pipeline.tagging.times.grammar import HOUR, PointGroup, any_of, group_points, scan_points, words
from pipeline.tagging.times.recurrence import find_durations, find_recurrences
from pipeline.tagging.times.values import Point, TimeContext, counted_from_issue, year_in_context

__all__ = ["TimeContext", "find_times"]

Kind = Literal["due", "within", "from", "recurring", "relative", "event"]

_LOOK_BACK = 60
_FULL_DATE = len("2025-12-31")
_SLIP = timedelta(days=60)  # a directive may set a term that is over when it is signed at last
_PAST_CONFIDENCE = 0.1
_END_OF = r"(?:(?:cuối|giữa|đầu|hết)\s+)"
_YEARLY = re.compile(
    r"\s*(?:,\s*)?\(?\s*(?:của\s+)?(?:(?:h[ằà]ng|mỗi)\s+năm|năm\s+(?:tiếp\s+theo|kế\s+tiếp|liền\s+kề|sau))\b(?!\s*\d)\)?",
    re.IGNORECASE,
)
_DAY_OF = {
    "R/P1M": re.compile(
        r"\s*,?\s*(?:của\s+)?(?:(?:h[ằà]ng|mỗi)\s+tháng\b(?!\s*\d)|tháng\s+(?:tiếp\s+theo|sau|kế\s+tiếp|liền\s+kề))",
        re.IGNORECASE,
    ),
    "R/P3M": re.compile(
        r"\s*,?\s*(?:của\s+)?tháng\s+(?:cuối|đầu)(?:\s+(?:của|mỗi|h[ằà]ng|trong))*\s+qu[ýí](?!\s+(?:[IVX\d]))",
        re.IGNORECASE,
    ),
}
_RHYTHM_BEFORE = re.compile(r"\b(?:h[ằà]ng|mỗi)\s+(?P<unit>tháng|quý|quí)\s*[,(]\s*(?:vào\s+)?$", re.IGNORECASE)
_OPEN_END = re.compile(
    r"\s*(?:và|,)?\s*(?:trở\s+đi|trở\s+về\s+sau|về\s+sau|(?:các|những)\s+năm(?:\s+học)?\s+(?:tiếp\s+theo|sau))",
    re.IGNORECASE,
)
_UP_TO_NOW = re.compile(r"\s*(?:đến|tới)\s+(?:nay|thời\s+điểm)", re.IGNORECASE)
_REGULARLY = re.compile(r"\bđịnh\s+k[ỳì]\s*,?\s*(?:vào\s+)?$", re.IGNORECASE)
_YEARLY_DUTY = re.compile(r"\bđịnh\s+k[ỳì]\b|\b(?:h[ằà]ng|mỗi)\s+năm\b(?!\s*\d)|\b6\s+tháng\b", re.IGNORECASE)
_TIME_LABEL = re.compile(r"^\W*(?:thời\s+gian|tiến\s+độ|lộ\s+trình)[^:;.]{0,40}:\s*$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[;\n]|\.\s")


@lru_cache(maxsize=1)
def _mode_pattern() -> re.Pattern[str]:
    mode = any_of("due", "within", "from", "past")
    return re.compile(rf"(?<!\w)(?P<mode>{mode})\s*:?\s+{HOUR}?{_END_OF}?$", re.IGNORECASE)


@lru_cache(maxsize=1)
def _hour_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){HOUR}$", re.IGNORECASE)


def find_times(text: str, context: TimeContext) -> list[Deadline]:
    """Every time expression of a text with its kind and value, in reading order.

    Whether it bounds a task is another question (see ``timespans``): years in names are found too.

    Example:
        >>> [(t.kind, t.value) for t in find_times("Hoàn thành trước ngày 30/11.", TimeContext("2025-11-20"))]
        [('due', '2025-11-30')]
    """
    found: list[Deadline] = []
    for group in group_points(text, scan_points(text)):
        found.extend(_of_points(text, group, context))
    found = [replace(time, confidence=_PAST_CONFIDENCE) if _is_past(time, context) else time for time in found]
    taken = [(time.start, time.end) for time in found]
    for finder in (find_recurrences, find_durations, find_events):
        more = [time for time in finder(text) if not _overlaps(time, taken)]
        found.extend(more)
        taken.extend((time.start, time.end) for time in more)
    return sorted(_without_doubles(found), key=lambda time: (time.start, time.end))


def _is_past(time: Deadline, context: TimeContext) -> bool:
    """Whether it was over well before the issue; a day or days that are no term, on the day of issue."""
    end = last_day(time.value.rpartition("/")[2])
    issued = last_day(context.issued or "")
    if time.kind not in ("due", "within") or end is None or issued is None:
        return False
    if len(context.issued or "") < _FULL_DATE:
        return end.year < issued.year
    dated = time.kind == "within" and len(time.value.rpartition("/")[2]) == _FULL_DATE
    return end < issued - (timedelta() if dated else _SLIP)


def _overlaps(time: Deadline, taken: list[tuple[int, int]]) -> bool:
    return any(start < time.end and time.start < end for start, end in taken)


def _without_doubles(times: list[Deadline]) -> list[Deadline]:
    kept: list[Deadline] = []
    for time in times:
        if not any(time == other for other in kept):
            kept.append(time)
    return kept


def _of_points(text: str, group: PointGroup, context: TimeContext) -> list[Deadline]:
    start, end, mode = _mode(text, group)
    labelled = _TIME_LABEL.search(text, 0, start) is not None
    whole = (labelled or not text[:start].strip()) and not text[end:].strip(" .;,\n")
    kind = words("due", "within", "from", "past").get(mode, "") if mode else ""
    if kind and mode in words("past"):
        return []
    if group.bare and not mode and not whole and group.points[0].year is None:
        return []
    if group.bare and not mode and not whole and group.points[0].unit != "day":
        return []
    if yearly := _yearly(text, group, start, end, kind):
        return yearly
    if any(point.unit == "day" and point.first[0] == 0 for point in group.points):
        return []
    after = text[end:]
    found: list[Deadline] = []
    for point in group.points:
        dated = _with_year(point, context)
        if dated is None:
            continue
        if kind == "from" and not group.stretch:
            if _UP_TO_NOW.match(after):
                continue
            tail = _OPEN_END.match(after)
            stop = end + (tail.end() if tail else 0)
            found.append(_time(text, start, stop, "from", f"{dated.bounds()[0]}/.."))
        elif kind == "label":
            found.append(_time(text, group.start, end, "due" if point.unit == "day" else "within", dated.value()))
        elif kind in ("before", "latest", "until"):
            found.append(_time(text, start, end, "due", _due_value(dated, kind)))
        elif (tail := _OPEN_END.match(after)) and point.unit in ("year", "schoolyear"):
            found.append(_time(text, start, end + tail.end(), "from", f"{dated.bounds()[0]}/.."))
        elif whole and not mode and point.unit == "day" and not group.stretch:
            found.append(_time(text, start, end, "due", dated.value()))
        else:
            found.append(_time(text, start, end, "within", dated.value()))
    return found


def _mode(text: str, group: PointGroup) -> tuple[int, int, str]:
    """Start and end of the whole expression and the words before the point, folded to the table's form."""
    at = max(0, group.start - _LOOK_BACK)
    match = _mode_pattern().search(text[at : group.start])
    if match is None:
        hour = _hour_pattern().search(text[at : group.start])
        return (at + hour.start() if hour else group.start), group.end, ""
    return at + match.start(), group.end, re.sub(r"\s+", " ", match["mode"].lower())


def _yearly(text: str, group: PointGroup, start: int, end: int, kind: str) -> list[Deadline]:
    """A day or month of every year: said so after it, or said of the duty in the same clause."""
    points = group.points
    if any(point.year is not None or point.shift is not None for point in points):
        return []
    if points[0].unit == "day" and points[0].first[0] == 0:
        for rhythm, pattern in _DAY_OF.items():
            if of := pattern.match(text, end):
                days = [f"{rhythm}/---{point.first[1]:02d}" for point in points]
                return [_time(text, start, of.end(), "recurring", value) for value in days]
        if said := _RHYTHM_BEFORE.search(text[max(0, start - _LOOK_BACK) : start]):
            rhythm = "R/P1M" if said["unit"].lower() == "tháng" else "R/P3M"
            return [_time(text, start, end, "recurring", f"{rhythm}/---{point.first[1]:02d}") for point in points]
    if any(point.unit not in ("day", "month", "quarter", "months") or point.first[0] == 0 for point in points):
        return []
    tail = _YEARLY.match(text, end)
    dated = points[0].unit == "day" and kind in ("before", "latest")
    if tail is None and not (dated and _in_yearly_duty(text, start, end)):
        return []
    regular = _REGULARLY.search(text[max(0, start - _LOOK_BACK) : start])
    first = start - (len(regular.group()) if regular else 0)
    last = tail.end() if tail else end
    return [_time(text, first, last, "recurring", "R/P1Y/" + point.bounds()[1]) for point in points]


def _in_yearly_duty(text: str, start: int, end: int) -> bool:
    ends = [m.end() for m in _SENTENCE_END.finditer(text, 0, start)]
    stop = _SENTENCE_END.search(text, end)
    clause = text[ends[-1] if ends else 0 : stop.start() if stop else len(text)]
    return _YEARLY_DUTY.search(clause) is not None


def _with_year(point: Point, context: TimeContext) -> Point | None:
    if point.year is not None:
        return point
    if point.shift is not None:
        return counted_from_issue(point, context)
    year = year_in_context(point, context)
    return None if year is None and point.unit != "day" else point.completed_by(Point(point.unit, year, (1, 1), (1, 1)))


def _due_value(point: Point, kind: str) -> str:
    """By when: the end of the point, or its beginning where the text says before."""
    first, last = point.bounds()
    return first if kind == "before" else last


def _time(text: str, start: int, end: int, kind: Kind, value: str) -> Deadline:
    while text[end - 1].isspace():
        end -= 1
    return Deadline(text[start:end], kind, value, start, end)
