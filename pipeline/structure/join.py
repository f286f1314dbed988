"""Lines to paragraphs: which line goes on with the one before, and how two lines are put together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model import Box, Line
from pipeline.structure.layout import CLOSED_LINE, ROOM, Layout, is_full, room_taken
from pipeline.structure.numbering import Label, read_bullet, read_label
from pipeline.structure.words import phrases

# Weights of the evidence that a line starts a paragraph; the sum decides. Found by reading, not by training.
LABEL, BULLET, GAP, INDENT, BOLD_TURNS, CAPITALS_END = 6.0, 6.0, 3.0, 3.0, 2.5, 4.0
ROOM_LEFT, ROOM_LEFT_RAGGED, FULL_LINE = 4.0, 2.0, -2.0
ABBREVIATION, LEFTOVER, OPENER = -1.5, -4.0, 4.0
CLOSED, FULL_STOP, NOT_CLOSED, OPEN_ENDED = 1.5, 0.5, -1.5, -3.5
CAPITAL, DIGIT, SMALL_LETTER = 1.0, -2.0, -7.0
WANTS_MORE = -3.5
CLOSING_MARK = 9.0  # ./. ends a body
GAP_SLACK = 0.6  # line heights above the usual gap
INDENT_SLACK = 8.0  # points
LONG_PARAGRAPH = 60  # letters
LONG_HEADING = 150  # letters
HEADING_LINES = 3
MUCH_ROOM = 0.75

_NUMBER_BROKEN = re.compile(r"(?:\d[\w.]*|[A-ZĐ&]{1,12}\d*)[-/]$")
_NUMBER_GOES_ON = re.compile(r"[A-ZĐ\d]")
_NUMBER_HEAD = re.compile(r"\d+$")
_NUMBER_TAIL = re.compile(r"[-/](?:[A-ZĐ]{2,}|\d{4}/)")


@dataclass(frozen=True, slots=True)
class Piece:
    """Where a line came to stand in its paragraph's text."""

    start: int
    end: int
    page: int
    box: Box | None


@dataclass(frozen=True, slots=True)
class Joined:
    """A paragraph put together from lines."""

    text: str
    pieces: tuple[Piece, ...]
    bold: bool = False
    italic: bool = False
    centred: bool = False
    size: float | None = None

    @property
    def last_page(self) -> int:
        """The page on which the paragraph ends."""
        return self.pieces[-1].page


def separator(before: str, after: str) -> str:
    """What stands between two joined lines: nothing inside a document number, else one space.

    Example:
        >>> separator("Nghị quyết số 71-", "NQ/TW ngày"), separator("giai đoạn 2021-", "2030")
        ('', ' ')
    """
    if before.endswith("-") and re.search(r"\b(?:19|20)\d\d-$", before):
        return " "
    if _NUMBER_BROKEN.search(before.rsplit(" ", 1)[-1]) and _NUMBER_GOES_ON.match(after):
        return ""
    if _NUMBER_HEAD.search(before) and _NUMBER_TAIL.match(after):
        return ""
    return " "


def join_lines(lines: Sequence[Line], layout: Layout) -> list[Joined]:
    """Join lines to paragraphs."""
    groups: list[list[Line]] = []
    for line in lines:
        if not line.text.strip():
            continue
        if groups and not _starts(groups[-1], line, layout):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [put_together(group) for group in groups]


def put_together(lines: Sequence[Line]) -> Joined:
    """One paragraph from the lines that are known to be its."""
    text, pieces = "", []
    for line in lines:
        words = " ".join(line.text.split())
        if not words:
            continue
        if text.endswith("\u00ad"):
            text = text[:-1]
        elif text:
            text += separator(text, words)
        pieces.append(Piece(len(text), len(text) + len(words), line.page, line.box))
        text += words
    return Joined(
        text,
        tuple(pieces),
        all(line.bold for line in lines),
        all(line.italic for line in lines),
        all(line.centred for line in lines),
        lines[0].size,
    )


