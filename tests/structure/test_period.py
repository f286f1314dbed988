"""Periods that titles and texts name."""

from __future__ import annotations

import pytest

from pipeline.structure.frame.period import find_period


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("Về nhiệm vụ trọng tâm năm học 2022 - 2023", "SY2022-2023"),
        ("NHIỆM VỤ NĂM HỌC 2021-2022", "SY2021-2022"),
        ("Tuyên truyền cải cách hành chính năm 2019", "2019"),
        ("PHÁT TRIỂN KINH TẾ SỐ TỈNH BẮC NINH GIAI ĐOẠN 2026 - 2030", "2026/2030"),
        ("Phát triển hạ tầng 5G trên địa bàn thành phố đến năm 2030", "2025/2030"),
        ("Chiến lược dữ liệu đến năm 2030, tầm nhìn đến năm 2045", "2025/2030"),
        ("Nhiệm vụ trọng tâm quý I năm 2026", "2026-01/2026-03"),
        ("Nhiệm vụ, giải pháp 6 tháng cuối năm 2025", "2025-07/2025-12"),
        ("Thực hiện Chỉ thị số 27/CT-TTg ngày 15 tháng 8 năm 2024 của Thủ tướng Chính phủ", None),
        ("Thực hiện Nghị quyết số 48/NQ-CP ngày 03/4/2023 phê duyệt Chiến lược biển đến năm 2030", None),
        ("Triển khai Đề án dữ liệu dân cư giai đoạn 2022 - 2025 trên địa bàn tỉnh", None),
        ("Giám sát Chương trình mục tiêu quốc gia giảm nghèo trên địa bàn thành phố Cần Thơ năm 2025", "2025"),
        ("Triển khai thi hành Luật Việc làm", None),
        (None, None),
    ],
)
def test_title(title: str | None, period: str | None) -> None:
    assert find_period(title, (), "2025-11-24", "Kế hoạch") == period


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2. Thời gian thực hiện: Từ tháng 10/2025 đến khi tổ chức thành công Đại hội.", "2025-10/.."),
        ("Thời gian: từ năm 2026 đến hết năm 2030", "2026/2030"),
        ("Hoàn thành các chỉ tiêu, nhiệm vụ năm 2025.", "2025"),
        ("Hoàn thành các chỉ tiêu, nhiệm vụ năm 2024.", None),
    ],
)
def test_text_where_the_title_is_silent(text: str, period: str | None) -> None:
    assert find_period("Phát động thi đua", [text], "2025-11-18", "Kế hoạch") == period
