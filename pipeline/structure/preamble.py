"""Where the preamble ends and where the closing paragraphs begin."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.structure.numbering import read_bullet
from pipeline.structure.words import folded_phrases
from pipeline.text import fold


def preamble_end(texts: Sequence[str], first_unit: int | None) -> int:
    """How many of the body's paragraphs are preamble: all before the first unit; without units those up to a lead-in.

    Example:
        >>> preamble_end(["Căn cứ Luật Giáo dục;", "Sở yêu cầu các trường thực hiện như sau:", "- Rà soát."], None)
        2
        >>> preamble_end(["Căn cứ Luật Giáo dục;", "Đề nghị các trường báo cáo."], None)
        1
    """
    if first_unit is not None:
        return first_unit
    for i, text in enumerate(texts):
        if text.rstrip().endswith(":"):
            return i + 1
        if read_bullet(text):
            return i
    count = 0
    for text in texts:
        low = fold(text)
        if not any(low.startswith(f"{p} ") for p in folded_phrases("preamble")):
            break
        count += 1
    return count if count < len(texts) else max(len(texts) - 1, 0)


def closing_start(texts: Sequence[str], owned: Sequence[bool]) -> int:
    """Where the closing begins that belongs to no unit; ``len(texts)`` where there is none.

    Args:
        texts: the body's paragraphs.
        owned: whether a paragraph opens a unit, is an item of a list or the only text under a heading.

    Example:
        >>> closing_start(["1. Sở Y tế rà soát.", "Yêu cầu các đơn vị thực hiện./."], [True, False])
        1
    """
    start = len(texts)
    while start > 0 and not owned[start - 1] and len(texts) - start < 4:
        start -= 1
    while start < len(texts) and not _closes(texts[start]):
        start += 1
    return start


def _closes(text: str) -> bool:
    low = fold(text)
    if low.startswith(folded_phrases("closing")):
        return True
    return text.rstrip().endswith("./.") and any(v in low for v in folded_phrases("closing_verb"))
