"""The card of the trained linker: what it was trained on, what it reaches, where it ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.linking.ranker import Ranker
    from pipeline.linking.training import Figures

NAMES = {
    "fitted": "fitted: trained on the same pairs, no measure of what to expect",
    "cross-validated": "each pair of documents scored by a ranker trained without it",
    "threshold held out": "the same, the threshold chosen without it too",
}


def linker_card(measured: Mapping[str, Figures], ranker: Ranker, texts: int, documents: Sequence[str]) -> str:
    """The card as Markdown.

    Args:
        measured: the figures by way of measuring, and by pair of documents.
        ranker: what was trained.
        texts: how many task texts word frequencies were counted over.
        documents: the documents between which links are annotated.
    """
    lines = [
        "| measured on | precision | recall of the same work | F1 | links |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    for name, found in measured.items():
        lines.append(
            f"| {NAMES.get(name, name)} | {found.precision:.3f} | {found.recall:.3f} | {found.f1:.3f} | {found.links} |"
        )
    trees = ranker.trees
    return CARD.format(
        table="\n".join(lines),
        trees=len(trees.leaves),
        runs=trees.runs,
        features=len(trees.features),
        threshold=f"{ranker.threshold:.2f}",
        texts=texts,
        documents=", ".join(documents),
    )


CARD = """# The linker

Says how likely it is that a later task goes on with an earlier one. Made by `pipeline/linking/training.py`
(`train_linker`); do not edit.

- **Form**: {trees} small boosted trees in {runs} runs that are averaged, over {features} features of a pair;
  `ranker.npz` holds plain arrays, `ranker.json` their settings, the calibration and the score from which a pair is a
  link ({threshold}). Nothing in it can run.
- **Data**: graded pairs of tasks (2: the same work; 1: the same object, a clear continuation) between and within
  {documents}.
  A link to either grade is right, recall is of grade 2. Word frequencies are counted over {texts} annotated tasks.

{table}

**Limits.** All annotated links are between five documents of one sector (schools) and one city, of 2021 to 2026. The
table of lines of work (`pipeline/linking/concepts.tsv`) was written with these documents in view, so the
cross-validated figures are kind to it: it adds most where directives of schools are compared, and next to nothing in
fields whose words it does not know. There the wording alone carries the links, and fewer of them are right: see
`tests/linking/other_fields.json` and its floors, links between documents of other fields that one person annotated
before the linker had seen them. Scores are calibrated on schools too.
"""
