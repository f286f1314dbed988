"""Threads: how each line of work went on over the years and levels, out of the links.

A task may be linked to many; read as one net, the links soon tie everything to everything. So every task is given one
predecessor: of its links to earlier tasks the best, or, where others come within ``MARGIN`` of it, the one to the
latest document among them, so that a line goes through the years and does not jump over one. One task may so be the
predecessor of several; the strongest continuation in another document carries the thread on, each other one begins a
thread of its own that branches off. Every task stands in one thread at most, and from each step of a thread to the next
there is a link.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.linking.differences import Segment, differences
from pipeline.linking.lines import with_predecessor, with_successor
from pipeline.linking.linktask import PARTS, LinkTask, age
from pipeline.linking.wording import words as spelled_words
from pipeline.model import Link
from pipeline.text import strip_marks

Key = tuple[str, str]
Begin = Literal["first", "new", "branch", "cut"]
End = Literal["open", "dropped", "joined", "cut"]
FIRST: Begin = "first"
NEW: Begin = "new"
BRANCH: Begin = "branch"
OPEN: End = "open"
DROPPED: End = "dropped"
JOINED: End = "joined"
CUT: Literal["cut"] = "cut"
CONTINUED = "continued"

MARGIN = 0.1
"""Scores are probabilities; two links whose scores differ by less than a tenth are taken as equally good."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A task of a thread with the link to its predecessor; ``also`` are its other links to earlier tasks."""

    task: LinkTask
    earlier: LinkTask | None = None
    link: Link | None = None
    also: tuple[Link, ...] = ()

    @property
    def changes(self) -> tuple[str, ...]:
        """What became of the wording, then what else is new; empty where nothing comes before."""
        return change_of(self.link) if self.link else ()

    @property
    def relation(self) -> str | None:
        """Where the predecessor stands: in an earlier year, another level, the same year or the same document."""
        return str(self.link.why["relation"]) if self.link and "relation" in self.link.why else None

    def differences(self) -> tuple[Segment, ...]:
        """The text with its differences from the predecessor's marked."""
        return differences(self.earlier.text, self.task.text) if self.earlier else ()


@dataclass(frozen=True, slots=True)
class Thread:
    """Tasks that each go on with the one before.

    ``begins`` is ``new`` where a document of the line is known from an earlier year and does not have the task,
    ``first`` where none is known, ``branch`` where another thread goes on with the same predecessor. ``ends`` is
    ``dropped`` where a document of the line is known from a later year and does not have it, ``open`` where none is
    known, ``joined`` where later tasks are linked to it but go on better with others. ``cut`` is what goes on beyond
    the years asked for.
    """

    stages: tuple[Stage, ...]
    begins: Begin
    ends: End
    root: Key
    """The first task of the trunk that it branches off from, in the end; its own first task for a trunk."""
    joins: Link | None = None
    """Of a thread that is joined to others, the best link that leads back to its last task."""

    @property
    def tasks(self) -> tuple[LinkTask, ...]:
        """The tasks, the earliest first."""
        return tuple(stage.task for stage in self.stages)

    @property
    def kinds(self) -> set[str]:
        """Whether it holds something that is ``continued``, ``new`` or ``dropped``."""
        found: set[str] = {name for name in (self.begins, self.ends) if name in (NEW, DROPPED)}
        return found | {CONTINUED} if len(self.stages) > 1 or self.stages[0].link else found

    @property
    def years(self) -> tuple[int, ...]:
        """The years that it goes through."""
        return tuple(sorted({year for task in self.tasks if (year := task.document.year)}))


def change_of(link: Link) -> tuple[str, ...]:
    """What became of the wording, then what else is new.

    Example:
        >>> change_of(Link(("b", "t1"), ("a", "t1"), 0.9, "reworded", {"changes": ["new_year"]}))
        ('reworded', 'new_year')
    """
    also = link.why.get("changes", ())
    return (link.kind, *(str(name) for name in also)) if isinstance(also, (list, tuple)) else (link.kind,)


