"""Grammar of a document's number and notation: ``71-NQ/TW``, ``30/2020/NĐ-CP``, ``2450/VP-TH``, ``59/2020/QH14``."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import lru_cache

from pipeline.tagging.references.kinds import is_known, issuers_by_abbreviation, kinds_by_abbreviation, mend
from pipeline.tagging.tables import LOWER, alternatives

CAPITAL = "A-ZĐÂĂÊÔƠƯ"
CYRILLIC_UPPER = "АВЕКМНОРСТХУ"
SERIAL = r"(?P<serial>\d{1,5}(?:\.\d{1,2})?(?:\s?[a-eđA-E](?=\s?[/-]))?)"
YEAR = r"(?:\s?/\s?(?P<year>(?:19|20)\d\d))?"
ASSEMBLY = r"(?:UBTV)?QH\s\d{1,2}(?![\wà-ỹ/.])"
SEGMENT = (
    rf"(?:{ASSEMBLY}|[{CAPITAL}{CYRILLIC_UPPER}]"
    rf"(?:[{CAPITAL}{CYRILLIC_UPPER}]|[a-zđ]{{1,2}}(?![{LOWER}])|&)*\d{{0,2}}(?![\wà-ỹ]))"
)
GLUED_DATE = r"(?=ngày)"
JOINT = r"(?:\s?[-–‑]|[-–‑]\s|\s?/|/\s)"
DOTTED_OR_SPACED = r"(?:\.|\s[-–‑]\s)"
OLD_LETTER = re.compile(
    rf"(?<=[Ss]ố )(?P<serial>\d{{1,5}}) (?P<notation>(?!(?:QĐ|NQ|CT|TB|KL|HD|QC|KH|CV|TTr|BC|NĐ|TT)/)"
    rf"[{CAPITAL}]{{2,5}}/[{CAPITAL}]{{2,6}}\d?)(?![\w/-])"
)
"""Letters of the State until about 2003: who wrote it and which department, no mark behind the number."""
LEFT_BOUNDARY = re.compile(r"(?<![\d.,/–-])(?<!\d:)(?<![A-Z]\d)\d")


@dataclass(frozen=True, slots=True)
class Number:
    """A number with its notation where it stands in a text.

    ``key`` is the official form without spaces, ``kind`` the document kind that the notation names, ``issuer`` the
    abbreviation of the body that it names, ``known`` whether any part of the notation is in the tables.
    """

    start: int
    end: int
    key: str
    serial: str
    year: str | None
    notation: str
    kind: str | None
    issuer: str | None
    known: bool


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    kind = alternatives([a for a in kinds_by_abbreviation() if len(a) > 1])
    issuer = alternatives([a for a in issuers_by_abbreviation() if len(a) > 1])
    known = rf"(?:{issuer})(?![\wà-ỹ])"
    department = rf"{SEGMENT}(?=\s*(?:ngày\b|[,;.)]|của\b|nêu\b|$))"
    loose = rf"(?:{DOTTED_OR_SPACED}(?={known})|\s[-–‑]\s(?={department}))"
    separator = rf"(?P<separator>\s?[-–‑/]\s?|\s(?=(?:{kind})\s?[-–/])|(?=(?:{kind})\s?[-–/]))"
    segment = SEGMENT.replace(r"(?![\wà-ỹ])", r"(?:(?![\wà-ỹ])|(?=ngày|của))")
    return re.compile(rf"{SERIAL}{YEAR}{separator}(?P<notation>{segment}(?:(?:{JOINT}|{loose}){segment})*)")


def find_numbers(text: str) -> Iterator[Number]:
    """All numbers with notation in a text, left to right.

    Example:
        >>> [n.key for n in find_numbers("Chỉ thị 27/CTTg, Nghị quyết số 29 NQ/TW, Thông tư 51/2020/TT-BGDDT")]
        ['27/CT-TTg', '29-NQ/TW', '51/2020/TT-BGDĐT']
    """
    letters = {letter.start(): letter for letter in OLD_LETTER.finditer(text)}
    yield from sorted((*map(_old_letter, letters.values()), *_marked(text, letters)), key=lambda number: number.start)


def _marked(text: str, letters: Container[int]) -> Iterator[Number]:
    """The numbers with a mark between serial and notation, where no old letter's number begins."""
    for match in _pattern().finditer(text):
        if match.start() in letters or _is_label(text, match):
            continue
        if LEFT_BOUNDARY.match(text, match.start()) and sum(c.isupper() for c in match["notation"]) > 1:
            yield _number(match)


def _is_label(text: str, match: re.Match[str]) -> bool:
    """Whether a paragraph only begins with a label: ``5/ UBND các xã``."""
    first = not text[: match.start()].strip()
    return first and match["separator"] == "/ " and not match["year"] and not re.search("[-/]", match["notation"])


def _old_letter(match: re.Match[str]) -> Number:
    """``812 TC/TCT``: a letter of the Ministry of Finance as it was numbered before 2004."""
    serial, notation = match["serial"], match["notation"]
    issuer = notation.split("/")[0]
    key = f"{serial}{notation}"
    return Number(match.start(), match.end(), key, serial, None, notation, None, issuer, is_known(issuer))


def _number(match: re.Match[str]) -> Number:
    printed = re.sub(r"[–‑.]", "-", re.sub(r"\s", "", match["notation"]))
    parts = re.split(r"([-/])", printed)
    parts[::2] = [mend(part, glued=n == 0) for n, part in enumerate(parts[::2])]
    notation = "".join(parts)
    segments = re.split(r"[-/]", notation)
    kind = next((kinds_by_abbreviation()[s] for s in segments if s in kinds_by_abbreviation()), None)
    known = any(is_known(s) for s in segments)
    separator = match["separator"].strip().replace("–", "-").replace("‑", "-")
    notation, separator = _house_style(notation, separator, match["year"])
    serial = re.sub(r"\s", "", match["serial"])
    year = f"/{match['year']}" if match["year"] else ""
    issuer = _issuer(segments)
    return Number(
        match.start(),
        match.end(),
        f"{serial}{year}{separator}{notation}",
        serial,
        match["year"],
        notation,
        kind,
        issuer,
        known,
    )


def _house_style(notation: str, separator: str, year: str | None) -> tuple[str, str]:
    """Party documents print ``71-NQ/TW``, the State's ``15/QĐ-BNV``: mends a mark set the other way round."""
    kind, mark, rest = re.fullmatch(r"([^-/]*)([-/]?)(.*)", notation).groups()  # type: ignore[union-attr]
    if year and mark != "/":
        return notation, "/"
    if kind in kinds_by_abbreviation() and mark:
        layer = issuers_by_abbreviation().get(re.split(r"[-/]", rest)[0], ("", ""))[1]
        if layer == "party":
            return f"{kind}/{rest}", "-"
        if layer == "state" and (mark == "-" or (separator == "/" and not kind.startswith("TTLT"))):
            return f"{kind}-{rest}", "/"
    return notation, "/" if year else separator or ("-" if mark == "/" else "/")


def _issuer(segments: list[str]) -> str | None:
    named = [s for s in segments if s not in kinds_by_abbreviation() and re.search(r"[A-ZĐ]{2}", s)]
    if named and segments[0] == named[0]:
        # A letter's notation opens with who wrote it; behind that stands a department of theirs.
        return named[0]
    for segment in named:
        if re.sub(r"K?\d+$", "", segment) in issuers_by_abbreviation():
            return segment
    return named[0] if named else None
