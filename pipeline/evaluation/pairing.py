"""Which predicted item answers which gold item."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from rapidfuzz import fuzz, process

from pipeline.evaluation.normal import squeeze

TASK_LIKENESS = 90.0
"""Least similarity, in per cent, of two task texts without white space and punctuation."""

T = TypeVar("T")


def pair_up(gold: Sequence[T], predicted: Sequence[T], same: Callable[[T, T], bool]) -> tuple[int, list[T], list[T]]:
    """Pair two lists one to one, in order.

    Returns:
        The number of pairs, what is spurious, what is missed.

    Example:
        >>> pair_up(["a", "b"], ["b", "c"], lambda x, y: x == y)
        (1, ['c'], ['a'])
    """
    left, missed = list(predicted), []
    for wanted in gold:
        found = next((i for i, given in enumerate(left) if same(wanted, given)), None)
        if found is None:
            missed.append(wanted)
        else:
            del left[found]
    return len(gold) - len(missed), left, missed


def align(gold: Sequence[str], predicted: Sequence[str]) -> dict[int, int]:
    """Pair the texts of tasks one to one, the likest first, the nearest in place among equals.

    Example:
        >>> align(["Rà soát văn bản.", "Báo cáo kết quả."], ["Báo cáo kết quả"])
        {1: 0}
    """
    a, b = [squeeze(text) for text in gold], [squeeze(text) for text in predicted]
    if not a or not b:
        return {}
    likeness = process.cdist(a, b, scorer=fuzz.ratio, score_cutoff=TASK_LIKENESS)
    alike = zip(*likeness.nonzero(), strict=True)
    cells = sorted(((likeness[i, j], -abs(i / len(a) - j / len(b)), int(i), int(j)) for i, j in alike), reverse=True)
    pairs: dict[int, int] = {}
    used: set[int] = set()
    for _, _, i, j in cells:
        if i not in pairs and j not in used:
            pairs[i] = j
            used.add(j)
    return pairs
