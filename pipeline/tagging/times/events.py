"""Times that hang on an event: ``sau khi được phê duyệt``, ``khi có hướng dẫn``, ``theo tiến độ của …``."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from pipeline.model import Deadline
from pipeline.tagging.tables import rows
from pipeline.text.tables import any_form

_LISTED = r"(?:[^,;.:()\n”\"]|,(?=\s+{listed}\b))"
_CLAUSE_END = r"(?=\s*(?:,(?!\s+{listed}\b)|[;.:()\n”\"]|$)|\s+(?:{stops})\b)"


def _listed(group: str) -> list[str]:
    return [row["form"] for row in rows("times/event_words.tsv") if row["group"] == group]


@cache
def _forms(group: str) -> str:
    return any_form(_listed(group))


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    stop = _CLAUSE_END.format(stops=_forms("stop"), listed=_forms("listed"))
    word = _LISTED.format(listed=_forms("listed"))
    clause = rf"{word}{{0,160}}?{stop}"
    # ``03 ngày kể từ khi nhận được …`` is a duration.
    uncounted = "".join(f"(?<!{word} )" for word in _listed("counted"))
    return re.compile(
        rf"(?<!\w){uncounted}(?:(?:đột\s+xuất\s+|bất\s+thường\s+)?(?:"
        rf"{_forms('conjunction')}\s+{_forms('opener')}\b{clause}"
        rf"|{_forms('conjunction')}\s+(?!chưa\s|không\s)(?={word}{{1,120}}?\b{_forms('inner')}\b){clause}"
        rf"|{_forms('certain')}\s+(?!(?:chưa|không|đã|{_forms('change')})\s){clause}"
        rf"|trước\s+khi\s+(?!(?:có|chưa|đó|kết hôn|sinh|mang thai|ăn|uống|ngủ)\b){clause}"
        rf"|{_forms('pace')}\b{clause}))",
        re.IGNORECASE,
    )


# Without one of these no event is said; saves the long pattern on most sentences.
_CUE = re.compile(r"\bkhi\s|\bkể\s+từ\s|\btiến\s+độ\s|\b(?:trước|sau|dịp|vào|các\s+ngày)\s", re.IGNORECASE)

# ``Khi mực nước vượt báo động II, …``: a condition that opens its sentence is always one.
_OPENING = re.compile(
    r"(?:^|[.:;]\s|[-–+•]\s|\d[.)]\s)(?P<event>(?:Ngay k|K)hi\s(?!đó\b|nào\b)[^,;.:()\n”\"]{3,100})(?=,)", re.MULTILINE
)
# ``Trước khi trình UBND tỉnh, Sở Tư pháp đề nghị …``: behind the comma stands who acts.
_OPENS = re.compile(r"(?:^|[.:;]|\d[.)]|[-–+])\s*$")
_SUBJECT = re.compile(r",\s+[^,]{2,80}?\s(?:đề nghị|yêu cầu|giao|có trách nhiệm|chủ trì|báo cáo|phải|cần)\s")


def find_events(text: str) -> list[Deadline]:
    """Events that a task waits for; the value is the words.

    Example:
        >>> [t.text for t in find_events("Triển khai Đề án sau khi được phê duyệt; báo cáo khi có yêu cầu.")]
        ['sau khi được phê duyệt', 'khi có yêu cầu']
    """
    if not _CUE.search(text):
        return []
    opening = ((m.start("event"), m["event"].rstrip()) for m in _OPENING.finditer(text))
    found = [Deadline(words, "event", words, start, start + len(words)) for start, words in opening]
    for match in _pattern().finditer(text):
        if any(time.start <= match.start() < time.end for time in found):
            continue
        subject = _SUBJECT.search(match.group()) if _OPENS.search(text, 0, match.start()) else None
        words = match.group()[: subject.start() if subject else None].rstrip()
        found.append(Deadline(words, "event", words, match.start(), match.start() + len(words)))
    return sorted(found, key=lambda time: time.start)
