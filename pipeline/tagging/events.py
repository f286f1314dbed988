"""Times that hang on an event: ``sau khi được phê duyệt``, ``khi có hướng dẫn``, ``theo tiến độ của …``."""

from __future__ import annotations

import csv
import re
from functools import cache, lru_cache
from pathlib import Path

from pipeline.model import Deadline

_WORDS = Path(__file__).with_name("event_words.tsv")
_LISTED = r"(?:[^,;.:()\n”\"]|,(?=\s+{listed}\b))"
_CLAUSE_END = r"(?=\s*(?:,(?!\s+{listed}\b)|[;.:()\n”\"]|$)|\s+(?:{stops})\b)"

# ``03 ngày kể từ khi nhận được …`` is a duration.
_NO_COUNT_BEFORE = "".join(
    f"(?<!{word})" for word in ("trước ", "ngày ", "giờ ", "tháng ", "việc ", "việc, ", "ngày, ")
)


@cache
def _forms(group: str) -> str:
    lines = [line for line in _WORDS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    forms = sorted((row["form"] for row in rows if row["group"] == group), key=len, reverse=True)
    return "(?:" + "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in forms) + ")"


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    stop = _CLAUSE_END.format(stops=_forms("stop"), listed=_forms("listed"))
    word = _LISTED.format(listed=_forms("listed"))
    clause = rf"{word}{{0,160}}?{stop}"
    return re.compile(
        rf"(?<!\w){_NO_COUNT_BEFORE}(?:(?:đột\s+xuất\s+|bất\s+thường\s+)?(?:"
        rf"{_forms('conjunction')}\s+{_forms('opener')}\b{clause}"
        rf"|{_forms('conjunction')}\s+(?!chưa\s|không\s)(?={word}{{1,120}}?\b{_forms('inner')}\b){clause}"
        rf"|{_forms('certain')}\s+(?!(?:chưa|không|đã|{_forms('change')})\s){clause}"
        rf"|trước\s+khi\s+{_forms('before')}\b{clause}"
        rf"|{_forms('pace')}\b{clause}))",
        re.IGNORECASE,
    )


# Without one of these no event is said; saves the long pattern on most sentences.
_CUE = re.compile(r"\bkhi\s|\bkể\s+từ\s|\btiến\s+độ\s|\b(?:trước|sau)\s", re.IGNORECASE)


def find_events(text: str) -> list[Deadline]:
    """Events that a task waits for; the value is the words.

    Example:
        >>> [t.text for t in find_events("Triển khai Đề án sau khi được phê duyệt; báo cáo khi có yêu cầu.")]
        ['sau khi được phê duyệt', 'khi có yêu cầu']
    """
    if not _CUE.search(text):
        return []
    found = []
    for match in _pattern().finditer(text):
        words = match.group().rstrip()
        found.append(Deadline(words, "event", words, match.start(), match.start() + len(words)))
    return found
