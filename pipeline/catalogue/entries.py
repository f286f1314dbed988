"""Numbered documents put together: which mentions of a number mean one document.

A number is a document's own only within a numbering period of one body: a year with the State, a term of office with
the Party. Mentions that say less (no date, no issuer) join the one document that they can mean, and stand apart where
there are several.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.catalogue.known_sources import KnownSource
from pipeline.catalogue.mentions import CitingDocument, Mention
from pipeline.catalogue.names import Name
from pipeline.catalogue.numbers import DocumentNumber, numbering_period, read_number
from pipeline.catalogue.scopes import Home, Scope, read_scope

TERM_BEHIND = re.compile(r"[^;.\n]{0,40}?\(?\s*[Kk]h[oó][aá]\s+(?P<term>[IVX]+)\b")
TERM_WITHIN = re.compile(r"[Kk]h[oó][aá]\s+(?P<term>[IVX]+)\b")

BY_DATE, BY_YEAR, BY_TERM = "number and date", "number with year", "number and term"
EARLIER, ONLY_ONE, NUMBER_ALONE = "same number in the same document", "only document known by it", "number alone"
NOWHERE = Scope()


@dataclass(eq=False)
class Entry:
    """A cited document while the catalogue is being made.

    ``mentions`` are paired with how each was resolved; ``could_be`` are other entries that its mentions without a date
    could as well mean.
    """

    number: DocumentNumber | None = None
    name: Name | None = None
    scope: Scope = NOWHERE
    period: str | None = None
    said_in: str | None = None
    mentions: list[tuple[Mention, str]] = field(default_factory=list)
    known: list[KnownSource] = field(default_factory=list)
    held: list[CitingDocument] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    could_be: list[Entry] = field(default_factory=list)
    stems: set[str] = field(default_factory=set)

    def add(self, mention: Mention, how: str) -> None:
        """One more mention of it."""
        self.mentions.append((mention, how))
        self.stems.add(mention.stem)

    def dates(self) -> list[str]:
        """All dates that anybody gives it, each once, the most often given first."""
        given = [m.date for m, _ in self.mentions] + [k.date for k in self.known] + [d.issued for d in self.held]
        counted: dict[str, int] = defaultdict(int)
        for date in filter(None, given):
            counted[date] += 1
        return sorted(counted, key=lambda date: (-counted[date], -len(date), date))


class NumberedEntries:
    """All numbered documents, by their number."""

    def __init__(self) -> None:
        self._all: dict[tuple[str, str], list[Entry]] = defaultdict(list)

    def __iter__(self) -> Iterator[Entry]:
        return (entry for entries in self._all.values() for entry in entries)

    def hold(self, document: CitingDocument) -> None:
        """Take in a document of the corpus under its own number."""
        if document.number:
            number = read_number(document.number, document.type or "")
            scope = Scope("central") if number.central else document.home.scope
            period = numbering_period(number, document.issued, scope.level)
            self._one(number, scope, period).held.append(document)

    def know(self, source: KnownSource) -> Entry:
        """Take in a document that is known beforehand."""
        number = read_number(source.key, source.type or "")
        scope = Scope("central") if number.central else read_scope(source.issuer, Home())
        entry = self._one(number, scope, numbering_period(number, source.date, scope.level))
        entry.known.append(source)
        return entry

    def settle(self, documents: Sequence[CitingDocument]) -> None:
        """Give every numbered mention its document: those with a date first, then those that say less."""
        waiting: list[tuple[CitingDocument, Mention, DocumentNumber, Scope]] = []
        for document in documents:
            for mention in document.mentions:
                if mention.category != "numbered":
                    continue
                number = read_number(mention.key, mention.type)
                scope = _scope(number, mention, document)
                period = numbering_period(number, mention.date, scope.level) or _said_term(number, mention, document)
                if period is None:
                    waiting.append((document, mention, number, scope))
                    continue
                entry = self._one(number, scope, period, document.stem)
                entry.add(mention, BY_DATE if mention.date else BY_YEAR if number.year else BY_TERM)
        for document, mention, number, scope in waiting:
            self._settle_undated(document, mention, number, scope)

    def matching(self, number: DocumentNumber, scope: Scope) -> list[Entry]:
        """The documents that bear a number and can be of a scope."""
        return [
            entry
            for entry in self._all[number.serial, number.series]
            if entry.number and _years_agree(entry.number, number) and entry.scope.agrees(scope)
        ]

    def same_number(self, entry: Entry) -> list[Entry]:
        """The other documents with the number of an entry."""
        if entry.number is None:
            return []
        return [other for other in self.matching(entry.number, entry.scope) if other is not entry]

    def _one(self, number: DocumentNumber, scope: Scope, period: str | None, stem: str | None = None) -> Entry:
        """The document of a number in a period; a new one where there is none, or where it could be several."""
        fitting = [entry for entry in self.matching(number, scope) if entry.period == period and not entry.said_in]
        if len(fitting) > 1:
            fitting = [e for e in fitting if stem in e.stems] or [e for e in fitting if e.scope == scope]
        if len(fitting) == 1:
            entry = fitting[0]
            entry.scope = entry.scope.united(scope)
            if number.year and entry.number and not entry.number.year:
                entry.number = number
            return entry
        entry = Entry(number, scope=scope, period=period)
        self._all[number.serial, number.series].append(entry)
        return entry

    def _settle_undated(self, document: CitingDocument, mention: Mention, number: DocumentNumber, scope: Scope) -> None:
        fitting = self.matching(number, scope)
        dated = [entry for entry in fitting if entry.period]
        here = [entry for entry in dated if document.stem in entry.stems]
        said_in = numbering_period(number, document.latest, scope.level)
        # A list holds not every document of a number: one that nobody cites by its date counts in its period only.
        possible = [
            entry
            for entry in dated
            if _is_not_younger(entry, document) and (entry.mentions or entry.held or entry.period == said_in)
        ]
        if number.always_dated:
            possible = []
        if len(here) == 1:
            here[0].add(mention, EARLIER)
            return
        if len(possible) == 1 and not here:
            possible[0].add(mention, ONLY_ONE)
            possible[0].scope = possible[0].scope.united(scope)
            return
        # Two documents may cite two of one number: without a date only those written in one period are put together.
        said_in = said_in or document.stem
        entry = next((e for e in fitting if e.said_in and (e.said_in == said_in or document.stem in e.stems)), None)
        if entry is None:
            entry = Entry(number, scope=scope, said_in=said_in)
            self._all[number.serial, number.series].append(entry)
        entry.scope = entry.scope.united(scope)
        entry.could_be += [e for e in here or possible if e not in entry.could_be]
        entry.add(mention, EARLIER if document.stem in entry.stems else NUMBER_ALONE)


def _scope(number: DocumentNumber, mention: Mention, document: CitingDocument) -> Scope:
    """A central notation needs no more; a local body that is not named is taken to be at home."""
    if number.central:
        return Scope("central")
    scope = read_scope(mention.issuer, document.home)
    return scope if scope != Scope() else Scope(None, document.home.province)


def _said_term(number: DocumentNumber, mention: Mention, document: CitingDocument) -> str | None:
    """``Nghị quyết số 29-NQ/TW … (khóa XI)``: the term stands for the date."""
    if not (number.party and number.central):
        return None
    found = TERM_WITHIN.search(mention.text) or TERM_BEHIND.match(document.text, mention.end)
    return found["term"] if found else None


def _years_agree(one: DocumentNumber, other: DocumentNumber) -> bool:
    return one.year == other.year or (one.always_dated and None in (one.year, other.year))


def _is_not_younger(entry: Entry, document: CitingDocument) -> bool:
    first = min(entry.dates(), default=None)
    if first is None:
        first = entry.number.year if entry.number else None
    return not (first and document.latest) or first <= document.latest
