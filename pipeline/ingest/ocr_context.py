"""Mends marks that OCR misread by the words beside them: which pairs the document and the dictionary know.

``tô chức`` is no pair of words that anybody writes, ``tổ chức`` is; a document that says ``nộp thuế`` twenty times
does not mean ``nộp thuê`` once.
"""

from __future__ import annotations

import itertools
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from math import log1p

from pipeline.ingest.syllable_pairs import Pair, entries, usual_pairs
from pipeline.text import fold, is_syllable, strip_marks

EDGES = "“”\"'‘’()[]{}.,;:!?…-–—/*|~"
SAME_FORM = "OÔƠÓÒỎÕỌỐỒỔỖỘỚỜỞỠỢSVXZ"  # capitals like their small letters
DOCUMENT = 0.5  # the weight of what the document itself says: it may misread one word alike throughout
# What was read has an advantage, in logarithms of counts, over what else it may have been. A tone mark over a
# circumflex or breve runs together with it in print, so that it is lost before all others (``thuê`` for ``thuế``).
FUSED, TONE, OTHER = 0.7, 2.2, 3.3
REAL = 1.5  # more of that advantage where what was read is a word of the dictionary with its neighbour
CAPITALS = 0.5  # of that advantage: over capitals marks are squeezed
RARER = 0.25  # the weight of how much rarer a word is in the document than the one that was read
ABOVE = "\u0300\u0301\u0303\u0309"  # grave, acute, tilde, hook
HATS = "\u0302\u0306"  # circumflex, breve
SETTLED = 3  # times that a word must stand in the document to be no misreading of one that does not


def mend(texts: Sequence[str]) -> list[str]:
    """The lines of a document with misread marks mended.

    Of each word all readings with the same letters are weighed; those are taken that together go best with one
    another, so that two misread words side by side help each other.

    Args:
        texts: in reading order.

    Example:
        >>> mend(["chủ trì, phối hợp với các tô chức liên quan", "phân bổ nguôn vôn"])
        ['chủ trì, phối hợp với các tổ chức liên quan', 'phân bổ nguồn vốn']
    """
    rows = [text.split() for text in texts]
    document = _Document([word for row in rows for word in row])
    flat = document.flat
    mended: list[str] = []
    start = 0
    for i in range(1, len(flat) + 1):
        if i == len(flat) or not _joined(flat[i - 1], flat[i]):
            mended += _small_again(_mend_run(document, start, i))
            start = i
    words = iter(mended)
    return [" ".join(next(words) for _ in row) for row in rows]


class _Document:
    """The words of a document as read: in small letters without punctuation, and how often each and each pair stands.

    Args:
        flat: the words.
    """

    def __init__(self, flat: list[str]):
        self.flat = flat
        self.cores = [_core(word) for word in flat]
        beside = zip(self.cores, self.cores[1:], flat, flat[1:], strict=False)
        self.pairs = Counter((a, b) for a, b, x, y in beside if a and b and _joined(x, y))
        self.words = Counter(core for core in self.cores if core)
        self.by_letters: dict[str, set[str]] = {}
        for word in self.words:
            self.by_letters.setdefault(strip_marks(word), set()).add(word)


def _mend_run(document: _Document, start: int, end: int) -> list[str]:
    """Words that no punctuation parts, each in the reading of the best path through all of them."""
    flat, cores = document.flat, document.cores
    readings = [_readings(document, i, start, end) for i in range(start, end)]
    if all(len(options) == 1 for options in readings):
        return flat[start:end]
    best: dict[str, tuple[float, tuple[str, ...]]] = {w: (-cost, (w,)) for w, cost in readings[0].items()}
    for k, options in enumerate(readings[1:], start=start + 1):
        own = cores[k - 1], cores[k]
        best = {
            word: max(
                (score + _support((before, word), document.pairs, int((before, word) == own)) - cost, (*path, word))
                for before, (score, path) in best.items()
            )
            for word, cost in options.items()
        }
    path = max(best.values())[1]
    return [
        flat[i] if word == cores[i] else _cased(flat[i], cores[i], word)
        for i, word in zip(range(start, end), path, strict=True)
    ]


