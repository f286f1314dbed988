"""Kinds and levels of schools as lists name them: ``các trường THCS, THPT, TTGDTX`` (Luật Giáo dục 2019, điều 6)."""

from __future__ import annotations

import re

_LEVEL = (
    r"(?:mầm non|mẫu giáo|nhà trẻ|tiểu học|trung học cơ sở|trung học phổ thông|"
    r"th|thcs|thpt|ptcs|ptdtnt|ptdtbt|phổ thông(?: dân tộc nội trú| dân tộc bán trú| có nhiều cấp học)?|gdtx|"
    r"giáo dục thường xuyên|đại học|cao đẳng|học viện|trung cấp(?: chuyên nghiệp| nghề)?|dạy nghề|ttgdtx)(?!\w)"
)
_NEXT = rf"(?:(?:, và |, | và |/|-)(?:trường )?{_LEVEL})"
FURTHER_LEVELS = re.compile(f"{_NEXT}+")
"""The levels that go on behind the first."""
SCHOOL_LEVELS = re.compile(f" {_LEVEL}{_NEXT}+")
"""Two levels or more behind ``trường``, with the space before them."""
