"""Numbers, names and bodies: what is spelled differently and means the same; nothing makes them fall over."""

from __future__ import annotations

import pytest
from citing import document
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.catalogue.bodies import clean_issuer, find_body, successors
from pipeline.catalogue.lineage import Lineage
from pipeline.catalogue.mentions import citing_document
from pipeline.catalogue.names import read_name
from pipeline.catalogue.numbers import find_term, numbering_period, read_number
from pipeline.catalogue.scopes import Home, Scope, find_home, read_scope
from pipeline.catalogue.sources import build_catalogue
from pipeline.export.json import to_json
from pipeline.export.sources import citation_rows, source_rows

SON_LA = Home(Scope("province", "son-la"), "son-la")


@pytest.mark.parametrize(
    ("issuer", "scope"),
    [
        ("UBND tỉnh", Scope("province", "son-la")),
        ("Hội đồng nhân dân tỉnh khóa XV", Scope("province", "son-la")),
        ("Ban Thường vụ Tỉnh ủy", Scope("province", "son-la")),
        ("Sở Công Thương", Scope("province", "son-la")),
        ("Sở Tài chính tỉnh Đăk Nông", Scope("province", "dak-nong")),
        ("UBND thành phố Hà Nội", Scope("province", "ha-noi")),
        ("UBND thành phố Thủ Đức", Scope("district", "thu-duc")),
        ("UBND huyện Mai Sơn", Scope("district", "mai-son")),
        ("Bộ trưởng Bộ Y tế", Scope("central")),
        ("Thủ tướng Chính phủ", Scope("central")),
        ("UBND thành phố", Scope("province")),
        (None, Scope()),
    ],
)
def test_scopes(issuer, scope):
    assert read_scope(issuer, SON_LA) == scope


def test_a_document_without_a_named_place_is_of_the_province_that_it_speaks_of():
    text = "tại thành phố Hải Phòng, thành phố Hải Phòng, như tỉnh Sơn La"
    assert find_home("Ủy ban nhân dân huyện", None, text).province == "hai-phong"
    assert find_home("Ủy ban nhân dân huyện", None, "tỉnh Sơn La, tỉnh Lai Châu").province is None


@pytest.mark.parametrize(
    ("date", "level", "term"),
    [
        ("2013-11-04", "central", "XI"), ("2022", "central", "XIII"), ("2026-03", "central", "XIV"),
        ("2020-01-01", "province", "2015-2020"), ("2021-01-01", "province", "2020-2025"),
        ("1980-01-01", "central", None),
    ],
)  # fmt: skip
def test_terms_of_the_party(date, level, term):
    assert find_term(date, level) == term


def test_a_state_number_lasts_a_year_and_one_with_a_year_has_its_own():
    assert numbering_period(read_number("27/CT-TTg"), "2024-08-15", None) == "2024"
    assert numbering_period(read_number("27/CT-TTg"), None, None) is None
    assert numbering_period(read_number("5/2020/TT-BYT"), "2021-01-01", None) == "2020"


def test_successors_go_all_the_way_and_move_with_the_province():
    assert successors("uy-ban-nhan-dan-tinh@hai-duong") == ("Ủy ban nhân dân thành phố Hải Phòng",)
    assert successors("bo-nong-nghiep-va-cong-nghiep-thuc-pham") == ("Bộ Nông nghiệp và Môi trường",)
    assert successors("tinh-uy@hau-giang") == ("Thành ủy Cần Thơ",)
    assert successors("bo-y-te") == ()


@given(st.text(max_size=40), st.sampled_from(["Luật", "Quyết định", ""]))
@settings(max_examples=150, deadline=None)
def test_any_text_can_be_a_number_a_name_or_an_issuer(text, kind):
    number = read_number(text, kind)
    assert read_number(text, kind) == number
    assert number.printed or not text.strip()
    assert read_name(text, "law" if kind == "Luật" else "programme").words is not None
    assert isinstance(clean_issuer(text), str)
    assert find_body(text) is None or find_body(text).id
    read_scope(text, SON_LA)


def test_hostile_documents_make_a_catalogue_too(hostile, gold, build):
    stems = ("=x", *gold)
    extractions = (hostile, *(build(stem, gold[stem]) for stem in gold))
    documents = [citing_document(s, to_json(e)) for s, e in zip(stems, extractions, strict=True)]
    documents.append(document("b", "Theo số 5/NQ-CP của"))
    catalogue = build_catalogue(documents)
    assert len(list(source_rows(catalogue.sources, catalogue.documents))) == len(catalogue.sources)
    assert list(citation_rows(catalogue.sources, catalogue.documents))
    lineage = Lineage(catalogue)
    assert all(lineage.up(node) and lineage.down(node) for node in lineage.nodes)
