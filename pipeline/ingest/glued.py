"""Words that ran together where a converter dropped line ends: ``Thủtướng``, ``kếhoạch``, ``kịp thời;Sở``.

A word is parted only if it is no Vietnamese syllable, bears a Vietnamese letter, and falls into syllables; foreign
words and notations stay. Of several ways to part one, the one whose words are known to stand together is taken. A colon
that a capital follows at once is left: there a heading ran into its text, and that is told by the missing space.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from pipeline.ingest.syllable_pairs import usual_pairs
from pipeline.model import Line, Page, Source, SourceTable
from pipeline.text import is_syllable

MOST_PARTS = 4
VOWELS_ALONE = frozenset("ýởyàủ")  # of one letter only these stand as words in directives
_WORD = re.compile(r"[^\W\d_]{4,}")
_JOINED = frozenset("/&@_-0123456789")  # beside these a word is part of a notation or an address
_STOP = re.compile(r"(?<![^\W\d_])([^\W\d_]{2,})([.,;])(?=([^\W\d_]{2,}))")
_DASH = re.compile(r"(?<![^\W\d_])([^\W\d_]{2,})([-–] | [-–])(?=([^\W\d_]{2,}))")
_TOUCHING = re.compile(r"[.,;](?=[^\W\d_]{2})|[-–](?:(?<=[^\W\d_].) |(?=[^\W\d_]))|\d[^\W\d_]{3}")
"""What any of the marks that lack a space touches; saves looking for each on most lines."""
_NUMBER = re.compile(r"(?<=\d)(?=([^\W\d_]{3,}))")

Item = Line | SourceTable


def part_glued(text: str) -> str:
    """A line with the words parted that ran together.

    Example:
        >>> part_glued("Bưuđiện các quận, thị xãtổ chức vớichủ đề,Thi đua. Xem www.vnpt.vn, 71-NQ/TW")
        'Bưu điện các quận, thị xã tổ chức với chủ đề, Thi đua. Xem www.vnpt.vn, 71-NQ/TW'
    """
    if text.isascii():
        return text
    if _TOUCHING.search(text):
        text = _STOP.sub(_spaced, text)
        text = _DASH.sub(_dashed, text)
        text = _NUMBER.sub(lambda m: " " if _is_written(m[1]) else "", text)
    glued = [m for m in _WORD.finditer(text) if _is_glued(m[0]) and not _in_notation(text, m)]
    for m in reversed(glued):
        words = _best(text, m)
        if words:
            text = text[: m.start()] + " ".join(words) + text[m.end() :]
    return text


def part_source(source: Source) -> Source:
    """The same file with the words parted that ran together."""
    pages = tuple(_parted_page(page) for page in source.pages)
    same = all(a is b for a, b in zip(pages, source.pages, strict=True))
    return source if same else replace(source, pages=pages)


def _parted_page(page: Page) -> Page:
    items = tuple(_parted(item) for item in page.items)
    return page if all(a is b for a, b in zip(items, page.items, strict=True)) else replace(page, items=items)


def _parted(item: Item) -> Item:
    if isinstance(item, Line):
        text = part_glued(item.text)
        return item if text == item.text else replace(item, text=text)
    rows = tuple(
        tuple(
            cell and replace(cell, lines=tuple(replace(line, text=part_glued(line.text)) for line in cell.lines))
            for cell in row
        )
        for row in item.rows
    )
    return item if rows == item.rows else replace(item, rows=rows)


def _spaced(m: re.Match[str]) -> str:
    before, mark, after = m[1], m[2], m[3]
    if not (is_syllable(before) and is_syllable(after)) or (before + after).isascii():
        return m[0]
    if mark == "." and not (before.islower() and after[0].isupper()):
        return m[0]
    return f"{before}{mark} "


def _dashed(m: re.Match[str]) -> str:
    """``Văn hóa- xã hội``, ``kinh tế -xã hội``: the space that is lacking on one side of the dash."""
    if not (is_syllable(m[1]) and is_syllable(m[3])) or m[1].isupper() or m[3].isupper() or (m[1] + m[3]).isascii():
        return m[0]
    return f"{m[1]} {m[2].strip()} "


def _is_written(word: str) -> bool:
    return not word.isascii() and word.islower() and is_syllable(word)


@lru_cache(maxsize=65536)
def _is_glued(word: str) -> bool:
    return not word.isascii() and not is_syllable(word) and bool(_partings(word, MOST_PARTS))


def _in_notation(text: str, m: re.Match[str]) -> bool:
    before, after = text[m.start() - 1 : m.start()], text[m.end() : m.end() + 1]
    return bool(before and before in _JOINED) or bool(after and after in _JOINED)


@lru_cache(maxsize=65536)
def _partings(word: str, most: int) -> tuple[tuple[str, ...], ...]:
    found: list[tuple[str, ...]] = [(word,)] if _stands(word) else []
    if most > 1:
        for i in range(1, len(word)):
            if _stands(word[:i]):
                found += [(word[:i], *rest) for rest in _partings(word[i:], most - 1)]
    return tuple(found)


def _stands(word: str) -> bool:
    return is_syllable(word) and (len(word) > 1 or word.lower() in VOWELS_ALONE)


def _best(text: str, m: re.Match[str]) -> tuple[str, ...]:
    partings = _partings(m[0], MOST_PARTS)
    fewest = min(map(len, partings))
    left = [p for p in partings if len(p) == fewest]
    if len(left) == 1:
        return left[0]
    before = text[: m.start()].split()[-1:]
    after = text[m.end() :].split()[:1]
    return max(left, key=lambda parting: _support((*before, *parting, *after)))


def _support(words: tuple[str, ...]) -> float:
    usual = usual_pairs()
    return sum(usual.get((a.lower(), b.lower().rstrip(",.;:")), 0.0) for a, b in pairwise(words))
