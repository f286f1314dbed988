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
STAMP = re.compile(
    r"""\s*(?: (?:Đã[ ])?[Kk]ý[ ](?:bởi|số|điện) | Người[ ]ký | Signed[ ]by | Digitally[ ]signed | Signature
    | (?:Thời[ ]gian|Ngày|Giờ)[ ]ký | Cơ[ ]quan\s*: | Email\s*: | Chức[ ]vụ\s*: | Signing[ ]time | Date\s*: )""",
    re.VERBOSE,
)
WORD = re.compile(r"[^\W\d_]{2,}")


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
    letters = sum(c.isalpha() for text in own for c in text)
    scanned = picture_share >= COVERING or (letters == 0 and paths >= DRAWN)
    if letters < FEW_LETTERS:
        if not scanned:
            return Verdict(True)
        return Verdict(False, "stamp" if len(own) < len(texts) else "empty")
    if _is_spoilt(own):
        return Verdict(False, "spoilt")
    return Verdict(True)


def _is_spoilt(texts: list[str]) -> bool:
    from pipeline.text import syllable_share

    words = sum(len(WORD.findall(text)) for text in texts)
    return words >= LEAST_WORDS and syllable_share("\n".join(texts)) < LEAST_SHARE


def _texts(items: Iterable[Line | SourceTable]) -> Iterable[str]:
    for item in items:
        if isinstance(item, Line):
            yield item.text
        else:
            yield from (line.text for row in item.rows for cell in row if cell is not None for line in cell.lines)
