"""Lines to paragraphs at any width, over page breaks, with any spacing."""

import textwrap

import pytest

from pipeline.model import Line
from pipeline.structure.join import join_lines, put_together, separator
from pipeline.structure.layout import survey

PARAGRAPHS = [
    "Thực hiện Chỉ thị số 1112/CT-BGDĐT ngày 19/8/2022 của Bộ trưởng Bộ Giáo dục và Đào tạo về thực hiện nhiệm vụ "
    "trọng tâm năm học, Sở Giáo dục và Đào tạo yêu cầu các đơn vị tập trung thực hiện các nhiệm vụ và giải pháp sau:",
    "I. CÁC NHIỆM VỤ VÀ GIẢI PHÁP",
    "1. Hoàn thiện thể chế, nâng cao hiệu lực, hiệu quả trong quản lý nhà nước về giáo dục và đào tạo trên địa bàn",
    "Tiếp tục thể chế hóa các quan điểm, chủ trương của Đảng, Nhà nước, Thành ủy, Hội đồng nhân dân thành phố về phát "
    "triển giáo dục và đào tạo; rà soát, hoàn thiện các văn bản quy phạm pháp luật theo chức năng quản lý nhà nước.",
    "- Các Sở: Kế hoạch và Đầu tư, Tài chính, Nội vụ có trách nhiệm phối hợp trong việc giao kế hoạch, giao chỉ tiêu "
    "biên chế, cân đối ngân sách và nguồn lực bảo đảm các điều kiện cần thiết để các địa phương hoàn thành nhiệm vụ.",
    "- Sở Y tế phối hợp triển khai các hoạt động y tế trường học và phòng chống các dịch bệnh trong học đường.",
    "2. Chủ động phòng, chống, ứng phó hiệu quả với thiên tai, dịch bệnh",
    "a) Chỉ đạo, hướng dẫn triển khai nhiệm vụ năm học chủ động, linh hoạt để thích ứng với tình hình thiên tai, dịch "
    "bệnh, vừa bảo đảm an toàn cho học sinh, giáo viên, vừa củng cố và nâng cao chất lượng giáo dục của thành phố.",
]


def joined(lines):
    return [paragraph.text for paragraph in join_lines(lines, survey(lines))]


@pytest.mark.parametrize("width", [50, 60, 72, 80, 100, 120])
@pytest.mark.parametrize("gap", [0.0, 1.0])
def test_wrapped_at_any_width(width, gap):
    lines = [Line(text, gap=gap) for p in PARAGRAPHS for text in textwrap.wrap(p, width, break_on_hyphens=False)]
    assert joined(lines) == PARAGRAPHS


def test_paragraph_cut_by_a_page_break():
    lines = [
        Line("Tiếp tục đẩy mạnh thực hiện tự chủ đại học một cách toàn diện, thực chất,", page=1),
        Line("hiệu quả, đi vào chiều sâu gắn với trách nhiệm giải trình.", page=2),
    ]
    assert len(joined(lines)) == 1


def test_known_paragraphs_stay_apart():
    assert joined([Line("Sở Y tế;", starts=True), Line("Sở Nội vụ.", starts=True)]) == ["Sở Y tế;", "Sở Nội vụ."]


def test_known_continuation():
    assert joined([Line("Sở Y tế.", starts=True), Line("Báo cáo", starts=False)]) == ["Sở Y tế. Báo cáo"]


def test_paragraph_ends_that_were_line_ends():
    first = "triển khai có hiệu quả các nhiệm vụ được giao của ngành Giáo dục năm học này, chủ"
    assert joined([Line(first, starts=True), Line("động chuẩn bị phương án.", starts=True)]) == [
        first + " động chuẩn bị phương án."
    ]


def test_dash_that_is_no_bullet():
    lines = [Line("định hướng nghề nghiệp gắn với doanh nghiệp, cơ sở sản xuất"), Line("- kinh doanh trên địa bàn.")]
    lines = [Line("mở rộng hoạt động trải nghiệm sáng tạo trong các nhà trường,"), *lines]
    assert len(joined(lines)) == 1


