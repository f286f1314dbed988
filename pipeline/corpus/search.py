"""Full-text search over tasks and documents, with and without diacritics."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.corpus.store import Store, plain

Kind = Literal["task", "document"]

SNIPPET_WORDS = 28
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

    Words find the same with and without their diacritics, ``đ`` too.

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
    query = " AND ".join(f'"{" ".join(phrase)}"' for phrase in phrases)
    found = store.connection.execute(
        f"SELECT rowid, rank FROM {kind}_words WHERE {kind}_words MATCH ? ORDER BY rank, rowid", (query,)
    )
    hits: list[Hit] = []
    for n, rank in found:
        row = store.connection.execute(_ROWS[kind], (n,)).fetchone()
        if row is not None:
            hits.append(Hit(kind, row["stem"], row["id"], snippet(row["text"], phrases), -rank))
            if len(hits) == limit:
                break
    return hits


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
    tokens = list(_WORD.finditer(text))
    folded = [plain(token[0]) for token in tokens]
    ends: dict[int, int] = {}
    names: dict[int, int] = {}
    for number, phrase in enumerate(phrases):
        size = len(phrase)
        for at, word in enumerate(folded):
            if word == phrase[0] and folded[at : at + size] == list(phrase):
                ends[at], names[at] = max(ends.get(at, 0), at + size), number
    first = _best_window(sorted(names), names, length - BEFORE)
    start = max(0, min(first - BEFORE, len(tokens) - length))
    shown = range(start, min(start + length, len(tokens)))
    if not shown:
        return text
    pieces, position, stop = [], tokens[start].start() if start else 0, 0
    for at in shown:
        if at in ends and at >= stop:
            stop = min(ends[at], shown.stop)
            while stop in ends and stop < shown.stop:
                stop = min(ends[stop], shown.stop)
            begins, finishes = tokens[at].start(), tokens[stop - 1].end()
            pieces += [text[position:begins], "[", text[begins:finishes], "]"]
            position = finishes
    last = tokens[shown.stop - 1].end() if shown.stop < len(tokens) else len(text)
    pieces.append(text[position:last])
    return ("…" if start else "") + " ".join("".join(pieces).split()) + ("…" if shown.stop < len(tokens) else "")


def _best_window(places: Sequence[int], names: dict[int, int], length: int) -> int:
    """Where the window begins that holds most different phrases; the first of equals."""
    best, most, end = 0, 0, 0
    for begin, place in enumerate(places):
        end = max(end, begin)
        while end < len(places) and places[end] < place + length:
            end += 1
        held = len({names[p] for p in places[begin:end]})
        if held > most:
            best, most = place, held
    return best
