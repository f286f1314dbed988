"""The catalogue of sources: every cited document once, none of them two, what contradicts shown."""

from __future__ import annotations

import pytest
from citing import catalogue, document, ids, only

from pipeline.catalogue import entries, named_entries
from pipeline.catalogue.known_sources import KnownSource
from pipeline.export.labels import labels


def conflicts(source):
    return {conflict.kind: conflict.values for conflict in source.conflicts}


# ---------------------------------------------------------------- one document, however spelled


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Thông tư số 51/2020/TT-BGDĐT ngày 31/12/2020", "Thông tư số 51/2020/TT-BGDDT"),
        ("Thông tư số 5/2020/TT-BGDĐT của Bộ trưởng Bộ GDĐT", "Thông tư 05/2020/TT-BGD&ĐT của Bộ Giáo dục và Đào tạo"),
        ("Nghị quyết số 29-NQ/TW ngày 04/11/2013", "Nghị quyết 29 NQ/TW (khóa XI)"),
        ("Chỉ thị số 012/CT-UBND ngày 3/2/2025 của UBND thành phố", "Chỉ thị 12/CT-UBND ngày 03 tháng 2 năm 2025"),
        ("Quyết định số 06/QĐ-TTg ngày 06/01/2022 của Thủ tướng Chính phủ", "Quyết định số 6/QĐ-TTg ngày 6/1/2022"),
        ("Đề án “Xã hội học tập giai đoạn 2021 - 2030”", "đề án xã hội học tập giai đoạn 2021–2030"),
        ("Chương trình MTQG giảm nghèo bền vững", "Chương trình mục tiêu quốc gia giảm nghèo bền vững"),
        ("Luật Khám bệnh, chữa bệnh năm 2023", "Luật Khám bệnh, chữa bệnh 2023"),
    ],
)  # fmt: skip
def test_spellings_of_one_document_are_one_source(one, other):
    together = catalogue(document("a", f"Thực hiện {one}. Theo {other} thì làm."))
    apart = catalogue(document("a", f"Thực hiện {one}."), document("b", f"Thực hiện {other}."))
    assert len(only(together).cited_by) == 1
    assert [citation.stem for citation in only(apart).cited_by] == ["a", "b"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Chỉ thị số 05/CT-TTg ngày 18/5/2022", "Chỉ thị số 05/CT-TTg ngày 15/02/2023"),
        ("Nghị quyết số 29-NQ/TW ngày 04/11/2013", "Nghị quyết số 29-NQ/TW ngày 17/11/2022"),
        ("Luật số 43/2024/QH15", "Nghị quyết số 43/2024/QH15"),
        ("Quyết định số 12/QĐ-UBND ngày 2/3/2025", "Quyết định số 12/2025/QĐ-UBND ngày 2/3/2025"),
        ("Kế hoạch số 5/KH-UBND ngày 3/3/2025 của UBND tỉnh Sơn La",
         "Kế hoạch số 5/KH-UBND ngày 3/3/2025 của UBND thành phố Hải Phòng"),
        ("Kế hoạch số 5/KH-UBND ngày 3/3/2025 của UBND huyện An Lão",
         "Kế hoạch số 5/KH-UBND ngày 3/3/2025 của UBND thành phố"),
        ("Chương trình giáo dục mầm non", "Chương trình giáo dục mầm non mới"),
        ("Chương trình mục tiêu quốc gia giảm nghèo bền vững giai đoạn 2016 - 2020",
         "Chương trình mục tiêu quốc gia giảm nghèo bền vững giai đoạn 2021 - 2025"),
    ],
)  # fmt: skip
def test_two_documents_of_one_number_or_nearly_one_name_stay_two(one, other):
    assert len(catalogue(document("a", f"Thực hiện {one}. Theo {other} thì làm.")).sources) == 2
    assert len(catalogue(document("a", f"Thực hiện {one}."), document("b", f"Thực hiện {other}.")).sources) == 2


def test_bodies_without_a_name_are_those_of_the_citing_documents_province():
    text = "Thực hiện Kế hoạch số 5/KH-UBND ngày 3/3/2025 của Ủy ban nhân dân tỉnh."
    son_la, lai_chau = (document(p, text, f"Sở Y tế tỉnh {p}") for p in ("Sơn La", "Lai Châu"))
    found = catalogue(son_la, lai_chau)
    assert {source.issuer for source in found.sources} == {
        "Ủy ban nhân dân tỉnh Sơn La",
        "Ủy ban nhân dân tỉnh Lai Châu",
    }


def test_an_issuer_is_shown_with_who_took_over_its_work():
    text = "Thực hiện Thông tư số 1/2022/TT-BKHĐT của Bộ trưởng Bộ KHĐT."
    source = only(catalogue(document("a", text)))
    assert (source.issuer, source.successors) == ("Bộ Kế hoạch và Đầu tư", ("Bộ Tài chính",))


