"""The card beside a trained model: its data, its figures, its limits; written by the training itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.evaluation.calibration import brier, expected_error
from pipeline.training.confidence import REVIEWED, Fitted
from pipeline.training.fitting import shares

HEAD = """# Confidence

Turns the rules' own confidence into one that says how often a thing like this is right. Written by `chithi train`.

A logistic regression a kind of thing; `confidence.json` holds its weights in log-odds, with the names of what they
weigh ([features.py](../../pipeline/confidence/features.py)). A thing is right where the gold says it too, by the
measures of `chithi evaluate`: a task where the gold has its sentence, an actor or a deadline where it has it in that
role of that task (its weights tell how likely that is where the task is right), a reference where it has its key.
Sentences that the gold marks `optional` are left out.
"""
FIGURES = """
## Figures

Every document scored by weights that were trained without it: as the rules read it now, mended with its gold in view,
and as they did when they first met it ([first_contact.tsv](../../pipeline/training/first_contact.tsv)). *Error* is the
expected calibration error over ten bins of equal width, *Brier* the mean squared error, each beside that of the rules'
own confidence.

| of | documents | things | right | confidence | error | rules' | Brier | rules' |
| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
"""
REVIEW = """
Review is asked for below the point where precision falls under nine in ten, read off the same scores, what
was first met counting for a half of the tasks, a third of actors and references at least, as in the training:

| of | below | things there | share of them that is right |
| --- | ---: | ---: | ---: |
"""
DATA = """
## Data

Tasks of each document, and the share of them that is right.

| document | as | tasks | right |
| --- | --- | ---: | ---: |
"""
LIMITS = """
## Limits

- The rules make few errors on documents that they were mended with: such documents tell what makes an error likelier,
  hardly how likely it is. On those that they met first they made more than they would now. How sure the confidence of
  a document like none of these should be, nobody measured.
- Most of what was first met was judged by reading what the program had made of it, which forgives more than an
  annotation made without it.
- What is wrong comes in clusters: a document of a form that the rules do not know is wrong in many places at once, and
  no feature tells before. Of actors this holds most.
- It is as good as its annotations: what a second annotator would have marked otherwise counts as wrong.
- What is read from scans is left out of the training, as it depends on the Tesseract at hand.
- It tells of what was found. What was missed has no confidence.
"""


def confidence_card(fitted: Mapping[str, Fitted]) -> str:
    """The card of the calibration."""
    lines = [HEAD, FIGURES.rstrip("\n")]
    for kind, found in fitted.items():
        for name, seen in (("as read now", True), ("as first met", False)):
            rows = [n for n, example in enumerate(found.examples) if example.seen is seen]
            if rows:
                lines.append(f"| {kind} | {name} | {_figures(found, rows)} |")
    lines.append(REVIEW.rstrip("\n"))
    for kind in REVIEWED:
        found = fitted[kind]
        counts = shares(found.examples)
        below = [n for n, score in enumerate(found.scores) if score < found.weights.review_below]
        right = sum(counts[n] for n in below if found.examples[n].right) / max(sum(counts[n] for n in below), 1e-9)
        lines.append(f"| {kind} | {found.weights.review_below} | {len(below)} of {len(found.scores)} | {right:.3f} |")
    lines.append(DATA.rstrip("\n"))
    for stem, first_met in sorted({(example.stem, not example.seen) for example in fitted["task"].examples}):
        own = [e.right for e in fitted["task"].examples if (e.stem, not e.seen) == (stem, first_met)]
        lines.append(f"| {stem} | {'first met' if first_met else 'read now'} | {len(own)} | {_share(own)} |")
    return "\n".join([*lines, LIMITS])


def _figures(found: Fitted, rows: Sequence[int]) -> str:
    right = [found.examples[n].right for n in rows]
    scores, said = [found.scores[n] for n in rows], [found.examples[n].said for n in rows]
    errors = f"{expected_error(scores, right):.3f} | {expected_error(said, right):.3f}"
    squares = f"{brier(scores, right):.4f} | {brier(said, right):.4f}"
    return f"{len(rows)} | {_share(right)} | {sum(scores) / len(scores):.3f} | {errors} | {squares}"


def _share(right: Sequence[bool]) -> str:
    return f"{sum(right) / len(right):.3f}" if right else "–"
