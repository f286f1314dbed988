"""``chithi coverage``: what it prints where, and its exit status."""

from __future__ import annotations

import csv
import io
import json

import openpyxl
import pytest

import pipeline.extract
import pipeline.linking.ranker
from pipeline import cli
from pipeline.corpus.store import STORE, Store
from pipeline.export.json import to_json
from pipeline.linking.linktask import from_store
from pipeline.linking.ranker import NoModel
from pipeline.model import ReadError

TEXTS = {
    "bo-2025": (
        "Tổ chức bồi dưỡng thường xuyên cho giáo viên mầm non",
        "Đẩy mạnh chuyển đổi số trong quản lý nhà trường; phòng chống đuối nước cho trẻ em trong dịp hè",
        "=1+1 xây dựng trường đạt chuẩn quốc gia",
    ),
    "tinh-2024": (
        "Đẩy mạnh chuyển đổi số trong quản lý nhà trường trên địa bàn",
        "Tổ chức bồi dưỡng thường xuyên cho giáo viên mầm non trong tỉnh",
        "Thu gom rác thải nhựa ở bãi biển",
    ),
    "rong-2023": (),
}


@pytest.fixture(autouse=True)
def made(monkeypatch, directive, by_cosine):
    """Extraction that knows the made documents by name, and a ranker that goes by the words."""

    def extract(path, password=None):
        if path.stem not in TEXTS:
            raise ReadError("is no document that can be read")
        return directive(path.stem, TEXTS[path.stem])

    monkeypatch.setattr(pipeline.extract, "extract", extract)
    monkeypatch.setattr(pipeline.linking.ranker, "load_ranker", lambda: by_cosine)