# ---------------------------------------------------------------- mentions that say less


def test_a_mention_without_date_is_the_one_named_with_it_in_the_same_document():
    first = "Thực hiện Chỉ thị số 27/CT-TTg ngày 15/8/2024. Theo Chỉ thị số 27/CT-TTg, theo Chỉ thị 27."
    other = document("b", "Thực hiện Chỉ thị số 27/CT-TTg ngày 10/9/2023 của Thủ tướng Chính phủ.")
    found = catalogue(document("a", first), other)
    assert sorted((s.date, s.cited_by[0].mentions) for s in found.sources) == [("2023-09-10", 1), ("2024-08-15", 3)]


def test_a_mention_without_date_that_can_be_two_documents_is_shown_and_not_guessed():
    dated = [
        document(stem, f"Thực hiện Chỉ thị số 27/CT-TTg ngày {day} của Thủ tướng Chính phủ.")
        for stem, day in (("a", "15/8/2024"), ("b", "10/9/2023"))
    ]
    found = catalogue(*dated, document("c", "Thực hiện Chỉ thị số 27/CT-TTg."))
    (open_,) = (source for source in found.sources if source.cited_by[0].stem == "c")
    assert open_.date is None
    assert len(conflicts(open_)["ambiguous"]) == 2


def test_what_is_younger_than_the_citing_document_cannot_be_meant():
    later = document("later", "Thực hiện Chỉ thị số 27/CT-TTg ngày 15/8/2024.", issued="2024-09-01")
    earlier = document("earlier", "Thực hiện Chỉ thị số 27/CT-TTg.", issued="2022-01-01")
    assert len(catalogue(later, earlier).sources) == 2


def test_a_circular_that_has_lost_its_year_is_no_known_circular_of_that_number():
    known = (KnownSource("17/2009/TT-BGDĐT", "Thông tư", date="2009-07-25"),)
    found = catalogue(document("a", "theo Thông tư số 17, 18, 19/TT-BGDĐT của Bộ Giáo dục và Đào tạo"), known=known)
    assert ids(found) == ["17/TT-BGDĐT", "18/TT-BGDĐT", "19/TT-BGDĐT"]


# ---------------------------------------------------------------- contradictions


def test_a_year_in_the_number_that_contradicts_the_date_is_shown():
    text = "Thực hiện Nghị quyết 54/2014/NQ-HĐND ngày 09/12/2019 của Hội đồng nhân dân thành phố."
    assert conflicts(only(catalogue(document("a", text)))) == {"year": ("54/2014/NQ-HĐND", "2019-12-09")}


def test_two_dates_of_one_document_are_shown_and_the_document_stays_one():
    text = "Thực hiện Chỉ thị số 27/CT-TTg ngày 15/8/2024; theo Chỉ thị số 27/CT-TTg ngày 15/7/2024."
    assert conflicts(only(catalogue(document("a", text)))) == {"dates": ("2024-07-15", "2024-08-15")}


def test_the_same_day_in_another_year_is_shown_as_a_likely_slip():
    text = "Thực hiện Chỉ thị số 27/CT-TTg ngày 15/8/2024; theo Chỉ thị số 27/CT-TTg ngày 15/8/2023."
    found = catalogue(document("a", text))
    assert [conflicts(source) for source in found.sources] == [{"dates": ("2023-08-15", "2024-08-15")}] * 2


def test_two_issuers_of_one_number_are_shown():
    text = (
        "Thực hiện Thông báo số 144-TB/TU ngày 29/11/2025 của Ban Thường vụ Thành ủy; Thông báo số 144-TB/TU ngày "
        "29/11/2025 của Thường trực Thành ủy."
    )
    found = conflicts(only(catalogue(document("a", text, issued="2026-01-01"))))
    assert found == {"issuers": ("Ban Thường vụ Thành ủy", "Thường trực Thành ủy")}


def test_a_minister_and_the_ministry_do_not_contradict():
    text = "Theo Thông tư 5/2020/TT-BYT của Bộ trưởng Bộ Y tế; Thông tư 5/2020/TT-BYT của Bộ Y tế."
    assert not only(catalogue(document("a", text))).conflicts


def test_a_date_after_the_citing_document_is_shown():
    source = only(catalogue(document("a", "Thực hiện Chỉ thị số 27/CT-TTg ngày 15/8/2024.", issued="2024-01-01")))
    assert conflicts(source) == {"later": ("2024-08-15", "2024-01-01")}


