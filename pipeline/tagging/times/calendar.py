"""The civil calendar of Vietnam: which days are worked, and the day on which a deadline falls."""

from __future__ import annotations

import csv
import re
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from pipeline.model import Deadline
from pipeline.tagging.times.schoolyear import last_day as end_of_school_year
from pipeline.tagging.times.schoolyear import parse_school_year

_HOLIDAYS = Path(__file__).with_name("holidays.tsv")
_ISO = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2}))?(?:-(?P<day>\d{2}))?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_BEFORE = re.compile(r"(?:xong\s+|đến\s+)?trước\b", re.IGNORECASE)
_DURATION = re.compile(r"P(?:T(?P<hours>\d+)H|(?P<count>\d+)(?P<unit>[DBWMY]))")
_YEARLY = re.compile(r"R/P1Y/--(?P<month>\d{2})(?:-(?P<day>\d{2}))?")
_DAYS_A_WEEK = 7
_FRIDAY = 4


@lru_cache(maxsize=1)
def _exceptions() -> tuple[frozenset[date], frozenset[date]]:
    """Days off, and Saturdays that are worked in exchange."""
    lines = [line for line in _HOLIDAYS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return (
        frozenset(date.fromisoformat(row["date"]) for row in rows if row["kind"] == "off"),
        frozenset(date.fromisoformat(row["date"]) for row in rows if row["kind"] == "work"),
    )


def is_working_day(day: date) -> bool:
    """Whether public offices work on a day.

    Example:
        >>> is_working_day(date(2025, 4, 26)), is_working_day(date(2025, 5, 2))  # a Friday swapped for a Saturday
        (True, False)
    """
    off, worked = _exceptions()
    return day in worked or (day.weekday() <= _FRIDAY and day not in off)


def add_working_days(day: date, count: int) -> date:
    """The working day that lies ``count`` working days after a day (before it, where ``count`` is negative).

    Example:
        >>> add_working_days(date(2025, 1, 24), 1)  # Tết 2025 was from 25 January to 2 February
        datetime.date(2025, 2, 3)
    """
    step = timedelta(days=1 if count >= 0 else -1)
    left = abs(count)
    while left:
        day += step
        if is_working_day(day):
            left -= 1
    return day


def add_months(day: date, count: int) -> date:
    """The same day ``count`` months later, or that month's last day.

    Example:
        >>> add_months(date(2025, 12, 31), 2)
        datetime.date(2026, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, _month_length(year, month + 1)))


def _month_length(year: int, month: int) -> int:
    return (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day


def last_day(value: str) -> date | None:
    """The last day of an ISO date as far as it is said, or of a school year.

    Example:
        >>> last_day("2026-02"), last_day("2030"), last_day("SY2025-2026")
        (datetime.date(2026, 2, 28), datetime.date(2030, 12, 31), datetime.date(2026, 8, 31))
    """
    school_year = parse_school_year(value)
    if school_year is not None:
        return end_of_school_year(school_year)
    match = _ISO.fullmatch(value)
    if match is None:
        return None
    year, month = int(match["year"]), int(match["month"] or 12)
    try:
        return date(year, month, int(match["day"] or _month_length(year, month)))
    except ValueError:
        return None


def resolve(deadline: Deadline, issued: str | None = None) -> date | None:
    """The real day by which a deadline is over, or None where the text does not fix one.

    Yearly and relative deadlines are counted from the day of issue, which must then be a full date.

    Example:
        >>> resolve(Deadline("sau 05 ngày làm việc", "relative", "P5B", 0, 20), "2025-12-31")
        datetime.date(2026, 1, 9)
        >>> resolve(Deadline("trong quý I/2026", "within", "2026-01/2026-03", 0, 16))
        datetime.date(2026, 3, 31)
    """
    if deadline.kind == "due" and _BEFORE.match(deadline.text) and _DAY.fullmatch(deadline.value) is None:
        return _eve(deadline.value)
    if deadline.kind in ("due", "within"):
        return last_day(deadline.value.rpartition("/")[2])
    start = last_day(issued) if issued and len(issued) == len("2025-12-31") else None
    if start is None:
        return None
    if deadline.kind == "relative":
        return _after(start, deadline.value)
    if deadline.kind == "recurring":
        return _next_yearly(start, deadline.value)
    return None


def _eve(value: str) -> date | None:
    """The day before a month, year or school year begins: ``trước tháng 6/2026`` is over on 31 May."""
    school_year = parse_school_year(value)
    if school_year is not None:
        return date(school_year.first, 8, 31)
    match = _ISO.fullmatch(value)
    if match is None:
        return None
    return date(int(match["year"]), int(match["month"] or 1), 1) - timedelta(days=1)


def _after(start: date, duration: str) -> date | None:
    match = _DURATION.fullmatch(duration)
    if match is None:
        return None
    if match["hours"]:
        return start + timedelta(hours=int(match["hours"]))
    count, unit = int(match["count"]), match["unit"]
    if unit == "B":
        return add_working_days(start, count)
    if unit in "DW":
        return start + timedelta(days=count * (_DAYS_A_WEEK if unit == "W" else 1))
    return add_months(start, count * (12 if unit == "Y" else 1))


def _next_yearly(start: date, value: str) -> date | None:
    match = _YEARLY.fullmatch(value)
    if match is None:
        return None
    day = f"-{match['day']}" if match["day"] else ""
    this_year = last_day(f"{start.year}-{match['month']}{day}")
    if this_year is None or this_year >= start:
        return this_year
    return last_day(f"{start.year + 1}-{match['month']}{day}")
