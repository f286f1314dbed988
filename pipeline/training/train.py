"""Everything that is trained, out of folders of gold into the folder of models."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.confidence.weights import FILE, as_record
from pipeline.evaluation.gold import GoldDocument, GoldError, find_documents, load_gold
from pipeline.evaluation.split import load_split
from pipeline.export.atomic import write_text
from pipeline.model import ReadError
from pipeline.training.card import confidence_card
from pipeline.training.confidence import Fitted, train_confidence
from pipeline.training.examples import examples, is_image, judged_document
from pipeline.training.first_contact import first_contact

CARD = "README.md"


@dataclass(frozen=True, slots=True)
class Report:
    """What was trained: the calibration by kind of thing.

    ``left_out`` are gold documents that were not to be used, ``failed`` those that could not be, with the reason.
    """

    confidence: dict[str, Fitted]
    left_out: dict[str, str]
    failed: dict[str, str]


def train(gold: Sequence[Path], documents: Sequence[Path], models: Path) -> Report:
    """Train all models on the gold documents of some folders and write them, with their cards, below ``models``.

    Args:
        gold: folders of gold documents; of one that lies in several the first counts.
        documents: where the files lie that the gold describes.
        models: the folder to write into.

    Raises:
        GoldError: a folder cannot be used, or none of its documents has a file.
    """
    split = load_split()
    known = _united(document for folder in gold for document in load_gold(folder))
    left_out = {d.stem: "kept to report on" for d in known if not split.may_learn(d.stem)}
    learning = [d for d in known if d.stem not in left_out]
    files = find_documents([d.stem for d in learning], documents)
    failed = {d.stem: "no such document where the documents lie" for d in learning if d.stem not in files}
    judged = []
    for document in learning:
        if document.stem in files:
            try:
                found = judged_document(document, files[document.stem], split)
            except ReadError as error:
                failed[document.stem] = str(error)
                continue
            if is_image(found.extraction.document):
                left_out[document.stem] = "read from an image, by whichever Tesseract there is"
            else:
                judged.append(found)
    if not judged:
        raise GoldError("no gold document with a file to learn from; give with --documents where the documents lie")
    fitted = train_confidence([*first_contact(), *(e for found in judged for e in examples(found))])
    folder = models / "confidence"
    record = as_record({kind: found.weights for kind, found in fitted.items()})
    write_text(folder / FILE, json.dumps(record, ensure_ascii=False, indent=1) + "\n")
    write_text(folder / CARD, confidence_card(fitted))
    _train_linker(gold, documents, models)
    return Report(fitted, left_out, failed)


def _train_linker(gold: Sequence[Path], documents: Sequence[Path], models: Path) -> None:
    """The linker, from the first folder of gold with annotated pairs of tasks; none where nobody annotated any."""
    from pipeline.linking.training import train_linker

    pairs = next((folder for folder in gold if any(folder.glob("continuity*.json"))), None)
    if pairs is not None:
        train_linker(pairs, documents, models / "linker")


def _united(documents: Iterable[GoldDocument]) -> list[GoldDocument]:
    by_stem: dict[str, GoldDocument] = {}
    for document in documents:
        by_stem.setdefault(document.stem, document)
    return [by_stem[stem] for stem in sorted(by_stem)]
