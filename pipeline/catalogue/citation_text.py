"""What the text around a mention says of the document: its title, what it issues, what it is called from here on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from pipeline.tagging.references.names import name_end
from pipeline.tagging.tables import alternatives
from pipeline.text.tables import read_table

LONGEST_GAP = 60
"""Characters between two mentions that may hold ``được phê duyệt tại`` and the like."""
JOINS_NEXT = re.compile(r"(?:[,;]|\b(?:và|cùng với))\s*$")
LONGEST_TITLE = 600


def read_title(text: str, end: int, behind: Sequence[tuple[int, int, bool]] = ()) -> tuple[int, int] | None:
    """The range of a cited document's title that follows a mention ending at ``end``, None where none follows.

    Args:
        text: the text.
        end: where the mention ends.
        behind: start and end of the mentions behind it, and whether each is numbered; the title stops before a numbered
            one that stands beside its own in a list, and takes in whole those that it names.

    Example:
        >>> text = "Quyết định số 5/QĐ-TTg về việc phê duyệt Đề án Y; Kế hoạch"
        >>> text[slice(*read_title(text, 22))]
        'về việc phê duyệt Đề án Y'
    """
    opened = _title().match(text, end)
    if not opened:
        return None
    start = opened.start("opener")
    near = [mention for mention in behind if start <= mention[0] < start + LONGEST_TITLE]
    limit = next((a for a, _, numbered in near if numbered and JOINS_NEXT.search(text[start:a])), len(text))
    # The second half of these would end a name if it stood alone.
    words = {m.start(): m.end() for m in _one_word().finditer(text, start, start + LONGEST_TITLE)}
    stop = name_end(text, start, titled=True, jumps=words | {a: b for a, b, _ in near if b > a})
    title = text[start : min(stop, limit)]
    if stop >= limit:
        title = JOINS_NEXT.sub("", title)
    title = title.rstrip(" ,;.")
    return (start, start + len(title)) if len(title.split()) > 2 else None


def issues(gap: str) -> bool:
    """Whether what stands between a numbered and a named mention says that the first issues the second.

    Example:
        >>> issues(" về việc phê duyệt "), issues(" hướng dẫn thực hiện ")
        (True, False)
    """
    return bool(_whole("issues").fullmatch(gap))


def is_issued_by(gap: str) -> bool:
    """The same the other way round: ``Đề án X được phê duyệt tại Quyết định số …``.

    Example:
        >>> is_issued_by(" (ban hành kèm theo ")
        True
    """
    return bool(_whole("issued_by").fullmatch(gap))


def is_called(gap: str) -> bool:
    """Whether a mention is said to be called by the next one from here on: ``… (sau đây gọi tắt là Đề án 06)``.

    Example:
        >>> is_called(" (sau đây gọi tắt là "), is_called(" và ")
        (True, False)
    """
    return bool(_whole("called").search(gap))


def carries_out(gap: str) -> bool:
    """Whether a title says at its end that its document carries out the one named next.

    Example:
        >>> carries_out(" về việc triển khai thực hiện "), carries_out(" sửa đổi ")
        (True, False)
    """
    return bool(_whole("carries_out").search(gap))


@lru_cache(maxsize=16)
def phrases(use: str) -> tuple[str, ...]:
    """The phrases of ``citation_phrases.tsv`` for one use.

    Example:
        >>> phrases("self")
        ('này',)
    """
    return tuple(row["phrase"] for row in read_table("citation_phrases.tsv", "pipeline.catalogue") if row["use"] == use)


@lru_cache(maxsize=8)
def _whole(use: str) -> re.Pattern[str]:
    words = alternatives(phrases(use))
    if use == "called":
        return re.compile(rf"\(\s*(?:[^()]*?\s)?(?i:{words})\s*:?\s*[“\"]?$")
    if use == "carries_out":
        return re.compile(rf"(?<![\wà-ỹ])(?i:{words})(?:\s+[\wà-ỹ]+){{0,2}}\s*$")
    return re.compile(rf"\s*,?\s*\(?\s*(?i:{words})\s*")


@lru_cache(maxsize=1)
def _one_word() -> re.Pattern[str]:
    return re.compile(rf"(?<![\wà-ỹ])(?i:{alternatives(phrases('one_word'))})(?![\wà-ỹ])")


@lru_cache(maxsize=1)
def _title() -> re.Pattern[str]:
    return re.compile(rf"\s*,?\s*(?:\([^()]*\)\s*)?(?P<opener>(?i:{alternatives(phrases('title'))}))(?![\wà-ỹ])")
