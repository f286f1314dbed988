"""Normal forms that the measure compares by.

They belong to the measure, not to the product: they stay as they are when the product's own folding is improved, so
that figures of two versions can be compared.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from importlib.resources import files

from rapidfuzz import fuzz

OPEN_VOWELS = ("oa", "oe", "uy")
TONES = "\u0300\u0301\u0303\u0309\u0323"
ACTOR_LIKENESS = 92.0
"""Least similarity, in per cent, of two names taken as one."""

_TONE_ON_SECOND = tuple(re.compile(f"({pair[0]})({pair[1]})([{TONES}])(?![a-z\u0300-\u036f])") for pair in OPEN_VOWELS)
_I_AFTER_CONSONANT = re.compile(rf"\b([hklmt])i([{TONES}]?)\b")
_WORD = re.compile(r"[\w&]+(?:-[\w&]+)*")
_TRAILING_LEVEL = re.compile(r"(?<=\S) (thành phố|tỉnh|huyện|quận)( hải phòng)?$")
_NUMBERED_KEY = re.compile(r"\s*\d\S*[/-]\S+\s*")
_IGNORED_IN_NAMES = frozenset(["và", "của", "các", "đồng", "chí", "trên", "địa", "bàn"])


@lru_cache(maxsize=1)
def abbreviations() -> dict[str, str]:
    """Abbreviations that count as their long form (``abbreviations.tsv``)."""
    text = files("pipeline.evaluation").joinpath("abbreviations.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return {row[0]: row[1] for row in rows[1:]}


@lru_cache(maxsize=65536)
def fold(text: str | None) -> str:
    """Lower case, NFC, one placement of tone marks, y for i after a single consonant.

    Example:
        >>> fold("Hoà"), fold("kĩ"), fold("Lí")
        ('hòa', 'kỹ', 'lý')
    """
    folded = unicodedata.normalize("NFD", (text or "").lower())
    for pattern in _TONE_ON_SECOND:
        folded = pattern.sub(r"\1\3\2", folded)
    return unicodedata.normalize("NFC", _I_AFTER_CONSONANT.sub(r"\1y\2", folded))


@lru_cache(maxsize=65536)
def squeeze(text: str | None) -> str:
    """Folded letters and digits alone.

    Example:
        >>> squeeze("Kế hoạch số 5/KH-UBND.")
        'kếhoạchsố5khubnd'
    """
    return re.sub(r"[\W_]+", "", fold(text))


@lru_cache(maxsize=65536)
def actor(name: str | None) -> str:
    """A name with its usual abbreviations written out and its small words gone.

    Example:
        >>> actor("UBND thành phố") == actor("Ủy ban nhân dân thành phố")
        True
    """
    table = abbreviations()
    words = " ".join(table.get(w, w.replace("&", " ").replace("-", " ")) for w in _WORD.findall(fold(name))).split()
    return _TRAILING_LEVEL.sub("", " ".join(word for word in words if word not in _IGNORED_IN_NAMES))


def same_actor(a: str, b: str) -> bool:
    """Whether two names in their normal form are one."""
    return a == b or fuzz.ratio(a, b) >= ACTOR_LIKENESS


def key(value: str | None) -> str:
    """A reference's key: a number in capitals, a name squeezed.

    Example:
        >>> key("1112/ct-bgdđt"), key("Luật Giáo dục 2019")
        ('1112/CT-BGDĐT', 'luậtgiáodục2019')
    """
    composed = unicodedata.normalize("NFC", value or "")
    return composed.strip().upper() if _NUMBERED_KEY.fullmatch(composed) else squeeze(composed)
