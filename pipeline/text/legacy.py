"""Encodings from before Unicode: TCVN3, VNI, VISCII and VPS letters back to Vietnamese ones.

Readers hand over text as the file's Latin-1 or Windows-1252 characters (``µ`` for TCVN3's à); the font's name tells
which encoding it is, and where there is no font the share of valid syllables does.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from pipeline.text.syllables import syllable_share
from pipeline.text.tables import read_table

ENCODINGS = ("tcvn3", "vni", "viscii", "vps")
_SUBSET_TAG = re.compile(r"^[A-Z]{6}\+")
_SCRIPT_TAG = re.compile(r" (?:Tur|CE|Cyr|Greek|Baltic|Vietnamese|\(.*\))$", re.I)
_STYLE_TAG = re.compile(r"[,-](?:Bold|Italic|BoldItalic|Regular|Normal|Oblique)$", re.I)
# What PDF text layers and converters put for a byte: minus for the soft hyphen, bullet operator for the middle dot, mu
# for the micro sign.
_MINUS = re.compile(r"(?<=[^\W\d])\u2212|\u2212(?=[^\W\d])")
_SUBSTITUTES = {ord(k): v for k, v in {"\u2219": "\xb7", "\u03bc": "\xb5", "\u2126": "\xa6", "\u0110": "\xd0"}.items()}
_CAPITALS = re.compile(r"[^\W\d_]{2,}")
_FOREIGN = re.compile(r"[\x80-\xff\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]")
# Letters that no legacy text shows: the font's name is wrong, the text is Unicode.
_UNICODE = re.compile(r"[ơưƠƯ\u1ea0-\u1ef9]")
_SAMPLE = 4000
_ENOUGH = 0.6
_GAIN = 0.15
# A word or two prove nothing: Môt may be a slip of một.
_WITNESSES = 3


@lru_cache(maxsize=1)
def _control_bytes() -> dict[int, str]:
    """Characters of Windows-1252 that stand for bytes 80-9F, where VISCII and VPS have letters, back to their bytes."""
    table = dict(_SUBSTITUTES)
    for byte in range(0x80, 0xA0):
        try:
            table[ord(bytes((byte,)).decode("cp1252"))] = chr(byte)
        except UnicodeDecodeError:
            continue
    return table


@lru_cache(maxsize=8)
def _letters(encoding: str) -> Mapping[str, str]:
    rows = (row for row in read_table("legacy_letters.tsv") if row["encoding"] == encoding)
    return {"".join(chr(int(code, 16)) for code in row["codes"].split()): row["letter"] for row in rows}


@lru_cache(maxsize=8)
def _pattern(encoding: str) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(_letters(encoding), key=len, reverse=True))))


@lru_cache(maxsize=1)
def _fonts() -> tuple[tuple[re.Pattern[str], str, bool], ...]:
    rows = read_table("legacy_fonts.tsv")
    return tuple((re.compile(row["pattern"], re.I), row["encoding"], row["capitals"] == "yes") for row in rows)


@lru_cache(maxsize=1024)
def encoding_of_font(name: str) -> tuple[str, bool] | None:
    """The encoding that a font's name stands for and whether it shows capitals only; None for a Unicode font.

    Example:
        >>> encoding_of_font("ABCDEF+.VnTimeH"), encoding_of_font("VNI-Times"), encoding_of_font("Times New Roman")
        (('tcvn3', True), ('vni', False), None)
    """
    bare = _STYLE_TAG.sub("", _SCRIPT_TAG.sub("", _SUBSET_TAG.sub("", name.strip())))
    return next(((encoding, capitals) for p, encoding, capitals in _fonts() if p.fullmatch(bare)), None)


def decode_legacy(text: str, encoding: str, capitals: bool = False) -> str:
    """Turn legacy text into Unicode (NFC).

    Args:
        text: the characters as a reader gives them, Latin-1 or Windows-1252.
        encoding: one of ``ENCODINGS``.
        capitals: the font shows small letters as capitals (.VnTimeH).

    Example:
        >>> decode_legacy("B¸o c¸o tµi chÝnh", "tcvn3"), decode_legacy("Coäng hoøa", "vni")
        ('Báo cáo tài chính', 'Cộng hòa')
        >>> decode_legacy("chØ thÞ", "tcvn3", capitals=True)
        'CHỈ THỊ'
    """
    if text.isascii() and encoding not in ("viscii", "vps"):
        return text.upper() if capitals else text
    if _UNICODE.search(text):
        return text.upper() if capitals else text
    if encoding == "tcvn3":
        # Two in a row are a letter and a true soft hyphen beside it.
        text = _MINUS.sub("\xad", text).replace("\xad\xad", "\xad")
    text = text.translate(_SUBSTITUTES if encoding in ("tcvn3", "vni") else _control_bytes())
    letters = _letters(encoding)
    decoded = unicodedata.normalize("NFC", _pattern(encoding).sub(lambda m: letters[m.group()], text))
    if capitals:
        return decoded.upper()
    # TCVN3 has no accented capitals: QUYÕT §ÞNH is typed with small accented letters between capitals.
    return _CAPITALS.sub(_raise_case, decoded) if encoding == "tcvn3" else decoded


def _raise_case(m: re.Match[str]) -> str:
    word = m.group()
    plain = [c for c in word if c.isascii()]
    return word.upper() if sum(c.isupper() for c in word) >= 2 and all(c.isupper() for c in plain) else word


def decode_font(text: str, font: str | None) -> str:
    """Decode text by the name of its font; text in a Unicode font comes back as it is.

    Letters keep the case they are stored in, also where the font shows them all as capitals.

    Example:
        >>> decode_font("Hµ Néi", ".VnTime"), decode_font("Hà Nội", "Arial")
        ('Hà Nội', 'Hà Nội')
    """
    found = encoding_of_font(font) if font else None
    return decode_legacy(text, found[0]) if found else text


def starts_with_mark(text: str, encoding: str) -> bool:
    """Whether text begins with a mark that belongs to the letter before it (VNI writes letter, then mark).

    Example:
        >>> starts_with_mark("äng", "vni"), starts_with_mark("ñöôïc", "vni")
        (True, False)
    """
    return encoding == "vni" and bool(text) and text[0] in "øùûõïâáàåãäêéèúüëØÙÛÕÏÂÁÀÅÃÄÊÉÈÚÜË"


def guess_encoding(text: str) -> str | None:
    """The legacy encoding that text without a font is in, None where it reads as Unicode or as no Vietnamese.

    Example:
        >>> guess_encoding("Céng hoµ x· héi chñ nghÜa ViÖt Nam"), guess_encoding("Cộng hoà xã hội chủ nghĩa Việt Nam")
        ('tcvn3', None)
    """
    sample = text[:_SAMPLE]
    if sample.isascii() or len(_UNICODE.findall(sample)) * 200 > len(sample):
        return None
    if len(_FOREIGN.findall(sample)) * 50 < len(sample):
        return None
    if sum(1 for word in sample.split() if _FOREIGN.search(word)) < _WITNESSES:
        return None
    now = syllable_share(sample)
    shares = {encoding: syllable_share(decode_legacy(sample, encoding)) for encoding in ENCODINGS}
    best = max(shares, key=lambda encoding: shares[encoding])
    return best if shares[best] >= max(_ENOUGH, now + _GAIN) else None


def mend_legacy(text: str) -> str:
    """Decode text that is legacy by its looks; anything else comes back as it is.

    Example:
        >>> mend_legacy("§éc lËp - Tù do - H¹nh phóc")
        'Độc lập - Tự do - Hạnh phúc'
    """
    encoding = guess_encoding(text)
    return decode_legacy(text, encoding) if encoding else text
