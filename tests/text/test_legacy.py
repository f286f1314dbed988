import pytest

from pipeline.text import decode_font, decode_legacy, encoding_of_font, guess_encoding, mend_legacy
from pipeline.text.legacy import ENCODINGS, _letters

PLAIN = "Cộng hoà xã hội chủ nghĩa Việt Nam, Độc lập - Tự do - Hạnh phúc; Uỷ ban nhân dân, đẳng cấp, hướng dẫn, kỳ, kỵ"


def encode(text: str, encoding: str) -> str:
    """The opposite of decoding, by the same table: shows that nothing is lost, not that the table is right."""
    codes: dict[str, str] = {}
    for code, letter in _letters(encoding).items():
        if letter not in codes or len(code) < len(codes[letter]):
            codes[letter] = code
    return "".join(codes.get(c, c) for c in text)


@pytest.mark.parametrize(
    ("raw", "encoding", "expected"),
    [
        ("Céng hoµ x· héi chñ nghÜa ViÖt Nam", "tcvn3", "Cộng hoà xã hội chủ nghĩa Việt Nam"),
        ("§éc lËp - Tù do - H¹nh phóc", "tcvn3", "Độc lập - Tự do - Hạnh phúc"),
        ("nhµ n\u2212íc, Th«ng t\u2212", "tcvn3", "nhà nước, Thông tư"),
        ("QUYÕT §ÞNH", "tcvn3", "QUYẾT ĐỊNH"),
        ("Bµ, Hµ Néi", "tcvn3", "Bà, Hà Nội"),
        ("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "vni", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("Ñoäc laäp - Töï do - Haïnh phuùc", "vni", "Độc lập - Tự do - Hạnh phúc"),
        ("ÑAËC BIEÄT, chaún, kyø, kyû, kî", "vni", "ĐẶC BIỆT, chẳn, kỳ, kỷ, kỵ"),
        ("Ti‰ng", "vps", "Tiếng"),
    ],
)
def test_decode(raw, encoding, expected):
    assert decode_legacy(raw, encoding) == expected


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_there_and_back(encoding):
    assert decode_legacy(encode(PLAIN, encoding), encoding) == PLAIN


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_guess_from_the_letters(encoding):
    raw = encode(PLAIN, encoding)
    assert decode_legacy(raw, guess_encoding(raw)) == PLAIN


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        "El niño español comió piñas con su señor",
        "Die Größe der Straße für Bürger",
        "Le comité a été créé à Genève",
        "plain ASCII",
        "",
    ],
)
def test_other_text_is_left_alone(text):
    assert guess_encoding(text) is None
    assert mend_legacy(text) == text


def test_fonts():
    assert encoding_of_font("ABCDEF+.VnTime,Bold") == ("tcvn3", False)
    assert encoding_of_font(".VnArial NarrowH") == ("tcvn3", True)
    assert encoding_of_font("VNI-Helve-Condense") == ("vni", False)
    for name in ("Times New Roman", "Arial", "VNtimes New Roman", "Vivaldi", ""):
        assert encoding_of_font(name) is None


def test_unicode_text_in_an_old_font_is_left_alone():
    assert decode_font("Thông tư hướng dẫn", ".VnTime") == "Thông tư hướng dẫn"
