"""The whole stage: from a source to a document whose offsets hold."""

from pathlib import Path

import pytest

from pipeline.ingest import read
from pipeline.model import Line, Page, Paragraph, Source, SourceTable, Table, TableCell
from pipeline.structure import parse

SEEDS = sorted((Path(__file__).parents[2] / "data" / "raw").glob("*.txt"))


def source(*texts):
    items = tuple(text if isinstance(text, SourceTable) else Line(text, starts=True) for text in texts)
    return Source("x", "html", (Page(1, items),))


def table(*rows):
    return SourceTable(tuple(tuple(TableCell((Line(t, starts=True),) if t else ()) for t in row) for row in rows))


PLAN = (
    "UBND TỈNH A", "SỞ Y TẾ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Số: 12/KH-SYT",
    "Hà Nội, ngày 01 tháng 02 năm 2026", "KẾ HOẠCH", "Phòng, chống dịch năm 2026",
    "Thực hiện Quyết định số 5/QĐ-UBND, Sở Y tế ban hành Kế hoạch như sau:",
    "I. MỤC ĐÍCH, YÊU CẦU", "1. Mục đích", "- Nâng cao nhận thức.",
    "II. NHIỆM VỤ", "1. Rà soát cơ sở vật chất.", "III. TỔ CHỨC THỰC HIỆN",
    "1. Phòng Nghiệp vụ Y", "- Theo dõi, đôn đốc.",
    "Trong quá trình thực hiện, nếu có vướng mắc, các đơn vị báo cáo Sở Y tế./.",
    "Nơi nhận:", "- UBND tỉnh;", "- Lưu: VT.", "GIÁM ĐỐC", "Nguyễn Văn A",
    "PHỤ LỤC", "DANH MỤC NHIỆM VỤ", "(Kèm theo Kế hoạch số 12/KH-SYT)",
    table(("TT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn"), ("I", "Dự phòng", "", ""),
          ("1", "Tiêm chủng", "CDC", "2026"), ("II", "Điều trị", "", ""), ("2", "Mua thuốc", "Bệnh viện", "2026")),
)  # fmt: skip


def by_path(document):
    return {s.path: s for s in document.sections}


def test_plan_with_an_annex():
    document = parse(source(*PLAN))
    assert {s.path: s.role for s in document.sections} == {
        "I": "purpose", "I.1": "purpose", "II": "tasks", "II.1": "tasks", "III": "implementation",
        "III.1": "implementation", "PL": "annex", "PL.I": "annex", "PL.II": "annex",
    }  # fmt: skip
    assert by_path(document)["I.1"].heading == "Mục đích"
    assert by_path(document)["II.1"].heading is None
    assert (by_path(document)["PL"].label, by_path(document)["PL"].heading) == ("PHỤ LỤC", "DANH MỤC NHIỆM VỤ")


def test_parts_and_owners():
    document = parse(source(*PLAN))
    part = {document.text[p.start : p.end][:12]: p for p in document.paragraphs}
    assert part["Thực hiện Qu"].part == "preamble"
    assert part["- Lưu: VT."].part == "foot"
    assert part["KẾ HOẠCH"].part == "head"
    assert part["PHỤ LỤC"].part == "annex"
    assert part["Trong quá tr"].section is None
    bullet = part["- Theo dõi, "]
    assert document.sections[bullet.section].path == "III.1"
    assert (bullet.bullet, document.text[bullet.body : bullet.end]) == ("-", "Theo dõi, đôn đốc.")


def test_rows_belong_to_their_groups():
    document = parse(source(*PLAN))
    (found,) = document.tables
    rows = [(document.sections[r.section].path, document.text[r.cells[1].start : r.cells[1].end]) for r in found.rows]
    assert rows == [
        ("PL.I", "Dự phòng"), ("PL.I", "Tiêm chủng"), ("PL.II", "Điều trị"), ("PL.II", "Mua thuốc"),
    ]  # fmt: skip


