"""Signs in a task's words that it may be none: of statements, targets, closings."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=1)
def signs() -> dict[str, re.Pattern[str]]:
    """Pattern by name, from ``signs.tsv``.

    Example:
        >>> "target" in signs()
        True
    """
    lines = files(__package__).joinpath("signs.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines[1:] if line)
    return {name: re.compile(expression, re.IGNORECASE) for name, expression, _ in rows}
