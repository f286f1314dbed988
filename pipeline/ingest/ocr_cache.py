"""What OCR read, kept by the content of the file, so that a scan is read once.

The folder is ``$CHITHI_CACHE``, else ``chithi`` in the user's cache folder (``$XDG_CACHE_HOME``, else ``~/.cache``).
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from pipeline.ingest.pdf_lines import Fragment
from pipeline.ingest.pdf_tables import Grid

VERSION = 8  # to be raised with every change of how pages are read


@dataclass(frozen=True, slots=True)
class Recognised:
    """A page as read by OCR, before it is laid out: all in points."""

    fragments: tuple[Fragment, ...]
    grids: tuple[Grid, ...]
    width: float
    height: float


def cache_folder() -> Path:
    """Where results are kept."""
    own = os.environ.get("CHITHI_CACHE")
    if own:
        return Path(own) / "ocr"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "chithi" / "ocr"


def load(digest: str, number: int) -> Recognised | None:
    """What was read of a page of the file with this digest; None where it was not read yet."""
    try:
        kept = json.loads(_path(digest, number).read_text(encoding="utf-8"))
        grids = tuple(
            Grid(tuple(xs), tuple(ys), tuple(tuple((r, c) for r, c in row) for row in owner))
            for xs, ys, owner in kept["grids"]
        )
        fragments = tuple(Fragment(**fragment) for fragment in kept["fragments"])
        return Recognised(fragments, grids, float(kept["width"]), float(kept["height"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def store(digest: str, number: int, page: Recognised) -> None:
    """Keeps a page; a folder that cannot be written is no error."""
    path = _path(digest, number)
    content = {
        "fragments": [asdict(fragment) for fragment in page.fragments],
        "grids": [[grid.xs, grid.ys, grid.owner] for grid in page.grids],
        "width": page.width,
        "height": page.height,
    }
    draft = path.with_suffix(f".{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)


def _path(digest: str, number: int) -> Path:
    return cache_folder() / digest[:2] / f"{digest}-{number}-v{VERSION}.json"
