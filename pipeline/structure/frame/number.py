"""Number and notation of a document, and its place and date, as the head prints them."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.text.tables import read_table

_DOTS = r"[\s._…]*"
_LETTERS = r"[A-ZĐƯƠÂÊÔĂ][\wĐđ&.]*(?:\s?[-–]\s?[\wĐđ&().,+]+)*"
_NUMBER = re.compile(
    rf"(?:(?:Luật|Nghị quyết|Pháp lệnh|Lệnh|Bộ luật)\s+)?[Ss]ố\s*[:.]{{0,2}}\s*"
    rf"(?P<number>\d[\d.,]*[a-z]?(?:\s?/\s?\d{{4}})?)?{_DOTS}(?P<sign>[/–-])\s*(?P<notation>{_LETTERS}"
    rf"(?:\s?/\s?[A-ZĐ][\wĐđ-]*)?|QH\d+)(?P<rest>.*)$"
)
_PARTY = re.compile(
    rf"[Ss]ố\s*:?\s*(?P<number>\d+)?{_DOTS}(?P<sign>[-–])\s*(?P<notation>[A-ZĐ]\w*\s?/\s?[A-ZĐ][\w.-]*)(?P<rest>.*)$"
)
# Letters of the State until about 2003: no mark behind the number.
_OLD_LETTER = re.compile(
    r"[Ss]ố\s*:?\s*(?P<number>\d{1,5})\s+(?P<notation>[A-ZĐ]{2,5}/[A-ZĐ]{2,6}\d?)(?P<rest>(?:\W.*)?)$"
)
_BARE = re.compile(r"^[Ss]ố\s*:?[\s._…\d]*$")
_DATE = re.compile(
    r"^[-–—_*=\s]*(?P<place>[^\d:;]{2,45}?)\s*,?\s*(?:\d{1,2}\s*(?:h|giờ)\s*\d{0,2}(?:\s*phút)?,?\s*)?ngày"
    r"(?:(?P<day>[\s._…\d]*)tháng(?P<month>[\s._…\d]*)năm\s*(?P<year>[\d._…]*)(?P<rest>.*)"
    r"|\s*(?P<figures>\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?(?:19|20)\d\d)(?P<behind>(?:\W.*)?))$",
    re.IGNORECASE,
)
_RUN_HEAD = re.compile(
    r"của\s+(?P<issuer>\D{4,90}?),?\s+số\s*:?\s*(?P<number>\d[\w.]*\s?[/-]\s?[\w/&.-]*[^\W\d_])"
    r"(?:,?\s+(?P<date>ngày\s[\d\s/.-]*(?:tháng\s[\d\s]*năm\s*\d{4})?))?"
    r"\s+(?P<title>(?:về|quy định|ban hành|v/v)\s.*)$",
    re.IGNORECASE,
)
_DATE_BEGUN = re.compile(r"^(?:[^\d:;]{2,45}?\s*,\s*ngày\b.{0,20}|[A-ZĐ][^\d:;,]{1,30},)$")


def parse_number(text: str) -> tuple[str | None, str, str] | None:
    """Read a `Số: …` line: the full number (None where blank), the notation, and what follows.

    Example:
        >>> parse_number("Số: 3125 /KH-STC"), parse_number("Số:      /KH-SGDĐT V/v tuyển sinh")
        (('3125/KH-STC', 'KH-STC', ''), (None, 'KH-SGDĐT', 'V/v tuyển sinh'))
        >>> parse_number("Số 29-CT/TU")
        ('29-CT/TU', 'CT/TU', '')
        >>> parse_number("Số 418 BKH/VPTĐ")
        ('418 BKH/VPTĐ', 'BKH/VPTĐ', '')
    """
    m = _PARTY.match(text) or _NUMBER.match(text)
    if m is None:
        old = _OLD_LETTER.match(text)
        return (f"{old['number']} {old['notation']}", old["notation"], old["rest"].strip()) if old else None
    notation = re.sub(r"\s", "", m["notation"]).replace("–", "-").rstrip(".,")
    rest = m["rest"].strip()
    if m["number"] is None:
        return None, notation, rest
    number = re.sub(r"\s", "", m["number"]).strip(".,")
    return f"{number}{m['sign'].replace('–', '-')}{notation}", notation, rest


def is_bare_number(text: str) -> bool:
    """Whether a line holds `Số:` and at most digits, the notation standing on the next line.

    Example:
        >>> is_bare_number("Số:")
        True
    """
    return _BARE.match(text) is not None


def parse_date(text: str) -> tuple[str, str | None, str] | None:
    """Read a place and date: place, ISO date as far as printed, what follows.

    Example:
        >>> parse_date("Hà Nội, ngày 05 tháng 8 năm 2024"), parse_date("Hải Phòng, ngày    tháng    năm 2026")
        (('Hà Nội', '2024-08-05', ''), ('Hải Phòng', '2026', ''))
        >>> parse_date("Long Xuyên, ngày 12/3/2015"), parse_date("---Hà Nội, 14h30 ngày 02 tháng 6 năm 2010")
        (('Long Xuyên', '2015-03-12', ''), ('Hà Nội', '2010-06-02', ''))
    """
    m = _DATE.match(text)
    if m is None:
        return None
    if m["figures"]:
        day, month, year = re.findall(r"\d+", m["figures"])
    else:
        year, month, day = (re.sub(r"\D", "", m[g]) for g in ("year", "month", "day"))
    issued = None
    if len(year) == 4:
        issued = year
        if month and 1 <= int(month) <= 12:
            issued += f"-{int(month):02d}"
            if day and 1 <= int(day) <= 31:
                issued += f"-{int(day):02d}"
    return m["place"].strip(" ,*-–_"), issued, (m["rest"] or m["behind"] or "").strip()


def parse_run_head(text: str) -> tuple[str, str, str | None, str] | None:
    """Read a head that old collections of laws print as one title: issuer, number, ISO date, the title itself.

    Example:
        >>> parse_run_head("CỦA TỔNG CỤC HẢI QUAN SỐ 318/TCHQ-VP NGÀY 17 THÁNG 3 NĂM 2001 VỀ VIỆC CẤP MŨ")
        ('TỔNG CỤC HẢI QUAN', '318/TCHQ-VP', '2001-03-17', 'VỀ VIỆC CẤP MŨ')
    """
    m = _RUN_HEAD.match(text)
    if m is None:
        return None
    dated = parse_date(f"X, {m['date']}") if m["date"] else None
    return m["issuer"], re.sub(r"\s", "", m["number"]), dated[1] if dated else None, m["title"]


def begins_date(text: str) -> bool:
    """Whether a line may be the first part of a place and date that goes on in the next line.

    Example:
        >>> begins_date("Quảng Trị, ngày"), begins_date("Các sở, ban, ngành")
        (True, False)
    """
    return _DATE_BEGUN.match(text) is not None and parse_date(text) is None


@lru_cache(maxsize=1)
def kinds() -> tuple[tuple[str, str], ...]:
    """All document kinds with the letters that stand for them in a notation, the longer names first.

    Example:
        >>> ("Kế hoạch", "KH") in kinds()
        True
    """
    rows = read_table("document_kinds.tsv", __package__)
    return tuple(sorted(((r["kind"], r["notation"]) for r in rows), key=lambda k: -len(k[0])))


def kind_of_notation(notation: str | None) -> str | None:
    """The kind that a notation names; a notation without one is that of a công văn.

    Example:
        >>> kind_of_notation("QĐ-UBND"), kind_of_notation("BNV-TCBC"), kind_of_notation("CT/TU")
        ('Quyết định', 'Công văn', 'Chỉ thị')
    """
    if not notation:
        return None
    first = re.split(r"[-/]", notation)[0]
    exact = {letters: kind for kind, letters in kinds() if letters}
    if first in exact:
        return exact[first]
    if notation.startswith("QH"):
        return None
    return "Công văn" if re.search(r"[-/]", notation) else None