def _readings(document: _Document, i: int, start: int, end: int) -> dict[str, float]:
    """What a word may have been printed as, each with what speaks against it."""
    word = document.cores[i]
    if not word.isalpha() or len(word) > 7 or end - start < 2:
        return {word: 0.0}
    letters, spelling = strip_marks(word), fold(word)
    here = document.by_letters.get(letters, set())
    if _is_name(document.flat, i):
        names = {w for w in here if w != word and _is_settled_name(document, i, w, start, end)}
        return {word: 0.0} | dict.fromkeys(names, FUSED)
    options = {w for w in here | _bystrip_marks().get(letters, set()) if fold(w) != spelling}
    known = document.words
    if known[word] >= SETTLED and not any(known[w] for w in options):
        return {word: 0.0}
    often = log1p(known[word])
    rarer = {w: RARER * max(often - log1p(known[w]), 0.0) for w in options}
    squeezed = CAPITALS if document.flat[i].isupper() else 1.0
    around = document.cores[max(i - 1, start) : min(i + 2, end)]
    costs = {w: _cost(word, w) for w in options}
    if any(pair in _two_syllables() for pair in itertools.pairwise(around)):
        costs = {w: cost if cost == FUSED else cost + REAL for w, cost in costs.items()}
    return {word: 0.0} | {w: squeezed * cost + rarer[w] for w, cost in costs.items()}


def _is_settled_name(document: _Document, i: int, other: str, start: int, end: int) -> bool:
    """Whether a name stands in the document several times with another reading of a word, and only here with this."""
    cores, pairs = document.cores, document.pairs
    for k, j in ((i - 1, i), (i, i + 1)):
        if k < start or j >= end or document.flat[j][:1].islower() or document.flat[k][:1].islower():
            continue
        now = cores[k], cores[j]
        then = (now[0], other) if j == i else (other, now[1])
        if pairs[now] == 1 and pairs[then] >= SETTLED:
            return True
    return False


def _cost(read: str, printed: str) -> float:
    """What speaks against one reading for another, in logarithms of counts."""
    a, b = (unicodedata.normalize("NFD", w) for w in (read, printed))
    if _without(a, ABOVE) == _without(b, ABOVE):
        hidden = not any(c in ABOVE for c in a) and any(c in HATS for c in b)
        return FUSED if hidden else TONE
    return OTHER


def _without(word: str, marks: str) -> str:
    return "".join(c for c in word if c not in marks)


def _support(pair: Pair, seen: Counter[Pair], own: int = 0) -> float:
    """How well two words go together: the logarithms of how often they stand so."""
    here = seen[pair] - own
    return usual_pairs().get(pair, 0.0) + (DOCUMENT * log1p(here) if here > 0 else 0.0)


def _small_again(run: list[str]) -> list[str]:
    """Capitals made small that OCR read for small letters of the same form: ``cơ SỞ``, ``đối VỚI``, ``cơ Sở``."""
    mended = list(run)
    for i in range(1, len(run)):
        word, before = run[i], mended[i - 1]
        if not before.islower() or not word[:1].isupper():
            continue
        small = word.lower()
        ends = i + 1 == len(run) or run[i + 1][:1].islower()
        shouted = len(word) > 1 and word.isupper()
        whole = word[0] in SAME_FORM and (_core(before), _core(word)) in _two_syllables()
        marked = shouted and is_syllable(small) and strip_marks(small) != small
        if (ends and (marked or whole)) or (shouted and whole):
            mended[i] = small
    return mended


def _joined(a: str, b: str) -> bool:
    """Whether no punctuation parts two words."""
    return a[-1:].isalnum() and b[:1].isalnum()


def _is_name(row: list[str], i: int) -> bool:
    """Whether a word stands among capitalised ones, as in a person's or a place's name, which no dictionary has."""
    if row[i].isupper() or not row[i][:1].isupper():
        return False
    beside = [w for w in (row[i - 1] if i else "", row[i + 1] if i + 1 < len(row) else "") if w]
    return any(w[:1].isupper() and not w.isupper() for w in beside)


def _core(word: str) -> str:
    return word.strip(EDGES).lower()


def _cased(printed: str, word: str, best: str) -> str:
    start = printed.lower().find(word)
    if start < 0:
        return printed
    own = printed[start : start + len(word)]
    shaped = best.upper() if own.isupper() and len(own) > 1 else best.capitalize() if own[:1].isupper() else best
    return printed[:start] + shaped + printed[start + len(word) :]


@lru_cache(maxsize=1)
def _two_syllables() -> frozenset[tuple[str, ...]]:
    return frozenset(entry for entry in entries() if len(entry) == 2)


@lru_cache(maxsize=1)
def _bystrip_marks() -> dict[str, set[str]]:
    """The known syllables by their letters without marks."""
    found: dict[str, set[str]] = {}
    for syllable in {word for pair in usual_pairs() for word in pair}:
        if syllable.isalpha():
            found.setdefault(strip_marks(syllable), set()).add(syllable)
    return found
