"""The word and letter tables beside this package, as lists of rows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib.resources import files


def read_table(name: str, package: str = "pipeline.text") -> list[dict[str, str]]:
    """Read a TSV table that lies in a package; lines that begin with ``#`` are remarks.

    Example:
        >>> read_table("onsets.tsv")[1]["onset"]
        'b'
    """
    text = files(package).joinpath(name).read_text(encoding="utf-8")
    lines = [line for line in text.split("\n") if line and not line.startswith("#")]
    header = lines[0].split("\t")
    return [dict(zip(header, line.split("\t"), strict=True)) for line in lines[1:]]


def any_form(forms: Iterable[str]) -> str:
    r"""A pattern for any of the forms, the longest first, any white space between their words.

    Example:
        >>> any_form(["khi", "sau khi"])
        '(?:sau\\s+khi|khi)'
    """
    return (
        "(?:" + "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in sorted(forms, key=len, reverse=True)) + ")"
    )
