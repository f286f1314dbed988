"""Why two tasks are linked, and what changed from the earlier to the later."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any

from pipeline.linking.linktask import LinkTask
from pipeline.linking.profile import Profile
from pipeline.linking.vectors import gram_columns
from pipeline.tagging.actors.register import organisations
from pipeline.text import fold
from pipeline.text.tables import read_table

KEPT, REWORDED, WIDENED, NARROWED = "kept", "reworded", "widened", "narrowed"
NEW_YEAR, NEW_ACTOR, NEW_DEADLINE = "new_year", "new_actor", "new_deadline"
WITHIN, YEAR, LEVEL, SIBLING = "within_document", "earlier_year", "other_level", "same_year"

SAME_WORDS = 0.93
"""From this likeness of the words, numbers aside, a task counts as kept."""
COVERED, NOT_COVERED = 0.6, 0.4
"""A task is widened where the earlier one is in it to this share, and it in the earlier one to no more than that."""
MOST_SHOWN = 5
SHORTEST_SHOWN = 2
"""Syllables of a run of words that is shown as shared."""
TELLING = 8.0
"""The weight from which a shared run says something: two words that every third task has weigh less."""
YEARS = re.compile(r"\b(?:19|20)\d\d\b")
NUMBERS = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Change:
    """``kind`` is what became of the wording; ``changes`` what else is new; the rest is what the two share."""

    kind: str
    relation: str
    changes: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()
    years: tuple[tuple[str, ...], tuple[str, ...]] = field(default=((), ()))

    def why(self) -> dict[str, Any]:
        """As a mapping, empty entries left out."""
        found: dict[str, Any] = {"relation": self.relation}
        for name in ("changes", "words", "references", "concepts"):
            if values := getattr(self, name):
                found[name] = list(values)
        if NEW_YEAR in self.changes:
            found["years"] = {"from": list(self.years[1]), "to": list(self.years[0])}
        return found


def explain(profile: Profile, a: int, b: int) -> Change:
    """Compares the later task ``a`` of a profile with the earlier ``b``."""
    later, earlier = profile.tasks[a], profile.tasks[b]
    runs = _shared_runs(profile, a, b)
    words_a, words_b = profile.words[a], profile.words[b]
    years_a, years_b = _years(words_a), _years(words_b)
    changes = []
    if years_b and years_a - years_b:
        changes.append(NEW_YEAR)
    if later.leads and earlier.leads and not _same_actors(later, earlier):
        changes.append(NEW_ACTOR)
    if later.deadlines and set(later.deadlines) != set(earlier.deadlines):
        changes.append(NEW_DEADLINE)
    work = profile.facets["work"]
    concepts = set(work.tasks[a].indices) & set(work.tasks[b].indices)
    return Change(
        kind=wording_change(words_a, words_b),
        relation=_relation(later, earlier),
        changes=tuple(changes),
        words=tuple(runs),
        references=tuple(sorted(later.references & earlier.references)),
        concepts=tuple(sorted(work.names[n] for n in concepts)),
        years=(tuple(sorted(years_a - years_b)), tuple(sorted(years_b - years_a))),
    )


def wording_change(later: tuple[str, ...], earlier: tuple[str, ...]) -> str:
    """What became of the wording, numbers aside.

    Example:
        >>> wording_change(("rà", "soát", "2026"), ("rà", "soát", "2025"))
        'kept'
        >>> wording_change(tuple("rà soát văn bản và bố trí đủ giáo viên".split()), tuple("rà soát văn bản".split()))
        'widened'
    """
    plain_a, plain_b = ([word for word in row if not NUMBERS.search(word)] for row in (later, earlier))
    matcher = SequenceMatcher(None, plain_a, plain_b, autojunk=False)
    if matcher.ratio() >= SAME_WORDS:
        return KEPT
    common = sum(block.size for block in matcher.get_matching_blocks())
    in_later, in_earlier = common / max(len(plain_b), 1), common / max(len(plain_a), 1)
    if in_later >= COVERED and in_earlier <= NOT_COVERED:
        return WIDENED
    if in_earlier >= COVERED and in_later <= NOT_COVERED:
        return NARROWED
    return REWORDED


def _years(syllables: tuple[str, ...]) -> set[str]:
    """The years that are spoken of; those in numbers and dates of documents are not."""
    return {year for word in syllables if "/" not in word for year in YEARS.findall(word)}


def _shared_runs(profile: Profile, a: int, b: int) -> list[str]:
    """The runs of words in both, the weightiest first; light ones only where there is nothing better."""
    one, other = profile.words[a], profile.words[b]
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    runs = {trimmed(one[block.a : block.a + block.size]) for block in blocks}
    columns = dict(zip(one, gram_columns(one), strict=True))
    weights = {
        run: sum(float(profile.weights[columns[word]]) for word in run) for run in runs if len(run) >= SHORTEST_SHOWN
    }
    ranked = sorted(weights, key=lambda run: (-weights[run], run))
    telling = [run for run in ranked if weights[run] >= TELLING]
    return [" ".join(run) for run in (telling or ranked[:1])[:MOST_SHOWN]]


def trimmed(run: tuple[str, ...]) -> tuple[str, ...]:
    """A run of words without the function words at its ends.

    Example:
        >>> trimmed(("và", "hỗ", "trợ", "của"))
        ('hỗ', 'trợ')
    """
    start, end = 0, len(run)
    while start < end and run[start] in _function_words():
        start += 1
    while end > start and run[end - 1] in _function_words():
        end -= 1
    return run[start:end]


@lru_cache(maxsize=1)
def _function_words() -> frozenset[str]:
    return frozenset(row["word"] for row in read_table("function_words.tsv", "pipeline.linking"))


def _same_actors(later: LinkTask, earlier: LinkTask) -> bool:
    """Whether somebody who led the earlier task, or took over from him, leads the later."""
    return bool(set(later.leads) & {heir for lead in earlier.leads for heir in heirs(lead)})


@lru_cache(maxsize=4096)
def heirs(body: str) -> frozenset[str]:
    """A body's id with those of all that took over its work, directly or in turn.

    Example:
        >>> sorted(heirs("bo-ke-hoach-va-dau-tu"))
        ['bo-ke-hoach-va-dau-tu', 'bo-tai-chinh']
    """
    found: set[str] = set()
    waiting = [body]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            base, _, place = name.partition("@")
            known = organisations().get(base)
            waiting += [f"{heir}@{place}" if place else heir for heir in (known.successors if known else ())]
    return frozenset(found)


def _relation(later: LinkTask, earlier: LinkTask) -> str:
    if later.document.stem == earlier.document.stem:
        return WITHIN
    one, other = later.document, earlier.document
    if one.issuer and other.issuer and fold(one.issuer) != fold(other.issuer):
        return LEVEL
    return YEAR if one.when[:4] != other.when[:4] or one.when == "" else SIBLING
