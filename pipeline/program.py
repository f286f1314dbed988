"""What the program consists of: its version, and where what was trained lies."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
PLACES = (PACKAGE.parent / "models", Path(sys.prefix) / "share" / "chithi" / "models")
"""In a checkout, and where the package was installed."""
READS_WITH = "confidence"
"""The model that has a say in what is read; links are found anew by themselves where the linker changed."""
SAYS_WHAT = frozenset({".py", ".tsv", ".sql", ".json", ".npz"})
DIGITS = 12


def model_folder(name: str) -> Path:
    """The folder of a model; the checkout's where there is none anywhere.

    Example:
        >>> model_folder("linker").name
        'linker'
    """
    return next((place / name for place in PLACES if (place / name).is_dir()), PLACES[0] / name)


def program_version() -> str:
    """The version, and a digest of code, tables and models: what was read by another one is to be read anew.

    Example:
        >>> program_version() == program_version()
        True
    """
    from importlib.metadata import version

    digest = hashlib.sha256()
    for folder in (PACKAGE, model_folder(READS_WITH)):
        for path in sorted(folder.rglob("*")):
            if path.suffix in SAYS_WHAT and path.is_file():
                digest.update(f"{path.relative_to(folder)}\n".encode() + path.read_bytes())
    return f"{version('chithi')}+{digest.hexdigest()[:DIGITS]}"
