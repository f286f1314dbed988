"""The signature block: for whom, as what and who signed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from pipeline.model import Signer
from pipeline.structure.frame.fragments import Fragment, head_pattern, is_upper
from pipeline.text import fold, is_syllable
from pipeline.text.tables import read_table

_AUTHORITY = re.compile(r"(?<![\w.])(?:TM|KT|TL|TUQ|Q|T/M|K/T|T/L|TU/Q|QUYỀN)\b[.:]?\s*(?=[A-ZĐÂĂÊÔƠƯÀ-Ỹ])")
_ANY = re.compile(r"(?<![\w.])(?:TM|KT|TL|TUQ|T/M|K/T|T/L)(?:[.:]|(?=\s))\s*(?=[A-ZĐÂĂÊÔƠƯÀ-Ỹ]{2})")
_NAME_WORD = re.compile(r"[A-ZĐÂĂÊÔƠƯÀ-Ỹ][a-zđà-ỹ]*|[A-ZĐÂĂÊÔƠƯÀ-Ỹ]+")
_RANK = re.compile(
    r"^(?:(?:P?GS\.?\s*)?TS(?:KH)?\.?|P?GS\.?|ThS\.?|BS\.?|KS\.?|(?:Thiếu|Trung|Thượng|Đại) (?:tướng|tá))"
    r"(?:\s+|(?<=\.))",
    re.IGNORECASE,
)
_LEAST, _MOST = 2, 6
_LONGEST = 160


@lru_cache(maxsize=1)
def _titles() -> re.Pattern[str]:
    rows = sorted((r["title"] for r in read_table("signer_titles.tsv", __package__)), key=lambda t: -len(t))
    return re.compile("(?:" + "|".join(re.escape(fold(t)).replace(r"\ ", r"\s+") for t in rows) + r")(?!\w)")


def opens_signature(text: str) -> bool:
    """Whether a piece opens a signature block.

    Example:
        >>> opens_signature("TM. ỦY BAN NHÂN DÂN"), opens_signature("GIÁM ĐỐC"), opens_signature("- Lưu: VT.")
        (True, True, False)
    """
    begins = re.match(r"[A-ZĐÂĂÊÔƠƯÀ-Ỹ /.]+", text)
    if begins is None or len(begins[0].strip()) < 5:
        return False
    return _AUTHORITY.match(text) is not None or (is_upper(begins[0]) and _titles().match(fold(text)) is not None)


def part_signature(text: str) -> tuple[str, str]:
    """Part a line of the left column from a piece of the signature block that follows it on the line.

    Example:
        >>> part_signature("- Như trên; KT. CHỦ TỊCH"), part_signature("- Các sở, ban, ngành; PHÓ CHỦ TỊCH")
        (('- Như trên;', 'KT. CHỦ TỊCH'), ('- Các sở, ban, ngành;', 'PHÓ CHỦ TỊCH'))
    """
    if _AUTHORITY.match(text):
        return text, ""
    m = _ANY.search(text)
    if m and m.start() and is_upper(text[m.start() :]):
        return text[: m.start()].strip(), text[m.start() :].strip()
    tail = re.search(r"(?<=[;.:),])\s+([A-ZĐÂĂÊÔƠƯÀ-Ỹ ,]{6,})$", text)
    if tail and _titles().match(fold(tail[1])):
        return text[: tail.start()].strip(), tail[1].strip()
    return text, ""


def is_name(text: str) -> bool:
    """Whether a piece is a person's name: two to six capitalised syllables.

    Example:
        >>> is_name("Nguyễn Thị Ngọc Điệp"), is_name("Đã ký"), is_name("PHÓ CHỦ TỊCH")
        (True, False, False)
    """
    words = _RANK.sub("", text).strip(" .").split()
    if not _LEAST <= len(words) <= _MOST or not all(_NAME_WORD.fullmatch(w) for w in words):
        return False
    if _titles().match(fold(text)) or head_pattern("stamp").search(fold(text)):
        return False
    if is_upper(text) and not all(is_syllable(w.lower()) for w in words):
        return False
    return sum(is_syllable(w.lower()) for w in words) >= len(words) - 1


def read_signature(pieces: Sequence[Fragment]) -> tuple[Signer | None, list[Fragment]]:
    """Read the block among the pieces that the recipients left over; the signer and the pieces it is made of."""
    start = next((i for i, p in enumerate(pieces) if opens_signature(p.text)), None)
    if start is None:
        return None, []
    block: list[Fragment] = []
    capitals: list[str] = []
    name = None
    for piece in pieces[start:]:
        text = piece.text
        if len(text) > _LONGEST:
            break
        begun = _upper_part(text)
        if begun and (opens_signature(text) or (capitals and piece.upper)) and name is None:
            block.append(piece)
            capitals.append(begun)
            rest = text[len(begun) :].strip()
            name = rest if is_name(rest) else None
        elif name is None and (is_name(text) or (text.startswith("(") and text.endswith(")"))):
            block.append(piece)
            name = text if is_name(text) else None
        elif head_pattern("stamp").search(fold(text)) or (capitals and piece.side == "right" and text[:1].isupper()):
            block.append(piece)
            continue
        else:
            break
        if name is not None:
            break
    if not capitals:
        return None, []
    authority, title = _offices(" ".join(capitals))
    return Signer(_RANK.sub("", name).strip(" .") if name else None, title, authority), block


def _upper_part(text: str) -> str:
    """The capitals that a piece begins with; a name may follow them on the same line."""
    words = text.split()
    count = 0
    for word in words:
        letters = [c for c in word if c.isalpha()]
        if letters and not all(c.isupper() for c in letters):
            break
        count += 1
    return " ".join(words[:count])


def _offices(capitals: str) -> tuple[str | None, str | None]:
    """Part the capitals into whom the signer stands for and what he is."""
    marks = list(_AUTHORITY.finditer(capitals))
    if not marks:
        return None, capitals or None
    folded = fold(capitals)
    last = marks[-1]
    own = [m.start() for m in _titles().finditer(folded, last.end()) if m.start() > last.end()]
    own = [at for at in own if not capitals[:at].rstrip().endswith((",", "-"))]
    if not own:
        return capitals, None
    return capitals[: own[0]].strip(), capitals[own[0] :].strip()