def _starts(group: Sequence[Line], line: Line, layout: Layout) -> bool:
    before = group[-1]
    a, b = before.text.strip(), line.text.strip()
    if line.starts is False:
        return False
    if line.starts is True and line.page == before.page:
        return not _cut_in_mid_sentence(a, b, before)
    if a.endswith("\u00ad") or separator(a, b) == "":
        return False
    return _evidence(group, line, layout, a, b) > 0


def _cut_in_mid_sentence(a: str, b: str, before: Line) -> bool:
    """A file made from a PDF may carry line ends as paragraph ends: the sentence goes on in a small letter.

    It goes on in a capital too behind a word that no paragraph ends in, and behind a bullet's half-said name.
    """
    bullet = read_bullet(b)
    if not bullet and not read_label(b) and (_wants_more(a) or (read_bullet(a) and a[-1].isalnum() and _open_ended(a))):
        return True
    if len(a) <= LONG_PARAGRAPH or before.bold or not (a[-1].isalnum() or a[-1] in ",;"):
        return False
    if bullet:
        rest = b[bullet[1] :]
        return bullet[0] == "-" and a[-1].isalnum() and (rest[:1].islower() or rest[:1].isdigit())
    return b[0].islower() and not read_label(b)


def _evidence(group: Sequence[Line], line: Line, layout: Layout, a: str, b: str) -> float:
    before = group[-1]
    if a.endswith("./."):
        return CLOSING_MARK
    full = is_full(before, layout)
    closed = bool(CLOSED_LINE.search(a))
    small = b[0].islower()
    score = 0.0
    label = _opening(a, b, full, closed)
    if label:
        return LABEL
    if _only_calls(a):
        return -LABEL
    gap = line.gap - layout.gap if line.page == before.page else 0.0
    if gap > GAP_SLACK:
        score += GAP
    room = room_taken(group, b, layout)
    least = ROOM if before.box is not None else layout.room
    weight = ROOM_LEFT_RAGGED if layout.ragged and before.box is None else ROOM_LEFT
    score += FULL_LINE if room >= least else weight * min((least - room) / (least - MUCH_ROOM), 1.0)
    # A sentence ends at a full line more often than a paragraph does.
    stop = FULL_STOP if room >= least and a[-1] not in ";:" else CLOSED
    if _wants_more(a):
        score += WANTS_MORE
    running = layout.ragged and before.box is None and _is_running_text(group)
    score += stop if closed else OPEN_ENDED if running or _open_ended(a) else NOT_CLOSED
    if not closed and read_label(group[0].text.strip()) and len(group) <= HEADING_LINES and _opens_sentence(a, b):
        score += OPENER
    score += _first_letter(b, closed)
    if not closed and read_label(group[0].text.strip()) and ((room > 0.5 and _is_leftover(b)) or _both_shout(a, b)):
        score += LEFTOVER
    score += _indent(group, line, layout)
    if before.bold != line.bold and not small:
        score += BOLD_TURNS
    if before.centred != line.centred and not small:
        score += BOLD_TURNS
    if before.centred and line.centred and gap <= GAP_SLACK and before.bold == line.bold and not closed:
        score -= ROOM_LEFT + CAPITAL
    if a.isupper() != b.isupper() and not small and len(a) > 3 and len(b) > 3 and (a.isupper() or not full):
        score += CAPITALS_END if a.isupper() else BOLD_TURNS
    return score


def _is_running_text(group: Sequence[Line]) -> bool:
    """Whether what stands so far is no heading: an item or a plain paragraph that is longer than headings are."""
    first = group[0].text.strip()
    letters = sum(len(line.text.strip()) for line in group)
    return letters > (LONG_HEADING if read_label(first) else LONG_PARAGRAPH) and not first.isupper()


