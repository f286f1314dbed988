"""The published JSON form."""

from __future__ import annotations

import json

import jsonschema
import pytest

from pipeline.export.json import dumps, read_json, schema, to_json, write_json


@pytest.fixture(scope="module")
def validator():
    jsonschema.Draft202012Validator.check_schema(schema())
    return jsonschema.Draft202012Validator(schema())


def test_every_sample_validates(gold, build, validator):
    for stem, record in gold.items():
        validator.validate(json.loads(dumps(to_json(build(stem, record)))))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("tasks", 0, "lead"), "Sở Nội vụ"),
        (("tasks", 0, "confidence"), 1.5),
        (("tasks", 0, "deadlines"), [{"text": "x", "kind": "sometime", "value": "R"}]),
        (("sections", 0, "role"), "task"),
        (("document", "issued"), "19/08/2022"),
        (("references", 0, "relation"), None),
    ],
)
def test_schema_refuses_other_forms(plan, validator, path, value):
    published = to_json(plan)
    place = published
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    with pytest.raises(jsonschema.ValidationError):
        validator.validate(published)


def test_has_every_field_of_the_guidelines_with_the_same_value(gold, build):
    for stem, record in gold.items():
        published = to_json(build(stem, record))
        assert {name: published["document"][name] for name in record["document"]} == record["document"]
        for part in ("sections", "tasks", "references", "indicators"):
            for given, wanted in zip(published[part], record[part], strict=True):
                fields = {name: value for name, value in wanted.items() if name not in {"optional", "deadlines"}}
                assert {name: given[name] for name in fields} == fields
        for given, wanted in zip(published["tasks"], record["tasks"], strict=True):
            assert [{n: d[n] for n in ("text", "kind", "value")} for d in given["deadlines"]] == wanted["deadlines"]


def test_spans_point_into_the_published_text(plan):
    published = to_json(plan)
    for task in published["tasks"]:
        first, last = task["spans"][0], task["spans"][-1]
        assert published["text"][first["start"] : last["end"]] == task["text"]
        assert first["page"] in {1, 2}


def test_same_bytes_each_time_and_read_back(plan, tmp_path):
    write_json(plan, tmp_path / "a.json")
    write_json(plan, tmp_path / "b.json")
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()
    assert read_json(tmp_path / "a.json") == to_json(plan)


def test_read_json_refuses_something_else(tmp_path):
    (tmp_path / "links.json").write_text("[]", encoding="utf-8")
    with pytest.raises(ValueError, match="not an extraction"):
        read_json(tmp_path / "links.json")
