"""RTF: a reader of our own that keeps the font of every run, which tells the encoding of its letters."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pipeline.ingest.docx_blocks import line_of
from pipeline.ingest.docx_runs import Piece, decode_pieces
from pipeline.ingest.docx_styles import Look
from pipeline.ingest.grid import build_grid, is_ruled
from pipeline.ingest.limits import LIMITS, Limits
from pipeline.ingest.rtf_fonts import charset_codec, read_fonts
from pipeline.ingest.rtf_words import SIGNS, SKIPPED, STARRED_KEPT, WORDS
from pipeline.ingest.swallowed import is_swallowed, release
from pipeline.model import Line, Page, ReadError, Source, SourceTable, TableCell
from pipeline.text.legacy import encoding_of_font

_TOKEN = re.compile(
    r"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<byte>[0-9a-fA-F]{2})|\\(?P<sign>[^a-zA-Z])"
    r"|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)|[\r\n]+|\\"
)
_MAX_DEPTH = 2000
_NOTE_SIZE = 8.0


@dataclass(frozen=True, slots=True)
class _State:
    """What a group inherits and a closing brace takes back."""

    look: Look
    skip: bool = False
    deleted: bool = False
    fallback: int = 1
    note: bool = False


def read_rtf(data: bytes, name: str, limits: Limits = LIMITS) -> Source:
    r"""Read an RTF file.

    Raises:
        ReadError: damaged, too deeply nested, or without text.

    Example:
        >>> rtf = rb"{\rtf1\ansi{\fonttbl{\f1 .VnTime;}}\f1 Ch\'d8 th\'de\par}"
        >>> [line.text for line in read_rtf(rtf, "x.rtf").items()]
        ['Chỉ thị']
    """
    reader = _Reader(data.decode("latin-1"), limits)
    items = reader.read()
    if not items:
        raise ReadError("the RTF file holds no text")
    pages: dict[int, list[Line | SourceTable]] = {}
    for item in items:
        pages.setdefault(item.page, []).append(item)
    if len(pages) > limits.pages:
        raise ReadError(f"document of {len(pages):,} pages (limit {limits.pages:,}); split the file")
    return Source(name, "rtf", tuple(Page(n, tuple(found)) for n, found in sorted(pages.items())))


class _Reader:
    def __init__(self, text: str, limits: Limits) -> None:
        self._text = text
        self._limits = limits
        self._fonts, self._default, self._codec = read_fonts(text)
        self._state = _State(look=self._plain())
        self._stack: list[_State] = []
        self._pieces: list[Piece] = []
        self._note: list[Piece] = []
        self._notes: list[Line] = []
        self._items: list[Line | SourceTable] = []
        self._rows: list[list[TableCell]] = []
        self._row: list[TableCell] = []
        self._cell: list[Line] = []
        self._in_table = False
        self._merges: list[str] = []
        self._next_merge = ""
        self._bordered = False
        self._page = 1
        self._starred = self._opened = False
        self._pending = 0
        self._empty = 0

    def _plain(self) -> Look:
        return Look(font=self._fonts.get(self._default, ("", 0))[0] or None, number=str(self._default))

    def read(self) -> list[Line | SourceTable]:
        at, end = 0, len(self._text)
        while at < end:
            m = _TOKEN.match(self._text, at)
            if m is None:
                break
            at = m.end()
            if m["word"] == "bin":
                at += int(m["number"] or 0)
            self._take(m)
        self._end_paragraph()
        self._close_table()
        return [*self._items, *(replace(line, page=self._page) for line in self._notes)]

    def _take(self, m: re.Match[str]) -> None:
        if m["brace"] == "{":
            if len(self._stack) > _MAX_DEPTH:
                raise ReadError(f"RTF groups nested more than {_MAX_DEPTH} deep; the file is damaged")
            self._stack.append(self._state)
            self._opened = True
            return
        if m["brace"]:
            was = self._state
            self._state = self._stack.pop() if self._stack else self._state
            if was.note and not self._state.note:
                self._end_note()
            return
        opened, self._opened = self._opened, False
        if m["sign"] == "*" and opened:
            self._starred = self._opened = True
            return
        starred, self._starred = self._starred, False
        if m["word"]:
            self._control(m["word"], int(m["number"]) if m["number"] else None, starred)
        elif self._pending and (m["byte"] or m["sign"]):
            self._pending -= 1
        elif m["byte"]:
            self._add(self._character(int(m["byte"], 16)))
        elif m["sign"]:
            self._add(SIGNS.get(m["sign"], ""))
        elif m["text"]:
            text = m["text"][self._pending :]
            self._pending = max(0, self._pending - len(m["text"]))
            self._add("".join(map(self._character, text.encode("latin-1"))) if not text.isascii() else text)

    def _character(self, byte: int) -> str:
        """A byte in the code page of its font; bytes of fonts from before Unicode stay as Windows-1252 shows them."""
        font, charset = self._fonts.get(int(self._state.look.number or 0), ("", 0))
        codec = "cp1252" if encoding_of_font(font) else charset_codec(charset) or self._codec
        try:
            return bytes((byte,)).decode(codec)
        except (UnicodeDecodeError, LookupError):
            return chr(byte)

    def _add(self, text: str) -> None:
        state = self._state
        if text and not (state.skip or state.deleted or state.look.hidden):
            (self._note if state.note else self._pieces).append(Piece(text, state.look))

    def _control(self, word: str, number: int | None, starred: bool) -> None:
        look = self._state.look
        if word in SKIPPED or (starred and word not in STARRED_KEPT):
            self._state = replace(self._state, skip=True)
        elif word == "u" and number is not None:
            self._add(chr(number % 0x10000))
            self._pending = self._state.fallback
        elif word in WORDS:
            self._add(WORDS[word])
        elif word in ("par", "sect"):
            self._end_paragraph()
        elif word == "page":
            self._end_paragraph()
            self._page += 1
        elif word in ("cell", "row", "nestcell", "nestrow", "trowd", "cellx", "clvmgf", "clvmrg", "clmrg", "clmgf"):
            self._table(word)
        elif word in ("clbrdrt", "clbrdrb", "clbrdrl", "clbrdrr", "trbrdrt", "trbrdrh"):
            self._bordered = True
        elif word == "footnote":
            self._state = replace(self._state, note=True)
        elif word == "intbl":
            self._in_table = True
        elif word == "uc":
            self._state = replace(self._state, fallback=max(0, min(number or 0, 10)))
        elif word == "deleted":
            self._state = replace(self._state, deleted=number != 0)
        elif word == "pard":
            self._in_table = False
            self._look(replace(look, alignment=None))
        elif word == "plain":
            self._look(replace(self._plain(), alignment=look.alignment))
        elif word == "qc":
            self._look(replace(look, alignment="center"))
        elif word in ("ql", "qr", "qj"):
            self._look(replace(look, alignment=None))
        elif word == "b":
            self._look(replace(look, bold=number != 0))
        elif word == "i":
            self._look(replace(look, italic=number != 0))
        elif word == "v":
            self._look(replace(look, hidden=number != 0))
        elif word == "fs" and number:
            self._look(replace(look, size=number / 2))
        elif word == "f" and number is not None:
            self._look(replace(look, font=self._fonts.get(number, ("", 0))[0] or None, number=str(number)))

    def _look(self, look: Look) -> None:
        self._state = replace(self._state, look=look)

    def _lines(self, pieces: list[Piece], page: int) -> list[Line]:
        joined = decode_pieces(_whole_characters(pieces))
        lines: list[Line] = []
        part: list[Piece] = []
        base = pieces[-1].look if pieces else Look()
        for piece in [*joined, Piece("\n", base)]:
            for i, text in enumerate(piece.text.split("\n")):
                if i:
                    line = line_of(part, base, "", None if lines else True, page, 0 if lines else self._empty)
                    lines += [line] if line else []
                    part = []
                part.append(Piece(text, piece.look))
        return lines

    def _end_paragraph(self) -> None:
        pieces, self._pieces = self._pieces, []
        if self._in_table:
            self._cell += self._lines(pieces, self._page)
            return
        if self._rows or self._row:
            self._close_table()
        lines = self._lines(pieces, self._page)
        self._empty = 0 if lines else min(self._empty + 1, 3)
        self._items += lines
        if len(self._items) > self._limits.items:
            raise ReadError(f"more than {self._limits.items:,} lines; split the file")

    def _end_note(self) -> None:
        self._notes += [replace(line, size=_NOTE_SIZE) for line in self._lines(self._note, self._page)]
        self._note = []

    def _table(self, word: str) -> None:
        if word == "trowd":
            self._merges, self._next_merge = [], ""
        elif word in ("clvmrg", "clmrg"):
            self._next_merge = word
        elif word == "cellx":
            self._merges.append(self._next_merge)
            self._next_merge = ""
        elif word == "nestcell":
            self._cell += self._lines(self._pieces, self._page)
            self._pieces = []
        elif word == "cell":
            self._cell += self._lines(self._pieces, self._page)
            self._row.append(TableCell(tuple(self._cell)))
            self._pieces, self._cell = [], []
        elif word == "row":
            self._rows.append(_merged(self._row, self._merges, self._rows))
            self._row = []
            if sum(map(len, self._rows)) > self._limits.table_cells:
                raise ReadError(f"a table of more than {self._limits.table_cells:,} cells; split the file")

    def _close_table(self) -> None:
        rows = [*self._rows, *([self._row] if self._row else [])]
        self._rows, self._row = [], []
        bordered, self._bordered = self._bordered, False
        if not any(cell.lines for row in rows for cell in row):
            return
        grid = build_grid(rows, self._limits)
        if is_swallowed(grid):
            self._items += release(rows)
        else:
            self._items.append(SourceTable(grid, page=self._page, ruled=is_ruled(grid, bordered)))


def _merged(row: list[TableCell], merges: list[str], above: list[list[TableCell]]) -> list[TableCell]:
    """Cells that only go on to the right of the one before widen it; those that go on from above stay empty."""
    cells: list[TableCell] = []
    for i, cell in enumerate(row):
        if i < len(merges) and merges[i] == "clmrg" and cells:
            cells[-1] = replace(cells[-1], colspan=cells[-1].colspan + 1)
        else:
            cells.append(cell)
    return cells


def _whole_characters(pieces: list[Piece]) -> list[Piece]:
    """Join the halves of characters outside the Basic Multilingual Plane."""
    if not any("\ud800" <= c <= "\udfff" for p in pieces for c in p.text):
        return pieces
    joined: list[Piece] = []
    for piece in pieces:
        if (
            joined
            and joined[-1].text[-1:] >= "\ud800"
            and piece.text[:1] >= "\udc00"
            and joined[-1].text[-1:] < "\udc00"
        ):
            pair = (joined[-1].text + piece.text).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            joined[-1] = Piece(pair, piece.look)
        else:
            joined.append(piece)
    return joined
