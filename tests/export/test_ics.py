"""The calendar of deadlines."""

from __future__ import annotations

from pipeline.export.document import ExportDocument
from pipeline.export.formats import FORMATS
from pipeline.export.json import to_json


def unfolded(text):
    return text.replace("\r\n ", "").split("\r\n")


def test_an_event_for_every_deadline_that_falls_on_a_day(exported):
    lines = unfolded(FORMATS["ics"].text([exported]))
    days = [d["date"] for task in exported.content["tasks"] for d in task["deadlines"] if d["date"]]
    starts = [line.removeprefix("DTSTART;VALUE=DATE:") for line in lines if line.startswith("DTSTART")]
    assert starts == [day.replace("-", "") for day in days]
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == len(days) > 0
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]


def test_lines_are_folded_by_octets(exported):
    text = FORMATS["ics"].text([exported])
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75


def test_ids_are_unique_and_the_same_each_time(exported):
    ids = [line for line in unfolded(FORMATS["ics"].text([exported])) if line.startswith("UID:")]
    assert len(set(ids)) == len(ids)
    assert FORMATS["ics"].text([exported]) == FORMATS["ics"].text([exported])


def test_special_characters_are_escaped(exported):
    task = {**exported.content["tasks"][0], "text": "a; b, c\\d\ne"}
    task["deadlines"] = [{"text": "x", "kind": "due", "value": "2026-01-01", "date": "2026-01-01"}]
    text = FORMATS["ics"].text([ExportDocument("s", {**exported.content, "tasks": [task]})])
    assert "a\\; b\\, c\\\\d\\ne" in "".join(unfolded(text))


def test_a_yearly_duty_repeats(exported):
    task = {**exported.content["tasks"][0]}
    task["deadlines"] = [{"text": "x", "kind": "recurring", "value": "R/P1Y/--12-15", "date": "2026-12-15"}]
    assert "RRULE:FREQ=YEARLY" in FORMATS["ics"].text([ExportDocument("s", {**exported.content, "tasks": [task]})])


def test_an_impossible_day_is_no_event(hostile):
    assert "VEVENT" not in FORMATS["ics"].text([ExportDocument("x", to_json(hostile), None)])
