"""Documents called by their name: laws, programmes, resolutions without a number, resolved to what issued them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.catalogue.bodies import find_body
from pipeline.catalogue.citation_text import LONGEST_GAP, is_called, is_issued_by, issues, phrases
from pipeline.catalogue.entries import Entry
from pipeline.catalogue.known_sources import LAW, KnownSource
from pipeline.catalogue.law_versions import LawVersions
from pipeline.catalogue.mentions import CitingDocument, Mention
from pipeline.catalogue.names import Name, read_name
from pipeline.catalogue.numbers import ASSEMBLY
from pipeline.catalogue.scopes import Scope
from pipeline.catalogue.titles import TitleIndex

LAW_KINDS = re.compile(r"(?i:bộ luật|luật|pháp lệnh|hiến pháp)\b")
BY_NAME, ISSUED_BY, CALLED, IN_FORCE, NAME_ALONE = (
    "name of a known document",
    "issued by it",
    "called so in the document",
    "version in force then",
    "name alone",
)
BY_TITLE, KIND_AND_ISSUER, LONGER = "title", "kind and issuer of one before", "longer name in the same document"
Bucket = tuple[Name, str | None]
"""A name and the place or document that it is told apart by, None where it means the same everywhere."""


class NamedEntries:
    """All documents that are cited by name, and the names of numbered ones."""

    def __init__(self) -> None:
        self._entries: dict[Bucket, Entry] = {}
        self._issuing: dict[Bucket, list[Entry]] = defaultdict(list)
        self._laws = LawVersions()
        self.titles = TitleIndex()

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries.values())

    def know(self, source: KnownSource, entry: Entry) -> None:
        """Take in the names of a known document."""
        for called in source.names:
            law = bool(LAW_KINDS.match(called))
            name = read_name(called, "law" if law else "programme")
            if law:
                passed = source.date or (entry.number.year if entry.number else None) or ""
                self._laws.add(name, passed, source.in_force, entry)
            else:
                self._name(_bucket(name, "programme", None, None), entry)

    def hold(self, document: CitingDocument) -> None:
        """Take in a document of the corpus that has no number: it is known by its kind and title."""
        if document.number or not document.type or not document.title:
            return
        name = read_name(f"{document.type} {document.title}", "unnumbered")
        entry = self._entries.setdefault((name, f"held {document.stem}"), Entry(name=name, scope=document.home.scope))
        entry.held.append(document)
        self.titles.add(document.type, document.title, entry)

    def settle(self, documents: Sequence[CitingDocument], entry_of: dict[tuple[str, int], Entry]) -> None:
        """Give every named mention its document; ``entry_of`` holds those of numbered ones and takes in these."""
        for document in documents:
            for one, other, gap in _neighbours(document):
                self._learn(one, other, gap, document, entry_of)
        for document in documents:
            self._settle_document(document, entry_of)

    def claims(self) -> Iterator[tuple[Bucket, list[Entry]]]:
        """Names that more than one numbered document is said to issue."""
        return ((bucket, entries) for bucket, entries in self._issuing.items() if len(entries) > 1)

    def _name(self, bucket: Bucket, entry: Entry) -> None:
        if entry not in self._issuing[bucket]:
            self._issuing[bucket].append(entry)

    def _learn(
        self, one: Mention, other: Mention, gap: str, document: CitingDocument, entry_of: dict[tuple[str, int], Entry]
    ) -> None:
        """What two neighbouring mentions say of each other: one issues the other."""
        for issuing, named, said in ((one, other, issues(gap)), (other, one, is_issued_by(gap))):
            entry = entry_of.get((issuing.stem, issuing.n))
            if said and entry and issuing.category == "numbered" and named.category == "programme":
                self._name(_bucket_of(named, document), entry)

    def _settle_document(self, document: CitingDocument, entry_of: dict[tuple[str, int], Entry]) -> None:
        called = _names_given(document)
        laws = _laws_numbered(document, entry_of)
        names = [(m, read_name(m.called, m.category, m.issuer)) for m in document.mentions if m.category != "numbered"]
        # The long names first: a shorter one is a later mention of them, wherever it stands.
        for mention, name in sorted(names, key=lambda pair: _order(pair[0], pair[1], called)):
            entry, how = self._find(mention, name, document, laws, names, entry_of)
            origin = called.get(mention.n)
            if origin is not None and how == NAME_ALONE and (document.stem, origin) in entry_of:
                entry, how = entry_of[document.stem, origin], CALLED
                self._name((name, document.stem), entry)
            if entry is None:
                bucket = _bucket(name, mention.category, document, mention)
                entry = self._entries.setdefault(
                    bucket, Entry(name=name, scope=_named_scope(mention, bucket, document))
                )
            entry.add(mention, how)
            entry_of[mention.stem, mention.n] = entry

    def _find(
        self,
        mention: Mention,
        name: Name,
        document: CitingDocument,
        laws: dict[tuple[str, ...], Entry],
        names: list[tuple[Mention, Name]],
        entry_of: dict[tuple[str, int], Entry],
    ) -> tuple[Entry | None, str]:
        if mention.category == "law":
            if name.year is None and name.words in laws:
                return laws[name.words], LONGER
            return self._find_law(name, mention, document, names, entry_of)
        for bucket in ((name, document.stem), _bucket_of(mention, document)):
            for spelled in (bucket, *_with_verb(bucket, mention)):
                issuing = self._issuing.get(spelled, [])
                if len(issuing) == 1:
                    return issuing[0], BY_NAME if issuing[0].known else ISSUED_BY
        longer = _longer(name, document, names, entry_of, _with_verb((name, None), mention))
        if longer or (longer := _drafted_before(mention, name, document, names, entry_of)):
            return longer, LONGER
        if name.bare and (before := _same_kind_before(mention, document, entry_of)):
            return before, KIND_AND_ISSUER
        if mention.category == "unnumbered" and (titled := self.titles.find(mention, document)):
            return titled, BY_TITLE
        return None, NAME_ALONE

    def _find_law(
        self,
        name: Name,
        mention: Mention,
        document: CitingDocument,
        names: list[tuple[Mention, Name]],
        entry_of: dict[tuple[str, int], Entry],
    ) -> tuple[Entry | None, str]:
        """A law by its name and year; without a year by what it can have been when the citing document was written."""
        said = mention.date or name.year
        relations = {other.relation for other, called in names if called == name}
        then = self._laws.then(name, document.latest, relations) if document.latest else []
        if said:
            same, how = self._laws.of(name, said), BY_NAME
            # Two laws of one name and year: the later one has taken the place of the other.
            same = [entry for entry in then if entry in same] or same if len(same) > 1 else same
        elif longer := _longer(name, document, names, entry_of):
            return longer, LONGER
        else:
            same, how = then, IN_FORCE
        return (same[0], how) if len(same) == 1 else (self._open_law(name, said, same), NAME_ALONE)

    def _open_law(self, name: Name, said: str | None, could_be: list[Entry]) -> Entry | None:
        """A law of which several versions may be meant; None where none is known."""
        if not could_be:
            return None
        which = said or " ".join(sorted(entry.number.printed for entry in could_be if entry.number))
        entry = self._entries.setdefault((name, which), Entry(name=name, scope=Scope("central")))
        entry.could_be = could_be
        return entry


def _drafted_before(
    mention: Mention,
    name: Name,
    document: CitingDocument,
    names: list[tuple[Mention, Name]],
    entry_of: dict[tuple[str, int], Entry],
) -> Entry | None:
    """The one document to be drafted that the same text names at more length: first as a task, then as somebody's."""
    found: dict[int, Entry] = {}
    for other, longer in names if mention.relation == "draft" else ():
        entry = entry_of.get((document.stem, other.n))
        if entry and other.relation == "draft" and other.type == mention.type and name.repeats(longer):
            found[id(entry)] = entry
    return next(iter(found.values())) if len(found) == 1 else None


