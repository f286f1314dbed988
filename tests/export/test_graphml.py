"""GraphML: links and citations as a graph."""

from __future__ import annotations

import dataclasses

import pytest
from lxml import etree

from pipeline.export.document import ExportDocument, ExportLink
from pipeline.export.graphml import KEYS, NAMESPACE, to_text
from pipeline.export.json import to_json


def read(documents):
    root = etree.fromstring(to_text(documents))
    keys = {key.get("id"): key for key in root.findall(f"{{{NAMESPACE}}}key")}

    def about(element):
        found = {}
        for data in element.findall(f"{{{NAMESPACE}}}data"):
            key = keys[data.get("key")]
            assert key.get("for") == etree.QName(element).localname
            found[key.get("attr.name")] = data.text
        return found

    nodes = {node.get("id"): about(node) for node in root.iter(f"{{{NAMESPACE}}}node")}
    edges = [(e.get("source"), e.get("target"), about(e)) for e in root.iter(f"{{{NAMESPACE}}}edge")]
    assert all(source in nodes and target in nodes for source, target, _ in edges)
    return nodes, edges


def of_kind(edges, kind):
    return [(source, target, about) for source, target, about in edges if about["kind"] == kind]


def test_documents_tasks_and_sources_are_nodes(exported):
    nodes, edges = read([exported])
    kinds = [node["kind"] for node in nodes.values()]
    assert kinds.count("document") == 1
    assert kinds.count("task") == len(exported.content["tasks"]) == len(of_kind(edges, "contains"))
    assert kinds.count("source") == len({reference["key"] for reference in exported.content["references"]})


def test_links_are_edges_also_to_tasks_of_documents_left_out(exported):
    task = exported.content["tasks"][0]["id"]
    link = ExportLink(
        task, ("kh-2025", "t9"), "việc năm trước", "Kế hoạch 1", 0.8, "kept", {"relation": "earlier_year"}
    )
    nodes, edges = read([dataclasses.replace(exported, links=(link,))])
    ((source, target, about),) = of_kind(edges, "goes_on_with")
    assert nodes[source]["name"] == f"{exported.stem} {task}"
    assert nodes[target]["text"] == "việc năm trước"
    assert (about["score"], about["change"], about["relation"]) == ("0.8", "kept", "earlier_year")


def test_a_cited_document_that_is_held_is_no_second_node(exported):
    key = next(r["key"] for r in exported.content["references"] if r["category"] == "numbered")
    content = {**exported.content, "document": {**exported.content["document"], "number": key}, "references": []}
    nodes, edges = read([exported, ExportDocument("held", content)])
    held = [name for name, node in nodes.items() if node.get("name") == "held"]
    assert key not in {node["name"] for node in nodes.values() if node["kind"] == "source"}
    assert held[0] in {target for _, target, _ in of_kind(edges, "cites")}


def test_a_hostile_document_is_well_formed(hostile):
    nodes, _ = read([ExportDocument("=x", to_json(hostile), None)])
    texts = [node["text"] for node in nodes.values() if node["kind"] == "task"]
    assert texts[0] == "=cmd|' /C calc'!A0"
    assert texts[3] == "a���]]>&<b>"


@pytest.mark.parametrize("documents", [[]])
def test_nothing_makes_an_empty_graph(documents):
    assert read(documents) == ({}, [])


def test_every_field_has_a_type():
    assert {form for fields in KEYS.values() for form in fields.values()} <= {"string", "double", "int"}
