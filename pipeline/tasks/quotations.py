"""Passages of a law that a letter quotes whole: they direct nobody in the letter."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.model import Paragraph, Table

LONGEST = 40
"""Paragraphs; a mark that is not closed within so many was no quotation's."""
_OPENS = re.compile(r"^\W*[“\"«](?=\w)")
_CLOSES = re.compile(r"[”\"»][\s.;,)]*$")
_LAST_OPEN = re.compile(r":\s*(?P<open>“)(?=\w)[^“”]*$")
_FIRST_CLOSE = re.compile(r"^[^“]*?”")


def quoted_spans(words: str, blocks: Sequence[Paragraph | Table]) -> list[tuple[int, int]]:
    r"""Where quotations stand that open in one paragraph and close in a later one.

    Args:
        words: the document's text.
        blocks: its blocks in reading order.

    Returns:
        begin and end of each in ``words``, from the mark that opens it to the one that closes it.

    Example:
        >>> text = '“Điều 5. Ấn định\n1. Cơ quan thuế ấn định.”\nYêu cầu rà soát.'
        >>> starts = [0, 17, 43]
        >>> paragraphs = [Paragraph(a, b, a, "body") for a, b in zip(starts, (16, 42, len(text)))]
        >>> quoted_spans(text, paragraphs)
        [(0, 42)]
    """
    found: list[tuple[int, int]] = []
    start: int | None = None
    opened = 0
    for n, block in enumerate(blocks):
        if isinstance(block, Table):
            start = None
            continue
        text = words[block.body : block.end]
        if start is None:
            start, opened = _opening(text, block.body), n
        elif closed := _CLOSES.search(text) or _FIRST_CLOSE.match(text):
            found.append((start, block.body + closed.end()))
            start = _opening(text[closed.end() :], block.body + closed.end(), inside=True)
            opened = n
        elif n - opened > LONGEST:
            start = None
    return found


def _opening(text: str, at: int, inside: bool = False) -> int | None:
    """Where a quotation opens in a paragraph that does not close it."""
    if not inside and (opens := _OPENS.match(text)) and not _CLOSES.search(text):
        return at + opens.end() - 1
    last = _LAST_OPEN.search(text, max(text.rfind("“") - 20, 0)) if "“" in text else None
    return at + last.start("open") if last else None
