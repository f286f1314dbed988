"""What tells when the rules are unsure: of a task, an actor in its role, a deadline, a reference.

Few features, each 0 or 1 or a share, so that a weight says what its feature counts for. What kind of section a task
stands in, what its sentence begins with, how long it is, which role an actor has and how many share it were tried too:
they told nothing of documents that the weights had not seen.
"""

from __future__ import annotations

from bisect import bisect_right

from pipeline.model import Actor, Deadline, Extraction, Reference, Task

Values = tuple[float, ...]
SURE = 0.9
"""Confidence of the rules from which they are sure."""
CLOSING = ".;:/…"
"""How a sentence ends that is one."""

TASK = ("rule unsure", "nobody leads", "no section", "colon last", "no closing mark", "share of unsure tasks")
"""The features of a task."""
ACTOR = ("unknown to the register", "addressee", "person", "table row")
"""The features of an actor in a role, its task taken for granted."""
DEADLINE = ("recurring", "passed down", "table row")
"""The features of a deadline, its task taken for granted."""
REFERENCE = ("law", "unnumbered", "rule unsure")
"""The features of a reference."""


class Surroundings:
    """Where the tasks of one extraction stand; made once a document."""

    def __init__(self, extraction: Extraction) -> None:
        tables = extraction.document.tables
        self.starts, self.ends = [table.start for table in tables], [table.end for table in tables]
        tasks = extraction.tasks
        self.unsure_share = sum(task.confidence < SURE for task in tasks) / len(tasks) if tasks else 0.0

    def in_table(self, task: Task) -> bool:
        """Whether a task is a row of a table.

        Example:
            >>> from pipeline.model import Document, Metadata, Table
            >>> table = Table(5, 9, "task", (), (), ())
            >>> around = Surroundings(Extraction(Document("a", "", Metadata(), (), (table,))))
            >>> [around.in_table(Task("t1", None, "Rà soát.", start, start + 1)) for start in (4, 5, 9)]
            [False, True, False]
        """
        at = bisect_right(self.starts, task.start) - 1
        return at >= 0 and task.start < self.ends[at]


def task_features(task: Task, around: Surroundings) -> Values:
    """The values of ``TASK``."""
    last = task.text[-1:]
    return (
        float(task.confidence < SURE),
        float(task.lead_source is None),
        float(task.section is None),
        float(last == ":"),
        float(last not in CLOSING),
        around.unsure_share,
    )


def actor_features(actor: Actor, in_table: bool) -> Values:
    """The values of ``ACTOR``."""
    return (float(actor.id is None), float(actor.source == "addressee"), float(actor.kind == "person"), float(in_table))


def deadline_features(deadline: Deadline, task: Task, in_table: bool) -> Values:
    """The values of ``DEADLINE``."""
    passed_down = not in_table and not task.start <= deadline.start < task.end
    return float(deadline.kind == "recurring"), float(passed_down), float(in_table)


def reference_features(reference: Reference) -> Values:
    """The values of ``REFERENCE``."""
    category = reference.category
    return float(category == "law"), float(category == "unnumbered"), float(reference.confidence < SURE)
