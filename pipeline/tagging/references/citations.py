"""Mentions of numbered documents: the kind before a number and notation, the date and the issuer behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from pipeline.model import Reference
from pipeline.tagging.actors.grammar import align
from pipeline.tagging.actors.lists import bodies
from pipeline.tagging.actors.persons import titled
from pipeline.tagging.references.covering import is_covered
from pipeline.tagging.references.issuers import match_issuer
from pipeline.tagging.references.kinds import kinds_by_abbreviation
from pipeline.tagging.references.numbers import Number, find_numbers
from pipeline.tagging.tables import alternatives, rows, words

LOOK_BACK = 110
MONTH = r"(?:th[áảàa]ng|ngày|năm)"
"""What stands before a month's number, slips of typing and of reading included."""
DATE = re.compile(
    r"(?:\s*\([A-Z]\d{1,2}\))?\s*,?\s*(?:của\s+(?=ngày\s*\d)|ký\s+|ban\s+hành\s+)?ngày\s*(?P<day>\d{1,2})?\s*"
    r"(?:[/.-]\s*(?P<month>\d{1,2})\s*[/.-]{1,2}\s*(?P<year>\d{4})"
    rf"|(?:(?:tháng|(?<=\d\s){MONTH}(?=\s*\d{{1,2}}\s))\s*(?P<month_word>\d{{1,2}})?\s*(?:n[ăáaắ]m|/)\s*(?P<year_word>\d{{4}})))(?!\d)",
    re.IGNORECASE,
)
DAY_ALONE = re.compile(r"\s*,?\s*ngày\s*\d{1,2}(?:\s*tháng\s*\d{1,2}|/\d{1,2})(?=\s+của\s)")
OF = re.compile(r"\s*,?\s*của\s+")
PROGRAMMES = frozenset(("Đề án", "Chương trình"))
NUMBER_WORD = r"(?:số|SỐ|Số|sô)"
EARLIER = r"\d{1,5}[a-z]?(?:/(?:19|20)\d\d)?"
EARLIER_IN_LIST = re.compile(rf"(?P<list>(?:{EARLIER}\s*(?:,|;|và)\s*(?:{NUMBER_WORD}\s*)?)+)$")


@lru_cache(maxsize=1)
def kind_words() -> str:
    """Pattern of all kinds written out.

    Example:
        >>> bool(re.match(kind_words(), "Nghị quyết"))
        True
    """
    return alternatives([row["kind"] for row in rows("references/kinds.tsv")])


@lru_cache(maxsize=1)
def _before() -> re.Pattern[str]:
    abbreviations = alternatives([a for a in kinds_by_abbreviation() if len(a) > 1])
    modifiers = alternatives(words("references/kind_modifiers.tsv"))
    return re.compile(
        rf"(?<![\wà-ỹ])(?:(?P<word>(?i:{kind_words()}))(?P<modifier>\s+(?i:{modifiers}))?|(?P<short>{abbreviations}))"
        rf"(?P<by>\s+(?i:của)\s+[^\d.;:()“”]{{2,60}}?(?=\s+{NUMBER_WORD}))?"
        rf"\s*:?\s*(?P<number>{NUMBER_WORD}\s*:?\s*)?$"
    )


@lru_cache(maxsize=1)
def _not_documents() -> re.Pattern[str]:
    return re.compile(
        rf"(?i:(?<![\wà-ỹ])(?:{alternatives(words('references/numbered_things.tsv'))}))(?:\s+{NUMBER_WORD})?\s*:?\s*$"
    )


def read_date(text: str, start: int) -> tuple[int, str] | None:
    """The date that follows at ``start``: where it ends, and as ISO as far as printed.

    Example:
        >>> read_date("Quyết định số 1/QĐ-TTg ngày 05 tháng 8 năm 2024", 22)
        (47, '2024-08-05')
    """
    match = DATE.match(text, start)
    if not match:
        return None
    year, month = match["year"] or match["year_word"], match["month"] or match["month_word"]
    parts = [year, *(f"{int(p):02d}" for p in (month, match["day"] if month else None) if p)]
    return match.end(), "-".join(parts)


