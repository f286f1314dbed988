"""How often, and how long after: recurrences (``định kỳ hằng quý``) and durations (``trong vòng 10 ngày kể từ …``)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.model import Deadline
from pipeline.tagging.times.grammar import any_of, number, words

_UNIT = r"(?:ngày|tuần|tháng|quý|quí|năm)"
_EACH = r"(?:h[ằà]ng|mỗi|từng)"
_ONCE = r"(?:một|01|1)"
_SO_MANY = r"(?=\s+\d{1,2}\s+(?!lần\b|buổi\b)[^\W\d])"
_NO_DIGIT = r"(?!\s*\d|\s*(?:học|qua|nay)\b)"


def _count() -> str:
    """A number, in digits or words, perhaps said twice: ``05 (năm)``."""
    return rf"(?:\d{{1,3}}|{any_of('number')}(?=[\s(]))(?:\s*\(\s*[^()]{{1,20}}\s*\))?"


def _cadence() -> str:
    """One rhythm: ``hằng quý``, ``6 tháng``, ``một năm``, ``mỗi tháng một lần``."""
    once = rf"(?:\s*(?:\(?{_ONCE}\s+lần\)?|/\s*(?:{_ONCE}\s+)?lần))"
    return rf"(?:{_EACH}\s+)?(?:{_count()}\s+)?{_UNIT}\b{_NO_DIGIT}{once}?"


_BETWEEN = r"\s*(?:,|/|và|hoặc|;)\s*(?:định\s+k[ỳì]\s+)?"


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    cadence = _cadence()
    further = rf"(?:{_BETWEEN}{cadence})*"
    once = rf"\s+{_ONCE}\s+(?:lần|đợt|buổi|phiên)"
    also = r"(?:liên\s+tục|đột\s+xuất|định\s+k[ỳì]\b(?!\s+(?:h[ằà]ng|mỗi|\d)))"
    sources = {
        "regular": rf"\b(?:theo\s+)?định\s+k[ỳì]\b(?:\s*(?P<list>{cadence}{further}|\({cadence}{further}\)))?",
        "each": rf"\b(?:h[ằà]ng|mỗi)\s+(?:\d{{1,2}}\s+)?{_UNIT}\b(?:{once}|{_NO_DIGIT}|{_SO_MANY}){further}",
        "times": rf"\b(?P<list>{_count()}\s+{_UNIT}\s*(?:/\s*(?:{_ONCE}\s+)?lần|{_ONCE}\s+lần))",
        "per": rf"\b(?P<times>{_count()})\s+lần\s*(?:/|trong|mỗi|một|trên)\s*(?:{_ONCE}\s+)?(?P<unit>{_UNIT})\b",
        "often": rf"\b(?:mỗi\s+|một\s+)?(?P<unit>tuần|tháng|quý|năm|ngày)\s+(?:ít\s+nhất\s+|tối\s+thiểu\s+)?"
        rf"(?P<times>{_count()})\s+(?:lần|buổi)\b",
        "constant": r"\bthường\s+xuyên\b(?:\s*(?:,|và)\s*" + also + ")*",
    }
    return {name: re.compile(source, re.IGNORECASE) for name, source in sources.items()}


_ITEM = re.compile(
    rf"(?:(?P<count>[^\W\d]+(?:\s+[^\W\d]+)?|\d{{1,3}})\s+(?:\([^()]*\)\s*)?)?(?P<unit>{_UNIT})\b", re.IGNORECASE
)


def _period(count: int, unit: str) -> str:
    letter = words("unit")[unit]
    if letter == "Q":
        count, letter = 3 * count, "M"
    return f"T{count}H" if letter == "H" else f"{count}{letter}"


def _items(said: str) -> Iterator[str]:
    for match in _ITEM.finditer(said):
        count = 1
        if match["count"]:
            try:
                count = number(match["count"])
            except KeyError:
                count = 1
        yield f"R/P{_period(count, match['unit'].lower())}"


@lru_cache(maxsize=1)
def _goods() -> re.Pattern[str]:
    """What makes the next ``hàng`` a noun: ``ngân hàng năm 2025``."""
    return re.compile(rf"(?<!\w){any_of('goods')}\s+\Z", re.IGNORECASE)


# Without one of these no rhythm is said; saves the long patterns on most sentences.
_CUE = re.compile(r"định\s+k|\blần\b|\bh[ằà]ng\s|\bmỗi\s|thường\s+xuyên", re.IGNORECASE)


def find_recurrences(text: str) -> list[Deadline]:
    """Recurring times: ``R`` where no rhythm is said, else ``R/P3M`` and the like.

    Example:
        >>> [t.value for t in find_recurrences("định kỳ 6 tháng, một năm báo cáo; thường xuyên kiểm tra")]
        ['R/P6M', 'R/P1Y', 'R']
    """
    found: list[Deadline] = []

    def add(match: re.Match[str], values: list[str]) -> None:
        if not any(t.start < match.end() and match.start() < t.end for t in found):
            found.extend(Deadline(match.group(), "recurring", value, match.start(), match.end()) for value in values)

    if not _CUE.search(text):
        return []
    patterns = _patterns()
    for match in patterns["constant"].finditer(text):
        add(match, ["R"])
    for match in patterns["regular"].finditer(text):
        add(match, list(_items(match["list"])) if match["list"] else ["R"])
    for match in patterns["times"].finditer(text):
        add(match, list(_items(match["list"])))
    for match in patterns["each"].finditer(text):
        if not _goods().search(text, 0, match.start()):
            add(match, list(_items(match.group())))
    for match in (*patterns["per"].finditer(text), *patterns["often"].finditer(text)):
        add(match, [_several_times(number(match["times"].split("(")[0]), match["unit"].lower())])
    return sorted(found, key=lambda time: time.start)


def _several_times(times: int, unit: str) -> str:
    """``02 lần/năm`` is every six months, if it comes out even."""
    letter = words("unit")[unit]
    months = {"Y": 12, "Q": 3, "M": 1}.get(letter, 0)
    if times and months and months % times == 0:
        months //= times
        return "R/P1Y" if months == 12 else f"R/P{months}M"
    return f"R/P{_period(1, unit)}" if times == 1 else "R"


_LEAD = (
    r"(?P<lead>(?:chậm\s+nhất|muộn\s+nhất)\s+(?:là\s+|sau\s+|trong\s+(?:vòng\s+|thời\s+hạn\s+|thời\s+gian\s+)?)?(?:không\s+quá\s+)?"
    r"|(?:ngay\s+)?trong\s+(?:vòng|thời\s+hạn|thời\s+gian|khoảng\s+thời\s+gian)\s+(?:không\s+quá\s+|tối\s+đa\s+)?"
    r"|trong\s+|không\s+quá\s+|tối\s+đa\s+|sau\s+|trước\s+|thời\s+hạn\s+)"
)
_SINCE = (
    r"(?:\s*,?\s*(?:kể\s+từ|tính\s+từ|từ|sau|trước|so\s+với)\s+(?:khi|ngày|thời\s+điểm|lúc)"
    r"(?:(?!\svà\s(?:báo\s+cáo|gửi|thông\s+báo)\b)[^,;.:()\n”\"]){0,100})"
)
_PAST = (
    r"(?!\s*(?:qua|gần\s+đây|vừa\s+qua|trở\s+lại|liên\s+t|tiếp\s+theo|tới|đầu|cuối|thực\s+hiện|triển\s+khai"
    r"|thi\s+hành|hoạt\s+động|học))"
)


@lru_cache(maxsize=1)
def _duration_pattern() -> re.Pattern[str]:
    unit = r"(?P<unit>ngày|tuần|tháng|năm|giờ(?!\s+(?:h[ằà]ng\s+)?ngày)|h|tiếng)\b(?P<working>\s+làm\s+việc)?"
    return re.compile(
        rf"(?<!\w){_LEAD}(?P<count>{_count()})\s*{unit}{_PAST}(?P<since>{_SINCE})?",
        re.IGNORECASE,
    )


def find_durations(text: str) -> list[Deadline]:
    """Times counted from something: ``P10D``, ``P5B`` in working days.

    Example:
        >>> [(t.text, t.value) for t in find_durations("trong vòng 10 ngày kể từ ngày ký, báo cáo")]
        [('trong vòng 10 ngày kể từ ngày ký', 'P10D')]
    """
    found = []
    for match in _duration_pattern().finditer(text):
        unit, lead = match["unit"].lower(), match["lead"].lower().split()
        plain = lead in (["trong"], ["sau"], ["trước"]) and not match["since"]
        clock = lead == ["trước"] and words("unit")[unit] == "H"
        if clock or (plain and unit in ("tuần", "tháng", "năm")):
            continue
        count = number(match["count"].split("(")[0])
        value = f"P{count}B" if match["working"] and unit == "ngày" else f"P{_period(count, unit)}"
        end = match.start() + len(match.group().rstrip())
        found.append(Deadline(text[match.start() : end], "relative", value, match.start(), end))
    return found
