"""The register of organisations."""

import csv
from pathlib import Path

import pytest

import pipeline.tagging
from pipeline.tagging.actors.register import lookup, organisations

TABLES = Path(pipeline.tagging.__file__).parent


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("Bộ Giáo dục và Đào tạo", "bo-giao-duc-va-dao-tao"),
        ("Bộ GD&ĐT", "bo-giao-duc-va-dao-tao"),
        ("BGDĐT", "bo-giao-duc-va-dao-tao"),
        ("Bộ Giáo dục va Đào tạo", "bo-giao-duc-va-dao-tao"),
        ("Bộ Giáo dục và Ðào tạo", "bo-giao-duc-va-dao-tao"),
        ("Uỷ ban nhân dân tỉnh", "uy-ban-nhan-dan-tinh"),
        ("UBND TP. Hồ Chí Minh", "uy-ban-nhan-dan-thanh-pho@ho-chi-minh"),
        ("Sở GDĐT Hải Phòng", "so-giao-duc-va-dao-tao@hai-phong"),
        ("Sở Văn hoá Thể thao và Du lịch tỉnh Lào Cai", "so-van-hoa-the-thao-va-du-lich@lao-cai"),
        ("Tỉnh ủy Sơn La", "tinh-uy@son-la"),
        ("Công an tỉnh Bà Rịa - Vũng Tàu", "cong-an-tinh@ba-ria-vung-tau"),
        ("Tập đoàn EVN", "tap-doan-dien-luc-viet-nam"),
        ("VPCP", "van-phong-chinh-phu"),
        ("Thủ tướng", "thu-tuong-chinh-phu"),
        ("tỉnh Thanh Hoá", "thanh-hoa"),
    ],
)
def test_lookup(name: str, id: str) -> None:
    found = lookup(name)
    assert found is not None
    assert found.id == id


@pytest.mark.parametrize("name", ["các sở, ban, ngành", "Sở Hoa quả", "doanh nghiệp", "", "Bộ", "Phòng Trà"])
def test_unknown(name: str) -> None:
    assert lookup(name) is None


def test_what_is_alike_in_letters_is_not_taken_for_the_same() -> None:
    assert lookup("Sở Nội vụ") != lookup("Sở Ngoại vụ")
    assert lookup("Bộ Công nghiệp") != lookup("Bộ Nông nghiệp")
    assert lookup("Bộ Nông nghiep và Moi trường") == lookup("Bộ Nông nghiệp và Môi trường")
    assert lookup("Bộ Công nghiệp và Môi trường") is None


@pytest.mark.parametrize(
    ("name", "successor"),
    [
        ("Bộ Kế hoạch và Đầu tư", "bo-tai-chinh"),
        ("Bộ Thông tin và Truyền thông", "bo-khoa-hoc-va-cong-nghe"),
        ("Bộ Giao thông vận tải", "bo-xay-dung"),
        ("Bộ LĐTBXH", "bo-noi-vu"),
        ("Bộ TN&MT", "bo-nong-nghiep-va-moi-truong"),
        ("Ủy ban Dân tộc", "bo-dan-toc-va-ton-giao"),
        ("Sở Kế hoạch và Đầu tư", "so-tai-chinh"),
        ("tỉnh Hải Dương", "hai-phong"),
    ],
)
def test_successors(name: str, successor: str) -> None:
    found = lookup(name)
    assert found is not None
    assert successor in found.successors
    assert found.valid_to is not None


def test_provinces_are_34_now_and_63_before() -> None:
    provinces = [o for o in organisations().values() if o.kind == "province"]
    now = [p for p in provinces if p.valid_to is None]
    assert len(now) == 34
    assert len(provinces) == 63
    assert all(p.successors for p in provinces if p.valid_to)


def test_every_reference_in_the_tables_leads_somewhere() -> None:
    known = organisations()
    for body in known.values():
        assert body.parent is None or body.parent in known
        assert set(body.successors) <= known.keys()


def test_no_id_twice() -> None:
    for table in ("actors/organisations.tsv", "actors/provinces.tsv"):
        lines = [x for x in (TABLES / table).read_text(encoding="utf-8").splitlines() if not x.startswith("#")]
        ids = [row["id"] for row in csv.DictReader(lines, delimiter="\t")]
        assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    "table",
    [
        "actors/body_heads.tsv",
        "actors/group_nouns.tsv",
        "actors/fields.tsv",
        "actors/titles.tsv",
        "actors/qualifiers.tsv",
        "actors/abbreviations.tsv",
    ],
)
def test_tables_are_whole_and_say_where_they_are_from(table: str) -> None:
    lines = (TABLES / table).read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# source:")
    header, *body = [line.split("\t") for line in lines if line and not line.startswith("#")]
    assert all(len(row) == len(header) for row in body)
    first = [row[0] for row in body]
    assert sorted(first) == sorted(set(first))
