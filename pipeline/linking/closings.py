"""Closing sentences that every document has: alike in all fields, they tell of no common work by themselves."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.model import Link

CLOSING = re.compile(
    r"quá trình (?:tổ chức )?(?:triển khai|thực hiện)\b.*(?:khó khăn|vướng mắc|phát sinh)"
    r"|\b(?:thi hành|thực hiện|triển khai)\b[^.;]{0,40}\b"
    r"(?:chỉ thị|quyết định|kế hoạch|công văn|thông báo|nghị quyết|công điện|văn bản) này\W*$",
    re.IGNORECASE,
)
RELATED = 3
"""So many other links make two documents related; then their closings go on with each other too."""


def is_closing(text: str) -> bool:
    """Whether a task only says to carry the document out, or where to turn with difficulties.

    Example:
        >>> is_closing("Các đơn vị nghiêm túc thực hiện Chỉ thị này./."), is_closing("Rà soát việc thực hiện Luật này.")
        (True, False)
    """
    return CLOSING.search(text) is not None


def without_mere_closings(links: Sequence[Link], closings: frozenset[tuple[str, str]]) -> list[Link]:
    """Links without those between closings of documents that nothing else links.

    Args:
        links: of a corpus.
        closings: the tasks, by document and id, that are closings.
    """
    others = Counter(
        (link.source[0], link.target[0])
        for link in links
        if link.source not in closings and link.target not in closings
    )
    return [
        link
        for link in links
        if others[link.source[0], link.target[0]] >= RELATED
        or (link.source not in closings and link.target not in closings)
    ]
