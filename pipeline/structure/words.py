"""Lists of short phrases that the structure stage asks for, by the name of the list."""

from __future__ import annotations

from functools import lru_cache

from pipeline.text.tables import read_table

# A capital letter, as a class for patterns; ranges will not do, capitals and small letters alternate beyond ASCII.
CAPITAL = "[A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ]"


@lru_cache(maxsize=16)
def phrases(use: str) -> tuple[str, ...]:
    """The phrases of one use, in the table's order.

    Example:
        >>> "khoản" in phrases("before_number")
        True
    """
    return tuple(r["phrase"] for r in read_table("phrases.tsv", __package__) if r["use"] == use)
