"""What columns, codes and sheets are called in Vietnamese and English (``labels.tsv``, ``columns.tsv``)."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

Language = Literal["vi", "en"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet: the field that fills it, its heading, its width in characters, its form.

    ``form`` is text, number, date, share, page (a link to the source's page), file (a link to the source),
    difference
    (segments of text), ``label:<set>`` (a code shown as its label), or ``state:<set>`` (chosen from the labels by who
    works with it).
    """

    field: str
    heading: str
    width: float
    form: str

    @property
    def labels(self) -> str | None:
        """The set of labels behind a ``label:`` or ``state:`` column."""
        return self.form.partition(":")[2] or None


@cache
def columns(sheet: str, language: Language = "vi") -> tuple[Column, ...]:
    """The columns of a sheet, in order.

    Example:
        >>> [column.heading for column in columns("tasks")][:3]
        ['TT', 'Nhiệm vụ', 'Đơn vị chủ trì']
    """
    return tuple(
        Column(row["field"], row[language], float(row["width"]), row["form"])
        for row in _table("columns.tsv")
        if row["sheet"] == sheet
    )


@cache
def labels(name: str, language: Language = "vi") -> dict[str, str]:
    """The labels of a set of codes, in order.

    Example:
        >>> labels("kind", "en")["report"]
        'Report'
    """
    return {row["code"]: row[language] for row in _table("labels.tsv") if row["set"] == name}


def label(name: str, code: str | None, language: Language = "vi") -> str:
    """The label of one code; a code without a label stands for itself.

    Example:
        >>> label("relation", "implement")
        'Triển khai, thực hiện'
    """
    return labels(name, language).get(code or "", code or "")


@cache
def _table(name: str) -> tuple[dict[str, str], ...]:
    text = files("pipeline.export").joinpath(name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return tuple(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
