"""An output folder: which files were read into which document, and which have changed since.

The store keeps what was read together with how its file looked then, in one transaction: a run that is ended at any
moment leaves it whole, and the next run reads only what is new or changed. The JSON files are copies of what it holds.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import stat
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import lru_cache
from itertools import count
from pathlib import Path

from pipeline.corpus.files import Entry, forget_entry, keep_entries, load_entries
from pipeline.corpus.store import STORE, Store
from pipeline.export.atomic import UNFINISHED
from pipeline.export.json import to_json, write_json
from pipeline.ingest.members import container_of, find_member
from pipeline.model import Extraction, ReadError, what_failed

DOCUMENTS = "json"
LOCK = ".chithi.lock"
PASSED_OVER = ("Thumbs.db", "desktop.ini")
PASSED_OVER_PREFIXES = (".", "~$")
PIECE = 1 << 20
LONGEST_STEM = 200
"""Bytes of a document's name."""


class Workspace:
    """An output folder with its store and its documents as JSON.

    Raises:
        ReadError: what stands in the store's place is none, or was written by a later version.
    """

    def __init__(self, folder: Path, version: str) -> None:
        self.folder = folder
        self.version = version
        folder.mkdir(parents=True, exist_ok=True)
        self.store = Store(folder / STORE)
        self.entries = load_entries(self.store)

    def __enter__(self) -> Workspace:
        return self

    def __exit__(self, *_: object) -> None:
        self.store.close()

    def plan(self, paths: Sequence[Path], again: bool = False) -> list[Path]:
        """Give every file its document's name and return those that have to be read: all of them with ``again``.

        A file counts as read when its content and the program's version are those of its last good reading.
        """
        self._clear_leftovers()
        moved = self._moved(paths)
        names = assign_stems(paths, {path: entry.stem for path, entry in self.entries.items()})
        looked = {}
        for path in paths:
            known = identity(path)
            looked[path] = self._look(path, names[known], self.entries.get(known))
        with self.store.transaction():
            for old in moved:
                forget_entry(self.store, old)
            self._note(*looked.values())
        waiting = {entry.path: path for path, entry in looked.items() if again or not self._is_read(entry)}
        self._restore(entry for entry in looked.values() if entry.path not in waiting)
        return list(waiting.values())

    def keep(self, path: Path, extraction: Extraction) -> None:
        """Keep one document, and that its file was read."""
        entry = replace(self.entries[identity(path)], version=self.version, error=None)
        published = to_json(extraction)
        # First the copy: a run that is killed in between reads the file again and writes both.
        write_json(published, self.document(entry))
        with self.store.transaction():
            self.store.save(entry.stem, entry.path, extraction, published, self.version)
            self._note(entry)

    def fail(self, path: Path, error: str) -> None:
        """Note why a file could not be read; what was read of it before stays."""
        self._note(replace(self.entries[identity(path)], version="", error=error))

    def mark_gone(self, below: Path, present: Iterable[Path]) -> list[Entry]:
        """Mark the files below a folder that are no longer there; their documents stay."""
        root, here = identity(below), {identity(path) for path in present}
        gone = [
            replace(entry, gone=True)
            for path, entry in self.entries.items()
            if not entry.gone and path not in here and Path(path).is_relative_to(root)
        ]
        self._note(*gone)
        return gone

    def document(self, entry: Entry) -> Path:
        """Where a file's document is written."""
        return self.folder / DOCUMENTS / f"{entry.stem}.json"

    def _look(self, path: Path, stem: str, before: Entry | None) -> Entry:
        """The entry of a file as it lies there; its content is read only where size or time of change differ."""
        try:
            status = container_of(path).stat()
            if not stat.S_ISREG(status.st_mode):
                # A pipe or a device has no end.
                return Entry(identity(path), stem)
            if before and (before.size, before.modified) == (status.st_size, status.st_mtime_ns):
                return replace(before, gone=False)
            digest = hash_file(path)
        except OSError:
            return Entry(identity(path), stem)
        version = before.version if before and before.sha256 == digest else ""
        return Entry(identity(path), stem, status.st_size, status.st_mtime_ns, digest, version)

    def _is_read(self, entry: Entry) -> bool:
        return entry.version == self.version and entry.error is None

    def _restore(self, entries: Iterable[Entry]) -> None:
        """Write the JSON files anew that somebody took away."""
        for entry in entries:
            if not self.document(entry).exists():
                write_json(self.store.published(entry.stem), self.document(entry))

    def _clear_leftovers(self) -> None:
        """Remove what a run that was killed had not finished writing."""
        for folder in (self.folder, self.folder / DOCUMENTS):
            for path in folder.glob(f"{UNFINISHED}*"):
                path.unlink(missing_ok=True)

    def _moved(self, paths: Sequence[Path]) -> list[str]:
        """A file that now lies elsewhere under its old name goes on as the same document; returns where it lay."""
        new = {path.name: path for path in paths if identity(path) not in self.entries}
        moved: list[str] = []
        for old, entry in list(self.entries.items()) if new else ():
            path = new.get(Path(old).name)
            if path and not container_of(Path(old)).exists() and entry.sha256 and entry.sha256 == _try_hash(path):
                del self.entries[old], new[path.name]
                moved.append(old)
                self.entries[identity(path)] = replace(entry, path=identity(path), gone=False)
        return moved

    def _note(self, *entries: Entry) -> None:
        keep_entries(self.store, entries)
        self.entries.update((entry.path, entry) for entry in entries)


