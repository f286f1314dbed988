import pytest

from pipeline.tagging.actors.find import find_actors
from pipeline.tasks.roles import assign_roles


def roles(sentence):
    found = assign_roles(sentence, find_actors(sentence))
    return {
        name: [a.name for a in getattr(found, name)]
        for name in ("lead", "coordinate", "direct", "report_to")
        if getattr(found, name)
    }


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Sở Y tế chủ trì, phối hợp với Sở Nội vụ rà soát.", {"lead": ["Sở Y tế"], "coordinate": ["Sở Nội vụ"]}),
        ("Giao Sở Tài chính tham mưu UBND tỉnh.", {"lead": ["Sở Tài chính"], "report_to": ["UBND tỉnh"]}),
        ("Căn cứ chức năng, nhiệm vụ, Sở Y tế xây dựng kế hoạch.", {"lead": ["Sở Y tế"]}),
        ("Về vốn đầu tư: giao Bộ Tài chính chủ trì xử lý.", {"lead": ["Bộ Tài chính"]}),
        ("Báo cáo kết quả về Sở Nội vụ trước ngày 15/12.", {"report_to": ["Sở Nội vụ"]}),
        ("Trình cấp có thẩm quyền ban hành quy hoạch.", {"report_to": ["cấp có thẩm quyền"]}),
        ("Mời Sở Giáo dục và Đào tạo tổ chức tập huấn.", {"coordinate": ["Sở Giáo dục và Đào tạo"]}),
    ],
)
def test_role_of_a_named_body(sentence, expected):
    assert roles(sentence) == expected


def test_object_of_chi_dao_has_no_role():
    assert roles("Chỉ đạo các đơn vị trực thuộc triển khai thực hiện.") == {}


def test_caller_is_not_the_lead():
    found = roles("Chính phủ trân trọng đề nghị Hội Chữ thập đỏ Việt Nam hỗ trợ người dân.")
    assert found["lead"] == ["Hội Chữ thập đỏ Việt Nam"]


def test_semicolon_parts_members_of_a_list_of_subjects():
    found = roles("Yêu cầu Giám đốc Sở Y tế; Chủ tịch UBND các xã, phường tổ chức thực hiện.")
    assert len(found["lead"]) == 2


def test_semicolon_opens_a_clause_with_its_own_subject():
    found = roles("Sở Tài chính bố trí kinh phí; Sở Nội vụ hướng dẫn thực hiện.")
    assert found["lead"] == ["Sở Tài chính", "Sở Nội vụ"]


def test_what_the_recipient_does_with_a_report_is_no_report_of_the_lead():
    found = roles("Sở Y tế báo cáo Sở Nội vụ để tổng hợp, báo cáo UBND tỉnh.")
    assert found["report_to"] == ["Sở Nội vụ"]


def test_cooperation_as_the_object_of_the_work_names_no_coordinator():
    assert "coordinate" not in roles("Tăng cường liên kết giữa Sở Y tế và Sở Nội vụ.")


def test_unknown_subject_is_told_by_its_duty():
    assert roles("Chủ sở hữu phương tiện có trách nhiệm đăng ký.")["lead"] == ["Chủ sở hữu phương tiện"]
