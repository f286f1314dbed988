"""Documents that are known beforehand: the table beside this module, and lists that the user loads."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from pipeline.catalogue.citation_text import phrases
from pipeline.catalogue.numbers import read_number
from pipeline.corpus.store import Store
from pipeline.model import ReadError
from pipeline.tagging.references.citations import kind_words, read_date
from pipeline.tagging.references.numbers import Number, find_numbers
from pipeline.tagging.tables import alternatives, rows
from pipeline.text import fold, normalize, strip_marks
from pipeline.text.tables import read_table

BUILT_IN = "chithi"
"""Origin of the documents of the table beside this module."""
LAW = re.compile(r"(?i:(?P<name>(?:bộ luật|luật|pháp lệnh)\s.+?)\s+số\s*:?\s*$)")
ISO = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?$")
PRINTED_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$")
MOST_FIELD = 1 << 20
DELIMITERS = ",;\t"


@dataclass(frozen=True, slots=True)
class KnownSource:
    """A document known beforehand; ``names`` are what it or what it issues is called, ``origin`` is who says so."""

    key: str
    type: str | None = None
    issuer: str | None = None
    date: str | None = None
    title: str | None = None
    status: str | None = None
    origin: str = BUILT_IN
    in_force: str | None = None
    names: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of loading a list.

    Dates are left out where the year in the number contradicts them.
    """

    documents: int
    without_number: int
    contradicting_dates: int


@cache
def built_in_sources() -> tuple[KnownSource, ...]:
    """Laws, national programmes and resolutions that are usually cited by name alone.

    Example:
        >>> next(k.key for k in built_in_sources() if "Chương trình giáo dục phổ thông 2018" in k.names)
        '32/2018/TT-BGDĐT'
    """
    return tuple(
        KnownSource(
            row["key"], row["type"], row["issuer"] or None, row["date"] or None, row["title"] or None, None,
            BUILT_IN, row["in_force"] or None, tuple(n for n in row["names"].split("|") if n),
        )
        for row in read_table("known_sources.tsv", "pipeline.catalogue")
    )  # fmt: skip


def known_sources(store: Store) -> list[KnownSource]:
    """The documents of the table and those loaded into a store."""
    loaded = store.connection.execute("SELECT * FROM known_source ORDER BY origin, key, title").fetchall()
    return [*built_in_sources(), *map(_stored, loaded)]


def _stored(row: Mapping[str, Any]) -> KnownSource:
    title, key = row["title"], row["key"]
    return KnownSource(
        key, row["type"], row["issuer"], row["date"], _without_number(title, key), row["status"], row["origin"],
        names=names_in_title(title, key),
    )  # fmt: skip


def load_known_sources(store: Store, path: Path) -> Loaded:
    """Keeps a CSV of known documents in a store, in place of what was loaded from a file of that name before.

    Columns are found by their names, in whatever order and with whatever else beside them: number, kind, issuer,
    date, title, status. A number is also taken from the title.

    Raises:
        ReadError: the file cannot be read as CSV, or names neither number nor title.
    """
    found: dict[tuple[str, str], KnownSource] = {}
    without = contradicting = 0
    for row in _read_csv(path):
        source = _known_source(row, path.name)
        if source is None:
            without += 1
            continue
        year = read_number(source.key, source.type or "").year
        if year and source.date and not source.date.startswith(year):
            contradicting += 1
            source = replace(source, date=None)
        found[source.key, source.title or ""] = source
    with store.transaction():
        store.connection.execute("DELETE FROM known_source WHERE origin = ?", (path.name,))
        store.connection.executemany(
            "INSERT INTO known_source (key, type, issuer, date, title, status, origin) VALUES (?, ?, ?, ?, ?, ?, ?)",
            [(s.key, s.type, s.issuer, s.date, s.title or "", s.status, s.origin) for s in found.values()],
        )
    return Loaded(len(found), without, contradicting)


@lru_cache(maxsize=16_384)
def names_in_title(title: str | None, key: str = "") -> tuple[str, ...]:
    """What a document's title says that it or what it issues is called.

    Example:
        >>> names_in_title("Luật Báo chí số 126/2025/QH15", "126/2025/QH15")
        ('Luật Báo chí',)
        >>> names_in_title("Quyết định số 1/QĐ-TTg phê duyệt Chiến lược dữ liệu quốc gia đến năm 2030")
        ('Chiến lược dữ liệu quốc gia đến năm 2030',)
    """
    if not title:
        return ()
    number = next((n for n in find_numbers(title) if n.key == key), None)
    if number and (law := LAW.match(title[: number.start])):
        return (law["name"],)
    issued = _issued().search(title)
    return (issued["name"].strip(" .;"),) if issued else ()


