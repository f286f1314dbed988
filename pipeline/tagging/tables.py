"""Reads the word lists that stand as TSV tables beside the modules of this package."""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files

UPPER = "A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
LOWER = "a-zđàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
TONE_PLACES = {
    "òa": "oà", "óa": "oá", "ỏa": "oả", "õa": "oã", "ọa": "oạ",
    "òe": "oè", "óe": "oé", "ỏe": "oẻ", "õe": "oẽ", "ọe": "oẹ",
    "ùy": "uỳ", "úy": "uý", "ủy": "uỷ", "ũy": "uỹ", "ụy": "uỵ",
}  # fmt: skip
Y_TO_I = dict(zip("yýỳỷỹỵ", "iíìỉĩị", strict=True))
I_OR_Y = re.compile(r"(?<![\wà-ỹ])([hklmtsHKLMTS])([yýỳỷỹỵ])(?![\wà-ỹ])")


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a table as mappings from column to cell; lines that begin with ``#`` are comments.

    Example:
        >>> rows("references/kinds.tsv")[0]["kind"]
        'Nghị quyết'
    """
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return tuple(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def names_in(row: dict[str, str], others: str = "aliases") -> tuple[str, ...]:
    """The name that a row gives, and the other names in the column ``others``.

    Example:
        >>> names_in({"name": "Thừa Thiên Huế", "aliases": "Thừa Thiên-Huế|TT Huế"})
        ('Thừa Thiên Huế', 'Thừa Thiên-Huế', 'TT Huế')
    """
    return row["name"], *filter(None, row[others].split("|"))


@cache
def words(name: str, **where: str) -> tuple[str, ...]:
    """The first column of the rows whose other cells equal ``where``.

    Example:
        >>> "NĐ" in [row["abbreviation"] for row in rows("references/kinds.tsv")]
        True
    """
    return tuple(
        next(iter(row.values())) for row in rows(name) if all(row[column] == cell for column, cell in where.items())
    )


def alternatives(phrases: tuple[str, ...] | list[str]) -> str:
    r"""A pattern for any of the phrases, the longest first, any white space, either tone placement.

    Example:
        >>> alternatives(["Bộ", "Bộ Y tế"])
        'Bộ\\s+Y\\s+tế|Bộ'
    """
    return "|".join(spelled(phrase) for phrase in sorted(set(phrases), key=lambda p: (-len(p), p)))


def spelled(phrase: str) -> str:
    r"""A pattern for one phrase: any white space, ``hòa`` as well as ``hoà``, ``lý`` as well as ``lí``.

    Example:
        >>> spelled("Ủy ban")
        '(?:Ủy|Uỷ)\\s+ban'
    """
    pattern = re.sub(r"\\?\s+", r"\\s+", re.escape(phrase))
    pattern = I_OR_Y.sub(lambda m: f"{m[1]}[{m[2]}{Y_TO_I[m[2]]}]", pattern)
    for new, old in TONE_PLACES.items():
        for a, b in ((new, old), (new.capitalize(), old.capitalize())):
            pattern = pattern.replace(a, f"(?:{a}|{b})")
    return pattern
