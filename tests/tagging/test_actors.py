"""Who is mentioned: bodies, groups, office holders, persons, and where."""

import itertools
import json
import re
import unicodedata
from pathlib import Path

import pytest

from pipeline.tagging.actors.definitions import Definitions, find_definitions
from pipeline.tagging.actors.find import find_actors, split_actors

GOLD = Path(__file__).parents[3] / "shared" / "gold"


def names(text: str) -> list[str]:
    return [a.name for a in find_actors(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a shared head is given back to every member
        (
            "Các Sở: Kế hoạch và Đầu tư, Tài chính, Nội vụ có trách nhiệm phối hợp.",
            ["Sở Kế hoạch và Đầu tư", "Sở Tài chính", "Sở Nội vụ"],
        ),
        ("Giao Sở Tài chính, Xây dựng và Nội vụ thực hiện.", ["Sở Tài chính", "Sở Xây dựng", "Sở Nội vụ"]),
        ("Yêu cầu các Bộ Y tế, Tư pháp và Công an báo cáo.", ["Bộ Y tế", "Bộ Tư pháp", "Bộ Công an"]),
        ("Các Tập đoàn: PVN, VNPT rà soát.", ["Tập đoàn PVN", "Tập đoàn VNPT"]),
        (
            "Các Phòng: Tài chính - Kế hoạch, Nội vụ huyện tham mưu.",
            ["Phòng Tài chính - Kế hoạch huyện", "Phòng Nội vụ huyện"],
        ),
        (
            "các bộ, cơ quan: Công an, Văn phòng Chính phủ, Nội vụ báo cáo",
            ["Bộ Công an", "Văn phòng Chính phủ", "Bộ Nội vụ"],
        ),
        # commas and và inside one name
        (
            "Sở Văn hóa, Thể thao và Du lịch, Sở Y tế phối hợp.",
            ["Sở Văn hóa, Thể thao và Du lịch", "Sở Y tế"],
        ),
        (
            "Phòng Giáo dục Thường xuyên, Giáo dục Nghề nghiệp và Đại học; Phòng Quản lý chất lượng",
            ["Phòng Giáo dục Thường xuyên, Giáo dục Nghề nghiệp và Đại học", "Phòng Quản lý chất lượng"],
        ),
        ("phối hợp với Phòng GDTX, GDNN và Đại học kiểm tra", ["Phòng GDTX, GDNN và Đại học"]),
        (
            "Ban Quản lý các khu công nghệ cao và khu công nghiệp chủ trì",
            ["Ban Quản lý các khu công nghệ cao và khu công nghiệp"],
        ),
        ("Báo và Phát thanh, Truyền hình Cần Thơ đưa tin", ["Báo và Phát thanh, Truyền hình Cần Thơ"]),
        (
            "Ban Quản lý dự án đầu tư xây dựng công trình giao thông tỉnh đẩy nhanh tiến độ",
            ["Ban Quản lý dự án đầu tư xây dựng công trình giao thông tỉnh"],
        ),
        ("Phòng Cảnh sát giao thông hướng dẫn", ["Phòng Cảnh sát giao thông"]),
        ("Trung tâm Chuyển đổi số Thành phố vận hành", ["Trung tâm Chuyển đổi số Thành phố"]),
        ("Hội đồng Giáo dục quốc phòng và an ninh tỉnh họp", ["Hội đồng Giáo dục quốc phòng và an ninh tỉnh"]),
        # one group under one shared các
        ("Các Sở, ban, ngành, địa phương thực hiện", ["Các Sở, ban, ngành, địa phương"]),
        (
            "UBND các quận, huyện và các cơ quan, đơn vị liên quan rà soát",
            [
                "UBND các quận, huyện",
                "các cơ quan, đơn vị liên quan",
            ],
        ),
        ("các cấp, các ngành, các địa phương thực hiện", ["các cấp", "các ngành", "các địa phương"]),
        ("phối hợp với các trường đại học, viện nghiên cứu thúc đẩy", ["các trường đại học", "viện nghiên cứu"]),
        ("báo cáo cấp có thẩm quyền những vấn đề vượt thẩm quyền", ["cấp có thẩm quyền"]),
        ("toàn ngành giáo dục tập trung thực hiện", ["toàn ngành giáo dục"]),
        ("Đề nghị cơ quan báo chí tuyên truyền", ["cơ quan báo chí"]),
        # office holders
        ("Thủ trưởng các đơn vị trực thuộc xây dựng kế hoạch", ["Thủ trưởng các đơn vị trực thuộc"]),
        ("Chủ tịch UBND các xã, phường tổ chức quán triệt", ["Chủ tịch UBND các xã, phường"]),
        (
            "Chủ tịch Ủy ban nhân dân các tỉnh, thành phố trực thuộc Trung ương: Hà Tĩnh, Huế, Đắk Lắk chủ động",
            [
                "Chủ tịch Ủy ban nhân dân tỉnh Hà Tĩnh",
                "Chủ tịch Ủy ban nhân dân thành phố Huế",
                "Chủ tịch Ủy ban nhân dân tỉnh Đắk Lắk",
            ],
        ),
        (
            "Bộ trưởng Bộ Tài chính báo cáo Thủ tướng Chính phủ trước ngày 15/3",
            [
                "Bộ trưởng Bộ Tài chính",
                "Thủ tướng Chính phủ",
            ],
        ),
        ("Giao Phó Chủ tịch UBND tỉnh Võ Phiên chỉ đạo", ["Phó Chủ tịch UBND tỉnh Võ Phiên"]),
        ("- Đồng chí Đỗ Duy Hưng, Phó Giám đốc - chỉ đạo;", ["Đỗ Duy Hưng, Phó Giám đốc"]),
        ("Trưởng phòng GD&ĐT các huyện, thành phố thực hiện", ["Trưởng phòng GD&ĐT các huyện, thành phố"]),
        ("Các phòng CMNV cơ quan Sở phối hợp", ["Các phòng CMNV cơ quan Sở"]),
        (
            "- Các P. CMNV cơ quan Sở; Đồn Biên phòng Yên Khương",
            ["Các P. CMNV cơ quan Sở", "Đồn Biên phòng Yên Khương"],
        ),
        ("các cơ sở GDMN và các trường THPT tổ chức", ["các cơ sở GDMN", "các trường THPT"]),
        ("theo đề nghị phối hợp, BGDĐT và BTTTT thống nhất", ["BGDĐT", "BTTTT"]),
        # only the outermost
        ("Giao Ban cán sự đảng Ủy ban nhân dân tỉnh lãnh đạo", ["Ban cán sự đảng Ủy ban nhân dân tỉnh"]),
        ("Thanh tra Bộ Lao động - Thương binh và Xã hội kết luận", ["Thanh tra Bộ Lao động - Thương binh và Xã hội"]),
        ("các phòng, ban thuộc Sở thực hiện", ["các phòng, ban thuộc Sở"]),
        # a place with its name
        ("Xã Phú Mỡ, Phường Sông Cầu rà soát", ["Xã Phú Mỡ", "Phường Sông Cầu"]),
        ("Quân khu 5 và Ban Chỉ đạo 389 tỉnh phối hợp", ["Quân khu 5", "Ban Chỉ đạo 389 tỉnh"]),
        ("UBND huyện Trà Bồng tiếp tục chỉ đạo", ["UBND huyện Trà Bồng"]),
        (
            "UBND các huyện: Ba Vì, Sóc Sơn; UBND phường Hàng Bạc báo cáo",
            [
                "UBND huyện Ba Vì",
                "UBND huyện Sóc Sơn",
                "UBND phường Hàng Bạc",
            ],
        ),
        ("Ủy ban nhân dân các tỉnh, thành phố Khẩn trương rà soát", ["Ủy ban nhân dân các tỉnh, thành phố"]),
        ("Kho bạc Nhà nước Quảng Ngãi phối hợp", ["Kho bạc Nhà nước Quảng Ngãi"]),
        ("Ngân hàng Nhà nước - Chi nhánh Quảng Ngãi chỉ đạo", ["Ngân hàng Nhà nước - Chi nhánh Quảng Ngãi"]),
    ],
)
def test_names(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Nâng cao chất lượng cán bộ, cơ sở dữ liệu và nhiệm vụ, dịch vụ công toàn bộ, đồng bộ.",
        "ban hành báo cáo, phòng, chống dịch bệnh; hội nghị, hội thảo; bộ tiêu chí; trường hợp đặc biệt",
        "các cấp học, các ngành nghề, các phòng học, các trường hợp, các hội nghị",
        "phát triển kinh tế - xã hội, bảo vệ môi trường, thị trường",
        "chương trình “Sở Y tế và các sở, ngành đồng hành”",
        "Nghị quyết số 20/NQ-HĐND, Quyết định số 15/QĐ-UBND",
    ],
)
def test_no_actor_where_only_the_letters_are_alike(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Uỷ ban nhân dân tỉnh – Sở Văn hoá, Thể thao và Du lịch; các sở, ngành liên quan",
        "Đồng chí Đỗ Duy Hưng, Phó Giám đốc - chỉ đạo; Sở: Nội vụ",
        "SỞ GIÁO DỤC VÀ ĐÀO TẠO phối hợp với ỦY BAN NHÂN DÂN TỈNH",
    ],
)
def test_offsets_are_exact_and_in_order(text: str) -> None:
    found = find_actors(text)
    assert found
    for actor in found:
        assert text[actor.start : actor.end] == actor.surface
    assert [a.start for a in found] == sorted(a.start for a in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


@pytest.mark.parametrize("piece", ["Văn phòng ", "Trung tâm A và ", "các ", "Sở (", "Ban Quản lý dự án ", "huyện, "])
def test_endless_repetition_ends(piece: str) -> None:
    text = piece * 1500
    for actor in (*find_actors(text), *split_actors(text)):
        assert text[actor.start : actor.end] == actor.surface


def test_decomposed_letters_do_not_shift_offsets() -> None:
    text = unicodedata.normalize("NFD", "Giao Sở Y tế, UBND tỉnh thực hiện")
    for actor in find_actors(text):
        assert text[actor.start : actor.end] == actor.surface


def test_either_spelling_is_the_same_body() -> None:
    (new,), (old,) = find_actors("Ủy ban nhân dân tỉnh"), find_actors("Uỷ ban nhân dân tỉnh")
    assert new.id == old.id is not None
    assert old.name == "Uỷ ban nhân dân tỉnh"


def test_a_definition_of_the_document_rules() -> None:
    text = "Sở Giáo dục và Đào tạo (GDĐT) yêu cầu Phòng GDĐT báo cáo Sở GDĐT."
    found = find_actors(text, find_definitions(text))
    assert [a.name for a in found] == ["Sở Giáo dục và Đào tạo", "Phòng GDĐT", "Sở GDĐT"]
    assert found[2].canonical == "Sở Giáo dục và Đào tạo"
    other = find_actors("Sở ABC báo cáo", Definitions({"ABC": "Xây dựng"}))
    assert other[0].canonical == "Sở Xây dựng"


def test_one_who_only_owns_something_is_less_sure() -> None:
    (owner,) = find_actors("theo chỉ đạo của UBND tỉnh")
    (subject,) = find_actors("UBND tỉnh chỉ đạo")
    assert owner.confidence < subject.confidence


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Phòng GDTrH; Phòng GDMN&GDTH; Phòng GDTX, GDNN&ĐH",
            ["Phòng GDTrH", "Phòng GDMN&GDTH", "Phòng GDTX, GDNN&ĐH"],
        ),
        (
            "- Sở Tài chính;\n- Các phòng CMNV cơ quan Sở;\n- Trường THPT chuyên Trần Phú",
            [
                "Sở Tài chính",
                "Các phòng CMNV cơ quan Sở",
                "Trường THPT chuyên Trần Phú",
            ],
        ),
        ("Doanh nghiệp; Sở, ban, ngành", ["Doanh nghiệp", "Sở, ban, ngành"]),
        ("Đơn vị chủ trì: Sở Y tế, Công an tỉnh", ["Sở Y tế", "Công an tỉnh"]),
        ("Đồng chí Lương Văn Việt, Giám đốc - chỉ đạo", ["Lương Văn Việt, Giám đốc"]),
        (
            "Lương Văn Việt, Giám đốc; Phạm Hồng Quân, Phó Giám đốc",
            [
                "Lương Văn Việt, Giám đốc",
                "Phạm Hồng Quân, Phó Giám đốc",
            ],
        ),
        ("Sở KH&CN chủ trì hướng dẫn, tổng hợp; UBND cấp xã thực hiện", ["Sở KH&CN", "UBND cấp xã"]),
        ("Phòng Giáo dục Mầm non và\nGiáo dục Tiểu học", ["Phòng Giáo dục Mầm non và\nGiáo dục Tiểu học"]),
        ("Câu lạc bộ Hoa sen; Sở Nội vụ", ["Câu lạc bộ Hoa sen", "Sở Nội vụ"]),
        ("", []),
    ],
)
def test_split(text: str, expected: list[str]) -> None:
    assert [a.name.replace("\n", " ") for a in split_actors(text)] == [e.replace("\n", " ") for e in expected]


def test_nothing_in_a_cell_is_lost() -> None:
    text = "Tổ dân phố; Sở Y tế, Nhóm Zalo phụ huynh; ông chủ cửa hàng"
    covered = "".join(a.surface for a in split_actors(text))
    assert re.sub(r"[\s;,]", "", covered) == re.sub(r"[\s;,]", "", text)


@pytest.mark.skipif(not GOLD.is_dir(), reason="the annotated documents are not here")
def test_explicit_actors_of_the_annotated_documents_are_found() -> None:
    hit = all_said = 0
    for file in sorted(GOLD.glob("*.json")):
        document = json.loads(file.read_text(encoding="utf-8"))
        for task in document.get("tasks", []) if isinstance(document, dict) else []:
            wanted = [a for role in ("lead", "coordinate", "report_to") for a in task.get(role) or []]
            said = [a for a in wanted if a.lower() in task["text"].lower()]
            if not said:
                continue
            found = {a.name.lower() for a in find_actors(task["text"])}
            all_said += len(said)
            hit += sum(a.lower() in found for a in said)
    assert hit / all_said > 0.95