def _known_source(row: Mapping[str, str], origin: str) -> KnownSource | None:
    title = " ".join(normalize(row.get("title", "")).split())
    number = next(find_numbers(row.get("number", "")), None) or _number_in_title(title)
    if number is None:
        return None
    kind = _kind(row.get("type", "").strip()) or _kind(title) or number.kind
    return KnownSource(
        number.key, kind, row.get("issuer") or None, _read_day(row.get("date", "")), title or None,
        row.get("status") or None, origin,
    )  # fmt: skip


def _number_in_title(title: str) -> Number | None:
    """The number behind the kind that begins a title; a law's stands at its end, behind those of what it amends."""
    found = list(find_numbers(title))
    first = next((n for n in found if _head().fullmatch(title[: n.start])), None)
    return first or (found[-1] if found else None)


def _kind(text: str) -> str | None:
    """The kind that a text begins with, in Vietnamese."""
    headed = _kind_word().match(text)
    if not headed:
        return None
    return _foreign_kinds().get(headed[0].casefold(), headed[0].capitalize())


def _without_number(title: str, key: str) -> str | None:
    """A title without the kind and number that it begins with; None where nothing is left."""
    number = next((n for n in find_numbers(title) if n.key == key), None)
    if number is None:
        return title or None
    head, rest = title[: number.start], title[number.end :].strip(" .:-–")
    return rest or (None if _head().fullmatch(head) else re.sub(r"\s+số\s*:?\s*$", "", head, flags=re.IGNORECASE))


@lru_cache(maxsize=1)
def _kind_word() -> re.Pattern[str]:
    foreign = alternatives(sorted(row["word"] for row in read_table("foreign_kinds.tsv", "pipeline.catalogue")))
    return re.compile(rf"(?i:{kind_words()}|bộ\s+luật|luật|pháp\s+lệnh|hiến\s+pháp|{foreign})(?![\wà-ỹ])")


@lru_cache(maxsize=1)
def _head() -> re.Pattern[str]:
    return re.compile(rf"(?:{_kind_word().pattern})\s*(?i:số|no\.)?\s*:?\s*(?i:số\s*:?)?\s*")


@cache
def _foreign_kinds() -> dict[str, str]:
    return {row["word"].casefold(): row["kind"] for row in read_table("foreign_kinds.tsv", "pipeline.catalogue")}


def _read_day(text: str) -> str | None:
    text = text.strip()
    if ISO.match(text):
        return text
    if day := PRINTED_DAY.match(text):
        return f"{day[3]}-{int(day[2]):02d}-{int(day[1]):02d}"
    found = read_date(text if text.lower().startswith("ngày") else f"ngày {text}", 0)
    return found[1] if found else None


def _read_csv(path: Path) -> Iterable[dict[str, str]]:
    csv.field_size_limit(MOST_FIELD)
    try:
        text = path.read_bytes().decode("utf-8-sig")
        readings = [list(csv.reader(text.splitlines(keepends=True), delimiter=mark)) for mark in DELIMITERS]
    except (UnicodeDecodeError, csv.Error) as error:
        raise ReadError(f"{path}: not a CSV in UTF-8 ({error}); save it as “CSV UTF-8”") from error
    # The mark that parts the columns is the one that makes the most of them known.
    lines = max(readings, key=lambda reading: len(_columns(reading[0])) if reading else 0)
    columns = _columns(lines[0] if lines else [])
    if not columns.keys() & {"number", "title"}:
        raise ReadError(f"{path}: no column for the number or the title; name one number or title in its first line")
    return ({name: line[n] for name, n in columns.items() if n < len(line)} for line in lines[1:] if any(line))


@cache
def _known_columns() -> dict[str, str]:
    return {row["heading"]: row["column"] for row in read_table("source_columns.tsv", "pipeline.catalogue")}


def _columns(header: list[str]) -> dict[str, int]:
    """Where the columns stand, by any of their usual names."""
    known = _known_columns()
    found: dict[str, int] = {}
    for n, heading in enumerate(header):
        column = known.get(re.sub(r"[^a-z0-9]+", " ", strip_marks(fold(heading))).strip())
        if column:
            found.setdefault(column, n)
    return found


@lru_cache(maxsize=1)
def _issued() -> re.Pattern[str]:
    kinds = alternatives([row["kind"] for row in rows("references/named_kinds.tsv") if row["category"] == "programme"])
    return re.compile(rf"(?i:{alternatives(phrases('issues'))})\s+(?P<name>(?i:{kinds})\s+[^;]+)$")
