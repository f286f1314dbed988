"""A page printed, stamped, laid down crooked and scanned reads as the printed one."""

import importlib.util
import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw
from rapidfuzz.distance import Levenshtein
from test_pdf_scan import all_text, as_bytes, font

from pipeline.ingest import ocr_engine, read
from pipeline.ingest.scan_image import without_colour

needs_ocr = pytest.mark.skipif(not ocr_engine.is_available(), reason="no OCR installed")
MOST_ERRORS = 0.02  # of the characters
LINES = [
    "II. TỔ CHỨC THỰC HIỆN",
    "1. Sở Giáo dục và Đào tạo chủ động xây dựng kế hoạch và chỉ đạo các",
    "cơ sở giáo dục trên địa bàn triển khai thực hiện đầy đủ các nhiệm vụ.",
    "2. Sở Tài chính chủ trì, phối hợp với các đơn vị liên quan bố trí nguồn vốn",
    "thực hiện Nghị quyết số 71-NQ/TW ngày 22/8/2025 của Bộ Chính trị.",
    "3. Ủy ban nhân dân các xã, phường, đặc khu tổ chức tuyên truyền, phổ biến",
    "và báo cáo kết quả trước ngày 15 tháng 12 năm 2026.",
    "Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, kịp thời phản ánh",
    "về Sở Giáo dục và Đào tạo để tổng hợp, báo cáo Ủy ban nhân dân thành phố.",
]


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("CHITHI_CACHE", str(tmp_path / "cache"))


@pytest.fixture(scope="module")
def printed():
    """The simulation of the benchmark."""
    path = Path(__file__).parents[2] / "benchmarks" / "printed.py"
    spec = importlib.util.spec_from_file_location("printed", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def sheet() -> Image.Image:
    page = Image.new("RGB", (1654, 2339), "white")
    draw = ImageDraw.Draw(page)
    for k, line in enumerate(LINES):
        draw.text((200, 300 + 66 * k), line, "black", font(33))
    return page


def errors(text: str) -> float:
    truth = " ".join(LINES)
    return Levenshtein.distance(truth, " ".join(text.split())) / len(truth)


@needs_ocr
@pytest.mark.parametrize("stamp", ["multiply", "none"])
def test_a_stamped_crooked_noisy_page_is_read(printed, stamp, tmp_path):
    scan = printed.photographed(np.asarray(sheet()), stamp, np.random.default_rng(3))
    path = tmp_path / "scan.pdf"
    path.write_bytes(printed.as_pdf([scan]))
    source = read(path)
    assert source.notes == ("pages 1 read by OCR",)
    assert errors(all_text(source.items())) <= MOST_ERRORS


@needs_ocr
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
def test_a_picture_of_a_page_is_read(kind, tmp_path):
    path = tmp_path / f"page.{kind.lower()}"
    path.write_bytes(as_bytes(sheet(), kind))
    assert errors(all_text(read(path).items())) <= MOST_ERRORS


@needs_ocr
def test_a_tiff_of_several_pages_is_read_page_by_page(tmp_path):
    half = [Image.new("L", (1654, 2339), 255) for _ in range(2)]
    for page, lines in zip(half, (LINES[1:3], LINES[3:5]), strict=True):
        for k, line in enumerate(lines):
            ImageDraw.Draw(page).text((200, 300 + 66 * k), line, 0, font(33))
    out = io.BytesIO()
    faxed = [page.convert("1") for page in half]
    faxed[0].save(out, "TIFF", save_all=True, append_images=faxed[1:], dpi=(200, 200), compression="group4")
    path = tmp_path / "pages.tif"
    path.write_bytes(out.getvalue())
    source = read(path)
    assert [page.number for page in source.pages] == [1, 2]
    assert "cơ sở giáo dục" in all_text(source.pages[0].items)
    assert "Nghị quyết số 71-NQ/TW" in all_text(source.pages[1].items)


def test_black_under_a_seal_stays_and_the_seal_goes(printed):
    sheet = np.full((400, 400, 3), 255.0)
    sheet[190:200, 50:350] = 20.0
    seal = without_colour(printed.stamped(sheet, (200, 200), "multiply").astype(np.uint8))
    assert (seal[191:199, 60:340] < 60).all()
    assert (seal[:180] > 180).all()


def test_a_stroke_that_a_covering_seal_cuts_is_joined():
    picture = np.full((60, 60, 3), 255, np.uint8)
    picture[10:50, 28:32] = 10
    picture[28:31] = (214, 60, 70)
    grey = without_colour(picture)
    assert (grey[10:50, 29:31] < 150).all()
    assert (grey[28:31, :20] > 200).all()
