"""Closing sentences link documents only where something else does."""

from __future__ import annotations

from pipeline.linking.closings import RELATED, without_mere_closings
from pipeline.model import Link


def link(source: str, target: str) -> Link:
    return Link(("sau", source), ("truoc", target), 0.9, "reworded", {})


def test_closings_alone_link_nothing():
    closings = frozenset({("sau", "t09"), ("truoc", "t09")})
    closing, work = link("t09", "t09"), [link(f"t{n:02}", f"t{n:02}") for n in range(1, RELATED + 1)]
    assert without_mere_closings([closing, *work[:-1]], closings) == work[:-1]
    assert without_mere_closings([closing, *work], closings) == [closing, *work]
