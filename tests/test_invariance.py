"""One document however it is spelled, wrapped or wrapped up gives the same tasks."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable
from html import escape
from pathlib import Path
from textwrap import wrap

import pytest

from pipeline.extract import extract_source
from pipeline.ingest import read_bytes
from pipeline.model import Extraction
from pipeline.text import fold

SAMPLES = sorted((Path(__file__).parent.parent / "data" / "raw").glob("*.txt"))
BODY = """ỦY BAN NHÂN DÂN
TỈNH LÀO CAI
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 12/KH-UBND
Lào Cai, ngày 05 tháng 3 năm 2026

KẾ HOẠCH
Nâng cao chất lượng khám, chữa bệnh và phòng, chống dịch bệnh năm 2026

Thực hiện Chỉ thị số 25/CT-TTg ngày 15/9/2025 của Thủ tướng Chính phủ, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:

I. MỤC ĐÍCH, YÊU CẦU
Nâng cao chất lượng khám, chữa bệnh tại các cơ sở y tế trên địa bàn tỉnh.

II. NHIỆM VỤ, GIẢI PHÁP
1. Hoàn thiện cơ chế, chính sách về y tế
- Rà soát, sửa đổi, bổ sung các văn bản quy phạm pháp luật về y tế theo Nghị quyết số 72-NQ/TW ngày 09/9/2025 của \
Bộ Chính trị; hoàn thành trước ngày 30/6/2026.
- Xây dựng Đề án “Nâng cao năng lực y tế cơ sở giai đoạn 2026 - 2030” \
trình Hội đồng nhân dân tỉnh trong quý III/2026.
2. Phòng, chống dịch bệnh
Sở Y tế chủ trì, phối hợp với Sở Giáo dục và Đào tạo, Công an tỉnh kiểm tra công tác phòng, chống dịch. \
Định kỳ hằng quý báo cáo Ủy ban nhân dân tỉnh.

III. TỔ CHỨC THỰC HIỆN
1. Sở Tài chính
Cân đối, bố trí kinh phí để hoà nhập, hỗ trợ người khuyết tật theo quy định của Luật Ngân sách nhà nước.
2. Ủy ban nhân dân các xã, phường
a) Tuyên truyền, vận động người dân thực hiện kỷ luật, kỷ cương về vệ sinh môi trường.
b) Gửi báo cáo kết quả thực hiện về Sở Y tế trước ngày 15/12 hằng năm để tổng hợp, theo dõi.

Nơi nhận:
- Bộ Y tế;
- Lưu: VT, VX.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Nguyễn Văn An
"""
TONES = "\u0300\u0301\u0303\u0309\u0323"


def old_tone_placement(text: str) -> str:
    """hòa to hoà, thủy to thuỷ: the mark on the second vowel of an open oa, oe, uy."""
    marked = unicodedata.normalize("NFD", text)
    for first, second in (("[oO]", "[aeAE]"), ("(?<![qQ])[uU]", "[yY]")):
        marked = re.sub(rf"({first})([{TONES}])({second})(?![\w\u0300-\u036f])", r"\1\3\2", marked)
    return unicodedata.normalize("NFC", marked)


def rewrapped(width: int) -> Callable[[str], str]:
    def transform(text: str) -> str:
        return "\n".join(
            "\n".join(wrap(line, width, break_long_words=False, break_on_hyphens=False)) for line in text.split("\n")
        )

    return transform


def wrapped_raggedly(text: str) -> str:
    """Every line ends at another width, as in pages copied out of a browser or a mail."""
    width = random.Random(7)
    lines = []
    for line in text.split("\n"):
        while len(line) > (limit := width.randint(45, 110)) and (end := line.rfind(" ", 0, limit)) > 0:
            lines.append(line[:end])
            line = line[end + 1 :]
        lines.append(line)
    return "\n".join(lines)


def as_html(text: str) -> str:
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in text.split("\n") if line.strip())
    return f"<!DOCTYPE html><html><head><meta charset=utf-8></head><body>{paragraphs}</body></html>"


FORMS: dict[str, Callable[[str], str]] = {
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "old tone placement": old_tone_placement,
    "i for y": lambda text: text.replace("kỷ luật", "kỉ luật"),
    "windows line ends": lambda text: text.replace("\n", "\r\n"),
    "non-breaking spaces": lambda text: text.replace(" ", "\u00a0"),
    "dashes as bullets": lambda text: re.sub(r"(?m)^- ", "– ", text),
    "capital headings": lambda text: re.sub(r"(?m)^(\d\. )([^.;,]{5,60})$", lambda m: m[1] + m[2].upper(), text),
    "wrapped at 60": rewrapped(60),
    "wrapped at 120": rewrapped(120),
    "wrapped raggedly": wrapped_raggedly,
    "html": as_html,
}


def extracted(text: str, name: str = "kh") -> Extraction:
    return extract_source(read_bytes(text.encode(), name))


def squeezed(words: str | None) -> str:
    return re.sub(r"\W+", "", fold(words or ""))


def said(extraction: Extraction) -> list[tuple[object, ...]]:
    return [
        (
            task.section,
            squeezed(task.text),
            [squeezed(a.name) for a in task.lead],
            [squeezed(a.name) for a in task.coordinate],
            [squeezed(a.name) for a in task.report_to],
            [(d.kind, d.value) for d in task.deadlines],
            [squeezed(key) for key in task.references],
        )
        for task in extraction.tasks
    ]


@pytest.fixture(scope="module")
def plain() -> list[tuple[object, ...]]:
    return said(extracted(BODY))


def test_the_plain_text_is_read_right(plain: list[tuple[object, ...]]) -> None:
    assert [row[0] for row in plain] == ["II.1", "II.1", "II.2", "II.2", "III.1", "III.2.a", "III.2.b"]
    assert plain[0][5] == [("due", "2026-06-30")]
    assert plain[2][2:4] == ([squeezed("Sở Y tế")], [squeezed("Sở Giáo dục và Đào tạo"), squeezed("Công an tỉnh")])
    assert plain[6][5] == [("recurring", "R/P1Y/--12-15")]


@pytest.mark.parametrize("form", FORMS)
def test_same_tasks_in_every_form(form: str, plain: list[tuple[object, ...]]) -> None:
    assert said(extracted(FORMS[form](BODY))) == plain


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem[:3])
@pytest.mark.parametrize("form", ["decomposed", "old tone placement", "windows line ends", "non-breaking spaces"])
def test_same_tasks_of_the_samples(sample: Path, form: str) -> None:
    text = sample.read_text(encoding="utf-8")
    changed = said(extracted(FORMS[form](text)))
    assert changed == said(extracted(unicodedata.normalize("NFC", text)))
