"""The links of the whole corpus as JSON: ``[{"from": [stem, task], "to": [stem, task], "score", "kind", "why"}]``."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pipeline.export.atomic import write_text
from pipeline.model import Link

LINKS = "links.json"


def to_json(links: Iterable[Link]) -> list[dict[str, Any]]:
    """The published form of links, ``from`` being the later task.

    Example:
        >>> to_json([Link(("kh-2026", "t1"), ("kh-2025", "t4"), 0.9, "kept")])[0]["to"]
        ['kh-2025', 't4']
    """
    return [
        {"from": list(link.source), "to": list(link.target), "score": link.score, "kind": link.kind, "why": link.why}
        for link in links
    ]


def write_links(links: Iterable[Link], path: Path) -> None:
    """Write links, whole or not at all."""
    write_text(path, json.dumps(to_json(links), ensure_ascii=False, indent=1) + "\n")
