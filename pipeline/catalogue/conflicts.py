"""What contradicts in what is said of a cited document: shown, with who says it, never decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.catalogue.bodies import clean_issuer, find_body, named_by_notation
from pipeline.catalogue.citation_text import phrases
from pipeline.catalogue.entries import Entry, NumberedEntries
from pipeline.catalogue.mentions import CitingDocument
from pipeline.catalogue.named_entries import NamedEntries
from pipeline.tagging.references.kinds import issuers_by_abbreviation
from pipeline.text import fold

ConflictKind = Literal["dates", "issuers", "year", "later", "ambiguous", "issued_twice"]
MATCHING_DAY = 5
"""Characters of ``-09-12``'s month and day: the end of a full date."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """One contradiction.

    ``dates``: one document with several; or the same day in two years. ``issuers``: one number and date, two issuers.
    ``year``: the year in the number is not that of the date. ``later``: dated after the document that cites it.
    ``ambiguous``: a mention without date that can mean several. ``issued_twice``: two documents are said to issue it.
    ``values`` are what contradicts, ``stems`` the documents that say it.
    """

    kind: ConflictKind
    values: tuple[str, ...]
    stems: tuple[str, ...]


def find_conflicts(
    entries: Sequence[Entry],
    numbered: NumberedEntries,
    named: NamedEntries,
    documents: Mapping[str, CitingDocument],
    ids: Mapping[int, str],
) -> dict[int, tuple[Conflict, ...]]:
    """The conflicts of every entry that has some, by the entry's ``id()``."""
    found: dict[int, list[Conflict]] = {}
    for entry in entries:
        conflicts = [*_dates(entry, numbered), *_issuers(entry), *_year(entry), *_later(entry, documents)]
        could_be = [ids[id(other)] if id(other) in ids else _call(other) for other in entry.could_be]
        if could_be:
            conflicts.append(Conflict("ambiguous", tuple(could_be), tuple(sorted(entry.stems))))
        if conflicts:
            found[id(entry)] = conflicts
    for (name, _), issuing in named.claims():
        for entry in issuing:
            others = tuple(ids.get(id(e), _call(e)) for e in issuing)
            twice = Conflict("issued_twice", (" ".join(name.words), *others), tuple(sorted(entry.stems)))
            found.setdefault(id(entry), []).append(twice)
    return {key: tuple(conflicts) for key, conflicts in found.items()}


def _dates(entry: Entry, numbered: NumberedEntries) -> Iterator[Conflict]:
    if entry.number is None:
        return
    dates = entry.dates()
    apart = [d for d in dates if not any(o != d and o.startswith(d) for o in dates)]
    if len(apart) > 1:
        yield Conflict("dates", tuple(sorted(apart)), _who_says(entry, apart))
    # A slip in the year parts one document into two; they still have the day in common.
    for other in numbered.same_number(entry):
        days = {d[-MATCHING_DAY:] for d in apart if len(d) == 10} & {d[-MATCHING_DAY:] for d in other.dates()}
        if days:
            said = sorted({d for d in (*apart, *other.dates()) if d[-MATCHING_DAY:] in days})
            yield Conflict("dates", tuple(said), tuple(sorted({*_who_says(entry, said), *_who_says(other, said)})))


def _who_says(entry: Entry, dates: Sequence[str]) -> tuple[str, ...]:
    said = {m.stem for m, _ in entry.mentions if m.date in dates} | {d.stem for d in entry.held if d.issued in dates}
    return tuple(sorted(said | {k.origin for k in entry.known if k.date in dates}))


def _issuers(entry: Entry) -> Iterator[Conflict]:
    # What several bodies issued together is cited with one of them or another.
    if entry.number is None or entry.number.joint:
        return
    said: dict[str, tuple[str, set[str]]] = {}
    for mention, _ in entry.mentions:
        if mention.category != "numbered" or not mention.issuer or mention.issuer in issuers_by_abbreviation():
            continue
        voice = _voice(mention.issuer, entry)
        if voice:
            said.setdefault(voice, (clean_issuer(mention.issuer), set()))[1].add(mention.stem)
    named = named_by_notation(entry.number.notation) if entry.number.central and not entry.number.party else None
    if said and named and (voice := _voice(named, entry)) and voice not in said:
        said[voice] = (named, set())
    if len(said) > 1:
        names, stems = zip(*said.values(), strict=True)
        yield Conflict("issuers", tuple(names), tuple(sorted(set().union(*stems))))


def _voice(issuer: str, entry: Entry) -> str | None:
    """Who speaks, as far as it parts two issuers: a ministry and its minister are one, two organs of the Party two."""
    name = clean_issuer(issuer)
    body = find_body(name)
    if entry.number and entry.number.party:
        organ = fold(name).replace("ban chấp hành trung ương đảng", "ban chấp hành trung ương")
        return next((kind for kind in phrases("party_organ") if kind in organ), None)
    return body.id if body and body.level == "central" else None


def _year(entry: Entry) -> Iterator[Conflict]:
    if entry.number and entry.number.year:
        wrong = [d for d in entry.dates() if not d.startswith(entry.number.year)]
        if wrong:
            yield Conflict("year", (entry.number.printed, *sorted(wrong)), _who_says(entry, wrong))


def _later(entry: Entry, documents: Mapping[str, CitingDocument]) -> Iterator[Conflict]:
    for mention, _ in entry.mentions:
        issued = documents[mention.stem].issued
        if mention.date and issued and len(issued) == 10 and mention.date[:10] > issued and mention.relation != "draft":
            yield Conflict("later", (mention.date, issued), (mention.stem,))
            return


def _call(entry: Entry) -> str:
    dates = entry.dates()
    printed = entry.number.printed if entry.number else " ".join(entry.name.words if entry.name else ())
    return f"{printed} ({dates[0]})" if dates else printed
