"""Whether a page's text layer says what is printed on it; where it does not, the page is read by OCR."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.model import Line, SourceTable

LEAST_SHARE = 0.72  # of the words: valid syllables on a page of Vietnamese; good text has more than nine in ten
LEAST_WORDS = 25  # fewer say nothing about their share
FEW_LETTERS = 40  # as many stand on a page that has but a stamp or a page number
COVERING = 0.35  # of the page: a picture this large is the page itself, scanned
DRAWN = 300  # paths: so many and no text is text turned into outlines
# What signing software prints over a page: the page's own words are in the picture under it.
SAMPLE = 900  # characters of a page that are looked at
STAMP = re.compile(
    r"""\s*(?: (?:Đã[ ])?[Kk]ý[ ](?:bởi|số|điện) | Người[ ]ký | Signed[ ]by | Digitally[ ]signed | Signature
    | (?:Thời[ ]gian|Ngày|Giờ)[ ]ký | Cơ[ ]quan\s*: | Email\s*: | Chức[ ]vụ\s*: | Signing[ ]time | Date\s*: )""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the text layer is trusted, and if not, why: ``empty``, ``stamp`` or ``spoilt``."""

    trusted: bool
    reason: str = ""


def judge(items: Iterable[Line | SourceTable], picture_share: float, paths: int = 0) -> Verdict:
    """Judges one page.

    Args:
        items: what its text layer gave.
        picture_share: how much of the page pictures cover, 0 to 1.
        paths: how many drawn paths it has.

    Example:
        >>> judge([], picture_share=1.0)
        Verdict(trusted=False, reason='empty')
        >>> judge([Line("Căn cứ Luật Tổ chức chính quyền địa phương")], picture_share=0.0)
        Verdict(trusted=True, reason='')
    """
    texts = list(_texts(items))
    own = [text for text in texts if not STAMP.match(text)]
    letters = sum(map(str.isalpha, "".join(own)[:SAMPLE]))
    scanned = picture_share >= COVERING or (letters == 0 and paths >= DRAWN)
    if letters < FEW_LETTERS:
        if not scanned:
            return Verdict(True)
        return Verdict(False, "stamp" if len(own) < len(texts) else "empty")
    if _is_spoilt(own):
        return Verdict(False, "spoilt")
    return Verdict(True)


def share_of(items: Iterable[Line | SourceTable]) -> float:
    """The share of valid syllables among a page's words, abbreviations left out.

    Example:
        >>> share_of([Line("Sở GDĐT, UBND xã"), Line("CQNG HOA xA HQI cHU NGHiA vrET NAM")])
        0.5
    """
    found, valid = _syllables(_texts(items))
    return round(valid / found, 2) if found else 0.0


def _is_spoilt(texts: list[str]) -> bool:
    found, valid = _syllables(texts)
    return found >= LEAST_WORDS and valid < LEAST_SHARE * found


def _syllables(texts: Iterable[str]) -> tuple[int, int]:
    """How many words a page has (of its first few hundred), and how many of them are syllables."""
    from pipeline.text import is_syllable, words

    sample = "\n".join(texts)[:SAMPLE]
    known = [(is_syllable(word), word) for word in words(sample)]
    counted = [valid for valid, word in known if valid or not word.isupper()]
    return len(counted), sum(counted)


def _texts(items: Iterable[Line | SourceTable]) -> Iterable[str]:
    for item in items:
        if isinstance(item, Line):
            yield item.text
        else:
            yield from (line.text for row in item.rows for cell in row if cell is not None for line in cell.lines)
