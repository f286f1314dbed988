"""Gives everything in an extraction its calibrated confidence in place of the rules' own."""

from __future__ import annotations

from dataclasses import replace

from pipeline.confidence import features
from pipeline.confidence.features import Surroundings, actors_in_roles
from pipeline.confidence.weights import NoModel, Weights, load
from pipeline.model import Actor, Extraction, Task


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
    reference = kinds["reference"]
    return replace(
        extraction,
        tasks=tuple(_task(task, kinds, around) for task in extraction.tasks),
        references=tuple(
            replace(found, confidence=reference.confidence(features.reference_features(found, around)))
            for found in extraction.references
        ),
    )


def _task(task: Task, kinds: dict[str, Weights], around: Surroundings) -> Task:
    confidence = kinds["task"].confidence(features.task_features(task, around))
    roles: dict[str, list[Actor]] = {}
    # What is said of a task is right where the task is, and where it is said rightly of it.
    for role, _, actor in actors_in_roles(task):
        values = features.actor_features(task, role, actor, len(getattr(task, role)), around)
        roles.setdefault(role, []).append(replace(actor, confidence=confidence * kinds["actor"].confidence(values)))
    deadlines = tuple(
        replace(d, confidence=confidence * kinds["deadline"].confidence(features.deadline_features(task, d, around)))
        for d in task.deadlines
    )
    return replace(task, confidence=confidence, deadlines=deadlines, **{r: tuple(named) for r, named in roles.items()})  # type: ignore[arg-type]
