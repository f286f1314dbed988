"""Which of the things said are right, one by one: the same count as the figures."""

from __future__ import annotations

from pipeline.evaluation.figures import score
from pipeline.evaluation.judging import judge
from pipeline.model import ROLES


def record(**fields):
    task = {"text": "Rà soát các quy định.", "section": None, "references": [], "deadlines": [], "product": None}
    return task | {role: [] for role in ROLES} | {"lead_source": None} | fields


def document(tasks, references=()):
    return {"document": {}, "sections": [], "tasks": tasks, "references": list(references), "indicators": []}


def reference(key, category="numbered"):
    return {"key": key, "category": category, "date": None, "relation": "cite"}


def test_gold_judged_by_itself_is_right_throughout(gold):
    for content in gold.values():
        found = judge(content, content)
        assert all(right is not False for right in found.tasks)
        assert all(right is not False for roles in found.actors for named in roles.values() for right in named)
        assert all(right is not False for times in found.deadlines for right in times)
        assert all(found.references)


def test_everything_said_of_a_task_that_does_not_exist_is_wrong():
    time = {"kind": "due", "value": "2026-01", "text": "tháng 1/2026"}
    found = judge(document([]), document([record(lead=["Sở Y tế"], deadlines=[time])]))
    assert (found.tasks, found.actors[0]["lead"], found.deadlines) == ((False,), (False,), ((False,),))


def test_a_borderline_sentence_is_left_open():
    found = judge(document([record(optional=True)]), document([record(lead=["Sở Y tế"])]))
    assert (found.tasks, found.actors[0]["lead"]) == ((None,), (None,))


def test_an_actor_in_another_role_is_wrong():
    said = record(lead=["UBND tỉnh"], coordinate=["Sở Y tế"])
    found = judge(document([record(lead=["Ủy ban nhân dân tỉnh", "Sở Y tế"])]), document([said]))
    assert (found.actors[0]["lead"], found.actors[0]["coordinate"]) == ((True,), (False,))


def test_mentions_of_one_document_count_one_by_one():
    mention = reference("5/NQ-CP")
    found = judge(document([], [mention]), document([], [mention, mention, reference("đề án a", "programme")]))
    assert found.references == (True, False, False)


def test_hits_and_spurious_are_those_of_the_figures(gold):
    stems = sorted(gold)
    for stem, other in zip(stems, stems[1:] + stems[:1], strict=True):
        # Half of what is said of a document is of another one, so that there is something wrong.
        said = {**gold[stem], "tasks": gold[stem]["tasks"][::2] + gold[other]["tasks"][::3]}
        counts, found = score(gold[stem], said).counts, judge(gold[stem], said)
        assert (counts["tasks"].hit, counts["tasks"].spurious) == (found.tasks.count(True), found.tasks.count(False))
        for role in ROLES:
            verdicts = [right for roles in found.actors for right in roles[role]]
            assert (counts[role].hit, counts[role].spurious) == (verdicts.count(True), verdicts.count(False))
