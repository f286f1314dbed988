"""School years and their terms, from September to the following August."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_FIRST_MONTH = 9
_PLANNING_MONTH = 8  # directives for the coming school year are issued from August on
_VALUE = re.compile(r"SY(?P<first>\d{4})-(?P<last>\d{4})")


@dataclass(frozen=True, slots=True)
class SchoolYear:
    """The school year that begins in September of ``first``.

    Example:
        >>> SchoolYear(2025).value, SchoolYear(2025).term(1)
        ('SY2025-2026', ('2025-09', '2026-01'))
    """

    first: int

    @property
    def value(self) -> str:
        """As it stands in a deadline's value: ``SY2025-2026``."""
        return f"SY{self.first}-{self.first + 1}"

    def term(self, number: int) -> tuple[str, str]:
        """First and last month of term 1 (to mid-January) or term 2 (to the end of May)."""
        if number == 1:
            return f"{self.first}-09", f"{self.first + 1}-01"
        return f"{self.first + 1}-01", f"{self.first + 1}-05"

    def year_of(self, month: int) -> int:
        """The calendar year in which a month of this school year lies, August belonging to its preparation."""
        return self.first if month >= _PLANNING_MONTH else self.first + 1


def parse_school_year(value: str | None) -> SchoolYear | None:
    """Read ``SY2025-2026``.

    Example:
        >>> parse_school_year("SY2025-2026")
        SchoolYear(first=2025)
    """
    match = _VALUE.fullmatch(value or "")
    return SchoolYear(int(match["first"])) if match else None


def school_year_at(year: int, month: int) -> SchoolYear:
    """The school year that a directive of that month speaks of.

    Example:
        >>> school_year_at(2025, 10).value, school_year_at(2026, 3).value
        ('SY2025-2026', 'SY2025-2026')
    """
    return SchoolYear(year if month >= _PLANNING_MONTH else year - 1)


def last_day(school_year: SchoolYear) -> date:
    """The last day of a school year."""
    return date(school_year.first + 1, 8, 31)
