"""Full-text search over tasks and documents, with and without diacritics."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.corpus.store import Store, plain

Kind = Literal["task", "document"]
_Part = tuple[int, int, list[tuple[int, int]]]
"""From where to where a text is shown, and what is marked in it."""

MOST_RANKED = 20_000
"""Words that are in half of a million tasks tell nothing of their rank, and weighing them all would take a second."""
MOST_EQUAL = 500
SNIPPET_WORDS = 28
PIECE = 2_000
"""Characters of a long text that are looked at at once."""
BEFORE = 6
"""Words of a snippet before the first that was found."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Hit:
    """A task or a document found: ``snippet`` is its text as printed, the words found between ``[`` and ``]``."""

    kind: Kind
    stem: str
    task: str | None
    snippet: str
    score: float


def search(store: Store, words: str, limit: int = 20, kind: Kind = "task") -> list[Hit]:
    """Finds what holds all the words, best first, in the documents whose files are there.

    Words find the same with and without their diacritics, ``đ`` too. To hold them one after the other, as they were
    typed, counts more than to hold them here and there: most Vietnamese words are written in several pieces.

    Args:
        store: the store to look in.
        words: what to look for; words between double quotes stand together.
        limit: how many hits at most.
        kind: what to look for, tasks or documents.

    Returns:
        the hits, best first; none where no word is given.
    """
    phrases = phrases_of(words)
    if not phrases:
        return []
    query = _match(phrases)
    found: list[tuple[float, str, str, str]] = []
    for n, rank in store.connection.execute(
        f"SELECT rowid, rank FROM {kind}_words WHERE {kind}_words MATCH ? AND rowid > ? ORDER BY rank, rowid",
        (query, _last_left_out(store, _every(phrases), kind)),
    ):
        # Equals are looked at beyond the limit, so that what is shown does not depend on the order of writing.
        if len(found) >= limit and (rank > found[-1][0] or len(found) >= limit + MOST_EQUAL):
            break
        row = store.connection.execute(_ROWS[kind], (n,)).fetchone()
        if row is not None:
            found.append((rank, row["stem"], row["id"] or "", row["text"]))
    return [
        Hit(kind, stem, task or None, snippet(text, phrases), -rank) for rank, stem, task, text in sorted(found)[:limit]
    ]


def count_hits(store: Store, words: str, kind: Kind = "task") -> int:
    """How many tasks or documents there are to find; see :func:`search`."""
    phrases = phrases_of(words)
    if not phrases:
        return 0
    removed = "SELECT n FROM document WHERE status = 'removed'"
    if kind == "task":
        removed = "SELECT t.n FROM document d JOIN task t USING (stem) WHERE d.status = 'removed'"
    query = f"SELECT count(*) FROM {kind}_words WHERE {kind}_words MATCH ? AND rowid NOT IN ({removed})"
    count: int = store.connection.execute(query, (_every(phrases),)).fetchone()[0]
    return count


def _match(phrases: Sequence[Sequence[str]]) -> str:
    together = _together(phrases)
    return f'"{" ".join(together)}" OR ({_every(phrases)})' if together else _every(phrases)


def _every(phrases: Sequence[Sequence[str]]) -> str:
    return " AND ".join(f'"{" ".join(phrase)}"' for phrase in phrases)


def _together(phrases: Sequence[Sequence[str]]) -> list[str]:
    """All words as one phrase, where several were typed and none of them in quotes."""
    return [] if len(phrases) < 2 or any(len(phrase) > 1 for phrase in phrases) else [word for (word,) in phrases]


def _last_left_out(store: Store, query: str, kind: Kind) -> int:
    """Of more than can be ranked at once those written last are: the number up to which they are left out."""
    row = store.connection.execute(
        f"SELECT rowid FROM {kind}_words WHERE {kind}_words MATCH ? ORDER BY rowid DESC LIMIT 1 OFFSET ?",
        (query, MOST_RANKED),
    ).fetchone()
    return row[0] if row else 0


