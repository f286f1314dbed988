"""The rules of the house: which package may import which, how long a module may be, what it may be called."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "pipeline"
ORDER = (
    "model",
    "program",
    "text",
    "ingest",
    "structure",
    "tagging",
    "tasks",
    "confidence",
    "extract",
    "corpus",
    "catalogue",
    "linking",
    "export",
    "terminal",
    "workspace",
    "child",
    "workers",
    "batch",
    "evaluation",
    "training",
    "commands",
    "cli",
)
"""From the ground floor up: each imports only from those before it."""
SAME_FLOOR = ({"workers", "batch"}, {"child", "batch"})
"""Files of one thing, parted so that dask is imported only where it is needed."""
ROOMS = {
    "structure.frame": {"structure.words"},
    "structure.tables": {"structure.words", "structure.frame"},
    "tagging.actors": {"tagging.tables"},
    "tagging.times": {"tagging.tables"},
    "tagging.references": {"tagging.tables", "tagging.actors"},
}
"""Folders of one floor, and what else of that floor they may import."""
LONGEST = 300
CATCH_ALL = {"utils", "util", "helpers", "helper", "common", "misc", "manager"}

MODULES = sorted(PACKAGE.rglob("*.py"))


def row(module: str) -> str:
    """The row of the house that a module's dotted name stands in."""
    return module.split(".")[1]


def imports(path: Path) -> set[str]:
    """The project's modules that a file imports, within functions too, but not for types alone."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typing_only = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
        for inner in ast.walk(node)
    }
    found: set[str] = set()
    for node in ast.walk(tree):
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = "." * node.level + (node.module or "")
            found |= {f"{base}.{alias.name}" for alias in node.names}
    return {name for name in found if name.startswith(("pipeline.", "."))}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_go_down_the_house_only(path):
    own = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    if own == "__init__":
        return
    for name in imports(path):
        assert not name.startswith("."), f"{name}: imports are written in full"
        other = row(name)
        if other == own or {own, other} in SAME_FLOOR:
            continue
        assert ORDER.index(other) < ORDER.index(own), f"{own} imports {name} from above"


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_knows_only_the_rooms_below_it(room):
    floor = room.split(".")[0]
    known = {room, *ROOMS[room]}
    found = {name for path in (PACKAGE / room.replace(".", "/")).glob("*.py") for name in imports(path)}
    assert found, room
    for name in found:
        if row(name) == floor:
            assert any(name.startswith(f"pipeline.{other}.") for other in known), f"{room} imports {name}"


def test_every_package_has_its_floor():
    rows = {path.relative_to(PACKAGE).parts[0].removesuffix(".py") for path in MODULES} - {"__init__"}
    assert rows <= set(ORDER)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_module_is_read_in_one_sitting(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST
    assert path.stem not in CATCH_ALL


def test_tables_name_their_source():
    for path in PACKAGE.rglob("*.tsv"):
        lines = path.read_text(encoding="utf-8").splitlines()
        comments = [line.casefold() for line in lines if line.startswith("#")]
        header = next(line for line in lines if not line.startswith("#"))
        assert "source" in header.split("\t") or any("source" in comment for comment in comments), path
