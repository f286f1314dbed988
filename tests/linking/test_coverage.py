"""What a local document takes up of a source document."""

from __future__ import annotations

import pytest

from pipeline.linking.coverage import clause_tasks, clause_texts, cover, judge, said_by_words
from pipeline.linking.linktask import LinkDocument, LinkTask
from pipeline.linking.profile import Background
from pipeline.model import Link

SOURCE, LOCAL = LinkDocument("ministry", "2025-06"), LinkDocument("province", "2024")


def tasks(document, *texts):
    return [LinkTask(document, f"t{n}", n, text) for n, text in enumerate(texts, 1)]


def link(local, source, score=0.9):
    return Link(("province", local), ("ministry", source), score, "reworded", {"words": ["rà soát"]})


def verdicts(links, clause_links=None, said=1.0, source=("Rà soát", "Bồi dưỡng"), local=("a", "b")):
    coverage = judge(
        tasks(SOURCE, *source),
        tasks(LOCAL, *local),
        links,
        links if clause_links is None else clause_links,
        lambda asked, answer: said,
    )
    return coverage, [covered.verdict for covered in coverage.tasks]


def test_a_linked_task_is_taken_up_and_an_unlinked_one_is_not():
    coverage, found = verdicts([link("t2", "t1")])
    assert found == ["taken_up", "not"]
    (match,) = coverage.tasks[0].clauses[0].matches
    assert (match.task.id, match.score, match.why["words"]) == ("t2", 0.9, ["rà soát"])
    assert [task.id for task in coverage.own] == ["t1"]


@pytest.mark.parametrize(
    ("score", "said", "verdict"),
    [(0.9, 1.0, "taken_up"), (0.9, 0.1, "partly"), (0.3, 1.0, "partly"), (0.15, 1.0, "not"), (0.9, 0.0, "not")],
)
def test_how_far_goes_by_the_link_and_by_what_is_said(score, said, verdict):
    assert verdicts([link("t1", "t1", score)], said=said)[1] == [verdict, "not"]


def test_a_task_is_partly_covered_where_only_some_clauses_are():
    two = ("Rà soát đội ngũ giáo viên; xây dựng vị trí việc làm.",)
    coverage, found = verdicts([], [link("t1", "t1#1")], source=two)
    assert found == ["partly"]
    assert [clause.verdict for clause in coverage.tasks[0].clauses] == ["taken_up", "not"]
    assert verdicts([], [link("t1", "t1#1"), link("t2", "t1#2")], source=two)[1] == ["taken_up"]


def test_a_link_of_the_whole_task_counts_for_the_clauses_that_are_said():
    source = tasks(SOURCE, "Rà soát đội ngũ giáo viên; xây dựng vị trí việc làm.")
    said = {"t1#1": 0.8, "t1#2": 0.02}
    coverage = judge(source, tasks(LOCAL, "x"), [link("t1", "t1")], [], lambda asked, answer: said[asked.id])
    assert [clause.verdict for clause in coverage.tasks[0].clauses] == ["taken_up", "not"]


def test_the_best_local_task_comes_first():
    coverage, _ = verdicts([link("t1", "t1", 0.5), link("t2", "t1", 0.8)])
    assert [match.task.id for match in coverage.tasks[0].clauses[0].matches] == ["t2", "t1"]


def test_links_of_other_documents_and_within_one_are_left_aside():
    within = Link(("province", "t2"), ("province", "t1"), 0.9, "kept")
    other = Link(("elsewhere", "t1"), ("ministry", "t1"), 0.9, "kept")
    assert verdicts([within, other])[1] == ["not", "not"]


def test_shares():
    coverage, _ = verdicts([link("t1", "t1")])
    assert (coverage.count("taken_up"), coverage.share("taken_up"), coverage.share("partly")) == (1, 0.5, 0.0)
    assert judge([], [], [], [], lambda asked, answer: 1.0).share("not") == 0.0


def test_what_is_said_is_weighed_by_how_rare_its_words_are():
    source = tasks(SOURCE, "Bồi dưỡng giáo viên", "và các đơn vị", "và các giáo viên", "và các em")
    local = tasks(LOCAL, "Bồi dưỡng các lớp", "Hội thao và các cuộc thi")
    said = said_by_words([*source, *local], Background())
    assert said(source[0], source[0]) == pytest.approx(1.0)
    assert said(source[0], local[1]) == 0.0
    assert said(source[0], local[0]) > said(source[1], local[1])


def test_clauses():
    assert clause_texts("Một việc không có dấu chấm phẩy.") == ["Một việc không có dấu chấm phẩy"]
    assert clause_texts("Rà soát đội ngũ giáo viên; v.v.") == ["Rà soát đội ngũ giáo viên; v.v"]
    assert clause_texts("") == []
    nothing = LinkTask(SOURCE, "t1", 0, "")
    assert clause_tasks(nothing) == [nothing]
    whole = LinkTask(
        SOURCE, "t1", 0, "Thực hiện Thông tư 17/TT-BGDĐT; bố trí đủ giáo viên", references=frozenset(["17/TT-BGDĐT"])
    )
    first, second = clause_tasks(whole)
    assert (first.references, second.references) == ({"17/TT-BGDĐT"}, frozenset())


def test_cover_links_whatever_the_dates_say(by_cosine):
    """The local document is the later one, even where it is dated before its source."""
    source = tasks(
        SOURCE,
        "Tổ chức bồi dưỡng thường xuyên cho giáo viên mầm non",
        "Đẩy mạnh chuyển đổi số trong quản lý nhà trường; phòng chống đuối nước cho trẻ em trong dịp hè",
        "Xây dựng trường đạt chuẩn quốc gia",
    )
    local = tasks(
        LOCAL,
        "Đẩy mạnh chuyển đổi số trong quản lý nhà trường trên địa bàn",
        "Tổ chức bồi dưỡng thường xuyên cho giáo viên mầm non trong tỉnh",
        "Thu gom rác thải nhựa ở bãi biển",
    )
    coverage = cover(source, local, by_cosine)
    assert [covered.verdict for covered in coverage.tasks] == ["taken_up", "partly", "not"]
    assert [clause.verdict for clause in coverage.tasks[1].clauses] == ["taken_up", "not"]
    assert [task.id for task in coverage.own] == ["t3"]
    assert [covered.task for covered in coverage.tasks] == source


def test_cover_of_nothing(by_cosine):
    assert cover([], tasks(LOCAL, "x"), by_cosine).tasks == ()
    (covered,) = cover(tasks(SOURCE, "Rà soát đội ngũ"), [], by_cosine).tasks
    assert covered.verdict == "not"