@pytest.mark.parametrize("starts", [None, True])
def test_a_word_that_no_paragraph_ends_in_goes_on_in_a_capital(starts):
    filled = "Rà soát đội ngũ giáo viên theo lộ trình. " * 8
    cut = Line(filled + "Phối hợp với các", gap=1.0, starts=starts)
    lines = [Line(filled, gap=1.0, starts=starts), cut, Line("Nhà xuất bản tổ chức tập huấn.", gap=1.0, starts=starts)]
    assert len(joined(lines)) == 2


def test_a_heading_may_end_in_a_word_that_also_stands_in_mid_sentence():
    lines = [Line("Phát triển kinh tế số, xã hội số", starts=True), Line("Phát triển nền tảng số.", starts=True)]
    assert len(joined(lines)) == 2


def test_a_name_cut_inside_a_bulleted_item_goes_on():
    lines = [Line(t, starts=True) for t in ("- Các Trường", "THPT chuyên: Trần Phú;", "- Các trường THCS.")]
    assert joined(lines) == ["- Các Trường THPT chuyên: Trần Phú;", "- Các trường THCS."]


@pytest.mark.parametrize(
    "heading", ["1. Phát triển kinh tế số", "2. Hỗ trợ dân tộc thiểu số", "3. Chọn địa bàn trọng điểm"]
)
def test_a_word_that_asks_for_a_number_may_end_a_compound(heading):
    assert joined([Line(heading), Line("a) Rà soát quy định.")]) == [heading, "a) Rà soát quy định."]


def test_number_that_a_reference_asks_for():
    lines = [
        Line("thực hiện theo quy định của pháp luật hiện hành và quy định tại khoản"),
        Line("1. Sở Tài chính hướng dẫn việc thực hiện khoản này trên địa bàn tỉnh."),
    ]
    assert len(joined(lines)) == 1


def test_indent_tells_in_a_file_with_boxes():
    def line(text, x0, x1, top):
        return Line(text, box=(x0, top, x1, top + 14), size=14)

    full = "Sở Tài chính chủ trì, phối hợp với các cơ quan liên quan rà soát, tham mưu ủy ban"
    lines = [
        line(full, 85, 540, 100),
        line("nhân dân tỉnh quyết định việc phân bổ cho các đơn vị ở cấp xã.", 57, 540, 118),
    ]
    lines += [line(full, 85, 540, 136), line("nhân dân tỉnh quyết định.", 57, 200, 154)]
    assert [p.text[:6] for p in join_lines(lines, survey(lines))] == ["Sở Tài", "Sở Tài"]


@pytest.mark.parametrize(
    ("before", "after", "between"),
    [
        ("Nghị quyết số 71-", "NQ/TW ngày", ""),
        ("Thông báo số 460/TB-", "VPCP ngày", ""),
        ("Quyết định số 2644/", "QĐ-UBND", ""),
        ("Nghị quyết số 71", "-NQ/TW", ""),
        ("Quyết định số", "2644/QĐ-UBND", " "),
        ("giai đoạn 2021-", "2030”", " "),
        ("kinh tế -", "xã hội", " "),
        ("giai đoạn 2021", "- 2030", " "),
    ],
)
def test_number_broken_over_lines(before, after, between):
    assert separator(before, after) == between


def test_soft_hyphen_goes():
    assert put_together([Line("chuyên\u00ad"), Line("nghiệp")]).text == "chuyênnghiệp"


def test_pieces_tell_where_lines_came_to_stand():
    paragraph = put_together([Line("Sở  Y tế", page=1, box=(0, 0, 9, 9)), Line("rà soát", page=2)])
    assert [(paragraph.text[p.start : p.end], p.page) for p in paragraph.pieces] == [("Sở Y tế", 1), ("rà soát", 2)]


def test_nothing_is_lost():
    lines = [Line(text) for p in PARAGRAPHS for text in textwrap.wrap(p, 64)]
    words = " ".join(line.text for line in lines).replace("-", "").split()
    assert " ".join(joined(lines)).replace("-", "").split() == words
