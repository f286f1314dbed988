"""The text of one Word paragraph: runs, breaks, fields, tracked changes, text boxes."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from pipeline.ingest.docx_styles import Look, Styles, run_look
from pipeline.ingest.docx_xml import child, name_of, value
from pipeline.text import decode_legacy, encoding_of_font, guess_encoding, syllable_share
from pipeline.text.legacy import starts_with_mark

if TYPE_CHECKING:
    from lxml.etree import _Element

_PASSED = frozenset(
    ("hyperlink", "smartTag", "sdt", "sdtContent", "ins", "moveTo", "customXml", "fldSimple", "dir", "bdo")
)
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_TEXT = {"tab": " ", "ptab": " ", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "\u00ad"}
_READABLE = 0.6
_BREAKS = {"page": "\f", "column": "\n"}


@dataclass(frozen=True, slots=True)
class Piece:
    """Text in one look; a line feed is a break within the paragraph, a form feed a page break."""

    text: str
    look: Look


@dataclass(slots=True)
class Content:
    """What was found in a paragraph."""

    pieces: list[Piece] = field(default_factory=list)
    boxes: list[_Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    rendered_breaks: int = 0


def read_runs(paragraph: _Element, base: Look, styles: Styles) -> Content:
    """Collect a paragraph's text as it reads with all changes accepted.

    Args:
        paragraph: the ``w:p`` element.
        base: the look that its style gives.
        styles: for character styles.
    """
    content = Content()
    in_field: list[bool] = []  # a field's instruction (True) or its result (False), fields stand in fields
    stack: list[_Element] = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        name = name_of(element)
        if name == "r":
            _read_run(element, base, styles, content, in_field)
        elif name in _PASSED:
            stack.extend(reversed(element))
        elif name == "AlternateContent":
            stack.extend(reversed(list(_chosen(element))))
        elif name in ("oMath", "oMathPara"):
            content.pieces.append(Piece("".join(t.text or "" for t in element.iter(_MATH)), base))
    content.pieces = decode_pieces(content.pieces)
    return content


def decode_pieces(pieces: list[Piece]) -> list[Piece]:
    """Decode the pieces that are set in fonts from before Unicode.

    Letters keep the case they are stored in, also where a font (.VnTimeH) shows them all as capitals.

    Example:
        >>> [p.text for p in decode_pieces([Piece("Coä", Look(font="VNI-Times")), Piece("ng", Look(font="Arial"))])]
        ['Cộ', 'ng']
    """
    pieces = [Piece("".join(p.text for p in run), look) for look, run in groupby(pieces, key=lambda piece: piece.look)]
    decoded: list[Piece] = []
    last: str | None = None
    for piece, found in zip(pieces, _encodings(pieces), strict=True):
        text = piece.text
        if found and decoded and last == found and starts_with_mark(text, found):
            # The mark belongs to the letter that ends the piece before.
            before = decoded[-1]
            joined = decode_legacy(before.text[-1:] + text[0], found)
            decoded[-1] = Piece(before.text[:-1] + joined, before.look)
            text = text[1:]
        decoded.append(Piece(decode_legacy(text, found) if found else text, piece.look))
        last = found
    return decoded


def _encodings(pieces: list[Piece]) -> list[str | None]:
    """The encoding of every piece by its font; the letters themselves decide where they contradict it."""
    by_font = [encoding_of_font(piece.look.font) if piece.look.font else None for piece in pieces]
    found = [known[0] if known else None for known in by_font]
    for encoding in set(found):
        text = " ".join(piece.text for piece, own in zip(pieces, found, strict=True) if own == encoding)
        if text.isascii() or (encoding and syllable_share(decode_legacy(text, encoding)) > _READABLE):
            continue
        guessed = guess_encoding(text)
        if guessed:
            found = [guessed if own == encoding else own for own in found]
    return found


def _chosen(alternatives: _Element) -> list[_Element]:
    """One branch of ``mc:AlternateContent``, so that a text box is not read twice."""
    for branch in alternatives:
        if name_of(branch) in ("Choice", "Fallback") and len(branch):
            return list(branch)
    return []


def _read_run(run: _Element, base: Look, styles: Styles, content: Content, in_field: list[bool]) -> None:
    properties = child(run, "rPr")
    look = base
    if properties is not None and len(properties):
        style = child(properties, "rStyle")
        look = run_look(properties).over(styles.look(value(style)) if style is not None else Look()).over(base)
    if look.hidden:
        return
    stack: list[_Element] = list(reversed(run))
    while stack:
        element = stack.pop()
        name = name_of(element)
        if name == "fldChar":
            kind = value(element, "fldCharType")
            if kind == "begin":
                in_field.append(True)
            elif in_field and kind == "separate":
                in_field[-1] = False
            elif in_field and kind == "end":
                in_field.pop()
        elif any(in_field):
            continue
        elif name == "t":
            content.pieces.append(Piece((element.text or "").replace("\n", " "), look))
        elif name in _TEXT:
            content.pieces.append(Piece(_TEXT[name], look))
        elif name == "br":
            content.pieces.append(Piece(_BREAKS.get(value(element, "type") or "", "\n"), look))
        elif name == "sym":
            content.pieces.append(Piece(_symbol(element), look))
        elif name == "lastRenderedPageBreak":
            content.rendered_breaks += 1
            content.pieces.append(Piece("\x0e", look))
        elif name in ("footnoteReference", "endnoteReference"):
            content.notes.append((name[:-9], value(element, "id") or ""))
        elif name == "AlternateContent":
            stack.extend(reversed(_chosen(element)))
        elif name in ("drawing", "pict", "object"):
            content.boxes.extend(_text_boxes(element))


def _symbol(element: _Element) -> str:
    code = value(element, "char") or ""
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""


def _text_boxes(drawing: _Element) -> list[_Element]:
    """The outermost text boxes of a drawing, each once."""
    found: list[_Element] = []
    stack: list[_Element] = [drawing]
    while stack:
        element = stack.pop()
        name = name_of(element)
        if name == "txbxContent":
            found.append(element)
        elif name == "AlternateContent":
            stack.extend(reversed(_chosen(element)))
        else:
            stack.extend(reversed(element))
    return found
