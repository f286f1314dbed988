"""The section tree: paths, nesting, what sequence tells, roles."""

import pytest

from pipeline.structure.headings import heading_of, role_of, run_in_title
from pipeline.structure.sections import AnnexHead, build_outline


def paths(*texts, annexes=None):
    return [unit.path for unit in build_outline(texts, annexes or {}).units]


def test_levels():
    assert paths("I. A", "1. b", "1.1. c", "a) d", "b) e", "1.2. f", "2. g", "II. H") == [
        "I", "I.1", "I.1.1", "I.1.1.a", "I.1.1.b", "I.1.2", "I.2", "II",
    ]  # fmt: skip


def test_old_labels_with_a_mark_and_a_dash():
    assert paths("Phần I – MỤC TIÊU", "Phần II – NHIỆM VỤ") == ["I", "II"]
    assert paths("Điều 1.- Giao Sở Y tế.", "Điều 2.- Chánh Văn phòng thi hành.") == ["Đ1", "Đ2"]


def test_second_level_that_repeats_its_parents_number():
    assert paths("II. MỘT HAI", "2. b", "2.1. c", "2.2. d", "3. e") == ["II", "II.2", "II.2.1", "II.2.2", "II.3"]


def test_second_level_right_under_the_top():
    assert paths("I. A", "1.1. b", "1.2. c", "II. D", "2.1. e", "a. f", "b. g", "2.2. h", "IV. I", "4.1. k") == [
        "I", "I.1.1", "I.1.2", "II", "II.2.1", "II.2.1.a", "II.2.1.b", "II.2.2", "IV", "IV.4.1",
    ]  # fmt: skip


def test_third_level_decimals():
    assert paths("1. A", "1.1. b", "1.1.1. c", "1.1.2. d", "1.2. e", "2. f", "2.1. g") == [
        "1", "1.1", "1.1.1", "1.1.2", "1.2", "2", "2.1",
    ]  # fmt: skip


def test_top_number_in_the_label():
    assert paths("II. MỘT HAI", "II.1. b", "II.1.1. c", "II.2. d") == ["II", "II.1", "II.1.1", "II.2"]


def test_articles():
    assert paths("Điều 1. A", "1. b", "a) c", "2. d", "Điều 2. E", "1. f") == [
        "Đ1", "Đ1.1", "Đ1.1.a", "Đ1.2", "Đ2", "Đ2.1",
    ]  # fmt: skip


def test_chapters():
    assert paths("Chương I", "Mục 1. A", "Điều 1. b", "Chương II", "Điều 2. c") == [
        "I", "I.1", "I.1.Đ1", "II", "II.Đ2",
    ]  # fmt: skip


def test_plan_inside_an_article():
    assert paths("Điều 1. Phê duyệt", "I. QUAN ĐIỂM", "1. a", "II. MỤC TIÊU", "Điều 2. Hiệu lực") == [
        "Đ1", "Đ1.I", "Đ1.I.1", "Đ1.II", "Đ2",
    ]  # fmt: skip


def test_capitals_above_and_below_romans():
    assert paths("A. X", "I. a", "II. b", "B. Y", "I. c") == ["A", "A.I", "A.II", "B", "B.I"]
    assert paths("I. X", "A. a", "B. b", "II. Y", "A. c") == ["I", "I.A", "I.B", "II", "II.A"]


def test_letters_start_again():
    assert paths("1. A", "a) b", "b) c", "2. D", "a) e") == ["1", "1.a", "1.b", "2", "2.a"]


def test_letter_i_after_h():
    assert paths("1. A", *(f"{c}) x" for c in "abcdđeghik"))[-2:] == ["1.i", "1.k"]


def test_small_romans():
    assert paths("1. A", "(i) b", "(ii) c", "2. D") == ["1", "1.i", "1.ii", "2"]


def test_numbers_in_brackets_below_letters():
    assert paths("1. A", "a) b", "(1) c", "(2) d", "b) e", "(1) f") == ["1", "1.a", "1.a.1", "1.a.2", "1.b", "1.b.1"]


def test_a_list_whose_first_item_is_lost():
    assert paths("Mở đầu", "2. A", "3. B") == ["2", "3"]


@pytest.mark.parametrize("stray", ["7. Ở đây không phải là mục", "30. Tháng tư"])
def test_a_number_out_of_sequence_is_text(stray):
    assert paths("1. A", "2. B", stray, "3. C") == ["1", "2", "3"]


def test_an_item_left_out():
    assert paths("1. A", "2. B", "4. C") == ["1", "2", "4"]


def test_a_number_printed_twice_where_the_list_goes_on():
    assert paths("I. A", "II. B", "II. C", "IV. D") == ["I", "II", "III", "IV"]


def test_one_read_as_a_roman_one():
    assert paths("I. A", "II. B", "I. c", "1.1. d", "1.2. e", "2. f") == ["I", "II", "II.1", "II.1.1", "II.1.2", "II.2"]


def test_second_level_whose_first_level_is_lost():
    assert paths("I. A", "4. b", "5. c", "5.1. d", "7.1. e", "7.2. f", "8. g")[-3:] == ["I.7.1", "I.7.2", "I.8"]


