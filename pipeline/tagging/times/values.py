"""Points of time as said and the ISO values that they have in a document of a given date."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.tagging.times.schoolyear import SchoolYear, parse_school_year, school_year_at

Unit = Literal["day", "month", "quarter", "months", "year", "schoolyear", "term"]
_PLANNED_FROM = 9
"""Month from which on what is issued for the next year says days of that year."""
_YEAR_MONTH = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2}))?")


@dataclass(frozen=True, slots=True)
class TimeContext:
    """What a document says of its own time: ISO date of issue and the period that it plans for."""

    issued: str | None = None
    period: str | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """A day, month, year … as said: ``first`` and ``last`` are month and day as far as said, within ``year``.

    ``shift`` counts units from the document's own (``năm nay`` 0, ``quý tới`` 1).
    The month of a day is 0 and the year None where only what follows gives them (``từ ngày 01 đến ngày 15/12``).
    """

    unit: Unit
    year: int | None = None
    first: tuple[int, ...] = ()
    last: tuple[int, ...] = ()
    last_year: int | None = None
    shift: int | None = None

    def completed_by(self, other: Point) -> Point:
        """This point with the month and the year that it leaves open taken from another."""
        first, last = self.first, self.last
        if self.unit == "day" and first[0] == 0 and other.unit == "day":
            first = last = (other.first[0], first[1])
        year = self.year if self.year is not None else other.year
        return replace(self, year=year, first=first, last=last)

    def joined(self, other: Point) -> Point:
        """The stretch from this point to another; one that begins with a month ends with one."""
        last = other.last or ((12,) if len(self.first) == 1 and other.unit == "year" else ())
        return replace(self, last=last, last_year=other.last_year or other.year)

    def bounds(self) -> tuple[str, str]:
        """First and last moment as ISO, as far as said.

        Example:
            >>> Point("quarter", 2026, (1,), (3,)).bounds()
            ('2026-01', '2026-03')
        """
        last_year = self.last_year if self.last_year is not None else self.year
        if self.unit == "schoolyear" and self.year is not None and last_year is not None:
            return SchoolYear(self.year).value, SchoolYear(last_year).value
        if self.unit == "term" and self.year is not None:
            (number,) = self.first
            return SchoolYear(self.year).term(number)
        return _iso(self.year, self.first), _iso(last_year, self.last)

    def value(self) -> str:
        """The value of a deadline ``within`` this point."""
        first, last = self.bounds()
        return first if first == last else f"{first}/{last}"


def _iso(year: int | None, parts: tuple[int, ...]) -> str:
    return "-".join(["-" if year is None else f"{year:04d}", *(f"{part:02d}" for part in parts)])


def months(first: int, last: int, year: int | None = None, unit: Unit = "months") -> Point:
    """The months from ``first`` to ``last`` of a year."""
    return Point(unit, year, (first,), (last,))


def quarter(number: int, year: int | None = None) -> Point:
    """A quarter of a year.

    Example:
        >>> quarter(4, 2025).value()
        '2025-10/2025-12'
    """
    return months(number * 3 - 2, number * 3, year, "quarter")


def counted_from_issue(point: Point, context: TimeContext) -> Point | None:
    """The point that ``năm nay``, ``quý này``, ``tháng tới`` mean in a document of a known date.

    Example:
        >>> counted_from_issue(Point("quarter", shift=1), TimeContext("2025-11-20")).value()
        '2026-01/2026-03'
    """
    issued = _YEAR_MONTH.match(context.issued or "")
    if issued is None or point.shift is None or (point.unit != "year" and not issued["month"]):
        return None
    year, month = int(issued["year"]), int(issued["month"] or 1)
    if point.unit == "year":
        return Point("year", year + point.shift)
    if point.unit == "quarter":
        later, index = divmod((month - 1) // 3 + point.shift, 4)
        return quarter(index + 1, year + later)
    later, index = divmod(month - 1 + point.shift, 12)
    return months(index + 1, index + 1, year + later, "month")


def year_in_context(point: Point, context: TimeContext) -> int | None:
    """The year of a point that does not say it: the period planned for, else the next such time after the issue.

    Example:
        >>> year_in_context(Point("day", None, (1, 15), (1, 15)), TimeContext("2025-11-20"))
        2026
        >>> year_in_context(Point("day", None, (11, 30), (11, 30)), TimeContext(None, "SY2025-2026"))
        2025
    """
    month = point.last[0] if point.last else 0
    issued = _YEAR_MONTH.match(context.issued or "")
    school_year = parse_school_year(context.period)
    if point.unit in ("schoolyear", "term"):
        if school_year is None and issued and issued["month"]:
            school_year = school_year_at(int(issued["year"]), int(issued["month"]))
        return school_year.first if school_year else None
    if school_year is not None and month:
        return school_year.year_of(month)
    if issued:
        year = int(issued["year"])
        planned = _YEAR_MONTH.fullmatch(context.period or "")
        if planned and int(planned["year"]) == year + 1 and int(issued["month"] or 12) >= _PLANNED_FROM:
            return year + 1
        said = _iso(year, point.last)
        passed = month and issued["month"] and said < (context.issued or "")[: len(said)]
        return year + 1 if passed else year
    planned = _YEAR_MONTH.match(context.period or "")
    return int(planned["year"]) if planned else None
