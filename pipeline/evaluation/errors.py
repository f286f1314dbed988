"""What is wrong, grouped by cause, with the text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz

from pipeline.evaluation.counts import Figures, Finding
from pipeline.evaluation.figures import Record
from pipeline.evaluation.normal import actor, key, squeeze
from pipeline.model import ROLES

CONTAINED = 95.0
"""Least likeness, in per cent, of a text to a part of a longer one to be taken for a piece of it."""
ALIKE = 60.0
"""Least likeness, in per cent, of two texts to be taken for two readings of one sentence."""
SAME_PLACE = 75.0
"""Least likeness, in per cent, of a name to a part of another to be taken for a wrong cut of it."""
OUTSIDE = {"purpose", "funding", "other"}

Cause = Callable[[Finding, Record, Record], str]


@dataclass(frozen=True, slots=True)
class Error:
    """One wrong item with its cause and its document."""

    document: str
    cause: str
    finding: Finding

    @property
    def text(self) -> str:
        """The task that it belongs to, or nothing."""
        task = self.finding.gold or self.finding.predicted or {}
        return str(task.get("text", ""))


def explain(document: str, gold: Record, predicted: Record, figures: Figures) -> list[Error]:
    """Every wrong item of one document with its cause."""
    return [
        Error(document, _CAUSES.get(finding.figure, _plain)(finding, gold, predicted), finding)
        for finding in figures.findings
    ]


def group(errors: Iterable[Error]) -> list[tuple[str, str, list[Error]]]:
    """Errors by figure and cause, the most frequent cause of a figure first."""
    groups: dict[tuple[str, str], list[Error]] = {}
    figures: dict[str, int] = {}
    for error in errors:
        figures.setdefault(error.finding.figure, len(figures))
        groups.setdefault((error.finding.figure, error.cause), []).append(error)
    order = sorted(groups.items(), key=lambda item: (figures[item[0][0]], -len(item[1]), item[0][1]))
    return [(figure, cause, members) for (figure, cause), members in order]


def _plain(finding: Finding, gold: Record, predicted: Record) -> str:
    return "not found" if finding.fault == "missed" else "should not be there"


def _task(finding: Finding, gold: Record, predicted: Record) -> str:
    mine = squeeze(finding.value)
    sides = [[squeeze(task["text"]) for task in side.get("tasks", [])] for side in (gold, predicted)]
    own, others = sides if finding.fault == "missed" else reversed(sides)
    # A text that stands on both sides has its pair: it explains nothing.
    others = [other for other in others if other not in own]
    whole = any(len(other) > len(mine) and fuzz.partial_ratio(mine, other) >= CONTAINED for other in others)
    piece = any(0 < len(other) < len(mine) and fuzz.partial_ratio(other, mine) >= CONTAINED for other in others)
    if whole or piece:
        longer = whole == (finding.fault == "missed")
        return "joined with a neighbour" if longer else "cut short or split"
    if any(fuzz.ratio(mine, other) >= ALIKE for other in others):
        return "reads differently"
    if finding.fault == "missed":
        return "not taken for a task"
    if any(squeeze(section.get("heading")) == mine for section in gold.get("sections", [])):
        return "heading taken for a task"
    role = _role_of(finding.predicted, gold)
    return f"taken from a {role} section" if role in OUTSIDE else "directs nobody"


def _role_of(task: Record | None, gold: Record) -> str | None:
    path = (task or {}).get("section")
    return next((s["role"] for s in gold.get("sections", []) if s["path"] == path), None)


def _role(finding: Finding, gold: Record, predicted: Record) -> str:
    if finding.predicted is None:
        return "task not found"
    if finding.gold is None:
        return "no such task"
    name = actor(finding.value)
    missed = finding.fault == "missed"
    other = finding.predicted if missed else finding.gold
    elsewhere = [role for role in ROLES if role != finding.figure and name in map(actor, other.get(role) or [])]
    if elsewhere:
        return f"{finding.figure} given as {elsewhere[0]}" if missed else f"{elsewhere[0]} given as {finding.figure}"
    if any(fuzz.partial_ratio(name, actor(x)) >= SAME_PLACE for x in other.get(finding.figure) or []):
        return "name cut wrongly"
    source = (finding.gold if missed else finding.predicted).get("lead_source")
    if finding.figure == "lead" and source in {"inherited", "addressee"}:
        return f"{source}, not passed down" if missed else f"{source}, passed down wrongly"
    return "not recognised" if missed else "not in this role"


def _deadline(finding: Finding, gold: Record, predicted: Record) -> str:
    if finding.predicted is None:
        return "task not found"
    if finding.gold is None:
        return "no such task"
    missed = finding.fault == "missed"
    others = (finding.predicted if missed else finding.gold).get("deadlines") or []
    if any(other.get("value") == finding.value.get("value") for other in others):
        return "right value, wrong kind"
    mine = squeeze(finding.value.get("text"))
    if any(fuzz.partial_ratio(mine, squeeze(other.get("text"))) >= SAME_PLACE for other in others):
        return "wrong value"
    return "not recognised" if missed else "bounds no performance"


def _reference(finding: Finding, gold: Record, predicted: Record) -> str:
    value = key(finding.value)
    other = predicted if finding.fault == "missed" else gold
    keys = [key(reference.get("key")) for reference in other.get("references", [])]
    if value in keys:
        return "wrong number of mentions or category"
    number = value.split("/")[0].split("-")[0]
    if any(number and number == given.split("/")[0].split("-")[0] for given in keys):
        return "notation reads differently"
    if any(fuzz.partial_ratio(value, given) >= SAME_PLACE for given in keys if given):
        return "mention cut wrongly"
    return _plain(finding, gold, predicted)


def _relation(finding: Finding, gold: Record, predicted: Record) -> str:
    reference, relation = finding.value
    missed = finding.fault == "missed"
    other = predicted if missed else gold
    given = [r.get("relation") for r in other.get("references", []) if key(r.get("key")) == reference]
    if not given:
        return "reference not found" if missed else "no such reference"
    return f"{relation} given as {given[0]}" if missed else f"{given[0]} given as {relation}"


_CAUSES: dict[str, Cause] = {
    "tasks": _task,
    **dict.fromkeys(ROLES, _role),
    "deadlines": _deadline,
    "references": _reference,
    "programmes": _reference,
    "relations": _relation,
}
