"""Documents out of the store on their way into an export, each loaded when it is its turn."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import overload

from pipeline.corpus.store import Store
from pipeline.export.document import ExportDocument, ExportLink, designation
from pipeline.linking.linktask import point_in_time

_LINKS = """
SELECT l.from_task, l.to_stem, l.to_task, l.score, l.kind, l.why, t.text,
  d.type, d.number, d.notation, d.title, d.issued, d.period
FROM link l
JOIN task t ON t.stem = l.to_stem AND t.id = l.to_task
JOIN document d ON d.stem = l.to_stem
WHERE l.from_stem = ? AND d.status = 'present'
ORDER BY l.score DESC, l.to_stem, l.to_task
"""


class StoredDocuments(Sequence[ExportDocument]):
    """The documents whose files are there, the latest first; of any number of them only one is in memory.

    Example:
        >>> len(StoredDocuments(Store(":memory:")))
        0
    """

    def __init__(self, store: Store, stems: Sequence[str] | None = None) -> None:
        self.store = store
        self.stems = stems_in_order(store) if stems is None else stems

    def __len__(self) -> int:
        return len(self.stems)

    def __iter__(self) -> Iterator[ExportDocument]:
        return map(self._load, self.stems)

    @overload
    def __getitem__(self, index: int) -> ExportDocument: ...
    @overload
    def __getitem__(self, index: slice) -> list[ExportDocument]: ...
    def __getitem__(self, index: int | slice) -> ExportDocument | list[ExportDocument]:
        if isinstance(index, slice):
            return list(map(self._load, self.stems[index]))
        return self._load(self.stems[index])

    def task_count(self) -> int:
        """How many tasks the documents have together."""
        counted = self.store.connection.execute("SELECT stem, count(*) FROM task GROUP BY stem")
        tasks: dict[str, int] = dict(counted.fetchall())
        return sum(tasks.get(stem, 0) for stem in self.stems)

    def _load(self, stem: str) -> ExportDocument:
        (path,) = self.store.connection.execute("SELECT path FROM document WHERE stem = ?", (stem,)).fetchone()
        content = self.store.published(stem)
        metadata = content["document"]
        year = point_in_time(metadata["issued"], metadata["period"], metadata["title"])[:4]
        return ExportDocument(stem, content, Path(path), tuple(self._links(stem, year)))

    def _links(self, stem: str, year: str) -> Iterator[ExportLink]:
        for row in self.store.connection.execute(_LINKS, (stem,)):
            then = point_in_time(row["issued"], row["period"], row["title"])[:4]
            yield ExportLink(
                task=row["from_task"],
                earlier=(row["to_stem"], row["to_task"]),
                text=row["text"],
                document=designation(dict(row)) or row["to_stem"],
                score=row["score"],
                kind=row["kind"],
                why=json.loads(row["why"]),
                year=then,
                before=bool(then) and then < year,
            )


def stems_in_order(store: Store) -> list[str]:
    """The documents whose files are there, the latest first, those of one day by name."""
    query = "SELECT stem FROM document WHERE status = 'present' ORDER BY coalesce(issued, '') DESC, stem"
    return [stem for (stem,) in store.connection.execute(query)]
