"""What a heading passes down: an actor (``1. Sở Tài chính``), or a time (``Giai đoạn 2025 - 2030``)."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.model import Deadline
from pipeline.tasks.context import Context, heading_actors
from pipeline.tasks.lexicon import pattern
from pipeline.tasks.mentions import MentionIndex, shifted

_GLUE = pattern("glue")
_PERIOD_HEADING = pattern("period heading")
MAX_REST = 0.25


def heading_context(heading: str, start: int, index: MentionIndex) -> Context:
    """The context that a heading sets for what stands below it.

    Args:
        heading: its words.
        start: where they begin in the document's text.
        index: the document's mentions.

    Returns:
        leads where the heading names nothing but actors, a deadline where it is only a time, else nothing.
    """
    end = start + len(heading)
    actors = index.actors(start, end)
    if actors and is_actor_heading(heading, [(a.start, a.end) for a in actors]):
        return Context(lead=tuple(shifted(actors, start)))
    times = index.times(start, end)
    if times and _PERIOD_HEADING.fullmatch(heading.strip(" .:")):
        return Context(deadlines=tuple(_within(t) for t in shifted(times, start)))
    return Context()


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