def test_nothing_is_lost():
    document = parse(source(*PLAN))
    for item in PLAN:
        for text in [item] if isinstance(item, str) else [c.text for row in item.rows for c in row if c]:
            assert text in document.text


def test_text_without_units():
    document = parse(source("Căn cứ Luật Giáo dục;", "Đề nghị các trường thực hiện:", "- Rà soát.", "- Báo cáo."))
    assert document.sections == ()
    assert [p.part for p in document.paragraphs] == ["preamble", "preamble", "body", "body"]


def test_attached_regulation_starts_afresh():
    document = parse(
        source(
            "QUYẾT ĐỊNH", "Về việc ban hành Quy chế", "Căn cứ Luật Giáo dục;", "QUYẾT ĐỊNH:",
            "Điều 1. Ban hành kèm theo Quyết định này Quy chế.", "Điều 2. Quyết định này có hiệu lực từ ngày ký.",
            "Nơi nhận:", "- Lưu: VT.", "CHỦ TỊCH", "Nguyễn Văn A",
            "QUY CHẾ", "Phối hợp công tác", "(Ban hành kèm theo Quyết định số 5/QĐ-UBND)",
            "Chương I", "QUY ĐỊNH CHUNG", "Điều 1. Phạm vi điều chỉnh", "1. Quy chế này quy định việc phối hợp.",
        )
    )  # fmt: skip
    assert [s.path for s in document.sections] == ["Đ1", "Đ2", "I", "I.Đ1", "I.Đ1.1"]
    assert by_path(document)["I"].heading == "QUY ĐỊNH CHUNG"
    assert by_path(document)["I.Đ1"].role == "other"


def test_text_behind_the_foot_opens_nothing():
    document = parse(
        source(*PLAN[:23], "Kế hoạch 12/KH-SYT năm 2026 do Sở Y tế ban hành.", "1. Tải về văn bản này tại đây.")
    )
    assert [s.path for s in document.sections] == ["I", "I.1", "II", "II.1", "III", "III.1"]


def test_annex_that_begins_with_its_table():
    document = parse(source(*PLAN[:23], PLAN[-1]))
    assert [s.path for s in document.sections][-3:] == ["PL", "PL.I", "PL.II"]
    check(document)


def test_empty_source():
    document = parse(Source("x", "text", (Page(1),)))
    assert (document.text, document.blocks, document.sections) == ("", (), ())


def check(document):
    """Offsets hold: blocks in order without overlap, cells inside tables, sections around what they own."""
    end = -1
    for block in document.blocks:
        assert end < block.start <= block.end <= len(document.text) or block.start == block.end
        end = block.end if block.start < block.end else end
        if isinstance(block, Table):
            assert all(
                block.start <= c.start <= c.end <= block.end or c.start == c.end for r in block.rows for c in r.cells
            )
        if isinstance(block, Paragraph):
            assert block.start <= block.body <= block.end
        if block.section is not None:
            section = document.sections[block.section]
            assert section.start <= block.start
            assert block.end <= section.end
    assert len({s.path for s in document.sections}) == len(document.sections)
    for section in document.sections:
        assert section.start <= section.heading_end <= section.end <= len(document.text)
        if section.parent is not None:
            parent = document.sections[section.parent]
            assert parent.start <= section.start
            assert section.end <= parent.end
    for place in document.places:
        assert 0 <= place.start < place.end <= len(document.text)


def test_offsets_of_the_plan():
    check(parse(source(*PLAN)))


@pytest.mark.parametrize("path", SEEDS, ids=lambda p: p.stem[:3])
def test_samples(path):
    check(parse(read(path)))


def test_sections_of_the_samples(gold):
    for path in SEEDS:
        document = parse(read(path))
        wanted = {s["path"]: s["role"] for s in gold[path.stem]["sections"]}
        assert {s.path: s.role for s in document.sections} == wanted
