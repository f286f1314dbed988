"""The command line: what it prints where, its exit status, its manners."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import openpyxl
import pytest

import pipeline.extract
from pipeline import cli
from pipeline.commands import COMMANDS
from pipeline.model import ReadError

ROOT = Path(__file__).parent.parent
CHITHI = [sys.executable, "-m", "pipeline.cli"]


@pytest.fixture
def fake(monkeypatch, gold, build):
    """Extraction that knows the sample documents by name and refuses any other."""

    def extract(path, password=None):
        if path.stem not in gold:
            raise ReadError("is no document that can be read")
        return build(path.stem, gold[path.stem])

    monkeypatch.setattr(pipeline.extract, "extract", extract)


@pytest.fixture
def folder(tmp_path, gold):
    """The sample documents' names and a file that is none."""
    inbox = tmp_path / "văn bản đến"
    inbox.mkdir()
    for stem in gold:
        (inbox / f"{stem}.txt").write_text(stem, encoding="utf-8")
    (inbox / "hỏng.pdf").write_bytes(b"%PDF-broken")
    return inbox


def chithi(*arguments):
    return cli.main([str(argument) for argument in arguments])


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_helps_with_an_example(command, capsys):
    with pytest.raises(SystemExit) as exit_:
        chithi(command, "--help")
    assert exit_.value.code == 0
    assert f"example:\n  chithi {command}" in capsys.readouterr().out


def test_help_is_quick():
    taken = []
    for _ in range(5):
        before = os.times()
        subprocess.run([*CHITHI, "--help"], cwd=ROOT, check=True, capture_output=True)
        after = os.times()
        # Processor time: other tests run at the same time, and the clock would count them.
        taken.append(after.children_user - before.children_user + after.children_system - before.children_system)
    assert min(taken) < 0.4


def test_help_imports_nothing_heavy():
    code = (
        "import sys, pipeline.cli; pipeline.cli.parser(); "
        "print({'spacy', 'underthesea', 'pandas', 'numpy', 'dask', 'rich', 'xlsxwriter', 'lxml'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "set()"


def test_wrong_usage_is_status_2(capsys):
    assert chithi() == 2
    for arguments in (
        ["no-such-command"],
        ["extract"],
        ["run", "--workers", "-1"],
        ["extract", "x", "--format", "doc"],
    ):
        with pytest.raises(SystemExit) as exit_:
            chithi(*arguments)
        assert exit_.value.code == 2
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ["run", "none"],
        ["show", "none.pdf"],
        ["evaluate", "none"],
        ["evaluate"],
        ["evaluate", "tests/gold", "--predicted", "none"],
        ["evaluate", "tests/gold", "--documents", "none"],
        ["evaluate", "tests/gold", "--min", "tasks"],
        ["evaluate", "--references", "none.jsonl"],
        ["evaluate", "tests/gold", "--predicted", "tests/gold", "--part", "report"],
        ["extract", "README.md", "--format", "xlsx"],
        ["train", "--gold", "none"],
        ["train", "--gold", "tests/gold", "--documents", "none"],
        ["train", "--gold", "tests/gold", "--documents", "models"],
    ],
)
def test_a_users_mistake_is_one_line_and_status_2(arguments, capsys, monkeypatch):
    monkeypatch.chdir(ROOT)
    assert chithi(*arguments) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert "Traceback" not in said.err


def test_run_extracts_all_and_reports_what_failed(fake, folder, tmp_path, gold, capsys):
    out = tmp_path / "kết quả"
    assert chithi("run", folder, "--out", out, "--json") == 1
    said = capsys.readouterr()
    assert "hỏng.pdf: is no document that can be read" in said.err
    assert json.loads(said.out)["read"] == len(gold)
    for stem, record in gold.items():
        written = json.loads((out / "json" / f"{stem}.json").read_text(encoding="utf-8"))
        assert [task["text"] for task in written["tasks"]] == [task["text"] for task in record["tasks"]]
    workbook = openpyxl.load_workbook(out / "nhiem-vu.xlsx")
    assert "hỏng.pdf" in [row[5] for row in workbook["Cần xem lại"].iter_rows(values_only=True)]
    sheet = workbook["Nhiệm vụ"]
    assert sheet.max_row == 1 + sum(len(record["tasks"]) for record in gold.values())
    assert isinstance(json.loads((out / "links.json").read_text(encoding="utf-8")), list)
    report = (out / "report.html").read_text(encoding="utf-8")
    assert "is no document that can be read" in report
    assert f"{sum(len(record['tasks']) for record in gold.values())}" in report


def test_a_second_run_reads_nothing_and_changes_nothing(fake, folder, tmp_path, capsys):
    (folder / "hỏng.pdf").unlink()
    assert chithi("run", folder, "--out", tmp_path / "out") == 0
    before = {path.name: path.read_bytes() for path in (tmp_path / "out" / "json").iterdir()}
    capsys.readouterr()
    assert chithi("run", folder, "--out", tmp_path / "out", "--json") == 0
    assert json.loads(capsys.readouterr().out)["read"] == 0
    assert {path.name: path.read_bytes() for path in (tmp_path / "out" / "json").iterdir()} == before


def test_run_may_write_into_its_own_input(fake, folder, capsys):
    (folder / "hỏng.pdf").unlink()
    for _ in range(2):
        assert chithi("run", folder, "--out", folder / "out") == 0


