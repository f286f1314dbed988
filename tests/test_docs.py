"""The documentation says what is so: commands, files and targets exist, and every example runs."""

from __future__ import annotations

import doctest
import importlib
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.commands import COMMANDS
from pipeline.export.formats import FORMATS

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.vi.md")
DOCUMENTS = (*READMES, "CONTRIBUTING.md", "CHANGELOG.md")
MODULES = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for path in (ROOT / "pipeline").rglob("*.py")
    if path.name != "__init__.py"
)


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(name: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", text_of(name), re.MULTILINE | re.DOTALL)


@pytest.fixture
def checkout(tmp_path):
    """A folder in which the documentation's paths hold, and results do no harm."""
    for name in ("data", "tests"):
        (tmp_path / name).symlink_to(ROOT / name)
    return tmp_path


@pytest.mark.parametrize("name", READMES)
def test_every_command_and_format_is_documented(name):
    text = text_of(name)
    for command in COMMANDS:
        assert f"`chithi {command} " in text
    for export in FORMATS:
        assert re.search(rf"\b{export}\b", text)


@pytest.mark.parametrize("name", READMES)
def test_every_command_line_runs(name, checkout):
    lines = [line for block in blocks(name, "bash") for line in block.splitlines()]
    assert lines
    for line in lines:
        program, *arguments = shlex.split(line)
        assert program == "chithi"
        command = [sys.executable, "-m", "pipeline.cli", *arguments]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(command, cwd=checkout, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, f"{line}\n{done.stderr}"


def test_every_python_block_runs(checkout, monkeypatch, capsys):
    monkeypatch.chdir(checkout)
    examples = [block for name in DOCUMENTS for block in blocks(name, "python")]
    assert examples
    for example in examples:
        exec(compile(example, "README", "exec"), {})
    assert capsys.readouterr().out


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_link_leads_somewhere(name):
    for target in re.findall(r"\]\(([^)#]+)\)", text_of(name)):
        if "://" not in target:
            assert (ROOT / target).exists(), target


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_make_target_exists(name):
    targets = set(re.findall(r"^([a-z]+):", text_of("Makefile"), re.MULTILINE))
    mentioned = re.findall(r"(?:`|^)make ([a-z]+)", text_of(name), re.MULTILINE)
    assert set(mentioned) <= targets


@pytest.mark.parametrize("name", READMES)
@pytest.mark.parametrize("table", ["accuracy", "accuracy-by-kind", "speed"])
def test_measured_tables_are_there(name, table):
    held = re.search(rf"<!-- {table} -->\n(.*?)<!-- /{table} -->", text_of(name), re.DOTALL)
    assert held
    assert held[1].startswith("| ")


@pytest.mark.parametrize("module", MODULES)
def test_examples_in_docstrings_run(module, monkeypatch):
    monkeypatch.chdir(ROOT)
    failed, _ = doctest.testmod(importlib.import_module(module))
    assert failed == 0
