"""Headings: which words after a label are a heading, and what role a heading gives its section."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from pipeline.model import SectionRole
from pipeline.structure.frame.issuers import names_body
from pipeline.structure.words import CAPITAL, folded_phrases
from pipeline.text import fold
from pipeline.text.tables import read_table

Level = Literal["main", "article", "sub"]
MAIN_KINDS = ("part", "chapter", "division", "roman", "capital")
LONGEST_HEADING = 70  # words
CLOSED_HEADING = 5  # words of a heading that ends in a full stop (``Mục đích.``)
CLOSED_MAIN_HEADING = 20  # words, after ``I.`` and above (``Đối tượng và phạm vi áp dụng.``)
LONGEST_CLOSED_NAME = 7
"""Words: what begins with a body, is longer and ends in a full stop says what the body does."""
LONGEST_TITLE = 9  # words of a run-in title such as ``Mục đích:``

_STOP = re.compile(r"[.;,/]+$")
_FULL_STOP = re.compile(rf"[.]\s+{CAPITAL}")
_SENTENCES = re.compile(rf"[.;]\s+{CAPITAL}")
_RUN_IN = re.compile(r"^([^.;:]{2,90})[:.]\s*\S")
_MEMBERS = re.compile(r"\s*[,;:/]\s*|\s+(?:và|,)\s+|\s+-\s+")


def is_capitals(text: str) -> bool:
    """Whether all letters are capitals (roughly: a small abbreviation or two may stand among them).

    Example:
        >>> is_capitals("TRIỂN KHAI HẠ TẦNG 5G, IoT"), is_capitals("Sở GDĐT")
        (True, False)
    """
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 2 and sum(c.isupper() for c in letters) >= 0.9 * len(letters)


def is_one_sentence(words: str) -> bool:
    """Whether words are one closed sentence, no longer than a heading may be.

    Example:
        >>> is_one_sentence("Nghiên cứu giải pháp thu hút."), is_one_sentence("Rà soát. Báo cáo.")
        (True, False)
    """
    closed = words.endswith(".") and not words.endswith("./.")
    return closed and _FULL_STOP.search(words) is None and len(words.split()) <= LONGEST_HEADING


def heading_of(words: str, bold: bool, has_text_below: bool, main: bool = False) -> str | None:
    """The heading in a labelled paragraph, None where running text or a lead-in follows the label.

    Example:
        >>> heading_of("Sở Nội vụ:", False, True), heading_of("Các sở có trách nhiệm:", False, True)
        ('Sở Nội vụ', None)
        >>> heading_of("Rà soát mạng lưới trường, lớp học.", False, True)
    """
    words = words.strip()
    count = len(words.split())
    if not words or count > LONGEST_HEADING:
        return None
    if is_capitals(words):
        return words.rstrip(" :.")
    if (_FULL_STOP if bold else _SENTENCES).search(words):
        return None
    if words.endswith(":"):
        inner = words[:-1].rstrip()
        return inner if not _is_lead_in(inner, bold, count) else None
    if _STOP.search(words):
        short = count <= (CLOSED_MAIN_HEADING if main else CLOSED_HEADING) and has_text_below
        if count > LONGEST_CLOSED_NAME and names_body(words):
            return None
        return _STOP.sub("", words) if short and words[-1] == "." and not words.endswith("./.") else None
    if bold:
        return words
    return words if has_text_below else None


def _is_lead_in(words: str, bold: bool, count: int) -> bool:
    low = fold(words)
    if any(low.endswith(f" {w}") for w in folded_phrases("list_lead")):
        return True
    if any(f" {w} " in low for w in folded_phrases("lead_in")):
        return True
    if bold:
        return False
    return count > 12 and "," not in words


def run_in_title(words: str) -> str | None:
    """The title in front of running text: ``Mục đích: Xác định số lượng …``.

    Example:
        >>> run_in_title("Mục đích: Xác định số lượng tài sản")
        'Mục đích'
        >>> run_in_title("Yêu cầu: UBND các huyện tăng cường kiểm tra") is None
        True
    """
    m = _RUN_IN.match(words)
    if m is None or len(m[1].split()) > LONGEST_TITLE:
        return None
    calls = fold(m[1]).strip() in folded_phrases("call") and names_body(words[m.end() - 1 :])
    return None if calls else m[1].strip()


@lru_cache(maxsize=1)
def _roles() -> tuple[dict[str, str], dict[str, str], re.Pattern[str]]:
    """Roles by whole heading, roles by the words a main heading begins with, and a pattern of those words."""
    rows = read_table("roles.tsv", __package__)
    whole = {fold(r["phrase"]): r["role"] for r in rows if r["match"] == "whole"}
    prefix = {fold(r["phrase"]): r["role"] for r in rows if r["match"] == "prefix"}
    longest_first = sorted(prefix, key=len, reverse=True)
    return whole, prefix, re.compile(rf"(?:{'|'.join(map(re.escape, longest_first))})\b")


def _bare(member: str) -> str:
    changed = True
    while changed:
        changed = False
        for lead in folded_phrases("role_lead"):
            if member.startswith(f"{lead} "):
                member, changed = member[len(lead) + 1 :], True
    return member.strip()


def _member_role(member: str, main: bool) -> str | None:
    whole, prefix, begins = _roles()
    member = _bare(member)
    trimmed = member
    for _ in range(3):
        if trimmed in whole:
            return whole[trimmed]
        tail = next((t for t in folded_phrases("role_tail") if trimmed.endswith(f" {t}")), None)
        if tail is None:
            break
        trimmed = trimmed[: -len(tail) - 1]
    beginning = begins.match(member) if main else None
    return prefix[beginning.group()] if beginning else None


def role_of(title: str | None, level: Level) -> SectionRole | None:
    """The role that a heading says, None where it says none.

    Main headings (phần, chương, ``I.``, or in capitals) are known by how they begin; a heading below only if all of it
    is known, because ``Tổ chức thực hiện các phong trào`` in a task section is work.

    Example:
        >>> role_of("MỤC ĐÍCH, YÊU CẦU", "main"), role_of("Tổ chức thực hiện các phong trào", "sub")
        ('purpose', None)
    """
    if not title:
        return None
    main = level == "main"
    whole = _member_role(fold(title).strip(" .:"), False)
    said = [whole] if whole else [_member_role(m, main) for m in _MEMBERS.split(fold(title).strip(" .:")) if m]
    known = [r for r in said if r]
    if not known or (said[0] is None and not main) or (not main and None in said):
        return None
    if said[0] == "assessment":
        return "other"
    operative = [r for r in known if r in ("tasks", "implementation")]
    if said[0] == "other" and level != "sub" and not _says_work(title):
        return "purpose" if "purpose" in known and not operative else "other"
    if operative:
        return _as_role(operative[0])
    return _as_role(next((r for r in known if r in ("purpose", "funding")), None))


def _says_work(title: str) -> bool:
    """Whether a member of the heading's list is work beyond doubt (``… và nhiệm vụ, giải pháp``)."""
    members = [m for m in _MEMBERS.split(fold(title).strip(" .:")) if m]
    if any(_bare(m).startswith(p) for m in members for p in folded_phrases("work")):
        return True
    return any(_member_role(m, False) in {"tasks", "implementation"} for m in members)


def _as_role(name: str | None) -> SectionRole | None:
    roles: tuple[SectionRole, ...] = ("purpose", "tasks", "implementation", "funding", "annex", "other")
    return next((role for role in roles if role == name), None)
