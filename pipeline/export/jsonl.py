"""JSON Lines: one task a line, with the fields of its document that a reader needs beside it."""

from __future__ import annotations

import json
from collections.abc import Iterable

from pipeline.export.document import ExportDocument

DOCUMENT_FIELDS = ("type", "number", "issuer", "issued", "title", "period")


def lines(documents: Iterable[ExportDocument]) -> Iterable[str]:
    """One line of JSON a task."""
    for document in documents:
        about = {name: document.content["document"][name] for name in DOCUMENT_FIELDS}
        for task in document.content["tasks"]:
            yield json.dumps({"stem": document.stem, "document": about, **task}, ensure_ascii=False) + "\n"


def to_text(documents: Iterable[ExportDocument], language: str = "vi") -> str:
    """All lines; names of fields are the same in every language."""
    return "".join(lines(documents))
