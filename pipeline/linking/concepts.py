"""Lines of work: which fields of administration a task is about, however it is worded."""

from __future__ import annotations

from functools import lru_cache

from pipeline.linking.wording import words
from pipeline.text.tables import read_table

FACETS = ("work", "target")
"""What a concept says: the object of the work, whom it is for."""


@lru_cache(maxsize=65_536)
def find_concepts(syllables: tuple[str, ...], facet: str = "work") -> tuple[str, ...]:
    """The concepts of a facet whose phrases stand in the words, in reading order; of nested phrases the longest.

    Example:
        >>> find_concepts(words("Đẩy mạnh số hóa hồ sơ, tinh giản biên chế"))
        ('data', 'apparatus')
        >>> find_concepts(words("Bồi dưỡng giáo viên mầm non"), "target")
        ('teachers', 'preschool')
    """
    phrases, longest = _phrases(facet)
    found: dict[str, None] = {}
    reached = 0
    for start in range(len(syllables)):
        for end in range(min(start + longest, len(syllables)), max(start, reached), -1):
            if named := phrases.get(syllables[start:end]):
                found.update(dict.fromkeys(named))
                reached = end
                break
    return tuple(found)


@lru_cache(maxsize=len(FACETS))
def _phrases(facet: str) -> tuple[dict[tuple[str, ...], tuple[str, ...]], int]:
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for row in read_table("concepts.tsv", "pipeline.linking"):
        if row["facet"] == facet:
            for phrase in row["phrases"].split("|"):
                key = words(phrase)
                found[key] = (*found.get(key, ()), row["concept"])
    return found, max(map(len, found))


@lru_cache(maxsize=len(FACETS))
def concept_names(facet: str) -> tuple[str, ...]:
    """The names of all concepts of a facet.

    Example:
        >>> "epidemics" in concept_names("work")
        True
    """
    return tuple(row["concept"] for row in read_table("concepts.tsv", "pipeline.linking") if row["facet"] == facet)
