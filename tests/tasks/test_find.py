"""Tasks of small documents, read the whole way from text."""

from pipeline.extract import extract_source
from pipeline.ingest import read_bytes

HEAD = """ỦY BAN NHÂN DÂN
TỈNH LÀO CAI
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 12/KH-UBND
Lào Cai, ngày 05 tháng 3 năm 2026

KẾ HOẠCH
Phòng, chống cháy rừng năm 2026

"""
FOOT = """

Nơi nhận:
- Như trên;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Nguyễn Văn An
"""


def tasks(body):
    return extract_source(read_bytes((HEAD + body + FOOT).encode(), "kh.txt")).tasks


def leads(task):
    return [a.name for a in task.lead]


def test_purpose_and_funding_hold_no_tasks():
    found = tasks(
        "I. MỤC ĐÍCH, YÊU CẦU\nNâng cao nhận thức của người dân về phòng cháy.\n"
        "II. NHIỆM VỤ\nTuần tra các khu vực trọng điểm.\n"
        "III. KINH PHÍ\nBố trí kinh phí từ ngân sách tỉnh.\n"
    )
    assert [t.text for t in found] == ["Tuần tra các khu vực trọng điểm."]
    assert found[0].section == "II"


def test_heading_that_names_an_actor_passes_it_down():
    found = tasks(
        "I. NHIỆM VỤ\nTuần tra các khu vực trọng điểm.\nII. TỔ CHỨC THỰC HIỆN\n"
        "1. Sở Nông nghiệp và Môi trường\n- Hướng dẫn các địa phương thực hiện.\n"
        "2. Công an tỉnh\n- Điều tra các vụ cháy rừng.\n"
    )
    assert [(t.section, leads(t), t.lead_source) for t in found[1:]] == [
        ("II.1", ["Sở Nông nghiệp và Môi trường"], "inherited"),
        ("II.2", ["Công an tỉnh"], "inherited"),
    ]


def test_lead_in_passes_its_actor_to_its_items_and_is_no_task():
    found = tasks("I. NHIỆM VỤ\nGiao Sở Tài chính:\n- Bố trí kinh phí.\n- Kiểm tra việc sử dụng kinh phí.\n")
    assert [(t.text, leads(t)) for t in found] == [
        ("Bố trí kinh phí.", ["Sở Tài chính"]),
        ("Kiểm tra việc sử dụng kinh phí.", ["Sở Tài chính"]),
    ]


def test_assignment_block_fills_the_task_of_its_point():
    found = tasks(
        "I. NHIỆM VỤ\n1. Tuyên truyền\n- Nội dung thực hiện: Tổ chức tuyên truyền về phòng cháy.\n"
        "- Cơ quan chủ trì: Sở Văn hóa, Thể thao và Du lịch.\n- Cơ quan phối hợp: Báo Lào Cai.\n"
        "- Thời gian thực hiện: Quý I/2026.\n"
    )
    assert len(found) == 1
    task = found[0]
    assert task.text == "Tổ chức tuyên truyền về phòng cháy."
    assert leads(task) == ["Sở Văn hóa, Thể thao và Du lịch"]
    assert [a.name for a in task.coordinate] == ["Báo Lào Cai"]
    assert [(d.kind, d.value) for d in task.deadlines] == [("within", "2026-01/2026-03")]


def test_next_sentence_of_a_point_keeps_the_subject_but_not_the_coordinators():
    found = tasks("I. NHIỆM VỤ\n1. Sở Y tế phối hợp với Công an tỉnh kiểm tra. Báo cáo kết quả hằng quý.\n")
    assert [(leads(t), len(t.coordinate)) for t in found] == [(["Sở Y tế"], 1), (["Sở Y tế"], 0)]


def test_ids_are_the_same_when_read_again():
    body = "I. NHIỆM VỤ\nTuần tra rừng. Kiểm tra lực lượng.\n"
    assert [t.id for t in tasks(body)] == [t.id for t in tasks(body)] == ["t001", "t002"]


def test_every_task_lies_where_its_words_stand():
    extraction = extract_source(
        read_bytes((HEAD + "I. NHIỆM VỤ\nTuần tra rừng. Kiểm tra lực lượng.\n" + FOOT).encode(), "k")
    )
    for task in extraction.tasks:
        assert extraction.document.text[task.start : task.end] == task.text


def test_a_time_over_unlabelled_text_passes_down_until_the_next():
    found = tasks(
        "I. NHIỆM VỤ\nGiai đoạn 1 (từ 05/01/2026 đến 30/01/2026)\n- Rà soát hồ sơ.\n"
        "Giai đoạn 2 (từ 02/02/2026 đến 27/02/2026)\n- Số hóa hồ sơ.\nII. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế kiểm tra.\n"
    )
    assert [[d.value for d in t.deadlines] for t in found] == [
        ["2026-01-05/2026-01-30"],
        ["2026-02-02/2026-02-27"],
        [],
    ]
