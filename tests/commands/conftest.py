"""Documents made for the commands that compare documents."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from pipeline.model import Actor, Document, Extraction, Metadata, Section, Task


@pytest.fixture(scope="session")
def directive() -> Callable[[str, Sequence[str]], Extraction]:
    """Builds a directive of one section out of its stem, which ends with its year, and the texts of its tasks."""

    def build(stem: str, texts: Sequence[str]) -> Extraction:
        year = stem[-4:]
        number = f"{year[2:]}/CT-UBND"
        metadata = Metadata("Chỉ thị", number, "CT-UBND", "UBND tỉnh", issued=f"{year}-09-01", title="Năm học")
        section = Section("I.1", "1.", "Nhiệm vụ", "tasks")
        lead = (Actor("Sở GDĐT", "Sở GDĐT", 0, 1),)
        tasks = tuple(Task(f"t{n}", "I.1", text, 0, 1, lead=lead) for n, text in enumerate(texts, 1))
        return Extraction(Document(f"{stem}.txt", "x", metadata, (section,), (), sha256=stem), tasks)

    return build
