"""HTML: portal pages and saved pages with menus around the document."""

from __future__ import annotations

import re
from typing import Any

from pipeline.ingest.decoding import decode
from pipeline.ingest.html_content import choose_content
from pipeline.ingest.limits import LIMITS, Limits
from pipeline.ingest.portal import without_furniture
from pipeline.model import Page, ReadError, Source

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]+)", re.I)
_HEAD = 8192


def read_html(data: bytes, name: str, limits: Limits = LIMITS) -> Source:
    """Read a page: its main text without menus, scripts and styles; nothing is fetched.

    Example:
        >>> [line.text for line in read_html("<p>KẾ<br>HOẠCH<script>x</script>".encode(), "x").items()]
        ['KẾ', 'HOẠCH']
    """
    declared = _CHARSET.search(data[:_HEAD])
    text, _ = decode(data, declared[1].decode("ascii", "replace") if declared else None)
    return source_of_html(text, name, limits)


def source_of_html(text: str, name: str, limits: Limits = LIMITS) -> Source:
    """Make a Source of a decoded page.

    Example:
        >>> source_of_html("<p>CHỈ THỊ", "x").format
        'html'
    """
    from selectolax.lexbor import LexborHTMLParser

    from pipeline.ingest.html_blocks import read_blocks

    if len(text) > limits.text_chars:
        raise ReadError(f"page of {len(text):,} characters (limit {limits.text_chars:,}); split the file")
    tree: Any = LexborHTMLParser(text)
    root, menus = choose_content(tree)
    items = without_furniture(read_blocks(root, limits, menus)) if root is not None else []
    if not items:
        raise ReadError("the page holds no text")
    return Source(name, "html", (Page(1, tuple(items)),))
