import pytest

from pipeline.tagging.times.grammar import any_of, group_points, number, scan_points, words


@pytest.mark.parametrize(("said", "value"), [("05", 5), ("mười hai", 12), ("IV", 4), ("Tư", 4)])
def test_numbers(said: str, value: int) -> None:
    assert number(said) == value


def test_forms_of_a_group_are_tried_longest_first() -> None:
    assert any_of("due").index("chậm\\s+nhất\\s+là") < any_of("due").index("chậm\\s+nhất|")
    assert words("roman") == {"i": "1", "ii": "2", "iii": "3", "iv": "4"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ngày 5 tháng 12 năm 2025", ["ngày 5 tháng 12 năm 2025"]),
        ("năm học 2025 - 2026", ["năm học 2025 - 2026"]),
        ("6 tháng một lần", []),
        ("báo cáo 6 tháng năm 2025", ["năm 2025"]),
        ("kể từ năm tiếp sau năm phát sinh", []),
        ("trong 05 năm tới", []),
        ("năm học 2025 - 2030", ["2025 - 2030"]),  # no school year: only the stretch of years
    ],
)
def test_longest_reading_of_each_point(text: str, expected: list[str]) -> None:
    assert [text[span.start : span.end] for span in scan_points(text)] == expected


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("từ 01/11 đến 15/12/2025", ["2025-11-01/2025-12-15"]),
        ("tháng 11, 12/2025", ["2025-11/2025-12"]),
        ("ngày 15/6/2026 và 15/12/2026", ["2026-06-15", "2026-12-15"]),
        ("quý I, II/2026", ["2026-01/2026-06"]),
        ("quý I, III/2026", ["2026-01/2026-03", "2026-07/2026-09"]),
        ("năm 2025 và 2026", ["2025/2026"]),
        ("quý I/2026; quý III/2026", ["2026-01/2026-03", "2026-07/2026-09"]),
    ],
)
def test_stretches_and_lists(text: str, values: list[str]) -> None:
    groups = group_points(text, scan_points(text))
    assert [point.value() for group in groups for point in group.points] == values
