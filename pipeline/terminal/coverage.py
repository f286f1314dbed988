"""Coverage in the terminal: the figures, then each source task beside the local text."""

from __future__ import annotations

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from pipeline.export.coverage import VERDICTS, figures, why
from pipeline.export.labels import Language, label
from pipeline.export.places import Places
from pipeline.export.rows import SEPARATOR
from pipeline.linking.coverage import NOT, PARTLY, TAKEN_UP, Coverage, Covered, Match

COLOURS = {TAKEN_UP: "green", PARTLY: "yellow", NOT: "red"}
SIGNS = {TAKEN_UP: "✓", PARTLY: "≈", NOT: "✗"}
VERDICT_WIDTH = 12


def view(coverage: Coverage, places: Places, source: str, local: str, language: Language = "vi") -> RenderableType:
    """Coverage for a console."""
    table = Table(box=SIMPLE_HEAD, show_lines=True, pad_edge=False, padding=(0, 1, 0, 0), expand=True)
    table.add_column(label("word", "source", language), ratio=10, overflow="fold")
    table.add_column(label("word", "verdict", language), width=VERDICT_WIDTH)
    table.add_column(label("word", "local", language), ratio=11, overflow="fold")
    for covered in coverage.tasks:
        verdict = Text(label("coverage", covered.verdict, language), COLOURS[covered.verdict])
        table.add_row(_asked(covered, places, language), verdict, _answers(covered, places, language))
    return Group(_head(coverage, places, source, local, language), table)


def _head(coverage: Coverage, places: Places, source: str, local: str, language: Language) -> Text:
    head = Text()
    for name, stem in (("source", source), ("local", local)):
        title = places.document(stem).content["document"]["title"]
        head.append(f"{label('word', name, language)}: ", "dim").append(places.designation(stem), "bold")
        head.append(f" – {title}\n" if title else "\n")
    counted = figures(coverage)
    for verdict in VERDICTS:
        share = counted["share"][verdict]
        head.append(f"{label('coverage', verdict, language)}: {counted[verdict]} ({share:.0%})", COLOURS[verdict])
        head.append("  ")
    head.append(f"{label('coverage_figure', 'tasks', language)}: {counted['tasks']}\n")
    clauses = f"{counted['clauses_taken_up']}/{counted['clauses']} ({counted['clause_share']:.0%})"
    head.append(f"{label('coverage_figure', 'clauses_taken_up', language)}: {clauses}  ", "dim")
    return head.append(f"{label('coverage_figure', 'own', language)}: {counted['own']}", "dim")


def _asked(covered: Covered, places: Places, language: Language) -> Text:
    text = Text(places.within(covered.task.key, language), "cyan")
    lead = SEPARATOR.join(places.record(covered.task.key)["lead"])
    text.append(f" · {lead}\n" if lead else "\n", "dim")
    if len(covered.clauses) == 1:
        return text.append(covered.task.text, "default")
    for n, clause in enumerate(covered.clauses):
        text.append("\n" if n else "").append(f"{SIGNS[clause.verdict]} ", COLOURS[clause.verdict])
        text.append(clause.text, "default")
    return text


def _answers(covered: Covered, places: Places, language: Language) -> Text:
    """The local tasks that matter: the best of each clause, each once."""
    best: dict[str, Match] = {}
    for clause in covered.clauses:
        for match in clause.matches[:1]:
            best.setdefault(match.task.id, match)
    text = Text()
    for n, match in enumerate(best.values()):
        text.append("\n" if n else "").append(places.within(match.task.key, language), "cyan")
        text.append(f" · {match.score:.2f} · {label('word', 'said', language)} {match.said:.0%}\n", "dim")
        text.append(match.clause, "default")
        if shared := why(match, language):
            text.append(f"\n{shared}", "dim")
    return text