def find_citations(text: str, taken: Sequence[Reference] = ()) -> Iterator[Reference]:
    """The numbered documents that a text names, left to right; a list under one notation gives one reference each.

    Example:
        >>> [r.key for r in find_citations("theo Thông tư số 17, 18, 19/TT-BGDĐT của Bộ Giáo dục và Đào tạo")]
        ['17/TT-BGDĐT', '18/TT-BGDĐT', '19/TT-BGDĐT']
    """
    done = 0
    for number in find_numbers(text):
        if is_covered(taken, number.start, number.start + 1):
            continue
        found = _citation(text, number, done)
        yield from found
        if found:
            done = found[-1].end


def _citation(text: str, number: Number, done: int) -> list[Reference]:
    first = max(done, number.start - LOOK_BACK)
    window = text[first : number.start]
    earlier: list[str] = []
    listed = EARLIER_IN_LIST.search(window)
    head = _head(window[: listed.start()] if listed else window)
    if listed and (head or re.search(rf"{NUMBER_WORD}\s*$", window[: listed.start()])):
        earlier = re.findall(EARLIER, listed["list"])
        window = window[: listed.start()]
    elif listed:
        head = _head(window)
    counted = re.search(rf"{NUMBER_WORD}\s*:?\s*$", window)
    if not (head or counted or number.known) or _not_documents().search(window):
        return []
    if (counted and not head and is_own_number(text, number)) or _is_programme(head, number):
        return []
    before = head or counted
    start = first + before.start() if before else number.start
    kind = _kind(head, number)
    end, date, issuer = extend(text, number.end)
    mention = text[start:end]
    keys = [_listed_key(serial, number) for serial in earlier] + [number.key]
    confidence = 0.99 if head and number.known else 0.95 if number.known else 0.85
    return [
        Reference(mention, "numbered", key, kind, start, end, issuer or number.issuer, date, confidence=confidence)
        for key in keys
    ]


def _head(window: str) -> re.Match[str] | None:
    """The kind word next before a number: ``của …`` may stand between, but no other kind."""
    head = _before().search(window)
    while head and head["by"]:
        nearer = _before().search(window, head.start("by"))
        if not nearer:
            break
        head = nearer
    return head


def extend(text: str, end: int) -> tuple[int, str | None, str | None]:
    """Goes on from the end of a number over the date and the issuer, in either order.

    Example:
        >>> extend("15/QĐ-BNV ngày 4/5/2024 của Bộ Nội vụ về", 9)
        (37, '2024-05-04', 'Bộ Nội vụ')
    """
    dated = read_date(text, end)
    if dated:
        end = dated[0]
    day = DAY_ALONE.match(text, end)
    by = _issuer_at(text, day.end() if day else end)
    if by:
        end = by[0]
        if not dated and (dated := read_date(text, end)):
            end = dated[0]
    return end, dated[1] if dated else None, by[1] if by else None


def _issuer_at(text: str, at: int) -> tuple[int, str] | None:
    """The end and the name of the issuer said by ``của`` at ``at``: one of the tables, or any body by its form."""
    by = match_issuer(text, at)
    if by:
        return by.end(), by["issuer"]
    of = OF.match(text, at)
    if not of or not text[of.end() : of.end() + 1].isupper():
        return None
    folded = align(text)
    found = titled(text, folded, of.end()) or bodies(text, folded, of.end())
    return (found[0].end, text[of.end() : found[0].end]) if len(found) == 1 else None


def is_own_number(text: str, number: Number) -> bool:
    """Whether the text is nothing but a letterhead's ``Số: 15/QĐ-BNV``.

    Example:
        >>> text = "Số: 15/QĐ-BNV"
        >>> is_own_number(text, next(find_numbers(text)))
        True
    """
    return bool(re.fullmatch(r"\s*[Ss]ố\s*:?\s*", text[: number.start])) and not text[number.end :].strip(" .;")


def _is_programme(head: re.Match[str] | None, number: Number) -> bool:
    """``Đề án 06/CP`` is a programme's short name, no number and notation."""
    return head is not None and (head["word"] or "").capitalize() in PROGRAMMES and number.notation == "CP"


def _listed_key(serial: str, number: Number) -> str:
    if "/" in serial or not number.year:
        return serial + number.key[len(number.serial) :]
    return f"{serial}/{number.year}{number.key[len(number.serial) + 5 :]}"


def _kind(head: re.Match[str] | None, number: Number) -> str:
    word = ""
    if head:
        word = (
            re.sub(r"\s+", " ", head["word"]).capitalize() if head["word"] else kinds_by_abbreviation()[head["short"]]
        )
    if word in ("", "Văn bản"):
        word = number.kind or ("Luật" if (number.issuer or "").startswith("QH") else "Công văn")
    return word
