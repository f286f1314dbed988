"""SQL over the store, and what is written of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.corpus.query import QueryError, query, tables
from pipeline.corpus.store import Store
from pipeline.export.json import to_json
from pipeline.model import ROLES, Link

GUIDE = (Path(__file__).parents[2] / "docs" / "store.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```sql\n(.*?)```", GUIDE, re.DOTALL)


@pytest.fixture(scope="module")
def store(gold, build, tmp_path_factory):
    path = tmp_path_factory.mktemp("store") / "chithi.sqlite"
    with Store(path) as made:
        for stem, record in gold.items():
            extraction = build(stem, record)
            made.save(stem, f"/đến/{stem}.txt", extraction, to_json(extraction))
        one, other = sorted(gold)[:2]
        made.replace_links(
            [Link((other, gold[other]["tasks"][0]["id"]), (one, gold[one]["tasks"][1]["id"]), 0.9, "kept")]
        )
    with Store(path, read_only=True) as opened:
        yield opened


def rows(store, sql):
    answer = query(store, sql)
    return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]


def test_the_view_of_tasks_says_what_the_documents_say(store, gold):
    found = {(row["stem"], row["id"]): row for row in rows(store, "SELECT * FROM tasks")}
    for stem, record in gold.items():
        for task in record["tasks"]:
            row = found[stem, task["id"]]
            assert row["text"] == task["text"]
            for role in ROLES:
                assert (row[role] or "") == "; ".join(task[role])
            assert (row["deadline"] or "") == "; ".join(deadline["text"] for deadline in task["deadlines"])
            assert row["issuer"] == record["document"]["issuer"]


def test_the_view_of_documents_counts(store, gold):
    found = {row["stem"]: row for row in rows(store, "SELECT * FROM documents")}
    for stem, record in gold.items():
        assert found[stem]["tasks"] == len(record["tasks"])
        assert found[stem]["sources"] == len({reference["key"] for reference in record["references"]})


def test_the_views_of_citations_and_links(store, gold):
    mentions = sum(row["mentions"] for row in rows(store, "SELECT * FROM citations"))
    assert mentions == sum(len(record["references"]) for record in gold.values())
    (link,) = rows(store, "SELECT * FROM links")
    one, other = sorted(gold)[:2]
    assert (link["from_text"], link["to_text"]) == (gold[other]["tasks"][0]["text"], gold[one]["tasks"][1]["text"])


@pytest.mark.parametrize("sql", EXAMPLES)
def test_the_guides_examples_answer(store, sql):
    found = rows(store, sql)
    assert found or "error" in sql or "lead IS NULL" in sql


def test_the_guide_names_every_table_and_column_of_the_views(store):
    assert len(EXAMPLES) >= 5
    for name, kind, columns in tables(store):
        assert f"| `{name}` |" in GUIDE
        if kind == "view":
            line = next(line for line in GUIDE.splitlines() if line.startswith(f"| `{name}` |"))
            assert [column for column in columns if not re.search(rf"\b{column}\b", line)] == []


def test_errors_while_rows_are_fetched_are_query_errors(store):
    answer = query(store, "SELECT CASE WHEN t.n > 3 THEN json_extract('{', '$') ELSE 1 END FROM task t ORDER BY n")
    with pytest.raises(QueryError):
        list(answer.rows)
