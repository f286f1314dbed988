import io

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.ingest import ocr_engine
from pipeline.ingest.ocr_cache import Recognised, load, store
from pipeline.ingest.ocr_context import mend
from pipeline.ingest.ocr_correction import correct
from pipeline.ingest.ocr_labels import mend_labels
from pipeline.ingest.pdf import read_pdf
from pipeline.ingest.pdf_lines import Fragment
from pipeline.ingest.pdf_tables import Grid
from pipeline.ingest.scan import read_image
from pipeline.ingest.scan_image import find_rules, find_skew, is_lying, straighten, without_colour
from pipeline.ingest.trust import Verdict, judge
from pipeline.model import Line, ReadError, SourceTable

needs_ocr = pytest.mark.skipif(not ocr_engine.is_available(), reason="no OCR installed")


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("CHITHI_CACHE", str(tmp_path / "cache"))


def font(size: int) -> ImageFont.FreeTypeFont:
    for name in ("DejaVuSerif.ttf", "LiberationSerif-Regular.ttf", "Tinos-Regular.ttf"):
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    import matplotlib

    return ImageFont.truetype(f"{matplotlib.get_data_path()}/fonts/ttf/DejaVuSerif.ttf", size)


def sheet(lines: list[tuple[int, int, str]], size: int = 38) -> Image.Image:
    """A page of A4 at 200 dpi with these lines printed at their places."""
    page = Image.new("RGB", (1654, 2339), "white")
    draw = ImageDraw.Draw(page)
    for x, y, text in lines:
        draw.text((x, y), text, "black", font(size))
    return page


def as_bytes(page: Image.Image, kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    page.save(out, kind, dpi=(200, 200), resolution=200)
    return out.getvalue()


def all_text(items) -> str:
    parts = []
    for item in items:
        if isinstance(item, Line):
            parts.append(item.text)
        else:
            parts += [cell.text for row in item.rows for cell in row if cell is not None]
    return "\n".join(parts)


BODY = [
    (230, 700, "Các sở, ban, ngành tập trung thực hiện"),
    (230, 760, "các nhiệm vụ trọng tâm sau đây:"),
    (230, 820, "Báo cáo kết quả trước ngày 15/12/2026."),
]


def test_a_page_without_text_under_a_picture_is_a_scan():
    assert judge([], picture_share=0.9) == Verdict(False, "empty")
    assert judge([], picture_share=0.0).trusted
    assert judge([], picture_share=0.0, paths=2000) == Verdict(False, "empty")


def test_a_signature_stamp_is_no_text_layer():
    stamp = [Line("Ký bởi: Ủy ban nhân dân tỉnh"), Line("Thời gian ký: 17/05/2025 04:47")]
    assert judge(stamp, picture_share=1.0) == Verdict(False, "stamp")


def test_a_spoilt_layer_is_noticed_and_abbreviations_are_not_counted():
    spoilt = [Line("CQNG HOA xA HQI cHU NGHiA vrET NAM DQc lQp TU do Hanh phric quy dinh vd viQc thirc hiQn")] * 3
    assert judge(spoilt, picture_share=1.0) == Verdict(False, "spoilt")
    good = [Line("Nơi nhận: TTTU, TTHĐND, CTUB, PCTUB, VPQG, UBMTTQ, BTTTT, SGDĐT, các sở, ban, ngành thành phố")] * 3
    assert judge(good, picture_share=0.0).trusted


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ([("Số:", 0.9), ("2#", 0.4), ("/CT-UBND", 0.9)], "Số: /CT-UBND"),
        ([("Số:", 0.9), ("05", 0.95), ("/CT-UBND", 0.9)], "Số: 05/CT-UBND"),
        ([("Sô", 0.9), ("29-CT/TU", 0.9)], "Số 29-CT/TU"),
        ([("Nghị", 0.9), ("định", 0.9), ("số", 0.9), ("71/2016/NĐ-CP", 0.7)], "Nghị định số 71/2016/NĐ-CP"),
        ([("ngày", 0.9), ("#9", 0.3), ("tháng", 0.9), ("3", 0.9)], "ngày tháng 3"),
        ([("ngàyƒ", 0.5), ("tháng", 0.9)], "ngày tháng"),
        ([("QUYÉT", 0.9), ("ĐỊNH:", 0.9)], "QUYẾT ĐỊNH:"),
        ([("TÍNH", 0.9), ("QUẢNG", 0.9), ("NGÃI", 0.9)], "TỈNH QUẢNG NGÃI"),
        ([("UỶ", 0.9), ("BAN", 0.9), ("NHÂN", 0.9), ("DÂN", 0.9)], "UỶ BAN NHÂN DÂN"),
        ([("Số:⁄‡6", 0.5), ("/CT-UBND", 0.9)], "Số: /CT-UBND"),
        ([("ngày", 0.9), ("2#", 0.4), ("tháng07", 0.9), ("năm", 0.9), ("202]", 0.9)], "ngày tháng 07 năm 2021"),
        ([("~", 0.4), ("Cục", 0.9), ("Thuế", 0.9)], "- Cục Thuế"),
    ],
)
def test_forms_of_official_documents_are_mended(words, text):
    assert correct(words) == text


