"""Short forms that a document defines for itself: ``Sở Giáo dục và Đào tạo (GDĐT)``, ``(sau đây gọi tắt là …)``."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipeline.tagging.actors.grammar import align
from pipeline.tagging.actors.names import body
from pipeline.tagging.tables import UPPER

PAREN = re.compile(r" ?\(([^()\n]{2,120})\)")
CALLED = re.compile(
    r"(?:sau đây |dưới đây |từ đây )?(?:được )?(?:gọi|viết)(?: (?:chung|tắt|gọn))*(?: là| thành)?:? [“\"]?(.+?)[”\"]?$",
    re.IGNORECASE,
)
SHORT = re.compile(rf"[{UPPER}][\w&.-]*[{UPPER}\d](?:[\w&.-]*)?$")
SKIPPED = {"và", "của", "về", "các", "cho", "-", "&"}
WINDOW = 160


@dataclass(frozen=True, slots=True)
class Definitions:
    """Short form as printed → what it stands for in this document."""

    forms: dict[str, str] = field(default_factory=dict)

    def expand(self, name: str) -> str:
        """Write out what the document has defined.

        Example:
            >>> Definitions({"GDĐT": "Giáo dục và Đào tạo"}).expand("Sở GDĐT")
            'Sở Giáo dục và Đào tạo'
        """
        if name in self.forms:
            return self.forms[name]
        for short, full in self.forms.items():
            if short in name and SHORT.match(short):
                name = re.sub(rf"(?<![\w&]){re.escape(short)}(?![\w&])", full.replace("\\", r"\\"), name)
        return name


def find_definitions(text: str) -> Definitions:
    """All definitions of a document; the first one of a short form rules.

    Example:
        >>> find_definitions("Sở Giáo dục và Đào tạo (GDĐT) yêu cầu").forms
        {'GDĐT': 'Giáo dục và Đào tạo'}
    """
    forms: dict[str, str] = {}
    for m in PAREN.finditer(text):
        called = CALLED.match(m[1])
        short = (called[1] if called else m[1]).strip(" .,;")
        if (not called and not SHORT.match(short)) or len(short) > 60:
            continue
        before = text[max(m.start() - WINDOW, 0) : m.start()].rsplit("\n", 1)[-1]
        full = _by_initials(before, short) or (_body_before(before) if called else None)
        alike = full and set(align(short).split()) & set(align(full).split())
        if full and align(full) != align(short) and (alike or not called or SHORT.match(short)):
            forms.setdefault(short, full)
    return Definitions(forms)


def _by_initials(before: str, short: str) -> str | None:
    """The words before whose initials spell the short form."""
    letters = [c for c in align(short) if c.isalnum()]
    words = list(re.finditer(r"[\w]+", before))
    n = len(words)
    for w in reversed(words):
        if not letters:
            break
        if w[0].lower() in SKIPPED and letters[-1] != w[0].lower()[0]:
            n -= 1
            continue
        if align(w[0])[0] != letters[-1]:
            return None
        letters.pop()
        n -= 1
    if letters:
        return None
    return before[words[n].start() :].strip(' ,“"') if n < len(words) else None


def _body_before(before: str) -> str | None:
    """The body whose name ends where the parenthesis opens."""
    folded = align(before)
    for m in re.finditer(r"(?<!\w)\w", before):
        found = body(before, folded, m.start())
        if found and found.end >= len(before.rstrip()):
            return before[found.start : found.end]
    return None
