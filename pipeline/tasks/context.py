"""What passes down: actors and times of headings, lead-ins and assignment blocks to what stands below them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from pipeline.model import Actor, Deadline, LeadSource
from pipeline.tasks.lexicon import pattern

_ADDRESS = pattern("address")
STAGE = -1
"""The depth of a line that is only a time: paragraphs stand under it too."""
BULLET_DEPTH = {None: 0, "-": 1, "–": 1, "•": 2, "*": 2, "+": 2, "o": 3, "·": 3, ".": 3}


@dataclass(frozen=True, slots=True)
class Context:
    """Fields that an item takes from above where its own words are silent."""

    lead: tuple[Actor, ...] = ()
    coordinate: tuple[Actor, ...] = ()
    direct: tuple[Actor, ...] = ()
    report_to: tuple[Actor, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    product: str | None = None
    source: LeadSource = "inherited"

    def below(self, inner: Context) -> Context:
        """This context seen from an inner one: the inner fields rule, empty ones are taken from here."""
        return Context(
            lead=inner.lead or self.lead,
            coordinate=inner.coordinate or (() if inner.lead else self.coordinate),
            direct=inner.direct or self.direct,
            report_to=inner.report_to or (() if inner.lead else self.report_to),
            deadlines=inner.deadlines or self.deadlines,
            product=inner.product or self.product,
            source=inner.source if inner.lead else self.source,
        )


@dataclass
class Frames:
    """The contexts in force while blocks are read in order: one a section and one a lead-in of some depth."""

    root: Context = field(default_factory=Context)
    sections: dict[int, Context] = field(default_factory=dict)
    lead_ins: list[tuple[int | None, int, Context]] = field(default_factory=list)

    def set_section(self, section: int, context: Context) -> None:
        """Makes ``context`` pass down to everything in ``section``, on top of what is set there."""
        self.sections[section] = self.sections.get(section, Context()).below(context)

    def open_lead_in(self, section: int | None, depth: int, context: Context) -> None:
        """Makes ``context`` pass down to deeper items that follow."""
        self.close_lead_ins(section, depth, frozenset({section}))
        self.lead_ins.append((section, depth, context))

    def end_stage(self) -> None:
        """Ends what a time over unlabelled text passed down: a unit of a high rank begins."""
        self.lead_ins = [(s, d, c) for s, d, c in self.lead_ins if d != STAGE]

    def close_lead_ins(self, section: int | None, depth: int, ancestors: frozenset[int | None]) -> None:
        """Ends the lead-ins that an item of this section and depth does not stand under."""
        self.lead_ins = [(s, d, c) for s, d, c in self.lead_ins if s in ancestors and (s != section or d < depth)]

    def current(self, chain: list[int]) -> Context:
        """The context of an item in the sections ``chain`` (outermost first)."""
        context = self._with_lead_ins(self.root, None)
        for section in chain:
            context = context.below(self.sections.get(section, Context()))
            context = self._with_lead_ins(context, section)
        return context

    def _with_lead_ins(self, context: Context, owner: int | None) -> Context:
        for section, _, inner in self.lead_ins:
            if section == owner:
                context = context.below(inner)
        return context


def heading_actors(heading: str) -> str:
    """A heading without the words that address its actors: ``Đối với Sở Y tế:`` is ``Sở Y tế``.

    Example:
        >>> heading_actors("Đề nghị: Hội Nông dân tỉnh")
        'Hội Nông dân tỉnh'
    """
    return re.sub(r"\s*\([^()]*\)\s*:?\s*$", "", _ADDRESS.sub("", heading)).strip(" :.-–")


def as_source(actors: tuple[Actor, ...], source: LeadSource) -> tuple[Actor, ...]:
    """The same mentions, marked with how they got their role."""
    return tuple(replace(actor, source=source) for actor in actors)


def joined(known: Context | None, given: Context) -> Context:
    """Two assignments to the same point: the later one adds to the earlier one's persons."""
    if known is None:
        return given
    return replace(
        given,
        lead=(*known.lead, *given.lead) if given.lead else known.lead,
        coordinate=(*known.coordinate, *given.coordinate),
        direct=(*known.direct, *given.direct),
        deadlines=given.deadlines or known.deadlines,
    )
