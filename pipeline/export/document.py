"""One extracted document on its way into an export: its published form, its name, its source file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.export.json import Published


@dataclass(frozen=True, slots=True)
class ExportDocument:
    """A document by its ``stem``; ``source`` is the file it was read from, None for standard input."""

    stem: str
    content: Published
    source: Path | None = None

    @property
    def designation(self) -> str:
        """How people call it: kind and number, or kind and title, or the file's name.

        Example:
            >>> ExportDocument("a", {"document": {"type": "Kế hoạch", "number": "12/KH-UBND"}}).designation
            'Kế hoạch 12/KH-UBND'
        """
        metadata = self.content["document"]
        words = [metadata.get("type"), metadata.get("number") or metadata.get("title")]
        return " ".join(word for word in words if word) or self.stem


def in_order(documents: list[ExportDocument]) -> list[ExportDocument]:
    """The latest first; documents of one day by name."""
    by_name = sorted(documents, key=lambda document: document.stem)
    return sorted(by_name, key=lambda document: document.content["document"].get("issued") or "", reverse=True)
