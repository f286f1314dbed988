"""Where the name of a programme or of a document without number ends: quotes, periods, commas, stop words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from pipeline.tagging.references.issuers import match_issuer
from pipeline.tagging.tables import LOWER, UPPER, alternatives, words

YEAR = r"(?:19|20)\d\d"
YEARS = rf"{YEAR}(?:\s?[-–]\s?{YEAR})?"
CLOSING = {"“": "”", '"': '"', "‘": "’", "«": "»", "”": "”"}
WORD = re.compile(r"[\wà-ỹ&/.+%-]*[\wà-ỹ&%]")
SPACE = re.compile(r"\s*")
CLAUSE = re.compile(r"[^;.:“”\n]{0,400}")
COORDINATION = re.compile(r"(?:[\wà-ỹ&-]+\s+){1,7}?và\s|(?:[\wà-ỹ&-]+\s+){0,5}[\wà-ỹ&-]+,\s")
SHORT_COORDINATION = re.compile(r"(?:[\wà-ỹ&-]+\s+){1,3}?và\s")
CAPITALS = re.compile(r"[A-ZĐ&]{2,}(?![\wà-ỹ])")
_DUE = re.compile(r"(?:xong )?trước \d")
LONGEST = 70
VERB_LIST = 3


@cache
def one_of(group: str) -> str:
    r"""The pattern for any word of a group of ``name_words.tsv``.

    Example:
        >>> one_of("outlook")
        'định\\s+hướng|tầm\\s+nhìn'
    """
    return alternatives(words("references/name_words.tsv", group=group))


@lru_cache(maxsize=1)
def _period() -> re.Pattern[str]:
    outlook = rf"(?:\s*,?\s*(?:và\s+)?(?:{one_of('outlook')})(?:\s+đến)?(?:\s+năm)?\s+{YEARS})"
    span = rf"(?:{one_of('period')})\s+(?:từ\s+)?(?:năm\s+)?{YEARS}(?:\s+(?:và|đến)\s+(?:năm\s+)?{YEAR})?"
    bare = rf"{YEARS}(?=\s|[.,;:)”\"]|$)"
    return re.compile(rf"(?i:(?:\((?:{span}|{bare})\)|{span}|{bare}){outlook}*)")


@lru_cache(maxsize=1)
def _tail() -> re.Pattern[str]:
    return re.compile(rf"\s*,?\s*(?:{_period().pattern})")


@lru_cache(maxsize=1)
def _period_ahead() -> re.Pattern[str]:
    return re.compile(rf"(?<![\wà-ỹ])(?:{one_of('period')})\s+{YEAR}")


@lru_cache(maxsize=1)
def _hard_end() -> re.Pattern[str]:
    dash = rf"[-–]\s(?=[{UPPER}][{LOWER}])"
    return re.compile(rf"[;:\n”\"“\[\]…|]|\.(?=\s|$|/)|{dash}|\((?={one_of('remark')})|\)")


@lru_cache(maxsize=1)
def _elsewhere() -> re.Pattern[str]:
    return re.compile(rf"(?<![\wà-ỹ])(?:{one_of('elsewhere')})\s")


@lru_cache(maxsize=16)
def _ends(*after: str) -> re.Pattern[str]:
    phrases = [phrase for group in after for phrase in words("references/name_ends.tsv", after=group)]
    return re.compile(rf"(?i:{alternatives(phrases)})(?![\wà-ỹ])")


def is_bare(text: str, at: int) -> bool:
    """Whether no name follows a kind word: ``Chương trình theo …``, ``Đề án này``.

    Example:
        >>> is_bare("Đề án này", 6), is_bare("Đề án bảo tồn", 6)
        (True, False)
    """
    proper = text[at : at + 1].isupper() and text[at + 1 : at + 2].islower()
    ends = _ends("any") if proper else _ends("any", "bare")
    return bool(ends.match(text, at) or text.startswith(("của ", "và ", "("), at))


def quoted_end(text: str, at: int) -> tuple[int, int] | None:
    """The range of a name in quotes that begins at ``at``, without the quotes; None where no quote closes.

    Example:
        >>> quoted_end("Đề án “Xây dựng xã hội học tập” là", 6)
        (7, 30)
    """
    if at >= len(text) or text[at] not in CLOSING:
        return None
    depth = 1
    for i in range(at + 1, min(len(text), at + 600)):
        if text[i] == CLOSING[text[at]]:
            depth -= 1
            if not depth:
                return at + 1, i
        elif text[i] == text[at]:
            depth += 1
    return None


def period_end(text: str, at: int) -> int:
    """The end of a period that follows a name at ``at``, or ``at``.

    Example:
        >>> period_end("X giai đoạn 2021 - 2030, tầm nhìn đến năm 2045 của", 1)
        46
    """
    match = _tail().match(text, at)
    return match.end() if match else at


def name_end(
    text: str, at: int, *, drafted: bool = False, titled: bool = False, jumps: Mapping[int, int] | None = None
) -> int:
    """The end of a name without quotes whose first word begins at ``at``.

    Args:
        text: The paragraph.
        at: Where the first word of the name begins.
        drafted: The document is still to be drafted: ``trên địa bàn …`` belongs to its name.
        titled: The name is a title (``quy định …``, ``về …``) that runs on to the end of its clause.
        jumps: Start and end of references inside the name, taken as a whole.
    """
    stops = _ends("title") if titled else _ends("any", "verb") if drafted else _ends("any", "verb", "place")
    end, pos, count = at, at, 0
    while count < LONGEST:
        pos = SPACE.match(text, pos).end()  # type: ignore[union-attr]
        if pos >= len(text) or (_hard_end().match(text, pos) and text[pos] not in ("“(" if titled else "(")):
            break
        if jumps and pos in jumps and count:
            end = pos = jumps[pos]
            count += 3
            continue
        if count and (period := _period().match(text, pos)):
            by = match_issuer(text, period.end())
            end = pos = by.end() if by else period.end()
            if titled and not by:
                count += 1
                continue
            return end
        if titled and (quoted := quoted_end(text, pos)):
            end = pos = quoted[1] + 1
            count += 1
            continue
        if text[pos] == ",":
            listing = count <= VERB_LIST and bool(_ends("listing").match(text, at))
            if not _goes_on_after_comma(text, pos + 1, count, titled=titled, listing=listing):
                break
            pos += 1
            continue
        if text[pos] == "(":
            close = text.find(")", pos)
            if _hard_end().match(text, pos) or close < 0 or close - pos > 40:
                break
            end = pos = close + 1
            continue
        if count and _stops(text, pos, stops, count):
            break
        if count and not titled and (by := match_issuer(text, pos)):
            return by.end()
        word = WORD.match(text, pos)
        if not word:
            if text[pos] not in "-–/&":
                break
            pos += 1
            continue
        end = pos = word.end()
        count += 1
    return end


def _stops(text: str, pos: int, stops: re.Pattern[str], count: int) -> bool:
    if _DUE.match(text, pos):
        return True
    if stops.match(text, pos):
        return not (text.endswith((" và ", " và"), 0, pos) and _ends("verb").match(text, pos))
    if not text.startswith("và ", pos):
        return False
    return bool(_ends("and", "kind").match(text, pos + 3)) or (text[pos + 3].isupper() and count > 8)


def _goes_on_after_comma(text: str, at: int, count: int, *, titled: bool, listing: bool) -> bool:
    """Whether a comma stands inside a name: a list of verbs, a list that ``và`` closes, a period still to come."""
    clause = CLAUSE.match(text, at)
    ahead = clause.group().lstrip() if clause else ""
    if ahead.isupper() and text[:at].rstrip(", ")[-6:].isupper():
        ahead = ahead.lower()
    period = _period_ahead().search(ahead)
    if not ahead or _ends("kind").match(ahead):
        return False
    if ahead[0].isupper():
        return bool(period and CAPITALS.match(ahead))
    if listing:
        return not _ends("any").match(ahead)
    if period and len(ahead[: period.start()].split()) < 30 and not _elsewhere().search(ahead[: period.start()]):
        return count < 12 or not _ends("comma").match(ahead)
    if titled and SHORT_COORDINATION.match(ahead):
        return True
    if _ends("comma", "any").match(ahead):
        return False
    return titled or bool(COORDINATION.match(ahead))
