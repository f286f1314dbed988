"""Threads in the terminal: figures of every document, then each thread with its differences marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from pipeline.export.continuity import WORDINGS, document_figures, stage_labels
from pipeline.export.labels import Language, label
from pipeline.export.places import Places
from pipeline.linking.differences import ADDED, REMOVED, SAME, Segment, is_readable, marked_parts
from pipeline.linking.linktask import LinkTask
from pipeline.linking.threads import CUT, DROPPED, JOINED, NEW, Key, Stage, Thread

STYLES = {SAME: "default", REMOVED: "red", ADDED: "green"}
LINES = "threads"
GROUPS = (LINES, JOINED, NEW, DROPPED)
BRANCHES = "↳ "
YEAR_WIDTH = 4
COUNT_WIDTH = 8


def view(
    threads: Sequence[Thread], tasks: Sequence[LinkTask], places: Places, language: Language = "vi", limit: int = 0
) -> RenderableType:
    """Threads for a console, of each kind no more than ``limit`` (0: all)."""
    parts: list[RenderableType] = [_figures(threads, tasks, places, language)]
    groups: dict[str, list[tuple[int, Thread]]] = {name: [] for name in GROUPS}
    for number, thread in enumerate(threads, 1):
        groups[_group(thread)].append((number, thread))
    for name, group in groups.items():
        if group:
            parts.append(Text(f"\n{label('word', f'group_{name}', language)} ({len(group)})", style="bold underline"))
            parts += (
                _lines(group, places, language, limit) if name == LINES else _singles(group, places, language, limit)
            )
    return Group(*parts)


def difference_text(segments: Sequence[Segment]) -> Text:
    """Marked differences, coloured too."""
    found = Text()
    for op, (space, words) in marked_parts(segments):
        found.append(space).append(words, STYLES[op])
    return found


def _group(thread: Thread) -> str:
    if len(thread.stages) > 1 or thread.stages[0].link or CUT in (thread.begins, thread.ends):
        return LINES
    return thread.ends if thread.ends == JOINED else thread.begins if thread.begins == NEW else DROPPED


def _figures(
    threads: Sequence[Thread], tasks: Sequence[LinkTask], places: Places, language: Language
) -> RenderableType:
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for name in ("year", "document"):
        table.add_column(label("word", name, language), overflow="fold", ratio=1 if name == "document" else None)
    counted = ("tasks", *WORDINGS, "within", NEW, DROPPED)
    for name in counted:
        table.add_column(label("count", name, language), justify="right", max_width=COUNT_WIDTH)
    for row in document_figures(threads, tasks, places):
        numbers = (str(row[name]) if row[name] else "·" for name in counted)
        table.add_row(str(row["year"] or "–"), row["designation"], *numbers)
    return table


def _lines(
    group: Sequence[tuple[int, Thread]], places: Places, language: Language, limit: int
) -> Iterator[RenderableType]:
    """Threads, each under its number; those that branch off from one that is shown come with it, however many."""
    shown: set[Key] = set()
    trunks = left = 0
    for number, thread in group:
        first = thread.stages[0]
        beside = first.earlier is not None and first.earlier.key in shown
        trunks += not beside
        if limit and trunks > limit:
            left += 1
            continue
        shown |= {task.key for task in thread.tasks}
        head = Text(f"\n{BRANCHES if beside else ''}{number}. ", style="bold")
        head.append(" → ".join(_year(task) for task in thread.tasks))
        told = [label("begin", thread.begins, language), label("end", thread.ends, language)]
        yield head.append("  " + " · ".join(word for word in told if word), "dim not bold")
        if first.earlier:
            word = label("word", "branches_from" if beside else "goes_on_from", language)
            where = f"{word} {_year(first.earlier)} {places.line(first.earlier.key, language)}"
            yield Padding(Text(where if beside else f"{where}: {first.earlier.text}", "dim"), (0, 0, 0, YEAR_WIDTH + 2))
        for n, stage in enumerate(thread.stages):
            yield _stage(stage, stage_labels(thread, n, language), places, language)
    yield from _left(left, language)


def _singles(
    group: Sequence[tuple[int, Thread]], places: Places, language: Language, limit: int
) -> Iterator[RenderableType]:
    """Tasks that nothing comes before or after."""
    shown = group[:limit] if limit else group
    for _, thread in shown:
        yield _stage(thread.stages[0], (), places, language)
        if thread.joins:
            where = f"→ {places.line(thread.joins.source, language)} · {thread.joins.score:.2f}"
            yield Padding(Text(where, "dim"), (0, 0, 0, YEAR_WIDTH + 2))
    yield from _left(len(group) - len(shown), language)


def _left(count: int, language: Language) -> Iterator[RenderableType]:
    if count:
        yield Text(f"… {count} {label('word', 'more', language)}", style="dim")


def _stage(stage: Stage, changes: Sequence[str], places: Places, language: Language) -> RenderableType:
    about = Text(places.line(stage.task.key, language), "cyan")
    if changes:
        about.append(" · ").append(", ".join(changes), "magenta")
    if stage.link:
        about.append(f" · {label('link_relation', stage.relation, language)} {stage.link.score:.2f}", "dim")
    segments = stage.differences()
    text = difference_text(segments) if segments and is_readable(segments) else Text(stage.task.text)
    row = Table.grid(padding=(0, 2, 0, 0))
    row.add_column(width=YEAR_WIDTH)
    row.add_column(overflow="fold")
    row.add_row(Text(_year(stage.task), "bold"), Group(about, text))
    return row


def _year(task: LinkTask) -> str:
    return str(task.document.year or "–")
