import pytest

from pipeline.tagging.times.events import find_events


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Triển khai Đề án sau khi được phê duyệt.", ["sau khi được phê duyệt"]),
        ("tham gia biên soạn (khi có yêu cầu của Sở GD&ĐT).", ["khi có yêu cầu của Sở GD&ĐT"]),
        ("báo cáo đột xuất khi có yêu cầu hoặc khi cần", ["đột xuất khi có yêu cầu"]),
        ("dạy học khi dịch bệnh được kiểm soát trên cơ sở bảo đảm an toàn", ["khi dịch bệnh được kiểm soát"]),
        ("lấy ý kiến trước khi trình Ủy ban nhân dân tỉnh", ["trước khi trình Ủy ban nhân dân tỉnh"]),
        ("theo tiến độ của Bộ Tài chính", ["theo tiến độ của Bộ Tài chính"]),
        ("khi các Bộ, ngành ban hành hướng dẫn", ["khi các Bộ, ngành ban hành hướng dẫn"]),
        ("hoàn thành trước khi kết thúc nhiệm kỳ", ["trước khi kết thúc nhiệm kỳ"]),
        ("xong trước Tết Nguyên đán", ["trước Tết Nguyên đán"]),
        ("trồng thêm cây trong dịp Tết Quý Tỵ 2013.", ["trong dịp Tết Quý Tỵ 2013"]),
        ("quyết toán từng khoản vào cuối học kỳ.", ["vào cuối học kỳ"]),
        ("khám sức khỏe trước khi kết hôn", []),
        ("bảo đảm an toàn khi tham gia giao thông", []),
        ("không thi công khi chưa được phép", []),
    ],
)
def test_events(text: str, expected: list[str]) -> None:
    assert [time.text for time in find_events(text)] == expected
