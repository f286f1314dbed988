import pytest

from pipeline.tagging.times.recurrence import find_durations, find_recurrences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("định kỳ báo cáo", ["R"]),
        ("thường xuyên, liên tục", ["R"]),
        ("thường xuyên, định kỳ hoặc đột xuất", ["R"]),
        ("thường xuyên, định kỳ hằng quý", ["R", "R/P3M"]),
        ("Thường xuyên, hằng năm", ["R", "R/P1Y"]),
        ("định kỳ hằng quý", ["R/P3M"]),
        ("định kỳ 6 tháng, một năm", ["R/P6M", "R/P1Y"]),
        ("định kỳ hằng tháng, quý, 6 tháng, năm", ["R/P1M", "R/P3M", "R/P6M", "R/P1Y"]),
        ("(định kỳ hằng năm)", ["R/P1Y"]),
        ("6 tháng một lần", ["R/P6M"]),
        ("02 lần/năm", ["R/P6M"]),
        ("05 lần/năm", ["R"]),
        ("02 năm/lần", ["R/P2Y"]),
        ("hàng năm", ["R/P1Y"]),
        ("ngân hàng năm nay", []),
        ("hàng năm 2025", []),
    ],
)
def test_rhythms(text: str, expected: list[str]) -> None:
    assert [time.value for time in find_recurrences(text)] == expected


def test_a_bracket_is_not_half_in_the_span() -> None:
    assert [time.text for time in find_recurrences("báo cáo (định kỳ hằng năm).")] == ["định kỳ hằng năm"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("trong vòng 10 ngày kể từ ngày ký", ["P10D"]),
        ("sau 05 ngày làm việc", ["P5B"]),
        ("chậm nhất sau 05 (năm) ngày làm việc kể từ ngày nhận được hồ sơ", ["P5B"]),
        ("trong thời hạn 02 tháng kể từ ngày Nghị quyết có hiệu lực", ["P2M"]),
        ("không quá 24 giờ", ["PT24H"]),
        ("trong 05 năm qua", []),
        ("sau 05 năm thực hiện", []),
        ("trước 15 giờ thứ Năm", []),
        ("trước Chính phủ", []),
    ],
)
def test_durations(text: str, expected: list[str]) -> None:
    assert [time.value for time in find_durations(text)] == expected


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("mỗi tháng 01 lần", ["R/P1M"]),
        ("họp tuần 1 lần", ["R/P1W"]),
        ("mỗi năm 02 lần", ["R/P6M"]),
        ("mỗi tuần 3 lần", ["R"]),
        ("định kỳ 3 tháng một lần", ["R/P3M"]),
    ],
)
def test_how_often_in_a_unit_of_time(text: str, values: list[str]) -> None:
    assert [t.value for t in find_recurrences(text)] == values
