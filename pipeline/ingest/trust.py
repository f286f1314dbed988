"""Whether a page's text layer says what is printed on it; where it does not, the page is read by OCR."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from pipeline.model import Line, SourceTable

LEAST_SHARE = 0.72  # of the words: valid syllables on a page of Vietnamese; good text has more than nine in ten
LEAST_SHARE_BESIDE = 0.91  # the same in a file that has a spoilt page
FOREIGN_SHARE = 0.85  # of the words: plain ones on a page in another language
PLAIN_WORD = re.compile(r"(?=[a-z]*[aeiouy])[a-z]{2,}$|a$", re.IGNORECASE | re.ASCII)
LEAST_WORDS = 25  # fewer say nothing about their share
FEW_LETTERS = 40  # as many stand on a page that has but a stamp or a page number
COVERING = 0.35  # of the page: a picture this large is the page itself, scanned
DRAWN = 300  # paths: so many and no text is text turned into outlines
SAMPLE = 900  # characters of a page that are looked at
# What signing software prints over a page: the page's own words are in the picture under it.
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
    if _is_spoilt(own) and (scanned or not _is_foreign(own)):
        return Verdict(False, "spoilt")
    return Verdict(True)


def doubts(verdicts: Mapping[int, Verdict], shares: Callable[[int], float]) -> dict[int, str]:
    """The pages of a file whose text layer is not trusted, by number, each with the reason.

    Fonts serve many pages: where one page's letters are lost, another that reads only a little worse than good text
    is doubted too.

    Args:
        verdicts: of all pages.
        shares: the share of valid syllables of a page.

    Example:
        >>> doubts({1: Verdict(True), 2: Verdict(False, "spoilt"), 3: Verdict(True)}, {1: 0.86, 3: 0.97}.__getitem__)
        {1: 'spoilt', 2: 'spoilt'}
    """
    found = {number: verdict.reason for number, verdict in verdicts.items() if not verdict.trusted}
    if "spoilt" in found.values():
        trusted = [number for number, verdict in verdicts.items() if verdict.trusted]
        found |= {number: "spoilt" for number in trusted if 0 < shares(number) < LEAST_SHARE_BESIDE}
    return dict(sorted(found.items()))


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


def _is_foreign(texts: list[str]) -> bool:
    """Whether a text is in another language written in Latin letters, such as English: plain words, no stray marks."""
    found = re.findall(r"[^\W\d_]+", "\n".join(texts)[:SAMPLE])
    plain = sum(PLAIN_WORD.match(word) is not None for word in found)
    return plain >= FOREIGN_SHARE * len(found)


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
