"""Which documents and which of their tasks an export holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.corpus.search import phrases_of
from pipeline.corpus.store import Store, plain
from pipeline.export.document import ExportDocument
from pipeline.export.json import Published
from pipeline.export.rows import due
from pipeline.export.stored import StoredDocuments, stems_in_order
from pipeline.linking.linktask import point_in_time


@dataclass(frozen=True, slots=True)
class Selection:
    """What is asked for; of several values of one field any will do, all fields have to fit.

    Names are compared without case and diacritics, and a part of them is enough. ``since``, ``until`` and the days that
    tasks are due by are ISO, as exact as one likes; a document without a date counts by its period. What is asked of
    tasks leaves the others of a document out, and a document with none left.
    """

    documents: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    leads: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    due_since: str = ""
    due_until: str = ""
    words: str = ""

    @property
    def of_tasks(self) -> bool:
        """Whether anything is asked of tasks."""
        return any((self.leads, self.kinds, self.due_since, self.due_until, self.words))

    def takes_document(self, stem: str, metadata: Published) -> bool:
        """Whether a document fits, by what its letterhead says.

        Example:
            >>> Selection(issuers=("hai phong",), since="2025").takes_document(
            ...     "kh", {"issuer": "UBND TP Hải Phòng", "issued": "2026", "period": None, "title": None}
            ... )
            True
        """
        if self.documents and stem not in self.documents and not _named(self.documents, metadata["number"], False):
            return False
        if self.types and not _named(self.types, metadata["type"]):
            return False
        if self.issuers and not _named(self.issuers, metadata["issuer"]):
            return False
        if not (self.since or self.until):
            return True
        when = point_in_time(metadata["issued"], metadata["period"], metadata["title"])
        return _within(when, self.since, self.until)

    def takes_task(self, task: Published) -> bool:
        """Whether a task fits."""
        if self.leads and not any(_named(self.leads, lead) for lead in task["lead"]):
            return False
        if self.kinds and task["kind"] not in self.kinds:
            return False
        if self.due_since or self.due_until:
            day = due(task)
            if day is None or not _within(day.isoformat(), self.due_since, self.due_until):
                return False
        text = f" {' '.join(word for phrase in phrases_of(task['text']) for word in phrase)} " if self.words else ""
        return all(f" {' '.join(phrase)} " in text for phrase in phrases_of(self.words))

    def narrowed(self, document: ExportDocument) -> ExportDocument:
        """The document with the tasks that fit, and their links."""
        if not self.of_tasks:
            return document
        tasks = [task for task in document.content["tasks"] if self.takes_task(task)]
        kept = {task["id"] for task in tasks}
        links = tuple(link for link in document.links if link.task in kept)
        return replace(document, content={**document.content, "tasks": tasks}, links=links)


class SelectedDocuments(StoredDocuments):
    """The documents of a store that fit, each with the tasks that fit."""

    def __init__(self, store: Store, selection: Selection) -> None:
        self.selection = selection
        super().__init__(store, _chosen(store, selection))
        self._counts: dict[str, int] | None = None
        if selection.of_tasks:
            self._counts = {document.stem: len(document.content["tasks"]) for document in self}
            self.stems = [stem for stem, count in self._counts.items() if count]

    def task_count(self) -> int:
        """How many tasks fit."""
        return super().task_count() if self._counts is None else sum(self._counts.values())

    def _load(self, stem: str) -> ExportDocument:
        return self.selection.narrowed(super()._load(stem))


def _chosen(store: Store, selection: Selection) -> list[str]:
    query = "SELECT stem, type, number, issuer, issued, period, title FROM document"
    fits = {row["stem"] for row in store.connection.execute(query) if selection.takes_document(row["stem"], dict(row))}
    return [stem for stem in stems_in_order(store) if stem in fits]


def _named(wanted: Sequence[str], name: str | None, in_part: bool = True) -> bool:
    folded = plain(name or "")
    return any(plain(one) in folded if in_part else plain(one) == folded for one in wanted)


def _within(when: str, since: str, until: str) -> bool:
    """Whether a time lies within, compared as exactly as both are known."""
    if not when:
        return False
    return when[: len(since)] >= since[: len(when)] and when[: len(until)] <= until[: len(when)]
