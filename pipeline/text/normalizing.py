"""One way of writing: NFC, no look-alike letters, plain spaces and hyphens."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from pipeline.text.tables import read_table

# NFC leaves a tone mark before a circumflex or breve apart (both have class 230): é + ̂ is ế.
_TONE_FIRST = re.compile("([aeoAEO])([\u0300\u0301\u0303\u0309])([\u0302\u0306])")
_WORD = re.compile(r"[^\W\d_]+")
_SOFT_IN_WORD = re.compile("(?<=[^\\W\\d_])\u00ad(?=[^\\W\\d_])")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")


def _char(code: str) -> str:
    return chr(int(code[2:], 16)) if code else ""


@lru_cache(maxsize=1)
def _anywhere() -> dict[int, str]:
    rows = read_table("lookalikes.tsv")
    return {ord(_char(r["char"])): _char(r["becomes"]) for r in rows if r["where"] == "any"}


@lru_cache(maxsize=1)
def _look_alike() -> re.Pattern[str]:
    # Searching is many times faster than translating, and most text has none.
    return re.compile("[" + re.escape("".join(map(chr, _anywhere()))) + "]")


@lru_cache(maxsize=1)
def _in_words() -> dict[int, str]:
    rows = read_table("lookalikes.tsv")
    return {ord(_char(r["char"])): _char(r["becomes"]) for r in rows if r["where"] == "word"}


@lru_cache(maxsize=1)
def _word_lookalike() -> re.Pattern[str]:
    return re.compile("[" + "".join(map(chr, _in_words())) + "]")


def _mend_word(m: re.Match[str]) -> str:
    """Mend a first letter (đ stands nowhere else; ð begins no Icelandic word) and abbreviations such as HÐND."""
    word = m.group()
    if word.isupper():
        return word.translate(_in_words())
    return word[0].translate(_in_words()) + word[1:]


def _mend_soft_hyphen(s: str) -> str:
    """A soft hyphen inside a lower-case word is invisible; elsewhere fonts print it as the hyphen that was meant."""

    def mend(m: re.Match[str]) -> str:
        before, after = s[m.start() - 1], s[m.end()]
        return "" if before.islower() and after.islower() else "-"

    return _SOFT_IN_WORD.sub(mend, s).replace("\u00ad", "-")


def normalize(s: str) -> str:
    r"""Bring text into the one form that all stages work on; line feeds, tabs and form feeds stay.

    Example:
        >>> normalize("Hội\u00a0đồng huyện Ðăk Lăk, QÐ\u00adUBND")
        'Hội đồng huyện Đăk Lăk, QĐ-UBND'
    """
    if s.isascii() and s.isprintable():
        return s
    s = unicodedata.normalize("NFC", s)
    if "\u0302" in s or "\u0306" in s:
        s = unicodedata.normalize("NFC", _TONE_FIRST.sub(r"\1\3\2", unicodedata.normalize("NFD", s)))
    s = _CONTROLS.sub("", s)
    if _look_alike().search(s):
        s = s.translate(_anywhere())
    if "\u00ad" in s:
        s = _mend_soft_hyphen(s)
    if _word_lookalike().search(s):
        s = _WORD.sub(_mend_word, s)
    return s
