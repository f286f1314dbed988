"""An output folder: which files were read into which JSON document, and which have changed since.

The manifest is a journal of JSON lines, one a file each time it was read: a run that is ended at any moment leaves it
usable, and the next run reads only what is new or changed.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import count
from pathlib import Path

from pipeline.export.atomic import UNFINISHED, write_text
from pipeline.export.document import ExportDocument, in_order
from pipeline.export.json import read_json, write_json
from pipeline.model import Extraction

MANIFEST = "manifest.jsonl"
DOCUMENTS = "json"
PASSED_OVER = ("Thumbs.db", "desktop.ini")
PASSED_OVER_PREFIXES = (".", "~$")
PIECE = 1 << 20
LONGEST_STEM = 200
"""Bytes of a document's name."""


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


class Workspace:
    """An output folder with its documents as JSON and the manifest of their sources."""

    def __init__(self, folder: Path, version: str) -> None:
        self.folder = folder
        self.version = version
        self.entries = _load(folder / MANIFEST)

    def plan(self, paths: Sequence[Path], again: bool = False) -> list[Path]:
        """Give every file its document's name and return those that have to be read: all of them with ``again``.

        A file counts as read when its content and the program's version are those of its last good reading.
        """
        self._clear_leftovers()
        self._forget_moved(paths)
        names = assign_stems(paths, {path: entry.stem for path, entry in self.entries.items()})
        waiting = []
        for path in {_identity(path): path for path in paths}.values():
            identity = _identity(path)
            entry = self._look(identity, names[identity], self.entries.get(identity))
            self.entries[identity] = entry
            if again or not self._is_read(entry):
                waiting.append(path)
        self._compact()
        return waiting

    def keep(self, path: Path, extraction: Extraction) -> None:
        """Write one document, then note that its file was read."""
        entry = self.entries[_identity(path)]
        write_json(extraction, self.document(entry))
        self._note(replace(entry, version=self.version, error=None))

    def fail(self, path: Path, error: str) -> None:
        """Note why a file could not be read; what was read of it before stays."""
        self._note(replace(self.entries[_identity(path)], version="", error=error))

    def mark_gone(self, below: Path, present: Iterable[Path]) -> list[Entry]:
        """Mark the files below a folder that are no longer there; their documents stay."""
        root, here = _identity(below), {_identity(path) for path in present}
        gone = [
            replace(entry, gone=True)
            for path, entry in self.entries.items()
            if not entry.gone and path not in here and Path(path).is_relative_to(root)
        ]
        for entry in gone:
            self._note(entry)
        return gone

    def documents(self) -> list[ExportDocument]:
        """The documents whose files are there and were read, the latest first."""
        held = [entry for entry in self.entries.values() if not entry.gone and self.document(entry).exists()]
        return in_order([ExportDocument(e.stem, read_json(self.document(e)), Path(e.path)) for e in held])

    def document(self, entry: Entry) -> Path:
        """Where a file's document is written."""
        return self.folder / DOCUMENTS / f"{entry.stem}.json"

    def _look(self, path: str, stem: str, before: Entry | None) -> Entry:
        """The entry of a file as it lies there; its content is read only where size or time of change differ."""
        try:
            status = os.stat(path)
            if before and (before.size, before.modified) == (status.st_size, status.st_mtime_ns):
                return replace(before, gone=False)
            digest = hash_file(Path(path))
        except OSError:
            return Entry(path, stem)
        version = before.version if before and before.sha256 == digest else ""
        return Entry(path, stem, status.st_size, status.st_mtime_ns, digest, version)

    def _is_read(self, entry: Entry) -> bool:
        return entry.version == self.version and entry.error is None and self.document(entry).exists()

    def _clear_leftovers(self) -> None:
        """Remove what a run that was killed had not finished writing."""
        for folder in (self.folder, self.folder / DOCUMENTS):
            for path in folder.glob(f"{UNFINISHED}*"):
                path.unlink(missing_ok=True)

    def _forget_moved(self, paths: Sequence[Path]) -> None:
        """A file that now lies elsewhere under its old name goes on as the same document."""
        new = {path.stem: path for path in paths if _identity(path) not in self.entries}
        if not new:
            return
        for old, entry in list(self.entries.items()):
            path = new.get(Path(old).stem)
            if path and not Path(old).exists() and entry.sha256 and entry.sha256 == _try_hash(path):
                del self.entries[old], new[path.stem]
                self.entries[_identity(path)] = replace(entry, path=_identity(path), gone=False)

    def _note(self, entry: Entry) -> None:
        self.entries[entry.path] = entry
        with (self.folder / MANIFEST).open("a", encoding="utf-8", newline="\n") as journal:
            journal.write(_line(entry))

    def _compact(self) -> None:
        write_text(self.folder / MANIFEST, "".join(map(_line, self.entries.values())))


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
        closed.append((Path(error.filename), error.strerror or "cannot be opened"))

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
        identity = _identity(path)
        if identity not in names:
            names[identity] = known.get(identity) or next(n for n in _candidates(path) if n.casefold() not in used)
            used.add(names[identity].casefold())
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
    return name.encode()[:LONGEST_STEM].decode(errors="ignore")


def hash_file(path: Path) -> str:
    """SHA-256 of a file's content, read piece by piece."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            digest.update(piece)
    return digest.hexdigest()


def _try_hash(path: Path) -> str | None:
    try:
        return hash_file(path)
    except OSError:
        return None


def _passed_over(name: str) -> bool:
    return name in PASSED_OVER or name.startswith(PASSED_OVER_PREFIXES)


def _identity(path: Path) -> str:
    return os.path.abspath(path)


def _line(entry: Entry) -> str:
    return json.dumps(asdict(entry), ensure_ascii=False) + "\n"


def _load(path: Path) -> dict[str, Entry]:
    """The last line of each file counts; a line cut off by the end of a run is passed over."""
    entries: dict[str, Entry] = {}
    if path.exists():
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
            try:
                entry = Entry(**json.loads(line))
            except (ValueError, TypeError):
                continue
            entries[entry.path] = entry
    return entries
