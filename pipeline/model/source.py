"""What a reader gives: a file's pages of lines and tables."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.model.places import Box


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line, or a whole paragraph where the format knows its paragraphs.

    ``starts`` is True where a paragraph is known to begin here, False where the line is known to continue the one
    before, None where the reader cannot tell. ``gap`` is the empty space above, in line heights.
    """

    text: str
    page: int = 1
    box: Box | None = None
    size: float | None = None
    bold: bool = False
    italic: bool = False
    centred: bool = False
    starts: bool | None = None
    gap: float = 0.0
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell; ``lines`` as in running text."""

    lines: tuple[Line, ...] = ()
    rowspan: int = 1
    colspan: int = 1

    @property
    def text(self) -> str:
        """The lines joined by line feeds."""
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class SourceTable:
    """A table as the reader saw it: a full grid, None where a cell above or to the left reaches over.

    ``ruled`` is False for a table that only lays text out side by side (letterhead, foot).
    """

    rows: tuple[tuple[TableCell | None, ...], ...]
    page: int = 1
    box: Box | None = None
    ruled: bool = True
    gap: float = 0.0


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its items in reading order, size in points (0 where the format has no pages)."""

    number: int
    items: tuple[Line | SourceTable, ...] = ()
    width: float = 0.0
    height: float = 0.0


@dataclass(frozen=True, slots=True)
class Source:
    """A file as read: pages of lines and tables."""

    name: str
    format: str
    pages: tuple[Page, ...]
    sha256: str = ""
    notes: tuple[str, ...] = ()

    def items(self) -> Iterator[Line | SourceTable]:
        """All items in reading order over all pages."""
        for page in self.pages:
            yield from page.items


class ReadError(Exception):
    """A file that cannot be read; the message is one line: what is wrong and what to do."""


_REMEDIES = {
    errno.EACCES: "give your user the right to it",
    errno.EPERM: "give your user the right to it",
    errno.ENOSPC: "free some space, then run the same command again",
    errno.EROFS: "choose a place that can be written to",
    errno.EIO: "check the disk or the network drive",
}


def what_failed(error: OSError) -> str:
    """What the system says of a file or folder, and what to do where that can be told.

    Example:
        >>> what_failed(PermissionError(13, "Permission denied"))
        'Permission denied; give your user the right to it'
    """
    said = error.strerror or " ".join(str(error).split())
    remedy = _REMEDIES.get(error.errno or 0)
    return f"{said}; {remedy}" if remedy else said
