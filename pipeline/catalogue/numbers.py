"""What a document's number says, however it is spelled, and how long that number stays its own."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline.catalogue.bodies import find_body, named_by_notation
from pipeline.tagging.references.kinds import issuers_by_abbreviation, kinds_by_abbreviation
from pipeline.tagging.references.numbers import find_numbers
from pipeline.text import fold
from pipeline.text.tables import read_table

ASSEMBLY = re.compile(r"(?:UBTV)?QH\d*$")
KINDS_OF_LAW = frozenset(("Luật", "Bộ luật", "Hiến pháp"))
MIDDLE_OF_YEAR, MIDDLE_OF_MONTH = "-07-01", "-15"


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A number taken apart.

    ``series`` is what is numbered together: the notation with every abbreviation as the name behind it, and the kind
    where the notation does not say it. ``central`` is True where the notation names a central body, ``joint`` where it
    names several bodies.
    """

    printed: str
    serial: str
    year: str | None
    notation: str
    series: str
    party: bool
    central: bool
    joint: bool
    kind: str | None

    @property
    def always_dated(self) -> bool:
        """Whether documents of this kind always have their year in the number."""
        return self.kind in _always_dated()


@lru_cache(maxsize=65_536)
def read_number(key: str, kind: str = "") -> DocumentNumber:
    """Takes a number apart; what is spelled differently but means the same comes out equal.

    Args:
        key: the number with its notation.
        kind: the kind of document it stands at, which tells a law from a resolution of the same number.

    Example:
        >>> read_number("05/2020/TT-BGD&ĐT").series == read_number("5/2020/TT-BGDĐT").series
        True
        >>> read_number("29-NQ/TW").party, read_number("20/NQ-HĐND").party
        (True, False)
    """
    found = next(find_numbers(key), None)
    if found is not None and found.start == 0 and found.end == len(key):
        printed, serial, year, notation = found.key, found.serial, found.year, found.notation
    else:
        parts = re.fullmatch(r"\s*(?P<serial>\d+\w?)(?:/(?P<year>(?:19|20)\d\d))?[-/ ]*(?P<notation>.*)", key)
        printed, serial = key, parts["serial"] if parts else key
        year, notation = (parts["year"], parts["notation"]) if parts else (None, "")
    segments = [segment for segment in re.split(r"[-/]", notation) if segment]
    named = next((kinds_by_abbreviation()[s] for s in segments if s in kinds_by_abbreviation()), None)
    issuer = named_by_notation(notation)
    body = find_body(issuer) if issuer else None
    # Laws and resolutions of the National Assembly bear the same notation and are numbered apart.
    apart = "" if named or not ASSEMBLY.search(notation) else ("luật" if kind in KINDS_OF_LAW else fold(kind))
    return DocumentNumber(
        printed,
        serial.lstrip("0").lower() or "0",
        year,
        notation,
        "|".join((*(_meaning(segment) for segment in segments), apart)).strip("|"),
        any(issuers_by_abbreviation().get(segment, ("", ""))[1] == "party" for segment in segments),
        bool(body and body.level == "central") or bool(ASSEMBLY.search(notation)),
        sum(s in issuers_by_abbreviation() and s not in kinds_by_abbreviation() for s in segments) > 1,
        named,
    )


def numbering_period(number: DocumentNumber, date: str | None, level: str | None) -> str | None:
    """For how long the number is this document's alone: a year, or with the Party a term; None where nothing tells.

    Example:
        >>> numbering_period(read_number("29-NQ/TW"), "2013-11-04", None)
        'XI'
        >>> numbering_period(read_number("54/2014/NQ-HĐND"), "2019-12-09", "province")
        '2014'
    """
    if number.year:
        return number.year
    if not date:
        return None
    return find_term(date, "central" if number.central else level or "province") if number.party else date[:4]


def find_term(date: str, level: str) -> str | None:
    """The term of the Party's committees that a day, a month or a year falls in; a year counts by its middle.

    Example:
        >>> find_term("2022-11-17", "central"), find_term("2021", "province")
        ('XIII', '2020-2025')
    """
    day = date + (MIDDLE_OF_YEAR if len(date) == 4 else MIDDLE_OF_MONTH if len(date) == 7 else "")
    begins, names = _terms().get("district" if level == "commune" else level) or _terms()["province"]
    place = bisect_right(begins, day) - 1
    return names[place] if place >= 0 else None


def _meaning(segment: str) -> str:
    if segment in kinds_by_abbreviation():
        return kinds_by_abbreviation()[segment].lower()
    known = issuers_by_abbreviation().get(segment)
    return fold(known[0]) if known else segment.casefold()


@cache
def _terms() -> dict[str, tuple[list[str], list[str]]]:
    found: dict[str, tuple[list[str], list[str]]] = {}
    for row in read_table("terms.tsv", "pipeline.catalogue"):
        begins, names = found.setdefault(row["level"], ([], []))
        begins.append(row["from"])
        names.append(row["term"])
    return found


@cache
def _always_dated() -> frozenset[str]:
    return frozenset(row["kind"] for row in read_table("always_dated_kinds.tsv", "pipeline.catalogue"))
