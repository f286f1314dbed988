"""What was read by another program is read anew."""

from __future__ import annotations

from pipeline import program
from pipeline.cli import main
from pipeline.program import model_folder, program_version


def test_models_are_found():
    assert all((model_folder(name) / "README.md").is_file() for name in ("confidence", "linker"))


def test_a_changed_table_is_another_version(tmp_path, monkeypatch):
    (tmp_path / "verbs.tsv").write_text("giao\tassign\n", encoding="utf-8")
    monkeypatch.setattr(program, "PACKAGE", tmp_path)
    before = program_version()
    (tmp_path / "verbs.tsv").write_text("giao\tact\n", encoding="utf-8")
    assert program_version() != before


def test_another_program_reads_all_again(tmp_path, monkeypatch, capsys):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("CHỈ THỊ\nYêu cầu các Sở báo cáo.\n", encoding="utf-8")
    command = ["run", str(tmp_path / "in"), "--out", str(tmp_path / "out"), "--workers", "0"]
    said = []
    for version in ("1+a", "1+a", "1+b"):
        monkeypatch.setattr(program, "program_version", lambda version=version: version)
        assert main(command) == 0
        said.append(capsys.readouterr().err)
    assert ["1 read" in text for text in said] == [True, False, True]