def _order(mention: Mention, name: Name, called: dict[int, int]) -> tuple[int, bool, bool, int]:
    return -len(name.words), name.year is None, mention.n not in called, mention.n


def _longer(
    name: Name,
    document: CitingDocument,
    names: list[tuple[Mention, Name]],
    entry_of: dict[tuple[str, int], Entry],
    fuller: Iterable[Bucket] = (),
) -> Entry | None:
    """The one document that the same text calls by this name with a period or a year behind it."""
    spellings = [name, *(bucket[0] for bucket in fuller)]
    found: dict[int, Entry] = {}
    for mention, other in names:
        entry = entry_of.get((document.stem, mention.n))
        if entry and (any(s.shortens(other) for s in spellings) or (name != other and name.reorders(other))):
            found[id(entry)] = entry
    return next(iter(found.values())) if len(found) == 1 else None


def _same_kind_before(
    mention: Mention, document: CitingDocument, entry_of: dict[tuple[str, int], Entry]
) -> Entry | None:
    """``Thông báo kết luận của Thường trực Thành ủy``: the one notice of that body that was named before."""
    body = find_body(mention.issuer) if mention.issuer else None
    found: dict[int, Entry] = {}
    for other in document.mentions:
        entry = entry_of.get((document.stem, other.n))
        if other.category == "numbered" and entry and other.start < mention.start and other.issuer and body:
            issuer = find_body(other.issuer)
            if mention.type.startswith(other.type) and issuer and issuer.id == body.id:
                found[id(entry)] = entry
    return next(iter(found.values())) if len(found) == 1 else None


