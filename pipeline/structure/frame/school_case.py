"""Capitals of schools' names: ``Trường THCS Lê Lợi``, ``Trường Đại học Sư phạm``, ``Trường Đại học Vinh``."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from pipeline.structure.words import phrases

_VOWELS = frozenset("aeiouy")
_SMALL = frozenset({"và", "của"})


def capitalise_school(name: str) -> str:
    """Give a school's own name its capitals, and abbreviations theirs.

    Args:
        name: a body's name, the letters after its first words small.

    Example:
        >>> capitalise_school("Trường Thcs lê lợi"), capitalise_school("Trường Tiểu học nguyễn trãi")
        ('Trường THCS Lê Lợi', 'Trường Tiểu học Nguyễn Trãi')
        >>> capitalise_school("Trường Đại học sư phạm kỹ thuật"), capitalise_school("Sở Y tế")
        ('Trường Đại học Sư phạm kỹ thuật', 'Sở Y tế')
    """
    name = re.sub(r"[^\s]+", lambda m: m[0].upper() if _is_abbreviation(m[0]) else m[0], name)
    level = _levels().match(name)
    if level is None:
        return name
    own = name[level.end() :]
    kind = re.sub(r"\btrường(?= )", "Trường", level[0])
    words = own.split(" ")
    field = _fields().match(own)
    named = 1 if field else len(words)
    return kind + " ".join(
        word[:1].upper() + word[1:] if i < named and word not in _SMALL else word for i, word in enumerate(words)
    )


def _is_abbreviation(word: str) -> bool:
    """Whether a word has letters and no vowel among them: ``thcs``, ``th&thcs``, ``gdnn-gdtx``."""
    letters = [c for c in unicodedata.normalize("NFD", word.lower()) if c.isalpha()]
    return len(letters) > 1 and _VOWELS.isdisjoint(letters)


@lru_cache(maxsize=1)
def _levels() -> re.Pattern[str]:
    level = "|".join(map(re.escape, phrases("school_level")))
    return re.compile(
        rf"(?:.* )?trường (?:(?:{level})(?![\w&])(?: (?:và|&|-) )?)+(?: (?:chuyên|bán công|dân lập|tư thục))* ", re.I
    )


@lru_cache(maxsize=1)
def _fields() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(map(re.escape, phrases('school_field')))})(?!\w)", re.IGNORECASE)
