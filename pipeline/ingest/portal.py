"""The furniture of law portals around a document: property tables, notices, lists of related documents."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from pipeline.model import Line, SourceTable
from pipeline.text import strip_marks
from pipeline.text.tables import read_table

_PROPERTIES = 3
_NOISE_LENGTH = 250
# Công điện 228/CĐ-TTg năm 2025 … do Thủ tướng Chính phủ điện: the portal's own caption, after the document.
_CAPTION = re.compile(r"[A-ZĐ][^\d:;.]{2,30} (\d+\S*/\S+) .* do .*[^.;:]$", re.S)
_HEAD_ITEMS = 10


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    kinds: dict[str, list[str]] = {}
    for row in read_table("portal_marks.tsv", "pipeline.ingest"):
        kinds.setdefault(row["kind"], []).append(re.escape(row["pattern"]))
    return {kind: re.compile(r"\W*(?:" + "|".join(p) + r")\b") for kind, p in kinds.items()}


def _bare(text: str) -> str:
    return strip_marks(text).lower()


def is_property(text: str) -> bool:
    """Whether a line is a label of a portal's property table.

    Example:
        >>> is_property("Ngày ban hành:"), is_property("Số: 12/CT-UBND")
        (True, False)
    """
    bare = _bare(text).rstrip()
    m = _patterns()["property"].match(bare)
    return bool(m) and bare[m.end() :].strip() in ("", ":") if m else False


def is_noise(text: str) -> bool:
    """Whether a line is a portal's own notice.

    Example:
        >>> is_noise("Đang tải văn bản..."), is_noise("Điều 1. Phê duyệt")
        (True, False)
    """
    return len(text) < _NOISE_LENGTH and bool(_patterns()["noise"].match(_bare(text)))


def is_end(text: str) -> bool:
    """Whether a line opens what a portal lists after the document.

    Example:
        >>> is_end("Văn bản liên quan")
        True
    """
    bare = _bare(text)
    m = _patterns()["end"].match(bare)
    return bool(m) and len(bare) < 60 if m else False


def without_furniture(items: Sequence[Line | SourceTable]) -> list[Line | SourceTable]:
    """Leave a portal's notices and property tables out.

    Example:
        >>> [i.text for i in without_furniture([Line("Đang tải văn bản..."), Line("CHỈ THỊ")])]
        ['CHỈ THỊ']
    """
    kept: list[Line | SourceTable] = []
    head = "\n".join(_text(item) for item in items[:_HEAD_ITEMS])
    for item in items:
        if isinstance(item, Line):
            if is_end(item.text) and kept:
                break
            caption = _CAPTION.match(item.text) if len(kept) > _HEAD_ITEMS // 2 else None
            if not is_noise(item.text) and not (caption and caption[1] in head):
                kept.append(item)
        elif _properties(item) < _PROPERTIES:
            kept.append(item)
    return kept


def _text(item: Line | SourceTable) -> str:
    if isinstance(item, Line):
        return item.text
    return "\n".join(cell.text for row in item.rows for cell in row if cell is not None)


def _properties(table: SourceTable) -> int:
    if len(table.rows) > 12:
        return 0
    return sum(is_property(cell.text) for row in table.rows for cell in row if cell is not None)
