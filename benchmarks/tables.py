"""Tables in the README between markers, written by the benchmarks."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.vi.md")


def put(name: str, table: str) -> list[str]:
    """Replace what stands between ``<!-- name -->`` and ``<!-- /name -->``; returns the files that changed."""
    changed = []
    for readme in READMES:
        path = ROOT / readme
        text = path.read_text(encoding="utf-8")
        pattern = re.compile(rf"(<!-- {re.escape(name)} -->\n).*?(<!-- /{re.escape(name)} -->)", re.DOTALL)
        new, count = pattern.subn(lambda match: f"{match[1]}{table}\n{match[2]}", text)
        if not count:
            raise SystemExit(f"{readme}: no <!-- {name} --> … <!-- /{name} --> in it")
        if new != text:
            path.write_text(new, encoding="utf-8")
            changed.append(readme)
    return changed
