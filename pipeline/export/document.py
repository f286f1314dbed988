"""One extracted document on its way into an export: its published form, its name, its source file."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.export.json import Published

LONGEST_TITLE = 48
"""Characters of a title that stands for a number."""


@dataclass(frozen=True, slots=True)
class ExportLink:
    """A link of one of a document's tasks to an earlier one, with what is shown of that one.

    ``document`` is how the earlier task's document is called; ``year`` is what it says of its time, and
    ``before`` is True where that is earlier.
    """

    task: str
    earlier: tuple[str, str]
    text: str
    document: str
    score: float
    kind: str
    why: dict[str, Any]
    year: str = ""
    before: bool = False


@dataclass(frozen=True, slots=True)
class ExportDocument:
    """A document by its ``stem``; ``source`` is the file it was read from, None for standard input."""

    stem: str
    content: Published
    source: Path | None = None
    links: tuple[ExportLink, ...] = ()

    @property
    def designation(self) -> str:
        """How people call it: kind and number, or kind and the title's beginning, or the file's name.

        Example:
            >>> ExportDocument("a", {"document": {"type": "Kế hoạch", "number": "12/KH-UBND"}}).designation
            'Kế hoạch 12/KH-UBND'
        """
        return designation(self.content["document"]) or self.stem


def designation(metadata: Published) -> str:
    """How people call a document by its kind and number; empty where it says neither.

    Example:
        >>> designation({"type": "Kế hoạch", "number": None, "notation": "KH-SGDĐT", "issued": "2026"})
        'Kế hoạch …/KH-SGDĐT năm 2026'
    """
    kind, number, notation = metadata.get("type"), metadata.get("number"), metadata.get("notation")
    if number is None and notation:
        year = (metadata.get("issued") or "")[:4]
        number = f"…/{notation}" + (f" năm {year}" if year else "")
    if number is None and metadata.get("title"):
        number = textwrap.shorten(metadata["title"], LONGEST_TITLE, placeholder=" …")
    return " ".join(word for word in (kind, number) if word)
