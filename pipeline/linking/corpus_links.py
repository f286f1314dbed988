"""The links of a store, found anew where its documents or the linker have changed."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.corpus.store import Store


def refresh_links(store: Store, version: str = "") -> bool:
    """Links the corpus of a store, unless its links are still good.

    Args:
        store: the store.
        version: of the program, which links otherwise when it changes.

    Returns:
        whether the links were found anew.

    Raises:
        NoModel: the trained linker is missing.
    """
    from pipeline.linking.ranker import FOLDER

    by = f"{version} {_digest(FOLDER)}"
    if store.linked() == by:
        return False
    from pipeline.linking.linker import link

    store.replace_links(link(store), by)
    return True


def _digest(folder: Path) -> str:
    """Of all that the trained linker consists of, but not of its card."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*")) if folder.is_dir() else ():
        if path.is_file() and path.suffix != ".md":
            digest.update(path.read_bytes())
    return digest.hexdigest()
