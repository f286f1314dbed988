"""Tags looked up by range: the mentions of a sentence, a heading or a cell."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from pipeline.model import Actor, Deadline, Reference, Tags

Mention = TypeVar("Mention", Actor, Deadline, Reference)


class MentionIndex:
    """The tags of a document, each list sorted by its start."""

    def __init__(self, tags: Tags) -> None:
        self._actors = sorted(tags.actors, key=lambda m: m.start)
        self._times = sorted(tags.times, key=lambda m: m.start)
        self._references = sorted(tags.references, key=lambda m: m.start)
        self._starts = {id(found): [m.start for m in found] for found in (self._actors, self._times, self._references)}

    def actors(self, start: int, end: int) -> list[Actor]:
        """The actors of a range, offsets relative to its start."""
        return self._slice(self._actors, start, end)

    def times(self, start: int, end: int) -> list[Deadline]:
        """The time expressions of a range, offsets relative to its start."""
        return self._slice(self._times, start, end)

    def references(self, start: int, end: int) -> list[Reference]:
        """The references of a range, offsets relative to its start."""
        return self._slice(self._references, start, end)

    def _slice(self, found: Sequence[Mention], start: int, end: int) -> list[Mention]:
        starts = self._starts[id(found)]
        chosen: list[Mention] = []
        for mention in found[bisect_left(starts, start) :]:
            if mention.start >= end:
                break
            if mention.end <= end:
                chosen.append(replace(mention, start=mention.start - start, end=mention.end - start))
        return chosen


def shifted(mentions: Sequence[Mention], offset: int) -> list[Mention]:
    """The same mentions, their offsets moved by ``offset``."""
    return [replace(mention, start=mention.start + offset, end=mention.end + offset) for mention in mentions]


def free_actors(actors: Sequence[Actor], references: Sequence[Reference]) -> list[Actor]:
    """The actors that do not stand inside the mention of a document (``Nghị quyết … của Hội đồng nhân dân``)."""
    return [a for a in actors if not any(r.start <= a.start and a.end <= r.end for r in references)]


def without_actors(text: str, actors: Sequence[Actor]) -> str:
    """A text with the mentions of actors taken out.

    Example:
        >>> without_actors("Sở Y tế rà soát", [Actor("Sở Y tế", "Sở Y tế", 0, 7)])
        ' rà soát'
    """
    for actor in reversed(actors):
        text = text[: actor.start] + text[actor.end :]
    return text