def test_run_of_an_empty_folder(fake, tmp_path, capsys):
    (tmp_path / "in").mkdir()
    assert chithi("run", tmp_path / "in", "--out", tmp_path / "out") == 0
    assert (tmp_path / "out" / "nhiem-vu.xlsx").exists()
    assert "no documents in it" in capsys.readouterr().err


def test_where_nothing_could_be_read_extract_writes_nothing(tmp_path, capsys):
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(b"%PDF-1.4 cut")
    assert chithi("extract", bad, "--out", tmp_path / "out", "--format", "xlsx") == 1
    assert not (tmp_path / "out").exists()


def test_extract_writes_a_json_a_document(fake, folder, tmp_path, gold, capsys):
    assert chithi("extract", *sorted(folder.glob("*.txt")), "--out", tmp_path / "out") == 0
    assert sorted(path.stem for path in (tmp_path / "out").iterdir()) == sorted(gold)


def test_extract_writes_several_formats(fake, folder, tmp_path, capsys):
    arguments = [
        word for name in ("json", "xlsx", "csv", "parquet", "docx", "ics", "jsonl") for word in ("--format", name)
    ]
    assert chithi("extract", folder, "--out", tmp_path / "out", *arguments) == 1
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert {f"nhiem-vu.{suffix}" for suffix in ("xlsx", "csv", "parquet", "docx", "ics", "jsonl")} <= names


def test_extract_prints_where_no_folder_is_given(fake, folder, gold, capsys):
    stem = next(iter(gold))
    assert chithi("extract", folder / f"{stem}.txt") == 0
    assert json.loads(capsys.readouterr().out)["document"]["type"] == gold[stem]["document"]["type"]


def test_extract_goes_on_after_a_missing_file(fake, folder, gold, capsys):
    assert chithi("extract", folder / "none.txt", folder / f"{next(iter(gold))}.txt") == 1
    said = capsys.readouterr()
    assert json.loads(said.out)["tasks"]
    assert "no such file" in said.err


def test_show_prints_a_tree_or_json(fake, folder, gold, capsys):
    stem, record = next(iter(gold.items()))
    assert chithi("show", folder / f"{stem}.txt") == 0
    assert record["tasks"][0]["text"][:40] in capsys.readouterr().out
    assert chithi("show", folder / f"{stem}.txt", "--json") == 0
    assert json.loads(capsys.readouterr().out)["document"]["type"] == record["document"]["type"]
    assert chithi("show", folder / "hỏng.pdf") == 1


def test_evaluate_extracts_scores_and_holds_floors(fake, folder, capsys):
    arguments = ["evaluate", ROOT / "tests" / "gold", "--documents", folder]
    assert chithi(*arguments, "--json", "--by-kind", "--errors", "--min", "tasks=0.99", "task_section=1") == 0
    report = json.loads(capsys.readouterr().out)
    assert report["figures"]["tasks"]["f1"] == 1.0
    assert report["errors"] == []
    assert "Chỉ thị" in report["kinds"]
    assert chithi(*arguments, "--min", "no_such_figure=0.5") == 1
    assert "below: no such figure" in capsys.readouterr().err


def test_interrupted_is_one_line(fake, folder, tmp_path, monkeypatch, capsys):
    def interrupted(path, password=None):
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline.extract, "extract", interrupted)
    assert chithi("run", folder, "--out", tmp_path / "out") == cli.INTERRUPTED
    assert "the same command goes on" in capsys.readouterr().err


def test_output_is_utf8_in_any_locale():
    done = subprocess.run(
        [*CHITHI, "show", "tests/gold/none.json"], cwd=ROOT, capture_output=True, env={**os.environ, "LC_ALL": "C"}
    )
    assert done.returncode == 2
    done.stderr.decode("utf-8")


def test_a_reader_that_goes_away_is_no_error():
    command = f"{sys.executable} -m pipeline.cli evaluate tests/gold --predicted tests/gold --json | head -c 5"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


class _Bytes:
    def __init__(self, data):
        self.buffer = io.BytesIO(data)


def test_extract_reads_standard_input(monkeypatch, capsys):
    text = (ROOT / "data" / "raw" / "004_afaa5fc56c4b807e.txt").read_bytes()
    monkeypatch.setattr(sys, "stdin", _Bytes(text))
    assert chithi("extract", "-") == 0
    assert json.loads(capsys.readouterr().out)["tasks"]


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGKILL])
def test_a_killed_run_goes_on_where_it_was(tmp_path, sent):
    """Killed at some moment and run again, the results are those of an undisturbed run."""
    command = [*CHITHI, "run", "data/raw", "--out"]
    subprocess.run([*command, str(tmp_path / "whole")], cwd=ROOT, check=True, capture_output=True)
    own = {**os.environ, "TMPDIR": str(tmp_path)}
    process = subprocess.Popen([*command, str(tmp_path / "killed")], cwd=ROOT, stderr=subprocess.PIPE, env=own)
    while process.poll() is None and not list((tmp_path / "killed" / "json").glob("*.json")):
        time.sleep(0.01)
    process.send_signal(sent)
    process.communicate()
    subprocess.run([*command, str(tmp_path / "killed")], cwd=ROOT, check=True, capture_output=True)
    whole, killed = (
        {path.name: path.read_bytes() for path in (tmp_path / name / "json").glob("*.json")}
        for name in ("whole", "killed")
    )
    assert len(whole) == len(list((ROOT / "data" / "raw").iterdir()))
    assert whole == killed
    assert not list((tmp_path / "killed").rglob(".part-*"))
