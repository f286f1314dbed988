import pytest

from pipeline.tagging.references.find import find_references


def keys(text: str) -> list[str]:
    return [r.key for r in find_references(text)]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Đề án “Phát triển cây dược liệu đến năm 2030” và", "đề án phát triển cây dược liệu đến năm 2030"),
        (
            "Phong trào thi đua “Cả nước chung tay” giai đoạn 2021 - 2025.",
            "phong trào thi đua cả nước chung tay giai đoạn 2021 - 2025",
        ),
        (
            "Chiến lược phát triển ngành in đến năm 2030, tầm nhìn đến năm 2045 theo",
            "chiến lược phát triển ngành in đến năm 2030, tầm nhìn đến năm 2045",
        ),
        ("gắn với thực hiện Đề án 06.", "đề án 06"),
        ("Đề án 06 của Chính phủ tại xã", "đề án 06"),
        (
            "Chương trình mục tiêu quốc gia giảm nghèo bền vững trên địa bàn tỉnh",
            "chương trình mục tiêu quốc gia giảm nghèo bền vững",
        ),
        ("phê duyệt Đề án sắp xếp, tổ chức lại các bến xe; giao", "đề án sắp xếp, tổ chức lại các bến xe"),
        ("Chương trình hành động của Chính phủ về thực hiện", "chương trình hành động của chính phủ"),
        ("điều chỉnh quy hoạch cảng cá đến năm 2030 cho", "quy hoạch cảng cá đến năm 2030"),
    ],
)
def test_name_ends_where_the_programme_does(text: str, key: str) -> None:
    (found,) = find_references(text)
    assert (found.category, found.key) == ("programme", key)
    assert text[found.start : found.end] == found.text


def test_names_in_quotes_one_after_the_other() -> None:
    assert keys("thông qua phong trào “Giờ học tốt”, “Vườn cây bè bạn” và “Sáng - hiền - lành”.") == [
        "phong trào giờ học tốt",
        "phong trào vườn cây bè bạn",
        "phong trào sáng - hiền - lành",
    ]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("theo Điều lệ Công đoàn Việt Nam;", "điều lệ công đoàn việt nam"),
        ("kết hợp đề án Con đường hoa. Nay", "đề án con đường hoa"),
        (
            "Chương trình hành động thực hiện Nghị quyết Hội nghị lần thứ năm Ban Chấp hành Trung ương Đảng (khóa XI)",
            "chương trình hành động thực hiện nghị quyết hội nghị lần thứ năm ban chấp hành trung ương đảng (khóa xi)",
        ),
    ],
)
def test_further_names(text: str, key: str) -> None:
    assert keys(text)[0] == key


@pytest.mark.parametrize(
    "text",
    [
        "Giao Trưởng phòng Kế hoạch tổng hợp làm đầu mối",
        "các chương trình, đề án của tỉnh",
        "Chương trình này được triển khai",
        "Chương trình theo quy định",
        "tổ chức các phong trào thi đua yêu nước",
        "Sở Kế hoạch và Đầu tư chủ trì",
        "xây dựng chương trình, kế hoạch cụ thể",
        "Kế hoạch tổ chức thực hiện",
        "theo quy định của Bộ Y tế",
    ],
)
def test_generic_and_bare_mentions_are_none(text: str) -> None:
    assert keys(text) == []


def test_quoted_list_under_one_plural_kind() -> None:
    text = "các phong trào do Thủ tướng Chính phủ phát động: “Vì người nghèo”; “Chung sức xây dựng nông thôn mới”."
    assert keys(text) == ["phong trào vì người nghèo", "phong trào chung sức xây dựng nông thôn mới"]


def test_national_programmes_under_one_head() -> None:
    text = "02 Chương trình MTQG: giảm nghèo bền vững; xây dựng nông thôn mới. Tham dự"
    assert keys(text) == ["chương trình mtqg giảm nghèo bền vững", "chương trình mtqg xây dựng nông thôn mới"]


@pytest.mark.parametrize(
    ("text", "key", "issuer"),
    [
        (
            "Thực hiện Nghị quyết của Quốc hội về cơ chế đặc thù; báo cáo",
            "nghị quyết của quốc hội về cơ chế đặc thù",
            "Quốc hội",
        ),
        (
            "trình Hội đồng nhân dân tỉnh ban hành Nghị quyết quy định mức thu phí tham quan;",
            "nghị quyết quy định mức thu phí tham quan",
            None,
        ),
        (
            "theo Quyết định công bố của Chủ tịch UBND tỉnh.",
            "quyết định công bố của chủ tịch ubnd tỉnh",
            "Chủ tịch UBND tỉnh",
        ),
    ],
)
def test_unnumbered_documents(text: str, key: str, issuer: str | None) -> None:
    (found,) = find_references(text)
    assert (found.category, found.key, found.issuer) == ("unnumbered", key, issuer)


def test_plan_that_a_decision_only_issues_is_none() -> None:
    text = "Quyết định số 12/QĐ-UBND của UBND tỉnh ban hành Kế hoạch phát triển du lịch sinh thái"
    assert keys(text) == ["12/QĐ-UBND"]
