import unicodedata
from pathlib import Path

import pytest

from pipeline.ingest import read
from pipeline.ingest.decoding import decode
from pipeline.ingest.limits import Limits
from pipeline.ingest.text import is_wrapped, read_text, source_of_text, usual_blanks
from pipeline.model import ReadError, SourceTable

SEEDS = Path(__file__).parents[2] / "data" / "raw"
PLAIN = "Thực hiện Chỉ thị số 12/CT-UBND ngày 05/9/2025 của Ủy ban nhân dân tỉnh, Sở Giáo dục và Đào tạo yêu cầu:"


def lines(text: str):
    return list(read_text(text.encode(), "x.txt").items())


def cp1258(text: str) -> bytes:
    tones = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
    parts = []
    for c in text:
        d = unicodedata.normalize("NFD", c)
        parts.append(unicodedata.normalize("NFC", "".join(x for x in d if x not in tones)))
        parts += [x for x in d if x in tones]
    return "".join(parts).encode("cp1258")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_encodings(encoding):
    text = PLAIN * 3
    assert decode(text.encode(encoding))[0] == text
    assert decode(unicodedata.normalize("NFD", text).encode(encoding))[0] == text


def test_windows_1258():
    assert decode(cp1258(PLAIN * 3))[0] == PLAIN * 3


def test_one_bad_byte_is_no_other_encoding():
    data = (PLAIN * 3).encode()
    assert decode(data[:40] + b"\xff" + data[40:])[0].replace("\ufffd", "") == PLAIN * 3
    assert decode(data + "ế".encode()[:2])[0] == PLAIN * 3


def test_old_font_in_plain_text():
    raw = "Céng hoµ x· héi chñ nghÜa ViÖt Nam\r\n§éc lËp - Tù do - H¹nh phóc"
    expected = "Cộng hoà xã hội chủ nghĩa Việt Nam\r\nĐộc lập - Tự do - Hạnh phúc"
    assert decode(raw.encode("latin-1"))[0] == expected
    assert decode(raw.encode("utf-8"))[0] == expected


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\v"])
def test_line_ends(end):
    assert [line.text for line in lines(f"một{end}hai{end}")] == ["một", "hai"]


def test_form_feeds_are_pages():
    assert [(line.text, line.page) for line in lines("một\fhai\nba\f\fbốn")] == [
        ("một", 1),
        ("hai", 2),
        ("ba", 2),
        ("bốn", 3),
    ]


def test_spaced_out_file():
    text = (
        "Thực hiện Chỉ thị của Bộ \n\nGiáo dục về nhiệm \n\nvụ năm học, yêu cầu \n\n \n\ncác đơn vị thực hiện "
        "\n tốt nhiệm vụ \n\nđược giao \n\nTT \nNội dung \n\nĐơn vị"
    )
    assert [line.gap for line in lines(text)] == [0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, -0.5, 0.0]
    assert [line.page for line in lines(text)] == [1, 1, 1, 1, 2, 2, 2, 2, 2]


def test_usual_blanks_of_dense_text():
    assert usual_blanks([]) == 0
    assert usual_blanks([0, 0, 1, 0, 0]) == 0
    assert usual_blanks([2, 2, 2, 5]) == 2


@pytest.mark.parametrize("width", [30, 50, 80, 120, 200])
def test_wraps_are_noticed_at_any_width(width):
    import textwrap

    paragraphs = [f"{i}. {PLAIN} báo cáo kết quả thực hiện về Sở trước ngày 15 tháng 12." * 2 for i in range(1, 9)]
    assert is_wrapped([line for p in paragraphs for line in textwrap.wrap(p, width)])
    assert not is_wrapped(paragraphs)


def test_starts_in_a_file_of_whole_paragraphs():
    text = (
        f"KẾ HOẠCH\n\n{PLAIN}\n\n1. Xây dựng kế hoạch và phối hợp với các\n\nNhà xuất bản tổ chức {PLAIN} {PLAIN}"
        "\n\nvà báo cáo.\n\n- Phòng Tài chính."
    )
    assert [line.starts for line in lines(text)] == [True, True, True, True, None, True]


def test_empty_and_limits():
    with pytest.raises(ReadError, match="no text"):
        read_text(b" \n ", "x")
    with pytest.raises(ReadError, match="characters"):
        read_text(b"abc def", "x", Limits(text_chars=5))
    with pytest.raises(ReadError, match="lines"):
        read_text(b"a\n" * 9, "x", Limits(items=5))
    with pytest.raises(ReadError, match="pages"):
        read_text(b"a\f" * 9, "x", Limits(pages=5))


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda p: p.stem)
def test_samples(path):
    source = read(path)
    words = path.read_text(encoding="utf-8").split()
    assert [w for line in source.items() for w in line.text.split()] == [unicodedata.normalize("NFC", w) for w in words]
    assert len(source.sha256) == 64
    wrapped = path.stem.startswith(("000", "002", "003"))
    assert all(line.starts is None for line in source.items()) == wrapped
    assert sum(abs(line.gap) < 0.1 for line in source.items()) > 0.4 * len(list(source.items()))


@pytest.mark.parametrize("rule", ["|---|---|---|\n", ""])
@pytest.mark.parametrize("outer", [True, False])
def test_bars_draw_a_table(rule: str, outer: bool) -> None:
    rows = ["TT | Nhiệm vụ | Chủ trì", "1 | Rà soát | Sở Y tế", "2 | Báo cáo |"]
    drawn = [f"| {row} |" if outer else row for row in rows]
    text = f"KẾ HOẠCH\n\n{drawn[0]}\n{rule}" + "\n".join(drawn[1:]) + "\n\nII. KINH PHÍ\n"
    (table,) = (item for item in source_of_text(text, "x").items() if isinstance(item, SourceTable))
    assert [[cell.text if cell else None for cell in row] for row in table.rows] == [
        ["TT", "Nhiệm vụ", "Chủ trì"], ["1", "Rà soát", "Sở Y tế"], ["2", "Báo cáo", ""]
    ]  # fmt: skip


def test_two_cells_on_a_line_are_a_letterhead() -> None:
    text = "UBND TỈNH AN GIANG | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\nSố: 1/KH-UBND | An Giang, ngày 2/3/2024 |"
    assert not [item for item in source_of_text(text, "x").items() if isinstance(item, SourceTable)]
