"""Which letter strings are Vietnamese syllables: onset, rime and tone put together by rule."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from pipeline.text.folding import TONES
from pipeline.text.tables import read_table

_TONE = re.compile(f"[{TONES}]")
_STOP_TONES = frozenset("\u0301\u0323")
# A run of letters, and whether it is part of a number or a notation (71-NQ/TW), which is no word.
_WORD = re.compile(r"[^\W\d_]+")
_GLUE = frozenset("/&@_-0123456789")


@lru_cache(maxsize=1)
def _bases() -> dict[str, bool]:
    """All toneless syllables; the value says whether the rime is a stop, which bears two tones only."""
    rimes = [(row["rime"], row["end"] == "stop", row["after"].split()) for row in read_table("rimes.tsv")]
    bases: dict[str, bool] = {}
    for row in read_table("onsets.tsv"):
        onset, before = row["onset"], row["before"]
        for rime, stop, after in rimes:
            if rime[0] not in before or (after and (onset or "-") not in after):
                continue
            if onset == "g" and rime[0] == "i" and rime not in ("i", "in"):
                continue
            if onset == "q" and len(rime) == 1:
                continue
            bases[onset + rime] = stop
    return bases


def all_syllables() -> Iterator[str]:
    """Every possible syllable without its tone.

    Example:
        >>> "nguyên" in set(all_syllables())
        True
    """
    yield from _bases()


@lru_cache(maxsize=65536)
def is_syllable(s: str) -> bool:
    """Whether one word is a possible Vietnamese syllable, in any case, with the tone on any of its vowels.

    Example:
        >>> [is_syllable(s) for s in ("Nguyễn", "hoà", "hòa", "nghành", "tắng", "CQNG", "xA", "cach")]
        [True, True, True, False, True, False, False, False]
    """
    if not (s.islower() or s.isupper() or s.istitle() or (s[:1].isupper() and s[1:].islower())):
        return False
    d = unicodedata.normalize("NFD", s.lower())
    tones = _TONE.findall(d)
    if len(tones) > 1:
        return False
    stop = _bases().get(unicodedata.normalize("NFC", _TONE.sub("", d)))
    if stop is None:
        return False
    return not stop or (bool(tones) and tones[0] in _STOP_TONES)


def words(text: str) -> list[str]:
    """The words of a text that are written out: runs of letters that belong to no number or notation.

    Example:
        >>> words("Nghị quyết số 71-NQ/TW của Bộ Chính trị")
        ['Nghị', 'quyết', 'số', 'của', 'Bộ', 'Chính', 'trị']
    """
    found = []
    size = len(text)
    for m in _WORD.finditer(text):
        a, b = m.span()
        if (a and text[a - 1] in _GLUE) or (b < size and text[b] in _GLUE):
            continue
        found.append(m.group())
    return found


def syllable_share(text: str) -> float:
    """Share of the words that are Vietnamese syllables; 0.0 for a text without words.

    Example:
        >>> syllable_share("Chủ tịch Ủy ban nhân dân"), syllable_share("CQNG HOA xA HQI")
        (1.0, 0.25)
    """
    found = words(text)
    return sum(map(is_syllable, found)) / len(found) if found else 0.0
