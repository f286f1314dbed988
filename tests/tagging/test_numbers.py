import pytest

from pipeline.tagging.references.numbers import find_numbers


@pytest.mark.parametrize(
    ("printed", "key"),
    [
        ("71-NQ/TW", "71-NQ/TW"),
        ("144-TB/TU", "144-TB/TU"),
        ("15/QĐ-BNV", "15/QĐ-BNV"),
        ("30/2020/NĐ-CP", "30/2020/NĐ-CP"),
        ("2450/VP-TH", "2450/VP-TH"),
        ("05/BNV-VP", "05/BNV-VP"),
        ("KH354/KH-UBND", "354/KH-UBND"),
        ("29 NQ/TW", "29-NQ/TW"),
        ("51/2020/TT-BGDDT", "51/2020/TT-BGDĐT"),
        ("71/NQ -CP", "71/NQ-CP"),
        ("75/KH- UBND", "75/KH-UBND"),
        ("27/CTTg", "27/CT-TTg"),
        ("27/CT-TTG", "27/CT-TTg"),
        ("09/2026/TT-BT\u0421", "09/2026/TT-BTC"),
        ("30c/NQ-CP", "30c/NQ-CP"),
        ("66.4/2025/NQ-CP", "66.4/2025/NQ-CP"),
        ("12/2019/TTLT-BGDĐT-BNV", "12/2019/TTLT-BGDĐT-BNV"),
        ("59/2020/QH14", "59/2020/QH14"),
        ("29/NQ-TW", "29-NQ/TW"),
        ("28/2009/TT-BNNPTNTngày", "28/2009/TT-BNNPTNT"),
        ("2070/QĐ–UBND", "2070/QĐ-UBND"),
    ],
)
def test_key_is_the_official_form(printed: str, key: str) -> None:
    assert [n.key for n in find_numbers(f"theo {printed} ngày")] == [key]


@pytest.mark.parametrize(
    "text", ["ngày 10/11/2026", "02 buổi/ngày", "4G/5G", "năm 2025-2026", "24/24 giờ", "5%/năm", "1/2"]
)
def test_dates_and_measures_are_no_numbers(text: str) -> None:
    assert list(find_numbers(text)) == []