@contextmanager
def claimed(folder: Path) -> Iterator[None]:
    """Keep every other run out of an output folder, until this one ends in any way.

    Raises:
        ReadError: another run is at work in it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(folder / LOCK, timeout=0, isolation_level=None)) as lock:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise ReadError(f"{folder}: another run is at work in it; wait for it, or give another --out") from error
        yield


def find_files(root: Path, leave_out: Path | None = None) -> tuple[list[Path], list[tuple[Path, str]]]:
    """Every file below a folder that may be a document, in order, and the folders that could not be opened.

    Hidden files, Word's lock files and everything below ``leave_out`` are passed over.
    """
    if not root.is_dir():
        return [root], []
    found: list[Path] = []
    closed: list[tuple[Path, str]] = []
    excluded = leave_out.resolve() if leave_out else None

    def refused(error: OSError) -> None:
        closed.append((Path(error.filename), what_failed(error)))

    for folder, inner, names in os.walk(root, onerror=refused):
        here = Path(folder)
        inner[:] = sorted(name for name in inner if not name.startswith(".") and (here / name).resolve() != excluded)
        found += [here / name for name in sorted(names) if not _passed_over(name)]
    return found, closed


def assign_stems(paths: Sequence[Path], taken: dict[str, str] | None = None) -> dict[str, str]:
    """A document name for every file, no two the same; files that have one keep it.

    The plain stem goes to the first; others get their format, their folders or a number besides. Names that differ
    only in case count as the same, as they do on some file systems.

    Example:
        >>> names = assign_stems([Path("/a/kh.docx"), Path("/a/kh.pdf"), Path("/b/kh.pdf"), Path("/b/KH.txt")])
        >>> list(names.values())
        ['kh', 'kh.pdf', 'b.kh.pdf', 'KH.txt']
    """
    known = taken or {}
    used = {stem.casefold() for stem in known.values()}
    names: dict[str, str] = {}
    for path in paths:
        file = identity(path)
        if file not in names:
            names[file] = known.get(file) or next(n for n in _candidates(path) if n.casefold() not in used)
            used.add(names[file].casefold())
    return names


def _candidates(path: Path) -> Iterator[str]:
    yield _fitting(path.stem)
    name = path.name
    yield _fitting(name)
    for folder in path.resolve().parent.parts[:0:-1]:
        name = f"{folder}.{name}"
        yield _fitting(name)
    for number in count(2):
        yield f"{_fitting(path.name)}.{number}"


def _fitting(name: str) -> str:
    """A name that leaves room for an ending: file systems take 255 bytes, and Vietnamese letters up to three."""
    return name.encode(errors="replace")[:LONGEST_STEM].decode(errors="ignore").replace("?", "_")


def hash_file(path: Path) -> str:
    """SHA-256 of a file's content, read piece by piece; for a document in an archive: of the archive, and its name."""
    member = find_member(path)
    if member is not None:
        status = member.container.stat()
        whole = _hash_archive(member.container, status.st_size, status.st_mtime_ns)
        return hashlib.sha256(f"{whole}/{member.inner}".encode("utf-8", "surrogateescape")).hexdigest()
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            digest.update(piece)
    return digest.hexdigest()


@lru_cache(maxsize=8)
def _hash_archive(path: Path, size: int, modified: int) -> str:
    """Once for all that is in it, as long as it does not change."""
    return hash_file(path)


def _try_hash(path: Path) -> str | None:
    try:
        return hash_file(path)
    except OSError:
        return None


def _passed_over(name: str) -> bool:
    return name in PASSED_OVER or name.startswith(PASSED_OVER_PREFIXES)


def identity(path: Path) -> str:
    """What a file is known by: its whole path, bytes of its name that are no UTF-8 spelled out.

    Example:
        >>> identity(Path("/đến/../đi/a.txt"))
        '/đi/a.txt'
    """
    return os.path.abspath(path).encode("utf-8", "backslashreplace").decode()
