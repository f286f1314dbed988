"""Kind and title (trích yếu): where they begin, and where the text begins after them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from pipeline.structure.frame.fragments import Fragment, head_pattern, is_upper
from pipeline.structure.frame.issuers import head_of
from pipeline.structure.frame.number import kinds
from pipeline.text import fold

_SUBJECT = re.compile(r"^[\"“]?(?:V\s?/\s?v\b|(?:Vv|Về\s+việc)(?=[\s:]))\.?\s*:?\s*(?=\S)", re.IGNORECASE)
_SUBJECT_MARK = re.compile(r"^([\"“]?)(?:(?:V\s?/\s?v|Vv)\b\.?\s*:?|Về\s*:)\s*", re.IGNORECASE)
_ABOUT = re.compile(r"^Về\s*:\s*\S|^Về\s+(?![A-ZĐ])\w")
SALUTATIONS = ("kính gửi", "kính gởi", "kinh gửi", "đồng kính gửi")
_LABEL = re.compile(r"^(?:[IVX]{1,5}[.)]\s|\d{1,2}[.)]|[-+•*]\s|Điều\s+\d|Chương\s+[IVX\d]|Phần\s+(?:thứ|[IVX\d])|\()")
# A line that only says for when: it belongs to the title above it.
_TIME = re.compile(
    r"\(?(?:Năm(?:\s+học)?|Quý|Tháng|Giai đoạn|Nhiệm kỳ|Ngày)\s+[\dIVX][\dIVX\s/–-]*(?:năm\s+\d{4})?\)?$", re.IGNORECASE
)
_ENDS_SENTENCE = re.compile(r"[.:;]$")
# The text goes on right after the title in the same line: `… thành phố Thực hiện Kế hoạch số …`.
_RUN_IN = re.compile(
    r"(?<=[\wÀ-ỹ”\"])\s+(?=(?:Thực hiện|Căn cứ|Triển khai thực hiện|Xét|Theo)\s+"
    r"(?:[A-ZĐ]\w+\s+){1,3}?\w*\s*(?:số\s|ngày\s))"
)
_ISSUER_LINES = 3
# A title is no longer than this many syllables.
_LONGEST = 130
# No line that a title is printed on holds more; a paragraph printed as one line does.
_LONGEST_LINE = 40


@lru_cache(maxsize=1)
def _kind_pattern() -> re.Pattern[str]:
    names = "|".join(re.escape(fold(kind)).replace(r"\ ", r"\s+") for kind, _ in kinds())
    return re.compile(rf"(?:dự thảo\s+)?({names})(?!\w)")


def kind_in(text: str) -> tuple[str, str] | None:
    """The kind that a line in capitals opens with, and the rest of the line.

    Example:
        >>> kind_in("KẾ HOẠCH"), kind_in("THÔNG BÁO KẾT LUẬN"), kind_in("Kế hoạch năm")
        (('Kế hoạch', ''), ('Thông báo', 'KẾT LUẬN'), None)
    """
    spread = re.sub(r"(?<=\b\w) (?=\w\b)", "", text) if re.match(r"^(?:\w ){3,}", text) else text
    m = _kind_pattern().match(fold(spread))
    if m is None or len(fold(spread)) != len(spread) or not is_upper(spread[: m.end()]):
        return None
    kind = next(k for k, _ in kinds() if fold(k) == re.sub(r"\s+", " ", m[1]))
    return kind, spread[m.end() :].strip(" :")


def opens_subject(text: str) -> bool:
    """Whether a piece opens the subject of a công văn.

    Example:
        >>> opens_subject("V/v tuyển sinh lớp 10")
        True
    """
    return _SUBJECT.match(text) is not None


def says_about(text: str) -> bool:
    """Whether a piece under the number may be the subject without its usual mark.

    Example:
        >>> says_about("Về thực hiện chính sách đất đai"), says_about("Về Sở Nội vụ")
        (True, False)
    """
    return _ABOUT.match(text) is not None


def without_mark(text: str) -> str:
    """The subject without its `V/v`.

    Example:
        >>> without_mark("V/v khai bổ sung"), without_mark("“V/v: khai bổ sung”")
        ('khai bổ sung', 'khai bổ sung')
    """
    quoted = _SUBJECT_MARK.match(text)
    bare = _SUBJECT_MARK.sub("", text).strip()
    return bare.strip('"“” ') if quoted and quoted[1] else bare


def is_preamble(text: str) -> bool:
    """Whether a piece opens with the words that open a preamble.

    Example:
        >>> is_preamble("Căn cứ Luật Việc làm;"), is_preamble("CĂN CỨ")
        (True, False)
    """
    return not is_upper(text) and head_pattern("preamble").match(fold(text)) is not None


def title_end(pieces: Sequence[Fragment], start: int) -> int:
    """The position after the last piece of the title that begins at `start`."""
    end = start
    joined = ""
    while end < len(pieces) and not _stops(pieces, start, end) and len(joined.split()) <= _LONGEST:
        before = len(joined)
        joined = f"{joined} {pieces[end].text}"
        cut = run_in(joined)
        if cut is not None:
            return end if cut <= before + 1 else end + 1
        end += 1
    return end


def _stops(pieces: Sequence[Fragment], start: int, at: int) -> bool:
    piece = pieces[at]
    if at > start and _TIME.match(piece.text):
        return False
    if _LABEL.match(piece.text) or fold(piece.text).startswith(SALUTATIONS) or piece.text.endswith("điện:"):
        return True
    if at == start:
        return fold(piece.text).startswith("căn cứ ")
    before = pieces[at - 1]
    if len(piece.text.split()) > _LONGEST_LINE:
        return True
    if _names_authority(pieces, at):
        return True
    if before.upper and any(map(str.isalpha, piece.text)) and not piece.upper and len(before.text.split()) > 2:
        return True
    if (piece.upper and before.upper) or piece.text[:1].islower():
        return False
    if piece.starts is True and before.starts is True:
        alike = piece.centred and before.centred
        return not alike or _ENDS_SENTENCE.search(piece.text) is not None
    if before.centred and not piece.centred and before.side is None:
        return True
    if piece.gap >= 0.5 and not (piece.centred and before.centred and piece.bold == before.bold):
        return True
    return is_preamble(piece.text) and not (piece.centred and before.centred)


def _names_authority(pieces: Sequence[Fragment], at: int) -> bool:
    """Whether a piece only says who decides (`CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH …`), the preamble following."""
    piece = pieces[at]
    if not piece.upper:
        return False
    if head_of(piece.text) and any(fold(later.text).startswith("điện:") for later in pieces[at + 1 : at + 2]):
        return True
    if head_pattern("authority").match(fold(piece.text)) is None:
        return False
    for later in pieces[at + 1 : at + 4]:
        if is_preamble(later.text) or fold(later.text).startswith(("điện", *SALUTATIONS)):
            return True
        if not later.upper:
            return False
    return False


def kinds_issuer(pieces: Sequence[Fragment]) -> int:
    """How many pieces under the kind say whose it is: ``CHỈ THỊ`` / ``CỦA BAN THƯỜNG VỤ`` / ``TỈNH ỦY``.

    Example:
        >>> kinds_issuer([Fragment("CỦA BAN THƯỜNG VỤ TỈNH ỦY", 0), Fragment("về an toàn giao thông", 1)])
        1
    """
    if not pieces or not fold(pieces[0].text).startswith("của "):
        return 0
    upper = next((n for n, piece in enumerate(pieces) if not piece.upper or opens_subject(piece.text)), 0)
    about = fold(pieces[upper].text).startswith("về ") or opens_subject(pieces[upper].text)
    return upper if upper <= _ISSUER_LINES and about else 0


def run_in(text: str) -> int | None:
    """Where the preamble begins in a piece that holds the title's end and the text's beginning.

    Example:
        >>> run_in("ngành Giáo dục Thực hiện Kế hoạch số 354/KH-UBND ngày 30/12/2025")
        15
    """
    m = _RUN_IN.search(text)
    return m.end() if m and not is_upper(text[: m.start()]) else None


def title_text(pieces: Sequence[Fragment]) -> str | None:
    """The title's pieces as one text.

    Example:
        >>> title_text([Fragment("Về nhiệm vụ", 0), Fragment("năm học 2022 -", 1), Fragment("2023", 2)])
        'Về nhiệm vụ năm học 2022 - 2023'
    """
    text = ""
    for piece in pieces:
        glue = "" if re.search(r"\d/$|/[A-ZĐ]{1,5}-$", text) else " "
        text = f"{text}{glue}{piece.text.strip()}" if text else piece.text.strip()
    cut = run_in(text)
    return text[:cut].strip(" .") or None
