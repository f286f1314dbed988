"""Mends numbers of headings that OCR misread, by the run of numbers that they stand in.

In print III, II and HI are much alike, as are VI and VL, or 1 and I; but after II comes III.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI")
LIKE_ROMAN = re.compile(r"(?!1+[.,])(?P<number>[IVXLHl1|!]{1,5})(?P<stop>[.,])(?=\s+[A-ZĐÀ-Ỹ])")
UPRIGHT = re.compile(r"[ILHl1|!]")  # what one or two strokes are read as
ITEM = re.compile(r"(\d{1,2})((?:\.\d{1,2})*)([.,])(?=\s+\S)|(\d{1,2}(?:\.\d{1,2})+)(?=\s+\S)")


def mend_labels(texts: Sequence[str]) -> list[str]:
    """The lines of a document with the numbers of their headings mended.

    Args:
        texts: in reading order.

    Example:
        >>> mend_labels(["I. Mục đích", "II. Nội dung", "II. Kinh phí", "IV. Tổ chức", "1. Sở Y tế", "2, Sở Nội vụ"])
        ['I. Mục đích', 'II. Nội dung', 'III. Kinh phí', 'IV. Tổ chức', '1. Sở Y tế', '2. Sở Nội vụ']
    """
    mended = list(texts)
    places = [i for i, text in enumerate(texts) if LIKE_ROMAN.match(text)]
    before = 0
    for k, i in enumerate(places):
        read = LIKE_ROMAN.match(texts[i])
        assert read is not None
        number = read["number"]
        after = LIKE_ROMAN.match(texts[places[k + 1]]) if k + 1 < len(places) else None
        printed = _printed(number, before, after["number"] if after else "", _next_item(texts, i))
        if printed in ROMAN:
            before = ROMAN.index(printed) + 1
        if printed != number or (read["stop"] == "," and printed in ROMAN):
            mended[i] = f"{printed}.{texts[i][read.end() :]}"
    return _commas_mended(mended)


def _printed(number: str, before: int, after: str, item: str) -> str:
    """What a heading's number was printed as, by the Roman number before it, the one after it and the next item."""
    expected = ROMAN[before] if before < len(ROMAN) else ""
    if number == expected:
        return number
    alike = expected and UPRIGHT.sub("", number) == UPRIGHT.sub("", expected)
    if number in ("I", "l", "|", "!"):
        if before == 1 and before + 1 < len(ROMAN) and after == ROMAN[before + 1]:
            return expected
        return "1" if before > 1 and item in ("1.1", "2") else number
    repeats = before > 0 and number == ROMAN[before - 1]
    if alike and (number not in ROMAN or repeats):
        return expected
    return number


def _next_item(texts: Sequence[str], i: int) -> str:
    """The number of the first item after a line: ``2`` or ``1.1``."""
    for text in texts[i + 1 :]:
        found = ITEM.match(text)
        if found:
            return found[4] or found[1] + found[2]
    return ""


def _commas_mended(texts: list[str]) -> list[str]:
    """``8, Hiệp hội`` after an item 7 is ``8. Hiệp hội``."""
    last: dict[str, int] = {}
    for i, text in enumerate(texts):
        found = ITEM.match(text)
        if not found:
            continue
        *stem, number = (found[4] or found[1] + found[2]).split(".")
        key = ".".join(stem)
        if found[3] == ",":
            if last.get(key) != int(number) - 1 or not text[found.end() :].lstrip()[:1].isupper():
                continue
            texts[i] = f"{text[: found.start(3)]}.{text[found.end() :]}"
        last[key] = int(number)
    return texts
