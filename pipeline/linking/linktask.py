"""A task as the linker sees it: its words, where it stands, who acts, what it refers to."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.linking.wording import words
from pipeline.model import Actor, Extraction, Section, Task

if TYPE_CHECKING:
    import sqlite3

    from pipeline.corpus.store import Store

YEAR = re.compile(r"(?:19|20)\d\d")
SCHOOL_YEAR_BEGINS = "09"
ANNEX, IMPLEMENTATION, MAIN = "annex", "implementation", "main"
PARTS = {MAIN: 0, IMPLEMENTATION: 1, ANNEX: 2}
"""Within a document, links go from a later part back to an earlier one."""


@dataclass(frozen=True, slots=True)
class LinkDocument:
    """What the linker knows of a document; ``when`` is ISO as far as known, so that earlier sorts first."""

    stem: str
    when: str = ""
    issuer: str | None = None
    title: str | None = None

    @property
    def year(self) -> int | None:
        """The year it was issued in or plans for."""
        return int(self.when[:4]) if self.when else None


@dataclass(frozen=True, slots=True)
class LinkTask:
    """A task with what links are judged by; ``place`` counts the tasks of its document, ``part`` is where it stands."""

    document: LinkDocument
    id: str
    place: int
    text: str
    headings: tuple[str, ...] = ()
    part: str = MAIN
    leads: tuple[str, ...] = ()
    actors: frozenset[str] = frozenset()
    references: frozenset[str] = frozenset()
    deadlines: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        """What links call it by."""
        return self.document.stem, self.id


def from_extractions(extractions: Iterable[tuple[str, Extraction]]) -> list[LinkTask]:
    """The tasks of documents in memory, each with the stem it is called by."""
    found: list[LinkTask] = []
    for stem, extraction in extractions:
        meta = extraction.document.metadata
        when = point_in_time(meta.issued, meta.period, meta.title)
        document = LinkDocument(stem, when, meta.issuer, meta.title)
        sections = {section.path: section for section in reversed(extraction.document.sections)}
        for place, task in enumerate(extraction.tasks):
            in_row = extraction.document.in_task_row(task.start)
            found.append(_from_task(document, place, task, sections, in_row))
    return found


def _from_task(document: LinkDocument, place: int, task: Task, sections: dict[str, Section], in_row: bool) -> LinkTask:
    path = list(_lineage(task.section, sections))
    return LinkTask(
        document=document,
        id=task.id,
        place=place,
        text=task.text,
        headings=tuple(section.heading for section in path if section.heading),
        part=part_of(path[0].role if path else None, in_row),
        leads=tuple(dict.fromkeys(map(_identity, task.lead))),
        actors=frozenset(map(_identity, (*task.lead, *task.coordinate))),
        references=frozenset(task.references),
        deadlines=tuple(deadline.value for deadline in task.deadlines),
    )


def from_store(store: Store, stems: Collection[str] | None = None) -> list[LinkTask]:
    """The tasks of the documents whose files are there, by stem and place.

    Args:
        store: the store.
        stems: the documents to look at; all of them by default.
    """

    def rows(query: str, order: str) -> sqlite3.Cursor:
        among = "" if stems is None else "AND stem IN (SELECT value FROM json_each(?))"
        values = () if stems is None else (json.dumps(sorted(stems)),)
        return store.connection.execute(f"{query} {among} ORDER BY {order}", values)

    documents = {
        row["stem"]: LinkDocument(
            row["stem"],
            point_in_time(row["issued"], row["period"], row["title"]),
            row["issuer"],
            row["title"],
        )
        for row in rows("SELECT stem, issued, period, title, issuer FROM document WHERE status = 'present'", "stem")
    }
    sections: dict[str, dict[str, Section]] = {}
    for row in rows("SELECT * FROM section WHERE true", "stem, n DESC"):
        section = Section(row["path"], row["label"], row["heading"], row["role"])
        sections.setdefault(row["stem"], {})[section.path] = section
    actors: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for row in rows("SELECT * FROM actor WHERE role IN ('lead', 'coordinate')", "stem, task, n"):
        identity = row["organisation"] or " ".join(words(row["name"]))
        actors.setdefault((row["stem"], row["task"]), []).append((row["role"], identity))
    deadlines = _grouped(rows("SELECT stem, task, value FROM deadline WHERE true", "stem, task, n"))
    references = _grouped(rows("SELECT stem, task, key FROM task_reference WHERE true", "stem, task, key"))
    found: list[LinkTask] = []
    places: dict[str, int] = {}
    for row in rows("SELECT * FROM task WHERE true", "stem, n"):
        document = documents.get(row["stem"])
        if document is None:
            continue
        key = (row["stem"], row["id"])
        path = list(_lineage(row["section"], sections.get(row["stem"], {})))
        named = actors.get(key, [])
        found.append(
            LinkTask(
                document=document,
                id=row["id"],
                place=places.setdefault(row["stem"], 0),
                text=row["text"],
                headings=tuple(section.heading for section in path if section.heading),
                part=part_of(path[0].role if path else None, row["form"] == "row"),
                leads=tuple(dict.fromkeys(identity for role, identity in named if role == "lead")),
                actors=frozenset(identity for _, identity in named),
                references=frozenset(references.get(key, ())),
                deadlines=tuple(deadlines.get(key, ())),
            )
        )
        places[row["stem"]] += 1
    return found


def age(task: LinkTask) -> tuple[str, str]:
    """Sorts documents from the earliest to the latest; those without any date come first."""
    return task.document.when, task.document.stem


def document_spans(tasks: Sequence[LinkTask]) -> list[tuple[int, int]]:
    """The runs of tasks of one document; tasks of a document stand together."""
    starts = [n for n, task in enumerate(tasks) if n == 0 or task.document != tasks[n - 1].document]
    return list(pairwise([*starts, len(tasks)])) if tasks else []


def point_in_time(issued: str | None, period: str | None, title: str | None = None) -> str:
    """When a document belongs, as far as it says: its date, else the beginning of its period, else a year in its title.

    Example:
        >>> point_in_time(None, "SY2022-2023"), point_in_time("2026", "2026"), point_in_time(None, "2021/2025")
        ('2022-09', '2026', '2021')
    """
    if issued:
        return issued
    if period and (year := YEAR.search(period)):
        return f"{year[0]}-{SCHOOL_YEAR_BEGINS}" if period.startswith("SY") else year[0]
    named = YEAR.search(title or "")
    return named[0] if named else ""


def part_of(role: str | None, in_row: bool) -> str:
    """The part of its document that a task stands in: links within a document go from one part to another.

    Example:
        >>> part_of("tasks", False), part_of("implementation", False), part_of("tasks", True)
        ('main', 'implementation', 'annex')
    """
    if in_row or role == "annex":
        return ANNEX
    return IMPLEMENTATION if role == "implementation" else MAIN


def _identity(actor: Actor) -> str:
    return actor.id or " ".join(words(actor.name))


def _lineage(path: str | None, sections: dict[str, Section]) -> Iterator[Section]:
    """The innermost section and those above it."""
    while path:
        if path in sections:
            yield sections[path]
        path = path.rpartition(".")[0]


def _grouped(found: Iterable[tuple[str, str, str]]) -> dict[tuple[str, str], list[str]]:
    groups: dict[tuple[str, str], list[str]] = {}
    for stem, task, value in found:
        groups.setdefault((stem, task), []).append(value)
    return groups
