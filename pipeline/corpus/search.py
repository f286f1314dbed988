"""Full-text search over tasks and documents, with and without diacritics."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from pipeline.corpus.store import Store
from pipeline.text import fold, strip_marks

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Hit:
    """A task or a document found: ``snippet`` is its text with the words found between ``[`` and ``]``."""

    kind: Literal["task", "document"]
    stem: str
    task: str | None
    snippet: str
    score: float


def search(store: Store, words: str, limit: int = 20, kind: Literal["task", "document"] = "task") -> list[Hit]:
    """Finds what holds all the words, best first.

    Words typed without any diacritics find both ``chuyển đổi số`` and ``chuyen doi so``; so do words with them.

    Args:
        store: the store to look in.
        words: what to look for; words between double quotes stand together.
        limit: how many hits at most.
        kind: what to look for, tasks or documents.

    Returns:
        the hits, best first; none where no word is given.
    """
    plain = _query(words)
    if not plain:
        return []
    table = f"{kind}_words"
    id_column = "id" if kind == "task" else "NULL"
    column = 3 if kind == "task" else 2
    rows = store.connection.execute(
        f"SELECT stem, {id_column} AS id, snippet({table}, {column}, '[', ']', '…', 24) AS snippet, "
        f"rank FROM {table} WHERE {table} MATCH ? ORDER BY rank LIMIT ?",
        (plain, limit),
    )
    return [Hit(kind, row["stem"], row["id"], row["snippet"], -row["rank"]) for row in rows]


def _query(words: str) -> str:
    """The words as an FTS5 query over the column without diacritics, nothing in them read as its syntax."""
    parts = re.findall(r'"([^"]*)"|(\S+)', strip_marks(fold(words)))
    phrases = [" ".join(_WORD.findall(quoted or single)) for quoted, single in parts]
    return "plain : (" + " AND ".join(f'"{p}"' for p in phrases if p) + ")" if any(phrases) else ""
