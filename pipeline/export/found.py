"""What a search found, with what is shown of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from pipeline.corpus.search import Hit
from pipeline.corpus.store import Store
from pipeline.export.document import designation
from pipeline.export.labels import Language, label
from pipeline.export.rows import page_label

if TYPE_CHECKING:
    from rich.console import Group
    from rich.text import Text

Found = dict[str, Any]
INDENT = (0, 0, 0, 5)
_TASK = "SELECT text, lead, deadline, section, page FROM tasks WHERE stem = ? AND id = ?"
_DOCUMENT = "SELECT type, number, notation, issuer, issued, title FROM document WHERE stem = ?"


def found_rows(store: Store, hits: Iterable[Hit]) -> list[Found]:
    """One row a hit: the task or document found, where it stands, and the words around what was looked for."""
    rows = []
    for hit in hits:
        document = dict(store.connection.execute(_DOCUMENT, (hit.stem,)).fetchone())
        row: Found = {
            "kind": hit.kind,
            "document": designation(document) or hit.stem,
            "issuer": document["issuer"],
            "issued": document["issued"],
            "snippet": hit.snippet,
            "text": document["title"],
            "score": round(hit.score, 4),
            "stem": hit.stem,
            "id": hit.task,
        }
        if hit.kind == "task":
            row.update(store.connection.execute(_TASK, (hit.stem, hit.task)).fetchone())
        rows.append(row)
    return rows


def view(rows: Iterable[Found], heading: str, language: Language = "vi") -> Group:
    """The rows for a terminal, what was found set off."""
    from rich.console import Group
    from rich.padding import Padding
    from rich.text import Text

    parts: list[Text | Padding] = [Text(heading, style="bold")]
    for number, row in enumerate(rows, 1):
        where = [row["document"], row.get("section"), page_label(row.get("page"), language), row["stem"], row["id"]]
        parts.append(Text(f"{number:>3}. {' · '.join(str(part) for part in where if part)}", style="cyan"))
        if row["kind"] == "document" and row["text"]:
            parts.append(Padding(Text(row["text"]), INDENT))
        parts.append(Padding(_marked(row["snippet"]), INDENT))
        roles = [f"{label('word', 'lead', language)}: {row['lead']}"] if row.get("lead") else []
        roles += [row["deadline"]] if row.get("deadline") else []
        if roles:
            parts.append(Padding(Text(" · ".join(roles), style="dim"), INDENT))
    return Group(*parts)


def _marked(snippet: str) -> Text:
    """A snippet with what stands between brackets set off, the brackets kept for terminals without colours."""
    from rich.text import Text

    shown = Text(snippet)
    shown.highlight_regex(r"\[[^\]]*\]", "bold yellow")
    return shown
