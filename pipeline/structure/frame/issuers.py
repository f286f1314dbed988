"""Names of issuing bodies: capitals given back, abbreviations written out, the place taken over from the parent."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from pipeline.structure.frame.school_case import capitalise_school
from pipeline.structure.words import phrases
from pipeline.text import fold
from pipeline.text.tables import read_table

_PACKAGE = __package__
_UNITS = ("tỉnh", "thành phố", "huyện", "quận", "thị xã", "thị trấn", "xã", "phường", "đặc khu")
_UNIT = re.compile(r"\b(" + "|".join(_UNITS) + r")\s+(?=[^\W\d_])", re.IGNORECASE)
_PARTY_UNIT = re.compile(r"\b(?:tỉnh|thành|huyện|quận|thị) ủy\s+(?=\w)", re.IGNORECASE)
_SMALL = frozenset({"và", "của", "các", "về", "cho", "trực", "thuộc"})
# A unit's name is no longer than this: `thị trấn Phú Mỹ Hưng Đông`.
_NAME_SYLLABLES = 5
_TITLE = re.compile(
    r"(?:(?:các\s+)?đồng chí\s+)?(?:Phó\s+)?(?:Chủ tịch|Bí thư|Giám đốc|Thủ tướng|Bộ trưởng|Thứ trưởng|Thống đốc|"
    r"Chánh án|Viện trưởng|Tổng cục trưởng|Cục trưởng|Chi cục trưởng|Chánh Văn phòng|Thủ trưởng|Hiệu trưởng|Trưởng)\s+",
    re.IGNORECASE,
)
_OPEN_LEVEL = re.compile(r" (?:tỉnh|thành phố)$")  # ``BỆNH VIỆN ĐA KHOA TỈNH``: which one the line above tells
CENTRAL = "ban chấp hành trung ương"
_NO_NAME = re.compile(r"trường hợp\b")


@lru_cache(maxsize=1)
def province_names() -> tuple[str, ...]:
    """All names that provinces have or had, the longer first.

    Example:
        >>> "Bà Rịa - Vũng Tàu" in province_names()
        True
    """
    names = {row["name"] for row in read_table("provinces.tsv", _PACKAGE)}
    return tuple(sorted(names, key=lambda n: (-len(n), n)))


@lru_cache(maxsize=1)
def _province_kinds() -> dict[str, tuple[str, ...]]:
    kinds: dict[str, tuple[str, ...]] = {}
    for row in read_table("provinces.tsv", _PACKAGE):
        kinds[fold(row["name"])] = (*kinds.get(fold(row["name"]), ()), row["kind"])
    return kinds


def province_kinds(name: str) -> tuple[str, ...]:
    """Whether a province of this name is or was a ``tỉnh``, a ``thành phố`` or both; empty where there is none.

    Example:
        >>> province_kinds("Phú Thọ"), province_kinds("Ba Vì")
        (('tỉnh',), ())
    """
    return _province_kinds().get(fold(name), ())


@lru_cache(maxsize=1)
def _cased_names() -> tuple[tuple[re.Pattern[str], str], ...]:
    names = [row["name"] for row in read_table("name_words.tsv", _PACKAGE)]
    names = sorted({*names, *province_names()}, key=lambda n: (-len(n), n))
    return tuple((re.compile(rf"(?<!\w){re.escape(fold(n))}(?!\w)"), n) for n in names)


@lru_cache(maxsize=1)
def _abbreviations() -> tuple[tuple[re.Pattern[str], str], ...]:
    rows = sorted(read_table("name_abbreviations.tsv", _PACKAGE), key=lambda r: -len(r["short"]))
    return tuple(
        (re.compile(rf"(?<![\w&.-]){re.escape(r['short'])}(?![\w&-])", re.IGNORECASE), r["full"]) for r in rows
    )


@lru_cache(maxsize=1)
def _heads() -> tuple[tuple[str, str], ...]:
    rows = read_table("body_heads.tsv", _PACKAGE)
    return tuple(sorted(((fold(r["head"]), r["level"]) for r in rows), key=lambda r: -len(r[0])))


def head_of(name: str) -> tuple[str, str] | None:
    """The head word that a body's name begins with, and how the body takes its place's name.

    Example:
        >>> head_of("SỞ Y TẾ"), head_of("TỈNH QUẢNG TRỊ")
        (('sở', 'place'), None)
    """
    folded = fold(name)
    if _NO_NAME.match(folded):
        return None
    for head, level in _heads():
        if folded.startswith(head) and not folded[len(head) : len(head) + 1].isalnum():
            return head, level
    return None


def names_body(words: str) -> bool:
    """Whether words begin with the name of a body, or of bodies: ``Sở Y tế``, ``các đơn vị liên quan``.

    Example:
        >>> names_body("các sở, ngành rà soát"), names_body("rà soát các sở")
        (True, False)
    """
    title = _TITLE.match(words)
    return head_of(words[title.end() :] if title else words) is not None or _many().match(words) is not None


@lru_cache(maxsize=1)
def _many() -> re.Pattern[str]:
    return re.compile(rf"(?:các|những|toàn|mỗi)\s+(?:{'|'.join(phrases('body_group'))})\b", re.IGNORECASE)


def write_out(name: str) -> str:
    """Write out the abbreviations in a body's name.

    Example:
        >>> write_out("UBND TP. HẢI PHÒNG")
        'ỦY BAN NHÂN DÂN THÀNH PHỐ HẢI PHÒNG'
    """
    capitals = name.isupper()
    for pattern, full in _abbreviations():
        name = pattern.sub(full.upper() if capitals else full, name)
    return re.sub(r"\s+", " ", name).strip()


def proper_case(name: str) -> str:
    """Give a name printed in capitals its usual capitals back; a name in mixed case stays as it is.

    Example:
        >>> proper_case("SỞ GIÁO DỤC VÀ ĐÀO TẠO"), proper_case("ỦY BAN NHÂN DÂN TỈNH ĐẮK LẮK")
        ('Sở Giáo dục và Đào tạo', 'Ủy ban nhân dân tỉnh Đắk Lắk')
    """
    letters = [c for c in name if c.isalpha()]
    if not letters or sum(c.isupper() for c in letters) < 0.7 * len(letters):
        return name
    words = name.lower().split(" ")
    head = head_of(name)
    after = len(head[0].split()) if head else 0
    for i, word in enumerate(words):
        opens = i == 0 or i == after or words[i - 1] in {"và", "-", "–"} or words[i - 1].endswith(",")
        if opens and word not in _SMALL and word not in _UNITS:
            words[i] = _capital(word)
    text = re.sub(r"(?<=\w)-(\w)", lambda m: m[0].upper(), " ".join(words))
    for unit in (*_UNIT.finditer(text), *_PARTY_UNIT.finditer(text)):
        tail = text[unit.end() :].split(" ")
        named = [_capital(w) if i < _NAME_SYLLABLES else w for i, w in enumerate(tail)]
        text = text[: unit.end()] + " ".join(named)
    text = _UNIT.sub(lambda m: m[1].lower() + " ", text)
    folded = fold(text)
    if len(folded) == len(text):
        for pattern, cased in _cased_names():
            for m in pattern.finditer(folded):
                text = text[: m.start()] + cased + text[m.end() :]
    return _capital(capitalise_school(text))


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


def split_bodies(lines: Sequence[str]) -> list[str]:
    """Put the printed lines of a left head together, one entry a body: parent first, issuer last.

    Example:
        >>> split_bodies(["UBND TỈNH ĐẮK NÔNG", "SỞ TÀI CHÍNH"])
        ['UBND TỈNH ĐẮK NÔNG', 'SỞ TÀI CHÍNH']
        >>> split_bodies(["ỦY BAN NHÂN", "DÂN", "TỈNH ĐẮK LẮK"])
        ['ỦY BAN NHÂN DÂN TỈNH ĐẮK LẮK']
    """
    bodies: list[str] = []
    for line in lines:
        if bodies and (head_of(line) is None or _unfinished(bodies[-1])):
            bodies[-1] += " " + line
        else:
            bodies.append(line)
    return [part for body in bodies for part in _split_run(body)]


def _unfinished(body: str) -> bool:
    """Whether a line cannot be a whole name: nothing but a head word that needs one."""
    head = head_of(body)
    whole = {"chính phủ", "quốc hội", "thủ tướng chính phủ", "chủ tịch nước", "bộ chính trị", "ban bí thư"}
    return head is not None and fold(body) == head[0] and head[0] not in whole and head[1] != "own"


_RUN = re.compile(
    r"(?<=\w\s)(?=(?:SỞ|TỔNG CỤC|CHI CỤC|(?<!CHI )(?<!TỔNG )CỤC|THUẾ (?:TỈNH|THÀNH PHỐ)|CÔNG AN (?:TỈNH|THÀNH PHỐ)|"
    r"VĂN PHÒNG$|PHÒNG (?:GIÁO|VĂN|KINH|NỘI|TÀI|TƯ|Y|NÔNG|LAO)|BAN (?:TUYÊN|TỔ CHỨC|NỘI CHÍNH|DÂN VẬN|QUẢN LÝ)|"
    r"ỦY BAN KIỂM TRA|TRUNG TÂM|CHI CỤC)(?:\s|$))"
)


def _split_run(body: str) -> list[str]:
    """Part two names that a reader ran together: `BỘ TÀI CHÍNH CỤC HẢI QUAN`."""
    parts = [p.strip() for p in _RUN.split(body)]
    return [p for p in parts if p] if len(parts) > 1 and len(parts[0].split()) > 1 else [body]


def full_name(bodies: Sequence[str]) -> str | None:
    """The issuer's full name from the left head's bodies.

    Example:
        >>> full_name(["UBND THÀNH PHỐ HẢI PHÒNG", "SỞ GIÁO DỤC VÀ ĐÀO TẠO"])
        'Sở Giáo dục và Đào tạo thành phố Hải Phòng'
        >>> full_name(["TỈNH ỦY SƠN LA", "BAN TUYÊN GIÁO"])
        'Ban Tuyên giáo Tỉnh ủy Sơn La'
    """
    named = [proper_case(write_out(b)) for b in bodies if b.strip()]
    if not named:
        return None
    issuer = named[-1]
    if fold(issuer) == CENTRAL and len(named) > 1:
        return f"{issuer} {named[-2]}"
    level = _OPEN_LEVEL.search(issuer)
    if level and (name := next(filter(None, (_province_at_end(parent) for parent in reversed(named[:-1]))), None)):
        return f"{issuer} {name}"
    head = head_of(issuer)
    if head is None or head[1] == "own" or place_in(issuer):
        return issuer
    for parent in reversed(named[:-1]):
        place = place_in(parent)
        if head[1] == "parent" and not issuer.endswith(parent):
            return f"{issuer} {parent}"
        if place:
            return f"{issuer} {place}"
    return issuer


def _province_at_end(name: str) -> str | None:
    """The province that a name ends with: ``Sở Y tế Sóc Trăng``."""
    return next((province for province in province_names() if fold(name).endswith(f" {fold(province)}")), None)


@lru_cache(maxsize=1)
def _central_bodies() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    rows = read_table("central_bodies.tsv", _PACKAGE)
    return tuple((fold(row["left"]), re.compile(row["notation"]), row["name"]) for row in rows)


def completed(issuer: str | None, notation: str | None) -> str | None:
    """The whole name of a central body whose letterhead lost its second line (``VIỆT NAM``, ``TỐI CAO``).

    Example:
        >>> completed("Ngân hàng Nhà nước", "CT-NHNN"), completed("Sở Y tế", "CV-SYT")
        ('Ngân hàng Nhà nước Việt Nam', 'Sở Y tế')
    """
    left = fold(issuer or "")
    names = (name for said, pattern, name in _central_bodies() if said == left and pattern.search(notation or ""))
    return next(names, issuer)


def place_in(name: str) -> str | None:
    """The province or district that a body's name ends with, with its kind.

    Example:
        >>> place_in("Ủy ban nhân dân tỉnh Quảng Trị")
        'tỉnh Quảng Trị'
    """
    found = [m for m in _UNIT.finditer(name) if name[m.end() :][:1].isupper()]
    return name[found[0].start() :] if found else None


def main_place(texts: Iterable[str], kind: str) -> str | None:
    """The province or city of a kind (`tỉnh`, `thành phố`) that a text speaks of most.

    Example:
        >>> main_place(["trên địa bàn thành phố Hải Phòng"], "thành phố")
        'Hải Phòng'
    """
    names = [n for n in province_names() if kind in _province_kinds()[fold(n)]]
    pattern = re.compile(rf"\b{kind} ({'|'.join(map(re.escape, names))})\b", re.IGNORECASE)
    seen = Counter(m[1] for text in texts for m in pattern.finditer(text))
    if not seen:
        return None
    best = seen.most_common(1)[0][0]
    return next((n for n in names if fold(n) == fold(best)), best)
