"""The letterhead: issuer, number, place and date, kind and title, addressees; in columns, interleaved or missing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.model import Line, SourceTable
from pipeline.structure.frame.addressees import is_salutation, read_addressees
from pipeline.structure.frame.fragments import Fragment, head_pattern, is_motto
from pipeline.structure.frame.issuers import completed, full_name, head_of, proper_case, split_bodies, write_out
from pipeline.structure.frame.number import (
    begins_date,
    is_bare_number,
    kind_of_notation,
    parse_date,
    parse_number,
    parse_run_head,
)
from pipeline.structure.frame.pieces import head_pieces
from pipeline.structure.frame.reading import Letterhead, Reading
from pipeline.structure.frame.titles import (
    is_preamble,
    kind_in,
    kinds_issuer,
    opens_subject,
    run_in,
    says_about,
    title_end,
    title_text,
    without_mark,
)
from pipeline.structure.words import folded_phrases
from pipeline.text import fold

# A letterhead with title and addressees takes no more items than this.
_ITEMS = 60
_PIECES = 160
# Without any mark of a head the kind has to stand among the first pieces.
_FIRST = 6
_LONG_LINE = 110

_UNIT = re.compile(r"(?:I|1|A|Phần I|Phần thứ nhất)[.:/]\s*\S", re.IGNORECASE)


def read_letterhead(items: Sequence[Line | SourceTable]) -> Letterhead:
    """Read the head of a document from a reader's items.

    Example:
        >>> head = read_letterhead([Line(t) for t in (
        ...     "UBND TỈNH ĐẮK NÔNG", "SỞ TÀI CHÍNH", "Số: 3125 /KH-STC", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        ...     "Độc lập – Tự do – Hạnh phúc", "Đắk Nông, ngày 28 tháng 12 năm 2018", "KẾ HOẠCH",
        ...     "Tuyên truyền cải cách hành chính năm 2019", "Thực hiện Kế hoạch số 3121/KH-STC …")])
        >>> head.issuer, head.number, head.issued, head.type
        ('Sở Tài chính tỉnh Đắk Nông', '3125/KH-STC', '2018-12-28', 'Kế hoạch')
        >>> head.title, head.roles[7]
        ('Tuyên truyền cải cách hành chính năm 2019', 'title')
    """
    reading = Reading(head_pieces(items, _ITEMS)[:_PIECES])
    at = 0
    while at < len(reading.pieces):
        step = _step(reading, at)
        if step is None:
            break
        at = step
    return _result(reading)


def _begins_anew(r: Reading, at: int) -> bool:
    """Whether a whole head follows once more: what the first one announced is the document below."""
    piece = r.pieces[at]
    if r.notation is None or r.kind is not None or r.subject or not piece.upper or head_of(piece.text) is None:
        return False
    return piece.side is None and any(parse_number(p.text) for p in r.pieces[at + 1 : at + 5])


def _step(r: Reading, at: int) -> int | None:
    """Read one piece or more; the next position, or None where the head is over."""
    piece = r.pieces[at]
    text = piece.text
    if piece.upper and fold(text).strip(" ().:") in folded_phrases("head_mark"):
        return r.take(at, at + 1)
    if is_motto(text):
        r.motto = True
        r.party = r.party or "đảng" in fold(text)
        return r.take(at, at + 1)
    if r.notation is None and r.kind is None and (step := _number(r, at)) is not None:
        return step
    if not r.dated and (step := _date(r, at)) is not None:
        return step
    if r.kind is None and (step := _kind(r, at)) is not None:
        return step
    if is_salutation(text):
        r.addressees, end = read_addressees(r.pieces, at)
        return r.take(at, end, "addressees")
    if r.kind is None and _opens_subject(r, at):
        r.subject.append(piece)
        return r.take(at, at + 1, "title")
    if r.kind == "Công điện" and fold(text).endswith("điện:"):
        r.names = r.names or [re.sub(r"\s*điện:$", "", text)]
        r.addressees, end = read_addressees(r.pieces, at)
        return r.take(at, end, "addressees")
    if r.kind is not None:
        return r.take(at, at + 1) if _restates_issuer(r, at) else None
    return _plain(r, at)


def _opens_subject(r: Reading, at: int) -> bool:
    piece = r.pieces[at]
    if r.addressees:
        return False
    if opens_subject(piece.text):
        return r.begun or bool(r.names) or piece.side == "left"
    below_number = r.notation is not None and at > 0 and parse_number(r.pieces[at - 1].text) is not None
    return below_number and not r.subject and (says_about(piece.text) or _stands_as_subject(r, at))


def _stands_as_subject(r: Reading, at: int) -> bool:
    """Whether a line between the number and the date or ``Kính gửi`` is the subject without any mark of one."""
    piece, following = r.pieces[at], r.pieces[at + 1 : at + 4]
    if piece.upper or piece.side == "right" or not piece.text[0].isupper() or is_preamble(piece.text):
        return False
    if parse_date(piece.text) or is_motto(piece.text) or head_of(piece.text) or is_salutation(piece.text):
        return False
    return any(parse_date(p.text) or is_salutation(p.text) for p in following)


def _plain(r: Reading, at: int) -> int | None:
    """A name in the left head, a further line of the subject, or something before the head."""
    piece = r.pieces[at]
    if _begins_anew(r, at):
        r.number = r.notation = r.place = r.issued = None
        r.dated, r.names = False, []
    if piece.upper and r.notation is None and piece.side != "right" and len(piece.text) < _LONG_LINE:
        if r.names or head_of(piece.text) is not None or piece.side == "left":
            r.names.append(piece.text)
        return r.take(at, at + 1)
    continues = bool(r.subject) and not r.addressees and piece.side in (r.subject[-1].side, "left")
    if continues and piece.gap < 1.5 and not is_preamble(piece.text) and not _restates_issuer(r, at):
        r.subject.append(piece)
        return r.take(at, at + 1, "title")
    if not r.begun and at < _FIRST and len(piece.text) < _LONG_LINE and not is_preamble(piece.text):
        return at + 1
    if r.begun and piece.side is not None and len(piece.text) < _LONG_LINE:
        return r.take(at, at + 1)
    return None


def _number(r: Reading, at: int) -> int | None:
    text, end = r.pieces[at].text, at + 1
    if is_bare_number(text) and end < len(r.pieces):
        text, end = f"{text} {r.pieces[end].text}", end + 1
    parsed = parse_number(text)
    if parsed is None:
        return None
    r.number, r.notation, rest = parsed
    if rest:
        dated = parse_date(rest)
        if dated and not r.dated:
            r.place, r.issued, _ = dated
            r.dated = True
        elif opens_subject(rest):
            piece = r.pieces[at]
            r.subject.append(Fragment(rest, piece.index, piece.side, piece.row, gap=0.0))
    return r.take(at, end)


def _date(r: Reading, at: int) -> int | None:
    piece = r.pieces[at]
    text, end = piece.text, at + 1
    beside = r.motto and piece.side == "right"
    while parse_date(text) is None and (beside or begins_date(text)) and end < min(len(r.pieces), at + 4):
        if r.pieces[end].side != piece.side or r.pieces[end].row != piece.row:
            break
        text, end = f"{text} {r.pieces[end].text}", end + 1
    parsed = parse_date(text)
    if parsed is None or len(parsed[0].split()) > 7 or is_preamble(text):
        return None
    r.place, r.issued, rest = parsed
    r.dated = True
    kind = kind_in(rest)
    if kind:
        r.kind = kind[0]
        r.take(at, end)
        return _title(r, end)
    return r.take(at, end)


def _kind(r: Reading, at: int) -> int | None:
    piece = r.pieces[at]
    found = kind_in(piece.text)
    if found is None:
        return _kindless(r, at)
    kind, rest = found
    rest = "" if fold(rest).strip(" ().:") in folded_phrases("head_mark") else rest
    if rest and not ((piece.upper or says_about(rest)) and (r.begun or at < _FIRST)):
        return None
    if not r.begun and at >= _FIRST:
        return None
    r.kind = kind
    r.take(at, at + 1, "title")
    if rest:
        r.pieces[at] = Fragment(
            rest, piece.index, piece.side, piece.row, piece.bold, piece.centred, piece.starts, piece.gap
        )
        number = parse_number(rest)
        if number is None:
            return _title(r, at)
        r.number, r.notation, _ = number
    return _title(r, at + 1)


def _kindless(r: Reading, at: int) -> int | None:
    """A title whose kind is not printed: the first line of all, or capitals below number and date."""
    piece = r.pieces[at]
    if at == 0 and not r.begun:
        return _whole_head(r)
    kind = kind_of_notation(r.notation)
    if kind in (None, "Công văn") or not (r.dated and piece.upper and says_about(piece.text.capitalize())):
        return None
    r.kind = kind
    return _title(r, at)


def _whole_head(r: Reading) -> int | None:
    """The first line where it alone stands for the head: ``Hướng dẫn dạy học môn Lịch sử``, then ``Kính gửi``."""
    first, *others = r.pieces[:2]
    found = kind_in(first.text.upper())
    if not found or not found[1] or not others or first.text.endswith((".", ";", ":", ",")):
        return None
    below = others[0].text
    if not (is_salutation(below) or is_preamble(below) or _UNIT.match(below)):
        return None
    rest = first.text[-len(found[1]) :]
    number = parse_number(rest)
    r.kind, r.title = found[0], without_mark(number[2] if number else rest).strip() or None
    r.number, r.notation = number[:2] if number else (None, None)
    return r.take(0, 1, "title")


def _title(r: Reading, start: int) -> int:
    while start < len(r.pieces) and r.notation is None and (parsed := parse_number(r.pieces[start].text)):
        r.number, r.notation, _ = parsed
        start = r.take(start, start + 1)
    start = r.take(start, start + kinds_issuer(r.pieces[start : start + 4]), "title")
    end = title_end(r.pieces, start)
    # Where the preamble runs on in the title's last line, the line stays with the text.
    printed = " ".join(p.text for p in r.pieces[start:end])
    cut = run_in(" ".join(p.text for p in r.pieces[start : end + 1]))
    cut = None if cut is None or cut > len(printed) else cut
    r.title = title_text(r.pieces[start:end] if cut is None else r.pieces[start : end + 1])
    run = parse_run_head(r.title or "")
    if run and not r.begun:
        issuer, r.number, r.issued, r.title = run
        r.notation, r.names = r.number.lstrip("0123456789"), [issuer.split(" - ")[0]]
    r.take(start, end if cut is None else max(start, end - 1), "title")
    return end if cut is None else len(r.pieces)


def _restates_issuer(r: Reading, at: int) -> bool:
    """Whether a piece after the title says once more who decides."""
    piece = r.pieces[at]
    return (
        piece.upper and head_pattern("authority").match(fold(piece.text)) is not None and len(piece.text) < _LONG_LINE
    )


def _result(r: Reading) -> Letterhead:
    bodies = split_bodies(r.names) if r.begun or r.kind == "Công điện" else []
    named = [proper_case(write_out(b)) for b in bodies]
    kind, title = r.kind, r.title
    if kind is None:
        kind = kind_of_notation(r.notation)
        title = without_mark(title_text(r.subject) or "") or None
        if kind is None and (r.subject or r.addressees):
            kind = "Công văn"
    seen = r.begun or r.kind is not None
    return Letterhead(
        parent=named[-2] if len(named) > 1 else None,
        issuer=completed(full_name(bodies), r.notation),
        number=r.number,
        notation=r.notation,
        type=kind,
        title=title,
        place=r.place,
        issued=r.issued,
        addressees=r.addressees,
        party=r.party,
        bodies=tuple(bodies),
        roles=r.roles if seen else {},
        end=r.end if seen else 0,
    )
