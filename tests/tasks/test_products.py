import json
from pathlib import Path

import pytest

from pipeline.tasks.products import find_product

GOLD = Path(__file__).parents[1] / "gold"


@pytest.mark.parametrize(
    ("sentence", "product"),
    [
        ("Xây dựng Đề án phát triển trường chuyên, mở rộng các lớp chuyên.", "Đề án phát triển trường chuyên"),
        ("Xây dựng Đề án đảm bảo cơ sở vật chất cho trường học.", "Đề án đảm bảo cơ sở vật chất cho trường học"),
        ("Chủ động xây dựng kế hoạch và có biện pháp thực hiện.", "kế hoạch"),
        ("Các khoa nộp bảng chấm công về phòng Tổ chức cán bộ.", "bảng chấm công"),
        (
            "Trưởng các khoa xây dựng ít nhất 01 đề án cải tiến của đơn vị, gửi Phòng Quản lý chất lượng.",
            "01 đề án cải tiến của đơn vị",
        ),
        ("Xây dựng kế hoạch cụ thể, bố trí cán bộ trực Tết.", "kế hoạch cụ thể"),
        ("Kiểm tra, lập biên bản, xử lý nghiêm theo quy định.", "biên bản"),
        ("Tham mưu UBND tỉnh ban hành quy chế hoạt động của Ban Chỉ đạo;", "quy chế hoạt động của Ban Chỉ đạo"),
        ("Tham mưu ban hành các văn bản chỉ đạo để triển khai.", "các văn bản chỉ đạo"),
        ("Xây dựng phương án cắt giảm thủ tục bảo đảm bãi bỏ 30% điều kiện.", "phương án cắt giảm thủ tục"),
        ("Xây dựng kế hoạch cụ thể; hằng năm báo cáo kết quả thực hiện.", "kế hoạch cụ thể; báo cáo kết quả thực hiện"),
        (
            "Xây dựng các văn bản: Nghị quyết quy định mức chi; Kế hoạch dạy học.",
            "Nghị quyết quy định mức chi; Kế hoạch dạy học",
        ),
        ("Ban hành hoặc trình cấp có thẩm quyền ban hành các quy hoạch.", "các quy hoạch"),
    ],
)
def test_names_what_is_to_be_made(sentence: str, product: str) -> None:
    assert find_product(sentence) == product


@pytest.mark.parametrize(
    "sentence",
    [
        "Tăng cường việc xây dựng kế hoạch giáo dục của nhà trường.",
        "Trong quá trình thực hiện Kế hoạch, nếu có vướng mắc, các đơn vị phản ánh.",
        "Triển khai Quyết định số 1373/QĐ-TTg phê duyệt Đề án “Xây dựng xã hội học tập”.",
        "Thí điểm Chương trình mới khi có hướng dẫn của Bộ.",
        "Kiểm tra, đôn đốc các đơn vị.",
        "",
    ],
)
def test_none_where_nothing_is_made(sentence: str) -> None:
    assert find_product(sentence) is None


def test_products_of_the_sample_documents() -> None:
    named = missed = spurious = 0
    for path in sorted(GOLD.glob("*.json")):
        for task in json.loads(path.read_text(encoding="utf-8"))["tasks"]:
            product = find_product(task["text"])
            if task["product"] and task["product"].split(";")[0].lower() not in task["text"].lower():
                continue  # said by the row's own cell
            named += bool(task["product"])
            missed += bool(task["product"] and not product)
            spurious += bool(product and not task["product"])
    assert named > 30
    assert missed <= 0.05 * named
    assert spurious <= 0.2 * named