_ROWS: dict[Kind, str] = {
    "task": "SELECT t.stem, t.id, t.text FROM task t JOIN document d USING (stem) "
    "WHERE t.n = ? AND d.status = 'present'",
    "document": "SELECT stem, NULL AS id, text FROM document WHERE n = ? AND status = 'present'",
}


def phrases_of(words: str) -> list[list[str]]:
    """What was typed as phrases of plain words; nothing in it is read as a query's syntax.

    Example:
        >>> phrases_of('đề án "chuyển đổi số" 29-NQ/TW')
        [['de'], ['an'], ['chuyen', 'doi', 'so'], ['29', 'nq', 'tw']]
    """
    parts = re.findall(r'"([^"]*)"|([^\s"]+)', plain(words))
    return [found for quoted, single in parts if (found := _WORD.findall((quoted or single).replace("_", " ")))]


def snippet(text: str, phrases: Sequence[Sequence[str]], length: int = SNIPPET_WORDS) -> str:
    """The part of a text that holds most of the phrases, as printed, what was found between brackets.

    Example:
        >>> snippet("Đẩy mạnh chuyển đổi số", [["doi", "so"]])
        'Đẩy mạnh chuyển [đổi số]'
    """
    together = _together(phrases)
    best: _Part = (0, len(text), [])
    most = -1
    # A long text piece by piece: what is looked for mostly stands in one of the first.
    for begin, end in _pieces(text):
        tokens = list(_WORD.finditer(text, begin, end))
        words = [plain(token[0]) for token in tokens]
        ends, names = _occurrences(words, [together]) if together else ({}, {})
        whole = bool(ends)
        if not ends:
            ends, names = _occurrences(words, phrases)
        first, held = _best_window(sorted(names), names, length - BEFORE)
        held = len(phrases) + 1 if whole else held
        if held > most:
            most = held
            best = _shown(tokens, ends, first, length, begin, end)
        if whole or (not together and held == len(phrases)):
            break
    begin, end, marked = best
    pieces = []
    for start, stop in marked:
        pieces += [text[begin:start], "[", text[start:stop], "]"]
        begin = stop
    pieces.append(text[begin:end])
    before = "…" if best[0] else ""
    return before + " ".join("".join(pieces).split()) + ("…" if end < len(text) else "")


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Parts of a text that are looked at one after the other, none ending within a word."""
    begin = 0
    while begin < len(text) or not begin:
        space = text.find(" ", begin + PIECE)
        end = len(text) if space < 0 else space
        yield begin, end
        begin = end + 1


def _shown(
    tokens: Sequence[re.Match[str]], ends: dict[int, int], first: int, length: int, begin: int, end: int
) -> _Part:
    """From where to where a text is shown, and what is marked in it."""
    start = max(0, min(first - BEFORE, len(tokens) - length))
    stop = min(start + length, len(tokens))
    marked: list[tuple[int, int]] = []
    at = start
    while at < stop:
        until = at
        while until in ends and until < stop:
            until = min(ends[until], stop)
        if until > at:
            marked.append((tokens[at].start(), tokens[until - 1].end()))
        at = max(until, at + 1)
    left = tokens[start].start() if start else begin
    return left, tokens[stop - 1].end() if stop < len(tokens) else end, marked


def _occurrences(words: Sequence[str], phrases: Sequence[Sequence[str]]) -> tuple[dict[int, int], dict[int, int]]:
    """Where phrases begin: where they end, and which of them it is."""
    ends: dict[int, int] = {}
    names: dict[int, int] = {}
    for number, phrase in enumerate(phrases):
        size = len(phrase)
        for at, word in enumerate(words):
            if word == phrase[0] and words[at : at + size] == list(phrase):
                ends[at], names[at] = max(ends.get(at, 0), at + size), number
    return ends, names


def _best_window(places: Sequence[int], names: dict[int, int], length: int) -> tuple[int, int]:
    """Where the window begins that holds most different phrases, and how many; the first of equals."""
    best, most, end = 0, 0, 0
    for begin, place in enumerate(places):
        end = max(end, begin)
        while end < len(places) and places[end] < place + length:
            end += 1
        held = len({names[p] for p in places[begin:end]})
        if held > most:
            best, most = place, held
    return best, most
