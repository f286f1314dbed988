"""The words in which a later text differs from an earlier one, marked in the later one's running text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from pipeline.text import fold

Op = Literal["same", "removed", "added"]
SAME: Op = "same"
REMOVED: Op = "removed"
ADDED: Op = "added"

TOKEN = re.compile(r"\s*(?:[\w/&-]*\d[\w/&-]*|[^\W\d_]+|[^\w\s]|_)")
"""A syllable, a number with what hangs on it, or a sign, each with the space before it."""
SHORTEST_SAME = 2
"""Syllables: what two texts share by less than this between two longer changes is read as part of them."""
READABLE = 0.4
"""So much of the later text must stand in the earlier one."""
MARKS = {SAME: ("", ""), REMOVED: ("[-", "-]"), ADDED: ("{+", "+}")}
"""As of wdiff and git, so that differences can be read without colours."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text that both have, that only the earlier has, or that only the later has."""

    op: Op
    text: str


def differences(earlier: str, later: str) -> tuple[Segment, ...]:
    """The later text with what was taken out of the earlier one and what was put in.

    Spelling alone (``hoà`` and ``hòa``, capitals) is no difference. What is the same is given as the later text has it,
    so that the same and the added runs together are the later text.

    Example:
        >>> marked(differences("Tuyển sinh năm học 2021-2022.", "Tuyển sinh năm học 2022-2023."))
        'Tuyển sinh năm học [-2021-2022-] {+2022-2023+}.'
        >>> differences("Rà soát", "Rà soát")
        (Segment(op='same', text='Rà soát'),)
    """
    old, new = TOKEN.findall(earlier.strip()), TOKEN.findall(later.strip())
    matcher = SequenceMatcher(None, [_plain(t) for t in old], [_plain(t) for t in new], autojunk=False)
    return tuple(_joined(_segments(old, new, _bridged(matcher.get_opcodes(), new))))


def marked(segments: Iterable[Segment]) -> str:
    """The segments as one line: what was taken out between ``[-`` and ``-]``, what came in between ``{+`` and ``+}``.

    Example:
        >>> marked([Segment("same", "Rà soát"), Segment("added", " và bố trí")])
        'Rà soát {+và bố trí+}'
    """
    return "".join("".join(parts) for _, parts in marked_parts(segments)).strip()


def marked_parts(segments: Iterable[Segment]) -> Iterator[tuple[Op, tuple[str, str]]]:
    """Each segment's op with the space before it and its marked text, for who colours them."""
    before: Op = SAME
    for segment in segments:
        words = segment.text.lstrip()
        space = segment.text[: len(segment.text) - len(words)]
        if before == REMOVED and segment.op == ADDED and not space:
            # At a text's beginning nothing stands before the words that came in.
            space = " "
        opening, closing = MARKS[segment.op]
        yield segment.op, (space, f"{opening}{words}{closing}")
        before = segment.op


def is_readable(segments: Sequence[Segment]) -> bool:
    """Whether so much is the same that marks help who reads them; there is little to mark in a text written anew.

    Example:
        >>> is_readable([Segment("same", "Tuyển sinh năm"), Segment("added", " 2026")])
        True
    """
    sizes = {op: sum(len(segment.text) for segment in segments if segment.op == op) for op in MARKS}
    return sizes[SAME] > 0 and sizes[SAME] >= READABLE * (sizes[SAME] + sizes[ADDED])


def _plain(token: str) -> str:
    return fold(token.strip())


def _bridged(
    opcodes: Sequence[tuple[str, int, int, int, int]], new: list[str]
) -> Iterator[tuple[bool, tuple[int, int, int, int]]]:
    """Whether a run is the same, and the run; a lone shared word between two longer changes goes with them."""
    sizes = [max(b - a, d - c) for _, a, b, c, d in opcodes]
    for n, (tag, *run) in enumerate(opcodes):
        same = tag == "equal"
        if same and 0 < n < len(opcodes) - 1 and sizes[n] < min(sizes[n - 1], sizes[n + 1]):
            same = sum(token.strip().isalnum() for token in new[run[2] : run[3]]) >= SHORTEST_SAME
        yield same, (run[0], run[1], run[2], run[3])


def _segments(
    old: list[str], new: list[str], runs: Iterable[tuple[bool, tuple[int, int, int, int]]]
) -> Iterator[Segment]:
    removed: list[str] = []
    added: list[str] = []
    for same, (a, b, c, d) in runs:
        if not same:
            removed += old[a:b]
            added += new[c:d]
            continue
        yield Segment(REMOVED, "".join(removed))
        yield Segment(ADDED, "".join(added))
        yield Segment(SAME, "".join(new[c:d]))
        removed, added = [], []
    yield Segment(REMOVED, "".join(removed))
    yield Segment(ADDED, "".join(added))


def _joined(segments: Iterable[Segment]) -> Iterator[Segment]:
    """The segments with something in them, neighbours of one kind as one."""
    held: Segment | None = None
    for segment in segments:
        if not segment.text:
            continue
        if held and held.op == segment.op:
            held = Segment(held.op, held.text + segment.text)
            continue
        if held:
            yield held
        held = segment
    if held:
        yield held
