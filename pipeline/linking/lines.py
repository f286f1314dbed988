"""Lines of documents: which earlier documents a document goes on from, judged by how many of their tasks are linked.

Only where an earlier document of the line is known can a task be called new, and only where a later one is known can it
be called dropped: a plan on 5G drops nothing of a plan on schools, and a letter on one of its tasks drops none of the
rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.linking.linktask import LinkDocument, LinkTask
from pipeline.model import Link

LEAST_SHARE = 0.5
"""So large a share of a document's tasks must be linked to another document for that to be of its line."""
LEAST_LINKED = 2
"""No fewer tasks than this (unless there are no more), so that one link by chance makes no line."""


def with_predecessor(tasks: Sequence[LinkTask], links: Iterable[Link]) -> set[str]:
    """The documents that largely go back to one of an earlier year: what has no earlier task in them is new.

    Example:
        >>> years = [LinkDocument("2021", "2021"), LinkDocument("2022", "2022")]
        >>> tasks = [LinkTask(year, f"t{n}", n, "Rà soát") for year in years for n in (1, 2)]
        >>> links = [Link(("2022", f"t{n}"), ("2021", f"t{n}"), 0.9, "kept") for n in (1, 2)]
        >>> with_predecessor(tasks, links), with_successor(tasks, links)
        ({'2022'}, {'2021'})
    """
    return _of_line(tasks, links, backward=True)


def with_successor(tasks: Sequence[LinkTask], links: Iterable[Link]) -> set[str]:
    """The documents that one of a later year largely goes on with: what has no later task in them was dropped."""
    return _of_line(tasks, links, backward=False)


def _of_line(tasks: Sequence[LinkTask], links: Iterable[Link], backward: bool) -> set[str]:
    sizes: dict[str, int] = {}
    documents: dict[str, LinkDocument] = {}
    for task in tasks:
        documents[task.document.stem] = task.document
        sizes[task.document.stem] = sizes.get(task.document.stem, 0) + 1
    linked: dict[tuple[str, str], set[str]] = {}
    for link in links:
        own, other = (link.source, link.target) if backward else (link.target, link.source)
        if documents[own[0]].year != documents[other[0]].year:
            linked.setdefault((own[0], other[0]), set()).add(own[1])
    return {
        stem
        for (stem, _), named in linked.items()
        if len(named) >= max(min(LEAST_LINKED, sizes[stem]), LEAST_SHARE * sizes[stem])
    }
