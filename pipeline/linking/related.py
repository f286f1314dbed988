"""Links between documents that have hardly anything in common are left out: such few links are nearly always wrong."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.linking.linktask import LinkTask
from pipeline.model import Link

CLOSING = re.compile(
    r"quá trình (?:tổ chức )?(?:triển khai|thực hiện)\b.*(?:khó khăn|vướng mắc|phát sinh)"
    r"|\b(?:thi hành|thực hiện|triển khai)\b[^.;]{0,40}\b"
    r"(?:chỉ thị|quyết định|kế hoạch|công văn|thông báo|nghị quyết|công điện|văn bản) này\W*$",
    re.IGNORECASE,
)
RELATED = 3
"""So many links make two documents related, fewer where one of them has less than ten tasks."""
SHARE = 0.3


def is_closing(text: str) -> bool:
    """Whether a task only says to carry the document out, or where to turn with difficulties, as in every field.

    Example:
        >>> is_closing("Các đơn vị nghiêm túc thực hiện Chỉ thị này./."), is_closing("Rà soát việc thực hiện Luật này.")
        (True, False)
    """
    return CLOSING.search(text) is not None


def of_related(links: Sequence[Link], tasks: Sequence[LinkTask]) -> list[Link]:
    """The links within documents and between related ones; closings do not tell which are related.

    Args:
        links: of a corpus.
        tasks: all its tasks.
    """
    closings = {task.key for task in tasks if is_closing(task.text)}
    sizes = Counter(task.document.stem for task in tasks)
    shared = Counter(_pair(link) for link in links if link.source not in closings and link.target not in closings)
    related = {
        pair for pair, count in shared.items() if count >= min(RELATED, SHARE * min(map(sizes.__getitem__, pair)))
    }
    return [link for link in links if link.source[0] == link.target[0] or _pair(link) in related]


def _pair(link: Link) -> tuple[str, str]:
    return link.source[0], link.target[0]
