"""Which column of a table holds what, told by its head words and, where those leave it open, by its cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from pipeline.model import ColumnRole
from pipeline.text import fold
from pipeline.text.tables import read_table

_NUMBERED = re.compile(r"\(?(?:\d{1,3}|[IVXLC]{1,6}|[A-Z])(?:\.\d{1,2})*\)?[.)]?")
# ``Phụ trách`` names who does the work where no other column does, ``Lãnh đạo phụ trách`` who oversees it.
_LED_BY = re.compile(r"chỉ đạo|lãnh đạo|theo dõi")
_SHORT = 14


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[re.Pattern[str], ColumnRole], ...]:
    rows = sorted(read_table("columns.tsv", __package__), key=lambda r: int(r["rank"]))
    return tuple((re.compile(r["pattern"]), r["role"]) for r in rows)  # type: ignore[misc]


def role_of(head: str) -> ColumnRole:
    """The role that a column's head words name.

    Example:
        >>> role_of("Đơn vị chủ trì"), role_of("Thời gian hoàn thành"), role_of("TT"), role_of("Diện tích")
        ('lead', 'deadline', 'no', 'other')
    """
    folded = re.sub(r"\s+", " ", fold(head)).strip(" :.*")
    for pattern, role in _patterns():
        if pattern.fullmatch(folded):
            return role
    return "other"


def is_header(cells: Sequence[str]) -> bool:
    """Whether a row names columns: most of its cells are short and two at least name a role.

    Example:
        >>> is_header(["TT", "Nội dung", "Đơn vị chủ trì"]), is_header(["1", "Xây dựng kế hoạch", "Sở Nội vụ"])
        (True, False)
    """
    filled = [c for c in cells if c.strip()]
    if len(filled) < 2 or any(len(c) > 120 for c in filled) or _NUMBERED.fullmatch(filled[0].strip()):
        return False
    roles = [role_of(c) for c in filled]
    sure = [r for r in roles if r != "other"]
    counted = "no" in sure and len(sure) >= 3
    return len(set(sure)) >= 2 and (counted or len(sure) * 2 >= len(filled))


def column_roles(header: Sequence[str], columns: Sequence[Sequence[str]]) -> tuple[ColumnRole, ...]:
    """Roles of all columns; `columns` are the cell texts below each head, by which doubtful heads are settled.

    Example:
        >>> column_roles(["TT", "Chỉ tiêu", "Đơn vị", "Chỉ tiêu phấn đấu", "Phòng chủ trì"],
        ...              [["1"], ["Tỷ lệ huy động trẻ nhà trẻ"], ["%"], ["46"], ["GDMN"]])
        ('no', 'name', 'unit', 'target', 'lead')
    """
    roles = [role_of(h) for h in header]
    if roles and roles[0] == "other" and not header[0].strip() and _all_numbers(columns[0]):
        roles[0] = "no"
    for i, role in enumerate(roles):
        if role == "lead" and _measures(columns[i]):
            roles[i] = "other"
        elif role == "unit" and not _short(columns[i]):
            roles[i] = "lead"
        elif role == "product" and {"name", "unit"} & set(roles) and _measures(columns[i]):
            roles[i] = "target"
        elif role == "target" and not _has_digits(columns[i]):
            roles[i] = "product" if "product" not in roles and i > 1 else "other"
    if "lead" not in roles and "direct" in roles and not _LED_BY.search(fold(header[roles.index("direct")])):
        roles[roles.index("direct")] = "lead"
    roles = _one_task(roles, columns)
    if "name" in roles and not _indicates(roles) and {"coordinate", "deadline", "product"} & set(roles):
        roles = ["task" if r == "name" and "task" not in roles else r for r in roles]
    if _indicates(roles) and "name" not in roles and "task" in roles:
        roles[roles.index("task")] = "name"
    return tuple(roles)


def _indicates(roles: Sequence[ColumnRole]) -> bool:
    """Whether the columns are those of a list of indicators."""
    measured = "target" in roles and ("unit" in roles or "name" in roles)
    return measured and not ("task" in roles and {"lead", "deadline"} <= set(roles))


def _one_task(roles: list[ColumnRole], columns: Sequence[Sequence[str]]) -> list[ColumnRole]:
    """Keep one column a main role: of two that could be the task, the one with more words."""
    for role in ("task", "name"):
        places = [i for i, r in enumerate(roles) if r == role]
        if len(places) > 1:
            best = max(places, key=lambda i: (sum(map(len, columns[i])), -i))
            for i in places:
                if i != best:
                    roles[i] = "target" if role == "name" and _has_digits(columns[i]) else "other"
    return roles


def _all_numbers(cells: Sequence[str]) -> bool:
    filled = [c.strip() for c in cells if c.strip()]
    return bool(filled) and all(_NUMBERED.fullmatch(c) for c in filled)


def _short(cells: Sequence[str]) -> bool:
    filled = [c for c in cells if c.strip()]
    return not filled or sum(len(c) <= _SHORT for c in filled) >= 0.7 * len(filled)


def _measures(cells: Sequence[str]) -> bool:
    """Whether the cells hold values: short and with a number."""
    filled = [c for c in cells if c.strip()]
    return bool(filled) and sum(len(c) <= _SHORT and any(ch.isdigit() for ch in c) for c in filled) >= 0.7 * len(filled)


def _has_digits(cells: Sequence[str]) -> bool:
    filled = [c for c in cells if c.strip()]
    return not filled or sum(any(ch.isdigit() for ch in c) for c in filled) >= 0.4 * len(filled)
