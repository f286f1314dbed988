"""The catalogue of sources: every document that a corpus cites, once, with who cites it and what contradicts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.catalogue.back_references import find_back_references
from pipeline.catalogue.citation_text import read_title
from pipeline.catalogue.conflicts import Conflict, find_conflicts
from pipeline.catalogue.entries import Entry, NumberedEntries
from pipeline.catalogue.issuing import best_issuer
from pipeline.catalogue.known_sources import BUILT_IN, KnownSource, built_in_sources, known_sources
from pipeline.catalogue.mentions import CitingDocument, Mention, citing_documents
from pipeline.catalogue.named_entries import NamedEntries
from pipeline.catalogue.names import read_name
from pipeline.catalogue.numbers import read_number
from pipeline.corpus.store import Store
from pipeline.text import fold

RELATIONS = ("basis", "implement", "amend", "draft", "cite")
"""From the closest relation to the loosest."""


@dataclass(frozen=True, slots=True)
class Citation:
    """How one document of the corpus cites a source.

    In which relations, how often, where first and in which words, how that first mention was resolved, and how often
    the document points back to it without naming it again (``Nghị quyết nêu trên``).
    """

    stem: str
    relations: tuple[str, ...]
    mentions: int
    page: int | None
    text: str
    how: str
    back: int = 0


@dataclass(frozen=True, slots=True)
class Source:
    """A cited document.

    ``id`` is its number, with the date or place behind it where two documents bear that number, or its name.
    ``names`` are what it and what it issues are called. ``held`` are the stems under which the corpus holds it,
    ``known`` says which list knows it. ``successors`` are the bodies that took over its issuer's work.
    """

    id: str
    key: str | None
    category: str
    type: str | None
    issuer: str | None
    organisation: str | None
    successors: tuple[str, ...]
    organisation_kind: str | None
    level: str | None
    date: str | None
    title: str | None
    names: tuple[str, ...]
    cited_by: tuple[Citation, ...]
    held: tuple[str, ...]
    known: str | None
    conflicts: tuple[Conflict, ...] = ()

    @property
    def relations(self) -> tuple[str, ...]:
        """All relations in which it is cited, the closest first."""
        said = {relation for citation in self.cited_by for relation in citation.relations}
        return tuple(relation for relation in RELATIONS if relation in said)


@dataclass(frozen=True)
class Catalogue:
    """All sources, and for every mention ``(stem, n)`` the id of its source.

    A document that only names itself is no source; such a mention has its stem.
    """

    sources: tuple[Source, ...]
    resolved: Mapping[tuple[str, int], str]
    documents: Mapping[str, CitingDocument]

    def find(self, key: str) -> list[Source]:
        """The sources that a key means: an id, a number, a stem, else words of a name or title.

        Example:
            >>> build_catalogue([]).find("29-NQ/TW")
            []
        """
        wanted = fold(key.strip())
        number = fold(read_number(key.strip()).printed)
        tests: tuple[Callable[[Source], bool], ...] = (
            lambda s: fold(s.id) == wanted or key in s.held,
            lambda s: s.key is not None and fold(s.key) in (wanted, number),
            lambda s: any(fold(name) == wanted for name in s.names),
            lambda s: any(wanted in fold(text) for text in (s.id, s.title or "", *s.names)),
        )
        for test in tests:
            if found := [source for source in self.sources if test(source)]:
                return found
        return []


def load_catalogue(store: Store) -> Catalogue:
    """The catalogue of a store."""
    return build_catalogue(citing_documents(store), known_sources(store))


def build_catalogue(documents: Iterable[CitingDocument], known: Iterable[KnownSource] | None = None) -> Catalogue:
    """The catalogue of some documents.

    Args:
        documents: what cites.
        known: documents known beforehand; the table of this package where not given.
    """
    held = sorted(documents, key=lambda document: document.stem)
    numbered = NumberedEntries()
    named = NamedEntries()
    for document in held:
        numbered.hold(document)
        named.hold(document)
    for source in built_in_sources() if known is None else known:
        named.know(source, numbered.know(source))
    numbered.settle(held)
    entry_of = {(m.stem, m.n): entry for entry in numbered for m, _ in entry.mentions}
    by_stem = {document.stem: document for document in held}
    for entry in numbered:
        entry.titles += _titles(entry, by_stem)
        for kind, title in _kinds_and_titles(entry):
            named.titles.add(kind, title, entry)
    named.settle(held, entry_of)
    entries = [e for e in (*numbered, *named) if e.stems - {document.stem for document in e.held}]
    ids = _ids(entries)
    resolved = {at: ids.get(id(entry), at[0]) for at, entry in entry_of.items()}
    conflicts = find_conflicts(entries, numbered, named, by_stem, ids)
    back = _back(held, resolved)
    sources = [_source(entry, ids[id(entry)], conflicts.get(id(entry), ()), back) for entry in entries]
    sources.sort(key=lambda s: (-len(s.cited_by), s.key is None, s.id))
    return Catalogue(tuple(sources), resolved, by_stem)


def _titles(entry: Entry, documents: Mapping[str, CitingDocument]) -> list[str]:
    found = []
    for mention, _ in entry.mentions:
        document = documents[mention.stem]
        behind = [(m.start, m.end, m.category == "numbered") for m in document.mentions if m.start >= mention.end]
        if mention.category == "numbered" and (title := read_title(document.text, mention.end, sorted(behind))):
            found.append(" ".join(document.text[slice(*title)].split()))
    return found


def _source(entry: Entry, identity: str, conflicts: Sequence[Conflict], back: Mapping[tuple[str, str], int]) -> Source:
    said = [mention for mention, _ in entry.mentions]
    issuer = best_issuer(entry)
    names = Counter(m.called.strip() for m in said if m.category != "numbered")
    kinds = Counter(m.type for m in said if m.category == "numbered" or entry.number is None)
    return Source(
        id=identity,
        key=_printed(entry),
        category="numbered" if entry.number else said[0].category,
        type=next((k.type for k in entry.known if k.type), None) or next((k for k, _ in kinds.most_common(1)), None),
        issuer=issuer.name,
        organisation=issuer.organisation,
        successors=issuer.successors,
        organisation_kind=issuer.kind,
        level=entry.scope.level or issuer.level,
        date=_best_date(entry),
        title=_best_title(entry),
        names=tuple(name for name, _ in names.most_common()),
        cited_by=tuple(_citations(entry, identity, back)),
        held=tuple(document.stem for document in entry.held),
        known=next((k.origin for k in sorted(entry.known, key=lambda k: k.origin == BUILT_IN)), None),
        conflicts=tuple(conflicts),
    )


def _best_date(entry: Entry) -> str | None:
    """What the document itself says, then the table of this package, then what is said most often."""
    own = [d.issued for d in entry.held if d.issued]
    known = [k.date for k in entry.known if k.date and k.origin == BUILT_IN]
    return next(iter((*own, *known, *entry.dates())), None)


def _best_title(entry: Entry) -> str | None:
    """What the document itself says, then a list, then who cites it, most often so and at most length."""
    own = [d.title for d in entry.held if d.title] or [k.title for k in entry.known if k.title]
    if own or not entry.titles:
        return own[0] if own else None
    spelled: dict[tuple[str, ...], list[str]] = {}
    for title in entry.titles:
        spelled.setdefault(read_name(title).words, []).append(title)
    # Of two that are given equally often, one that goes on longer goes on with the citing sentence.
    best = max(spelled, key=lambda words: (len(spelled[words]), _begins_others(words, spelled), len(words)))
    return max(spelled[best], key=len)


def _begins_others(words: tuple[str, ...], spelled: Iterable[tuple[str, ...]]) -> bool:
    return any(len(other) > len(words) and other[: len(words)] == words for other in spelled)


def _kinds_and_titles(entry: Entry) -> Iterable[tuple[str, str]]:
    """Every title of a numbered document with its kind."""
    for document in entry.held:
        if document.title and document.type:
            yield document.type, document.title
    for known in entry.known:
        if known.title and known.type:
            yield known.type, known.title
    for title in entry.titles:
        yield entry.mentions[0][0].type, title


def _back(documents: Iterable[CitingDocument], resolved: Mapping[tuple[str, int], str]) -> Counter[tuple[str, str]]:
    """How often a document points back to a source with ``nêu trên`` and the like, by source and stem."""
    return Counter(
        (resolved[document.stem, back.mention], document.stem)
        for document in documents
        for back in find_back_references(document)
        if back.mention is not None
    )


def _citations(entry: Entry, identity: str, back: Mapping[tuple[str, str], int]) -> Iterable[Citation]:
    by_stem: dict[str, list[tuple[Mention, str]]] = {}
    own = {document.stem for document in entry.held}
    for mention, how in sorted(entry.mentions, key=lambda pair: (pair[0].stem, pair[0].n)):
        if mention.stem in own:
            continue
        by_stem.setdefault(mention.stem, []).append((mention, how))
    for stem, said in by_stem.items():
        relations = {mention.relation for mention, _ in said}
        first, how = said[0]
        ordered = tuple(relation for relation in RELATIONS if relation in relations)
        yield Citation(stem, ordered, len(said), first.page, first.text, how, back.get((identity, stem), 0))


def _printed(entry: Entry) -> str | None:
    """The number as its own document prints it, else as it is written most often."""
    if entry.number is None:
        return None
    if entry.held and entry.held[0].number:
        return entry.held[0].number
    if entry.known:
        return entry.known[0].key
    counted = Counter(m.key for m, _ in entry.mentions if m.category == "numbered")
    return max(counted, key=lambda key: (counted[key], len(key), key), default=entry.number.printed)


def _ids(entries: Sequence[Entry]) -> dict[int, str]:
    """A name for every entry, no two the same."""
    plain = {id(entry): _printed(entry) or _spelled(entry) for entry in entries}
    often = Counter(plain.values())
    found: dict[int, str] = {}
    used: set[str] = set()
    for entry in entries:
        name = plain[id(entry)]
        if often[name] > 1:
            dates = entry.dates()
            apart = (dates[0] if dates else entry.period, entry.scope.place, *sorted(entry.stems))
            more = [a for a in apart if a]
            name = next((f"{name} ({a})" for a in more if f"{name} ({a})" not in used), f"{name} ({len(used)})")
        used.add(name)
        found[id(entry)] = name
    return found


def _spelled(entry: Entry) -> str:
    counted = Counter(m.called.strip() for m, _ in entry.mentions)
    return max(counted, key=lambda text: (counted[text], -len(text), text))
