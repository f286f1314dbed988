"""Coverage: which tasks of a source document a local one takes up, wholly, partly or not at all.

Both documents go through the linker, the local one as the later, whatever their dates say. A source task of several
clauses, parted by semicolons, is looked at clause by clause besides: each clause as if it were a task of its own. A
clause is taken up where a local task is linked to it beyond doubt, partly where the link is a weaker one; a task is
taken up where all its clauses are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from pipeline.linking.linktask import LinkTask
from pipeline.linking.wording import words
from pipeline.model import Link
from pipeline.text import fold

if TYPE_CHECKING:
    from pipeline.linking.ranker import Ranker

Key = tuple[str, str]
Verdict = Literal["taken_up", "partly", "not"]
TAKEN_UP: Verdict = "taken_up"
PARTLY: Verdict = "partly"
NOT: Verdict = "not"

BEFORE, AFTER = "0001", "9999"
"""Points in time that put the source before the local document."""
CLAUSE_SIGN = "#"
SURE = 0.75
"""From this score on a link says the same work, below it rather a related one.

Of the annotated pairs of the linker, each scored by a ranker trained without its two documents, this value parts those
of the same work from those that only go on with it best.
"""
SHORTEST_CLAUSE = 3
"""Words; what is shorter goes with the clause after it."""


@dataclass(frozen=True, slots=True)
class Match:
    """A local task that takes a source task or clause up; ``clause`` is what of it says so."""

    task: LinkTask
    score: float
    clause: str
    why: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a source task, and the local tasks that take it up, the best first."""

    text: str
    matches: tuple[Match, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """By the best of the local tasks."""
        if not self.matches:
            return NOT
        return TAKEN_UP if self.matches[0].score >= SURE else PARTLY


@dataclass(frozen=True, slots=True)
class Covered:
    """A source task with the verdict on it, and the local tasks that it was reached by, the best first."""

    task: LinkTask
    verdict: Verdict
    clauses: tuple[Clause, ...]
    matches: tuple[Match, ...] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """The verdicts on all tasks of the source, and the local tasks that take none of them up."""

    tasks: tuple[Covered, ...]
    own: tuple[LinkTask, ...]

    def count(self, verdict: Verdict) -> int:
        """How many tasks have this verdict."""
        return sum(covered.verdict == verdict for covered in self.tasks)

    def share(self, verdict: Verdict) -> float:
        """Their share of all tasks of the source; 0 where there are none."""
        return self.count(verdict) / len(self.tasks) if self.tasks else 0.0


def cover(source: Sequence[LinkTask], local: Sequence[LinkTask], ranker: Ranker | None = None) -> Coverage:
    """Compares the tasks of a source document with those of a local one.

    Args:
        source: the tasks of the document that asks for something.
        local: the tasks of the document that may answer it.
        ranker: the trained ranker; the one under ``models/linker`` by default.

    Returns:
        a verdict on each task of the source, in its order.
    """
    from pipeline.linking.linker import link_tasks

    asking, answering = _at(source, BEFORE), _at(local, AFTER)
    whole = link_tasks([*asking, *answering], ranker)
    parted = [part for task in asking for part in clause_tasks(task)]
    by_clause = link_tasks([*parted, *answering], ranker) if len(parted) > len(asking) else whole
    return judge(source, local, whole, by_clause)


def judge(
    source: Sequence[LinkTask], local: Sequence[LinkTask], links: Iterable[Link], clause_links: Iterable[Link]
) -> Coverage:
    """The verdicts that follow from links of local tasks to source tasks, and to clauses of source tasks.

    Args:
        source: the tasks of the source.
        local: the tasks of the local document.
        links: links from local tasks to whole source tasks.
        clause_links: links from local tasks to the clauses of source tasks, as :func:`clause_tasks` calls them.
    """
    answering = {task.key: task for task in local}
    whole, parts = _by_target(links, answering), _by_target(clause_links, answering)
    found = []
    for task in source:
        parted = clause_tasks(task)
        several = len(parted) > 1
        judged = tuple(
            Clause(part.text, _matches(part, (parts if several else whole).get(part.key, ()), answering))
            for part in parted
        )
        matches = _matches(task, whole.get(task.key, ()), answering)
        found.append(Covered(task, _verdict(judged, matches), judged, matches))
    used = {m.task.key for c in found for matches in (c.matches, *(x.matches for x in c.clauses)) for m in matches}
    return Coverage(tuple(found), tuple(task for task in local if task.key not in used))


def clause_tasks(task: LinkTask) -> list[LinkTask]:
    """The clauses of a task, each as a task; the task itself where it has but one.

    Example:
        >>> from pipeline.linking.linktask import LinkDocument
        >>> task = LinkTask(LinkDocument("a"), "t1", 0, "Rà soát đội ngũ; bố trí đủ giáo viên.")
        >>> [(part.id, part.text) for part in clause_tasks(task)]
        [('t1#1', 'Rà soát đội ngũ'), ('t1#2', 'bố trí đủ giáo viên')]
    """
    texts = clause_texts(task.text)
    if len(texts) < 2:
        return [task]
    return [
        replace(
            task,
            id=f"{task.id}{CLAUSE_SIGN}{n}",
            text=text,
            references=frozenset(key for key in task.references if fold(key) in fold(text)),
        )
        for n, text in enumerate(texts, 1)
    ]


def clause_texts(text: str) -> list[str]:
    """The clauses between semicolons as they are printed; one too short to say anything goes with the next.

    Example:
        >>> clause_texts("Kiểm tra; rà soát, bổ sung quy hoạch; bố trí đủ giáo viên.")
        ['Kiểm tra; rà soát, bổ sung quy hoạch', 'bố trí đủ giáo viên']
    """
    found: list[str] = []
    carried = ""
    for part in text.split(";"):
        carried = f"{carried};{part}" if carried else part
        if len(words(carried)) >= SHORTEST_CLAUSE:
            found.append(carried)
            carried = ""
    if carried.strip(" .\n"):
        # A short last one has no next: it stays with the one before.
        found[-1:] = [f"{found[-1]};{carried}" if found else carried]
    return [clause.strip(" .\n") for clause in found]


def _verdict(judged: Sequence[Clause], matches: Sequence[Match]) -> Verdict:
    found = {clause.verdict for clause in judged}
    if found == {TAKEN_UP}:
        return TAKEN_UP
    return NOT if found == {NOT} and not matches else PARTLY


def _at(tasks: Sequence[LinkTask], when: str) -> list[LinkTask]:
    return [replace(task, document=replace(task.document, when=when)) for task in tasks]


def _by_target(links: Iterable[Link], answering: Mapping[Key, LinkTask]) -> dict[Key, list[Link]]:
    found: dict[Key, list[Link]] = {}
    for link in sorted(links, key=lambda link: (-link.score, link.source)):
        if link.source in answering and link.target[0] != link.source[0]:
            found.setdefault(link.target, []).append(link)
    return found


def _matches(part: LinkTask, links: Iterable[Link], answering: Mapping[Key, LinkTask]) -> tuple[Match, ...]:
    return tuple(
        Match(answering[link.source], link.score, _nearest_clause(part.text, answering[link.source].text), link.why)
        for link in links
    )


def _nearest_clause(asked: str, answer: str) -> str:
    """The clause of a text that has most words in common with another text."""
    wanted = set(words(asked))

    def shared(clause: str) -> float:
        own = set(words(clause))
        return len(own & wanted) / max(len(own | wanted), 1)

    return max(clause_texts(answer), key=shared, default=answer)
