from __future__ import annotations

import pytest

from pipeline.linking import changes
from pipeline.linking.changes import explain
from pipeline.linking.profile import Background, Profile
from tests.linking.conftest import document


def change(later: str, earlier: str, **fields):
    """The change from one text to another, a year on; fields are given as (later, earlier)."""
    sides = [{key: value[n] for key, value in fields.items()} for n in (0, 1)]
    tasks = [*document("old", (earlier,), "2025", **sides[1]), *document("new", (later,), "2026", **sides[0])]
    return explain(Profile(tasks, Background.of(["Thực hiện tốt nhiệm vụ được giao"] * 99)), 1, 0)


@pytest.mark.parametrize(
    ("later", "earlier", "kind"),
    [
        ("Tiêm phòng dại đợt 1 năm 2026.", "Tiêm phòng dại đợt 1 năm 2025.", changes.KEPT),
        ("Đẩy mạnh tiêm phòng cho vật nuôi", "Tổ chức tiêm phòng đàn chó, mèo", changes.REWORDED),
        ("Tiêm phòng dại; thống kê đàn vật nuôi; xử lý ổ dịch", "Tiêm phòng dại", changes.WIDENED),
        ("Tiêm phòng dại", "Tiêm phòng dại; thống kê đàn vật nuôi; xử lý ổ dịch", changes.NARROWED),
    ],
)
def test_what_became_of_the_wording(later, earlier, kind):
    assert change(later, earlier).kind == kind


def test_a_new_year_is_one_that_was_not_there():
    found = change("Trồng rừng năm 2026", "Trồng rừng năm 2025")
    assert found.changes == (changes.NEW_YEAR,)
    assert found.why()["years"] == {"from": ["2025"], "to": ["2026"]}
    assert change("Dạy theo chương trình 2018", "Dạy theo chương trình 2018 năm 2025").changes == ()


def test_years_in_numbers_and_dates_of_documents_are_no_new_years():
    assert change("Theo Nghị định 71/2026/NĐ-CP ngày 01/02/2026", "Theo Nghị định 70/2025/NĐ-CP").changes == ()


def test_a_new_actor_and_a_new_deadline():
    found = change(
        "Trồng rừng", "Trồng rừng", leads=(("so-y-te",), ("so-noi-vu",)), deadlines=(("2026-06",), ("2025-06",))
    )
    assert found.changes == (changes.NEW_ACTOR, changes.NEW_DEADLINE)


def test_who_took_over_the_work_is_no_new_actor():
    assert change("X", "X", leads=(("bo-tai-chinh",), ("bo-ke-hoach-va-dau-tu",))).changes == ()


def test_what_two_tasks_share_is_said_in_whole_words():
    found = change(
        "Tập trung giải ngân vốn đầu tư công và thực hiện tốt công tác dân vận",
        "Đẩy mạnh việc giải ngân vốn đầu tư công, thực hiện tốt chuyển đổi số",
        references=(frozenset({"5/CT-TTg"}), frozenset({"5/CT-TTg", "6/CT-TTg"})),
    )
    assert found.words[0] == "giải ngân vốn đầu tư công"
    assert "thực hiện tốt" not in found.words
    assert found.references == ("5/CT-TTg",)
    assert found.concepts == ("public-investment",)


@pytest.mark.parametrize(
    ("issuers", "years", "relation"),
    [
        (("Ủy ban nhân dân tỉnh A", "Uỷ ban nhân dân tỉnh A"), ("2026", "2025"), changes.YEAR),
        (("Ủy ban nhân dân tỉnh A", "Sở Y tế tỉnh A"), ("2026", "2025"), changes.LEVEL),
        (("Ủy ban nhân dân tỉnh A", "Ủy ban nhân dân tỉnh A"), ("2026-05", "2026-01"), changes.SIBLING),
    ],
)
def test_how_the_two_documents_stand_to_each_other(issuers, years, relation):
    tasks = [
        *document("old", ("Trồng rừng",), years[1], issuer=issuers[1]),
        *document("new", ("Trồng rừng",), years[0], issuer=issuers[0]),
    ]
    assert explain(Profile(tasks, Background()), 1, 0).relation == relation
