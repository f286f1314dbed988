"""``chithi continuity``: what it prints where, and its exit status."""

from __future__ import annotations

import csv
import io
import json

import openpyxl
import pytest

from pipeline import cli
from pipeline.corpus.store import STORE, Store
from pipeline.export.json import to_json
from pipeline.model import Link

TEXTS = {
    "ct-2021": (
        "Đẩy mạnh chuyển đổi số trong năm 2021",
        "Bồi dưỡng giáo viên mầm non",
        "Dạy học trực tuyến trong mùa dịch",
    ),
    "ct-2022": (
        "Đẩy mạnh chuyển đổi số trong năm 2022",
        "Bồi dưỡng giáo viên mầm non, phổ thông",
        "=1+1 xây dựng trường học hạnh phúc",
    ),
}


@pytest.fixture
def folder(tmp_path, directive):
    """A store of two years' directives with links between them."""
    with Store(tmp_path / STORE) as store:
        for stem, texts in TEXTS.items():
            made = directive(stem, texts)
            store.save(stem, str(tmp_path / f"{stem}.txt"), made, to_json(made), "1")
        why = {"relation": "earlier_year", "changes": ["new_year"], "words": ["chuyển đổi số"]}
        store.replace_links(
            [
                Link(("ct-2022", "t1"), ("ct-2021", "t1"), 0.97, "kept", why),
                Link(("ct-2022", "t2"), ("ct-2021", "t2"), 0.9, "widened", {"relation": "earlier_year"}),
            ]
        )
    return tmp_path


def continuity(folder, *arguments):
    return cli.main(["continuity", "--store", str(folder), *map(str, arguments)])


def test_json_tells_threads_differences_and_figures(folder, capsys):
    assert continuity(folder, "--json") == 0
    said = capsys.readouterr()
    told = json.loads(said.out)
    assert said.err == ""
    first, second, dropped, new = told["threads"]
    assert [task["id"] for task in first["tasks"]] == ["t1", "t1"]
    later = first["tasks"][1]
    assert (later["document"], later["year"], later["section"], later["lead"]) == ("ct-2022", 2022, "I.1", ["Sở GDĐT"])
    assert later["earlier"]["kind"] == "kept"
    assert later["earlier"]["changes"] == ["new_year"]
    assert later["difference"][1:] == [{"op": "removed", "text": " 2021"}, {"op": "added", "text": " 2022"}]
    assert second["tasks"][1]["earlier"]["kind"] == "widened"
    assert (dropped["ends"], dropped["tasks"][0]["id"]) == ("dropped", "t3")
    assert (new["begins"], new["tasks"][0]["document"]) == ("new", "ct-2022")
    figures = {row["document"]: row for row in told["documents"]}
    assert {name: figures["ct-2022"][name] for name in ("tasks", "kept", "widened", "new", "dropped")} == {
        "tasks": 3,
        "kept": 1,
        "widened": 1,
        "new": 1,
        "dropped": 0,
    }
    assert figures["ct-2021"]["dropped"] == 1


def test_the_terminal_shows_years_changes_and_marked_differences(folder, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "100")
    assert continuity(folder) == 0
    shown = capsys.readouterr().out
    assert max(map(len, shown.splitlines())) <= 100
    assert "2021 → 2022" in shown
    assert "[-2021-] {+2022+}" in shown
    assert "{+, phổ thông+}" in shown
    assert "Chỉ thị 22/CT-UBND, I.1 · Giữ nguyên, Đổi năm" in shown
    assert "Nhiệm vụ không còn (1)" in shown
    assert "Nhiệm vụ mới (1)" in shown


def test_the_terminal_speaks_english_and_keeps_to_its_limit(folder, capsys):
    assert continuity(folder, "--lang", "en", "--limit", 1) == 0
    shown = capsys.readouterr().out
    assert "Threads (2)" in shown
    assert "… 1 more" in shown
    assert "giáo viên" not in shown


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (["--only", "new"], ["ct-2022.t3"]),
        (["--only", "dropped"], ["ct-2021.t3"]),
        (["--only", "continued"], ["ct-2021.t1 ct-2022.t1", "ct-2021.t2 ct-2022.t2"]),
        (["--words", "CHUYEN doi"], ["ct-2021.t1 ct-2022.t1"]),
        (["--from", 2022, "--only", "continued"], ["ct-2022.t1", "ct-2022.t2"]),
        (["--to", 2021, "--words", "dịch"], ["ct-2021.t3"]),
        (["--document", "22/CT-UBND", "--words", "giáo viên"], ["ct-2021.t2 ct-2022.t2"]),
        (["--document", "ct-2021", "--only", "dropped"], ["ct-2021.t3"]),
    ],
)
def test_what_is_asked_for_is_chosen(folder, capsys, arguments, found):
    assert continuity(folder, "--json", *arguments) == 0
    threads = json.loads(capsys.readouterr().out)["threads"]
    assert [" ".join(f"{t['document']}.{t['id']}" for t in thread["tasks"]) for thread in threads] == found


def test_nothing_found_is_said_and_is_no_failure(folder, capsys):
    assert continuity(folder, "--words", "không có trong đó") == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("no thread")


def test_csv_is_one_row_a_task_without_formulas(folder, capsys):
    assert continuity(folder, "--csv") == 0
    text = capsys.readouterr().out
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert [row["Mã"] for row in rows] == ["t1", "t1", "t2", "t2", "t3", "t3"]
    assert rows[1]["Khác với nhiệm vụ trước"].endswith("[-2021-] {+2022+}")
    assert rows[-1]["Nhiệm vụ"].startswith("'=1+1")


def test_workbook_marks_differences_and_sums_up(folder, tmp_path, capsys):
    path = tmp_path / "chuỗi.xlsx"
    assert continuity(folder, "--xlsx", path) == 0
    assert capsys.readouterr().err == f"wrote {path}\n"
    book = openpyxl.load_workbook(path, rich_text=True)
    assert book.sheetnames == ["Chuỗi nhiệm vụ", "Theo văn bản"]
    sheet = book["Chuỗi nhiệm vụ"]
    headings = [cell.value for cell in sheet[1]]
    difference = sheet.cell(3, headings.index("Khác với nhiệm vụ trước") + 1).value
    assert str(difference) == "Đẩy mạnh chuyển đổi số trong năm [-2021-] {+2022+}"
    assert [block.font.strike for block in difference if getattr(block, "font", None) and block.font.strike] == [True]
    assert all(cell.data_type != "f" for row in sheet for cell in row)
    assert not list(tmp_path.glob(".part-*"))
    summary = book["Theo văn bản"]
    assert [cell.value for cell in summary[2]][1:3] == [2021, "Chỉ thị 21/CT-UBND"]


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["--from", 2026, "--to", 2021], "the first year is after the last"),
        (["--document", "none"], "no such document"),
        (["--document", "ct"], "2 documents"),
        (["--store", "none"], "no store there"),
    ],
)
def test_a_users_mistake_is_one_line_and_status_2(folder, capsys, arguments, problem):
    assert continuity(folder, *arguments) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert problem in said.err


def test_a_store_without_links_is_status_1(folder, capsys):
    with Store(folder / STORE) as store:
        store.replace_links([])
    assert continuity(folder) == 1
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert "no links between tasks" in said.err


@pytest.mark.parametrize("arguments", [["--limit", -1], ["--from", "x"], ["--json", "--csv"], ["--only", "kept"]])
def test_wrong_usage_is_status_2(folder, capsys, arguments):
    with pytest.raises(SystemExit) as exit_:
        continuity(folder, *arguments)
    assert exit_.value.code == 2
    assert capsys.readouterr().out == ""
