"""The store: everything extracted, in one SQLite file, each document written in one transaction."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from pipeline.model import ROLES, Actor, Document, Extraction, Link, ReadError, Span, Task
from pipeline.text import fold, strip_marks

STORE = "chithi.sqlite"
"""The store's name in the folder that a run writes to."""
MIGRATIONS = ("schema.sql",)
"""What brings a store from each version to the next; the first makes it."""


class Store:
    """A SQLite file with what was extracted of many documents.

    Args:
        path: the file; it is made where it is not there, and brought up to the present schema where it is older.
        read_only: nothing is made or changed; the file has to be there in the present schema.

    Raises:
        ReadError: the file is no store, or was written by a later version.

    Example:
        >>> store = Store(":memory:")
        >>> list(store.all_published())
        []
    """

    def __init__(self, path: Path | str, read_only: bool = False) -> None:
        self.path = str(path)
        try:
            self.connection = (
                _open_to_read(self.path) if read_only else sqlite3.connect(self.path, isolation_level=None)
            )
        except sqlite3.Error as error:
            raise ReadError(f"{self.path}: cannot be opened ({error})") from error
        self.connection.row_factory = sqlite3.Row
        try:
            if read_only:
                if self._check() < len(MIGRATIONS):
                    raise ReadError(f"{self.path}: of an earlier version; run chithi run again, which brings it up")
                return
            self.connection.execute("PRAGMA journal_mode = WAL")
            # What a run has finished is safe when the program is killed; after a power cut it is read again.
            self.connection.execute("PRAGMA synchronous = NORMAL")
            self.connection.execute("PRAGMA foreign_keys = ON")
            self._migrate()
        except ReadError:
            self.connection.close()
            raise
        except sqlite3.DatabaseError as error:
            self.connection.close()
            raise ReadError(f"{self.path}: not a store of chithi ({error}); remove it and run again") from error

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Closes the file."""
        self.connection.close()

    def _check(self) -> int:
        """The version of the file's schema; only an empty file has none."""
        version: int = self.connection.execute("PRAGMA user_version").fetchone()[0]
        if version > len(MIGRATIONS):
            raise ReadError(f"{self.path}: written by a later version of chithi; update chithi or remove the file")
        if version == 0 and self.connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            raise ReadError(f"{self.path}: a database of another program; give the store that chithi run wrote")
        return version

    def _migrate(self) -> None:
        version = self._check()
        for number, name in enumerate(MIGRATIONS[version:], version + 1):
            script = files(__package__).joinpath(name).read_text(encoding="utf-8")
            self.connection.executescript(f"BEGIN;\n{script}\nPRAGMA user_version = {number};\nCOMMIT;")

    # ------------------------------------------------------------ writing

    def save(
        self, stem: str, path: str, extraction: Extraction, published: Mapping[str, Any], version: str = ""
    ) -> None:
        """Writes a document in one transaction, in place of what was stored under its stem.

        Args:
            stem: the document's name in the store, unique.
            path: where its file lies.
            extraction: what was extracted.
            published: the same in the published JSON form, kept as it is.
            version: of the program that extracted it.
        """
        with self.transaction():
            self._remove(stem)
            self._write(stem, path, extraction, published, version)

    def transaction(self) -> _Transaction:
        """All or nothing: ``with store.transaction(): …``."""
        return _Transaction(self.connection)

    def _remove(self, stem: str) -> None:
        for table in ("task", "document"):
            self.connection.execute(
                f"DELETE FROM {table}_words WHERE rowid IN (SELECT n FROM {table} WHERE stem = ?)", (stem,)
            )
        self.connection.execute("DELETE FROM document WHERE stem = ?", (stem,))

    def _write(self, stem: str, path: str, extraction: Extraction, published: Mapping[str, Any], version: str) -> None:
        document, meta = extraction.document, extraction.document.metadata
        signer = meta.signer
        kept = {name: value for name, value in published.items() if name != "text"}
        self._insert("document", [(
            None, stem, path, document.sha256, version, "present", document.format, document.pages, meta.type,
            meta.number, meta.notation, meta.issuer, meta.place, meta.issued, meta.title, meta.period,
            _list(meta.addressees), _list(meta.recipients), _list(meta.basis), signer and signer.name,
            signer and signer.title, signer and signer.authority, document.text, _json(kept),
        )])  # fmt: skip
        self._insert(
            "section", ((stem, n, s.path, s.label, s.heading, s.role) for n, s in enumerate(document.sections))
        )
        for task in extraction.tasks:
            self._write_task(stem, document, task)
        self._insert("reference", (
            (stem, n, r.text, r.category, r.key, r.type, r.issuer, r.date, r.relation, r.start, r.end, _page(r.spans),
             r.confidence) for n, r in enumerate(extraction.references)
        ))  # fmt: skip
        self._insert("indicator", (
            (stem, n, i.no, i.name, i.unit, json.dumps(i.target, ensure_ascii=False), i.lead, _page(i.spans))
            for n, i in enumerate(extraction.indicators)
        ))  # fmt: skip
        for table in ("task", "document"):
            new = self.connection.execute(f"SELECT n, text FROM {table} WHERE stem = ?", (stem,)).fetchall()
            self._insert(f"{table}_words (rowid, plain)", ((n, plain(text)) for n, text in new))

    def _write_task(self, stem: str, document: Document, task: Task) -> None:
        form = "row" if document.in_task_row(task.start) else "text"
        self._insert("task", [(
            None, stem, task.id, task.section, task.text, task.kind, task.lead_source, task.product,
            _list(task.missing), form, task.confidence, task.start, task.end, _page(task.spans),
        )])  # fmt: skip
        for role in ROLES:
            actors: tuple[Actor, ...] = getattr(task, role)
            self._insert("actor", (
                (stem, task.id, role, n, a.name, a.surface, a.canonical, a.id, a.source, a.start, a.end,
                 _page(a.spans), a.confidence) for n, a in enumerate(actors)
            ))  # fmt: skip
        self._insert("deadline", (
            (stem, task.id, n, d.text, d.kind, d.value, d.start, d.end, _page(d.spans), d.confidence)
            for n, d in enumerate(task.deadlines)
        ))  # fmt: skip
        self._insert("task_reference", ((stem, task.id, key) for key in dict.fromkeys(task.references)))

    def _insert(self, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
        rows = list(rows)
        if rows:
            marks = ", ".join("?" * len(rows[0]))
            self.connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)

    def replace_links(self, links: Iterable[Link], by: str = "") -> None:
        """Writes the links of the whole corpus in place of the earlier ones; ``by`` is what found them."""
        with self.transaction():
            self.connection.execute("INSERT OR REPLACE INTO state VALUES ('linked', ?)", (by,))
            self.connection.execute("DELETE FROM link")
            self._insert("link", (
                (*link.source, *link.target, link.score, link.kind, _json(link.why)) for link in links
            ))  # fmt: skip

    # ------------------------------------------------------------ reading

    def published(self, stem: str) -> dict[str, Any]:
        """A document in the published JSON form.

        Raises:
            KeyError: no such document.
        """
        row = self.connection.execute("SELECT extraction, text FROM document WHERE stem = ?", (stem,)).fetchone()
        if row is None:
            raise KeyError(stem)
        return {**json.loads(row["extraction"]), "text": row["text"]}

    def all_published(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Stem and published form of every document that is present, by stem."""
        query = "SELECT stem FROM document WHERE status = 'present' ORDER BY stem"
        for (stem,) in self.connection.execute(query).fetchall():
            yield stem, self.published(stem)

    def linked(self) -> str | None:
        """What found the links; None where there are none yet, or the documents have changed since."""
        row = self.connection.execute("SELECT value FROM state WHERE name = 'linked'").fetchone()
        return row and str(row[0])

    def links(self) -> list[Link]:
        """All links between documents that are there, best first."""
        query = (
            "SELECT * FROM link WHERE from_stem IN (SELECT stem FROM document WHERE status = 'present') "
            "AND to_stem IN (SELECT stem FROM document WHERE status = 'present') "
            "ORDER BY score DESC, from_stem, from_task, to_stem, to_task"
        )
        return [
            Link((r[0], r[1]), (r[2], r[3]), r["score"], r["kind"], json.loads(r["why"]))
            for r in self.connection.execute(query)
        ]


class _Transaction:
    """The outermost of several within each other is the one that counts."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.within = connection.in_transaction

    def __enter__(self) -> None:
        if not self.within:
            self.connection.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: object, *_: object) -> None:
        if not self.within:
            self.connection.execute("ROLLBACK" if kind else "COMMIT")


def _open_to_read(path: str) -> sqlite3.Connection:
    where = Path(path).absolute().as_uri()
    connection = sqlite3.connect(f"{where}?mode=ro", isolation_level=None, uri=True)
    try:
        connection.execute("PRAGMA user_version")
    except sqlite3.OperationalError:
        # In a folder where nothing may be written there can be no journal beside the file, and nobody who writes one.
        connection.close()
        connection = sqlite3.connect(f"{where}?immutable=1", isolation_level=None, uri=True)
    return connection


def plain(text: str) -> str:
    """The form that words are looked up in: nothing of case, spelling and diacritics is left.

    Example:
        >>> plain("Chuyển đổi số, LÍ do")
        'chuyen doi so, ly do'
    """
    return strip_marks(fold(text))


def _list(values: Iterable[str]) -> str:
    return json.dumps(list(values), ensure_ascii=False)


def _json(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)


def _page(spans: tuple[Span, ...]) -> int | None:
    return spans[0].page if spans else None