def test_marks_are_mended_by_the_words_beside_them():
    assert mend(["kế hoạch tô chức thực hiện"]) == ["kế hoạch tổ chức thực hiện"]
    assert mend(["đồng chí Lê Thị Hà, Chi cục trưởng"]) == ["đồng chí Lê Thị Hà, Chi cục trưởng"]


def test_a_seal_goes_and_print_stays():
    picture = np.full((4, 4, 3), 255, np.uint8)
    picture[0, 0] = (210, 40, 60)
    picture[1, 1] = (20, 20, 20)
    grey = without_colour(picture)
    assert grey[0, 0] == 255
    assert grey[1, 1] == 20


def test_a_crooked_page_is_straightened():
    page = np.asarray(sheet(BODY).convert("L").rotate(1.5, fillcolor=255))
    assert find_skew(page) == pytest.approx(-1.5, abs=0.1)
    assert find_skew(straighten(page)) == pytest.approx(0, abs=0.15)


def test_ruling_lines_are_found_in_pixels():
    page = np.full((1000, 1000), 255, np.uint8)
    page[300:303, 100:900] = 0
    page[100:800, 500:503] = 0
    horizontal, vertical = find_rules(page, 200)
    assert [round(v) for v in horizontal[0]] == [36, 109, 324, 109]
    assert [round(v) for v in vertical[0]] == [181, 36, 181, 288]


def test_what_was_read_is_kept_by_content():
    grid = Grid((0.0, 1.0), (0.0, 1.0), (((0, 0),),))
    page = Recognised((Fragment("Số:", 1, 2, 3, 13, confidence=0.9),), (grid,), 595, 842)
    assert load("ab" * 32, 1) is None
    store("ab" * 32, 1, page)
    assert load("ab" * 32, 1) == page


def test_a_damaged_picture_gives_one_clear_error():
    with pytest.raises(ReadError, match="damaged picture"):
        read_image(b"\x89PNG\r\n\x1a\n" + b"0" * 50, "a.png")


def test_without_ocr_a_scan_names_what_to_install(monkeypatch):
    monkeypatch.setattr(ocr_engine, "is_available", lambda: False)
    with pytest.raises(ReadError, match="tesseract-ocr-vie"):
        read_pdf(as_bytes(sheet(BODY), "PDF"), "a.pdf")


@needs_ocr
def test_a_scanned_pdf_is_read_and_kept(tmp_path):
    data = as_bytes(sheet(BODY), "PDF")
    source = read_pdf(data, "a.pdf")
    text = all_text(source.items())
    assert "tập trung thực hiện" in text
    assert "15/12/2026" in text
    assert source.notes == ("pages 1 read by OCR",)
    assert all(line.confidence and line.confidence > 0.5 for line in source.items() if isinstance(line, Line))
    assert list((tmp_path / "cache" / "ocr").rglob("*.json"))
    assert read_pdf(data, "a.pdf") == source


LINES = [(230 + 37 * k % 190, 300 + 70 * k, "Các sở, ban, ngành tập trung thực hiện nhiệm vụ") for k in range(14)]


def test_a_page_on_its_side_is_told_from_an_upright_one():
    page = np.asarray(sheet(LINES).convert("L"))
    assert not is_lying(page)
    assert is_lying(np.rot90(page))


