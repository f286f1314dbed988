"""A folder of 200 files of which 60 are broken in 20 ways, and what makes readers hang, die and eat memory."""

from __future__ import annotations

import io
import os
import random
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

from made_files import docx, encrypted_docx, html, odt, pdf, rtf, text, zipped

SEEDS = Path(__file__).parent.parent / "data" / "raw"
GOOD = 140
EACH = 3
HANG, DIE, EAT = b"#hang ", b"#die ", b"#eat "

READERS_THAT_FAIL = f'''
"""Loaded by every Python process of the run: what some files begin with stands for a reader's fault."""

import os, signal, time
import pipeline.ingest

sniff = pipeline.ingest.sniff


def faulty(data):
    if data.startswith({HANG!r}):
        # As in native code that never comes back.
        signal.pthread_sigmask(signal.SIG_BLOCK, set(signal.Signals) - {{signal.SIGKILL, signal.SIGSTOP}})
        time.sleep(600)
    if data.startswith({DIE!r}):
        os.kill(os.getpid(), signal.SIGSEGV)
    if data.startswith({EAT!r}):
        held = []
        while True:
            held.append(bytearray(2**23))
            time.sleep(0.01)
    return sniff(data)


pipeline.ingest.sniff = faulty
'''


def paragraphs(number: int) -> list[str]:
    """A small plan: two tasks with a lead and a deadline each."""
    return [
        "ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG",
        f"Số: {number}/KH-UBND",
        "Lâm Đồng, ngày 12 tháng 01 năm 2026",
        "KẾ HOẠCH",
        "Chuyển đổi số năm 2026",
        "I. NHIỆM VỤ",
        "1. Sở Khoa học và Công nghệ chủ trì xây dựng kho dữ liệu dùng chung trước ngày 30/6/2026.",
        "2. Sở Tài chính chủ trì bố trí kinh phí thực hiện trước ngày 31/7/2026.",
    ]


ODD_NAMES = (
    *("kế hoạch 'số' \"{}\"", "dòng\nmới {}", "=cmd|' {}", "%s {} #1?&", "Ủy ban {} ", "-rf {}", "a;b {}"),
    "{} \U0001f4c4",
)
FORMATS: dict[str, Callable[[list[str]], bytes]] = {
    "txt": text,
    "html": html,
    "docx": docx,
    "pdf": pdf,
    "rtf": rtf,
}
FEW_ODT = 4
"""Each may take LibreOffice a second."""


def make_good(folder: Path) -> dict[str, str | None]:
    """The good files; returns the names with the number that each document bears (None: a sample document)."""
    made: dict[str, str | None] = {}
    for path in sorted(SEEDS.glob("*.txt")):
        shutil.copy(path, folder)
        made[path.name] = None
    number = 0
    while len(made) < GOOD:
        number += 1
        ending = "odt" if number <= FEW_ODT else list(FORMATS)[number % len(FORMATS)]
        content = odt(paragraphs(number)) if ending == "odt" else FORMATS[ending](paragraphs(number))
        name = ODD_NAMES[number % len(ODD_NAMES)].format(number) if number % 3 == 0 else f"van-ban-{number}"
        if number % 10 == 5:
            content, ending = html(paragraphs(number)), "pdf"
        (folder / f"{name}.{ending}").write_bytes(content)
        made[f"{name}.{ending}"] = f"{number}/KH-UBND"
    return made


def bomb() -> bytes:
    return zipped({"a.txt": b"\0" * 20_000_000})


def deep() -> bytes:
    data = zipped({"x.txt": b"x"})
    for _ in range(12):
        data = zipped({"n.zip": data})
    return data


def entities() -> bytes:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(12))
    names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": f"<!DOCTYPE d [{laughs}]><w:document {names}><w:body><w:p><w:r><w:t>&l11;</w:t></w:r>"
            "</w:p></w:body></w:document>",
        }
    )


def noise(size: int, seed: int) -> bytes:
    return random.Random(seed).randbytes(size)


def workbook() -> bytes:
    import openpyxl

    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    return out.getvalue()


def many_members() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as container:
        for number in range(6_000):
            container.writestr(f"{number}.txt", b"")
    return buffer.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BROKEN: dict[str, tuple[str, Callable[[int], bytes]]] = {
    "encrypted-pdf": ("pdf", lambda n: pdf(paragraphs(n), password="bí mật")),
    "encrypted-docx": ("docx", lambda n: encrypted_docx(paragraphs(n), "bí mật")),
    "truncated-pdf": ("pdf", lambda n: pdf(paragraphs(n))[: 60 + n]),
    "truncated-docx": ("docx", lambda n: docx(paragraphs(n))[: 300 + n]),
    "bomb": ("zip", lambda n: bomb()),
    "deep-archives": ("zip", lambda n: deep()),
    "many-members": ("zip", lambda n: many_members()),
    "wrong-zip": ("zip", lambda n: b"PK\x03\x04" + noise(3_000, n)),
    "many-pages": ("pdf", lambda n: pdf(["Trang"], pages=10_000)),
    "entities": ("docx", lambda n: entities()),
    "hang": ("txt", lambda n: HANG),
    "die": ("txt", lambda n: DIE),
    "eat": ("txt", lambda n: EAT),
    "empty": ("pdf", lambda n: b""),
    "damaged-picture": ("png", lambda n: b"\x89PNG\r\n\x1a\n" + noise(3_000, n)),
    "workbook": ("xlsx", lambda n: workbook()),
    "program": ("doc", lambda n: b"\x7fELF" + noise(3_000, n)),
    "spoilt-word97": ("doc", lambda n: OLE + "WordDocument".encode("utf-16-le") + noise(3_000, n)),
}
"""What lies in the files; two more ways lie in the file system."""


def make_broken(folder: Path) -> dict[str, str]:
    """The broken files; returns their names with the way they are broken in."""
    made: dict[str, str] = {}
    for way, (ending, content) in BROKEN.items():
        for number in range(1, EACH + 1):
            path = folder / f"{way}-{number}.{ending}"
            path.write_bytes(content(number))
            made[path.name] = way
    for number in range(1, EACH + 1):
        name = f"zeros-{number}.pdf"
        with (folder / name).open("wb") as file:
            file.truncate(1 << 30)
        made[name] = "zeros"
        name = f"no-file-{number}.pdf"
        if number == 1:
            (folder / name).symlink_to(name)
        elif number == 2:
            os.mkfifo(folder / name)
        else:
            (folder / name).symlink_to("/dev/zero")
        made[name] = "no-file"
    return made
