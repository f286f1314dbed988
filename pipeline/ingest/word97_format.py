"""Formatting in Word 97 files: fonts, styles, and which run and which paragraph has which."""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.ingest.docx_styles import Look

_PAGE = 512
# Sprm codes of [MS-DOC] 2.6: what a run or a paragraph sets.
_BOLD, _ITALIC, _HIDDEN, _SIZE = 0x0835, 0x0836, 0x083C, 0x4A43
_FONT_ASCII, _FONT_OTHER, _DELETED = 0x4A4F, 0x4A51, 0x0800
_ALIGNMENT_OLD, _ALIGNMENT, _IN_TABLE, _ROW_END = 0x2403, 0x2461, 0x2416, 0x2417
_OPERAND = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
_TABLE_DEFINITION = 0xD608


@dataclass(frozen=True, slots=True)
class ParagraphFormat:
    """A paragraph's style and place."""

    style: int = 0
    centred: bool = False
    in_table: bool = False
    row_end: bool = False


def read_sprms(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The single properties of a list of them."""
    at = 0
    while at + 2 <= len(data):
        code = struct.unpack_from("<H", data, at)[0]
        at += 2
        kind = code >> 13
        if kind == 6:
            if code == _TABLE_DEFINITION and at + 2 <= len(data):
                size = struct.unpack_from("<H", data, at)[0] + 1
            else:
                size = data[at] + 1 if at < len(data) else 0
        else:
            size = _OPERAND[kind]
        yield code, data[at : at + size]
        at += size


def apply_sprms(look: Look, data: bytes, fonts: list[str]) -> Look:
    """The look of a run after its properties."""
    chosen: dict[int, str] = {}
    for code, operand in read_sprms(data):
        if not operand:
            continue
        number = int.from_bytes(operand[:2], "little")
        if code in (_BOLD, _ITALIC, _HIDDEN, _DELETED):
            on = operand[0] in (1, 0x81)
            if code == _BOLD:
                look = replace(look, bold=on)
            elif code == _ITALIC:
                look = replace(look, italic=on)
            else:
                look = replace(look, hidden=on or bool(look.hidden))
        elif code == _SIZE:
            look = replace(look, size=number / 2)
        elif code in (_FONT_ASCII, _FONT_OTHER) and number < len(fonts):
            chosen[code] = fonts[number]
    # Letters beyond ASCII are set in the "other" font, and they are what the font is asked for.
    font = chosen.get(_FONT_OTHER, chosen.get(_FONT_ASCII))
    return replace(look, font=font) if font else look


def paragraph_format(style: int, data: bytes) -> ParagraphFormat:
    """The place of a paragraph after its properties."""
    found = ParagraphFormat(style)
    for code, operand in read_sprms(data):
        if not operand:
            continue
        if code in (_ALIGNMENT, _ALIGNMENT_OLD):
            found = replace(found, centred=operand[0] == 1)
        elif code == _IN_TABLE:
            found = replace(found, in_table=operand[0] != 0)
        elif code == _ROW_END:
            found = replace(found, row_end=operand[0] != 0)
    return found


class Runs:
    """Property lists by file position, from the pages of a bin table."""

    def __init__(self, document: bytes, table: bytes, at: int, size: int, paragraphs: bool) -> None:
        self._starts: list[int] = []
        self._found: list[tuple[int, bytes]] = []
        count = max(0, (size - 4) // 8)
        for i in range(count):
            place = at + (count + 1) * 4 + i * 4
            if place + 4 > len(table):
                break
            number = struct.unpack_from("<I", table, place)[0] & 0x3FFFFF
            page = document[number * _PAGE : (number + 1) * _PAGE]
            if len(page) == _PAGE:
                self._read_page(page, paragraphs)

    def _read_page(self, page: bytes, paragraphs: bool) -> None:
        runs = page[511]
        width = 13 if paragraphs else 1
        if (runs + 1) * 4 + runs * width > 511:
            return
        for i in range(runs):
            start = struct.unpack_from("<I", page, i * 4)[0]
            offset = page[(runs + 1) * 4 + i * width] * 2
            self._starts.append(start)
            self._found.append(self._properties(page, offset, paragraphs))

    @staticmethod
    def _properties(page: bytes, offset: int, paragraphs: bool) -> tuple[int, bytes]:
        if not offset or offset >= 511:
            return 0, b""
        size = page[offset]
        if not paragraphs:
            return 0, page[offset + 1 : offset + 1 + size]
        start, size = (offset + 1, size * 2 - 1) if size else (offset + 2, page[offset + 1] * 2)
        content = page[start : start + size]
        return (struct.unpack_from("<H", content)[0], content[2:]) if len(content) >= 2 else (0, b"")

    def at(self, position: int) -> tuple[int, bytes]:
        """Style number and properties of what stands at a file position."""
        i = bisect_right(self._starts, position) - 1
        return self._found[i] if i >= 0 else (0, b"")


def read_font_names(table: bytes, at: int, size: int) -> list[str]:
    """The names in the font table."""
    end = min(at + size, len(table))
    names: list[str] = []
    at += 4
    while at + 40 < end:
        length = table[at] + 1
        name = table[at + 40 : at + length].decode("utf-16-le", "replace").split("\0")[0]
        names.append(name)
        at += length
    return names


def read_style_looks(table: bytes, at: int, size: int, fonts: list[str]) -> dict[int, Look]:
    """The look that each paragraph style gives, with what it is based on."""
    end = min(at + size, len(table))
    if at + 20 > end:
        return {}
    header = struct.unpack_from("<H", table, at)[0]
    count, base_size = struct.unpack_from("<HH", table, at + 2)
    standard = struct.unpack_from("<H", table, at + 18)[0]
    raw: dict[int, tuple[int, bytes]] = {}
    at += 2 + header
    for index in range(count):
        if at + 2 > end:
            break
        length = struct.unpack_from("<H", table, at)[0]
        at += 2
        if length >= base_size + 4 and at + length <= end:
            raw[index] = _style_properties(table[at : at + length], base_size)
        at += length + (length & 1)
    default = Look(font=fonts[standard] if standard < len(fonts) else None)
    looks: dict[int, Look] = {}
    for index in raw:
        chain: list[bytes] = []
        style, depth = index, 0
        while style in raw and depth < 20:
            chain.append(raw[style][1])
            style, depth = raw[style][0], depth + 1
        look = default
        for properties in reversed(chain):
            look = apply_sprms(look, properties, fonts)
        looks[index] = look
    return looks


def _style_properties(entry: bytes, base_size: int) -> tuple[int, bytes]:
    """What a style is based on and its run properties."""
    kind_and_base, parts = struct.unpack_from("<HH", entry, 2)
    kind, base = kind_and_base & 0xF, kind_and_base >> 4
    name = struct.unpack_from("<H", entry, base_size)[0]
    at = base_size + 2 + (name + 1) * 2
    if kind != 1:
        return base, b""
    for part in range(min(parts & 0xF, 2)):
        if at + 2 > len(entry):
            break
        length = struct.unpack_from("<H", entry, at)[0]
        if part == 1:
            return base, entry[at + 2 : at + 2 + length]
        at += 2 + length + (length & 1)
    return base, b""
