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
# Elements that stay open until they are closed; p, li, td and the like close each other.
_NESTING = re.compile(
    r"<(/?)(?:div|span|b|i|u|em|strong|font|center|a|ul|ol|dl|table|section|article|blockquote|form|big|small|s|sup|sub"
    r"|tt|code|pre|fieldset|main|header|footer|nav|aside|details|label|object|svg|math|template)\b",
    re.I,
)


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
    if _depth(text) > limits.depth:
        raise ReadError(f"elements nested more than {limits.depth:,} deep; the page is damaged")
    tree: Any = LexborHTMLParser(text)
    root, menus = choose_content(tree)
    items = without_furniture(read_blocks(root, limits, menus)) if root is not None else []
    if not items:
        raise ReadError("the page holds no text")
    return Source(name, "html", (Page(1, tuple(items)),))


def _depth(text: str) -> int:
    """About how many elements are open at once."""
    deepest = depth = 0
    for m in _NESTING.finditer(text):
        depth = max(depth - 1, 0) if m[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest
