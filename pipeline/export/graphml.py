"""GraphML of links and citations: documents, their tasks and what they cite as nodes, for Gephi, yEd, networkx."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lxml import etree

from pipeline.export.document import ExportDocument
from pipeline.export.json import Published
from pipeline.export.rows import SEPARATOR, shortened
from pipeline.export.xml_text import clean

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
PREFIXES: Any = {None: NAMESPACE}
LABEL_LENGTH = 60
KEYS = {
    "node": {
        **dict.fromkeys(
            ("kind", "label", "name", "type", "number", "issuer", "date", "text", "lead", "deadline"), "string"
        ),
        "confidence": "double",
    },
    "edge": {**dict.fromkeys(("kind", "relation", "change"), "string"), "score": "double", "mentions": "int"},
}
"""What nodes and edges say of themselves, and as what."""


def to_text(documents: Iterable[ExportDocument], language: str = "vi") -> str:
    """The graph; names of fields are the same in every language."""
    graph = _Graph()
    for document in documents:
        graph.add_document(document)
    for document in graph.documents:
        graph.add_edges(document)
    return graph.text()


class _Graph:
    """Nodes by what they stand for, and edges between them, both in the order in which they come."""

    def __init__(self) -> None:
        self.documents: list[ExportDocument] = []
        self.nodes: dict[tuple[str, ...], dict[str, Any]] = {}
        self.edges: list[tuple[tuple[str, ...], tuple[str, ...], dict[str, Any]]] = []
        self.held: dict[str, tuple[str, ...]] = {}

    def add_document(self, document: ExportDocument) -> None:
        """A node for the document, one for each of its tasks."""
        metadata = document.content["document"]
        own = ("document", document.stem)
        self.documents.append(document)
        self.nodes[own] = {
            "label": document.designation,
            "name": document.stem,
            "type": metadata["type"],
            "number": metadata["number"],
            "issuer": metadata["issuer"],
            "date": metadata["issued"],
            "text": metadata["title"],
        }
        if metadata["number"]:
            self.held.setdefault(metadata["number"], own)
        for task in document.content["tasks"]:
            self.nodes["task", document.stem, task["id"]] = {
                "label": shortened(task["text"], LABEL_LENGTH),
                "name": f"{document.stem} {task['id']}",
                "type": task["kind"],
                "text": task["text"],
                "lead": SEPARATOR.join(task["lead"]),
                "deadline": SEPARATOR.join(deadline["text"] for deadline in task["deadlines"]),
                "confidence": task["confidence"],
            }

    def add_edges(self, document: ExportDocument) -> None:
        """Whose the tasks are, what goes on with what, and what is cited, in the document and in its tasks."""
        own = ("document", document.stem)
        for task in document.content["tasks"]:
            node = ("task", document.stem, task["id"])
            self.edges.append((own, node, {"kind": "contains"}))
        for (_, relation), mentions in _citations(document).items():
            self.edges.append(
                (own, self._source(mentions[0]), {"kind": "cites", "relation": relation, "mentions": len(mentions)})
            )
        cited = {reference["key"]: reference for reference in document.content["references"]}
        for task in document.content["tasks"]:
            for key in task["references"]:
                if key in cited:
                    node = ("task", document.stem, task["id"])
                    relation = cited[key]["relation"]
                    self.edges.append((node, self._source(cited[key]), {"kind": "cites", "relation": relation}))
        for link in document.links:
            earlier = ("task", *link.earlier)
            self.nodes.setdefault(
                earlier,
                {"label": shortened(link.text, LABEL_LENGTH), "name": " ".join(link.earlier), "text": link.text},
            )
            about = {"kind": "goes_on_with", "change": link.kind, "score": link.score}
            about["relation"] = link.why.get("relation")
            self.edges.append((("task", document.stem, link.task), earlier, about))

    def _source(self, reference: Published) -> tuple[str, ...]:
        """The node of a cited document: the document itself where it is among those that are written."""
        key = reference["key"]
        if key in self.held:
            return self.held[key]
        about = {"label": key, "name": key, "number": key if reference["category"] == "numbered" else None}
        about |= {"type": reference["type"], "issuer": reference["issuer"], "date": reference["date"]}
        self.nodes.setdefault(("source", key), about)
        return ("source", key)

    def text(self) -> str:
        """The graph as GraphML."""
        root = etree.Element("graphml", nsmap=PREFIXES)
        for target, fields in KEYS.items():
            for name, form in fields.items():
                about = {"id": f"{target}_{name}", "for": target, "attr.name": name, "attr.type": form}
                etree.SubElement(root, "key", attrib=about)
        graph = etree.SubElement(root, "graph", attrib={"id": "chithi", "edgedefault": "directed"})
        names = {node: f"n{number}" for number, node in enumerate(self.nodes)}
        for node, about in self.nodes.items():
            element = etree.SubElement(graph, "node", attrib={"id": names[node]})
            _say(element, "node", {"kind": node[0], **about})
        for number, (begin, end, about) in enumerate(self.edges):
            ends = {"id": f"e{number}", "source": names[begin], "target": names[end]}
            _say(etree.SubElement(graph, "edge", attrib=ends), "edge", about)
        etree.indent(root)
        return etree.tostring(root, encoding="unicode", xml_declaration=False) + "\n"


def _citations(document: ExportDocument) -> dict[tuple[str, str], list[Published]]:
    found: dict[tuple[str, str], list[Published]] = {}
    for reference in document.content["references"]:
        found.setdefault((reference["key"], reference["relation"]), []).append(reference)
    return found


def _say(element: Any, target: str, about: dict[str, Any]) -> None:
    for name, value in about.items():
        if value not in (None, ""):
            etree.SubElement(element, "data", attrib={"key": f"{target}_{name}"}).text = clean(str(value))
