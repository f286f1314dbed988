"""SQL over the store: everything may be read, nothing changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.corpus.store import Store, plain

READING_PRAGMAS = {"data_version", "table_info", "table_xinfo", "table_list", "index_list", "index_info"}
STEPS = 50_000
"""Steps of SQLite's machine after which it looks whether somebody has had enough of waiting."""


class QueryError(Exception):
    """SQL that could not be run; the message is one line."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The names of the columns, no two the same, and the rows as they come."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[Any, ...]]


def query(store: Store, sql: str) -> Answer:
    """Runs one statement that reads.

    Besides what SQLite knows there is ``plain(text)``, the form without diacritics that words are looked up in.

    Args:
        store: the store, opened to read.
        sql: the statement.

    Raises:
        QueryError: it is wrong, or would change something; also while its rows are fetched.

    Example:
        >>> answer = query(Store(":memory:"), "SELECT plain('Đà Nẵng') AS name, 1 AS name")
        >>> answer.columns, list(answer.rows)
        (('name', 'name.2'), [('da nang', 1)])
    """
    connection = store.connection
    connection.create_function("plain", 1, lambda text: None if text is None else plain(str(text)), deterministic=True)
    # The word indexes are opened before nothing more may be made: SQLite makes a table within itself to open one.
    connection.execute(
        "SELECT (SELECT count(*) FROM task_words LIMIT 0), (SELECT count(*) FROM document_words LIMIT 0)"
    )
    connection.set_progress_handler(_go_on, STEPS)
    connection.set_authorizer(_only_reading)
    try:
        cursor = connection.cursor()
        cursor.row_factory = None
        cursor.execute(sql)
    except (sqlite3.Error, sqlite3.Warning, ValueError) as error:
        raise QueryError(_one_line(error)) from error
    if cursor.description is None:
        raise QueryError("no query in it; begin with SELECT")
    names: list[str] = []
    for name, *_ in cursor.description:
        number = 2
        unique = name
        while unique in names:
            unique, number = f"{name}.{number}", number + 1
        names.append(unique)
    return Answer(tuple(names), _fetch(cursor))


def tables(store: Store) -> list[tuple[str, str, list[str]]]:
    """What can be asked for: name, ``view`` or ``table``, and columns; the views first."""
    found = store.connection.execute(
        "SELECT name, type FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%' "
        "AND name NOT LIKE '%_words%' ORDER BY type DESC, rowid"
    ).fetchall()
    return [
        (name, kind, [row[1] for row in store.connection.execute(f'PRAGMA table_info("{name}")')])
        for name, kind in found
    ]


def _fetch(cursor: sqlite3.Cursor) -> Iterator[tuple[Any, ...]]:
    # Not `yield from`, which would close the cursor of a store that is closed by then.
    try:
        for row in cursor:  # noqa: UP028
            yield row
    except sqlite3.Error as error:
        raise QueryError(_one_line(error)) from error


def _one_line(error: Exception) -> str:
    message = " ".join(str(error).split())
    if "not authorized" in message or "prohibited" in message or "readonly" in message:
        return "the store is only read here; ask with SELECT"
    return message


def _go_on() -> int:
    # Called so that Python can take note of Ctrl-C in a query that takes long.
    return 0


def _only_reading(action: int, first: str | None, second: str | None, *_: str | None) -> int:
    if action == sqlite3.SQLITE_PRAGMA:
        return sqlite3.SQLITE_OK if first in READING_PRAGMAS else sqlite3.SQLITE_DENY
    if action == sqlite3.SQLITE_FUNCTION and second == "load_extension":
        return sqlite3.SQLITE_DENY
    reading = (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE)
    return sqlite3.SQLITE_OK if action in reading else sqlite3.SQLITE_DENY
