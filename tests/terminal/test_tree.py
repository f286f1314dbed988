"""The tree in the terminal."""

from __future__ import annotations

import io

from rich.console import Console

from pipeline.export.json import to_json
from pipeline.terminal.tree import tree


def shown(published, language="vi", width=100):
    console = Console(file=io.StringIO(), width=width, highlight=False)
    console.print(tree(published, language))
    return console.file.getvalue()


def test_every_task_section_and_role_is_there(plan):
    text = shown(to_json(plan), width=100_000)
    for task in plan.tasks:
        assert task.text in text
    for section in plan.document.sections:
        assert (section.heading or "") in text
    assert "Chỉ đạo: Đỗ Duy Hưng, Phó Giám đốc" in text


def test_fits_the_terminal(plan):
    assert max(len(line) for line in shown(to_json(plan)).splitlines()) <= 100


def test_a_document_says_its_own_words_not_markup(hostile):
    assert "=cmd|' /C calc'!A0" in shown(to_json(hostile), width=1000)


def test_english_labels(plan):
    assert "Directed by: " in shown(to_json(plan), "en")
