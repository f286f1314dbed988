"""The vocabulary of the product: records that every stage takes and gives.

Frozen and typed; nothing here imports the rest of the project. Text offsets are counted in characters of
``Document.text`` (NFC), ends exclusive. Boxes are ``(x0, top, x1, bottom)`` in points from the page's top left.
"""

from __future__ import annotations

from pipeline.model.document import (
    Cell,
    ColumnRole,
    Document,
    Indicator,
    Metadata,
    Paragraph,
    Part,
    Row,
    Section,
    SectionRole,
    Signer,
    Table,
)
from pipeline.model.findings import (
    ROLES,
    Actor,
    Deadline,
    Extraction,
    LeadSource,
    Link,
    Reference,
    Tags,
    Task,
    TaskKind,
)
from pipeline.model.places import Box, Place, Span
from pipeline.model.source import Line, Page, ReadError, Source, SourceTable, TableCell, what_failed

__all__ = [
    "ROLES",
    "Actor",
    "Box",
    "Cell",
    "ColumnRole",
    "Deadline",
    "Document",
    "Extraction",
    "Indicator",
    "LeadSource",
    "Line",
    "Link",
    "Metadata",
    "Page",
    "Paragraph",
    "Part",
    "Place",
    "ReadError",
    "Reference",
    "Row",
    "Section",
    "SectionRole",
    "Signer",
    "Source",
    "SourceTable",
    "Span",
    "Table",
    "TableCell",
    "Tags",
    "Task",
    "TaskKind",
    "what_failed",
]
