"""The rows of every sheet, out of documents in the published form: what the table formats have in common.

A row maps the fields of ``columns.tsv`` to text, numbers and dates; ``source`` in it is the file behind it.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.confidence import review_below
from pipeline.export.document import ExportDocument, ExportLink
from pipeline.export.json import Published
from pipeline.export.labels import Language, label

Row = dict[str, Any]

SEPARATOR = "; "
MOST_EARLIER, LONGEST_EARLIER = 2, 240
"""Earlier tasks that are shown beside a task, and characters of each; the sheet of links holds all."""
REQUIRED = ("type", "number", "issuer", "issued", "title")
"""What every letterhead says; a document without it is listed for review."""


def task_rows(document: ExportDocument, language: Language = "vi") -> Iterator[Row]:
    """One row a task, in the order of the text."""
    earlier = _earlier_tasks(document.links)
    named = printed_names(document.content)
    for task in document.content["tasks"]:
        yield {
            "text": task["text"],
            "lead": SEPARATOR.join(task["lead"]),
            "coordinate": SEPARATOR.join(task["coordinate"]),
            "direct": SEPARATOR.join(task["direct"]),
            "report_to": SEPARATOR.join(task["report_to"]),
            "product": task["product"],
            "deadline": SEPARATOR.join(dict.fromkeys(deadline["text"] for deadline in task["deadlines"])),
            "due": due(task),
            "basis": SEPARATOR.join(named.get(key, key) for key in task["references"]),
            "document": document.designation,
            "section": task["section"],
            "page": page(task),
            "earlier": "\n".join(earlier.get(task["id"], ())),
            "kind": task["kind"],
            "lead_source": task["lead_source"],
            "missing": ", ".join(task["missing"]),
            "confidence": task["confidence"],
            "stem": document.stem,
            "id": task["id"],
            "source": document.source,
        }


def printed_names(content: Published) -> dict[str, str]:
    """Documents without a number as they are first printed, by key: the keys are in small letters."""
    named: dict[str, str] = {}
    for reference in content["references"]:
        if reference["category"] != "numbered":
            text = " ".join(reference["text"].split())
            named.setdefault(reference["key"], text[:1].upper() + text[1:])
    return named


def document_rows(document: ExportDocument, language: Language = "vi") -> Iterator[Row]:
    """One row for the document."""
    metadata, source = document.content["document"], document.content["source"]
    signer = metadata["signer"] or {}
    signed = [signer.get("authority"), signer.get("title"), signer.get("name")]
    yield {
        "type": metadata["type"],
        "number": metadata["number"] or metadata["notation"],
        "issued": metadata["issued"],
        "issuer": metadata["issuer"],
        "title": metadata["title"],
        "period": metadata["period"],
        "signer": " ".join(part for part in signed if part),
        "addressees": SEPARATOR.join(metadata["addressees"]),
        "recipients": SEPARATOR.join(metadata["recipients"]),
        "basis": SEPARATOR.join(metadata["basis"]),
        "task_count": len(document.content["tasks"]),
        "review_count": sum(1 for _ in review_rows(document, language)),
        "pages": source["pages"] or None,
        "file": source["name"],
        "notes": SEPARATOR.join(source["notes"]),
        "source": document.source,
    }


def reference_rows(document: ExportDocument, language: Language = "vi") -> Iterator[Row]:
    """One row for every document cited, where it is mentioned first."""
    printed = printed_names(document.content)
    mentions: dict[str, list[Published]] = {}
    for reference in document.content["references"]:
        mentions.setdefault(reference["key"], []).append(reference)
    for key, named in mentions.items():
        first = named[0]
        dates = list(dict.fromkeys(reference["date"] for reference in named if reference["date"]))
        yield {
            "key": printed.get(key, key),
            "type": first["type"],
            "issuer": next((reference["issuer"] for reference in named if reference["issuer"]), None),
            "date": dates[0] if dates else None,
            "relation": first["relation"],
            "category": first["category"],
            "text": first["text"],
            "document": document.designation,
            "page": page(first),
            "task_count": sum(key in task["references"] for task in document.content["tasks"]),
            "confidence": min(reference["confidence"] for reference in named),
            "stem": document.stem,
            "source": document.source,
        }


def indicator_rows(document: ExportDocument, language: Language = "vi") -> Iterator[Row]:
    """One row an indicator."""
    for indicator in document.content["indicators"]:
        target = indicator["target"]
        if isinstance(target, dict):
            target = SEPARATOR.join(f"{name}: {value}" for name, value in target.items())
        yield {
            "number": indicator["no"],
            "name": indicator["name"],
            "unit": indicator["unit"],
            "target": target,
            "lead": indicator["lead"],
            "document": document.designation,
            "page": page(indicator),
            "confidence": indicator["confidence"],
            "stem": document.stem,
            "source": document.source,
        }


def link_rows(document: ExportDocument, language: Language = "vi") -> Iterator[Row]:
    """One row for every earlier task that one of the document's goes on with, in the order of the text."""
    links: dict[str, list[ExportLink]] = {}
    for link in document.links:
        links.setdefault(link.task, []).append(link)
    for task in document.content["tasks"]:
        for link in links.get(task["id"], ()):
            yield {
                "text": task["text"],
                "document": document.designation,
                "earlier": link.text,
                "earlier_document": link.document,
                "relation": link.why.get("relation"),
                "kind": link.kind,
                "changes": _coded("link_change", link.why.get("changes", ()), language),
                "shared": SEPARATOR.join(map(str, link.why.get("words", ()))),
                "references": SEPARATOR.join(map(str, link.why.get("references", ()))),
                "confidence": link.score,
                "page": page(task),
                "stem": document.stem,
                "id": task["id"],
                "earlier_stem": link.earlier[0],
                "earlier_id": link.earlier[1],
                "source": document.source,
            }


