"""Tasks: which sentences and rows direct somebody, who has which role, by when, with what result."""

from pipeline.tasks.find import find_tasks

__all__ = ["find_tasks"]
