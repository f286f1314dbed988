"""Documents cited by name: programmes, laws, drafts, resolutions."""

from __future__ import annotations

import pytest
from citing import catalogue, document, ids, only

from pipeline.catalogue.known_sources import KnownSource
from pipeline.catalogue.sources import build_catalogue


def test_a_programme_is_the_decision_that_approves_it():
    text = (
        "Thực hiện Quyết định số 1373/QĐ-TTg ngày 30/7/2021 của Thủ tướng Chính phủ phê duyệt Đề án “Xây dựng xã hội "
        "học tập giai đoạn 2021 - 2030”."
    )
    other = "Đẩy mạnh Đề án xây dựng xã hội học tập giai đoạn 2021-2030; Đề án xã hội học tập giai đoạn 2021-2030."
    source = only(catalogue(document("a", text), document("b", other)))
    assert source.key == "1373/QĐ-TTg"
    assert {c.stem: c.mentions for c in source.cited_by} == {"a": 2, "b": 2}


def test_a_decision_that_only_carries_a_programme_out_is_not_the_programme():
    text = "Kế hoạch số 5/KH-UBND ngày 3/3/2025 của UBND thành phố thực hiện Đề án “Xã hội học tập đến năm 2030”."
    assert len(catalogue(document("a", text)).sources) == 2


def test_a_short_name_given_in_the_text_means_what_it_was_given_to():
    text = (
        "Quyết định số 99/QĐ-UBND ngày 6/1/2025 của UBND thành phố phê duyệt Đề án “Cảng xanh giai đoạn 2025 - 2030” "
        "(sau đây gọi tắt là Đề án 99). Các đơn vị thực hiện Đề án 99."
    )
    assert only(catalogue(document("a", text))).cited_by[0].mentions == 4


def test_named_laws_and_programmes_resolve_through_the_table_and_through_lists():
    known = build_catalogue([document("a", "Theo Luật Giáo dục 2019, Chương trình giáo dục phổ thông 2018.")])
    assert ids(known) == ["32/2018/TT-BGDĐT", "43/2019/QH14"]
    listed = KnownSource("126/2025/QH15", "Luật", date="2025-12-10", origin="list.csv", names=("LUẬT BÁO CHÍ",))
    law = only(catalogue(document("a", "Theo Luật Báo chí năm 2025."), known=[listed]))
    assert (law.key, law.known) == ("126/2025/QH15", "list.csv")


@pytest.mark.parametrize(
    ("issued", "relation", "key"),
    [
        ("2015-03-01", "implement", "45/2013/QH13"),
        ("2025-03-01", "implement", "31/2024/QH15"),
        ("2024-03-01", "cite", "45/2013/QH13"),
        ("2024-03-01", "implement", None),
    ],
)
def test_a_law_without_year_is_the_version_then_in_force(issued, relation, key):
    """In March 2024 the law of 2024 was passed and that of 2013 in force: either may be what a plan carries out."""
    source = only(build_catalogue([document("a", "Theo Luật Đất đai.", issued=issued, relation=relation)]))
    assert source.key == key
    assert bool(source.conflicts) == (key is None)


def test_of_two_laws_of_one_year_the_later_one_counts_once_it_is_in_force():
    text = "Theo Luật Tổ chức chính quyền địa phương năm 2025."
    for issued, key in (("2025-04-01", "65/2025/QH15"), ("2025-11-01", "72/2025/QH15")):
        assert only(build_catalogue([document("a", text, issued=issued)])).key == key


def test_a_draft_of_the_corpus_is_known_by_its_title():
    title = "về thực hiện nhiệm vụ trọng tâm năm học 2022 - 2023"
    draft = document("ct", "Căn cứ.", issued=None, kind="Chỉ thị", title=title)
    citing = document("kh", f"Thực hiện Chỉ thị của Ủy ban nhân dân thành phố {title}.")
    assert only(catalogue(draft, citing)).held == ("ct",)
    elsewhere = document("kh", f"Thực hiện Chỉ thị của Ủy ban nhân dân tỉnh {title}.", "Ủy ban nhân dân tỉnh Sơn La")
    assert only(catalogue(draft, elsewhere)).held == ()


def test_resolutions_without_number_are_those_cited_by_that_title():
    title = "quy định chính sách hỗ trợ đào tạo một số nghề trên địa bàn thành phố Hải Phòng"
    numbered = document("a", f"Sửa đổi Nghị quyết 03/2024/NQ-HĐND {title} giai đoạn 2024- 2030.")
    text = f"Tham mưu sửa đổi, ban hành Nghị quyết {title}."
    cited, drafted = (document("b", text, relation=relation) for relation in ("amend", "draft"))
    assert only(catalogue(numbered, cited)).key == "03/2024/NQ-HĐND"
    assert len(catalogue(numbered, drafted).sources) == 2


def test_local_names_mean_another_document_in_every_province():
    text = "Thực hiện Chương trình chuyển đổi số của tỉnh."
    provinces = [document(p, text, f"Ủy ban nhân dân tỉnh {p}") for p in ("Sơn La", "Lai Châu")]
    assert len(catalogue(*provinces).sources) == 2


def test_a_bare_kind_and_issuer_is_the_one_document_of_both_named_before():
    text = (
        "Thực hiện Thông báo số 144-TB/TU ngày 29/11/2025 của Thường trực Thành ủy. Triển khai Thông báo kết luận của "
        "Thường trực Thành ủy."
    )
    assert only(catalogue(document("a", text, issued="2026-01-01"))).cited_by[0].mentions == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("kế hoạch phát triển kinh tế - xã hội năm 2020", "kế hoạch phát triển kinh tế - xã hội 5 năm 2016 - 2020"),
        ("Luật Viên chức", "Luật Viên chức (sửa đổi)"),
    ],
)
def test_a_plan_of_a_year_and_a_bill_are_documents_of_their_own(one, other):
    assert len(catalogue(document("a", f"Thực hiện {one}; góp ý {other}.")).sources) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Phong trào thi đua “Bình dân học vụ số”", "phong trào “Bình dân học vụ số”"),
        ("Đề án “Đổi mới sáng tạo, chuyển đổi số”", "Đề án “Đổi mới sáng tạo và chuyển đổi số”"),
        ("Quy hoạch mạng lưới cơ sở đại học, cao đẳng thời kỳ 2021 - 2030, tầm nhìn 2050",
         "Quy hoạch mạng lưới cơ sở cao đẳng, đại học đến năm 2030, tầm nhìn 2050"),
    ],
)  # fmt: skip
def test_names_told_in_another_way_in_one_document_are_one(one, other):
    only(catalogue(document("a", f"Thực hiện {one}; đẩy mạnh {other}.")))
