"""Causes of errors."""

from __future__ import annotations

import copy

import pytest

from pipeline.evaluation.corpus_figures import score_all
from pipeline.evaluation.errors import explain, group
from pipeline.evaluation.figures import score
from pipeline.evaluation.gold import GoldDocument
from pipeline.evaluation.tables import as_markdown, error_as_record, errors_as_text


@pytest.fixture
def record(gold):
    return copy.deepcopy(gold["003_b226c127d7ae6091"])


def causes(gold, predicted, figure):
    errors = explain("x", gold, predicted, score(gold, predicted))
    return {(error.finding.fault, error.cause) for error in errors if error.finding.figure == figure}


def test_a_task_that_swallowed_its_neighbour(record):
    predicted = copy.deepcopy(record)
    second = predicted["tasks"].pop(1)
    predicted["tasks"][0]["text"] += " " + second["text"]
    assert {cause for _, cause in causes(record, predicted, "tasks")} == {"joined with a neighbour"}


def test_a_task_cut_in_two(record):
    predicted = copy.deepcopy(record)
    text = predicted["tasks"][0]["text"]
    predicted["tasks"][0]["text"] = text[: len(text) // 2]
    predicted["tasks"].insert(1, {**predicted["tasks"][0], "text": text[len(text) // 2 :]})
    assert {cause for _, cause in causes(record, predicted, "tasks")} == {"cut short or split"}


def test_a_task_not_found_and_its_fields(record):
    predicted = {**record, "tasks": record["tasks"][1:]}
    assert causes(record, predicted, "tasks") == {("missed", "not taken for a task")}
    assert causes(record, predicted, "lead") == {("missed", "task not found")}


def test_a_heading_and_a_purpose_taken_for_tasks(record):
    heading = {**record["tasks"][0], "text": record["sections"][4]["heading"]}
    purpose = {**record["tasks"][0], "text": "Câu này không chỉ đạo ai làm gì cả.", "section": "I.1.1"}
    predicted = {**record, "tasks": [*record["tasks"], heading, purpose]}
    assert causes(record, predicted, "tasks") == {
        ("spurious", "heading taken for a task"),
        ("spurious", "taken from a purpose section"),
    }


def test_an_actor_in_another_role(record):
    predicted = copy.deepcopy(record)
    task = predicted["tasks"][0]
    task["direct"], task["coordinate"] = [], [*task["coordinate"], *task["direct"]]
    assert causes(record, predicted, "direct") == {("missed", "direct given as coordinate")}
    assert causes(record, predicted, "coordinate") == {("spurious", "direct given as coordinate")}


def test_a_lead_that_did_not_pass_down(record):
    predicted = copy.deepcopy(record)
    predicted["tasks"][0]["lead"] = []
    assert causes(record, predicted, "lead") == {("missed", "inherited, not passed down")}


def test_a_deadline_of_another_kind(record):
    predicted = copy.deepcopy(record)
    task = next(task for task in predicted["tasks"] if task["deadlines"])
    task["deadlines"][0]["kind"] = "due" if task["deadlines"][0]["kind"] != "due" else "within"
    assert {cause for _, cause in causes(record, predicted, "deadlines")} == {"right value, wrong kind"}


def test_a_reference_with_another_notation(record):
    predicted = copy.deepcopy(record)
    keys = [reference["key"] for reference in record["references"]]
    number = keys.index("14-NQ/TU")
    assert keys.count("14-NQ/TU") == 1
    predicted["references"][number]["key"] = "14-NQ/TW"
    assert ("missed", "notation reads differently") in causes(record, predicted, "references")


def test_text_and_records_name_document_cause_and_text(record):
    predicted = {**record, "tasks": record["tasks"][1:]}
    scored = score_all([GoldDocument("kh", record)], {"kh": predicted})
    text = errors_as_text(scored.errors)
    assert "not taken for a task: 1" in text
    assert f"- [kh] {record['tasks'][0]['text'][:60]}" in text
    first = error_as_record(scored.errors[0])
    assert (first["document"], first["cause"], first["fault"]) == ("kh", "not taken for a task", "missed")
    assert group(scored.errors)[0][:2] == ("tasks", "not taken for a task")
    assert errors_as_text([]) == "no errors"


def test_kinds_worst_first(gold):
    documents = [GoldDocument(stem, record) for stem, record in gold.items()]
    predictions = {stem: record for stem, record in gold.items() if record["document"]["type"] != "Chỉ thị"}
    scored = score_all(documents, predictions)
    assert next(iter(scored.kinds)) == "Chỉ thị"
    table = as_markdown(scored.kinds, ["tasks"])
    assert table.splitlines()[0].startswith("| F1 (support) | Chỉ thị |")