def test_a_label_printed_twice_is_kept_as_printed():
    assert paths("I. A", "II. B", "II. C", "1. d") == ["I", "II", "II", "II.1"]


def test_annex_starts_afresh():
    annexes = {2: AnnexHead("PL", "PHỤ LỤC", None)}
    assert paths("I. A", "II. B", "PHỤ LỤC", "I. C", "1. d", annexes=annexes) == ["I", "II", "PL", "PL.I", "PL.I.1"]


def test_numbers_of_a_quoted_law():
    texts = ["1. Theo quy định:", "“Điều 49. Nguyên tắc", "1. Người nộp thuế", "2. Cơ quan thuế.”", "2. Đề nghị"]
    assert paths(*texts) == ["1", "2"]


@pytest.mark.parametrize(
    ("title", "level", "role"),
    [
        ("MỤC ĐÍCH, YÊU CẦU", "main", "purpose"),
        ("QUAN ĐIỂM, MỤC TIÊU", "main", "purpose"),
        ("MỤC TIÊU, NHIỆM VỤ VÀ GIẢI PHÁP", "main", "tasks"),
        ("CÁC NHIỆM VỤ VÀ GIẢI PHÁP", "main", "tasks"),
        ("PHƯƠNG HƯỚNG, NHIỆM VỤ TRỌNG TÂM", "main", "tasks"),
        ("MỘT SỐ NHIỆM VỤ, GIẢI PHÁP TRONG THỜI GIAN TỚI", "main", "tasks"),
        ("VỀ MỘT SỐ KIẾN NGHỊ CỦA TỈNH", "main", "tasks"),
        ("ĐÁNH GIÁ CHUNG", "main", "other"),
        ("KẾT QUẢ THỰC HIỆN NHIỆM VỤ VÀ GIẢI PHÁP", "main", "other"),
        ("ĐỐI TƯỢNG, THỜI GIAN VÀ THÀNH PHẦN THỰC HIỆN", "main", "other"),
        ("KINH PHÍ THỰC HIỆN", "main", "funding"),
        ("KINH PHÍ VÀ TỔ CHỨC THỰC HIỆN", "main", "implementation"),
        ("TỔ CHỨC THỰC HIỆN", "main", "implementation"),
        ("Tổ chức thực hiện các phong trào thi đua", "sub", None),
        ("Huy động nguồn lực, bảo đảm kinh phí, nguồn nhân lực thực hiện", "sub", None),
        ("Mục tiêu cụ thể", "sub", "purpose"),
        ("Phân công thực hiện", "sub", "implementation"),
        ("Yêu cầu các sở báo cáo", "sub", None),
        ("Thời gian thực hiện", "sub", None),
        ("Phạm vi điều chỉnh", "article", "other"),
        ("Hiệu lực thi hành", "article", "other"),
        ("Hiệu lực và trách nhiệm thi hành", "article", "implementation"),
        (None, "main", None),
    ],
)
def test_roles(title, level, role):
    assert role_of(title, level) == role


@pytest.mark.parametrize(
    ("words", "bold", "below", "heading"),
    [
        ("Sở Y tế", False, True, "Sở Y tế"),
        ("Sở Y tế:", False, True, "Sở Y tế"),
        ("Các sở, ngành có trách nhiệm phối hợp với Sở Giáo dục và Đào tạo:", False, True, None),
        ("Sở Y tế rà soát, báo cáo trước ngày 15/12.", False, True, None),
        ("MỤC ĐÍCH, YÊU CẦU", False, False, "MỤC ĐÍCH, YÊU CẦU"),
        ("Mục đích.", False, True, "Mục đích"),
        ("Rà soát mạng lưới trường, lớp học", False, False, None),
        ("Rà soát mạng lưới trường, lớp học", True, False, "Rà soát mạng lưới trường, lớp học"),
        ("", False, True, None),
    ],
)
def test_headings(words, bold, below, heading):
    assert heading_of(words, bold, below) == heading


def test_title_before_running_text():
    assert run_in_title("Mục đích: Xác định số lượng tài sản công.") == "Mục đích"
    assert run_in_title("Sở Y tế chủ trì rà soát, tổng hợp, tham mưu Ủy ban nhân dân tỉnh: báo cáo") is None


def test_a_label_that_repeats_its_articles_number():
    assert paths("Điều 2. Nhiệm vụ cụ thể:", "2.1. Ông An: chỉ đạo.", "2.2. Bà Lệ: lập danh sách.") == [
        "Đ2", "Đ2.1", "Đ2.2",
    ]  # fmt: skip


def test_letters_with_a_dash():
    assert paths("1/ Về thu chi:", "a- Niêm yết mức thu.", "b- Quyết toán.", "2/ Báo cáo") == ["1", "1.a", "1.b", "2"]


def test_numbered_contents():
    assert paths("Nội dung 1: Trường xanh", "- Trồng cây.", "Nội dung 2: Dạy tốt") == ["1", "2"]
    assert paths("Nội dung 1 của kế hoạch này gồm") == []
