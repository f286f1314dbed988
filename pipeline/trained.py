"""Where what was trained lies: ``models/`` in a checkout, ``share/chithi/models`` where the package was installed."""

from __future__ import annotations

import sys
from pathlib import Path

PLACES = (Path(__file__).resolve().parents[1] / "models", Path(sys.prefix) / "share" / "chithi" / "models")


def model_folder(name: str) -> Path:
    """The folder of a model; the checkout's where there is none anywhere.

    Example:
        >>> model_folder("linker").name
        'linker'
    """
    return next((place / name for place in PLACES if (place / name).is_dir()), PLACES[0] / name)
