"""Where the name of an issuing body ends: ``Bộ trưởng Bộ Giáo dục và Đào tạo``, ``UBND thành phố Cần Thơ khóa X``."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.tagging.tables import UPPER, alternatives, words

CAPITALISED = rf"[{UPPER}][\wà-ỹ]*(?!/)(?<!\bV)"
PLACE_NAME = rf"(?:Huế(?![\wà-ỹ])|\d{{1,4}}(?![\d/.])|{CAPITALISED}(?:\s?[-–]\s?{CAPITALISED}|\s{CAPITALISED}){{1,3}})"
ROMAN = r"[IVXLC]+"
TERM = (
    rf"(?:\s*,?\s*\(?\s*(?:[Kk]hóa|[Kk]hoá|KHÓA)\s+(?:{ROMAN}|\d{{1,2}})\b\)?"
    rf"|\s+lần\s+thứ\s+[\wà-ỹ]+"
    rf"|\s*,?\s*\(?nhiệm\s+kỳ\s+\d{{4}}\s*[-–]\s*\d{{4}}\)?)"
)


def _part(part: str) -> str:
    return alternatives(words("references/issuer_names.tsv", part=part))


@lru_cache(maxsize=1)
def issuer_pattern() -> str:
    """The pattern of one body, or of a person by the office held.

    Example:
        >>> bool(re.fullmatch(issuer_pattern(), "Bộ trưởng Bộ Y tế"))
        True
    """
    level = rf"(?:{_part('level')})(?![\wà-ỹ])"
    place = rf"(?:\s+{level}(?:\s+{PLACE_NAME})?|\s+(?:các\s+)?{PLACE_NAME})"
    agency = rf"(?:{_part('agency')})\s+(?:{_part('sector')}){place}?"
    council = rf"(?:{_part('council')}){place}?"
    organ = rf"(?:{_part('organ')})"
    committee = rf"(?:{organ}\s+(?:Đảng\s+bộ\s+)?)?(?:{_part('party')}){place}?"
    party = rf"{committee}|{organ}\s+{level}(?:\s+{PLACE_NAME})?"
    body = rf"(?:{_part('body')})(?![\wà-ỹ])"
    congress = (
        rf"(?:Hội\s+nghị|Đại\s+hội)(?:\s+[\wà-ỹ]+){{0,4}}?\s+lần\s+thứ\s+[\wà-ỹ]+\s+(?:của\s+)?(?:{body}|{party})"
    )
    central = rf"{organ}\s+Trung\s+ương(?:\s+\d+)?(?:\s+[Đđ]ảng)?"
    bodies = [b for b in words("references/issuer_names.tsv", part="body") if " " in b]
    whole = rf"(?:{alternatives(bodies)})(?![\wà-ỹ])"
    one = rf"(?:{congress}|{whole}|{agency}|{council}|{party}|{central}|{body})"
    return rf"(?:(?:{_part('title')})\s+(?:{one})|{one})(?:{TERM})*"


_OF = re.compile(r"\s*,?\s*(?:của|CỦA)\s+")
_NAMED = re.compile(_OF.pattern + "(?P<issuer>.+)", re.DOTALL)
_COMMA = re.compile(r",\s+")
_AND = re.compile(r"\s+và\s+")
_LIST_END = re.compile(r"\s+(?:về|v/v|V/v|quy\s+định)\b|\s*(?:[;.)]|$)")


@lru_cache(maxsize=1)
def _one() -> re.Pattern[str]:
    return re.compile(rf"{issuer_pattern()}(?![\wà-ỹ])")


def _end(text: str, start: int, limit: int) -> int | None:
    """Where the bodies end that are named at ``start``.

    Of two that a comma parts the second is mostly the one who acts.
    """
    body = _one().match(text, start, limit)
    if body is None:
        return None
    ends = [body.end()]
    while (comma := _COMMA.match(text, ends[-1], limit)) and (body := _one().match(text, comma.end(), limit)):
        ends.append(body.end())
    for end in reversed(ends):
        joined = _AND.match(text, end, limit)
        if joined and (body := _one().match(text, joined.end(), limit)):
            return body.end()
    return next((end for end in reversed(ends[1:]) if _LIST_END.match(text, end, limit)), ends[0])


@lru_cache(maxsize=1)
def _by_capitals() -> re.Pattern[str]:
    one = issuer_pattern()
    return re.compile(rf"\s*,?\s*của\s+(?P<issuer>{one})(?![\wà-ỹ])", re.IGNORECASE)


def match_issuer(text: str, start: int, end: int | None = None) -> re.Match[str] | None:
    """The ``của <issuer>`` that follows at ``start``; the group ``issuer`` is the name without ``của``.

    Example:
        >>> match_issuer("Nghị quyết của Ban Thường vụ Thành ủy về giáo dục", 10)["issuer"]
        'Ban Thường vụ Thành ủy'
    """
    limit = len(text) if end is None else end
    if text[start : start + 8].lstrip(" ,").startswith("CỦA"):
        return _by_capitals().match(text, start, limit)
    of = _OF.match(text, start, limit)
    stop = _end(text, of.end(), limit) if of else None
    return None if stop is None else _NAMED.fullmatch(text, start, stop)
