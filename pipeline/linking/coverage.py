"""Coverage: which tasks of a source document a local one takes up, wholly, partly or not at all.

Both documents go through the linker, the local one as the later, whatever their dates say. A source task of several
clauses, parted by semicolons, is looked at clause by clause: each clause goes through the linker as if it were a task
of its own. How far a local task takes a clause up is how probably it is linked to the clause, or to the whole task,
times the root of how much of the clause it says. A task is taken up where all its clauses are, partly where some are,
or all but weakly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import sqrt
from typing import TYPE_CHECKING, Literal

from pipeline.linking.linktask import LinkTask
from pipeline.linking.wording import words
from pipeline.model import Link
from pipeline.text import fold

if TYPE_CHECKING:
    from pipeline.linking.profile import Background
    from pipeline.linking.ranker import Ranker

Key = tuple[str, str]
Said = Callable[[LinkTask, LinkTask], float]
"""Which share of what the first task says the second says too."""
Verdict = Literal["taken_up", "partly", "not"]
TAKEN_UP: Verdict = "taken_up"
PARTLY: Verdict = "partly"
NOT: Verdict = "not"

ENOUGH, LEAST = 0.35, 0.2
"""From this degree on a clause is taken up, or partly so.

Chosen on the annotated pairs of the linker, each scored by a ranker trained without its two documents (grade 2 as taken
up, grade 1 as partly), where 0.67 of 328 verdicts agree; and on source tasks to which a clause of an unrelated document
had been added, of which 0.07 counted as taken up.
"""
CONSIDERED = 0.05
"""Links of a lower score are not looked at."""
BEFORE, AFTER = "0001", "9999"
"""Points in time that put the source before the local document."""
CLAUSE_SIGN = "#"
SHORTEST_CLAUSE = 3
"""Words; what is shorter goes with the clause after it."""


@dataclass(frozen=True, slots=True)
class Match:
    """A local task that takes a clause up: ``clause`` is what of it comes nearest.

    ``score`` is how probably the two are linked, ``said`` which share of the source clause the local task says too.
    """

    task: LinkTask
    score: float
    said: float
    clause: str
    why: Mapping[str, object]

    @property
    def degree(self) -> float:
        """How far the clause is taken up, from 0 to 1."""
        return self.score * sqrt(self.said)


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
        return TAKEN_UP if self.matches[0].degree >= ENOUGH else PARTLY


@dataclass(frozen=True, slots=True)
class Covered:
    """A source task with its clauses; a task without semicolons is one clause."""

    task: LinkTask
    clauses: tuple[Clause, ...]

    @property
    def verdict(self) -> Verdict:
        """Taken up where all clauses are, partly where any is in part."""
        found = {clause.verdict for clause in self.clauses}
        return found.pop() if len(found) == 1 else PARTLY


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
    from pipeline.linking.ranker import load_ranker

    ranker = replace(ranker or load_ranker(), threshold=CONSIDERED)
    asking, answering = _at(source, BEFORE), _at(local, AFTER)
    parted = [part for task in asking for part in clause_tasks(task)]
    whole = link_tasks([*asking, *answering], ranker)
    by_clause = link_tasks([*parted, *answering], ranker) if len(parted) > len(asking) else whole
    return judge(source, local, whole, by_clause, said_by_words([*parted, *answering], ranker.background))


def judge(
    source: Sequence[LinkTask],
    local: Sequence[LinkTask],
    links: Iterable[Link],
    clause_links: Iterable[Link],
    said: Said,
) -> Coverage:
    """The verdicts that follow from links of local tasks to source tasks, and to clauses of source tasks.

    Args:
        source: the tasks of the source.
        local: the tasks of the local document.
        links: links from local tasks to whole source tasks.
        clause_links: links from local tasks to the clauses of source tasks, as :func:`clause_tasks` calls them.
        said: which share of a clause a local task says.
    """
    answering = {task.key: task for task in local}
    whole, parts = _by_target(links, answering), _by_target(clause_links, answering)
    found = []
    for task in source:
        above = whole.get(task.key, {})
        judged = []
        for part in clause_tasks(task):
            best = {**above, **parts.get(part.key, {})}
            for key, link in above.items():
                if link.score > best[key].score:
                    best[key] = replace(best[key], score=link.score)
            judged.append(Clause(part.text, _matches(part, best.values(), answering, said)))
        found.append(Covered(task, tuple(judged)))
    used = {match.task.key for covered in found for clause in covered.clauses for match in clause.matches}
    return Coverage(tuple(found), tuple(task for task in local if task.key not in used))


def said_by_words(tasks: Sequence[LinkTask], background: Background) -> Said:
    """Shares of words and pairs of words, the rarer the weightier."""
    from pipeline.linking.profile import Profile

    weighed = Profile(tasks, background).weighed
    rows = {task.key: n for n, task in enumerate(tasks)}

    def said(asked: LinkTask, answer: LinkTask) -> float:
        own, other = weighed[rows[asked.key]], weighed[rows[answer.key]]
        held = set(other.indices.tolist())
        weights = dict(zip(own.indices.tolist(), own.data.tolist(), strict=True))
        total: float = sum(weights.values())
        return sum(weight for gram, weight in weights.items() if gram in held) / total if total else 0.0

    return said


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


def _at(tasks: Sequence[LinkTask], when: str) -> list[LinkTask]:
    return [replace(task, document=replace(task.document, when=when)) for task in tasks]


def _by_target(links: Iterable[Link], answering: Mapping[Key, LinkTask]) -> dict[Key, dict[Key, Link]]:
    found: dict[Key, dict[Key, Link]] = {}
    for link in links:
        if link.source in answering and link.target[0] != link.source[0]:
            found.setdefault(link.target, {})[link.source] = link
    return found


def _matches(part: LinkTask, links: Iterable[Link], answering: Mapping[Key, LinkTask], said: Said) -> tuple[Match, ...]:
    found = []
    for link in links:
        task = answering[link.source]
        match = Match(task, link.score, said(part, task), _nearest_clause(part.text, task.text), link.why)
        if match.degree >= LEAST:
            found.append(match)
    return tuple(sorted(found, key=lambda match: (-match.degree, match.task.key)))


def _nearest_clause(asked: str, answer: str) -> str:
    """The clause of a text that has most words in common with another text."""
    wanted = set(words(asked))

    def shared(clause: str) -> float:
        own = set(words(clause))
        return len(own & wanted) / max(len(own | wanted), 1)

    return max(clause_texts(answer), key=shared, default=answer)
