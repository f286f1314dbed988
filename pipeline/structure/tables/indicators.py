"""Rows of an indicator table."""

from __future__ import annotations

import re

from pipeline.model import ColumnRole, Indicator
from pipeline.structure.tables.read import RowDraft, TableDraft, cell_text
from pipeline.text import fold

_VALUE = re.compile(r"^[-–+•]?\s*(?P<key>[^:]{1,60}?)\s*:\s*(?P<value>[^:]*\d[^:]*)$")
_BULLET = re.compile(r"^[-–+•*]\s+")
_RUN_ON = re.compile(r"\s+[-–+]\s+(?=[^\d\s][^:]{0,60}:)")
# A head such as `Phòng chủ trì` says what the short names below it are.
_KIND_OF_LEAD = re.compile(r"^(phòng|sở|ban|ngành)\s")
_ALREADY = re.compile(r"^(?:các\s+)?(?:phòng|sở|ban|văn phòng|ubnd|ủy ban|trường|trung tâm|bộ|cục|công an|đơn vị)\b")


def read_indicators(draft: TableDraft) -> tuple[Indicator, ...]:
    """Read the indicators of a table whose kind is `indicator`.

    Example:
        >>> from pipeline.model import Line
        >>> cells = tuple((Line(t),) for t in ("1", "Tỷ lệ huy động trẻ", "%", "46", "GDMN"))
        >>> draft = TableDraft("indicator", ("TT", "Chỉ tiêu", "Đơn vị", "Chỉ tiêu phấn đấu", "Phòng chủ trì"),
        ...                    ("no", "name", "unit", "target", "lead"), (RowDraft(cells),))
        >>> read_indicators(draft)[0].lead, read_indicators(draft)[0].target
        ('Phòng GDMN', '46')
    """
    found: list[Indicator] = []
    for row in draft.rows:
        if row.group:
            continue
        name, target = _text(draft, row, "name"), _target(draft, row)
        if not name or (target is None and "target" in draft.columns):
            continue
        found.append(Indicator(_text(draft, row, "no"), name, _text(draft, row, "unit"), target, _lead(draft, row)))
    return tuple(found)


def _text(draft: TableDraft, row: RowDraft, role: ColumnRole) -> str | None:
    if role not in draft.columns:
        return None
    text = row.text(draft.columns.index(role))
    return (text.rstrip(".)") if role == "no" else _BULLET.sub("", text)) or None


def _target(draft: TableDraft, row: RowDraft) -> str | dict[str, str] | None:
    columns = [i for i, role in enumerate(draft.columns) if role == "target"]
    if not columns:
        return None
    if len(columns) > 1:
        values = {draft.header[i]: row.text(i) for i in columns if row.text(i)}
        return values or None
    lines = [part for line in row.cells[columns[0]] for part in _RUN_ON.split(line.text)]
    pairs = [_VALUE.match(text.strip(" ;.")) for text in lines]
    if pairs and all(pairs):
        return {m["key"].strip(): m["value"].strip() for m in pairs if m}
    return cell_text(row.cells[columns[0]]) or None


def _lead(draft: TableDraft, row: RowDraft) -> str | None:
    text = _text(draft, row, "lead")
    if text is None:
        return None
    head = _KIND_OF_LEAD.match(fold(draft.header[draft.columns.index("lead")]))
    if head and not _ALREADY.match(fold(text)):
        return f"{head[1].capitalize()} {text}"
    return text
