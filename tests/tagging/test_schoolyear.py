from datetime import date

import pytest

from pipeline.tagging.times.schoolyear import SchoolYear, last_day, parse_school_year, school_year_at


def test_value_and_reading_are_inverse() -> None:
    assert parse_school_year(SchoolYear(2022).value) == SchoolYear(2022)


@pytest.mark.parametrize("value", [None, "", "2025", "2025/2030", "SY2025"])
def test_other_periods_are_none(value: str | None) -> None:
    assert parse_school_year(value) is None


def test_the_year_that_a_directive_speaks_of_turns_in_august() -> None:
    assert school_year_at(2025, 8) == SchoolYear(2025)
    assert school_year_at(2026, 7) == SchoolYear(2025)


def test_months_lie_in_the_right_year() -> None:
    assert [SchoolYear(2025).year_of(month) for month in (8, 12, 1, 6)] == [2025, 2025, 2026, 2026]


def test_terms_and_end() -> None:
    assert SchoolYear(2025).term(2) == ("2026-01", "2026-05")
    assert last_day(SchoolYear(2025)) == date(2026, 8, 31)
