"""The canonical text: paragraphs and cells put one after the other, with the place where each piece is printed."""

from __future__ import annotations

from pipeline.model import Place
from pipeline.structure.join import Joined


class TextBuilder:
    """Collects the text of a document; every piece added starts after a line feed."""

    def __init__(self, with_places: bool) -> None:
        self._parts: list[str] = []
        self._places: list[Place] = []
        self._length = 0
        self._with_places = with_places

    @property
    def length(self) -> int:
        """Where the next piece would start, its line feed counted."""
        return self._length + 1 if self._parts else 0

    @property
    def end(self) -> int:
        """Where the text ends now: the place of what is empty."""
        return self._length

    def add(self, joined: Joined) -> tuple[int, int]:
        """Add a paragraph; returns its range."""
        start = self.length
        self._parts.append(joined.text)
        self._length = start + len(joined.text)
        if self._with_places:
            self._places += [Place(start + p.start, start + p.end, p.page, p.box) for p in joined.pieces]
        return start, self._length

    def text(self) -> str:
        """All of it."""
        return "\n".join(self._parts)

    def places(self) -> tuple[Place, ...]:
        """Where the pieces are printed, in the text's order."""
        return tuple(self._places)
