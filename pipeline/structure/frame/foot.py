"""The foot of a document: the list after `Nơi nhận:` and the signature block, side by side, interleaved or in turn."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model import Line, Signer, SourceTable
from pipeline.structure.frame.fragments import Fragment, fragments
from pipeline.structure.frame.signature import opens_signature, part_signature, read_signature
from pipeline.text import fold

# Foot and signature take no more items than this.
_ITEMS = 60
# How far above `Nơi nhận` the signature block may begin where a reader gives the right column first.
_ABOVE = 8
LONGEST_LABEL = 40  # letters, within which a line says that recipients follow
_RECIPIENTS = re.compile(r"^\W*nơi\s+nhận\b\s*(?::\s*|$|(?=[tkq]/?[mltu]+\b)|(?=[-+]\s))")
_BULLET = re.compile(r"^[-–+•*]\s*")
_FILED = re.compile(r"^(?:lưu\b|lưu:)")
_RUN_ON = re.compile(r"(?:(?<=[;.,])|(?<=\)))\s*[-–+•]\s+(?=[^\W_])|(?<=:)\s*\+\s+(?=[^\W_])")
_ANNEX = re.compile(r"^(?:phụ\s+lục|danh\s+mục|biểu\s+(?:số|mẫu)|mẫu\s+số|bảng\s|kèm\s+theo)")


@dataclass(frozen=True, slots=True)
class Foot:
    """Recipients as printed, without bullet and closing mark; who signed; the positions of the items it is made of."""

    recipients: tuple[str, ...] = ()
    signer: Signer | None = None
    indexes: frozenset[int] = frozenset()


def read_foot(items: Sequence[Line | SourceTable]) -> Foot:
    """Read the foot from a reader's items.

    Example:
        >>> lines = ("Nơi nhận: KT. GIÁM ĐỐC", "- Như kính gửi; PHÓ GIÁM ĐỐC", "- Lưu: VT.", "Phạm Quốc Hiệu")
        >>> foot = read_foot([Line(t) for t in lines])
        >>> foot.recipients, foot.signer.name, foot.signer.authority
        (('Như kính gửi', 'Lưu: VT'), 'Phạm Quốc Hiệu', 'KT. GIÁM ĐỐC')
    """
    for start in _candidates(items):
        foot = _foot_at(items, start)
        if foot is not None:
            return foot
    return _signature_alone(items)


def _candidates(items: Sequence[Line | SourceTable]) -> list[int]:
    return [
        i
        for i, item in enumerate(items)
        if any(_RECIPIENTS.match(fold(line.text.strip("*_ ")[:LONGEST_LABEL])) for line in _lines(item))
    ]


def _lines(item: Line | SourceTable) -> list[Line]:
    if isinstance(item, Line):
        return [item]
    return [line for row in item.rows for cell in row if cell is not None for line in cell.lines[:1]]


def _foot_at(items: Sequence[Line | SourceTable], start: int) -> Foot | None:
    pieces = _parted(fragments(items, start, _stop(items, start)))
    recipients, taken, rest = _recipients(pieces)
    if not recipients:
        return None
    signer, signed = read_signature(rest)
    if signer is None and start:
        above = _parted(fragments(items, max(0, start - _ABOVE), start))
        first = next((i for i, p in enumerate(above) if opens_signature(p.text)), None)
        if first is not None:
            signer, signed = read_signature(above[first:])
    return Foot(tuple(recipients), signer, frozenset(p.index for p in (*taken, *signed)))


def _stop(items: Sequence[Line | SourceTable], start: int) -> int:
    """Where the foot ends at the latest: with its table, and with the tables that a page break cut from it."""
    if isinstance(items[start], Line):
        ruled = (i for i in range(start, len(items)) if isinstance(item := items[i], SourceTable) and item.ruled)
        return min(next(ruled, len(items)), start + _ITEMS)
    stop = start + 1
    while stop < len(items) and isinstance(part := items[stop], SourceTable) and not part.ruled:
        stop += 1
    while stop < len(items) and isinstance(line := items[stop], Line) and _BULLET.match(line.text):
        stop += 1
    # Where the table holds the recipients alone, the signature follows it.
    return stop if _two_columns(items[start:stop]) else min(stop + _ABOVE, len(items))


def _two_columns(parts: Sequence[Line | SourceTable]) -> bool:
    return any(p.side == "right" and opens_signature(p.text) for p in fragments(parts))


def _parted(pieces: Sequence[Fragment]) -> list[Fragment]:
    """Part a recipient and a piece of the signature block that share a line."""
    parted: list[Fragment] = []
    for piece in pieces:
        left, right = part_signature(piece.text) if piece.side is None else (piece.text, "")
        for text in (left, right):
            if text:
                side = "right" if right and text is right else piece.side
                parted.append(
                    Fragment(text, piece.index, side, piece.row, piece.bold, piece.centred, piece.starts, piece.gap)
                )
    return parted


def _recipients(pieces: Sequence[Fragment]) -> tuple[list[str], list[Fragment], list[Fragment]]:
    """The recipients, the pieces that they were read from, and the pieces left for the signature."""
    texts: list[str] = []
    taken: list[Fragment] = []
    rest: list[Fragment] = []
    open_, closed = False, False
    side = None
    for piece in pieces:
        folded = fold(piece.text)
        heading = _RECIPIENTS.match(folded)
        if heading and not open_ and not closed:
            open_, side = True, piece.side
            taken.append(piece)
            if (tail := piece.text[heading.end() :].strip()) and len(folded) == len(piece.text):
                texts.append(tail)
        elif open_ and not closed and _belongs(piece, texts, side):
            taken.append(piece)
            if _BULLET.match(piece.text) or not texts or _opens(texts[-1], piece):
                texts.append(piece.text)
            else:
                texts[-1] += " " + piece.text
        else:
            closed = closed or (open_ and side is None and _filed(texts))
            rest.append(piece)
    return _entries(texts), taken, rest


def _filed(texts: list[str]) -> bool:
    return bool(texts) and any(_FILED.match(_BULLET.sub("", fold(t))) for t in _RUN_ON.split(texts[-1]))


def _belongs(piece: Fragment, texts: list[str], side: str | None) -> bool:
    if side is not None:
        if piece.side is None and _BULLET.match(piece.text) and not _filed(texts):
            return True
        # A line after `Lưu: VT.` that is no recipient is a count of copies or a typist's mark.
        return piece.side == side and not (_filed(texts) and texts[-1].endswith(".") and not _BULLET.match(piece.text))
    if piece.side == "right" or _ANNEX.match(fold(piece.text)):
        return False
    if _BULLET.match(piece.text):
        return True
    if piece.upper or opens_signature(piece.text) or not texts:
        return not texts and not piece.upper
    # A line without a bullet carries on an open entry; after `Lưu: VT.` only an evident rest does.
    if _filed(texts):
        return not texts[-1].endswith(".") and piece.gap < 0.5 and (piece.text[:1].islower() or "(" in piece.text)
    return piece.starts is not True or not texts[-1].endswith(".")


def _opens(before: str, piece: Fragment) -> bool:
    """Whether an entry without a bullet begins."""
    return not _BULLET.match(before) and before.endswith((";", ".")) and not piece.text[:1].islower()


def _entries(texts: list[str]) -> list[str]:
    entries: list[str] = []
    for text in texts:
        for part in _RUN_ON.sub(lambda m: "\n" + m[0].strip() + " ", text).split("\n"):
            # What stands below a recipient (`+ Lãnh đạo Văn phòng`) belongs to it.
            if part.startswith("+") and entries:
                entries[-1] += ("; " if not entries[-1].endswith(":") else " ") + _BULLET.sub("", part).strip(" ;.")
                continue
            for entry in _clauses(_BULLET.sub("", part).strip(" ;")):
                entry = re.sub(r"\s+", " ", entry).strip(" ;,")
                entry = re.sub(r"(?<!\bTT)[./]+$", "", entry).strip(" ;,")
                if entry:
                    entries.append(entry)
    return entries


def _clauses(entry: str) -> list[str]:
    """Part two recipients that share a bullet: `TT. Tỉnh ủy; TT. HĐND tỉnh (b/c)`; a list after a colon stays whole."""
    return [entry] if ":" in entry else re.split(r";(?![^()]*\))", entry)


def _signature_alone(items: Sequence[Line | SourceTable]) -> Foot:
    """A signature block without recipients: at the end, or in a table of its own."""
    first = max(0, len(items) - _ITEMS)
    pieces = fragments(items, first)
    starts = [i for i, p in enumerate(pieces) if opens_signature(p.text) and len(p.text) < 120]
    for start in starts:
        if (
            start
            and not pieces[start - 1].text.endswith((".", "/", ":"))
            and pieces[start].index == pieces[start - 1].index
        ):
            continue
        signer, signed = read_signature(pieces[start:])
        if signer is not None and signer.name:
            return Foot((), signer, frozenset(p.index for p in signed))
    return Foot()