def test_two_decisions_that_are_said_to_approve_one_programme_are_shown():
    text = "Quyết định số {} của Thủ tướng Chính phủ phê duyệt Đề án “Cảng xanh giai đoạn 2025 - 2030”. "
    found = catalogue(document("a", text.format("5/QĐ-TTg ngày 1/2/2025") + text.format("7/QĐ-TTg ngày 1/3/2025")))
    numbered = [source for source in found.sources if source.key]
    assert len(found.sources) == 3
    assert all("issued_twice" in conflicts(source) for source in numbered)


# ---------------------------------------------------------------- who cites, what is held


def test_a_document_of_the_corpus_is_known_where_it_is_cited():
    held = document(
        "ct", "Căn cứ tình hình.", number="21/CT-UBND", issued="2025-05-09", kind="Chỉ thị", title="về an toàn"
    )
    citing = document("kh", "Thực hiện Chỉ thị số 21/CT-UBND ngày 9/5/2025 của UBND thành phố. Theo Chỉ thị nêu trên.")
    source = only(catalogue(held, citing))
    assert (source.held, source.title, source.date) == (("ct",), "về an toàn", "2025-05-09")
    assert (source.cited_by[0].relations, source.cited_by[0].back) == (("implement",), 1)


def test_a_number_of_another_province_is_not_held():
    held = document("ct", "Căn cứ.", "Ủy ban nhân dân tỉnh Sơn La", "2025-05-09", "Chỉ thị", "21/CT-UBND")
    citing = document("kh", "Thực hiện Chỉ thị số 21/CT-UBND ngày 9/5/2025 của UBND thành phố.")
    assert only(catalogue(held, citing)).held == ()


def test_the_title_is_what_most_say_and_ends_with_the_title():
    texts = [
        "Nghị định số 105/2020/NĐ-CP ngày 08/9/2020 của Chính phủ về chính sách phát triển giáo dục mầm non.",
        "Nghị định 105/2020/NĐ-CP của Chính phủ về chính sách phát triển GDMN trên địa bàn thành phố Hải Phòng.",
    ]
    source = only(catalogue(*(document(str(n), text) for n, text in enumerate(texts))))
    assert source.title == "về chính sách phát triển giáo dục mầm non"


def test_sources_are_found_by_number_name_and_words():
    found = catalogue(
        document("a", "Theo Chỉ thị số 05/CT-TTg ngày 18/5/2022 và Chỉ thị số 05/CT-TTg ngày 15/02/2023.")
    )
    assert len(found.find("05/ct-ttg")) == len(found.find("05/CTTg")) == 2
    assert [s.date for s in found.find("05/CT-TTg (2022-05-18)")] == ["2022-05-18"]
    assert found.find("06/CT-TTg") == []


def test_every_mention_has_its_source():
    found = catalogue(document("a", "Theo Chỉ thị số 05/CT-TTg, Luật Đất đai, Đề án “Cảng xanh”."))
    assert set(found.resolved) == {("a", 0), ("a", 1), ("a", 2)}
    assert set(found.resolved.values()) == set(ids(found))


def test_a_document_that_names_itself_does_not_cite_itself():
    text = "Kèm theo Kế hoạch số 15/KH-UBND ngày 1/6/2025 của UBND thành phố."
    own = document("kh", text, number="15/KH-UBND")
    found = catalogue(own)
    assert (found.sources, found.resolved) == ((), {("kh", 0): "kh"})
    citing = document("b", f"Thực hiện Kế hoạch. {text}", issued="2025-07-01")
    assert [citation.stem for citation in only(catalogue(own, citing)).cited_by] == ["b"]


def test_one_document_in_two_files_is_held_once_under_both_names():
    twice = [document(stem, "Căn cứ.", number="15/KH-UBND") for stem in ("kh", "kh.pdf")]
    citing = document("b", "Thực hiện Kế hoạch số 15/KH-UBND ngày 1/6/2025 của UBND thành phố.", issued="2025-07-01")
    assert only(catalogue(*twice, citing)).held == ("kh", "kh.pdf")


def test_what_several_ministries_issued_is_cited_with_any_of_them():
    text = "Theo Thông tư liên tịch số 7/2015/TTLT-BGDĐT-BNV của Bộ {}. "
    source = only(catalogue(document("a", text.format("Nội vụ") + text.format("Giáo dục và Đào tạo"))))
    assert not source.conflicts


def test_every_way_of_resolving_has_its_label():
    ways = {
        value
        for module in (entries, named_entries)
        for name, value in vars(module).items()
        if name.isupper() and isinstance(value, str) and value.islower()
    }
    assert ways <= set(labels("resolved"))
    assert {"number and date", "name alone", "title"} <= ways


def test_the_level_of_a_document_without_issuer_is_not_made_up():
    found = catalogue(document("a", "Thực hiện Kế hoạch nâng chuẩn trình độ giáo viên; Luật An toàn giao thông."))
    assert {source.type: source.level for source in found.sources} == {"Kế hoạch": None, "Luật": "central"}
