"""Lists of known documents: whatever their columns are called, what they contradict in is left out."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from citing import document

from pipeline.catalogue.known_sources import (
    KnownSource,
    Loaded,
    built_in_sources,
    known_sources,
    load_known_sources,
    names_in_title,
)
from pipeline.catalogue.numbers import read_number
from pipeline.catalogue.sources import build_catalogue
from pipeline.corpus.store import Store
from pipeline.model import ReadError

CENTRAL = Path(__file__).parent.parent.parent.parent / "shared" / "catalogue" / "central-documents-999.csv"


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path / "chithi.sqlite") as opened:
        yield opened


def write(path, header, *rows, delimiter=",", encoding="utf-8"):
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows([header, *rows])
    return path


def loaded(store):
    return [source for source in known_sources(store) if source.origin != "chithi"]


@pytest.mark.parametrize(
    ("header", "delimiter", "encoding"),
    [
        (("so_ky_hieu", "loai", "ngay_ban_hanh", "co_quan_ban_hanh", "trich_yeu"), ",", "utf-8"),
        (("Số, ký hiệu", "Loại văn bản", "Ngày ban hành", "Cơ quan ban hành", "Trích yếu"), ";", "utf-8-sig"),
        (("number", "type", "date", "issuer", "title"), "\t", "utf-8"),
    ],
)
def test_columns_are_found_by_their_names(store, tmp_path, header, delimiter, encoding):
    row = ("05/2024/NĐ-CP", "Nghị định", "ngày 24 tháng 01 năm 2024", "Chính phủ", "quy định về rừng")
    path = write(tmp_path / "list.csv", header, row, delimiter=delimiter, encoding=encoding)
    assert load_known_sources(store, path) == Loaded(1, 0, 0)
    expected = KnownSource(
        "05/2024/NĐ-CP", "Nghị định", "Chính phủ", "2024-01-24", "quy định về rừng", None, "list.csv"
    )
    assert loaded(store) == [expected]


@pytest.mark.parametrize("day", ["2024-01-24", "24/01/2024", "24-1-2024", "ngày 24 tháng 1 năm 2024"])
def test_dates_are_read_in_any_form(store, tmp_path, day):
    load_known_sources(store, write(tmp_path / "list.csv", ("number", "date"), ("05/2024/NĐ-CP", day)))
    assert loaded(store)[0].date == "2024-01-24"


def test_a_date_that_the_number_contradicts_is_left_out_and_counted(store, tmp_path):
    path = write(tmp_path / "list.csv", ("number", "date"), ("51/2026/NĐ-CP", "24/10/2013"), ("", ""), ("none", "x"))
    assert load_known_sources(store, path) == Loaded(1, 1, 1)
    assert loaded(store)[0].date is None


def test_a_list_loaded_again_takes_the_place_of_itself_only(store, tmp_path):
    for name, key in (("a.csv", "1/2024/NĐ-CP"), ("b.csv", "2/2024/NĐ-CP"), ("a.csv", "3/2024/NĐ-CP")):
        load_known_sources(store, write(tmp_path / name, ("number",), (key,)))
    assert [source.key for source in loaded(store)] == ["3/2024/NĐ-CP", "2/2024/NĐ-CP"]


def test_a_law_that_amends_another_is_not_the_other(store, tmp_path):
    title = "Luật sửa đổi, bổ sung một số điều của Luật Giáo dục số 43/2019/QH14. số 123/2025/QH15"
    load_known_sources(store, write(tmp_path / "list.csv", ("number", "title"), ("điều", title)))
    assert [source.key for source in loaded(store)] == ["123/2025/QH15"]
    text = "Theo Luật Giáo dục 2019."
    (source,) = build_catalogue([document("a", text)], known_sources(store)).sources
    assert (source.key, source.known) == ("43/2019/QH14", "chithi")


def test_references_without_number_resolve_through_a_loaded_list(store, tmp_path):
    rows = (
        ("126/2025/QH15", "Luật Báo chí số 126/2025/QH15"),
        ("523/QĐ-TTg", "Quyết định số 523/QĐ-TTg phê duyệt Chiến lược phát triển lâm nghiệp giai đoạn 2021-2030"),
    )  # fmt: skip
    load_known_sources(store, write(tmp_path / "list.csv", ("number", "title"), *rows))
    text = "Theo Luật Báo chí 2025, Chiến lược phát triển lâm nghiệp giai đoạn 2021 - 2030."
    found = build_catalogue([document("a", text, issued="2026-01-01")], known_sources(store))
    assert sorted((source.key, source.known) for source in found.sources) == [
        ("126/2025/QH15", "list.csv"),
        ("523/QĐ-TTg", "list.csv"),
    ]


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"\xff\xfe\x00bad", "not a CSV in UTF-8"), (b"a,b\n1,2\n", "no column for the number"), (b"", "no column")],
)
def test_what_is_no_list_is_refused_in_one_line(store, tmp_path, content, says):
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    with pytest.raises(ReadError, match=says):
        load_known_sources(store, path)


def test_the_table_of_this_package_is_sound():
    for source in built_in_sources():
        number = read_number(source.key, source.type or "")
        assert number.printed == source.key
        assert source.date
        assert source.title
        assert number.year in (None, source.date[:4])
        assert source.in_force is None or source.in_force >= source.date
    keys = [(source.key, source.date) for source in built_in_sources()]
    assert len(set(keys)) == len(keys)


def test_names_in_titles():
    assert names_in_title("LUẬT AN NINH MẠNG SỐ 116/2025/QH15", "116/2025/QH15") == ("LUẬT AN NINH MẠNG",)
    assert names_in_title("về việc tăng cường an toàn") == ()


def test_the_central_documents_are_loaded(store):
    if not CENTRAL.is_file():
        pytest.skip(f"the list of central documents ({CENTRAL}) is not here")
    result = load_known_sources(store, CENTRAL)
    assert result.documents >= 950
    assert all(read_number(source.key).notation for source in loaded(store))
