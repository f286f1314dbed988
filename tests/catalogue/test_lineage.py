"""Lineage: which document carries out which, up and down, and words that point back."""

from __future__ import annotations

import pytest
from citing import document

from pipeline.catalogue.back_references import find_back_references
from pipeline.catalogue.lineage import Lineage
from pipeline.catalogue.sources import build_catalogue

MINISTRY = document(
    "bo", "Thực hiện Nghị quyết số 71-NQ/TW ngày 22/8/2025 của Bộ Chính trị.", "Bộ Giáo dục và Đào tạo", "2025-09-01",
    "Kế hoạch", "900/KH-BGDĐT",
)  # fmt: skip
PROVINCE = document(
    "tinh", "Căn cứ Kế hoạch số 900/KH-BGDĐT ngày 01/9/2025 của Bộ Giáo dục và Đào tạo.", "Ủy ban nhân dân tỉnh Sơn La",
    "2025-10-01", "Kế hoạch", "15/KH-UBND", relation="basis",
)  # fmt: skip
DEPARTMENT = document(
    "so", "Thực hiện Kế hoạch số 15/KH-UBND ngày 01/10/2025 của UBND tỉnh.", "Sở Giáo dục và Đào tạo tỉnh Sơn La",
    "2025-11-01", "Kế hoạch", "7/KH-SGDĐT",
)  # fmt: skip
DISTRICT = document(
    "huyen", "Thực hiện Kế hoạch số 7/KH-SGDĐT ngày 01/11/2025 của Sở Giáo dục và Đào tạo; theo Luật Giáo dục 2019.",
    "Ủy ban nhân dân huyện Mai Sơn", "2025-12-01", "Kế hoạch", "3/KH-UBND", place="Sơn La",
)  # fmt: skip


@pytest.fixture
def lineage():
    return Lineage(build_catalogue([MINISTRY, PROVINCE, DEPARTMENT, DISTRICT], ()))


def chain(branch):
    """The first way down a tree: tier, relation, id or stem."""
    found = []
    while branch.branches:
        branch = branch.branches[0]
        found.append((branch.node.tier, branch.relation, (*branch.node.held, branch.node.id)[0]))
    return found


def test_from_a_resolution_down_to_the_district(lineage):
    assert chain(lineage.down("71-NQ/TW")) == [
        ("ministry", "implement", "bo"),
        ("province", "basis", "tinh"),
        ("department", "implement", "so"),
        ("district", "implement", "huyen"),
    ]


def test_from_a_department_up(lineage):
    assert [step[2] for step in chain(lineage.up(lineage.node_of("so")))] == ["tinh", "bo", "71-NQ/TW"]


def test_what_is_only_cited_is_not_carried_out():
    cited = document("kh", "Theo quy định tại Luật Giáo dục 2019.", relation="cite")
    lineage = Lineage(build_catalogue([cited], ()))
    assert lineage.up("kh").branches == ()


def test_a_title_says_what_its_document_carries_out():
    text = (
        "Căn cứ Quyết định số 5/QĐ-TTg ngày 1/2/2025 của Thủ tướng Chính phủ về việc ban hành Kế hoạch triển khai thực "
        "hiện Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị."
    )
    lineage = Lineage(build_catalogue([document("kh", text, relation="cite")], ()))
    assert [(s.lower, s.upper, s.relation) for s in lineage.steps] == [("5/QĐ-TTg", "57-NQ/TW", "title")]


def test_documents_that_carry_each_other_out_do_not_go_round_for_ever():
    pair = [
        document("a", "Thực hiện Kế hoạch số 2/KH-UBND ngày 2/2/2025.", issued="2025-01-01", number="1/KH-UBND"),
        document("b", "Thực hiện Kế hoạch số 1/KH-UBND ngày 1/1/2025.", issued="2025-02-02", number="2/KH-UBND"),
    ]
    lineage = Lineage(build_catalogue(pair, ()))
    (below,) = lineage.down(lineage.node_of("a")).branches
    assert [branch.again for branch in below.branches] == [True]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Theo Nghị quyết số 5/NQ-CP, cấp trên giao. Nghị quyết nêu trên nói rõ.", ["5/NQ-CP"]),
        ("Theo Nghị quyết số 5/NQ-CP và Nghị quyết số 6/NQ-CP; Nghị quyết này nói rõ.", ["6/NQ-CP"]),
        ("Thực hiện Kế hoạch số 5/KH-UBND. Các sở thực hiện Kế hoạch này.", [None]),
        ("Theo Công văn số 5/BYT-KH, các đơn vị báo cáo theo văn bản trên.", ["5/BYT-KH"]),
        ("Thực hiện Kế hoạch số 5/KH-UBND. Kế hoạch trên địa bàn tỉnh.", []),
        ("Nghị quyết nêu trên không được nhắc đến trước đó.", []),
    ],
)
def test_words_that_point_back(text, meant):
    citing = document("a", text)
    found = [back.mention for back in find_back_references(citing)]
    assert [None if n is None else citing.mentions[n].key for n in found] == meant
