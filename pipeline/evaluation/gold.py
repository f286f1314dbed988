"""Gold documents: one JSON file a document in the shape of the annotation guidelines, and the files they stand for."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SUFFIXES = (".txt", ".html", ".htm", ".docx", ".pdf", ".doc", ".rtf", ".odt", ".png", ".jpg", ".jpeg", ".tif", ".tiff")
"""Which file is taken where one document lies there in several formats: the first."""

NEIGHBOURS = ("seeds", "documents", "raw", "data/raw")
"""Folders beside the gold folder that are searched for its documents."""


class GoldError(Exception):
    """A gold folder that cannot be used; the message is one line."""


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """One annotated document."""

    stem: str
    record: dict[str, Any]

    @property
    def kind(self) -> str:
        """Its loại văn bản."""
        return self.record["document"].get("type") or "?"


def load_gold(folder: Path) -> list[GoldDocument]:
    """The annotated documents of a folder, in order of their names; other JSON files are passed over.

    Raises:
        GoldError: where the folder or a file in it cannot be used.
    """
    if not folder.is_dir():
        raise GoldError(f"{folder}: no such folder; give the folder that holds the gold <stem>.json files")
    documents = []
    for path in sorted(folder.glob("*.json")):
        record = read_record(path)
        if isinstance(record, dict) and "tasks" in record and "document" in record:
            documents.append(GoldDocument(path.stem, record))
    if not documents:
        raise GoldError(f"{folder}: no gold document in it (<stem>.json with 'document' and 'tasks')")
    return documents


def read_record(path: Path) -> Any:
    """One JSON file.

    Raises:
        GoldError: where it is no JSON.
    """
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise GoldError(f"{path}: cannot be read as JSON ({error})") from None


def neighbours(gold: Path) -> list[Path]:
    """Where a gold folder's documents are looked for when no folder is named: in itself, then beside it."""
    return [gold, *(folder for name in NEIGHBOURS if (folder := gold.resolve().parent / name).is_dir())]


def find_documents(stems: Iterable[str], folders: Iterable[Path]) -> dict[str, Path]:
    """The file of each stem: from the first folder that has it, at any depth, by the order of ``SUFFIXES``."""
    wanted, found = set(stems), dict[str, Path]()
    for folder in folders:
        files: dict[str, list[Path]] = {}
        for path in sorted(folder.rglob("*")):
            if path.stem in wanted and path.stem not in found and path.suffix.lower() in SUFFIXES and path.is_file():
                files.setdefault(path.stem, []).append(path)
        for stem, paths in files.items():
            found[stem] = min(paths, key=lambda path: SUFFIXES.index(path.suffix.lower()))
    return found
