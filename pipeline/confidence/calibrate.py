"""Gives everything in an extraction its calibrated confidence in place of the rules' own."""

from __future__ import annotations

from dataclasses import replace

from pipeline.confidence.features import (
    Surroundings,
    actor_features,
    deadline_features,
    reference_features,
    task_features,
)
from pipeline.confidence.weights import NoModel, Weights, load
from pipeline.model import Extraction, Task


def calibrated(extraction: Extraction, kinds: dict[str, Weights] | None = None) -> Extraction:
    """The same extraction with calibrated confidence.

    Args:
        extraction: with the rules' confidence.
        kinds: the calibration; that of the repository if left out. Without one the rules' confidence stays, and a note
            of the document says so.
    """
    try:
        kinds = kinds or load()
    except NoModel as missing:
        document = replace(extraction.document, notes=(*extraction.document.notes, str(missing)))
        return replace(extraction, document=document)
    around = Surroundings(extraction)
    weigh = kinds["reference"].confidence
    return replace(
        extraction,
        tasks=tuple(_task(task, kinds, around) for task in extraction.tasks),
        references=tuple(replace(r, confidence=weigh(reference_features(r))) for r in extraction.references),
    )


def _task(task: Task, kinds: dict[str, Weights], around: Surroundings) -> Task:
    confidence = kinds["task"].confidence(task_features(task, around))
    in_table = around.in_table(task)
    # What is said of a task is right where the task is, and where it is said rightly of it.
    weigh = kinds["actor"].confidence
    lead, coordinate, direct, report_to = (
        tuple(replace(actor, confidence=confidence * weigh(actor_features(actor, in_table))) for actor in named)
        for named in (task.lead, task.coordinate, task.direct, task.report_to)
    )
    weigh = kinds["deadline"].confidence
    return replace(
        task,
        lead=lead,
        coordinate=coordinate,
        direct=direct,
        report_to=report_to,
        deadlines=tuple(
            replace(d, confidence=confidence * weigh(deadline_features(d, task, in_table))) for d in task.deadlines
        ),
        confidence=confidence,
    )