def _first_letter(b: str, closed: bool) -> float:
    if b[0].islower():
        return SMALL_LETTER
    if b[0].isdigit():
        return 0.0 if closed else DIGIT
    if not (b[0].isupper() or b[0] in '“"('):
        return 0.0
    first = b.split(" ", 1)[0]
    return CAPITAL + (ABBREVIATION if not closed and len(first) > 1 and first.isupper() and not b.isupper() else 0.0)


def _is_leftover(b: str) -> bool:
    """One or two words without a stop: the end of a heading, not a paragraph."""
    return len(b.split()) <= 3 and not CLOSED_LINE.search(b)


def _both_shout(a: str, b: str) -> bool:
    """A heading in capitals that goes on in capitals, or with a number only (``NĂM HỌC⏎2017-2018``)."""
    return a.isupper() and (b.isupper() or not any(map(str.isalpha, b)))


def _opening(a: str, b: str, full: bool, closed: bool) -> bool:
    """Whether the line opens with a label or a bullet that is one, and not a number in mid-sentence."""
    bullet = read_bullet(b)
    rest = b[bullet[1] :] if bullet else ""
    if bullet:
        dangling = not closed and full and a[-1] not in ",-"
        return not (dangling and bullet[0] == "-" and (not rest or rest[0].isdigit() or rest[0].islower()))
    labels = read_label(b)
    if not labels:
        return False
    if closed:
        return not _refers(a)
    rest = b[labels[0].end :]
    return not _refers(a) and (not full or not rest or _heads(labels[0], rest))


def _heads(label: Label, rest: str) -> bool:
    first = rest.lstrip('“"(')
    return not first or first[0].isupper() or first[0].isdigit() or label.style.startswith("letter")


def _refers(a: str) -> bool:
    """``theo quy định tại khoản⏎1.``: the words before ask for a number."""
    low = a.lower()
    if any(low == w or low.endswith(" " + w) for w in phrases("no_number_behind")):
        return False
    return any(low == w or low.endswith(" " + w) for w in phrases("before_number"))


def _wants_more(a: str) -> bool:
    """Whether the last word is one that no paragraph ends in: ``Phối hợp với các⏎Nhà xuất bản``."""
    return a.rsplit(" ", 1)[-1].lower() in phrases("never_ends") and not a.isupper()


def _open_ended(a: str) -> bool:
    low = a.lower()
    if a[-1] in ",-–" or any(low.endswith(" " + w) for w in phrases("never_last")) or _refers(a):
        return True
    last = a.rsplit(" ", 1)[-1]
    return last[0].isupper() and not a.isupper() and last in phrases("name_follows")


def _only_calls(a: str) -> bool:
    """Whether a labelled line holds nothing but the verb of its sentence: ``Điều 2. Giao⏎Giám đốc Sở Nội vụ``."""
    labels = read_label(a)
    return bool(labels) and a[labels[-1].end :].strip().lower() in phrases("call")


def _opens_sentence(a: str, b: str) -> bool:
    """Words that begin a directing sentence: under a heading that fills its line they tell that the text begins.

    Behind a capital they go on with a name (``Sở⏎Xây dựng``).
    """
    low = b.lower()
    return a.rsplit(" ", 1)[-1][:1].islower() and any(low.startswith(w + " ") for w in phrases("opener"))


def _indent(group: Sequence[Line], line: Line, layout: Layout) -> float:
    before = group[-1]
    if line.box is None or before.box is None or line.centred or line.page not in layout.left:
        return 0.0
    own = line.box[0] - layout.left[line.page]
    if before.page not in layout.left:
        return 0.0
    last = before.box[0] - layout.left[before.page]
    if own > last + INDENT_SLACK and len(group) > 1:
        return INDENT
    if own > INDENT_SLACK and own > last + INDENT_SLACK:
        return INDENT
    if own < last - INDENT_SLACK and len(group) == 1:
        return -1.0
    return 0.0
