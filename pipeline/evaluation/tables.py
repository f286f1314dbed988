"""Figures and errors as text, Markdown and records."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from pipeline.evaluation.counts import Counts, Figures
from pipeline.evaluation.errors import Error, group

if TYPE_CHECKING:
    from pipeline.evaluation import vnlegaltext

DIGITS = 4
SHOWN = 240
"""Characters of a task shown beside an error."""


def as_records(figures: Figures) -> dict[str, dict[str, float | int]]:
    """Every figure with precision, recall, F1 and support, rounded as published."""
    return {name: _record(counts) for name, counts in figures.counts.items()}


def _record(counts: Counts) -> dict[str, float | int]:
    return {
        "precision": round(counts.precision, DIGITS),
        "recall": round(counts.recall, DIGITS),
        "f1": round(counts.f1, DIGITS),
        "support": counts.support,
    }


def as_text(figures: Figures) -> str:
    """The table for the terminal.

    Example:
        >>> figures = Figures()
        >>> figures.note("tasks", 9, missed=["x"])
        >>> print(as_text(figures))
        figure             precision  recall      F1  support
        tasks                  1.000   0.900   0.947       10
    """
    lines = [f"{'figure':<18}{'precision':>10}{'recall':>8}{'F1':>8}{'support':>9}"]
    for name, counts in figures.counts.items():
        lines.append(f"{name:<18}{counts.precision:>10.3f}{counts.recall:>8.3f}{counts.f1:>8.3f}{counts.support:>9}")
    return "\n".join(lines)


def as_markdown(columns: dict[str, Figures], names: Iterable[str]) -> str:
    """F1 of some figures (rows) for several sets of documents (columns), support in brackets."""
    lines = ["| F1 (support) | " + " | ".join(columns) + " |", "| --- |" + " ---: |" * len(columns)]
    for name in names:
        cells = []
        for figures in columns.values():
            counts = figures.counts.get(name)
            cells.append(f"{counts.f1:.3f} ({counts.support})" if counts and counts.support else "–")
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def errors_as_text(errors: Iterable[Error]) -> str:
    """Errors under their figure and cause: document, item, and the task it belongs to."""
    lines: list[str] = []
    figure = None
    for name, cause, members in group(errors):
        if name != figure:
            lines.append(f"\n{name}")
            figure = name
        lines.append(f"  {cause}: {len(members)}")
        for error in members:
            sign = "+" if error.finding.fault == "spurious" else "-"
            lines.append(f"    {sign} [{error.document}] {_shown(error.finding.value)}")
            if error.text and error.text != error.finding.value:
                lines.append(f"        in: {_shown(error.text)}")
    return "\n".join(lines).lstrip("\n") or "no errors"


def _shown(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(_bare(value), ensure_ascii=False)
    return textwrap.shorten(text, SHOWN, placeholder=" …")


def _bare(value: Any) -> Any:
    """A deadline without its provenance; anything else as it is."""
    if isinstance(value, dict):
        return {name: value[name] for name in ("kind", "value", "text") if name in value} or value
    return list(value) if isinstance(value, tuple) else value


def error_as_record(error: Error) -> dict[str, Any]:
    """An error for a program to read."""
    finding = error.finding
    return {
        "document": error.document,
        "figure": finding.figure,
        "fault": finding.fault,
        "cause": error.cause,
        "value": finding.value,
        "task": error.text or None,
    }


def marks_as_record(figures: vnlegaltext.Figures) -> dict[str, float | int]:
    """The figures of references alone, rounded as published."""
    return {
        "sentences": figures.sentences,
        "precision": round(figures.precision, DIGITS),
        "recall": round(figures.recall, DIGITS),
        "f1": round(figures.f1, DIGITS),
        "support": figures.hits + figures.missed,
    }


def marks_as_text(sets: dict[str, vnlegaltext.Figures]) -> str:
    """References alone: a line for each set of sentences."""
    first = "references in"
    width = max(map(len, (first, *sets))) + 1
    lines = [f"{first:<{width}}{'sentences':>10}{'precision':>10}{'recall':>8}{'F1':>8}{'support':>9}"]
    for name, figures in sets.items():
        shares = f"{figures.precision:>10.3f}{figures.recall:>8.3f}{figures.f1:>8.3f}"
        lines.append(f"{name:<{width}}{figures.sentences:>10}{shares}{figures.hits + figures.missed:>9}")
    return "\n".join(lines)


def disagreements_as_text(figures: vnlegaltext.Figures) -> str:
    """Every sentence in which the data and the program differ: what only the program has, what only the data has."""
    lines: list[str] = []
    for sentence, ours, theirs in figures.disagreements:
        lines += [sentence, *(f"  + {mark}" for mark in ours), *(f"  - {mark}" for mark in theirs), ""]
    return "\n".join(lines).rstrip("\n") or "no disagreements"