@pytest.fixture
def folder(tmp_path, monkeypatch, directive):
    """A folder with the documents as files, and a store of them below ``out``."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "out").mkdir()
    with Store(tmp_path / "out" / STORE) as store:
        for stem, texts in TEXTS.items():
            made = directive(stem, texts)
            store.save(stem, str(tmp_path / f"{stem}.txt"), made, to_json(made), "1")
            (tmp_path / f"{stem}.txt").write_text(stem, encoding="utf-8")
    (tmp_path / "hỏng.pdf").write_bytes(b"%PDF-broken")
    return tmp_path


def coverage(*arguments):
    return cli.main(["coverage", "--store", "out", *map(str, arguments)])


def test_json_tells_verdicts_local_text_and_figures(folder, capsys):
    assert coverage("bo-2025.txt", "tinh-2024.txt", "--json") == 0
    said = capsys.readouterr()
    assert said.err == ""
    told = json.loads(said.out)
    assert told["source"]["designation"] == "Chỉ thị 25/CT-UBND"
    first, second, third = told["tasks"]
    assert [task["verdict"] for task in told["tasks"]] == ["taken_up", "partly", "not"]
    (clause,) = first["clauses"]
    assert clause["local"][0]["text"] == TEXTS["tinh-2024"][1]
    assert "giáo viên mầm non" in " ".join(clause["local"][0]["why"]["words"])
    assert 0.35 <= clause["local"][0]["degree"] <= 1
    assert [clause["verdict"] for clause in second["clauses"]] == ["taken_up", "not"]
    assert third["clauses"][0]["local"] == []
    assert [task["id"] for task in told["own"]] == ["t3"]
    assert told["figures"] == {
        "tasks": 3,
        "taken_up": 1,
        "partly": 1,
        "not": 1,
        "share": {"taken_up": 0.333, "partly": 0.333, "not": 0.333},
        "clauses": 4,
        "clauses_taken_up": 2,
        "clause_share": 0.5,
        "own": 1,
    }


@pytest.mark.parametrize("names", [("bo-2025", "tinh"), ("25/ct-ubnd", "24/CT-UBND"), ("bo-2025.txt", "tinh-2024")])
def test_documents_of_the_store_are_known_by_name_and_number(folder, capsys, names):
    assert coverage(*names, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert [task["verdict"] for task in told["tasks"]] == ["taken_up", "partly", "not"]


def test_a_part_of_the_store_is_read_as_the_whole(folder):
    with Store(folder / "out" / STORE, read_only=True) as store:
        some = from_store(store, {"tinh-2024"})
        assert some == [task for task in from_store(store) if task.document.stem == "tinh-2024"]
        assert len(some) == 3
        assert from_store(store, set()) == []


def test_the_terminal_shows_both_texts_side_by_side(folder, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "100")
    assert coverage("bo-2025.txt", "tinh-2024.txt") == 0
    shown = capsys.readouterr().out
    assert max(map(len, shown.splitlines())) <= 100
    assert "Đã đưa vào: 1 (33%)  Một phần: 1 (33%)  Chưa đưa vào: 1 (33%)" in shown
    assert "✓ Đẩy mạnh chuyển đổi số" in shown
    assert "✗ phòng chống đuối nước" in shown
    assert "I.1, t1 · Sở GDĐT" in shown
    assert "I.1, t2 · 0.99 · nêu" in shown
    assert coverage("bo-2025.txt", "tinh-2024.txt", "--lang", "en") == 0
    assert "Taken up: 1 (33%)" in capsys.readouterr().out


def test_csv_is_one_row_a_clause_without_formulas(folder, capsys):
    assert coverage("bo-2025", "tinh-2024", "--csv") == 0
    text = capsys.readouterr().out.removeprefix("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [row["Đánh giá"] for row in rows] == ["Đã đưa vào", "Một phần", "Một phần", "Chưa đưa vào"]
    assert [row["Đánh giá vế"] for row in rows] == ["Đã đưa vào", "Đã đưa vào", "Chưa đưa vào", "Chưa đưa vào"]
    assert rows[2]["Vế"] == "phòng chống đuối nước cho trẻ em trong dịp hè"
    assert rows[0]["Nhiệm vụ của văn bản địa phương"] == TEXTS["tinh-2024"][1]
    assert rows[3]["Nhiệm vụ của văn bản nguồn"].startswith("'=1+1")


def test_workbook_has_the_comparison_and_its_figures(folder, capsys):
    assert coverage("bo-2025", "tinh-2024", "--xlsx", "so sánh.xlsx", "--lang", "en") == 0
    assert capsys.readouterr() == ("", "wrote so sánh.xlsx\n")
    book = openpyxl.load_workbook("so sánh.xlsx")
    assert book.sheetnames == ["Coverage", "Summary"]
    assert [cell.value for cell in book["Coverage"]["C"]] == ["Verdict", "Taken up", "Partly", "Partly", "Not"]
    assert all(cell.data_type != "f" for row in book["Coverage"] for cell in row)
    figures = {row[1].value: (row[2].value, row[3].value) for row in book["Summary"]}
    assert figures["Taken up"] == (1, 0.333)
    assert figures["Clauses taken up"] == (2, 0.5)
    assert figures["Local tasks of its own"] == (1, None)


@pytest.mark.parametrize(
    ("arguments", "status", "problem"),
    [
        (["none", "tinh-2024"], 2, "none: no such file"),
        (["bo-2025.txt", "none.pdf"], 2, "none.pdf: no such file"),
        (["bo-2025", "tinh-2024", "--store", "nowhere"], 2, "no store there"),
        (["bo-2025", "bo-2025"], 2, "are one document"),
        (["out", "bo-2025"], 2, "not a file"),
        (["hỏng.pdf", "bo-2025"], 1, "is no document that can be read"),
    ],
)
def test_a_users_mistake_is_one_line(folder, capsys, arguments, status, problem):
    assert coverage(*arguments) == status
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert problem in said.err


def test_a_document_without_tasks_is_said_and_is_status_1(folder, capsys):
    assert coverage("rong-2023.txt", "tinh-2024.txt", "--json") == 1
    said = capsys.readouterr()
    assert "no task was found in it" in said.err
    assert json.loads(said.out)["figures"]["tasks"] == 0


def test_without_the_trained_linker_there_is_one_line(folder, capsys, monkeypatch):
    def missing():
        raise NoModel("ranker.json: the trained linker is missing")

    monkeypatch.setattr(pipeline.linking.ranker, "load_ranker", missing)
    assert coverage("bo-2025", "tinh-2024") == 1
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert "the trained linker is missing" in said.err
