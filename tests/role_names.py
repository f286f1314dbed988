"""Who has which role in a task, as the tests write it."""

from __future__ import annotations

from pipeline.model import Task


def names(task: Task, role: str) -> list[str]:
    return [actor.name for actor in getattr(task, role)]
