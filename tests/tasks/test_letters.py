"""Paragraphs of an official letter, from the text to who has to do what: the stages together."""

from __future__ import annotations

import pytest
from role_names import names

from pipeline.extract import extract_source
from pipeline.ingest import read_bytes
from pipeline.model import Task

LETTER = """ỦY BAN NHÂN DÂN
TỈNH PHÚ THỌ
-------
Số: 120/UBND-TH
V/v thực hiện một số nhiệm vụ

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Phú Thọ, ngày 14 tháng 3 năm 2024

Kính gửi: Các sở, ban, ngành.

{body}

Nơi nhận:
- Như trên;
- Lưu: VT.
"""
PREAMBLE = "Để thực hiện tốt nhiệm vụ, Ủy ban nhân dân tỉnh yêu cầu như sau:\n\n"


def tasks(body: str, preamble: str = PREAMBLE) -> tuple[Task, ...]:
    return extract_source(read_bytes(LETTER.format(body=preamble + body).encode(), "cv")).tasks


@pytest.mark.parametrize(
    ("sentence", "lead"),
    [
        # units of schools and hospitals
        ("Trưởng khoa Dược, Trưởng khoa Dinh dưỡng và đội xe có phương án dự phòng.",
         ["Trưởng khoa Dược", "Trưởng khoa Dinh dưỡng", "đội xe"]),
        ("Tổ Tin học có nhiệm vụ cấp tài khoản học trực tuyến.", ["Tổ Tin học"]),
        ("Giao Trưởng phòng Kế hoạch tổng hợp làm đầu mối báo cáo.", ["Trưởng phòng Kế hoạch tổng hợp"]),
        ("Phòng Vật tư - TTB kiểm tra máy phát điện.", ["Phòng Vật tư - TTB"]),
        # groups under one article, and what stands where
        ("Các cơ quan Đảng, trường học, bệnh viện, đơn vị sự nghiệp trồng cây.",
         ["Các cơ quan Đảng, trường học, bệnh viện, đơn vị sự nghiệp"]),
        ("Sở Xây dựng đề nghị các ban quản lý phối hợp thực hiện.", ["các ban quản lý"]),
        ("Đề nghị Ban Chấp hành các tỉnh, thành Đoàn lập danh sách.", ["Ban Chấp hành các tỉnh, thành Đoàn"]),
        ("Công đoàn các đơn vị trực thuộc thăm hỏi đoàn viên.", ["Công đoàn các đơn vị trực thuộc"]),
        # several bodies demand for themselves; one that demands is who issues the letter
        ("UBND các huyện, thị xã yêu cầu UBND xã, phường thực hiện ngay.", ["UBND các huyện, thị xã"]),
        ("Tổng cục Thuế đề nghị tiếp tục rà soát.", []),
        # how bodies are listed
        ("Giao Giám đốc: Sở Nội vụ, Sở Y tế tổ chức tuyên truyền.", ["Giám đốc Sở Nội vụ", "Giám đốc Sở Y tế"]),
        ("Trưởng các khoa, viện, Phòng Đào tạo thông báo cho sinh viên.", ["Trưởng các khoa, viện", "Phòng Đào tạo"]),
        ("Cục Lâm nghiệp và Kiểm lâm chủ trì kiểm tra.", ["Cục Lâm nghiệp và Kiểm lâm"]),
        ("UBND các huyện, thành, thị chủ động phòng, chống thiên tai.", ["UBND các huyện, thành, thị"]),
        ("Các ban cán sự đảng, đảng đoàn, các huyện ủy tổ chức quán triệt.",
         ["Các ban cán sự đảng, đảng đoàn", "các huyện ủy"]),
        ("Văn phòng thường trực Ban Chỉ huy PCTT và TKCN tỉnh theo dõi, đôn đốc.",
         ["Văn phòng thường trực Ban Chỉ huy PCTT và TKCN tỉnh"]),
        ("Phòng GD & ĐT các huyện tổ chức kiểm tra.", ["Phòng GD & ĐT các huyện"]),
        ("Yêu cầu ông (bà) Hiệu trưởng các trường tiểu học tổ chức ôn tập.", ["Hiệu trưởng các trường tiểu học"]),
        ("Yêu cầu các sở, đơn vị cấp tỉnh; các cơ quan Trung ương đóng trên địa bàn tỉnh thực hiện nghiêm.",
         ["các sở, đơn vị cấp tỉnh", "các cơ quan Trung ương đóng trên địa bàn tỉnh"]),
        ("Yêu cầu các sở, ngành và đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh tuyên truyền.",
         ["các sở, ngành", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh"]),
        ("Đề nghị Công ty nghiên cứu quy định nêu trên để thực hiện.", ["Công ty"]),
        ("Các trường THCS, THPT, TTGDTX tổ chức ôn tập.", ["Các trường THCS, THPT, TTGDTX"]),
        ("UBND thành phố và các huyện đánh giá kết quả.", ["UBND thành phố và các huyện"]),
        ("Sở Nội vụ đề nghị UBND các xã: Tân Lập, Hòa Bình kiểm tra.", ["UBND xã Tân Lập", "UBND xã Hòa Bình"]),
        ("Giao các đồng chí Phó Chủ tịch UBND tỉnh chỉ đạo thực hiện.", ["Phó Chủ tịch UBND tỉnh"]),
        ("UBND huyện Lý Nhân, thành phố Phủ Lý rà soát hồ sơ.", ["UBND huyện Lý Nhân", "UBND thành phố Phủ Lý"]),
        ("Bộ CHQS tỉnh, Công an tỉnh, BCH BĐBP tỉnh triển khai lực lượng.",
         ["Bộ CHQS tỉnh", "Công an tỉnh", "BCH BĐBP tỉnh"]),
        ("Trung tâm Dịch vụ tổng hợp xã tổ chức tập huấn.", ["Trung tâm Dịch vụ tổng hợp xã"]),
        ("Trưởng thôn, Tổ trưởng tổ dân phố tuyên truyền đến từng hộ.", ["Trưởng thôn", "Tổ trưởng tổ dân phố"]),
        # whom no table names
        ("Các nghiệp đoàn vận động đoàn viên tham gia.", ["Các nghiệp đoàn"]),
        ("Mỗi bà con nông dân chủ động phòng trừ sâu bệnh.", ["Mỗi bà con nông dân"]),
        ("Các dự án triển khai đúng tiến độ; Sở Tài chính tổng hợp.", ["Sở Tài chính"]),
        # people and units of schools
        ("Giáo viên chủ nhiệm tổ chức sinh hoạt lớp.", ["Giáo viên chủ nhiệm"]),
        ("Mỗi lớp nộp 01 bài dự thi về Tổng phụ trách Đội.", ["Mỗi lớp"]),
        ("Phòng Hành chính – Tổ chức tổng hợp danh sách.", ["Phòng Hành chính – Tổ chức"]),
        # who calls is not who acts
        ("Để bảo đảm an toàn, Chủ tịch UBND tỉnh yêu cầu Sở Xây dựng, Công an tỉnh thực hiện nghiêm các quy định.",
         ["Sở Xây dựng", "Công an tỉnh"]),
        ("Căn cứ tình hình dịch bệnh, Sở Y tế đề nghị Chủ tịch UBND các huyện chỉ đạo các trường nghỉ học.",
         ["Chủ tịch UBND các huyện"]),
        ("UBND tỉnh giao Ban An toàn giao thông tỉnh, Công an tỉnh tăng cường kiểm tra.",
         ["Ban An toàn giao thông tỉnh", "Công an tỉnh"]),
        ("Chủ tịch UBND huyện giao nhiệm vụ cho Phòng Nội vụ kiểm tra.", ["Phòng Nội vụ"]),
        ("UBND tỉnh có ý kiến như sau: Các cơ quan, đơn vị tiết kiệm điện.", ["Các cơ quan, đơn vị"]),
        ("Công văn yêu cầu các đơn vị căn cứ quy định để triển khai các giải pháp.", ["các đơn vị"]),
        ("Để quản lý tốt tại các địa phương, Bộ Nội vụ yêu cầu các Sở Nội vụ thanh tra.", ["các Sở Nội vụ"]),
        ("Yêu cầu: UBND các huyện tăng cường kiểm tra.", ["UBND các huyện"]),
        ("Xét đề nghị của Sở Xây dựng, đồng ý giao Sở Tài chính chủ trì rà soát các dự án.", ["Sở Tài chính"]),
        ("Đảng ủy UBND xã lãnh đạo UBND xã xây dựng kế hoạch.", ["Đảng ủy UBND xã"]),
        ("Chế độ báo cáo: Sở Tài chính báo cáo UBND tỉnh trước ngày 15/12/2024.", ["Sở Tài chính"]),
        ("Nâng cấp phần mềm (chủ trì: Văn phòng Sở; phối hợp: Phòng Tài chính).", ["Văn phòng Sở"]),
        ("Xây dựng chính sách thu hút (Phòng Nội vụ chủ trì; hoàn thành trước 30/6/2026).", ["Phòng Nội vụ"]),
        # who acts narrowed down, and who asks unknown
        ("Các doanh nghiệp đang hoạt động tại cảng báo cáo Sở Y tế.", ["Các doanh nghiệp đang hoạt động tại cảng"]),
        ("Để phục vụ bạn đọc, Thư viện đề nghị các đơn vị đăng ký nhu cầu.", ["các đơn vị"]),
        ("Khoa/Viện/Trung tâm lập danh sách đề tài.", ["Khoa/Viện/Trung tâm"]),
        ("Yêu cầu sinh viên có mặt đúng giờ.", ["sinh viên"]),
        ("Vườn quốc gia Cúc Phương lắp đặt camera giám sát.", ["Vườn quốc gia Cúc Phương"]),
        # what stands before the subject
        ("Đối với UBND các huyện cần xây dựng kế hoạch.", ["UBND các huyện"]),
        ("Sở Tài chính gửi danh sách chậm nhất là ngày 15/10/2026.", ["Sở Tài chính"]),
        ("Các trường hợp khẩn cấp, đề nghị các cơ sở giáo dục báo cáo ngay Sở Y tế.", ["các cơ sở giáo dục"]),
        ("Đối với các trường phổ thông: Thực hiện dạy học trực tuyến.", ["các trường phổ thông"]),
        ("Lịch giảng dạy trong tuần nghỉ lễ, các đơn vị chủ động sắp xếp.", ["các đơn vị"]),
        ("Trong quá trình thực hiện, các đơn vị phản ánh vướng mắc về Sở Nội vụ.", ["các đơn vị"]),
        ("Trong thời hạn 05 ngày làm việc, Sở Tư pháp có ý kiến thẩm định.", ["Sở Tư pháp"]),
        ("Văn phòng Chính phủ xin thông báo để Bộ Y tế và các cơ quan liên quan biết, thực hiện.",
         ["Bộ Y tế", "các cơ quan liên quan"]),
    ],
)  # fmt: skip
def test_who_has_to_act(sentence: str, lead: list[str]) -> None:
    (task,) = tasks(f"1. {sentence}")
    assert names(task, "lead") == lead


def test_a_remark_of_its_own_assigns_the_sentence_before_it() -> None:
    (task,) = tasks("1. Vận động ủng hộ quỹ. (Hội Khuyến học tỉnh chủ trì, phối hợp với Sở Tài chính)")
    assert (names(task, "lead"), names(task, "coordinate")) == (["Hội Khuyến học tỉnh"], ["Sở Tài chính"])


def test_courteous_words_stand_for_whom_the_letter_is_addressed_to() -> None:
    found = tasks("1. Sở Y tế kiểm tra kho thuốc.\n\nĐề nghị Quý Cơ quan báo cáo UBND tỉnh trước ngày 15/4/2024.")
    assert [names(task, "lead") for task in found] == [["Sở Y tế"], ["Các sở, ban, ngành"]]


def test_who_is_asked_anew_behind_a_point_is_not_its_subject() -> None:
    (_, last) = tasks("1. Sở Y tế kiểm tra kho thuốc.\n\nĐề nghị báo cáo UBND tỉnh trước ngày 15/4/2024.")
    assert names(last, "lead") == []


def test_a_heading_of_cooperation_names_nobody_who_leads() -> None:
    body = "II. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế\n- Kiểm tra.\n2. Công tác phối hợp với Sở Tài chính\n- Quyết toán."
    found = tasks(body)
    assert [names(task, "lead") for task in found] == [["Sở Y tế"], []]


def test_demands_without_an_aim_beside_them_are_work() -> None:
    body = "I. ĐÁNH GIÁ\nCông tác đã đạt kết quả.\nII. MỘT SỐ YÊU CẦU\n1. Sở Y tế kiểm tra các trạm.\n"
    assert [names(task, "lead") for task in tasks(body)] == [["Sở Y tế"]]
    assert tasks(body.replace("I. ĐÁNH GIÁ", "I. MỤC ĐÍCH", 1)) == ()


@pytest.mark.parametrize(
    ("sentence", "report_to"),
    [
        ("Giao Sở Tài chính tổng hợp để UBND tỉnh báo cáo Thủ tướng Chính phủ.", []),
        ("Cục Thuế tuyên truyền nội dung nộp thuế điện tử, hỗ trợ cho người nộp thuế.", []),
        ("Các trường nộp hồ sơ về Sở Nội vụ.", ["Sở Nội vụ"]),
        ("Các xã gửi báo cáo về Sở Y tế qua Phòng Nghiệp vụ Y.", ["Sở Y tế", "Phòng Nghiệp vụ Y"]),
        ("Các khoa báo cáo nhanh Sở Y tế theo mẫu.", ["Sở Y tế"]),
        ("Sở Tư pháp hoàn thiện dự thảo trước khi trình Chính phủ ban hành.", []),
        ("Các phòng gửi số liệu về Phòng Kế hoạch để Phòng Kế hoạch tổng hợp, báo cáo UBND tỉnh.", ["Phòng Kế hoạch"]),
        ("Các đơn vị báo cáo về Bộ Y tế, qua Vụ Bảo hiểm y tế trước ngày 5/4/2024.", ["Bộ Y tế", "Vụ Bảo hiểm y tế"]),
        ("Các chi đoàn xây dựng kế hoạch, gửi về Đoàn trường trước ngày 20/4/2024.", ["Đoàn trường"]),
    ],
)
def test_whom_the_actor_itself_reports_to(sentence: str, report_to: list[str]) -> None:
    (task,) = tasks(f"1. {sentence}")
    assert names(task, "report_to") == report_to


@pytest.mark.parametrize(
    ("sentence", "coordinate"),
    [
        ("Bộ Công Thương phối hợp Hiệp hội Thép Việt Nam, cơ quan liên quan trình Chính phủ.",
         ["Hiệp hội Thép Việt Nam", "cơ quan liên quan"]),
        ("Bộ Y tế cùng các địa phương triển khai tiêm chủng.", ["các địa phương"]),
        ("Sở Tài chính chủ trì cùng Sở Nội vụ, Sở Tư pháp thẩm định.", ["Sở Nội vụ", "Sở Tư pháp"]),
        ("Sở Tài chính cùng với Sở Nội vụ thẩm định hồ sơ.", ["Sở Nội vụ"]),
        ("Phòng Nội vụ phối hợp với Tiểu đoàn 31, Lữ đoàn 229 tuần tra.", ["Tiểu đoàn 31", "Lữ đoàn 229"]),
        ("Trường Tiểu học Lê Lợi phối kết hợp với Trạm Y tế phường tiêm chủng.", ["Trạm Y tế phường"]),
    ],
)  # fmt: skip
def test_who_takes_part(sentence: str, coordinate: list[str]) -> None:
    (task,) = tasks(f"1. {sentence}")
    assert names(task, "coordinate") == coordinate


@pytest.mark.parametrize(
    "sentence",
    [
        "Chi tiết tại Phụ lục kèm theo.",
        "Ông Lê Văn A, Chủ tịch UBND phường - Trưởng ban;",
        "Quyết định có hiệu lực thi hành sau 10 ngày kể từ ngày ký.",
        "Trước đó, UBND tỉnh nhận được Công văn số 12/BYT-KH của Bộ Y tế.",
        "Ngày 27/01/2024, Bộ Xây dựng có công văn số 140/BXD-QLN đề nghị UBND các tỉnh báo cáo trước ngày 28/02/2024.",
        "Hoan nghênh các địa phương đã tổ chức tốt kỳ thi.",
        "Về cơ bản, nhất trí với 4 nội dung báo cáo của Sở Xây dựng.",
    ],
)
def test_what_has_happened_and_praise_direct_nobody(sentence: str) -> None:
    assert tasks(f"1. {sentence}\n\n2. Sở Y tế tổ chức kiểm tra các cơ sở.")[0].text.startswith("Sở Y tế")


def test_order_without_a_lead_in() -> None:
    order = (
        "Thực hiện Chỉ thị số 5/CT-TTg ngày 4/5/2019 của Thủ tướng Chính phủ, UBND tỉnh yêu cầu Sở Y tế tăng cường "
        "kiểm tra, báo cáo UBND tỉnh trước ngày 30/4/2024."
    )
    (task,) = tasks(order, "")
    assert (names(task, "lead"), names(task, "report_to")) == (["Sở Y tế"], ["UBND tỉnh"])
    assert [d.value for d in task.deadlines] == ["2024-04-30"]
    assert task.references == ("5/CT-TTg",)


def test_numbered_clauses_that_each_direct_somebody_are_tasks_of_their_own() -> None:
    found = tasks("1. Sở Y tế tập trung: (i) rà soát các quy định; (ii) trình UBND tỉnh danh mục trong tháng 5/2024.")
    assert [names(t, "lead") for t in found] == [["Sở Y tế"]] * 2
    assert names(found[1], "report_to") == ["UBND tỉnh"]
    assert len(tasks("1. Sở Y tế sửa 02 quy định: (1) Quy định về dược; (2) Quy định về thiết bị.")) == 1


def test_an_order_before_the_lead_in_is_no_preamble() -> None:
    ordered, listed = tasks(
        "Qua kiểm tra, việc chấp hành chưa tốt. Theo đó, Ủy ban nhân dân tỉnh yêu cầu các sở, ngành rà soát quy định."
        "\n\nCác xã, phường thực hiện một số việc sau:\n\n- Tổ chức tuyên truyền đến người dân.",
        "",
    )
    assert (names(ordered, "lead"), names(listed, "lead")) == (["các sở, ngành"], ["Các xã, phường"])


DECISION = """ỦY BAN NHÂN DÂN
TỈNH PHÚ THỌ
-------
Số: 12/QĐ-UBND

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Phú Thọ, ngày 14 tháng 3 năm 2024

QUYẾT ĐỊNH
Về việc ban hành Kế hoạch phát triển chăn nuôi giai đoạn 2024 - 2030

ỦY BAN NHÂN DÂN TỈNH PHÚ THỌ

Căn cứ Chương trình phát triển nông thôn giai đoạn 2021 - 2030;

QUYẾT ĐỊNH:

Điều 1. Ban hành kèm theo Quyết định này Kế hoạch phát triển chăn nuôi giai đoạn 2024 - 2030.

Điều 2. Quyết định này có hiệu lực từ ngày ký. Giao Sở Nội vụ báo cáo UBND tỉnh trước ngày 15/12 hằng năm.

Nơi nhận:
- Lưu: VT.
"""


def test_a_decision_does_not_refer_to_what_it_issues_and_may_order_behind_its_entry_into_force() -> None:
    found = extract_source(read_bytes(DECISION.encode(), "qd"))
    assert [r.type for r in found.references] == ["Chương trình"]
    assert [names(task, "lead") for task in found.tasks if task.deadlines] == [["Sở Nội vụ"]]
