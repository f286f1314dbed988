import pytest

from pipeline.tagging.references.find import find_references


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("theo Luật Giáo dục 2019.", "luật giáo dục 2019"),
        ("theo Luật Giáo dục năm 2019;", "luật giáo dục năm 2019"),
        ("Luật Bảo hiểm xã hội và các văn bản", "luật bảo hiểm xã hội"),
        ("Bộ luật Lao động", "bộ luật lao động"),
        ("LUẬT VIỆC LÀM TRÊN ĐỊA BÀN", "luật việc làm"),
        ("Luật Phòng, chống tham nhũng, trong đó", "luật phòng, chống tham nhũng"),
        ("Pháp lệnh Ưu đãi người có công với cách mạng", "pháp lệnh ưu đãi người có công với cách mạng"),
        ("Luật Hoá chất", "luật hoá chất"),
        ("Hiến pháp năm 2013 quy định", "hiến pháp năm 2013"),
        ("Luật thuế GTGT và các văn bản", "luật thuế gtgt"),
        ("Luật Hàng không Việt Nam 2006", "luật hàng không việt nam 2006"),
        ("Luật sửa đổi, bổ sung một số Điều của Luật Giá", "luật sửa đổi, bổ sung một số điều của luật giá"),
        ("Luật Nuôi trồng tảo biển được ban hành", "luật nuôi trồng tảo biển"),
    ],
)
def test_name_ends_where_the_law_does(text: str, key: str) -> None:
    (found,) = find_references(text)
    assert (found.category, found.key) == ("law", key)


def test_law_with_number_is_numbered() -> None:
    (found,) = find_references("Luật Đất đai số 31/2024/QH15 ngày 18 tháng 01 năm 2024")
    assert (found.category, found.key, found.type, found.date) == ("numbered", "31/2024/QH15", "Luật", "2024-01-18")


def test_amending_law_is_one_mention() -> None:
    (found,) = find_references("Căn cứ Luật sửa đổi, bổ sung một số điều của Luật Giá ngày 10/12/2025;")
    assert found.key == "luật sửa đổi, bổ sung một số điều của luật giá"
    assert found.date == "2025-12-10"


@pytest.mark.parametrize(
    "text", ["Luật này", "Đoàn Luật sư tỉnh", "pháp luật về đất đai", "Trường Đại học Luật Hà Nội"]
)
def test_no_law(text: str) -> None:
    assert find_references(text) == []
