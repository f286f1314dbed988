"""To whom a document is sent: the list after `Kính gửi:`, or after `… điện:` in a công điện."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.structure.frame.fragments import Fragment
from pipeline.structure.frame.titles import SALUTATIONS, is_preamble
from pipeline.text import fold

_SALUTATION = re.compile(r"^\s*(?:Đồng\s+)?k[íi]nh\s+g[ửở]i\s*:?\s*|^.*điện\s*:\s*$", re.IGNORECASE)
_BULLET = re.compile(r"^[-–+•*]\s*")
_RUN_ON = re.compile(r"(?<=[;.,])\s*[-–+•]\s+(?=[^\W\d_])")
_LONGEST = 400
_CLOSED = re.compile(r"[.]$")


def is_salutation(text: str) -> bool:
    """Whether a piece opens the list of addressees.

    Example:
        >>> is_salutation("Kính gửi:"), is_salutation("Đồng kính gửi: Bộ Nội vụ"), is_salutation("Kính trình")
        (True, True, False)
    """
    return fold(text).startswith(SALUTATIONS)


def read_addressees(pieces: Sequence[Fragment], start: int) -> tuple[tuple[str, ...], int]:
    """Read the list that begins with the piece at `start`; the addressees and the position after them."""
    first = pieces[start]
    texts: list[str] = []
    rest = _SALUTATION.sub("", first.text)
    if rest:
        texts.append(rest)
    bulleted = bool(_BULLET.match(rest))
    at = start + 1
    while at < len(pieces):
        piece = pieces[at]
        text = piece.text
        if is_salutation(text):
            texts.append("- " + _SALUTATION.sub("", text)) if _SALUTATION.sub("", text) else None
        elif _BULLET.match(text):
            if is_preamble(_BULLET.sub("", text)):
                break
            if texts and not bulleted and _CLOSED.search(texts[-1]):
                break
            bulleted = True
            texts.append(text)
        elif _ends(texts, piece, bulleted):
            break
        elif texts and not _opens_entry(texts[-1], piece, bulleted):
            texts[-1] += " " + text
        else:
            texts.append(text)
        at += 1
    return tuple(_entries(texts)), at


def _ends(texts: list[str], piece: Fragment, bulleted: bool) -> bool:
    """Whether the text of the document begins with this piece."""
    if len(piece.text) > _LONGEST or is_preamble(piece.text):
        return True
    if not texts:
        return False
    if bulleted:
        closed = texts[-1].endswith((".", ";"))
        return piece.starts is True or (closed and piece.text[:1].isupper()) or (piece.gap >= 0.5 and closed)
    return texts[-1].endswith(".") or (
        not texts[-1].endswith((";", ",")) and (piece.gap >= 0.5 or piece.starts is True)
    )


def _opens_entry(before: str, piece: Fragment, bulleted: bool) -> bool:
    return not bulleted and before.endswith(";") and piece.text[:1].isupper()


def _entries(texts: list[str]) -> list[str]:
    entries: list[str] = []
    for text in texts:
        for part in _RUN_ON.split(text):
            entry = _BULLET.sub("", part).strip(" ;.,")
            if entry:
                entries.append(re.sub(r"\s+", " ", entry))
    return entries
