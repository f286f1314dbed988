"""The “6 rõ” check: which of the six things a directive must make clear a task leaves open.

Source: Thủ tướng Chính phủ, “6 rõ: rõ người, rõ việc, rõ thời gian, rõ trách nhiệm, rõ sản phẩm, rõ thẩm quyền”
(công điện and thông báo kết luận since 2024).
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Actor, Deadline, LeadSource

PERSON, WORK, TIME, DUTY, PRODUCT, AUTHORITY = "người", "việc", "thời gian", "trách nhiệm", "sản phẩm", "thẩm quyền"
MIN_WORK_WORDS = 4


def missing_points(
    text: str,
    lead: Sequence[Actor],
    lead_source: LeadSource | None,
    coordinate: Sequence[Actor],
    direct: Sequence[Actor],
    report_to: Sequence[Actor],
    deadlines: Sequence[Deadline],
    product: str | None,
) -> tuple[str, ...]:
    """Which of the six points the text leaves open, in the order in which they are named.

    ``người``: nobody leads, or only the addressees at large; ``việc``: too few words to say a work; ``thời gian``:
    no deadline; ``trách nhiệm``: several lead and nobody is told from the others; ``sản phẩm``: no named outcome;
    ``thẩm quyền``: neither who directs it nor who receives or decides it.

    Example:
        >>> missing_points("Rà soát", [], None, [], [], [], [], None)
        ('người', 'việc', 'thời gian', 'trách nhiệm', 'sản phẩm', 'thẩm quyền')
    """
    open_points = {
        PERSON: not lead or lead_source == "addressee",
        WORK: len(text.split()) < MIN_WORK_WORDS,
        TIME: not deadlines,
        DUTY: not lead or (len(lead) > 1 and not coordinate and not direct),
        PRODUCT: product is None,
        AUTHORITY: not direct and not report_to,
    }
    return tuple(point for point, is_open in open_points.items() if is_open)
