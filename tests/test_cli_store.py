"""The commands that ask the store: search, query, export."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from pipeline import cli
from pipeline.corpus.store import STORE, Store
from pipeline.export.json import to_json

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def out(tmp_path_factory, gold, build, hostile):
    folder = tmp_path_factory.mktemp("kết quả")
    with Store(folder / STORE) as store:
        for stem, record in gold.items():
            extraction = build(stem, record)
            store.save(stem, f"/đến/{stem}.txt", extraction, to_json(extraction))
        store.save("=x", "/đến/=x.pdf", hostile, to_json(hostile))
    return folder


@pytest.fixture
def chithi(out, capsys):
    def call(command, *arguments):
        status = cli.main([command, *map(str, arguments), "--store", str(out)])
        said = capsys.readouterr()
        return status, said.out, said.err

    return call


def test_search_finds_the_same_with_and_without_diacritics(chithi):
    answers = [
        json.loads(chithi("search", *words, "--json")[1]) for words in (["chuyen", "doi", "so"], ["chuyển đổi số"])
    ]
    for answer in answers:
        answer.pop("words")
    assert answers[0] == answers[1]
    assert answers[0]["found"]["tasks"] >= len(answers[0]["tasks"]) > 0
    best = answers[0]["tasks"][0]
    assert "[chuyển đổi số]" in best["snippet"].lower()
    assert {"stem", "id", "document", "page", "section", "lead", "text", "score"} <= set(best)


def test_search_prints_tables(chithi, tmp_path):
    status, text, _ = chithi("search", "báo cáo", "--limit", 2)
    assert status == 0
    assert text.count("[báo cáo]") + text.count("[Báo cáo]") >= 2
    rows = list(csv.reader(io.StringIO(chithi("search", "cmd", "--csv")[1])))
    assert rows[1][5].startswith("'=cmd")
    assert chithi("search", "cmd", "--xlsx", tmp_path / "a.xlsx")[0] == 0
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert sheet["F2"].value.startswith("=cmd")
    assert sheet["F2"].data_type == "s"


def test_the_folder_of_a_run_is_named_as_there(out, capsys):
    assert cli.main(["search", "giáo dục", "--json", "--out", str(out)]) == 0
    assert json.loads(capsys.readouterr().out)["tasks"]


def test_search_that_finds_nothing(chithi):
    status, text, _ = chithi("search", "không-có-từ-này-đâu", "--json")
    assert status == 0
    assert json.loads(text)["tasks"] == []
    assert chithi("search", "…")[0] == 2


def test_query_answers_in_every_form(chithi, gold, tmp_path):
    sql = "SELECT stem, count(*) AS tasks FROM tasks WHERE plain(text) NOT LIKE '%cmd%' GROUP BY stem ORDER BY stem"
    answer = json.loads(chithi("query", sql, "--json")[1])
    assert {row["stem"]: row["tasks"] for row in answer}.items() >= {
        s: len(r["tasks"]) for s, r in gold.items()
    }.items()
    assert chithi("query", sql, "--csv")[1].splitlines()[0].lstrip("\ufeff") == "stem,tasks"
    assert "stem" in chithi("query", sql)[1]
    assert chithi("query", sql, "--xlsx", tmp_path / "q.xlsx")[0] == 0
    assert openpyxl.load_workbook(tmp_path / "q.xlsx").active["B2"].data_type == "n"


def test_query_tells_what_there_is_to_ask(chithi):
    tables = {table["name"]: table["columns"] for table in json.loads(chithi("query", "--json")[1])}
    assert {"tasks", "documents", "citations", "links", "task", "actor"} <= set(tables)
    assert "lead" in tables["tasks"]
    for name in tables:
        assert chithi("query", f'SELECT * FROM "{name}"', "--json")[0] == 0


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM task",
        "DROP TABLE task",
        "UPDATE document SET title = ''",
        "INSERT INTO state VALUES ('a', 'b')",
        "ATTACH 'x.db' AS x",
        "PRAGMA journal_mode = DELETE",
        "PRAGMA user_version = 9",
        "CREATE TEMP TABLE x (a)",
        "VACUUM INTO 'x.db'",
        "SELECT load_extension('x')",
        "WITH x AS (SELECT 1) DELETE FROM task",
        "INSERT INTO task_words (task_words) VALUES ('rebuild')",
        "BEGIN IMMEDIATE",
        "SELEC 1",
        "SELECT 1; DROP TABLE task",
        "SELECT * FROM nowhere",
        "",
        "SELECT abs(-9223372036854775808) FROM task",
        "SELECT '\x00",
    ],
)
def test_a_query_changes_nothing_and_fails_in_one_line(chithi, out, sql, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    before = (out / STORE).read_bytes()
    status, text, said = chithi("query", sql)
    assert (status, text, said.count("\n")) == (2, "", 1)
    assert (out / STORE).read_bytes() == before
    assert list(tmp_path.iterdir()) == []


def test_what_a_document_says_is_no_markup_of_the_terminal(out, capsys):
    assert cli.main(["query", "SELECT '[bold]x[/bold] [/]' AS a", "--store", str(out)]) == 0
    assert "[bold]x[/bold] [/]" in capsys.readouterr().out


def test_long_answers_are_cut_in_the_terminal_only(chithi):
    many = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 500) SELECT x FROM n"
    assert "the first 200 rows" in chithi("query", many)[2]
    assert len(json.loads(chithi("query", many, "--json")[1])) == 500


@pytest.mark.parametrize("command", [["search", "a"], ["query", "SELECT 1"], ["export", "--format", "csv"]])
def test_no_store_is_one_line(command, tmp_path, capsys):
    (tmp_path / "other.sqlite").write_text("x" * 5000)
    for path in (tmp_path, tmp_path / "none", tmp_path / "other.sqlite"):
        assert cli.main([*command, "--store", str(path)]) == 2
        said = capsys.readouterr()
        assert (said.out, said.err.count("\n")) == ("", 1)


def test_a_store_that_nobody_may_write_to_is_read(out, tmp_path):
    (tmp_path / STORE).write_bytes((out / STORE).read_bytes())
    (tmp_path / STORE).chmod(0o444)
    tmp_path.chmod(0o555)
    command = [sys.executable, "-m", "pipeline.cli", "search", "giao duc", "--json", "--store", str(tmp_path)]
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    finally:
        tmp_path.chmod(0o755)
    assert json.loads(done.stdout)["tasks"]


def test_export_writes_what_was_chosen(chithi, tmp_path, gold):
    status, _, said = chithi("export", "--out", tmp_path, "--format", "json", "--format", "akn", "--type", "chi thi")
    assert status == 0
    directives = sorted(stem for stem, record in gold.items() if record["document"]["type"] == "Chỉ thị")
    assert sorted(path.stem for path in tmp_path.glob("*.json")) == directives
    assert len(list(tmp_path.glob("*.akn.xml"))) == len(directives)
    assert f"{len(directives)} documents" in said
    written = json.loads((tmp_path / f"{directives[0]}.json").read_text(encoding="utf-8"))
    assert [task["text"] for task in written["tasks"]] == [task["text"] for task in gold[directives[0]]["tasks"]]


def test_export_prints_where_no_folder_is_given(chithi):
    status, text, _ = chithi("export", "--format", "csv", "--words", "chuyen doi so")
    assert status == 0
    assert text.count("\r\n") > 1
    assert chithi("export", "--format", "csv", "--words", "không-có-đâu")[:2] == (1, "")
    assert chithi("export", "--format", "xlsx")[0] == 2


def test_export_wants_dates(out, capsys):
    with pytest.raises(SystemExit) as exit_:
        cli.main(["export", "--from", "31/12/2025", "--store", str(out)])
    assert exit_.value.code == 2
    assert "is no date" in capsys.readouterr().err


def test_query_shows_what_is_too_wide_as_records(chithi, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    said = chithi("query", "select * from tasks limit 1")[1]
    assert "┃" not in said
    assert any(line.startswith("lead ") for line in said.splitlines())
    assert "┃" in chithi("query", "select id, lead from tasks limit 1")[1]
