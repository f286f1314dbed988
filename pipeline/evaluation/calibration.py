"""Whether confidence says what it should: of what is said at 0.9, nine in ten are right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

BINS = 10
WANTED = 0.9
"""Precision below which a thing is for somebody to look at."""


@dataclass(frozen=True, slots=True)
class Bin:
    """What was said with a confidence from ``low`` to ``high``: how many, how sure on average, how many right."""

    low: float
    high: float
    count: int
    confidence: float
    right: float


def reliability(confidences: Sequence[float], right: Sequence[bool], bins: int = BINS) -> list[Bin]:
    """The points of a reliability diagram, bins of equal width; empty ones are left out.

    Example:
        >>> [(b.low, b.count, b.right) for b in reliability([0.95, 0.95, 0.2], [True, False, False])]
        [(0.2, 1, 0.0), (0.9, 2, 0.5)]
    """
    held: dict[int, list[tuple[float, bool]]] = {}
    for confidence, is_right in zip(confidences, right, strict=True):
        held.setdefault(min(int(confidence * bins + 1e-9), bins - 1), []).append((confidence, is_right))
    return [
        Bin(
            number / bins,
            (number + 1) / bins,
            len(members),
            sum(confidence for confidence, _ in members) / len(members),
            sum(is_right for _, is_right in members) / len(members),
        )
        for number, members in sorted(held.items())
    ]


def expected_error(confidences: Sequence[float], right: Sequence[bool], bins: int = BINS) -> float:
    """Expected calibration error: how far a bin's confidence is from its share of right ones, averaged over all.

    Example:
        >>> round(expected_error([0.75] * 4, [True, True, True, False]), 6)
        0.0
    """
    total = len(confidences)
    return sum(b.count * abs(b.confidence - b.right) for b in reliability(confidences, right, bins)) / max(total, 1)


def brier(confidences: Sequence[float], right: Sequence[bool]) -> float:
    """Mean squared distance of confidence from what is so; it tells apart what a calibration error cannot.

    Example:
        >>> brier([1.0, 0.5], [True, False])
        0.125
    """
    return sum((c - r) ** 2 for c, r in zip(confidences, right, strict=True)) / max(len(confidences), 1)


def review_point(
    confidences: Sequence[float],
    right: Sequence[bool],
    weights: Sequence[float] | None = None,
    wanted: float = WANTED,
) -> float:
    """The confidence under which precision falls below ``wanted``.

    Precision at a confidence is read off the rising step function that fits best (pool adjacent violators), so that
    one error among many does not move it.

    Args:
        confidences: as said.
        right: what is so.
        weights: what each counts for; all the same if left out.
        wanted: the precision.

    Returns:
        the least confidence whose step is right often enough; ``wanted`` itself where that is all of them or none.

    Example:
        >>> review_point([0.2, 0.3, 0.8, 0.9], [False, False, True, True])
        0.8
    """
    steps: list[list[float]] = []  # lowest confidence, right ones, count
    for confidence, is_right, weight in sorted(zip(confidences, right, weights or [1.0] * len(right), strict=True)):
        if steps and steps[-1][0] == confidence:
            steps[-1][1] += is_right * weight
            steps[-1][2] += weight
        else:
            steps.append([confidence, is_right * weight, weight])
        while len(steps) > 1 and steps[-2][1] * steps[-1][2] >= steps[-1][1] * steps[-2][2]:
            _, hits, count = steps.pop()
            steps[-1][1] += hits
            steps[-1][2] += count
    enough = [lowest for lowest, hits, count in steps if hits >= wanted * count]
    return enough[0] if enough and len(enough) < len(steps) else wanted
