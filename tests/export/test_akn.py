"""Akoma Ntoso: nothing of the text is lost, everything is in its place, nothing a document says is markup."""

from __future__ import annotations

import copy
import re
from pathlib import Path

import pytest
from lxml import etree

from pipeline.export.akn import NAMESPACE, OWN_NAMESPACE, iri, to_text
from pipeline.export.akn_units import Unit, units_of
from pipeline.export.document import ExportDocument
from pipeline.export.formats import write
from pipeline.export.json import to_json
from pipeline.extract import extract

SAMPLES = sorted((Path(__file__).parents[2] / "data" / "raw").glob("*.txt"))


def find(root, path):
    return root.findall(path.replace("/", f"/{{{NAMESPACE}}}").replace(f"{{{NAMESPACE}}}/", "/"))


@pytest.fixture(scope="module", params=SAMPLES, ids=lambda path: path.stem)
def sample(request):
    content = to_json(extract(request.param))
    return content, etree.fromstring(to_text([ExportDocument(request.param.stem, content)]))


def test_all_of_the_text_is_there_in_order(sample):
    content, root = copy.deepcopy(sample)
    for understood in find(root, ".//container"):
        understood.getparent().remove(understood)
    (meta,) = find(root, ".//meta")
    meta.getparent().remove(meta)
    assert re.sub(r"\s+", "", "".join(root.itertext())) == re.sub(r"\s+", "", content["text"])


def test_every_section_is_a_container_within_its_own(sample):
    content, root = sample
    names = {element.get("eId"): element for element in find(root, ".//hcontainer")}
    for section in content["sections"]:
        element = names[f"sec_{section['path']}"]
        assert (element.findtext(f"{{{NAMESPACE}}}num") or "") == (section["label"] or "")
        outer = section["path"].rpartition(".")[0]
        if outer and f"sec_{outer}" in names:
            assert names[f"sec_{outer}"] in element.iterancestors()


def test_tasks_say_where_they_stand(sample):
    content, root = sample
    tasks = root.findall(f".//{{{OWN_NAMESPACE}}}task")
    assert [task.text for task in tasks] == [task["text"] for task in content["tasks"]]
    paragraphs = {element.get("eId"): "".join(element.itertext()) for element in root.iter() if element.get("eId")}
    placed = [task for task in tasks if task.get("href")]
    assert len(placed) == len(tasks)
    for task in placed:
        text = " ".join(paragraphs[name.removeprefix("#")] for name in task.get("href").split())
        assert task.text.split()[0].casefold() in text.casefold()


def test_ids_are_unique_and_hierarchy_is_either_text_or_units(sample):
    _, root = sample
    ids = [element.get("eId") for element in root.iter() if element.get("eId")]
    assert len(ids) == len(set(ids))
    allowed = [["num", "heading", "content"], ["num", "heading", "intro", "hcontainer"]]
    for element in find(root, ".//hcontainer"):
        inner = list(dict.fromkeys(etree.QName(child).localname for child in element))
        assert any(inner == [name for name in order if name in inner] for order in allowed)


def test_citations_lead_to_what_they_name(sample):
    content, root = sample
    linked = {(element.get("href"), "".join(element.itertext())) for element in find(root, ".//ref")}
    cited = {(iri(r["type"], r["date"], r["key"]), r["text"]) for r in content["references"]}
    assert len({href for href, _ in linked} & {href for href, _ in cited}) > 0.8 * len({href for href, _ in cited})


def test_a_hostile_document_is_well_formed_and_says_what_it_says(hostile, exported):
    texts = [to_text([ExportDocument("=x", to_json(hostile), None)]), to_text([]), to_text([exported, exported])]
    roots = [etree.fromstring(text, etree.XMLParser(resolve_entities=False)) for text in texts]
    tasks = roots[0].findall(f".//{{{OWN_NAMESPACE}}}task")
    assert tasks[0].text == "=cmd|' /C calc'!A0"
    assert tasks[3].text == "a���]]>&<b>"
    assert len(find(roots[2], ".//component")) == 2


def test_a_file_a_document(exported, tmp_path):
    (path,) = write("akn", [exported], tmp_path)
    assert path.name == f"{exported.stem}.akn.xml"
    etree.parse(path)


def test_sections_that_overlap_are_cut():
    text = "I. a\nb\nII. c\nd\n"
    sections = [
        {"path": path, "label": label, "heading": None, "role": "tasks", "start": start, "end": end, "spans": []}
        for path, label, start, end in (("I", "I.", 0, 10), ("II", "II.", 7, 15), ("II", "II.", 7, 7))
    ]
    (outer,), before, after = units_of(sections, text)
    assert (before.text, after.text) == ("", text[10:])
    (inner,) = [part for part in outer.parts if isinstance(part, Unit)]
    (innermost,) = [part for part in inner.parts if isinstance(part, Unit)]
    assert [(unit.start, unit.end) for unit in (outer, inner, innermost)] == [(0, 10), (7, 10), (7, 7)]
    assert len({outer.eid, inner.eid, innermost.eid}) == 3
