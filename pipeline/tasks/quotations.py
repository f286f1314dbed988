"""Passages of a law that a letter quotes whole: they direct nobody in the letter."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.model import Paragraph, Table

LONGEST = 40
"""Paragraphs; a mark that is not closed within so many was no quotation's."""
_OPENS = re.compile(r"^\W*[“\"«]")
_CLOSES = re.compile(r"[”\"»][\s.;,)]*$")


def quoted_paragraphs(words: str, blocks: Sequence[Paragraph | Table]) -> frozenset[int]:
    r"""The places among ``blocks`` of the paragraphs of a quotation that opens one paragraph and closes a later one.

    Args:
        words: the document's text.
        blocks: its blocks in reading order.

    Example:
        >>> text = '“Điều 5. Ấn định\n1. Cơ quan thuế ấn định.”\nYêu cầu rà soát.'
        >>> starts = [0, 17, 43]
        >>> paragraphs = [Paragraph(a, b, a, "body") for a, b in zip(starts, (16, 42, len(text)))]
        >>> sorted(quoted_paragraphs(text, paragraphs))
        [0, 1]
    """
    quoted: set[int] = set()
    opened: int | None = None
    for n, block in enumerate(blocks):
        if isinstance(block, Table):
            opened = None
            continue
        text = words[block.body : block.end]
        if opened is None and _OPENS.match(text) and not _CLOSES.search(text):
            opened = n
        elif opened is not None and _CLOSES.search(text):
            quoted.update(range(opened, n + 1))
            opened = None
        elif opened is not None and n - opened > LONGEST:
            opened = None
    return frozenset(quoted)
