"""The store behind a command: opening it, and finding a document in it by what people call it."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.commands.messages import CommandError

if TYPE_CHECKING:
    from pipeline.corpus.store import Store
    from pipeline.export.document import ExportDocument

STORE = "chithi.sqlite"
MOST_NAMED = 5


def add_store_argument(parser: argparse.ArgumentParser) -> None:
    """Where the store lies."""
    parser.add_argument(
        "--out",
        type=Path,
        default=Path("data/processed"),
        metavar="DIR",
        help="folder that chithi run wrote to (default: data/processed)",
    )


def open_store(folder: Path) -> Store:
    """The store that ``chithi run`` wrote to a folder.

    Raises:
        CommandError: there is none, or it cannot be read.
    """
    from pipeline.corpus.store import Store
    from pipeline.model import ReadError

    path = folder / STORE
    if not path.is_file():
        raise CommandError(f"{path}: no store; make one with chithi run INPUT --out {folder}, or say --out DIR")
    try:
        return Store(path)
    except ReadError as error:
        raise CommandError(str(error)) from None


def find_stem(store: Store, name: str) -> str:
    """The stem of the document that is called so: by its stem, the beginning of its stem, or its number.

    Raises:
        CommandError: none is, or more than one.
    """
    known = [
        (row["stem"], row["number"] or "")
        for row in store.connection.execute("SELECT stem, number FROM document WHERE status = 'present' ORDER BY stem")
    ]
    stems = [stem for stem, _ in known]
    if name in stems:
        return name
    found = [stem for stem, number in known if stem.startswith(name) or number.casefold() == name.casefold()]
    if len(found) == 1:
        return found[0]
    if found:
        named = ", ".join(found[:MOST_NAMED]) + (", …" if len(found) > MOST_NAMED else "")
        raise CommandError(f"{name}: so are called {len(found)} documents of {store.path} ({named}); say more of it")
    raise CommandError(
        f"{name}: neither a file nor a document of {store.path}; give a path, a document's number or its name there"
    )


def stored_document(store: Store, stem: str) -> ExportDocument:
    """A document of the store on its way into an export."""
    from pipeline.export.document import ExportDocument

    (path,) = store.connection.execute("SELECT path FROM document WHERE stem = ?", (stem,)).fetchone()
    return ExportDocument(stem, store.published(stem), Path(path))
