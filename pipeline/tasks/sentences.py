"""Sentences of a paragraph, with exact offsets.

A full stop ends a sentence where a capital, a digit's word or an opening quote follows, unless it closes an
abbreviation (``TP.``), a label (``1.``) or stands inside quotes or brackets.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

_END = re.compile(r"(?:\./\.|[.!?…]+)[”\"')\]]*(?=\s+[“\"'(\[]*[^\W\d_]|\s*$)")
_UNIT_NAMED = re.compile(
    r"(?:phần|chương|mục|khoản|điểm|điều|phụ lục|tiểu mục|bảng|biểu|mẫu)(?:\s+(?:số|thứ))?\s+$", re.IGNORECASE
)
_LAST_WORD = re.compile(r"[^\s(“\"\[]+$")
_ORDINAL = re.compile(r"\b(?:thứ|khóa|khoá|quý|kỳ)\s+$", re.IGNORECASE)
# ``nhóm A, B. Báo cáo``: the letter names a group, it is no initial.
_GROUP = re.compile(r"\b(?:nhóm|loại|hạng|lớp|khu|bảng|khối|điểm|mẫu)\s+(?:[A-ZĐ]\s*(?:,|và|hoặc)\s*)*$", re.IGNORECASE)
_LABEL = re.compile(r"[\dIVX.]+|[a-zđ]")
_OPENERS = {"“": "”", "(": ")", "[": "]"}


@lru_cache(maxsize=1)
def abbreviations() -> frozenset[str]:
    """Words after which a full stop ends no sentence, in lower case without the stop (``abbreviations.tsv``)."""
    lines = files(__package__).joinpath("abbreviations.tsv").read_text(encoding="utf-8").splitlines()
    return frozenset(line.split("\t")[0].lower() for line in lines[1:] if line)


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Offsets of the sentences of ``text``, white space around them left out.

    Args:
        text: one paragraph, NFC, no line wraps.

    Returns:
        ``(start, end)`` pairs in order; together they cover everything but white space.

    Example:
        >>> text = "Rà soát TP. Huế. Báo cáo./."
        >>> [text[a:b] for a, b in split_sentences(text)]
        ['Rà soát TP. Huế.', 'Báo cáo./.']
        >>> len(split_sentences("Tuyên truyền Đại hội lần thứ X. Mở chuyên trang."))
        2
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        end = match.end()
        if end < len(text.rstrip()) and not _ends_sentence(text, start, match):
            continue
        spans.append((start, end))
        start = end
    if text[start:].strip():
        spans.append((start, len(text)))
    return [trimmed for a, b in spans if (trimmed := _trim(text, a, b))[0] < trimmed[1]]


def _ends_sentence(text: str, start: int, match: re.Match[str]) -> bool:
    following = text[match.end() :].lstrip().lstrip("“\"'([")
    if not following[:1].isupper():
        return False
    if match.group().startswith(".") and len(match.group()) == 1:
        word = _LAST_WORD.search(text, start, match.start())
        short = word and (word.group().lower() in abbreviations() or _is_label(word.group(), word.start() == start))
        if word and short and not _counts(text, start, word):
            return False
        if word and _LABEL.fullmatch(word.group()) and _UNIT_NAMED.search(text, start, word.start()):
            return False
    return not _inside_brackets(text, start, match.end())


def _counts(text: str, start: int, word: re.Match[str]) -> bool:
    """Whether a letter counts something and is no initial: ``lần thứ X.``, ``nhóm B.`` end there."""
    letter = word.group()
    numeral = letter in "IVX" and _ORDINAL.search(text, start, word.start()) is not None
    return numeral or (len(letter) == 1 and _GROUP.search(text, start, word.start()) is not None)


def _is_label(word: str, first: bool) -> bool:
    return (len(word) == 1 and word.isupper()) or (first and _LABEL.fullmatch(word) is not None)


def _inside_brackets(text: str, start: int, end: int) -> bool:
    closers: list[str] = []
    for character in text[start:end]:
        if character in _OPENERS:
            closers.append(_OPENERS[character])
        elif closers and character == closers[-1]:
            closers.pop()
    # An opener that never closes is a slip of the source, no reason to swallow the rest of the paragraph.
    return bool(closers) and closers[-1] in text[end:]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
