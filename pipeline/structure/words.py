"""Lists of short phrases that the structure stage asks for, by the name of the list."""

from __future__ import annotations

from functools import lru_cache

from pipeline.text import fold
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


@lru_cache(maxsize=32)
def folded_phrases(use: str) -> tuple[str, ...]:
    """The same in folded spelling, to be sought in folded text.

    Example:
        >>> "căn cứ" in folded_phrases("preamble")
        True
    """
    return tuple(fold(phrase) for phrase in phrases(use))
