"""Which of the things that an extraction says are right, one by one: what confidence is measured and trained on.

The measures are those of the figures: a task is right where the gold has its sentence, what it says of that task is
right where the gold says it too, and everything said of a task that does not exist is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz

from pipeline.evaluation.figures import PROGRAMME_LIKENESS, Record, deadline_value
from pipeline.evaluation.normal import actor, key, same_actor
from pipeline.evaluation.pairing import align
from pipeline.model import ROLES

EXACT = frozenset({"numbered", "law"})
"""Categories of references that are the same only where their keys are."""
Right = bool | None
"""None where nobody says: a borderline sentence, which the gold leaves open."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """For everything that an extraction says, in its order, whether it is right.

    ``actors`` is a list a task and role: ``actors[2]["lead"][0]`` judges the first lead of the third task.
    """

    tasks: tuple[Right, ...]
    actors: tuple[dict[str, tuple[Right, ...]], ...]
    deadlines: tuple[tuple[Right, ...], ...]
    references: tuple[Right, ...]


def judge(gold: Record, predicted: Record) -> Judgement:
    """Judge an extraction in the published form by the gold of its document.

    Example:
        >>> gold = {"tasks": [{"text": "Rà soát.", "lead": ["Sở Y tế"], "deadlines": []}], "references": []}
        >>> said = {"tasks": [{"text": "Rà soát", "lead": ["Sở Y tế", "Sở Nội vụ"]}, {"text": "Trân trọng"}]}
        >>> found = judge(gold, said)
        >>> found.tasks, found.actors[0]["lead"]
        ((True, False), (True, False))
    """
    tasks, said = gold["tasks"], predicted["tasks"]
    pairs = {j: tasks[i] for i, j in align([t["text"] for t in tasks], [t["text"] for t in said]).items()}
    verdicts: list[Right] = []
    actors: list[dict[str, tuple[Right, ...]]] = []
    deadlines: list[tuple[Right, ...]] = []
    for j, task in enumerate(said):
        answer = pairs.get(j)
        names = {role: task.get(role) or [] for role in ROLES}
        times = task.get("deadlines") or []
        if answer is not None and answer.get("optional"):
            verdicts.append(None)
            actors.append({role: (None,) * len(named) for role, named in names.items()})
            deadlines.append((None,) * len(times))
            continue
        wanted = answer or {}
        verdicts.append(answer is not None)
        actors.append({
            role: _each([actor(n) for n in named], [actor(n) for n in wanted.get(role) or []], same_actor)
            for role, named in names.items()
        })  # fmt: skip
        values = [deadline_value(time) for time in times]
        deadlines.append(_each(values, [deadline_value(time) for time in wanted.get("deadlines") or []], tuple.__eq__))
    references = _references(gold["references"], predicted.get("references", []))
    return Judgement(tuple(verdicts), tuple(actors), tuple(deadlines), references)


def _references(gold: Sequence[Record], predicted: Sequence[Record]) -> tuple[Right, ...]:
    """A numbered document by its number, anything else by its name; mentions of one document count one by one."""
    return _each(list(map(_called, predicted)), list(map(_called, gold)), _same_document)


def _called(reference: Record) -> tuple[bool, str]:
    return reference["category"] in EXACT, key(reference["key"])


def _same_document(one: tuple[bool, str], other: tuple[bool, str]) -> bool:
    if one[0] or other[0]:
        return one == other
    return fuzz.ratio(one[1], other[1]) >= PROGRAMME_LIKENESS


def _each(said: Sequence[Any], wanted: Sequence[Any], same: Callable[[Any, Any], bool]) -> tuple[Right, ...]:
    left, found = list(wanted), []
    for value in said:
        match = next((i for i, other in enumerate(left) if same(other, value)), None)
        found.append(match is not None)
        if match is not None:
            del left[match]
    return tuple(found)
