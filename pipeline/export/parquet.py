"""Parquet of the tasks, for analysis: lists stay lists, dates are dates, names of columns are the published JSON's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from pipeline.export.document import ExportDocument
from pipeline.export.rows import due, page

ROWS_AT_ONCE = 10_000


def write(documents: Iterable[ExportDocument], path: Path, language: str = "vi", folder: Path | None = None) -> None:
    """Write one row a task; names of columns are the same in every language."""
    import pyarrow
    import pyarrow.parquet

    text, texts = pyarrow.string(), pyarrow.list_(pyarrow.string())
    schema = pyarrow.schema(
        [
            *(
                (name, text)
                for name in ("stem", "id", "type", "number", "issuer", "issued", "period", "section", "text")
            ),
            *((name, texts) for name in ("lead", "coordinate", "direct", "report_to")),
            ("lead_source", text),
            *((name, texts) for name in ("deadline_texts", "deadline_kinds", "deadline_values")),
            ("due", pyarrow.date32()),
            ("product", text),
            ("references", texts),
            ("kind", text),
            ("missing", texts),
            ("page", pyarrow.int32()),
            ("confidence", pyarrow.float64()),
        ]
    )
    rows = _rows(documents)
    with pyarrow.parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        while piece := list(islice(rows, ROWS_AT_ONCE)):
            writer.write_table(pyarrow.Table.from_pylist(piece, schema=schema))


def _rows(documents: Iterable[ExportDocument]) -> Iterator[dict[str, Any]]:
    for document in documents:
        metadata = document.content["document"]
        about = {name: metadata[name] for name in ("type", "number", "issuer", "issued", "period")}
        for task in document.content["tasks"]:
            deadlines = task["deadlines"]
            yield {
                **task,
                **about,
                "stem": document.stem,
                "deadline_texts": [deadline["text"] for deadline in deadlines],
                "deadline_kinds": [deadline["kind"] for deadline in deadlines],
                "deadline_values": [deadline["value"] for deadline in deadlines],
                "due": due(task),
                "page": page(task),
            }
