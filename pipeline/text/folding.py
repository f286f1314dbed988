"""Forms for comparison: what two spellings of the same Vietnamese words have in common."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

TONES = "\u0300\u0301\u0303\u0309\u0323"
CACHED_LENGTH = 64
_MARK = "\u0300-\u036f"
# hoà → hòa, khoẻ → khỏe, uỷ → ủy; not after q (quý) and not before a final (hoàn).
_OPEN_PAIR = re.compile(f"(?<!q)(oa|oe|uy)([{TONES}])(?![a-z{_MARK}])")
# qúa → quá, gía → giá: a tone that stands on the onset's letter goes to the vowel.
_TONE_ON_ONSET = re.compile(f"(qu|gi)([{TONES}])([aeoiuy][\u0302\u0306\u031b]*)")
# lí → lý, bác sĩ → bác sỹ, quí → quý.
_SINGLE_I = re.compile(rf"\b([hklmst]|qu)i([{TONES}]?)(?![a-z{_MARK}])")


def fold(s: str) -> str:
    """Fold case, place of the tone mark and i/y; what is left differs in its words, not in its spelling.

    Example:
        >>> fold("Uỷ ban, LÍ do, hoà") == fold("Ủy ban, lý do, hòa")
        True
    """
    return _fold_short(s) if len(s) <= CACHED_LENGTH else _fold(s)


def _fold(s: str) -> str:
    lowered = s.lower()
    if lowered.isascii():
        return _SINGLE_I.sub(r"\1y\2", lowered)
    d = unicodedata.normalize("NFD", lowered)
    d = _TONE_ON_ONSET.sub(r"\1\3\2", d)
    d = _OPEN_PAIR.sub(lambda m: f"{m[1][0]}{m[2]}{m[1][1]}", d)
    d = _SINGLE_I.sub(r"\1y\2", d)
    return unicodedata.normalize("NFC", d)


# Words and phrases come again and again, whole paragraphs do not.
_fold_short = lru_cache(maxsize=65_536)(_fold)


@lru_cache(maxsize=1)
def _bare_letters() -> dict[int, str | None]:
    table: dict[int, str | None] = {ord("đ"): "d", ord("Đ"): "D"}
    for block in (range(0xC0, 0x250), range(0x1E00, 0x1F00)):
        for code in block:
            parts = unicodedata.normalize("NFD", chr(code))
            if len(parts) > 1 and parts[0].isascii() and all(unicodedata.combining(c) for c in parts[1:]):
                table[code] = parts[0]
    table.update(dict.fromkeys(range(0x300, 0x370)))
    return table


def strip_marks(s: str) -> str:
    """Take all diacritics away, đ becoming d. NFC text keeps its length, so offsets stay good.

    Example:
        >>> strip_marks("Đắk Lắk")
        'Dak Lak'
    """
    return s if s.isascii() else s.translate(_bare_letters())
