"""Web pages flattened to Markdown: cell marks alone on their lines, bold marks, menus around the document."""

from __future__ import annotations

import re

from pipeline.model import Source

_MARK_LINE = re.compile(r"^\|$", re.M)


def is_flattened(text: str) -> bool:
    r"""Whether a text is such a page: lines that hold nothing but a cell mark.

    Example:
        >>> is_flattened("|\nTT\n|\nNhiệm vụ\n|\n|\n1\n|"), is_flattened("CHỈ THỊ")
        (True, False)
    """
    return len(_MARK_LINE.findall(text)) >= 3


def read_flattened(text: str, name: str) -> Source:
    """Read a flattened page."""
    raise NotImplementedError
