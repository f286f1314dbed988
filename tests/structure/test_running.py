"""Running heads, page numbers and footnotes leave the text."""

import pytest

from pipeline.model import Line, Page, Source
from pipeline.structure.running import strip_running

TEXT = ["Giao Sở Y tế chủ trì rà soát.", "Sở Nội vụ phối hợp thực hiện.", "Báo cáo kết quả trước ngày 15/12."]


def source(*pages):
    made = []
    for number, lines in enumerate(pages, 1):
        items = tuple(line if isinstance(line, Line) else Line(line, page=number) for line in lines)
        made.append(Page(number, items, 595, 842))
    return Source("x", "pdf", tuple(made))


def texts(stripped):
    return [item.text for item in stripped.items]


@pytest.mark.parametrize("form", ["{}", "- {} -", "Trang {}", "{}/3", "– {} –"])
def test_page_numbers_at_the_top(form):
    pages = [[form.format(n), TEXT[n - 1]] for n in (1, 2, 3)]
    assert texts(strip_running(source(*pages))) == TEXT


def test_page_numbers_that_count_from_elsewhere():
    pages = [[str(n + 16), TEXT[n - 1]] for n in (1, 2, 3)]
    assert texts(strip_running(source(*pages))) == TEXT


def test_running_head():
    pages = [["CÔNG BÁO/Số 12", TEXT[n - 1], "Cổng TTĐT tỉnh", str(n)] for n in (1, 2, 3)]
    assert texts(strip_running(source(*pages))) == TEXT


def test_number_in_the_middle_stays():
    assert "2" in texts(strip_running(source([TEXT[0], TEXT[1], TEXT[2], "2", TEXT[0], TEXT[1], TEXT[2]], TEXT)))


def test_table_figures_at_a_page_end_stay():
    assert "215" in texts(strip_running(source([*TEXT, "215"], TEXT)))


def test_footnote_in_small_letters():
    body = [Line(f"{t} Nội dung này được thực hiện thường xuyên.", size=14.0) for t in TEXT]
    note = [Line("1 Quyết định số 5/QĐ-UBND ngày 01/02/2025", size=10.0), Line("của Ủy ban nhân dân tỉnh.", size=10.0)]
    stripped = strip_running(source([*body, *note, Line("1", size=14.0)], body))
    assert len(stripped.items) == 6
    assert [[line.text for line in n.lines] for n in stripped.footnotes] == [[line.text for line in note]]


def test_two_footnotes():
    body = [Line(f"{t} Nội dung này được thực hiện thường xuyên.", size=14.0) for t in TEXT]
    notes = [Line("[1] Quyết định số 5/QĐ-UBND.", size=10.0), Line("[2] Kế hoạch số 6/KH-UBND.", size=10.0)]
    assert len(strip_running(source([*body, *notes], body)).footnotes) == 2


def test_footnote_of_a_plain_text():
    body = ["Tham mưu ban hành quyết định phân cấp, tiếp nhận, điều động,"] * 9
    note = "1 Khung kế hoạch thời gian năm học 2025 - 2026 đối với giáo dục mầm non, giáo dục phổ thông"
    stripped = strip_running(source([*body, note], ["thuyên chuyển giáo viên.", *body]))
    assert [n.lines[0].text for n in stripped.footnotes] == [note]
    assert note not in texts(stripped)


def test_notes_at_the_end_of_a_web_page():
    one = Source(
        "x", "html", (Page(1, (Line("1. Rà soát[1].", starts=True), Line("[1] Nghị quyết số 5.", starts=True))),)
    )
    stripped = strip_running(one)
    assert texts(stripped) == ["1. Rà soát[1]."]
    assert stripped.footnotes[0].lines[0].text == "[1] Nghị quyết số 5."


def test_small_print_without_a_mark_is_no_note():
    body = [Line(f"{t} Nội dung này được thực hiện thường xuyên.", size=14.0) for t in TEXT]
    assert len(strip_running(source([*body, Line("- Lưu: VT.", size=11.0)], body)).items) == 7
