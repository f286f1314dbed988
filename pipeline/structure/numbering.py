"""The numbering grammar: what a label at the head of a paragraph says (``Điều 2.``, ``II.``, ``3.1.``, ``đ)``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline.structure.headings import is_capitals
from pipeline.structure.words import CAPITAL
from pipeline.text import fold
from pipeline.text.tables import read_table

LETTERS = "abcdđeghiklmnopqrstuvxy"
LATIN = "abcdefghijklmnopqrstuvwxyz"
BULLETS = "-–—−+•●▪■◦○*·➢✓\uf0b7\uf0a7\uf02d\uf0fc"
_PLAIN_BULLET = {"–": "-", "—": "-", "−": "-", "\uf02d": "-", "+": "+", "-": "-", "*": "*"}

_ROMAN = r"[IVXLC]+"
_DASH = r"[-–—]"
# Behind a label: white space or nothing more; a capital or a quote may follow at once (``Điều 1.Ban hành``).
_AFTER = rf"(?=\s|$|{CAPITAL}|[“\"(])"
# ``1.100% các sở`` is the item 1 that begins with a share.
_SHARE = r"(?=\d{1,3}(?:[.,]\d+)?\s?%)"

_NAMED = re.compile(
    r"(?P<word>(?i:phần|chương|tiểu mục|mục|điều|nhóm nhiệm vụ|nhiệm vụ|nội dung))\s+"
    rf"(?:(?P<roman>{_ROMAN})|(?P<arabic>\d{{1,3}}[a-zđ]?)|(?i:thứ\s+)?(?P<ordinal>[^\W\d_]+))"
    rf"(?P<stop>\s*[.:)](?:\s?{_DASH}(?=\s|$))?|\s*{_DASH}(?=\s|$))?(?=\s|$|{CAPITAL})"
)
_DECIMAL = re.compile(rf"(?P<parts>\d{{1,3}}(?:\.\d{{1,3}}){{1,4}})(?P<stop>[.)/:]?|\s*{_DASH}(?=\s{CAPITAL})){_AFTER}")
_UNDER_ROMAN = re.compile(rf"(?P<roman>{_ROMAN})\.(?P<parts>\d{{1,3}}(?:\.\d{{1,3}})*)(?P<stop>[.)/]?){_AFTER}")
_ROMAN_LABEL = re.compile(rf"(?P<roman>{_ROMAN})(?P<stop>\s?[.)/]|\s*{_DASH}(?=\s)|:(?=\s)){_AFTER}")
_CAPITAL_LABEL = re.compile(rf"(?P<letter>[A-HĐK])(?P<stop>[.)/]|\s*{_DASH}(?=\s)){_AFTER}")
_ARABIC = re.compile(
    rf"(?P<open>\()?(?P<number>\d{{1,3}})"
    rf"(?:(?P<stop>\s?\.|\)|/(?=\s|{CAPITAL}[^\W\d_]*\s)|:(?=\s)|\s*{_DASH}(?=\s{CAPITAL})){_AFTER}|(?P<glued>\.){_SHARE})"
)
# ``a)triển khai`` is a label, ``đ/c Bí thư`` is not.
_LETTER = re.compile(
    r"(?P<open>\()?(?P<letter>[a-zđ])"
    rf"(?P<stop>\)(?=[^\W\d_])|(?:[.)/]|:(?=\s)|\s?{_DASH}(?=\s?{CAPITAL})){_AFTER})"
)
_LETTER_DECIMAL = re.compile(r"(?P<letter>[a-zđ])\.?(?P<number>\d{1,2})(?P<stop>[.)])(?=\s|$|[^\W\d_])")
_SMALL_ROMAN = re.compile(r"(?P<open>\()?(?P<roman>[ivx]{2,5}|(?<=\()[ivx])(?P<stop>[.)])(?=\s|$|[^\W\d_])")
_BULLET = re.compile(rf"[{re.escape(BULLETS)}]+(?:\s+|(?=[^\W\d_]))")
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


@dataclass(frozen=True, slots=True)
class Label:
    """A label as read: ``style`` tells lists apart, ``number`` its place in the list, ``name`` its part of a path.

    ``parts`` is the whole number of ``3.1.``; ``end`` is where the paragraph's words begin.
    """

    style: str
    rank: int
    number: int
    name: str
    printed: str
    end: int
    parts: tuple[int, ...] = ()


@lru_cache(maxsize=1)
def _named_kinds() -> dict[str, tuple[str, int, str]]:
    rows = read_table("numbering.tsv", __package__)
    return {fold(r["words"]): (r["kind"], int(r["rank"]), r["prefix"]) for r in rows}


@lru_cache(maxsize=1)
def _ordinals() -> dict[str, int]:
    return {r["word"]: int(r["value"]) for r in read_table("ordinals.tsv", __package__)}


@lru_cache(maxsize=1)
def _reference_tails() -> frozenset[str]:
    return frozenset(fold(r["word"]) for r in read_table("reference_tails.tsv", __package__))


def roman_value(numeral: str) -> int | None:
    """The value of a Roman numeral, None where it is not well formed.

    Example:
        >>> roman_value("XIV"), roman_value("IVX")
        (14, None)
    """
    if not set(numeral.upper()) <= set(_ROMAN_DIGITS):
        return None
    digits = [_ROMAN_DIGITS[c] for c in numeral.upper()]
    value = sum(-d if d < max(digits[i + 1 :], default=0) else d for i, d in enumerate(digits))
    return value if roman_numeral(value) == numeral.upper() else None


def roman_numeral(value: int) -> str:
    """The Roman numeral of a number.

    Example:
        >>> roman_numeral(9)
        'IX'
    """
    steps = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    out = ""
    for step, sign in steps:
        while value >= step:
            out, value = out + sign, value - step
    return out


def follows(label: Label, number: int, name: str) -> bool:
    """Whether ``label`` is the next of its list after the item ``number`` / ``name``; letters in either alphabet.

    Example:
        >>> e = read_label("e) Xây dựng")[0]
        >>> follows(e, LETTERS.index("d") + 1, "d"), follows(e, LETTERS.index("c") + 1, "c")
        (True, False)
    """
    if label.style.startswith("letter"):
        after = {LETTERS[i + 1] for i, c in enumerate(LETTERS[:-1]) if c == name}
        after |= {LATIN[i + 1] for i, c in enumerate(LATIN[:-1]) if c == name}
        return label.name in after
    return label.number == number + 1


def _letter_number(letter: str) -> int:
    place = LETTERS.find(letter)
    return place + 1 if place >= 0 else LATIN.index(letter) + 2


def _named(text: str) -> Label | None:
    m = _NAMED.match(text)
    if m is None:
        return None
    kind = _named_kinds().get(fold(m["word"]))
    if kind is None or not m["word"][0].isupper():
        return None
    if m["roman"]:
        number, name = roman_value(m["roman"]), m["roman"].upper()
    elif m["arabic"]:
        number, name = int(re.sub(r"\D", "", m["arabic"])), m["arabic"]
    else:
        if kind[0] != "part":
            return None
        number = _ordinals().get(m["ordinal"].lower())
        name = roman_numeral(number) if number else ""
    if not number:
        return None
    rest = text[m.end() :].strip()
    if kind[0] in {"article", "item"} and not m["stop"] and rest:
        return None
    if not m["stop"] and rest and not is_capitals(rest):
        # Without a stop the name of a unit begins running text as often as a heading; a heading is in capitals.
        first = re.match(r"[^\W_]+", rest)
        if first is None or fold(first[0]) in _reference_tails() or not first[0].isupper() or len(first[0]) < 2:
            return None
    return Label(kind[0], kind[1], number, kind[2] + name, text[: m.end()].strip(), _skip(text, m.end()))


def _skip(text: str, end: int) -> int:
    return end + len(text[end:]) - len(text[end:].lstrip())


def _stop(m: re.Match[str]) -> str:
    stop = (m["stop"] or ".").strip().replace("–", "-").replace("—", "-")
    return "()" if "open" in m.re.groupindex and m["open"] else stop


def read_label(text: str) -> tuple[Label, ...]:
    """All readings of the label that a paragraph begins with, the likeliest first; empty where there is none.

    ``i)`` is a letter and a Roman numeral: the list that it stands in decides.

    Example:
        >>> [label.name for label in read_label("3.1. Rà soát")], [label.style for label in read_label("i) Rà soát")]
        (['3.1'], ['letter)', 'small roman)'])
        >>> read_label("Điều 5 Nghị định này"), read_label("30/4 là ngày nghỉ")
        ((), ())
    """
    if not text or not (text[0].isalnum() or text[0] == "("):
        return ()
    named = _named(text)
    if named:
        return (named,)
    readings: list[Label] = []

    def add(m: re.Match[str], style: str, rank: int, number: int, name: str, parts: tuple[int, ...] = ()) -> None:
        readings.append(Label(style, rank, number, name, text[: m.end()].strip(), _skip(text, m.end()), parts))

    if m := _UNDER_ROMAN.match(text):
        parts = tuple(int(p) for p in m["parts"].split("."))
        add(m, "under roman", 6, parts[-1], f"{m['roman']}.{m['parts']}", (roman_value(m["roman"]) or 0, *parts))
    elif (m := _DECIMAL.match(text)) and (m["stop"] or _heading_like(text[m.end() :])):
        parts = tuple(int(p) for p in m["parts"].split("."))
        if 0 not in parts:
            add(m, f"decimal{len(parts)}", 6, parts[-1], m["parts"], parts)
    elif (m := _ROMAN_LABEL.match(text)) and m["roman"] not in {"C", "L"} and (value := roman_value(m["roman"])):
        add(m, "roman" + _stop(m), 5, value, m["roman"])
    elif m := _CAPITAL_LABEL.match(text):
        add(m, "capital" + _stop(m), 5, _letter_number(m["letter"].lower()), m["letter"])
    elif m := _ARABIC.match(text):
        stop = _stop(m)
        if (stop != "()" or m["stop"] == ")") and int(m["number"]):
            style = "arabic" + ("." if stop in ".:/-–—" else stop)
            number = int(m["number"])
            add(m, style, 6 if style == "arabic." else 8, number, str(number), (number,) if style == "arabic." else ())
    else:
        if m := _LETTER.match(text):
            add(m, "letter" + _stop(m), 7, _letter_number(m["letter"]), m["letter"])
        if (m := _SMALL_ROMAN.match(text) or _small_one(text)) and (value := roman_value(m["roman"])):
            add(m, "small roman" + _stop(m), 8, value, m["roman"])
        if m := _LETTER_DECIMAL.match(text):
            add(m, "letter decimal", 8, int(m["number"]), f"{m['letter']}.{m['number']}", (int(m["number"]),))
    return tuple(readings)


_SMALL_ONE = re.compile(r"(?P<open>\()?(?P<roman>[ivx])(?P<stop>[.)])(?=\s|$)")


def _small_one(text: str) -> re.Match[str] | None:
    return _SMALL_ONE.match(text)


def _heading_like(rest: str) -> bool:
    """``1.1 Rà soát`` is a label, ``1.500 đồng`` and ``2.5 triệu`` are amounts."""
    return bool(re.match(rf"\s+{CAPITAL}", rest))


def read_bullet(text: str) -> tuple[str, int] | None:
    """The bullet that a paragraph begins with, and where its words begin.

    Example:
        >>> read_bullet("– Sở Y tế"), read_bullet("-2 độ")
        (('-', 2), None)
    """
    m = _BULLET.match(text)
    if m is None or (m.end() == len(text) and len(text) > 3):
        return None
    return _PLAIN_BULLET.get(text[0], "•"), m.end()
