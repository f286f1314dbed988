"""Every export format by its name: adding one is writing its module and naming it here."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.export.document import ExportDocument
from pipeline.export.labels import Language

FILE_NAME = "nhiem-vu"


@dataclass(frozen=True, slots=True)
class Format:
    """A format and the module that writes it.

    The module has ``to_text(documents, language)``, or is ``binary`` and has
    ``write(documents, path, language, folder)``, where ``folder`` is where the file will lie. Where ``each`` is True
    every document is a file of its own.
    """

    module: str
    suffix: str
    binary: bool = False
    each: bool = False

    def text(self, documents: Sequence[ExportDocument], language: Language = "vi") -> str:
        """All documents as text."""
        text: str = importlib.import_module(self.module).to_text(documents, language)
        return text

    def write(self, documents: Sequence[ExportDocument], path: Path, language: Language = "vi") -> None:
        """All documents in one file, written whole or not at all."""
        from pipeline.export.atomic import replacing, write_text

        if self.binary:
            with replacing(path) as new:
                importlib.import_module(self.module).write(documents, new, language, path.parent)
        else:
            write_text(path, self.text(documents, language))


FORMATS = {
    "json": Format("pipeline.export.json", ".json", each=True),
    "jsonl": Format("pipeline.export.jsonl", ".jsonl"),
    "csv": Format("pipeline.export.csv", ".csv"),
    "xlsx": Format("pipeline.export.xlsx", ".xlsx", binary=True),
    "parquet": Format("pipeline.export.parquet", ".parquet", binary=True),
    "docx": Format("pipeline.export.docx", ".docx", binary=True),
    "ics": Format("pipeline.export.ics", ".ics"),
    "graphml": Format("pipeline.export.graphml", ".graphml"),
    "akn": Format("pipeline.export.akn", ".akn.xml", each=True),
}


def write(name: str, documents: Sequence[ExportDocument], folder: Path, language: Language = "vi") -> list[Path]:
    """Write documents in a format below a folder: JSON and Akoma Ntoso a file each, everything else in one file.

    Returns:
        The files written.
    """
    form = FORMATS[name]
    if form.each:
        paths = []
        for document in documents:
            paths.append(folder / f"{document.stem}{form.suffix}")
            form.write([document], paths[-1], language)
        return paths
    path = folder / f"{FILE_NAME}{form.suffix}"
    form.write(documents, path, language)
    return [path]