def _with_verb(bucket: Bucket, mention: Mention) -> Iterator[Bucket]:
    """``Đề án xã hội học tập giai đoạn …`` leaves out the verb of ``Đề án xây dựng xã hội học tập giai đoạn …``."""
    name, place = bucket
    kind = len(mention.type.split())
    for verb in phrases("left_out"):
        yield replace(name, words=(*name.words[:kind], *verb.split(), *name.words[kind:])), place


def _neighbours(document: CitingDocument) -> Iterator[tuple[Mention, Mention, str]]:
    """Mentions next to each other, with the text between them."""
    for one, other in pairwise(sorted(document.mentions, key=lambda m: (m.start, -m.end))):
        if 0 <= other.start - one.end <= LONGEST_GAP:
            yield one, other, document.text[one.end : other.start]


def _names_given(document: CitingDocument) -> dict[int, int]:
    """Which mention is a name given to which: ``Đề án … (sau đây gọi tắt là Đề án 06)``."""
    found: dict[int, int] = {}
    for one, other, gap in _neighbours(document):
        if is_called(gap) and other.category != "numbered":
            found[other.n] = one.n
    return found


def _laws_numbered(document: CitingDocument, entry_of: dict[tuple[str, int], Entry]) -> dict[tuple[str, ...], Entry]:
    """Laws that the text gives with their number: ``Luật Giáo dục số 43/2019/QH14``; the same law twice is none."""
    found: dict[tuple[str, ...], set[Entry]] = defaultdict(set)
    for mention in document.mentions:
        entry = entry_of.get((document.stem, mention.n))
        if entry and entry.number and ASSEMBLY.search(entry.number.notation):
            head = re.split(r"\s+số\s|\s*\(", mention.text, maxsplit=1)[0]
            if LAW.match(f"{head} số"):
                found[read_name(head, "law").words].add(entry)
    return {words: next(iter(entries)) for words, entries in found.items() if len(entries) == 1}


def _named_scope(mention: Mention, bucket: Bucket, document: CitingDocument) -> Scope:
    """A law is the whole country's; what is told apart by its place is of the citing document's, at whatever level."""
    if mention.category == "law":
        return Scope("central")
    return Scope(None, document.home.scope.place or document.home.province) if bucket[1] else Scope()


def _bucket_of(mention: Mention, document: CitingDocument) -> Bucket:
    return _bucket(read_name(mention.called, mention.category, mention.issuer), mention.category, document, mention)


def _bucket(name: Name, category: str, document: CitingDocument | None, mention: Mention | None) -> Bucket:
    """By what a name is told apart: a bare one by its document, a local one by its place, others by nothing."""
    if document is None or mention is None:
        return name, None
    if name.bare:
        return name, document.stem
    if mention.issuer and (body := find_body(mention.issuer)) and body.level == "central":
        return name, None
    if name.local or category == "unnumbered":
        central = "central" if document.home.scope.level == "central" else None
        return name, document.home.province or central or document.stem
    return name, None
