"""The figures of one document: precision, recall and F1 of everything that the annotation guidelines define.

Every figure is end to end: a field of a task that was not found is missed, a field of a task that does not exist is
spurious. Figures of many documents are micro-averaged: their counts are added.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from typing import Any

from rapidfuzz import fuzz

from pipeline.evaluation.counts import Counts, Figures
from pipeline.evaluation.normal import actor, fold, key, same_actor, squeeze
from pipeline.evaluation.pairing import align, pair_up
from pipeline.model import ROLES

Record = dict[str, Any]

METADATA = ("type", "number", "issuer", "place", "issued", "title", "period")
TITLE_LIKENESS = 95.0
RECIPIENT_LIKENESS = 92.0
PRODUCT_LIKENESS = 80.0
PROGRAMME_LIKENESS = 85.0
NAMED_KEY_LIKENESS = 90.0
INDICATOR_LIKENESS = 92.0


def score(gold: Record, predicted: Record) -> Figures:
    """All figures of one document; ``predicted`` is empty where there is no prediction.

    Example:
        >>> gold = {"document": {"type": "Chỉ thị"}, "sections": [], "tasks": [], "references": [], "indicators": []}
        >>> score(gold, {"document": {"type": "Chỉ thị"}}).counts["metadata"].f1
        1.0
    """
    figures = Figures()
    _score_metadata(figures, gold["document"], predicted.get("document") or {})
    _score_sections(figures, gold["sections"], predicted.get("sections", []))
    _score_tasks(figures, gold["tasks"], predicted.get("tasks", []))
    _score_references(figures, gold["references"], predicted.get("references", []))
    _note_pairs(figures, "indicators", gold["indicators"], predicted.get("indicators", []), _indicator, _same_indicator)
    return figures


def _score_metadata(figures: Figures, gold: Record, predicted: Record) -> None:
    for field in METADATA:
        wanted, given = gold.get(field), predicted.get(field)
        if wanted is None and given is None:
            continue
        right = _same_metadata(field, wanted, given)
        figures.note(
            "metadata",
            int(right),
            [] if right or given is None else [f"{field}={given!r}"],
            [] if right or wanted is None else [f"{field}={wanted!r}"],
        )
    wanted, given = gold.get("signer") or {}, predicted.get("signer") or {}
    if wanted or given:
        right = fold(wanted.get("name")) == fold(given.get("name"))
        figures.note(
            "metadata",
            int(right),
            [] if right or not given else [f"signer={given.get('name')!r}"],
            [] if right or not wanted else [f"signer={wanted.get('name')!r}"],
        )
    _note_pairs(
        figures,
        "recipients",
        _as_list(gold.get("recipients")),
        _as_list(predicted.get("recipients")),
        squeeze,
        lambda a, b: fuzz.ratio(a, b) >= RECIPIENT_LIKENESS,
    )


def _same_metadata(field: str, wanted: str | None, given: str | None) -> bool:
    if field == "number":
        return key(wanted) == key(given)
    if field in {"issuer", "title"} and (wanted is None or given is None):
        return False
    if field == "issuer":
        return same_actor(actor(wanted), actor(given))
    if field == "title":
        return fuzz.ratio(squeeze(wanted), squeeze(given)) >= TITLE_LIKENESS
    return fold(wanted) == fold(given)


def _score_sections(figures: Figures, gold: list[Record], predicted: list[Record]) -> None:
    _note_pairs(figures, "sections", [s["path"] for s in gold], [s["path"] for s in predicted], str, str.__eq__)
    roles = {section["path"]: section["role"] for section in predicted}
    wrong = [section for section in gold if roles.get(section["path"]) != section["role"]]
    figures.note(
        "section roles",
        len(gold) - len(wrong),
        missed=[f"{s['path']} {s['role']} ({roles.get(s['path'], 'no such section')})" for s in wrong],
    )


def _score_tasks(figures: Figures, gold: list[Record], predicted: list[Record]) -> None:
    pairs = align([task["text"] for task in gold], [task["text"] for task in predicted])
    optional = {i for i, task in enumerate(gold) if task.get("optional")}
    wanted = [i for i in range(len(gold)) if i not in optional]
    found = {i: j for i, j in pairs.items() if i not in optional}
    answered = set(pairs.values())
    extra = [task for j, task in enumerate(predicted) if j not in answered]
    absent = [gold[i] for i in wanted if i not in found]
    for task in extra:
        figures.note("tasks", 0, [task["text"]], predicted=task)
    for task in absent:
        figures.note("tasks", 0, missed=[task["text"]], gold=task)
    figures.note("tasks", len(found))

    exact = sum(squeeze(gold[i]["text"]) == squeeze(predicted[j]["text"]) for i, j in found.items())
    inexact = len(found) - exact
    figures.counts.setdefault("tasks exact", Counts()).add(Counts(exact, len(extra) + inexact, len(wanted) - exact))
    for i in wanted:
        _score_fields(figures, gold[i], predicted[found[i]] if i in found else None)
    for task in extra:
        for role in ROLES:
            figures.note(role, 0, _as_list(task.get(role)), predicted=task)
        figures.note("deadlines", 0, _as_list(task.get("deadlines")), predicted=task)


def _score_fields(figures: Figures, gold: Record, predicted: Record | None) -> None:
    given = predicted or {}

    def note(figure: str, a: list[Any], b: list[Any], normal: Callable[[Any], Any], same: Callable[..., bool]) -> None:
        _note_pairs(figures, figure, a, b, normal, same, gold, predicted)

    for role in ROLES:
        named = _as_list(given.get(role))
        # A lead that only the addressee gives may be left out; only a wrong one counts.
        if role == "lead" and gold.get("lead_source") == "addressee" and not named:
            continue
        note(role, _as_list(gold.get(role)), named, actor, same_actor)
    note("deadlines", gold["deadlines"], _as_list(given.get("deadlines")), deadline_value, tuple.__eq__)
    note("task references", gold["references"], _as_list(given.get("references")), key, _same_task_reference)
    product = [gold["product"]] if gold.get("product") else []
    note("product", product, [given["product"]] if given.get("product") else [], squeeze, _same_product)
    if predicted is not None:
        right = (gold["section"] or "") == (predicted.get("section") or "")
        wrong = [] if right else [f"{gold['section']} not {predicted.get('section')}"]
        figures.note("task section", int(right), missed=wrong, gold=gold, predicted=predicted)


def _score_references(figures: Figures, gold: list[Record], predicted: list[Record]) -> None:
    def keys(references: list[Record], categories: set[str]) -> list[str]:
        return [reference["key"] for reference in references if reference.get("category") in categories]

    exact, named = {"numbered", "law"}, {"programme", "unnumbered"}
    _note_pairs(figures, "references", keys(gold, exact), keys(predicted, exact), key, str.__eq__)
    _note_pairs(
        figures,
        "programmes",
        keys(gold, named),
        keys(predicted, named),
        key,
        lambda a, b: fuzz.ratio(a, b) >= PROGRAMME_LIKENESS,
    )
    _note_bags(
        figures,
        "reference dates",
        Counter((key(r["key"]), r["date"]) for r in gold if r["date"]),
        Counter((key(r["key"]), r["date"]) for r in predicted if r.get("date")),
    )
    _note_bags(
        figures,
        "relations",
        Counter((key(r["key"]), r["relation"]) for r in gold if r["category"] == "numbered"),
        Counter((key(r["key"]), r.get("relation")) for r in predicted if r.get("category") == "numbered"),
    )


def _note_pairs(
    figures: Figures,
    figure: str,
    gold: list[Any],
    predicted: list[Any],
    normal: Callable[[Any], Any],
    same: Callable[[Any, Any], bool],
    task: Record | None = None,
    answer: Record | None = None,
) -> None:
    """Pair by normal form; what is wrong is noted as it was printed."""
    wanted = [(normal(value), value) for value in gold]
    given = [(normal(value), value) for value in predicted]
    hit, spurious, missed = pair_up(wanted, given, lambda a, b: same(a[0], b[0]))
    figures.note(figure, hit, [value for _, value in spurious], [value for _, value in missed], task, answer)


def _note_bags(figures: Figures, figure: str, gold: Counter[Any], predicted: Counter[Any]) -> None:
    hit = sum((gold & predicted).values())
    figures.note(figure, hit, (predicted - gold).elements(), (gold - predicted).elements())


def deadline_value(deadline: Record) -> tuple[Any, ...]:
    """What a deadline is compared by: an event by being one, anything else by its kind and value."""
    kind = deadline.get("kind")
    return ("event",) if kind == "event" else (kind, deadline.get("value"))


def _same_task_reference(a: str, b: str) -> bool:
    return a == b or (not {"/", "-"} & set(a + b) and fuzz.ratio(a, b) >= NAMED_KEY_LIKENESS)


def _same_product(a: str, b: str) -> bool:
    return fuzz.ratio(a, b) >= PRODUCT_LIKENESS or a in b or b in a


def _indicator(row: Record) -> tuple[str, str, str]:
    target = json.dumps(row.get("target"), ensure_ascii=False)
    return squeeze(row.get("name")), squeeze(row.get("unit")), squeeze(target)


def _same_indicator(a: tuple[str, str, str], b: tuple[str, str, str]) -> bool:
    return a[1:] == b[1:] and fuzz.ratio(a[0], b[0]) >= INDICATOR_LIKENESS


def _as_list(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