def build_threads(tasks: Sequence[LinkTask], links: Iterable[Link], margin: float = MARGIN) -> list[Thread]:
    """The threads of a corpus, the earliest first, each followed by those that branch off from it.

    Args:
        tasks: all tasks of the corpus.
        links: links among them, each from a later to an earlier one.
        margin: by how much a link may be worse than a task's best and still count as equally good.

    Returns:
        threads of at least two tasks, and single tasks that are new, dropped, joined or branch off.
    """
    known = {task.key: task for task in tasks}
    held = [link for link in links if _goes_back(link, known)]
    backward: dict[Key, list[Link]] = {}
    for link in held:
        backward.setdefault(link.source, []).append(link)
    forward: dict[Key, Link] = {}
    for link in sorted(held, key=lambda link: (link.score, link.source)):
        forward[link.target] = link
    chosen = {key: predecessor(own, known, margin) for key, own in backward.items()}
    followers: dict[Key, list[Link]] = {}
    for link in chosen.values():
        followers.setdefault(link.target, []).append(link)
    before, after = with_predecessor(tasks, held), with_successor(tasks, held)

    def stage(key: Key) -> Stage:
        link = chosen.get(key)
        if link is None:
            return Stage(known[key])
        return Stage(known[key], known[link.target], link, tuple(other for other in backward[key] if other != link))

    found: list[Thread] = []
    ordered = sorted(tasks, key=lambda task: (*age(task), task.place), reverse=True)
    waiting: list[tuple[Key, Key | None]] = [(task.key, None) for task in ordered if task.key not in chosen]
    while waiting:
        start, root = waiting.pop()
        chain = [start]
        branches: list[Key] = []
        while following := followers.get(chain[-1]):
            trunk = max(following, key=_strength)
            branches += [link.source for link in following if link is not trunk]
            chain.append(trunk.source)
        waiting += [(key, root or start) for key in reversed(branches)]
        last = known[chain[-1]]
        thread = Thread(
            stages=tuple(map(stage, chain)),
            begins=BRANCH if root else NEW if known[start].document.stem in before else FIRST,
            ends=JOINED if last.key in forward else DROPPED if last.document.stem in after else OPEN,
            root=root or start,
            joins=forward.get(last.key),
        )
        if len(chain) > 1 or thread.begins != FIRST or thread.ends != OPEN:
            found.append(thread)
    return found


def predecessor(links: Sequence[Link], tasks: dict[Key, LinkTask], margin: float = MARGIN) -> Link:
    """Of a task's links to earlier tasks the one that its thread goes through."""
    best = max(link.score for link in links)
    near = [link for link in links if link.score >= best - margin]
    return max(near, key=lambda link: (_order(tasks[link.target])[:2], link.score, link.target))


def select(
    threads: Iterable[Thread],
    first: int | None = None,
    last: int | None = None,
    document: str | None = None,
    words: str = "",
) -> list[Thread]:
    """The threads with a task in these years, in this document, with all these words; the rest of each thread stays.

    Tasks outside the years are cut off, and what the first one left goes back to is still told.

    Args:
        threads: where to choose from.
        first: the earliest year.
        last: the latest year.
        document: the stem of a document that must have a task in the thread.
        words: words that must all stand in one of its tasks, with or without diacritics.
    """
    wanted = _plain_words(words)
    found = []
    for thread in threads:
        stages = tuple(stage for stage in thread.stages if _within(stage.task.document.year, first, last))
        if not stages or (document and all(stage.task.document.stem != document for stage in stages)):
            continue
        if wanted and not any(wanted <= _plain_words(stage.task.text) for stage in stages):
            continue
        begins = thread.begins if stages[0] is thread.stages[0] else CUT
        ends = thread.ends if stages[-1] is thread.stages[-1] else CUT
        joins = thread.joins if ends == JOINED else None
        found.append(replace(thread, stages=stages, begins=begins, ends=ends, joins=joins))
    return found


def _plain_words(text: str) -> set[str]:
    return set(strip_marks(" ".join(spelled_words(text))).split())


def _within(year: int | None, first: int | None, last: int | None) -> bool:
    if first is None and last is None:
        return True
    return year is not None and (first is None or year >= first) and (last is None or year <= last)


def _strength(link: Link) -> tuple[bool, float, Key]:
    """Another document carries the thread on rather than another part of the same one."""
    return link.source[0] != link.target[0], link.score, link.source


def _order(task: LinkTask) -> tuple[str, str, int, int]:
    return *age(task), PARTS[task.part], task.place


def _goes_back(link: Link, tasks: dict[Key, LinkTask]) -> bool:
    """Whether both ends are known and the link leads back; no thread can then run in a circle."""
    later, earlier = tasks.get(link.source), tasks.get(link.target)
    return later is not None and earlier is not None and _order(later)[:3] > _order(earlier)[:3]
