"""The word and letter tables beside this package, as lists of rows."""

from __future__ import annotations

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
