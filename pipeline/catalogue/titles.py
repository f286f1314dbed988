"""Numbered documents by their titles: ``Nghị quyết quy định chính sách …`` is the one that is cited with that title."""

from __future__ import annotations

from collections import defaultdict

from pipeline.catalogue.entries import Entry
from pipeline.catalogue.mentions import CitingDocument, Mention
from pipeline.catalogue.names import Name, read_name
from pipeline.text import fold

SHORTEST = 6
"""Words of a title that is told from others."""


class TitleIndex:
    """The titles of numbered documents, each with its kind before it."""

    def __init__(self) -> None:
        self._titles: dict[tuple[str, ...], list[tuple[Name, Entry]]] = defaultdict(list)

    def add(self, kind: str, title: str, entry: Entry) -> None:
        """Take in a title that a document is cited with or that it bears."""
        name = read_name(f"{kind} {title}", "unnumbered")
        if len(name.words) >= SHORTEST:
            self._titles[name.words[:SHORTEST]].append((name, entry))

    def find(self, mention: Mention, document: CitingDocument) -> Entry | None:
        """The one document of a mention's title, of the same place, cited by a document that is not older.

        A mention of one that is yet to be drafted means no document that is there.
        """
        if mention.relation == "draft":
            return None
        said = mention.text
        if mention.issuer:
            said = said.replace(f" của {mention.issuer}", "", 1)
        name = read_name(said, "unnumbered")
        found = {
            id(entry): entry
            for other, entry in self._titles.get(name.words[:SHORTEST], ())
            if (name.words == other.words or name.shortens(other)) and _fits(entry, document)
        }
        return next(iter(found.values())) if len(found) == 1 else None


def _fits(entry: Entry, document: CitingDocument) -> bool:
    first = min(entry.dates(), default=entry.number.year if entry.number else None)
    younger = bool(first and document.latest and first > document.latest)
    return not younger and entry.scope.place in (None, document.home.province, fold(document.home.scope.place or "-"))
