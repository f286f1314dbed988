"""``chithi sources``: what it prints where, filters, formats, exit status."""

from __future__ import annotations

import csv
import io
import json

import openpyxl
import pytest

from pipeline import cli
from pipeline.corpus.store import STORE, Store
from pipeline.export.json import to_json

SLIP = "54/2014/NQ-HĐND"


@pytest.fixture(scope="module")
def folder(tmp_path_factory, gold, build):
    """A folder with a store of the sample documents as annotated."""
    path = tmp_path_factory.mktemp("kết quả")
    with Store(path / STORE) as store:
        for stem, record in gold.items():
            extraction = build(stem, record)
            store.save(stem, f"/{stem}.txt", extraction, to_json(extraction))
    return path


@pytest.fixture
def sources(folder, capsys):
    def run(*arguments):
        status = cli.main(["sources", *map(str, arguments), "--store", str(folder)])
        return status, *capsys.readouterr()

    return run


def test_conflicts_are_shown_with_who_says_so(sources):
    status, out, err = sources("--conflicts", "--json")
    found = {source["id"]: source for source in json.loads(out)}
    assert status == 0
    assert found[SLIP]["conflicts"] == [
        {"kind": "year", "values": [SLIP, "2019-12-09"], "stems": ["001_1cdd3520dbf33d3e"]}
    ]
    assert f"{len(found)} of " in err


def test_filters_leave_what_fits_all_of_them(sources):
    _, out, _ = sources("--cited-by", "003", "--relation", "basis", "--missing", "--json")
    found = json.loads(out)
    assert [source["key"] for source in found] == ["354/KH-UBND"]
    _, out, _ = sources("--held", "--json")
    assert json.loads(out) == []


def test_one_source_with_its_lineage(sources):
    status, out, _ = sources("21/CT-UBND")
    assert status == 0
    assert "21/CT-UBND" in out
    assert "001_1cdd3520dbf33d3e" in out
    _, out, _ = sources("21/CT-UBND", "--json")
    record = json.loads(out)
    assert record["source"]["issuer"] == "Ủy ban nhân dân thành phố Hải Phòng"
    assert [branch["node"]["held"] for branch in record["down"]["branches"]] == [["001_1cdd3520dbf33d3e"]]


def test_a_document_of_the_corpus_shows_what_it_carries_out(sources):
    _, out, _ = sources("003", "--json")
    record = json.loads(out)
    assert record["source"] is None
    assert "354/KH-UBND" in [branch["node"]["id"] for branch in record["up"]["branches"]]


def test_tables_for_spreadsheets_say_the_same(sources, tmp_path):
    _, out, _ = sources("--csv")
    rows = list(csv.DictReader(io.StringIO(out.lstrip("\ufeff"))))
    status, out, err = sources("--xlsx", tmp_path / "nguồn.xlsx")
    book = openpyxl.load_workbook(tmp_path / "nguồn.xlsx")
    assert (status, out) == (0, "")
    assert "wrote" in err
    assert book.sheetnames == ["Văn bản được dẫn", "Dẫn ở đâu"]
    keys = [cell.value for cell in book["Văn bản được dẫn"]["B"]][1:]
    assert keys == [row["Số, ký hiệu/Tên"] for row in rows]
    assert SLIP in keys


def test_the_terminal_table_names_every_source(sources, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    _, out, _ = sources("--lang", "en")
    assert "1112/CT-BGDĐT" in out
    assert "The year in the number is not the date's" in out


def test_loading_a_list_is_said_and_kept(sources, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("number,title\n1112/CT-BGDĐT,về nhiệm vụ trọng tâm\n", encoding="utf-8")
    _, _, err = sources("--load", path)
    assert "1 documents kept" in err
    _, out, _ = sources("1112/CT-BGDĐT", "--json")
    assert json.loads(out)["source"]["known"] is None
    path.write_text("number,date,title\n1112/CT-BGDĐT,19/8/2022,về nhiệm vụ trọng tâm\n", encoding="utf-8")
    sources("--load", path)
    _, out, _ = sources("1112/CT-BGDĐT", "--json")
    assert (json.loads(out)["source"]["known"], json.loads(out)["source"]["title"]) == (
        "list.csv",
        "về nhiệm vụ trọng tâm",
    )


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (["9999/CT-TTg"], 1, "no such source"),
        (["--load", "none.csv"], 2, "no such file"),
        (["--cited-by", "none"], 2, "no such document"),
    ],
)
def test_mistakes_are_told_in_one_line(sources, arguments, status, says):
    found, out, err = sources(*arguments)
    assert (found, out) == (status, "")
    assert says in err
    assert len(err.splitlines()) == 1


def test_without_a_store_it_says_how_to_make_one(tmp_path, capsys):
    assert cli.main(["sources", "--store", str(tmp_path)]) == 2
    assert "chithi run" in capsys.readouterr().err
