import pytest

from pipeline.tagging.times.values import Point, TimeContext, counted_from_issue, months, quarter, year_in_context


@pytest.mark.parametrize(
    ("point", "value"),
    [
        (Point("day", 2025, (12, 5), (12, 5)), "2025-12-05"),
        (Point("day", None, (12, 5), (12, 5)), "--12-05"),
        (months(7, 12, 2022), "2022-07/2022-12"),
        (quarter(1, 2026), "2026-01/2026-03"),
        (Point("year", 2026, last_year=2030), "2026/2030"),
        (Point("schoolyear", 2025), "SY2025-2026"),
        (Point("term", 2025, (2,), (2,)), "2026-01/2026-05"),
    ],
)
def test_values(point: Point, value: str) -> None:
    assert point.value() == value


def test_what_is_left_open_comes_from_what_follows() -> None:
    end = Point("day", 2025, (12, 15), (12, 15))
    start = Point("day", None, (0, 1), (0, 1)).completed_by(end)
    assert start.joined(end).value() == "2025-12-01/2025-12-15"
    assert quarter(4, 2025).joined(quarter(2, 2026)).value() == "2025-10/2026-06"


@pytest.mark.parametrize(
    ("unit", "shift", "value"),
    [
        ("year", 0, "2025"),
        ("month", 1, "2026-01"),
        ("quarter", 1, "2026-01/2026-03"),
        ("quarter", 0, "2025-10/2025-12"),
    ],
)
def test_counted_from_the_issue(unit: str, shift: int, value: str) -> None:
    point = counted_from_issue(Point(unit, shift=shift), TimeContext("2025-12-20"))  # type: ignore[arg-type]
    assert point is not None
    assert point.value() == value


def test_no_year_without_a_context() -> None:
    assert year_in_context(quarter(1), TimeContext()) is None
    assert year_in_context(quarter(1), TimeContext(None, "2026/2030")) == 2026
    assert counted_from_issue(Point("month", shift=1), TimeContext("2025")) is None
