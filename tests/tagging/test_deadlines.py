from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.tagging.times.deadlines import TimeContext, find_times

NOVEMBER = TimeContext("2025-11-20")
Found = list[tuple[str, str]]


def values(text: str, context: TimeContext = NOVEMBER) -> Found:
    return [(time.kind, time.value) for time in find_times(text, context)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # days
        ("trước ngày 10/11/2026", [("due", "2026-11-10")]),
        ("trước 30/11/2026", [("due", "2026-11-30")]),
        ("trước ngày 31 tháng 12 năm 2025", [("due", "2025-12-31")]),
        ("trước 10h00 ngày 25/11/2025", [("due", "2025-11-25")]),
        ("trước 17 giờ 00 phút, thứ Sáu ngày 28/11/2025", [("due", "2025-11-28")]),
        ("chậm nhất là ngày 05-12-2025", [("due", "2025-12-05")]),
        ("đến hết ngày 31/12/2025", [("due", "2025-12-31")]),
        ("từ ngày 01 đến ngày 15/12/2025", [("within", "2025-12-01/2025-12-15")]),
        ("từ 18h00 ngày 22/11/2025 đến 03h00 ngày 23/11/2025", [("within", "2025-11-22/2025-11-23")]),
        ("Thời hạn hoàn thành: 30/11/2025.", [("due", "2025-11-30")]),
        # months, quarters, parts of a year
        ("chậm nhất trong tháng 02/2026", [("due", "2026-02")]),
        ("trong tháng 12 năm 2025", [("within", "2025-12")]),
        ("trong tháng mười hai năm 2025", [("within", "2025-12")]),
        ("Tháng 11 - 12/2025", [("within", "2025-11/2025-12")]),
        ("tháng 11 và đầu tháng 12/2025", [("within", "2025-11/2025-12")]),
        ("Từ tháng 10/2025", [("from", "2025-10/..")]),
        ("Quý III Năm 2026", [("within", "2026-07/2026-09")]),
        ("Quí IV-2025", [("within", "2025-10/2025-12")]),
        ("Quý I, II/2026", [("within", "2026-01/2026-06")]),
        ("Quý IV/2025- Quý II/2026", [("within", "2025-10/2026-06")]),
        ("hết quý II năm 2026", [("due", "2026-06")]),
        ("6 tháng cuối năm 2026", [("within", "2026-07/2026-12")]),
        ("trong 02 tháng cuối năm 2025", [("within", "2025-11/2025-12")]),
        ("những tháng đầu năm 2026", [("within", "2026")]),
        # years
        ("đến năm 2030", [("due", "2030")]),
        ("từ nay đến hết năm 2025", [("due", "2025")]),
        ("từ năm 2026", [("from", "2026/..")]),
        ("Năm 2025 và các năm tiếp theo", [("from", "2025/..")]),
        ("Giai đoạn 2026-2030", [("within", "2026/2030")]),
        ("trong năm nay", [("within", "2025")]),
        # school years
        ("trong năm học 2022 - 2023", [("within", "SY2022-2023")]),
        ("từ năm học 2022-2023", [("from", "SY2022-2023/..")]),
        ("học kỳ I năm học 2025 - 2026", [("within", "2025-09/2026-01")]),
        # every year, month, quarter
        ("trước ngày 15/12 hằng năm", [("recurring", "R/P1Y/--12-15")]),
        ("định kỳ trước ngày 30 tháng 11 hàng năm", [("recurring", "R/P1Y/--11-30")]),
        ("trước ngày 01/6 và 15/11 hằng năm", [("recurring", "R/P1Y/--06-01"), ("recurring", "R/P1Y/--11-15")]),
        ("chậm nhất ngày 15 hằng tháng", [("recurring", "R/P1M/---15")]),
        ("trước ngày 20 của tháng cuối quý", [("recurring", "R/P3M/---20")]),
        # not the time of anything
        ("từ năm 2020 đến nay", []),
        ("tính đến ngày 31/12/2025", []),
        ("dạy học 2 buổi/ngày", []),
        ("đạt 24/27 chỉ tiêu", []),
        ("Thông tư số 17/2022/TT-BGDĐT", []),
        ("chịu trách nhiệm trước Chính phủ", []),
        ("ngân hàng năm 2026 báo lãi", [("within", "2026")]),
    ],
)
def test_values(text: str, expected: Found) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "context", "expected"),
    [
        ("trước ngày 30/11", TimeContext("2025-11-20"), [("due", "2025-11-30")]),
        ("trước ngày 15/01", TimeContext("2025-11-20"), [("due", "2026-01-15")]),
        ("trước ngày 15/01", TimeContext(None, "SY2025-2026"), [("due", "2026-01-15")]),
        ("trước ngày 10/9", TimeContext(None, "SY2025-2026"), [("due", "2025-09-10")]),
        ("trước ngày 30/11", TimeContext("2025-12-28", "2026"), [("due", "2026-11-30")]),
        ("6 tháng cuối năm", TimeContext("2022", "2022"), [("within", "2022-07/2022-12")]),
        ("trong quý IV", TimeContext("2025-11-20"), [("within", "2025-10/2025-12")]),
        ("trong quý IV", TimeContext(), []),
        ("trước ngày 30/11", TimeContext(), [("due", "--11-30")]),
        ("trong tháng tới", TimeContext("2025-12-20"), [("within", "2026-01")]),
    ],
)
def test_year_from_the_context(text: str, context: TimeContext, expected: Found) -> None:
    assert values(text, context) == expected