def _earlier_tasks(links: Iterable[ExportLink]) -> dict[str, list[str]]:
    """For each task the earlier years' tasks that it goes on with, the surest first, each with its document."""
    found: dict[str, list[str]] = {}
    for link in sorted(links, key=lambda link: -link.score):
        named = found.setdefault(link.task, [])
        if link.before and len(named) < MOST_EARLIER:
            year = f" ({link.year})" if link.year not in link.document else ""
            text = textwrap.shorten(link.text, LONGEST_EARLIER, placeholder=" …")
            named.append(f"{link.document}{year}: {text}")
    return found


def _coded(labels: str, codes: Iterable[str], language: Language) -> str:
    return ", ".join(label(labels, code, language) for code in codes)


def review_rows(document: ExportDocument, language: Language = "vi") -> Iterator[Row]:
    """What somebody should look at: gaps in the letterhead, contradictions, what was said with little confidence."""
    shared = {"document": document.designation, "stem": document.stem, "source": document.source}

    def row(why: str, item: str, text: str | None, found: str | None = None, **more: Any) -> Row:
        return {"why": label("why", why, language), "item": item, "text": text, "found": found, **shared, **more}

    metadata = document.content["document"]
    gaps = [label("field", name, language) for name in REQUIRED if not metadata[name]]
    if gaps:
        yield row(
            "missing_metadata", "document", ", ".join(gaps), page=1 if document.content["source"]["pages"] else None
        )
    if not document.content["tasks"]:
        yield row("no_tasks", "document", metadata["title"])
    for note in document.content["source"]["notes"]:
        yield row("note", "document", note)
    yield from _contradictions(document, row)
    for task in document.content["tasks"]:
        if task["confidence"] < review_below("task"):
            found = [label("kind", task["kind"], language), SEPARATOR.join(task["lead"])]
            yield row(
                "low",
                "task",
                task["text"],
                ": ".join(part for part in found if part),
                section=task["section"],
                page=page(task),
                confidence=task["confidence"],
                id=task["id"],
            )
    for reference in document.content["references"]:
        if reference["confidence"] < review_below("reference"):
            yield row(
                "low",
                "reference",
                reference["text"],
                reference["key"],
                page=page(reference),
                confidence=reference["confidence"],
            )


def failure_rows(failures: Iterable[tuple[str, str]], language: Language = "vi") -> Iterator[Row]:
    """The files that could not be read, by path and reason, as things to look at."""
    for path, why in failures:
        file = Path(path)
        yield {"why": label("why", "unread", language), "item": "document", "text": why, "document": file.name,
               "stem": file.stem, "source": file}  # fmt: skip


def _contradictions(document: ExportDocument, row: Callable[..., Row]) -> Iterator[Row]:
    dated: dict[str, dict[str, Published]] = {}
    for reference in document.content["references"]:
        if reference["category"] == "numbered" and reference["date"]:
            dated.setdefault(reference["key"], {}).setdefault(reference["date"], reference)
    for key, dates in dated.items():
        if len(dates) > 1:
            last = list(dates.values())[-1]
            yield row("dates_differ", "reference", last["text"], f"{key}: {SEPARATOR.join(dates)}", page=page(last))


def due(task: Published) -> date | None:
    """The real day by which a task is over: that of its first ``due``, else the first that any deadline fixes."""
    days = [(d["kind"] != "due", d["date"]) for d in task["deadlines"] if d.get("date")]
    return date.fromisoformat(min(days)[1]) if days else None


def page_label(number: int | None, language: Language) -> str:
    """``trang 3``; empty where there is no page."""
    return f"{label('word', 'page', language)} {number}" if number else ""


def shortened(text: str, longest: int) -> str:
    """A text of at most so many characters, the last of them ``…`` where it was longer.

    Example:
        >>> shortened("Rà soát, báo cáo", 9)
        'Rà soát,…'
    """
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def page(item: Published) -> int | None:
    """The page on which a task, reference or indicator begins."""
    number: int | None = item["spans"][0]["page"] if item["spans"] else None
    return number


SHEETS: dict[str, Callable[[ExportDocument, Language], Iterator[Row]]] = {
    "tasks": task_rows,
    "documents": document_rows,
    "references": reference_rows,
    "indicators": indicator_rows,
    "links": link_rows,
    "review": review_rows,
}
"""What fills each sheet, in the order of the workbook."""
