"""The figures of many documents: together, a document kind, and what is wrong in each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pipeline.evaluation.counts import Counts, Figures
from pipeline.evaluation.errors import Error, explain
from pipeline.evaluation.figures import Record, score
from pipeline.evaluation.gold import GoldDocument


@dataclass(slots=True)
class Scored:
    """Figures over all documents, by kind with the worst first, by document, and every error."""

    total: Figures = field(default_factory=Figures)
    kinds: dict[str, Figures] = field(default_factory=dict)
    documents: dict[str, Figures] = field(default_factory=dict)
    errors: list[Error] = field(default_factory=list)


def score_all(gold: Iterable[GoldDocument], predictions: Mapping[str, Record]) -> Scored:
    """Score every gold document; one without a prediction is missed altogether."""
    scored = Scored()
    for document in gold:
        predicted = predictions.get(document.stem, {})
        figures = score(document.record, predicted)
        scored.documents[document.stem] = figures
        scored.total.add(figures)
        scored.kinds.setdefault(document.kind, Figures()).add(figures)
        scored.errors += explain(document.stem, document.record, predicted, figures)
    scored.kinds = dict(sorted(scored.kinds.items(), key=lambda item: overall(item[1]).f1))
    return scored


def overall(figures: Figures) -> Counts:
    """All figures in one, to rank by."""
    total = Counts()
    for counts in figures.counts.values():
        total.add(counts)
    return total
