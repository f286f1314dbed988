"""Where tasks stand: how their documents are called, section, page and source file of each."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from pipeline.export.document import ExportDocument
from pipeline.export.json import Published
from pipeline.export.labels import Language
from pipeline.export.rows import SEPARATOR, page, page_label

Key = tuple[str, str]

HELD = 256
"""So many documents are held at once."""


class Places:
    """Documents by their stems, each loaded when it is first asked for.

    Args:
        load: gives the document of a stem.
    """

    def __init__(self, load: Callable[[str], ExportDocument]) -> None:
        self.document = lru_cache(HELD)(load)
        self._tasks = lru_cache(HELD)(self._load_tasks)

    def _load_tasks(self, stem: str) -> dict[str, Published]:
        return {task["id"]: task for task in self.document(stem).content["tasks"]}

    def task(self, key: Key) -> Published:
        """A task as published; empty where the document does not have it."""
        return self._tasks(key[0]).get(key[1], {})

    def designation(self, stem: str) -> str:
        """How people call a document."""
        return self.document(stem).designation

    def source(self, stem: str) -> Path | None:
        """The file that a document was read from."""
        return self.document(stem).source

    def record(self, key: Key) -> dict[str, Any]:
        """What a program is told of where a task stands."""
        task = self.task(key)
        return {
            "document": key[0],
            "id": key[1],
            "section": task.get("section"),
            "page": page(task) if task.get("spans") else None,
            "lead": task.get("lead", []),
            "deadlines": [deadline["text"] for deadline in task.get("deadlines", ())],
        }

    def cells(self, key: Key) -> dict[str, Any]:
        """The same as cells of a row."""
        where = self.record(key)
        return {
            "document": self.designation(key[0]),
            "section": where["section"],
            "page": where["page"],
            "lead": SEPARATOR.join(where["lead"]),
            "deadline": SEPARATOR.join(dict.fromkeys(where["deadlines"])),
            "stem": key[0],
            "id": key[1],
            "source": self.source(key[0]),
        }

    def line(self, key: Key, language: Language = "vi") -> str:
        """Document, section and page in one line."""
        return ", ".join(part for part in (self.designation(key[0]), self._where(key, language)) if part)

    def within(self, key: Key, language: Language = "vi") -> str:
        """Section, page and id in one line, where it is clear which document."""
        return ", ".join(part for part in (self._where(key, language), key[1]) if part)

    def _where(self, key: Key, language: Language) -> str:
        where = self.record(key)
        return ", ".join(part for part in (where["section"], page_label(where["page"], language)) if part)
