"""The period that a document plans for (a school year, a year, a stretch of years), told by title or text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from pipeline.text import fold
from pipeline.text.tables import read_table

_Y = r"(?:19|20)\d{2}"
_SCHOOL = re.compile(rf"năm học\s+({_Y})\s*[-–/]\s*({_Y})")
_RANGE = re.compile(rf"(?:giai đoạn|thời kỳ|nhiệm kỳ|(?:\d+\s+)?năm)\s*\(?({_Y})\s*[-–]\s*({_Y})\)?")
_UNTIL = re.compile(rf"(?:đến|tới)\s+(?:hết\s+)?năm\s+({_Y})")
_FROM_UNTIL = re.compile(rf"từ\s+(?:nay|năm\s+({_Y}))\s+(?:đến|tới)\s+(?:hết\s+)?năm\s+({_Y})")
_QUARTER = re.compile(rf"quý\s+(iv|iii|ii|i|[1-4])\s*(?:năm|[-/])?\s*({_Y})")
_MONTH = re.compile(rf"tháng\s+(\d{{1,2}})\s*(?:năm|[-/])\s*({_Y})")
_HALF = re.compile(rf"(?:6|06|sáu)\s+tháng\s+(đầu|cuối)\s+năm\s+({_Y})")
_YEAR = re.compile(rf"(?<!tháng \d )(?<!tháng \d\d )năm\s+({_Y})(?!\s*[-–/]\s*\d)")
_DATED = re.compile(rf"(?:ngày\s+\d{{1,2}}\s+)?tháng\s+\d{{1,2}}\s+năm\s+{_Y}|\d{{1,2}}/\d{{1,2}}/{_Y}|/{_Y}/")
_VISION = re.compile(rf",?\s*(?:và\s+)?(?:tầm nhìn|định hướng)\s+đến\s+(?:năm\s+)?{_Y}")
_SPAN_LINE = re.compile(
    r"^\W*(?:\d{1,2}[.)]|[a-zđ][.)])?\s*thời gian(?: thực hiện| triển khai| phát động| thi đua)?\s*:?\s*(.*)$"
)
_SPAN_FROM = re.compile(
    rf"từ\s+(?:ngày\s+(?:(\d{{1,2}})/(\d{{1,2}})/)?|tháng\s+(\d{{1,2}})\s*(?:/|năm)\s*|năm\s+)({_Y})"
)
_SPAN_TO = re.compile(
    rf"(?:đến|tới)\s+(?:hết\s+)?(?:ngày\s+\d{{1,2}}/(\d{{1,2}})/|tháng\s+(\d{{1,2}})\s*(?:/|năm)\s*|năm\s+)({_Y})"
)
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
# So many mentions of the work of one year speak for it where the title says nothing.
_LEAST = 1


@lru_cache(maxsize=1)
def _other_name() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(r['pattern'] for r in _rows('other'))})\b")


@lru_cache(maxsize=1)
def _work_of_year() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(r['pattern'] for r in _rows('work'))})\s+năm\s+({_Y})(?!\s*[-–]\s*\d)")


def _rows(use: str) -> list[dict[str, str]]:
    return [r for r in read_table("period_patterns.tsv", __package__) if r["use"] == use]


def find_period(title: str | None, texts: Sequence[str], issued: str | None, kind: str | None) -> str | None:
    """The period that a document plans for.

    Example:
        >>> find_period("Về thực hiện nhiệm vụ trọng tâm năm học 2022 - 2023", (), None, "Chỉ thị")
        'SY2022-2023'
        >>> find_period("Phát triển hạ tầng số đến năm 2030", (), "2025-11-24", "Kế hoạch")
        '2025/2030'
        >>> find_period("Thực hiện Đề án dữ liệu dân cư giai đoạn 2022 - 2025", (), "2023-04-19", "Chỉ thị") is None
        True
    """
    year = (issued or "")[:4] or None
    return _in_title(fold(title or ""), year) or _in_span_line(texts) or _in_text(texts, year, kind)


def _in_title(title: str, year: str | None) -> str | None:
    title = _VISION.sub("", _DATED.sub(" ", title))
    for m in _SCHOOL.finditer(title):
        if not _belongs_elsewhere(title, m.start()):
            return f"SY{m[1]}-{m[2]}"
    for pattern in (_FROM_UNTIL, _RANGE):
        for m in pattern.finditer(title):
            if not _belongs_elsewhere(title, m.start()):
                start = m[1] or year
                return f"{start}/{m[2]}" if start else m[2]
    for m in _HALF.finditer(title):
        return f"{m[2]}-01/{m[2]}-06" if m[1] == "đầu" else f"{m[2]}-07/{m[2]}-12"
    for m in _QUARTER.finditer(title):
        if not _belongs_elsewhere(title, m.start()):
            quarter = _QUARTERS[m[1]]
            return f"{m[2]}-{quarter * 3 - 2:02d}/{m[2]}-{quarter * 3:02d}"
    for m in _UNTIL.finditer(title):
        if not _belongs_elsewhere(title, m.start()):
            return f"{year}/{m[1]}" if year and year < m[1] else m[1]
    for m in _YEAR.finditer(title):
        if not _belongs_elsewhere(title, m.start()):
            return m[1]
    return None


def _belongs_elsewhere(title: str, at: int) -> bool:
    """Whether a period is part of the name of another text that the title cites."""
    named = [m for m in _other_name().finditer(title, 0, at) if m.start() > 0]
    if not named:
        return False
    between = title[named[-1].end() : at]
    # A period at the very end, after the place where the work is done, is the document's own.
    return not re.search(r"trên địa bàn|của (?:tỉnh|thành phố|ngành|sở|huyện)|trong năm|tại\s", between)


def _in_span_line(texts: Sequence[str]) -> str | None:
    """A line such as `Thời gian thực hiện: Từ tháng 10/2025 đến …`."""
    for i, text in enumerate(texts):
        m = _SPAN_LINE.match(fold(text)) if len(text) < 250 else None
        if m is None:
            continue
        said = m[1] or (fold(texts[i + 1]) if i + 1 < len(texts) and len(texts[i + 1]) < 250 else "")
        start = _SPAN_FROM.search(said)
        if start is None:
            continue
        month = start[2] or start[3]
        begin = f"{start[4]}-{int(month):02d}" if month else start[4]
        end = _SPAN_TO.search(said, start.end())
        if end is None:
            return f"{begin}/.."
        month = end[1] or end[2]
        return f"{begin}/{end[3]}-{int(month):02d}" if month else f"{begin}/{end[3]}"
    return None


def _in_text(texts: Sequence[str], year: str | None, kind: str | None) -> str | None:
    """The year whose work the text speaks of, where that is the year of issue."""
    if kind not in {"Kế hoạch", "Công văn", "Chương trình", "Hướng dẫn"} or year is None:
        return None
    seen = Counter(m[1] for text in texts for m in _work_of_year().finditer(_DATED.sub(" ", fold(text))))
    if not seen:
        return None
    best, count = seen.most_common(1)[0]
    return best if best == year and count >= _LEAST and len(seen) == 1 else None
