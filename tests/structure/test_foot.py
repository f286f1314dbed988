"""Recipients and signatures, side by side, interleaved and in turn."""

from __future__ import annotations

import pytest
from made_heads import lines

from pipeline.model import Line, Signer, SourceTable, TableCell
from pipeline.structure.frame.foot import read_foot


def cell(*texts: str) -> TableCell:
    return TableCell(tuple(Line(t) for t in texts))


LEFT = ("Nơi nhận:", "- Như trên;", "- Các sở, ban, ngành (để", "thực hiện);", "- Lưu: VT, KGVX.")
RIGHT = ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Nguyễn Thị Ngọc Điệp")
RECIPIENTS = ("Như trên", "Các sở, ban, ngành (để thực hiện)", "Lưu: VT, KGVX")
SIGNER = Signer("Nguyễn Thị Ngọc Điệp", "PHÓ CHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH")


@pytest.mark.parametrize(
    "items",
    [
        [SourceTable(((cell(*LEFT), cell(*RIGHT)),), ruled=False)],
        lines(*LEFT, *RIGHT),
        lines(*RIGHT, *LEFT),
        lines(
            "Nơi nhận: TM. ỦY BAN NHÂN DÂN", "- Như trên; KT. CHỦ TỊCH", "- Các sở, ban, ngành (để",
            "thực hiện); PHÓ CHỦ TỊCH",
            "- Lưu: VT, KGVX.", "Nguyễn Thị Ngọc Điệp",
        ),
        [SourceTable(((cell(*LEFT[:2]), cell(*RIGHT[:2])),), ruled=False), SourceTable(((cell(*LEFT[2:]),
        cell(*RIGHT[2:])),), ruled=False)],
        lines("**Nơi nhận:**", *LEFT[1:], *(f"**{t}**" for t in RIGHT[:3]), RIGHT[3]),
    ],
    ids=["two columns", "in turn", "signature first", "interleaved", "cut by a page", "bold marks"],
)  # fmt: skip
def test_orders(items: list[Line | SourceTable]) -> None:
    foot = read_foot([Line("Trân trọng./."), *items])
    assert foot.recipients == RECIPIENTS
    assert foot.signer == SIGNER
    assert 0 not in foot.indexes
    assert len(items) in foot.indexes


@pytest.mark.parametrize(
    ("printed", "signer"),
    [
        (("GIÁM ĐỐC", "Lương Văn Việt"), Signer("Lương Văn Việt", "GIÁM ĐỐC", None)),
        (("TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG", "Phùng Tô Long"),
         Signer("Phùng Tô Long", "PHÓ CHÁNH VĂN PHÒNG", "TL. CHỦ TỊCH KT. CHÁNH VĂN PHÒNG")),
        (("KT. BỘ TRƯỞNG, CHỦ NHIỆM", "PHÓ CHỦ NHIỆM", "Trịnh Mạnh Linh"),
         Signer("Trịnh Mạnh Linh", "PHÓ CHỦ NHIỆM", "KT. BỘ TRƯỞNG, CHỦ NHIỆM")),
        (("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ THƯỜNG TRỰC", "Lò Minh Hùng"),
         Signer("Lò Minh Hùng", "PHÓ BÍ THƯ THƯỜNG TRỰC", "T/M BAN THƯỜNG VỤ")),
        (("TUQ. GIÁM ĐỐC", "TRƯỞNG PHÒNG HÀNH CHÍNH", "Đào Mỹ"), Signer("Đào Mỹ", "TRƯỞNG PHÒNG HÀNH CHÍNH",
        "TUQ. GIÁM ĐỐC")),
        (("Q. GIÁM ĐỐC", "Lê An"), Signer("Lê An", None, "Q. GIÁM ĐỐC")),
        (("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "(Đã ký)", "TS. Lê Khắc Nam"), Signer("Lê Khắc Nam", "PHÓ CHỦ TỊCH",
        "KT. CHỦ TỊCH")),
        (("CHỦ TỊCH",), Signer(None, "CHỦ TỊCH", None)),
    ],
)  # fmt: skip
def test_authorities(printed: tuple[str, ...], signer: Signer) -> None:
    assert read_foot(lines("Nơi nhận:", "- Như trên;", "- Lưu: VT.", *printed)).signer == signer


def test_two_recipients_on_one_bullet_and_lists_after_a_colon() -> None:
    foot = read_foot(lines("Nơi nhận:", "- TT. Tỉnh ủy; TT. HĐND tỉnh (b/c);", "- VPUB: CVP; PCVP;", "- Lưu: VT."))
    assert foot.recipients == ("TT. Tỉnh ủy", "TT. HĐND tỉnh (b/c)", "VPUB: CVP; PCVP", "Lưu: VT")


def test_foot_before_an_annex_leaves_the_annex_alone() -> None:
    items = lines("Nơi nhận:", "- Lưu: VT.", "GIÁM ĐỐC", "Lương Văn Việt", "PHỤ LỤC", "Một số chỉ tiêu", "- Số trường")
    foot = read_foot(items)
    assert foot.recipients == ("Lưu: VT",)
    assert foot.indexes == {0, 1, 2, 3}


def test_signature_without_recipients() -> None:
    foot = read_foot(lines("Yêu cầu các đơn vị thực hiện./.", "KT. CHỦ TỊCH PHÓ CHỦ TỊCH Hoàng Nam"))
    assert foot.recipients == ()
    assert foot.signer == Signer("Hoàng Nam", "PHÓ CHỦ TỊCH", "KT. CHỦ TỊCH")


def test_no_foot() -> None:
    assert read_foot(lines("Sở Y tế rà soát quy định.", "Nơi nhận hồ sơ là bộ phận một cửa.")).indexes == frozenset()


def test_what_stands_below_a_recipient_belongs_to_it() -> None:
    expected = ("Như trên", "VP UBND tỉnh: LĐVP; KGVX", "Lưu: VT")
    printed = lines("Nơi nhận:", "- Như trên;", "- VP UBND tỉnh:", "+ LĐVP;", "+ KGVX;", "- Lưu: VT.")
    assert read_foot(printed).recipients == expected
    assert read_foot(lines("Nơi nhận: - Như trên; - VP UBND tỉnh: + LĐVP; + KGVX; - Lưu: VT.")).recipients == expected
