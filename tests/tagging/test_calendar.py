from datetime import date

import pytest

from pipeline.model import Deadline
from pipeline.tagging.times.calendar import add_months, add_working_days, is_working_day, last_day, resolve


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2025, 9, 1), False),  # the second day of the National Day
        (date(2025, 4, 26), True),  # a Saturday worked for Friday 2 May
        (date(2024, 4, 29), False),
        (date(2026, 1, 2), False),
        (date(2026, 2, 20), False),  # the fourth day of Tết
        (date(2026, 2, 23), True),
        (date(2020, 9, 3), True),  # one day only before the Labour Code of 2019
        (date(2022, 4, 11), False),  # Giỗ Tổ on a Sunday, made up for on Monday
    ],
)
def test_working_days(day: date, worked: bool) -> None:
    assert is_working_day(day) is worked


def test_every_tet_has_five_weekdays_off_and_every_year_its_fixed_days() -> None:
    for year in range(2015, 2031):
        for month, day in ((1, 1), (4, 30), (5, 1), (9, 2)):
            assert not is_working_day(date(year, month, day))
        off = sum(
            not is_working_day(date(year, month, day)) and date(year, month, day).weekday() < 5
            for month, days in ((1, range(15, 32)), (2, range(1, 26)))
            for day in days
        )
        assert off >= 5, year


@pytest.mark.parametrize(
    ("start", "count", "expected"),
    [
        (date(2025, 11, 20), 5, date(2025, 11, 27)),
        (date(2025, 1, 24), 1, date(2025, 2, 3)),
        (date(2025, 2, 3), -1, date(2025, 1, 24)),
        (date(2025, 11, 22), 0, date(2025, 11, 22)),
    ],
)
def test_adds_working_days(start: date, count: int, expected: date) -> None:
    assert add_working_days(start, count) == expected


def test_months_end_on_their_last_day() -> None:
    assert add_months(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert add_months(date(2025, 11, 30), 3) == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2025-12", date(2025, 12, 31)),
        ("2026", date(2026, 12, 31)),
        ("SY2025-2026", date(2026, 8, 31)),
        ("2026-02-31", None),
        ("..", None),
        ("--11-30", None),
    ],
)
def test_last_day(value: str, expected: date | None) -> None:
    assert last_day(value) == expected


@pytest.mark.parametrize(
    ("text", "kind", "value", "issued", "expected"),
    [
        ("trước ngày 10/11/2026", "due", "2026-11-10", None, date(2026, 11, 10)),
        ("trước tháng 6/2026", "due", "2026-06", None, date(2026, 5, 31)),
        ("chậm nhất trong tháng 02/2026", "due", "2026-02", None, date(2026, 2, 28)),
        ("giai đoạn 2026 - 2030", "within", "2026/2030", None, date(2030, 12, 31)),
        ("trong vòng 10 ngày", "relative", "P10D", "2025-12-25", date(2026, 1, 4)),
        ("trong vòng 10 ngày", "relative", "P10D", "2025", None),
        ("02 tuần", "relative", "P2W", "2025-11-20", date(2025, 12, 4)),
        ("trong 24 giờ", "relative", "PT24H", "2025-11-20", date(2025, 11, 21)),
        ("trước ngày 15/12 hằng năm", "recurring", "R/P1Y/--12-15", "2025-12-20", date(2026, 12, 15)),
        ("hằng quý", "recurring", "R/P3M", "2025-12-20", None),
        ("từ năm 2026", "from", "2026/..", "2025-12-20", None),
        ("khi có yêu cầu", "event", "khi có yêu cầu", "2025-12-20", None),
    ],
)
def test_resolves_to_a_day(text: str, kind: str, value: str, issued: str | None, expected: date | None) -> None:
    assert resolve(Deadline(text, kind, value, 0, len(text)), issued) == expected  # type: ignore[arg-type]
