from dataclasses import replace

import pytest

from pipeline.model import Document, Metadata, Paragraph, Reference
from pipeline.tagging.references.find import find_references
from pipeline.tagging.references.relations import basis_keys, relate


def document(*pieces: tuple[str, str], **metadata: str) -> tuple[Document, list[Reference]]:
    text, blocks, references, at = "", [], [], 0
    for part, words in pieces:
        blocks.append(Paragraph(at, at + len(words), at, part=part))  # type: ignore[arg-type]
        references += [replace(r, start=r.start + at, end=r.end + at) for r in find_references(words)]
        text += words + "\n"
        at = len(text)
    return Document("x", text, Metadata(**metadata), (), tuple(blocks)), references  # type: ignore[arg-type]


def relations(*pieces: tuple[str, str], **metadata: str) -> dict[str, str]:
    return {r.key: r.relation for r in relate(*document(*pieces, **metadata))}


@pytest.mark.parametrize(
    ("sentence", "relation"),
    [
        ("Tổ chức triển khai thực hiện Nghị quyết số 5-NQ/TU.", "implement"),
        ("Quán triệt, phổ biến Nghị quyết số 5-NQ/TU.", "implement"),
        ("Thực hiện các nhiệm vụ nêu tại Nghị quyết số 5-NQ/TU.", "implement"),
        ("Thu phí theo quy định tại Nghị quyết số 5-NQ/TU.", "cite"),
        ("Tuyên truyền Nghị quyết số 5-NQ/TU.", "cite"),
        ("Chính phủ đã ban hành Nghị quyết số 5-NQ/TU.", "cite"),
        ("Tham mưu sửa đổi, bổ sung Nghị quyết số 5-NQ/TU.", "amend"),
        ("Sắp xếp các chợ theo Nghị quyết số 5-NQ/TU.", "implement"),
        ("Thu phí theo Thông tư số 5/2020/TT-BTC.", "cite"),
    ],
)
def test_relation_from_what_governs(sentence: str, relation: str) -> None:
    assert list(relations(("body", sentence)).values()) == [relation]


def test_preamble_is_basis() -> None:
    assert relations(("preamble", "Căn cứ Luật Trồng trọt;")) == {"luật trồng trọt": "basis"}


def test_list_shares_the_relation_and_titles_do_not() -> None:
    said = relations(
        (
            "body",
            "Thực hiện Chỉ thị số 1/CT-TTg về phòng dịch; Quyết định số 2/QĐ-TTg về việc sửa đổi một số điều của "
            "Nghị định số 3/2020/NĐ-CP và Kế hoạch số 4/KH-UBND.",
        )
    )
    assert said["1/CT-TTg"] == said["2/QĐ-TTg"] == "implement"
    assert said["3/2020/NĐ-CP"] == "cite"


def test_drafted_text() -> None:
    said = relations(("body", "Tham mưu ban hành Nghị quyết quy định mức thu học phí trên địa bàn tỉnh."))
    assert list(said.values()) == ["draft"]


def test_the_document_itself_is_left_out() -> None:
    pieces = (
        ("body", "Kèm theo Kế hoạch số 9/KH-UBND."),
        ("body", "Trên đây là Kế hoạch phát triển nghề cá bền vững."),
    )
    assert relations(*pieces, number="9/KH-UBND", type="Kế hoạch", title="phát triển nghề cá bền vững") == {}


def test_basis_names_what_the_preamble_names_directly() -> None:
    doc, references = document(
        ("preamble", "Căn cứ Luật Trồng trọt;"),
        ("preamble", "Thực hiện Kế hoạch số 1/KH-UBND về thực hiện Nghị quyết số 2-NQ/TW; Công văn số 3/BYT-KH,"),
        ("body", "Thực hiện Quyết định số 4/QĐ-TTg."),
    )
    assert basis_keys(doc, references) == ("luật trồng trọt", "1/KH-UBND", "3/BYT-KH")


def test_short_mention_takes_the_key_of_the_full_one() -> None:
    doc, references = document(
        ("body", "Thực hiện Nghị quyết số 12/2021/NQ-HĐND của HĐND tỉnh."),
        ("body", "Sơ kết Nghị quyết 12; thực hiện Nghị quyết số 99."),
    )
    assert [r.key for r in relate(doc, references)] == ["12/2021/NQ-HĐND", "12/2021/NQ-HĐND"]