@needs_ocr
@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_turned_page_is_read_upright(quarters):
    page = Image.fromarray(np.rot90(np.asarray(sheet(LINES)), quarters))
    assert "tập trung thực hiện nhiệm vụ" in all_text(read_image(as_bytes(page), "a.png").items())


@needs_ocr
def test_a_picture_with_a_table_is_read_cell_by_cell():
    head = [(260, 520, "Nhiệm vụ"), (900, 520, "Thời hạn")]
    page = sheet([*head, (260, 640, "Lập kế hoạch"), (900, 640, "Quý II năm 2026")])
    draw = ImageDraw.Draw(page)
    for y in (490, 610, 730):
        draw.line((220, y, 1430, y), "black", 3)
    for x in (220, 860, 1430):
        draw.line((x, 490, x, 730), "black", 3)
    tables = [item for item in read_image(as_bytes(page), "a.png").items() if isinstance(item, SourceTable)]
    assert len(tables) == 1
    assert [[cell.text if cell else None for cell in row] for row in tables[0].rows] == [
        ["Nhiệm vụ", "Thời hạn"],
        ["Lập kế hoạch", "Quý II năm 2026"],
    ]


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ([("Quảng", 0.9), ("Ngãi,", 0.9), ("ngày", 0.9), ("O†tháng", 0.4), ("02", 0.9)], "Quảng Ngãi, ngày tháng 02"),
        ([("ngày", 0.9), ("tháng", 0.9), ("đ`", 0.4), ("năm", 0.9), ("2025", 0.9)], "ngày tháng năm 2025"),
        ([("Š.1.", 0.9), ("Giao", 0.9)], "5.1. Giao"),
        ([("kỳ", 0.9), ("họp", 0.9), ("thứ", 0.9), ("§", 0.9)], "kỳ họp thứ 8"),
        ([("71-NQ/IW,", 0.9), ("2358/QĐĐ-BGDĐT", 0.9)], "71-NQ/TW, 2358/QĐ-BGDĐT"),
        ([("øiáo", 0.9), ("dục", 0.9)], "giáo dục"),
        ([("thực", 0.9), ("hiện./.", 0.9), ("4A", 0.9)], "thực hiện./."),
        ([("-", 0.9), ("Báo", 0.9), ("tỉnh;", 0.9), (".", 0.6)], "- Báo tỉnh;"),
        ([(".2.", 0.9), ("Sở", 0.9)], "2. Sở"),
    ],
)
def test_slips_in_dates_numbers_and_notations_are_mended(words, text):
    assert correct(words) == text


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("phân bổ nguôn vôn đâu tư", "phân bổ nguồn vốn đầu tư"),
        ("các cơ SỞ Y tế", "các cơ sở Y tế"),
        ("đối VỚI cá nhân", "đối với cá nhân"),
        ("Sở Y tế và HĐND tỉnh", "Sở Y tế và HĐND tỉnh"),
        ("cho thuê đất", "cho thuê đất"),
        ("nộp thuế điện tử", "nộp thuế điện tử"),
    ],
)
def test_phrases_are_mended_and_right_ones_left(read, printed):
    assert mend([read]) == [printed]


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        (["I. A", "II. B", "II. C", "IV. D"], ["I. A", "II. B", "III. C", "IV. D"]),
        (["V. A", "VL. B", "VHI. C"], ["V. A", "VI. B", "VII. C"]),
        (["I. A", "II. B", "III. C", "IV. D", "V. E", "VL. F", "VHI. G", "VIH. H"], "I II III IV V VI VII VIII"),
        (["I. A", "II. B", "I. C", "1.1. D", "2. E"], ["I. A", "II. B", "1. C", "1.1. D", "2. E"]),
        (["I. A", "10. B", "11. C", "II. D"], ["I. A", "10. B", "11. C", "II. D"]),
        (["I. A", "II. B", "I. C", "II. D"], ["I. A", "II. B", "I. C", "II. D"]),
        (["7. A", "8, B", "tháng 7,", "9, và"], ["7. A", "8. B", "tháng 7,", "9, và"]),
    ],
)
def test_numbers_of_headings_run_on(read, printed):
    mended = mend_labels(read)
    assert (mended if isinstance(printed, list) else " ".join(t.split(".")[0] for t in mended)) == printed
