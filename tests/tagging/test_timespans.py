import json
from collections import Counter
from pathlib import Path

import pytest

from pipeline.model import Reference
from pipeline.tagging.references.find import find_references
from pipeline.tagging.times.deadlines import TimeContext, find_times
from pipeline.tagging.times.timespans import binding_times, time_features

GOLD = Path(__file__).parents[1] / "gold"
CONTEXT = TimeContext("2025-11-20")


def bound(sentence: str, *mentions: str) -> list[str]:
    references = [
        Reference(m, "numbered", m, "Quyết định", sentence.index(m), sentence.index(m) + len(m)) for m in mentions
    ]
    return [time.value for time in binding_times(sentence, find_times(sentence, CONTEXT), references)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Hoàn thành trong tháng 12 năm 2025, báo cáo trước ngày 10/01/2026.", ["2025-12", "2026-01-10"]),
        ("Trong năm 2026, rà soát các quy định.", ["2026"]),
        ("Hội đồng Quản lý chất lượng họp định kỳ 3 tháng/lần.", ["R/P3M"]),
        ("Gửi số liệu cải cách hành chính năm 2024, năm 2025 trước ngày 05/12/2025.", ["2025-12-05"]),
        ("Chuẩn bị Đại hội Hội Chữ thập đỏ, nhiệm kỳ 2026-2031.", []),
        ("Năm 2026, tổ chức tổng kết.", ["2026"]),
        ("Triển khai các nhiệm vụ đã đề ra 6 tháng cuối năm để hoàn thành chỉ tiêu năm 2025.", ["2025-07/2025-12"]),
        ("Thực hiện nhiệm vụ trong 02 tháng cuối năm 2025 và những tháng đầu năm 2026.", ["2025-11/2025-12", "2026"]),
        ("Áp dụng từ năm 2026.", ["2026/.."]),
        ("Thường xuyên kiểm tra; hằng năm báo cáo kết quả.", ["R", "R/P1Y"]),
        ("Xây dựng dự toán chi ngân sách giáo dục hằng năm.", ["R/P1Y"]),
        ("Định kỳ hằng năm (trước ngày 15/12) báo cáo kết quả.", ["R/P1Y/--12-15"]),
        ("Gửi báo cáo trong thời hạn 10 ngày kể từ ngày ký.", ["P10D"]),
        ("Sơ kết vào năm 2028, tổng kết vào năm 2030.", ["2028", "2030"]),
        ("Phấn đấu năm 2026 có thêm 10 xã đạt chuẩn.", ["2026"]),
        ("Định kỳ hằng tháng (trước ngày 25) báo cáo.", ["R/P1M/---25"]),
        ("Từ nay đến hết năm 2025, tập trung giải ngân.", ["2025"]),
        ("Mỗi quý một lần, Sở Y tế họp với các huyện.", ["R/P3M"]),
        ("Hoàn thành dứt điểm, không để chậm quá ngày 05/4/2026.", ["2026-04-05"]),
        ("Ban hành kế hoạch trước khi kết thúc quý I/2026.", ["2026-03"]),
        ("Báo cáo chậm nhất vào ngày làm việc cuối cùng của tháng 6/2026.", ["2026-06"]),
    ],
)
def test_bounds_the_performance(sentence: str, expected: list[str]) -> None:
    assert bound(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Thực hiện Chương trình “Sức khỏe học đường giai đoạn 2021 - 2025”.",
        "Hoàn thành tốt nhiệm vụ năm học 2025 - 2026.",
        "Xây dựng kế hoạch năm học 2025 - 2026 linh hoạt.",
        "Lập quy hoạch phát triển đến năm 2030, tầm nhìn đến năm 2045.",
        "Đánh giá kết quả tuyển sinh năm 2025.",
        "Bồi dưỡng thường xuyên cho giáo viên.",
        "Bố trí kinh phí chi thường xuyên để thực hiện.",
        "Bố trí trong dự toán ngân sách nhà nước hằng năm theo quy định.",
        "Triển khai chương trình giáo dục thường xuyên (GDTX) cấp THPT.",
        "Về điều chuyển số vốn dư trong năm 2025: Sở Tài chính rà soát.",
        "Đưa công tác này thành nhiệm vụ trọng tâm, thường xuyên của các cấp.",
        "Đạt mức phát thải ròng bằng 0 vào năm 2050.",
        "Gửi báo cáo kết quả 6 tháng đầu năm.",
        "Rà soát văn bản ban hành trước ngày 01/7/2025.",
        "Cấp giấy chứng nhận cho đất sử dụng trước ngày 01/7/2004.",
    ],
)
def test_belongs_to_a_name_a_noun_or_the_past(sentence: str) -> None:
    assert bound(sentence) == []


def test_the_date_and_the_title_of_a_cited_document_are_none() -> None:
    mention = "Quyết định số 36/QĐ-TTg ngày 11/01/2026"
    sentence = f"Thực hiện {mention} về quy hoạch hạ tầng trong giai đoạn 2026 - 2030, báo cáo trước ngày 15/12/2026."
    assert bound(sentence, mention) == ["2026-12-15"]
    assert bound("Thực hiện Quyết định số 36/QĐ-TTg, ngày 11/01/2026.", "Quyết định số 36/QĐ-TTg") == []


def test_features_tell_the_syntax() -> None:
    sentence = "Tổng kết (trong tháng 12/2025)."
    (time,) = find_times(sentence, CONTEXT)
    features = time_features(sentence, time, ())
    assert features["preposition"] == "trong"
    assert features["in_parentheses"] == features["opens_parenthesis"] == 1.0
    assert all(isinstance(value, float | str) for value in features.values())


@pytest.mark.parametrize("path", sorted(GOLD.glob("*.json")), ids=lambda path: path.stem)
def test_times_of_the_sample_documents(path: Path) -> None:
    gold = json.loads(path.read_text(encoding="utf-8"))
    context = TimeContext(gold["document"]["issued"], gold["document"]["period"])
    wanted: Counter[tuple[str, str, str]] = Counter()
    found: Counter[tuple[str, str, str]] = Counter()
    for task in gold["tasks"]:
        said = [d for d in task["deadlines"] if d["text"].lower() in task["text"].lower()]
        times = find_times(task["text"], context)
        wanted.update((task["id"], d["kind"], d["value"]) for d in said)
        found.update(
            (task["id"], t.kind, t.value) for t in binding_times(task["text"], times, find_references(task["text"]))
        )
    missed = wanted - found
    assert (wanted & found).total() >= 0.8 * wanted.total(), missed
    assert (found - wanted).total() <= 1, found - wanted
