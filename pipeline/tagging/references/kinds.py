"""Document kinds, their abbreviations, and the issuers that a notation names."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from pipeline.tagging.tables import rows

CYRILLIC = str.maketrans("АВЕКМНОРСТХУ", "ABEKMHOPCTXY")
PLAIN = str.maketrans("Đđ", "DD")


@cache
def kinds_by_abbreviation() -> dict[str, str]:
    """From an abbreviation, official or variant, to the kind's full word.

    Example:
        >>> kinds_by_abbreviation()["CTr"]
        'Chương trình'
    """
    found: dict[str, str] = {}
    for row in rows("references/kinds.tsv"):
        for abbreviation in (row["abbreviation"], *row["variants"].split(",")):
            if abbreviation:
                found.setdefault(abbreviation, row["kind"])
    return found


@cache
def issuers_by_abbreviation() -> dict[str, tuple[str, str]]:
    """From an abbreviation to the issuer's name and its layer (state, party, mass).

    Example:
        >>> issuers_by_abbreviation()["TTg"]
        ('Thủ tướng Chính phủ', 'state')
    """
    return {row["abbreviation"]: (row["name"], row["layer"]) for row in rows("references/issuers.tsv")}


def _plain(segment: str) -> str:
    return segment.translate(CYRILLIC).upper().translate(PLAIN)


@cache
def _official() -> dict[str, str]:
    known = [*kinds_by_abbreviation(), *issuers_by_abbreviation()]
    return {_plain(a): a for a in reversed(known)}


@lru_cache(maxsize=4096)
def mend(segment: str, glued: bool = True) -> str:
    """The official writing of one segment of a notation; unknown segments come back as they are.

    Mends what is evidently a slip: a D for Đ, a Cyrillic letter, capitals for ``TTg`` or ``CTr``, a kind and an issuer
    run together where ``glued`` allows it.

    Example:
        >>> mend("BGDDT"), mend("TTG"), mend("CTTg"), mend("KGVX")
        ('BGDĐT', 'TTg', 'CT-TTg', 'KGVX')
    """
    kinds, issuers = kinds_by_abbreviation(), issuers_by_abbreviation()
    segment = segment.translate(CYRILLIC)
    name, digits = re.fullmatch(r"(.*?)(\d*)", segment).groups()  # type: ignore[union-attr]
    official = _official().get(_plain(name))
    if (name in kinds or name in issuers) and name.upper() != (official or "").upper():
        return segment
    if official is not None:
        return official + digits
    for cut in range(len(name) - 1, 1, -1) if glued else ():
        if name[:cut] in kinds:
            for rest in (name[cut:], name[cut - 1 :]):
                if len(rest) > 1 and rest in issuers:
                    return f"{name[:cut]}-{rest}{digits}"
    return segment


@lru_cache(maxsize=4096)
def is_known(segment: str) -> bool:
    """Whether a mended segment is a kind or an issuer of the tables, apart from a term's number behind it.

    Example:
        >>> is_known("QH15"), is_known("KGVX")
        (True, False)
    """
    name = re.sub(r"K?\d+$", "", segment)
    return name in kinds_by_abbreviation() or name in issuers_by_abbreviation()
