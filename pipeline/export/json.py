"""The published JSON form of an extraction: the shape of the annotation guidelines, with provenance beside it.

``schema.json`` beside this file describes it; what it says holds for every document of every format.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.export.atomic import write_text
from pipeline.model import (
    ROLES,
    Actor,
    Deadline,
    Document,
    Extraction,
    Indicator,
    Metadata,
    Reference,
    Section,
    Span,
    Task,
)

if TYPE_CHECKING:
    from pipeline.export.document import ExportDocument

FORMAT = 1
"""Counts up whenever a field changes its meaning; new fields leave it as it is."""

CONFIDENCE_DIGITS = 4
POINT_DIGITS = 1

Published = dict[str, Any]
"""One document in the published form."""


def to_json(extraction: Extraction) -> Published:
    """The published form of an extraction, ready for ``json.dump``.

    Example:
        >>> from pipeline.model import Document, Metadata
        >>> published = to_json(Extraction(Document("a", "", Metadata(type="Chỉ thị"), (), ())))
        >>> published["document"]["type"], published["tasks"]
        ('Chỉ thị', [])
    """
    document = extraction.document
    return {
        "format": FORMAT,
        "source": _source(document),
        "document": _metadata(document.metadata),
        "sections": [_section(document, section) for section in document.sections],
        "tasks": [_task(task, document.metadata.issued) for task in extraction.tasks],
        "references": [_reference(reference) for reference in extraction.references],
        "indicators": [_indicator(indicator) for indicator in extraction.indicators],
        "text": document.text,
    }


def dumps(published: Published) -> str:
    """The published form as text, one line a record: the same bytes for the same extraction.

    Example:
        >>> print(dumps({"stem": "a", "tasks": [{"id": "t001"}, {"id": "t002"}], "references": []}), end="")
        {
        "stem": "a",
        "tasks": [
        {"id": "t001"},
        {"id": "t002"}
        ],
        "references": []
        }
    """
    fields = (f"{_compact(name)}: {_records(value)}" for name, value in published.items())
    return "{\n" + ",\n".join(fields) + "\n}\n"


def _records(value: Any) -> str:
    if not isinstance(value, list) or not value or not isinstance(value[0], dict):
        return _compact(value)
    return "[\n" + ",\n".join(map(_compact, value)) + "\n]"


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def to_text(documents: Sequence[ExportDocument], language: str = "vi") -> str:
    """One document as an object, several as an array; names of fields are the same in every language."""
    if len(documents) == 1:
        return dumps(documents[0].content)
    whole = ",\n".join(dumps(document.content).rstrip("\n") for document in documents)
    return f"[\n{whole}\n]\n" if whole else "[]\n"


def write_json(extraction: Extraction | Published, path: Path) -> None:
    """Write one document, whole or not at all."""
    write_text(path, dumps(extraction if isinstance(extraction, dict) else to_json(extraction)))


def read_json(path: Path) -> Published:
    """Read one document in the published form.

    Raises:
        ValueError: where the file holds something else.
    """
    published = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(published, dict) or "document" not in published or "tasks" not in published:
        raise ValueError(f"{path}: not an extraction (no 'document' and 'tasks' in it)")
    return published


@lru_cache(maxsize=1)
def schema() -> dict[str, Any]:
    """The JSON Schema of the published form."""
    loaded: dict[str, Any] = json.loads(files("pipeline.export").joinpath("schema.json").read_text(encoding="utf-8"))
    return loaded


def _source(document: Document) -> Published:
    return {
        # A name may hold bytes that are no UTF-8; they are spelled out.
        "name": document.name.encode("utf-8", "backslashreplace").decode(),
        "format": document.format,
        "sha256": document.sha256,
        "pages": document.pages,
        "notes": list(document.notes),
    }


def _metadata(metadata: Metadata) -> Published:
    signer = metadata.signer
    return {
        "type": metadata.type,
        "number": metadata.number,
        "notation": metadata.notation,
        "issuer": metadata.issuer,
        "place": metadata.place,
        "issued": metadata.issued,
        "title": metadata.title,
        "period": metadata.period,
        "addressees": list(metadata.addressees),
        "recipients": list(metadata.recipients),
        "signer": signer and {"name": signer.name, "title": signer.title, "authority": signer.authority},
        "basis": list(metadata.basis),
    }


def _section(document: Document, section: Section) -> Published:
    return {
        "path": section.path,
        "label": section.label,
        "heading": section.heading,
        "role": section.role,
        "start": section.start,
        "end": section.end,
        "spans": _spans(document.locate(section.start, max(section.heading_end, section.start + 1))),
    }


def _task(task: Task, issued: str | None) -> Published:
    actors: dict[str, tuple[Actor, ...]] = {role: getattr(task, role) for role in ROLES}
    return {
        "id": task.id,
        "section": task.section,
        "text": task.text,
        "lead": [actor.name for actor in task.lead],
        "lead_source": task.lead_source,
        "coordinate": [actor.name for actor in task.coordinate],
        "direct": [actor.name for actor in task.direct],
        "report_to": [actor.name for actor in task.report_to],
        "deadlines": [_deadline(deadline, issued) for deadline in task.deadlines],
        "product": task.product,
        "references": list(task.references),
        "kind": task.kind,
        "actions": list(task.actions),
        "missing": list(task.missing),
        "actors": {role: [_actor(actor) for actor in named] for role, named in actors.items()},
        "spans": _spans(task.spans) or _bare(task.start, task.end),
        "confidence": _confidence(task.confidence),
    }


def _actor(actor: Actor) -> Published:
    return {
        "name": actor.name,
        "surface": actor.surface,
        "canonical": actor.canonical,
        "id": actor.id,
        "kind": actor.kind,
        "source": actor.source,
        "spans": _spans(actor.spans) or _bare(actor.start, actor.end),
        "confidence": _confidence(actor.confidence),
    }


def _deadline(deadline: Deadline, issued: str | None) -> Published:
    from pipeline.tagging.times.calendar import resolve

    day = resolve(deadline, issued)
    return {
        "text": deadline.text,
        "kind": deadline.kind,
        "value": deadline.value,
        "date": day and day.isoformat(),
        "spans": _spans(deadline.spans) or _bare(deadline.start, deadline.end),
        "confidence": _confidence(deadline.confidence),
    }


def _reference(reference: Reference) -> Published:
    return {
        "text": reference.text,
        "category": reference.category,
        "key": reference.key,
        "type": reference.type,
        "issuer": reference.issuer,
        "date": reference.date,
        "relation": reference.relation,
        "spans": _spans(reference.spans) or _bare(reference.start, reference.end),
        "confidence": _confidence(reference.confidence),
    }


def _indicator(indicator: Indicator) -> Published:
    return {
        "no": indicator.no,
        "name": indicator.name,
        "unit": indicator.unit,
        "target": indicator.target,
        "lead": indicator.lead,
        "spans": _spans(indicator.spans),
        "confidence": _confidence(indicator.confidence),
    }


def _spans(spans: tuple[Span, ...]) -> list[Published]:
    return [
        {
            "start": span.start,
            "end": span.end,
            "page": span.page,
            "box": span.box and [round(edge, POINT_DIGITS) for edge in span.box],
        }
        for span in spans
    ]


def _bare(start: int, end: int) -> list[Published]:
    return [{"start": start, "end": end, "page": None, "box": None}]


def _confidence(value: float) -> float:
    return round(float(value), CONFIDENCE_DIGITS)
