"""The files that the store's documents were read from, as they lay when they were looked at last."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields

from pipeline.corpus.store import Store


@dataclass(frozen=True, slots=True)
class Entry:
    """One source file: the document it became, and how it looked when it was read.

    ``error`` is why it could not be read; ``gone`` is True once the file has been taken away.
    """

    path: str
    stem: str
    size: int = 0
    modified: int = 0
    sha256: str = ""
    version: str = ""
    error: str | None = None
    gone: bool = False


_COLUMNS = tuple(field.name for field in fields(Entry))


def load_entries(store: Store) -> dict[str, Entry]:
    """All files by their path, in the order in which they were first seen."""
    found = store.connection.execute(f"SELECT {', '.join(_COLUMNS)} FROM file ORDER BY rowid")
    return {row["path"]: Entry(**{**dict(row), "gone": bool(row["gone"])}) for row in found}


def keep_entries(store: Store, entries: Iterable[Entry]) -> None:
    """Write files in place of what was known of them, and mark their documents as there or taken away."""
    entries = list(entries)
    marks = ", ".join("?" * len(_COLUMNS))
    changes = ", ".join(f"{name} = excluded.{name}" for name in _COLUMNS if name != "path")
    with store.transaction():
        store.connection.executemany(
            f"INSERT INTO file ({', '.join(_COLUMNS)}) VALUES ({marks}) ON CONFLICT (path) DO UPDATE SET {changes}",
            map(astuple, entries),
        )
        store.connection.executemany(
            # Only where it changes: a document's row is long.
            "UPDATE document SET status = ?1, path = ?2 WHERE stem = ?3 AND (status, path) IS NOT (?1, ?2)",
            (("removed" if entry.gone else "present", entry.path, entry.stem) for entry in entries),
        )


def forget_entry(store: Store, path: str) -> None:
    """Take away what was known of a file; its document stays."""
    store.connection.execute("DELETE FROM file WHERE path = ?", (path,))
