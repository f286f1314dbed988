"""The report of a run: what it says, and that it needs nothing besides itself."""

from __future__ import annotations

import dataclasses
import re
from urllib.parse import unquote

import pytest
from lxml import html

from pipeline.export import report_figures
from pipeline.export.document import ExportDocument, ExportLink
from pipeline.export.json import to_json
from pipeline.export.labels import labels
from pipeline.export.report import to_html, write_report
from pipeline.export.rows import due


def page(documents, failures=(), **more):
    return html.fromstring(to_html(documents, failures, **more))


def tiles(root):
    return {tile.find("span").text: tile.find("b").text for tile in root.find_class("tile")}


def section(root, name):
    return root.get_element_by_id(name)


def test_the_figures_at_the_head(exported):
    root = page([exported], [("/đến/hỏng.pdf", "is encrypted")])
    content, words = exported.content, labels("report")
    counted = {
        "documents": 1,
        "tasks": len(content["tasks"]),
        "with_lead": sum(bool(task["lead"]) for task in content["tasks"]),
        "with_deadline": sum(bool(task["deadlines"]) for task in content["tasks"]),
        "links": 0,
        "failures": 1,
    }
    shown = tiles(root)
    assert {name: int(shown[words[name]].replace(".", "")) for name in counted} == counted


def test_what_failed_and_why(exported):
    assert "is encrypted" in section(page([exported], [("/đến/hỏng.pdf", "is encrypted")]), "failures").text_content()
    assert "failures" not in {element.get("id") for element in page([exported]).iter()}


def test_tasks_that_are_due_stand_in_order(exported):
    days = [cell.text for cell in section(page([exported]), "deadlines").find_class("d")]
    expected = sorted(day for task in exported.content["tasks"] if (day := due(task)))
    assert days == [day.strftime("%d/%m/%Y") for day in expected] != []


def test_leads_are_counted_however_they_are_spelled(exported):
    tasks = [
        {**exported.content["tasks"][0], "actors": {"lead": [{"canonical": None, "name": name}]}}
        for name in ("Uỷ ban nhân dân xã", "Ủy ban nhân dân xã", "UBND xã", "Phòng KHTC", "Phòng Kế hoạch - Tài chính")
    ]
    bars = section(page([ExportDocument("a", {**exported.content, "tasks": tasks})]), "leads").find_class("bars")[0]
    assert [cell.text_content() for cell in bars.iterchildren()] == [
        "Uỷ ban nhân dân xã", "3", "Phòng Kế hoạch - Tài chính", "2",
    ]  # fmt: skip


def test_links_say_what_is_new(exported):
    why = {"relation": "earlier_year", "changes": ["new_year"]}
    link = ExportLink(exported.content["tasks"][0]["id"], ("x", "t1"), "việc cũ", "Kế hoạch 1", 0.8, "kept", why)
    text = section(page([dataclasses.replace(exported, links=(link,))]), "links").text_content()
    for said in ("việc cũ", "Kế hoạch 1", labels("link_change")["new_year"], "Năm trước: giữ nguyên", "0.80"):
        assert said in text


def test_lists_are_cut_and_say_so(exported, monkeypatch):
    for module in (report_figures, __import__("pipeline.export.report", fromlist=["x"])):
        monkeypatch.setattr(module, "MOST_LISTED", 2)
    many = [dataclasses.replace(exported, stem=f"d{n}") for n in range(3)]
    text = page(many, [("a", "x")] * 3).text_content()
    assert "Hiện 2 trong số 3" in text


@pytest.mark.parametrize("language", ["vi", "en"])
def test_it_needs_nothing_and_runs_nothing(hostile, exported, tmp_path, language):
    bad = '"><script>alert(1)</script><img src=http://x.invalid/a onerror=alert(1)>'
    documents = [ExportDocument(bad, to_json(hostile), tmp_path / bad), exported]
    write_report(documents, [(bad, bad)], tmp_path / "report.html", language)
    text = (tmp_path / "report.html").read_text(encoding="utf-8")
    root = html.fromstring(text)
    assert not list(root.iter("script", "img", "link", "iframe", "object", "base"))
    assert not re.search(r"url\(|@import", text)
    for element in root.iter():
        assert not [name for name in element.attrib if name.startswith("on") or name in {"src", "srcset", "action"}]
        href = element.get("href", "")
        assert href.startswith("#") or not re.match(r"[a-z]+:", href)
    assert "default-src 'none'" in text
    assert "=cmd|' /C calc'!A0" in root.text_content()
    assert root.get("lang") == language


def test_sources_are_linked_at_their_page(exported, tmp_path):
    write_report([exported], [], tmp_path / "report.html")
    links = html.fromstring((tmp_path / "report.html").read_text(encoding="utf-8")).xpath("//td/a/@href")
    assert any(link.endswith(f"{exported.stem}.txt") for link in links)
    assert any(re.search(r"#page=\d+$", link) for link in links)


def test_what_lies_in_an_archive_is_found_through_it(exported, tmp_path):
    (tmp_path / "đến 1.zip").touch()
    document = dataclasses.replace(exported, source=tmp_path / "đến 1.zip" / "kh.pdf")
    write_report([document], [], tmp_path / "report.html")
    links = html.fromstring((tmp_path / "report.html").read_text(encoding="utf-8")).xpath("//td/a/@href")
    assert {unquote(link) for link in links} == {"đến 1.zip"}


def test_nothing_read_is_said():
    assert "Không có." in page([]).text_content()


def test_it_is_the_same_every_time(exported):
    assert to_html([exported]) == to_html([exported])
