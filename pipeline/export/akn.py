"""Akoma Ntoso 3.0 (OASIS LegalDocML): a document's text in its sections, with what it cites, its tasks beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from lxml import etree

from pipeline.export.akn_units import Piece, Unit, paragraphs, units_of
from pipeline.export.document import ExportDocument
from pipeline.export.json import Published
from pipeline.export.rows import SEPARATOR
from pipeline.export.xml_text import clean
from pipeline.text import fold, strip_marks

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
OWN_NAMESPACE = "urn:chithi"
"""Of the tasks, which Akoma Ntoso has no element for."""
PREFIXES: Any = {None: NAMESPACE, "ct": OWN_NAMESPACE}
SOURCE = "#chithi"
COUNTRY, LANGUAGE = "vn", "vie"
UNKNOWN_DAY = "0001-01-01"
"""Akoma Ntoso wants a day; the name beside it says that there is none."""


def to_text(documents: Sequence[ExportDocument], language: str = "vi") -> str:
    """One document as it is, several as a collection; the markup is the same in every language."""
    root = etree.Element(f"{{{NAMESPACE}}}akomaNtoso", nsmap=PREFIXES)
    if len(documents) == 1:
        _write(root, documents[0])
    else:
        collection = _add(root, "documentCollection", name="collection")
        _identify(_add(collection, "meta"), f"/akn/{COUNTRY}/doc/collection", None, None)
        body = _add(collection, "collectionBody")
        for number, document in enumerate(documents, 1):
            _write(_add(body, "component", eId=f"cmp_{number}"), document)
    return etree.tostring(root, encoding="unicode") + "\n"


def iri(kind: str | None, issued: str | None, number: str | None) -> str:
    """What a document is called by Akoma Ntoso's naming convention, as far as it is known.

    Example:
        >>> iri("Nghị quyết", "2013-11-04", "29-NQ/TW"), iri("Luật", None, "Luật Giáo dục")
        ('/akn/vn/doc/nghi-quyet/2013-11-04/29-nq-tw', '/akn/vn/doc/luat/undated/luat-giao-duc')
    """
    parts = (_slug(kind) or "van-ban", issued or "undated", _slug(number) or "nn")
    return f"/akn/{COUNTRY}/doc/{'/'.join(parts)}"


def _write(parent: Any, document: ExportDocument) -> None:
    metadata, text = document.content["document"], document.content["text"]
    doc = _add(parent, "doc", name=_slug(metadata["type"]) or "van-ban")
    meta = _add(doc, "meta")
    work = iri(metadata["type"], metadata["issued"], metadata["number"] or metadata["notation"] or document.stem)
    _identify(meta, work, metadata["issued"], metadata["issuer"])
    units, before, after = units_of(document.content["sections"], text)
    body = _Body(document.content["references"])
    if before.text.strip() or metadata["title"]:
        _preface(doc, metadata, before, body)
    main = _add(doc, "mainBody")
    for unit in units:
        body.write_unit(main, unit)
    if not units:
        body.write_paragraphs(main, before if not len(doc.findall(f"{{{NAMESPACE}}}preface")) else Piece(0, ""), "body")
    if not len(main):
        _add(main, "p")
    if after.text.strip():
        body.write_paragraphs(_add(doc, "conclusions"), after, "conclusions")
    _tasks(meta, document.content["tasks"], body)


def _identify(meta: Any, work: str, issued: str | None, issuer: str | None) -> None:
    """Who, when and what, at the three levels that Akoma Ntoso asks for."""
    identification = _add(meta, "identification", source=SOURCE)
    full = issued if issued and re.fullmatch(r"\d{4}-\d\d-\d\d", issued) else None
    for level, name in (
        ("FRBRWork", work),
        ("FRBRExpression", f"{work}/{LANGUAGE}@"),
        ("FRBRManifestation", f"{work}/{LANGUAGE}@.xml"),
    ):
        part = _add(identification, level)
        _add(
            part, "FRBRthis", value=f"{name}/!main" if level != "FRBRManifestation" else f"{work}/{LANGUAGE}@/!main.xml"
        )
        _add(part, "FRBRuri", value=name)
        _add(part, "FRBRdate", date=full or UNKNOWN_DAY, name="issued" if full else "unknown")
        _add(part, "FRBRauthor", href="#issuer" if level == "FRBRWork" else SOURCE)
        if level == "FRBRWork":
            _add(part, "FRBRcountry", value=COUNTRY)
        elif level == "FRBRExpression":
            _add(part, "FRBRlanguage", language=LANGUAGE)
    references = _add(meta, "references", source=SOURCE)
    _add(references, "TLCOrganization", eId="chithi", href="/akn/ontology/organization/chithi", showAs="Chỉ Thị")
    href = f"/akn/ontology/organization/{COUNTRY}/{_slug(issuer) or 'unknown'}"
    _add(references, "TLCOrganization", eId="issuer", href=href, showAs=issuer or "?")


def _preface(doc: Any, metadata: Published, before: Piece, body: _Body) -> None:
    """The letterhead: what it was understood to say, then all that stands before the first section."""
    preface = _add(doc, "preface")
    named = _add(_add(preface, "container", name="understood"), "p")
    for element, value in (
        ("docType", "type"),
        ("docNumber", "number"),
        ("docProponent", "issuer"),
        ("docTitle", "title"),
    ):
        if metadata[value]:
            _add(named, element).text = clean(metadata[value])
    if metadata["issued"] and re.fullmatch(r"\d{4}-\d\d-\d\d", metadata["issued"]):
        _add(named, "docDate", date=metadata["issued"]).text = metadata["issued"]
    body.write_paragraphs(preface, before, "preface")


def _tasks(meta: Any, tasks: Iterable[Published], body: _Body) -> None:
    """The tasks, each with the paragraphs, or the section whose heading, it stands in."""
    own = _add(meta, "proprietary", source=SOURCE)
    for task in tasks:
        element = etree.SubElement(own, f"{{{OWN_NAMESPACE}}}task", attrib={"id": clean(task["id"])})
        about = {
            "href": " ".join(f"#{name}" for name in body.names_of(task["spans"])),
            "kind": task["kind"],
            "lead": SEPARATOR.join(task["lead"]),
            "coordinate": SEPARATOR.join(task["coordinate"]),
            "deadline": SEPARATOR.join(deadline["text"] for deadline in task["deadlines"]),
            "product": task["product"],
            "confidence": str(task["confidence"]),
        }
        for name, value in about.items():
            if value:
                element.set(name, clean(value))
        element.text = clean(task["text"])


class _Body:
    """Writes units and their paragraphs; remembers where each paragraph stands in the document's text."""

    def __init__(self, references: Iterable[Published]) -> None:
        spans = ((reference["spans"][0]["start"], reference["spans"][-1]["end"], reference) for reference in references)
        self.references = sorted(spans, key=lambda found: (found[0], -found[1]))
        self.places: list[tuple[int, int, str]] = []

    def write_unit(self, parent: Any, unit: Unit) -> None:
        """A section with its number, its heading, and what stands in it."""
        element = _add(parent, "hcontainer", name=unit.name, eId=unit.eid)
        if unit.label:
            _add(element, "num").text = clean(unit.label)
        if unit.heading:
            _add(element, "heading").text = clean(unit.heading)
            self.places.append((unit.start, unit.body, unit.eid))
        if not any(isinstance(part, Unit) for part in unit.parts):
            content = _add(element, "content")
            for part in unit.parts:
                if isinstance(part, Piece):
                    self.write_paragraphs(content, part, unit.eid)
            if not len(content):
                _add(content, "p")
            return
        for number, part in enumerate(unit.parts):
            if isinstance(part, Unit):
                self.write_unit(element, part)
            elif number == 0:
                self.write_paragraphs(_add(element, "intro"), part, f"{unit.eid}__intro")
            else:
                between = _add(element, "hcontainer", name="text", eId=f"{unit.eid}__text_{number}")
                self.write_paragraphs(_add(between, "content"), part, f"{unit.eid}__text_{number}")

    def write_paragraphs(self, parent: Any, piece: Piece, eid: str) -> None:
        """One ``p`` a line, what it cites as ``ref``."""
        for number, line in enumerate(paragraphs(piece), 1):
            name = f"{eid}__p_{number}"
            self.places.append((line.start, line.end, name))
            element = _add(parent, "p", eId=name)
            position, last = line.start, None
            for start, end, reference in self._within(line):
                if start < position:
                    continue
                self._append(element, last, line.text[position - line.start : start - line.start])
                kind, day, key = reference["type"], reference["date"], reference["key"]
                last = _add(element, "ref", href=iri(kind, day, key))
                last.text = clean(line.text[start - line.start : end - line.start])
                position = end
            self._append(element, last, line.text[position - line.start :])

    def names_of(self, spans: Sequence[Published]) -> list[str]:
        """The paragraphs that a span lies in."""
        start, end = spans[0]["start"], spans[-1]["end"]
        return [name for begin, finish, name in self.places if begin < end and start < finish]

    def _within(self, line: Piece) -> Iterable[tuple[int, int, Published]]:
        return [found for found in self.references if line.start <= found[0] < found[1] <= line.end]

    @staticmethod
    def _append(element: Any, last: Any, text: str) -> None:
        if last is None:
            element.text = clean(text)
        else:
            last.tail = clean(text)


def _add(parent: Any, tag: str, /, **attributes: str) -> Any:
    cleaned = {key: clean(value) for key, value in attributes.items()}
    return etree.SubElement(parent, f"{{{NAMESPACE}}}{tag}", attrib=cleaned)


def _slug(text: str | None) -> str:
    return re.sub(r"[^a-z0-9]+", "-", strip_marks(fold(text or ""))).strip("-")