def test_a_day_without_a_year_recurs_in_a_yearly_duty() -> None:
    text = "Định kỳ hằng năm, trước ngày 20/11, các đơn vị báo cáo; hoàn thành trước ngày 05/12."
    assert ("recurring", "R/P1Y/--11-20") in values(text)
    assert ("due", "2025-12-05") in values(text)


def test_text_and_offsets_are_those_of_the_source() -> None:
    text = "Gửi về Văn phòng Sở chậm nhất trong tháng 02/2026; báo cáo trước ngày 10/11/2026."
    found = find_times(text, NOVEMBER)
    assert [time.text for time in found] == ["chậm nhất trong tháng 02/2026", "trước ngày 10/11/2026"]
    assert all(text[time.start : time.end] == time.text for time in found)


def test_what_was_over_before_the_issue_is_doubted() -> None:
    past, future = find_times("trước ngày 01/7/2004; trước ngày 01/7/2026", NOVEMBER)
    assert past.confidence < 0.5 < future.confidence


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2040, 12, 31)))
def test_every_date_is_read_back_in_every_form(day: date) -> None:
    forms = (f"{day:%d/%m/%Y}", f"ngày {day.day}/{day.month}/{day.year}", f"{day.day} tháng {day.month} năm {day.year}")
    for form in forms:
        assert values(f"xong trước {form}.", TimeContext()) == [("due", day.isoformat())]


PIECES = st.sampled_from(
    [
        *("trước", "ngày", "từ", "đến", "năm", "học", "tháng", "quý", "I", "IV", "hằng", "định", "kỳ", "giai", "đoạn"),
        *("15", "15/12", "2025", "12/2025", "31/02/2025", "99/99/9999", "00/00", "6", "một", "hai", "làm", "việc"),
        *("khi", "có", "sau", "được", "và", "/", "-", "–", ",", "(", ")", "“", "”", ".", ";"),
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=25).map(" ".join) | st.text(max_size=60))
def test_any_text_is_read_without_error_and_spans_are_true(text: str) -> None:
    for time in find_times(text, NOVEMBER):
        assert text[time.start : time.end] == time.text
        assert time.text.strip()
        assert time.value


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("trước ngày 28-10", [("due", "2024-10-28")]),
        ("ngày 02-05/10/2024", [("within", "2024-10-02/2024-10-05")]),
        ("trong T4/2024", [("within", "2024-04")]),
        ("nửa đầu tháng 3/2024", [("within", "2024-03")]),
        ("trong tuần 3 tháng 9/2024", [("within", "2024-09")]),
        ("chậm nhất 14 giờ hằng ngày", [("recurring", "R/P1D")]),
        ("trước khi bước vào năm học mới", [("event", "trước khi bước vào năm học mới")]),
        (
            "Trước khi trình UBND tỉnh, Sở Tư pháp đề nghị các đơn vị có ý kiến",
            [("event", "Trước khi trình UBND tỉnh")],
        ),
    ],
)
def test_days_and_months_as_offices_write_them(text: str, found: list[tuple[str, str]]) -> None:
    assert [(t.kind, t.value) for t in find_times(text, TimeContext("2024-02-01"))] == found
