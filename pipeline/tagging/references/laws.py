"""Laws, codes, ordinances and the Constitution, named with or without number, year or date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.model import Reference
from pipeline.tagging.references.citations import extend, read_date
from pipeline.tagging.references.names import name_end
from pipeline.tagging.references.numbers import Number, find_numbers
from pipeline.tagging.tables import LOWER, UPPER, alternatives, rows, spelled, words

TRIGGER = re.compile(
    r"[BbLlPpH](?<![\wà-ỹ].)(?:(?<=[Bb])(?:ộ\s+[Ll]uật|Ộ\s+LUẬT)|(?<=[Ll])(?:uật|UẬT)"
    r"|(?<=[Pp])(?:háp\s+[Ll]ệnh|HÁP\s+LỆNH)|(?<=H)(?:iến\s+pháp|IẾN\s+PHÁP))(?![\wà-ỹ])",
    re.DOTALL,
)
LAW_LETTERS = re.compile("uật|UẬT|háp|HÁP")
NO_LAW_BEFORE = re.compile(
    r"(?:Đại\s+học|Khoa|Viện|[Nn]gành|Trường|Hội|Tạp\s+chí|Báo|cử\s+nhân|ĐẠI\s+HỌC|[Pp]háp|PHÁP)\s+$"
)
AMENDING = re.compile(
    r"\s+(?:(?:về\s+(?:việc\s+)?)?[Ss]ửa\s+đổi(?:\s*,?\s*(?:và\s+)?bổ\s+sung)?|[Bb]ổ\s+sung)"
    r"(?:\s+(?:một\s+số\s+(?:[Đđ]iều|nội\s+dung)|các\s+[Đđ]iều|khoản\s+\d+"
    r"|[Đđ]iều\s+[\d,\s]+(?:\s*và\s*[Đđ]iều\s+\d+|\s*và\s+\d+)?))*"
    r"(?:\s*,?\s*của)?\s+",
)
SPREAD = re.compile(r"(?:các|\d+)\s+(?:[Ll]uật|[Pp]háp\s+lệnh|văn\s+bản)\s+(?:(?P<law>[A-ZĐ])|(?:có\s+)?(?=\w))")
YEAR = re.compile(r"\s+(?:(?:năm|NĂM)\s+)?(?:19|20)\d\d(?![\d/])")
REVISED = re.compile(r"\s*\((?:sửa\s+đổi)(?:\s*,?\s*bổ\s+sung)?(?:\s+năm\s+\d{4})?\)", re.IGNORECASE)
DATED = re.compile(r"\s+ngày\s+\d")
NUMBER_LINK = re.compile(r"\s*,?\s*\(?\s*(?:(?:[Ll]uật\s+)?số|SỐ)\s*:?\s*|\s+\(?(?=\d+/\d{4}/)")
STATE = r"(?:\s+(?i:của\s+)?(?i:nước\s+)?(?i:cộng\s+(?:hòa|hoà)\s+(?:xã\s+hội\s+chủ\s+nghĩa|XHCN)\s+Việt\s+Nam))"
CONSTITUTION = re.compile(rf"{STATE}?")
SYLLABLE = r"[^\W\d_]+"
LAW_KINDS = {"luật": "Luật", "bộ luật": "Bộ luật", "pháp lệnh": "Pháp lệnh", "hiến pháp": "Hiến pháp"}


def _loose(name: str) -> str:
    pattern = (
        spelled(name).replace(r",\s+", r"\s*[,-]?\s*(?:và\s+)?").replace(r"\s+và\s+", r"(?:\s+và\s+|\s*[,&-]\s*|\s+)")
    )
    return pattern.replace(r"\s+\-\s+", r"\s*[,-]?\s*")


@lru_cache(maxsize=4)
def _names(kind: str) -> re.Pattern[str]:
    names = sorted({row["name"] for row in rows("references/laws.tsv") if row["kind"] == kind}, key=len, reverse=True)
    return re.compile(rf"\s+(?i:về\s+)?(?i:{'|'.join(_loose(n) for n in names)})(?![\wà-ỹ])")


@lru_cache(maxsize=1)
def _unlisted() -> re.Pattern[str]:
    stop = rf"(?:{alternatives(words('references/law_ends.tsv'))})(?![\wà-ỹ])"
    other = alternatives(words("references/law_list_ends.tsv"))
    joint = rf"(?:\s*,\s+(?=[{LOWER}]+\s+[\wà-ỹ]+(?:\s+[\wà-ỹ]+)?\s+và\s)|\s+)"
    follow = rf"{joint}(?!{stop})(?!(?:và|hoặc)\s+(?:{other}))(?![Ll]uật){SYLLABLE}"
    abbreviated = r"(?:[Tt]huế\s+)?[A-ZĐ&]{2,}(?![\wà-ỹ])"
    return re.compile(rf"\s+(?:{abbreviated}|(?!{stop})(?=[{UPPER}][{LOWER}]){SYLLABLE}(?:{follow}){{0,11}})")


def find_laws(text: str) -> Iterator[Reference]:
    """The laws that a text names; with a number the reference is a numbered one.

    Example:
        >>> [(r.key, r.category) for r in find_laws("Luật Giáo dục 2019, Luật Đất đai số 31/2024/QH15, Luật này")]
        [('luật giáo dục 2019', 'law'), ('31/2024/QH15', 'numbered')]
    """
    if not LAW_LETTERS.search(text):
        return
    done = 0
    numbers: dict[int, Number] | None = None
    for trigger in TRIGGER.finditer(text):
        if trigger.start() < done or NO_LAW_BEFORE.search(text, max(0, trigger.start() - 12), trigger.start()):
            continue
        end = _name_end(text, trigger)
        if end is None:
            yield from _listed(text, trigger)
            continue
        kind = LAW_KINDS[re.sub(r"\s+", " ", trigger[0]).lower()]
        if numbers is None:
            numbers = {n.start: n for n in find_numbers(text)}
        reference = _reference(text, trigger.start(), end, kind, numbers)
        done = reference.end
        yield reference


def _listed(text: str, trigger: re.Match[str]) -> Iterator[Reference]:
    """``các Luật: Đất đai, Nhà ở, Đấu thầu``: each name is a law."""
    at = trigger.end()
    if text[at : at + 1] != ":":
        return
    while named := _names("Luật").match(text, at + 1):
        start = named.start() + len(named[0]) - len(named[0].lstrip())
        key = re.sub(r"\s+", " ", f"luật {text[start : named.end()]}").lower()
        yield Reference(text[start : named.end()], "law", key, "Luật", start, named.end(), confidence=0.9)
        at = named.end()
        if text[at : at + 1] not in (",", ";"):
            break


def _name_end(text: str, trigger: re.Match[str]) -> int | None:
    kind = LAW_KINDS[re.sub(r"\s+", " ", trigger[0]).lower()]
    at = trigger.end()
    if kind == "Hiến pháp":
        match = CONSTITUTION.match(text, at)
        return match.end() if match else at
    amending = AMENDING.match(text, at)
    if amending:
        return _amended_end(text, amending.end())
    if trigger[0][0].islower() and not re.match(rf"\s+[{UPPER}]", text[at : at + 3]):
        return None
    listed = _names(kind).match(text, at) or (_names("Luật").match(text, at) if kind != "Luật" else None)
    if listed:
        return listed.end()
    unlisted = _unlisted().match(text, at)
    return unlisted.end() if unlisted else None


def _amended_end(text: str, at: int) -> int | None:
    """The laws that an amending law names, as many as are joined; None where none follows."""
    end = None
    spread = SPREAD.match(text, at)
    if spread and not spread["law"]:
        end = name_end(text, spread.end(), titled=True)
        dated = DATED.search(text, spread.end(), end)
        return dated.start() if dated else end
    while inner := re.compile(r"\s*(?:,|và)?\s*").match(text, end if end is not None else at):
        trigger = TRIGGER.match(text, inner.end())
        if not trigger or (end is not None and inner.group().strip() == ""):
            break
        name = _name_end(text, trigger)
        if name is None:
            break
        end = name
    return end


def _reference(text: str, start: int, end: int, kind: str, numbers: dict[int, Number]) -> Reference:
    link = NUMBER_LINK.match(text, end)
    if link and link.end() in numbers:
        number = numbers[link.end()]
        end, date, issuer = extend(
            text, number.end + (1 if "(" in link[0] and text[number.end : number.end + 1] == ")" else 0)
        )
        return Reference(
            text[start:end], "numbered", number.key, kind, start, end, issuer or number.issuer, date, confidence=0.99
        )
    for tail in (YEAR, REVISED, YEAR):
        if more := tail.match(text, end):
            end = more.end()
    name_end = end
    dated = read_date(text, end)
    if dated:
        end = dated[0]
    key = re.sub(r"[“”\"]", "", re.sub(r"\s+", " ", text[start:name_end])).lower()
    return Reference(text[start:end], "law", key, kind, start, end, None, dated[1] if dated else None, confidence=0.97)
