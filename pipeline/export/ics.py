"""iCalendar (RFC 5545) of the deadlines: an all-day event on the real day, repeated where the duty is yearly."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from pipeline.export.document import ExportDocument
from pipeline.export.json import Published
from pipeline.export.labels import Language, label
from pipeline.export.rows import SEPARATOR, shortened

OCTETS_A_LINE = 75
SUMMARY_LENGTH = 120
DAYS_BEFORE = 7
"""When the reminder sounds."""
_YEARLY = re.compile(r"R/P1Y/--\d{2}(-\d{2})?")
_SPECIAL = re.compile(r"([\\;,])")


def to_text(documents: Iterable[ExportDocument], language: Language = "vi") -> str:
    """The calendar: one event for each deadline that falls on a day."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Chi Thi//chithi//VI", "CALSCALE:GREGORIAN"]
    lines.append(_text("X-WR-CALNAME", label("word", "workbook", language)))
    for document in documents:
        for task in document.content["tasks"]:
            for deadline in task["deadlines"]:
                if deadline.get("date"):
                    lines += _event(document, task, deadline, language)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in fold_line(line))


def _event(document: ExportDocument, task: Published, deadline: Published, language: Language) -> list[str]:
    day = date.fromisoformat(deadline["date"])
    identity = f"{document.stem}\n{task['id']}\n{deadline['kind']}\n{deadline['value']}"
    lead = SEPARATOR.join(task["lead"])
    summary = f"{lead}: {task['text']}" if lead else task["text"]
    summary = shortened(summary, SUMMARY_LENGTH)
    said = [
        task["text"],
        *(
            f"{label('word', role, language)}: {SEPARATOR.join(task[role])}"
            for role in ("lead", "coordinate")
            if task[role]
        ),
        f"{label('word', 'deadlines', language)}: {deadline['text']}",
        " – ".join(
            part for part in (document.designation, document.content["document"]["issuer"], task["section"]) if part
        ),
    ]
    lines = [
        "BEGIN:VEVENT",
        f"UID:{hashlib.sha256(identity.encode()).hexdigest()[:32]}@chithi",
        f"DTSTAMP:{_stamp(document)}",
        f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
        _text("SUMMARY", summary),
        _text("DESCRIPTION", "\n".join(said)),
        "TRANSP:TRANSPARENT",
    ]
    if _YEARLY.fullmatch(deadline["value"]):
        lines.append("RRULE:FREQ=YEARLY")
    alarm = ["BEGIN:VALARM", "ACTION:DISPLAY", _text("DESCRIPTION", summary), f"TRIGGER:-P{DAYS_BEFORE}D", "END:VALARM"]
    return [*lines, *alarm, "END:VEVENT"]


def _stamp(document: ExportDocument) -> str:
    """The day of issue, so that the same documents give the same calendar."""
    issued = document.content["document"]["issued"] or ""
    digits = issued.replace("-", "").ljust(4, "0") if issued else "19700101"
    return f"{digits.ljust(8, '0') if len(digits) == 8 else digits[:4] + '0101'}T000000Z"


def _text(name: str, value: str) -> str:
    return f"{name}:" + _SPECIAL.sub(r"\\\1", value).replace("\n", "\\n")


def fold_line(line: str) -> Iterator[str]:
    """A content line in pieces of at most 75 octets, no letter cut in two; later pieces begin with a space.

    Example:
        >>> [len(piece.encode()) <= 75 for piece in fold_line("DESCRIPTION:" + "ữ" * 60)]
        [True, True, True]
    """
    piece, size = "", 0
    for character in line:
        length = len(character.encode())
        if size + length > OCTETS_A_LINE:
            yield piece
            piece, size = " ", 1
        piece += character
        size += length
    yield piece
