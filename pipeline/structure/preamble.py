"""Where the preamble ends and where the closing paragraphs begin."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.structure.frame.issuers import names_body
from pipeline.structure.numbering import read_bullet
from pipeline.structure.words import CAPITAL, folded_phrases
from pipeline.text import fold

_CALLS = r"(?i:yêu cầu|đề nghị|giao(?:\s+(?:nhiệm vụ|trách nhiệm))?(?:\s+cho)?)"
_CALL = re.compile(rf"(?:^|[.,;]\s+)(?:[Tt]heo đó,?\s+)?(?P<caller>[^,;:.]{{0,90}}?)\s*\b{_CALLS}\s+")
_NO_CALLER = re.compile(r"\b(?:đã|có|tại|về|việc|của|được|theo|nhận)\b")
_TOLD = re.compile(r"\b(?:đã (?:có|ban hành|gửi)|có (?:công văn|văn bản)|nhận được|ban hành)\b", re.IGNORECASE)
TITLE_LETTERS = 60


def preamble_end(texts: Sequence[str], first_unit: int | None) -> int:
    """How many of the body's paragraphs are preamble: all before the first unit; without units those up to a lead-in.

    Example:
        >>> preamble_end(["Căn cứ Luật Giáo dục;", "Sở yêu cầu các trường thực hiện như sau:", "- Rà soát."], None)
        2
        >>> preamble_end(["Căn cứ Luật Giáo dục;", "Đề nghị các trường báo cáo."], None)
        1
    """
    end = _before_lead_in(texts, first_unit)
    return next((i for i in range(end) if orders(texts[i])), end)


def orders(text: str) -> bool:
    """Whether a paragraph itself orders something: ``Theo đó, UBND tỉnh yêu cầu các sở rà soát``.

    Example:
        >>> orders("Theo đó, giao các sở rà soát quy định."), orders("Bộ Y tế yêu cầu các sở thực hiện như sau:")
        (True, False)
        >>> orders("Ngày 05/4/2020, Bộ Y tế có Công văn số 12/BYT-KH đề nghị các sở báo cáo.")
        False
    """
    if text.rstrip().endswith((":", ";")):
        return False
    for call in _CALL.finditer(text):
        addressed = text[call.end() :]
        if _NO_CALLER.search(call["caller"]) or (call["caller"] and not names_body(call["caller"])):
            continue
        if _sentence(text, call.end()).startswith("Căn cứ "):
            continue
        if names_body(addressed) and not _TOLD.search(_sentence(text, call.end())):
            return True
    return False


def _sentence(text: str, end: int) -> str:
    return re.split(rf"[.;]\s+(?={CAPITAL})", text[:end])[-1]


def _before_lead_in(texts: Sequence[str], first_unit: int | None) -> int:
    if first_unit is not None:
        over = next((i for i in range(first_unit - 1, -1, -1) if texts[i].rstrip().endswith(":")), first_unit - 1)
        return over + 1 if all(_is_title(t) for t in texts[over + 1 : first_unit]) else first_unit
    for i, text in enumerate(texts):
        if text.rstrip().endswith(":"):
            return i + 1
        if read_bullet(text):
            return i
    count = 0
    for text in texts:
        low = fold(text)
        if not any(low.startswith(f"{p} ") for p in folded_phrases("preamble")):
            break
        count += 1
    return count if count < len(texts) else max(len(texts) - 1, 0)


def _is_title(text: str) -> bool:
    """A line over the first unit that is neither a sentence nor a part of one: ``QUÝ III/2021``."""
    return len(text) <= TITLE_LETTERS and text[:1].isupper() and text.rstrip()[-1:] not in ".;:,/"


def closing_start(texts: Sequence[str], owned: Sequence[bool]) -> int:
    """Where the closing begins that belongs to no unit; ``len(texts)`` where there is none.

    Args:
        texts: the body's paragraphs.
        owned: whether a paragraph opens a unit, is an item of a list or the only text under a heading.

    Example:
        >>> closing_start(["1. Sở Y tế rà soát.", "Yêu cầu các đơn vị thực hiện./."], [True, False])
        1
    """
    start = len(texts)
    while start > 0 and not owned[start - 1] and len(texts) - start < 4:
        start -= 1
    while start < len(texts) and not _closes(texts[start]):
        start += 1
    return start


def _closes(text: str) -> bool:
    low = fold(text)
    if low.startswith(folded_phrases("closing")):
        return True
    return text.rstrip().endswith("./.") and any(v in low for v in folded_phrases("closing_verb"))
