"""What a heading passes down: an actor (``1. Sở Tài chính``), or a time (``Giai đoạn 2025 - 2030``)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.model import Actor, Deadline, Document, Paragraph, Section
from pipeline.tasks.assignments import Assignment, remark_at_end
from pipeline.tasks.context import Context, heading_actors
from pipeline.tasks.lexicon import pattern
from pipeline.tasks.mentions import MentionIndex, shifted
from pipeline.text.verbs import leading_classes

_GLUE = pattern("glue")
_PERIOD_HEADING = pattern("period heading")
_STAGE_WORDS = pattern("stage words")
_STAGE = re.compile(r"\W*(?:giai đoạn|đợt|bước|quý|tháng|năm|học kỳ|tuần|từ)\b", re.IGNORECASE)
_FOCUS = pattern("focus")
_JOINT = re.compile(r"\W*(?:công tác )?phối hợp (?:với|cùng)\b", re.IGNORECASE)
_GLUED = re.compile(r"([^:;.]{3,250}):(?=[^\W\d_a-zđ])")
_COURTEOUS = re.compile(r"Qu[ýí] (?!khách|phụ huynh|thầy)", re.IGNORECASE)
_ISSUERS = ("Sở", "Bộ", "Cục", "Chi cục", "Tổng cục")
"""What a document calls its issuer by, without its field."""
_ITS_PLACE = re.compile(r" (?:tỉnh|thành phố) .*")
MAX_REST = 0.25
MAX_BARE_WORDS = 2
KNOWN_BY = 20
"""Letters of a heading by which its place is found: behind them a line may have been mended."""


def heading_context(heading: str, start: int, index: MentionIndex) -> Context:
    """The context that a heading sets for what stands below it.

    Args:
        heading: its words.
        start: where they begin in the document's text.
        index: the document's mentions.

    Returns:
        leads where the heading names nothing but actors, a deadline where it is only a time, else nothing.
    """
    heading = _FOCUS.sub("", heading)
    end = start + len(heading)
    actors = index.actors(start, end)
    joint = bool(actors) and _JOINT.match(heading, 0, actors[0].start) is not None
    if actors and not joint and is_actor_heading(heading, [(a.start, a.end) for a in actors]):
        return Context(lead=tuple(shifted(actors, start)))
    times = index.times(start, end)
    if times and _PERIOD_HEADING.fullmatch(heading.strip(" .:")):
        return Context(deadlines=tuple(_within(t) for t in shifted(times, start)))
    stage = stage_context(heading, start, index)
    return stage if stage.deadlines else remark_at_end(heading, start, index)


def stage_context(text: str, start: int, index: MentionIndex) -> Context:
    """What a line without a label that is only a time passes down: ``QUÝ III/2021 (Tháng 7 - 9)``.

    Args:
        text: the line.
        start: where it begins in the document's text.
        index: the document's mentions.
    """
    times = index.times(start, start + len(text))
    rest = list(text)
    for time in times:
        rest[time.start : time.end] = " " * (time.end - time.start)
    if not times or not _STAGE.match(text) or _STAGE_WORDS.sub("", "".join(rest)):
        return Context()
    return Context(deadlines=tuple(_within(time) for time in shifted(times[:1], start)))


def heading_start(document: Document, section: Section) -> int:
    """Where a section's heading stands in the document's text; -1 where it has none."""
    return document.text.find(section.heading[:KNOWN_BY], section.start, section.end) if section.heading else -1


def run_in_actors(text: str, start: int, index: MentionIndex) -> Assignment | None:
    """``Đề nghị Hội Nông dân tỉnh:Vận động …``: actors glued to the sentence that they head.

    Args:
        text: a paragraph without its label.
        start: where it begins in the document's text.
        index: the document's mentions.

    Returns:
        what the heading passes down, and where the words behind it begin; None where there is none.
    """
    glued = _GLUED.match(text)
    if not glued or "act" in leading_classes(text):
        return None
    context = heading_context(glued[1], start, index)
    return Assignment("task", context, glued.end()) if context.lead else None


def is_subheading(block: Paragraph, text: str, *, prefaced: bool) -> bool:
    """Whether a paragraph is a title or subheading of its own: in capitals, or in an annex without a full stop.

    Args:
        block: the paragraph.
        text: its words.
        prefaced: whether only a table follows in its annex.
    """
    if block.bullet or block.label:
        return False
    if block.part == "annex" and prefaced:
        return True
    unclosed = text.rstrip()[-1:] not in ".;:/…"
    return unclosed and (text.isupper() or (block.part == "annex" and not leading_classes(text)))


def is_actor_heading(heading: str, spans: list[tuple[int, int]]) -> bool:
    """Whether a heading is nothing but actors and the words that address them."""
    rest = list(heading)
    for start, end in spans:
        rest[start:end] = " " * (end - start)
    left = _GLUE.sub("", "".join(rest))
    return len(left) <= MAX_REST * len(re.sub(r"\s", "", heading)) and not left[:1].isdigit()


def names_only_actors(heading: str, context: Context) -> bool:
    """Whether a heading was read as actors, so that it is no task."""
    return bool(context.lead) or not heading_actors(heading)


def _within(time: Deadline) -> Deadline:
    return replace(time, kind="within") if time.kind == "due" and len(time.value) == 4 else time


class HeadedUnits:
    """The actors that a document has named before: those that head its sections, and whom it is addressed to.

    ``parents`` are the sections most of whose children are headed by an actor: an unknown heading there is one too.
    """

    def __init__(self, document: Document, index: MentionIndex) -> None:
        headed: dict[int | None, list[bool]] = {}
        self._names: set[str] = set()
        self._addressees = document.metadata.addressees
        self._issuer = _ITS_PLACE.sub("", document.metadata.issuer or "")
        for section in document.sections:
            if section.heading and section.role in ("tasks", "implementation"):
                start = max(heading_start(document, section), section.start)
                lead = heading_context(section.heading, start, index).lead
                headed.setdefault(section.parent, []).append(bool(lead))
                self._names |= {actor.name for actor in lead}
        self.parents = {p for p, known in headed.items() if sum(known) >= 2 and sum(known) * 2 > len(known)}

    def named(self, actors: Sequence[Actor]) -> tuple[Actor, ...]:
        """The actors by the names that the document gave them.

        ``Văn phòng`` is ``Văn phòng Sở`` where that heads a section, ``Quý Cơ quan`` is whoever stands at Kính gửi,
        ``Sở`` the department that issues the document.
        """
        found: list[Actor] = []
        for actor in actors:
            names = self._addressees if _COURTEOUS.match(actor.name) else ()
            full = actor.name if actor.kind == "group" else self._full(actor.name)
            found += [replace(actor, name=name) for name in names or (full,)]
        return tuple(found)

    def _full(self, name: str) -> str:
        if len(name.split()) > MAX_BARE_WORDS or name in self._names:
            return name
        if name in _ISSUERS and self._issuer.startswith(f"{name} "):
            return self._issuer
        longer = [full for full in self._names if full.startswith(f"{name} ")]
        return longer[0] if len(longer) == 1 else name
