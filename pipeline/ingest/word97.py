"""Word 97–2003 files without LibreOffice: the piece table, with fonts, tables and notes."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.ingest.docx_blocks import line_of
from pipeline.ingest.docx_runs import Piece, decode_pieces
from pipeline.ingest.docx_styles import Look
from pipeline.ingest.grid import build_grid, is_ruled
from pipeline.ingest.limits import LIMITS, Limits
from pipeline.ingest.ole import CompoundFile
from pipeline.ingest.swallowed import is_swallowed, release
from pipeline.ingest.word97_format import (
    ParagraphFormat,
    Runs,
    apply_sprms,
    paragraph_format,
    read_font_names,
    read_style_looks,
)
from pipeline.model import Line, Page, ReadError, Source, SourceTable, TableCell

_DAMAGED = "damaged Word file; open it in Word or LibreOffice and save it as DOCX"
_WORD = 0xA5EC
_COMPRESSED = 0x40000000
_NOTE_SIZE = 8.0
# Marks inside the text: cell end, line break, page break, field begin, separator and end, and what stands for objects.
_CELL, _LINE, _PAGE, _BEGIN, _SEPARATOR, _END = "\x07", "\x0b", "\x0c", "\x13", "\x14", "\x15"
_MARKS = {"\x1e": "-", "\x1f": "\xad", "\t": " ", "\xa0": " "}
_OBJECTS = re.compile("[\x00-\x06\x08\x0e-\x12\x16-\x1d]")


@dataclass(frozen=True, slots=True)
class _Chunk:
    """Text with one look, up to a paragraph mark at most."""

    text: str
    look: Look
    place: ParagraphFormat


def read_word97(data: bytes, name: str, limits: Limits = LIMITS) -> Source:
    """Read a Word 97–2003 file.

    Raises:
        ReadError: damaged, encrypted or without text.
    """
    try:
        items = _Reader(data, limits).read()
    except (struct.error, IndexError, ValueError) as e:
        raise ReadError(_DAMAGED) from e
    if not items:
        raise ReadError("the Word file holds no text")
    pages: dict[int, list[Line | SourceTable]] = {}
    for item in items:
        pages.setdefault(item.page, []).append(item)
    if len(pages) > limits.pages:
        raise ReadError(f"document of {len(pages):,} pages (limit {limits.pages:,}); split the file")
    return Source(name, "doc", tuple(Page(n, tuple(found)) for n, found in sorted(pages.items())))


def check_word(data: bytes, limits: Limits = LIMITS) -> tuple[CompoundFile, bytes, int]:
    """The file, its main stream and its flags.

    Raises:
        ReadError: damaged or encrypted.
    """
    try:
        file = CompoundFile(data, limits)
    except (struct.error, IndexError, ValueError) as e:
        raise ReadError(_DAMAGED) from e
    document = file.stream("WordDocument") or b""
    if len(document) < 0x20:
        raise ReadError(_DAMAGED)
    flags = struct.unpack_from("<H", document, 10)[0]
    if flags & 0x100:
        raise ReadError("the Word file is encrypted; save it without a password")
    return file, document, flags


class _Reader:
    def __init__(self, data: bytes, limits: Limits) -> None:
        file, document, flags = check_word(data, limits)
        self._limits = limits
        if len(document) < 0x200 or struct.unpack_from("<H", document)[0] != _WORD:
            raise ReadError("Word file from before Word 97; open it in LibreOffice and save it as DOCX")
        self._document = document
        self._table = file.stream("1Table" if flags & 0x200 else "0Table") or b""
        self._body, self._notes = struct.unpack_from("<II", document, 0x4C)
        fonts = read_font_names(self._table, *self._position(0x112))
        self._fonts = fonts
        self._styles = read_style_looks(self._table, *self._position(0xA2), fonts)
        self._characters = Runs(document, self._table, *self._position(0xFA), paragraphs=False)
        self._paragraphs = Runs(document, self._table, *self._position(0x102), paragraphs=True)
        self._page = 1

    def _position(self, at: int) -> tuple[int, int]:
        place, size = struct.unpack_from("<II", self._document, at)
        return place, size

    def _pieces(self) -> Iterator[tuple[int, int, int, bool]]:
        """First and last character position, file position, and whether a character is one byte."""
        at, size = self._position(0x1A2)
        clx = self._table[at : at + size]
        at = 0
        while at < len(clx) and clx[at] == 1:
            at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
        if at >= len(clx) or clx[at] != 2:
            raise ReadError(_DAMAGED)
        length = struct.unpack_from("<I", clx, at + 1)[0]
        plc = clx[at + 5 : at + 5 + length]
        count = (len(plc) - 4) // 12
        for i in range(count):
            first, last = struct.unpack_from("<II", plc, i * 4)
            place = struct.unpack_from("<I", plc, (count + 1) * 4 + i * 8 + 2)[0]
            single = bool(place & _COMPRESSED)
            place &= ~_COMPRESSED
            yield first, last, place // 2 if single else place, single

    def _chunks(self, start: int, end: int) -> Iterator[_Chunk]:
        """The text between two character positions, cut at every change of look and at every paragraph mark."""
        for first, last, place, single in self._pieces():
            a, b = max(first, start), min(last, end)
            if a >= b:
                continue
            width = 1 if single else 2
            offset = place + (a - first) * width
            raw = self._document[offset : offset + (b - a) * width]
            text = raw.decode("cp1252", "replace") if single else raw.decode("utf-16-le", "replace")
            yield from self._cut(text, offset, width)

    def _cut(self, text: str, offset: int, width: int) -> Iterator[_Chunk]:
        at = 0
        cache: dict[tuple[int, bytes], Look] = {}
        while at < len(text):
            style, properties = self._paragraphs.at(offset + at * width)
            place = paragraph_format(style, properties)
            base = self._styles.get(style, Look())
            stop = next((i + 1 for i in range(at, len(text)) if text[i] in "\r\x07\x0c"), len(text))
            while at < stop:
                own = self._characters.at(offset + at * width)[1]
                end = at + 1
                while end < stop and self._characters.at(offset + end * width)[1] is own:
                    end += 1
                look = cache.setdefault((style, own), apply_sprms(base, own, self._fonts))
                yield _Chunk(text[at:end], look, place)
                at = end

    def read(self) -> list[Line | SourceTable]:
        items = self._blocks(self._chunks(0, self._body))
        for item in self._blocks(self._chunks(self._body, self._body + self._notes)):
            if isinstance(item, Line):
                items.append(replace(item, size=_NOTE_SIZE))
        return items

    def _blocks(self, chunks: Iterator[_Chunk]) -> list[Line | SourceTable]:
        items: list[Line | SourceTable] = []
        pieces: list[Piece] = []
        rows: list[list[TableCell]] = []
        row: list[TableCell] = []
        cell: list[Line] = []
        fields: list[bool] = []
        empty = 0
        for chunk in chunks:
            text = _visible(chunk.text, fields)
            mark = text[-1:] if text[-1:] in ("\r", _CELL, _PAGE) else ""
            text = text[: len(text) - len(mark)]
            if text and not chunk.look.hidden:
                pieces.append(Piece(text, chunk.look))
            if not mark:
                continue
            if chunk.place.in_table:
                if chunk.place.row_end and mark == _CELL:
                    rows.append(row)
                    row, cell, pieces = [], [], []
                    continue
                cell += self._lines(pieces, chunk.place, 0)
                pieces = []
                if mark == _CELL:
                    row.append(TableCell(tuple(cell)))
                    cell = []
                continue
            items += self._table_of(rows)
            rows = []
            lines = self._lines(pieces, chunk.place, empty)
            pieces = []
            empty = 0 if lines else min(empty + 1, 3)
            items += lines
            self._page += mark == _PAGE
            if len(items) > self._limits.items:
                raise ReadError(f"more than {self._limits.items:,} lines; split the file")
        items += self._table_of([*rows, *([row] if row else [])])
        return items + self._lines(pieces, ParagraphFormat(), empty)

    def _lines(self, pieces: list[Piece], place: ParagraphFormat, empty: int) -> list[Line]:
        base = Look(alignment="center" if place.centred else None)
        lines: list[Line] = []
        part: list[Piece] = []
        for piece in [*decode_pieces(pieces), Piece(_LINE, base)]:
            for i, text in enumerate(piece.text.split(_LINE)):
                if i:
                    line = line_of(part, base, "", None if lines else True, self._page, 0 if lines else empty)
                    lines += [line] if line else []
                    part = []
                part.append(Piece(text, piece.look))
        return lines

    def _table_of(self, rows: list[list[TableCell]]) -> list[Line | SourceTable]:
        if not any(cell.lines for row in rows for cell in row):
            return []
        grid = build_grid(rows, self._limits)
        if is_swallowed(grid):
            return release(rows)
        return [SourceTable(grid, page=self._page, ruled=is_ruled(grid, None))]


def _visible(text: str, fields: list[bool]) -> str:
    """Leave out what fields are made of and marks of objects; ``fields`` goes on from chunk to chunk."""
    if not fields and not any(c in text for c in (_BEGIN, _SEPARATOR, _END)):
        kept = text
    else:
        shown: list[str] = []
        for c in text:
            if c == _BEGIN:
                fields.append(True)
            elif c == _SEPARATOR and fields:
                fields[-1] = False
            elif c == _END and fields:
                fields.pop()
            elif not any(fields) or c in "\r\x07":
                shown.append(c)
        kept = "".join(shown)
    for mark, plain in _MARKS.items():
        kept = kept.replace(mark, plain)
    return _OBJECTS.sub("", kept)
