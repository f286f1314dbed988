import pytest

from pipeline.tasks.directive import directs, stands_alone, task_kind


@pytest.mark.parametrize(
    "sentence",
    [
        "Tiếp tục rà soát các quy định.",
        "Đối với nội dung vượt thẩm quyền, đề xuất cấp có thẩm quyền phương án xử lý.",
        "Nghiêm cấm thu các khoản sai quy định.",
        "Số hóa hồ sơ lưu trữ.",
    ],
)
def test_directive(sentence):
    assert directs(sentence) > 0.5


@pytest.mark.parametrize(
    "sentence",
    [
        "Trân trọng./.",
        "Văn phòng Chính phủ trân trọng thông báo.",
        "Tình hình thực hiện chế độ báo cáo.",
        "Kế hoạch này có hiệu lực kể từ ngày ký.",
        "(Kèm theo Quyết định số 12/QĐ-UBND)",
        "Tổng chi phí lãi vay của người nộp thuế.",
    ],
)
def test_statement(sentence):
    assert directs(sentence) < 0.5


def test_lead_in_that_names_no_work_does_not_stand_alone():
    assert not stands_alone("Giao theo chức năng, nhiệm vụ được giao thực hiện các nội dung sau:")


def test_lead_in_with_work_of_its_own_stands_alone():
    assert stands_alone("Các cơ sở giáo dục xây dựng và triển khai kế hoạch chi tiết phù hợp với địa phương, trong đó:")


@pytest.mark.parametrize(
    ("sentence", "product", "reports", "kind"),
    [
        ("Nghiêm cấm thu sai quy định.", None, False, "prohibition"),
        ("Báo cáo kết quả về Sở Y tế.", None, True, "report"),
        ("Xây dựng kế hoạch triển khai.", "kế hoạch triển khai", False, "deliverable"),
        ("Nâng cao chất lượng giáo dục.", None, False, "orientation"),
    ],
)
def test_kind(sentence, product, reports, kind):
    assert task_kind(sentence, product, reports) == kind
