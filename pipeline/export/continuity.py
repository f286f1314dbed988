"""Threads of tasks over the years: as JSON, as rows of a table, as figures of every document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pipeline.export.labels import Language, label
from pipeline.export.places import Places
from pipeline.export.rows import SEPARATOR, Row
from pipeline.linking.changes import KEPT, NARROWED, REWORDED, WIDENED
from pipeline.linking.differences import is_readable
from pipeline.linking.linktask import LinkTask
from pipeline.linking.threads import BRANCH, DROPPED, NEW, Stage, Thread

WORDINGS = (KEPT, REWORDED, WIDENED, NARROWED)


def as_record(threads: Sequence[Thread], tasks: Sequence[LinkTask], places: Places) -> dict[str, Any]:
    """Threads and the figures of their documents, for a program."""
    return {
        "documents": document_figures(threads, tasks, places),
        "threads": [_thread(number, thread, places) for number, thread in enumerate(threads, 1)],
    }


def document_figures(threads: Iterable[Thread], tasks: Iterable[LinkTask], places: Places) -> list[dict[str, Any]]:
    """What became of the tasks of each document that has a task in the threads, the earliest document first.

    ``kept`` to ``narrowed`` say how many of its tasks go on with an earlier document's, ``within`` with another part of
    its own; ``new`` have no earlier one, ``dropped`` no later one.
    """
    sizes: dict[str, int] = {}
    for task in tasks:
        sizes[task.document.stem] = sizes.get(task.document.stem, 0) + 1
    found: dict[str, dict[str, Any]] = {}
    for thread in threads:
        for n, stage in enumerate(thread.stages):
            document = stage.task.document
            if document.stem not in found:
                found[document.stem] = {
                    "document": document.stem,
                    "designation": places.designation(document.stem),
                    "when": document.when,
                    "year": document.year,
                    "issuer": document.issuer,
                    "title": document.title,
                    "tasks": sizes.get(document.stem, 0),
                    **dict.fromkeys((*WORDINGS, "within", NEW, DROPPED), 0),
                }
            row = found[document.stem]
            if stage.earlier and stage.earlier.document.stem == document.stem:
                row["within"] += 1
            elif stage.link and stage.link.kind in WORDINGS:
                row[stage.link.kind] += 1
            row[NEW] += n == 0 and thread.begins == NEW
            row[DROPPED] += n == len(thread.stages) - 1 and thread.ends == DROPPED
    return sorted(found.values(), key=lambda row: (row["when"], row["document"]))


def thread_rows(threads: Iterable[Thread], places: Places, language: Language = "vi") -> Iterator[Row]:
    """One row a task of each thread."""
    for number, thread in enumerate(threads, 1):
        for n, stage in enumerate(thread.stages):
            earlier, difference = stage.earlier, stage.differences()
            yield {
                **places.cells(stage.task.key),
                "thread": number,
                "year": stage.task.document.year,
                "text": stage.task.text,
                "change": SEPARATOR.join(stage_labels(thread, n, language)),
                "relation": stage.relation,
                "earlier": earlier.text if earlier else None,
                "earlier_document": places.line(earlier.key, language) if earlier else None,
                "difference": difference if is_readable(difference) else None,
                "score": stage.link.score if stage.link else None,
            }


def stage_labels(thread: Thread, n: int, language: Language = "vi") -> list[str]:
    """What became of a task, in words: its changes, and whether it is new or was dropped."""
    stage = thread.stages[n]
    found = [label("link_kind" if i == 0 else "link_change", name, language) for i, name in enumerate(stage.changes)]
    if n == 0 and thread.begins == NEW:
        found.append(label("begin", NEW, language))
    if n == len(thread.stages) - 1 and thread.ends == DROPPED:
        found.append(label("end", DROPPED, language))
    return found


def _thread(number: int, thread: Thread, places: Places) -> dict[str, Any]:
    first = thread.stages[0]
    return {
        "number": number,
        "begins": thread.begins,
        "ends": thread.ends,
        "years": list(thread.years),
        "branches_from": list(first.earlier.key) if thread.begins == BRANCH and first.earlier else None,
        "joins": list(thread.joins.source) if thread.joins else None,
        "tasks": [_stage(stage, places) for stage in thread.stages],
    }


def _stage(stage: Stage, places: Places) -> dict[str, Any]:
    found: dict[str, Any] = {**places.record(stage.task.key), "year": stage.task.document.year, "text": stage.task.text}
    found["earlier"] = None
    if stage.link and stage.earlier:
        found["earlier"] = {
            "document": stage.earlier.document.stem,
            "id": stage.earlier.id,
            "score": stage.link.score,
            "kind": stage.link.kind,
            "changes": list(stage.changes[1:]),
            "why": stage.link.why,
        }
    found["difference"] = [{"op": segment.op, "text": segment.text} for segment in stage.differences()]
    found["also"] = [{"document": also.target[0], "id": also.target[1], "score": also.score} for also in stage.also]
    return found
