"""Mends what OCR gets wrong in a line, by forms that official documents are bound to have.

A number or a day filled in by hand that was not read for sure is left out: unknown is better than wrong.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.text import fold, strip_marks
from pipeline.text.tables import read_table

SURE = 0.8  # confidence of a word from which handwritten digits are believed
DIRT = 0.5  # confidence of a word below which a lone mark before a list's label is dirt
DIGITS = re.compile(r"\d{1,5}[A-ZĐa-zđ]?$")
PRINTED = re.compile(r"\d{1,5}[A-ZĐ]?(?:/\d{4}|-[A-ZĐ][A-ZĐa-z]*)?$")  # 71/2016/NĐ-CP, 29-CT/TU
DAY = re.compile(r"\d{1,2}$")
NUMBER_WORD = re.compile(r"[Ss][oôốồổỗộ]\s*[:;.]?$")
DAY_WORD = re.compile(r"ng[aàá]y$")
MONTH_WORD = re.compile(r"th[aáà]ng$")
GLUED_NUMBER = re.compile(r"(S[ốôo]:)(\S+)$")
GLUED_MONTH = re.compile(r"([^a-zà-ỹđ]{0,4})((?i:tháng))(\d{0,2})$")
NUMBER_LINE = re.compile(r"Số\s?:?\s?[\dA-Z]{0,6}[/-][A-ZĐ]{2}")
YEAR_ONE = re.compile(r"(?<=năm )(\d{3})[\]lI|](?!\w)")
NOTATION = re.compile(r"(?P<before>.*?)(?P<notation>/\s?[A-ZĐ]{2,}.*)$")
FILLED = "!#%&*/0123456789ƒ£Ø†‡.,:;'`’"  # what a day put in by hand is read as, stuck to the word before it
LABEL = re.compile(r"(?:[-–+•]|\d{1,2}(?:\.\d{1,2})*[.)]|[a-zđ]\)|[IVX]+\.|Điều)$")
TRAILING_DIRT = re.compile(r"(?<=[;.])\s+[-–.,•*'`]$")
DIRT_BEFORE_NUMBER = re.compile(r"^[.,'`](?=\d{1,2}[.)]\s)")
STUCK_DIRT = re.compile(r"^[_|~'`‘’¬]+(?=\S)")
BULLET_MISREAD = re.compile(r"^[~¬=_](?=\s)")
DIGITS_MISREAD = {"§": "8", "Š": "5", "š": "5"}  # no letters or signs of Vietnamese
AFTER_THE_END = re.compile(r"(?<=\./\.).+$")  # initials put in by hand
NUMBER_BEFORE_NOTATION = re.compile(r"\b[Ss][oôồổỗộ](?=\s+\d{1,5}(?:/\d{4})?[/-][A-ZĐ])")
COLUMN_HEADS = ("conghoaxahoi", "dangcongsanviet")  # bare, as headed by Nghị định 30/2020 and Hướng dẫn 36-HD/VPTW
MOST_FILLED = 3  # words at most that a blank filled by hand is read as


def correct(words: list[tuple[str, float]]) -> str:
    """The words of a line, mended, as text.

    Args:
        words: each with its confidence.

    Example:
        >>> correct([("Số:", 0.9), ("2#", 0.4), ("/CT-UBND", 0.9)])
        'Số: /CT-UBND'
        >>> correct([("Sơn", 0.9), ("La,", 0.9), ("ngày", 0.9), ("19", 0.95), ("tháng", 0.9), ("4", 0.9)])
        'Sơn La, ngày 19 tháng 4'
        >>> correct([("CHÍ", 0.9), ("THỊ", 0.9)])
        'CHỈ THỊ'
    """
    if len(words) > 1 and words[0][1] < DIRT and LABEL.match(words[1][0]) and not LABEL.match(words[0][0]):
        words = words[1:]
    words = _unknown_days(_unknown_numbers(_parted(words)))
    text = " ".join(text for text, _ in words if text)
    text = BULLET_MISREAD.sub("-", STUCK_DIRT.sub("", text) if not BULLET_MISREAD.match(text) else text)
    text = TRAILING_DIRT.sub("", DIRT_BEFORE_NUMBER.sub("", text))
    text = AFTER_THE_END.sub("", text).replace("—", "–")
    text = " ".join(map(_slip_mended, text.split()))
    text = NUMBER_BEFORE_NOTATION.sub(lambda m: m.group()[0] + "ố", text)
    text = YEAR_ONE.sub(r"\g<1>1", text)
    return _as_form(text)


def is_number_line(text: str) -> bool:
    """Whether a line is the letterhead's number and notation, whose number may be filled in by hand.

    Example:
        >>> is_number_line("Số: /QĐ-SYT"), is_number_line("Số lượng")
        (True, False)
    """
    return NUMBER_LINE.match(text) is not None


def _parted(words: list[tuple[str, float]]) -> list[tuple[str, float]]:
    """Parts what is filled in by hand from the printed word that it was read as one with."""
    parted: list[tuple[str, float]] = []
    for i, (text, sure) in enumerate(words):
        found = (GLUED_NUMBER.match(text) if i == 0 else None) or GLUED_MONTH.match(text)
        pieces = [piece for piece in found.groups() if piece] if found else [text]
        parted += [(piece, sure) for piece in pieces]
    return parted


def _unknown_numbers(words: list[tuple[str, float]]) -> list[tuple[str, float]]:
    """Leaves out what stands between ``Số`` and the notation where it is no number read for sure."""
    for i, (word, _) in enumerate(words):
        if not NUMBER_WORD.match(word):
            continue
        for j in range(i + 1, min(i + 2 + MOST_FILLED, len(words))):
            found = NOTATION.match(words[j][0])
            if not found:
                continue
            printed = PRINTED.match(found["before"]) and words[j][1] >= SURE
            if printed or (i and any(c.isdigit() for text, _ in words[i + 1 : j + 1] for c in text.split("/")[0])):
                return words  # within a line numbers are printed
            inside = [*words[i + 1 : j], (found["before"], words[j][1])]
            filled = [(text, sure) for text, sure in inside if text]
            number = "".join(text for text, _ in filled)
            known = DIGITS.match(number) and min(sure for _, sure in filled) >= SURE
            label = "Số:" if i == 0 else word
            kept = [(label, 1.0), (number + found["notation"] if known else found["notation"], words[j][1])]
            return words[:i] + kept + words[j + 1 :]
    return words


def _unknown_days(words: list[tuple[str, float]]) -> list[tuple[str, float]]:
    """Leaves out what stands between ``ngày`` and ``tháng`` where it is no day read for sure."""
    kept = list(words)
    for i in range(len(kept) - 1, -1, -1):
        if not DAY_WORD.match(kept[i][0].rstrip(FILLED)):
            continue
        for j in range(i + 1, min(i + 2 + MOST_FILLED, len(kept))):
            if MONTH_WORD.match(kept[j][0]):
                inside = kept[i + 1 : j]
                day = "".join(text for text, _ in inside)
                known = inside and DAY.match(day) and int(day) <= 31 and min(sure for _, sure in inside) >= SURE
                kept[i + 1 : j] = [(day, 1.0)] if known else []
                kept[i] = ("ngày", kept[i][1])
                break
    return _unknown_months(kept)


def _unknown_months(words: list[tuple[str, float]]) -> list[tuple[str, float]]:
    """Leaves out what stands between ``tháng`` and ``năm`` in a date where it is no month."""
    kept = list(words)
    for i in range(len(kept) - 1, 0, -1):
        if MONTH_WORD.match(kept[i][0]) and DAY_WORD.match(kept[i - 1][0]):
            for j in range(i + 1, min(i + 1 + MOST_FILLED, len(kept))):
                if kept[j][0] == "năm":
                    if not any(DAY.match(text) for text, _ in kept[i + 1 : j]):
                        kept[i + 1 : j] = []
                    break
    return kept


def begins_column(words: list[str]) -> bool:
    """Whether words are what heads the right column of a letterhead.

    Example:
        >>> begins_column(["CỘNG", "HOÀ", "XÃ", "HỘI", "CHỦ"]), begins_column(["CỘNG", "TÁC"])
        (True, False)
    """
    bare = _bare("".join(words[:4])).lower()
    return bare.startswith(COLUMN_HEADS)


def _slip_mended(word: str) -> str:
    """A word with the slips mended that OCR makes in numbers and notations."""
    for sign, digit in DIGITS_MISREAD.items():
        if sign in word and not any(c.isalpha() and c not in DIGITS_MISREAD for c in word):
            word = word.replace(sign, digit)
    for pattern, printed in _slips():
        word = pattern.sub(printed, word)
    return word


@lru_cache(maxsize=1)
def _slips() -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile(row["read"]), row["printed"]) for row in read_table("ocr_slips.tsv", __package__)]


@lru_cache(maxsize=1)
def _forms() -> tuple[dict[str, str], dict[str, str]]:
    """Whole lines and beginnings of lines that are known, by their letters without marks and blanks."""
    rows = read_table("ocr_forms.tsv", __package__)
    by_kind: dict[str, dict[str, str]] = {"whole": {}, "prefix": {}}
    for row in rows:
        by_kind[row["kind"]][_bare(row["form"])] = row["form"]
    return by_kind["whole"], by_kind["prefix"]


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", strip_marks(text))


def _as_form(text: str) -> str:
    """The text as the form that it is but for its marks; else as it is."""
    whole, prefixes = _forms()
    bare = _bare(text)
    if bare in whole:
        form = whole[bare]
        tail = ":" if text.rstrip().endswith((":", ";")) and not form.endswith(":") else ""
        return text if fold(text.rstrip(":; ")) == fold(form) else form + tail
    if text.isupper():
        words = text.split()
        for bare_prefix, prefix in prefixes.items():
            count = len(prefix.split())
            head = " ".join(words[:count])
            if len(words) >= count and _bare(head) == bare_prefix and fold(head) != fold(prefix):
                return " ".join([prefix, *words[count:]])
            if words and _bare(words[0]) == bare_prefix and count > 1:
                return " ".join([prefix, *words[1:]])
    return text
