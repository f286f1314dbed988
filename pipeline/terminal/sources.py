"""The catalogue of sources in the terminal: a table, or one source with its citations and its lineage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from pipeline.catalogue.lineage import Branch
from pipeline.catalogue.mentions import CitingDocument
from pipeline.catalogue.sources import Source
from pipeline.export.labels import Language, label
from pipeline.export.rows import SEPARATOR, shortened
from pipeline.export.sources import call, describe

LONGEST_NAME, LONGEST_TITLE = 90, 140
DATE_WIDTH, COUNT_WIDTH = 10, 4
HELD = "●"


def table(
    sources: Sequence[Source], documents: Mapping[str, CitingDocument], language: Language = "vi"
) -> RenderableType:
    """Sources for a console, one a row; a dot stands where the corpus holds the document."""
    shown = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), expand=True)
    shown.add_column("", width=1)
    shown.add_column(label("word", "source_key", language), ratio=6, overflow="fold")
    shown.add_column(label("word", "source_date", language), width=DATE_WIDTH)
    shown.add_column(label("word", "source_issuer", language), ratio=4, overflow="fold")
    shown.add_column(label("word", "source_title", language), ratio=8, overflow="fold")
    shown.add_column(label("word", "source_count", language), width=COUNT_WIDTH, justify="right")
    shown.add_column(label("word", "source_relation", language), ratio=3, overflow="fold")
    for source in sources:
        title = Text(shortened(source.title or (SEPARATOR.join(source.names) if source.key else ""), LONGEST_TITLE))
        for conflict in source.conflicts:
            title.append("\n" if title else "").append(f"⚠ {describe(conflict, documents, language)}", "yellow")
        relations = ", ".join(label("relation", relation, language) for relation in source.relations)
        shown.add_row(
            Text(HELD if source.held else "", "green"),
            Text(_name(source), "cyan"),
            source.date or "",
            Text(source.issuer or ""),
            title,
            str(len(source.cited_by)),
            Text(relations, "dim"),
        )
    return shown


def detail(
    source: Source, up: Branch, down: Branch, documents: Mapping[str, CitingDocument], language: Language = "vi"
) -> RenderableType:
    """One source with all that is known of it."""
    head = Text(f"{source.type or ''} {source.key}".strip() if source.key else source.id, "bold")
    lines: list[tuple[str, str]] = [
        ("source_title", source.title or ""),
        ("source_issuer", _issuer(source, language)),
        ("source_date", source.date or ""),
        ("source_names", SEPARATOR.join(source.names) if source.key else ""),
        ("source_held", SEPARATOR.join(source.held) or label("held", "no", language)),
        ("source_known", source.known or ""),
    ]
    for name, value in lines:
        if value:
            head.append(f"\n{label('word', name, language)}: ", "dim").append(value, "default")
    for conflict in source.conflicts:
        head.append(f"\n⚠ {describe(conflict, documents, language)}", "yellow")
    return Group(head, _citations(source, documents, language), *lineage(up, down, language))


def lineage(up: Branch, down: Branch, language: Language = "vi") -> list[RenderableType]:
    """What a document carries out, and who carries it out, each as a tree; a tree of one is left out."""
    shown: list[RenderableType] = []
    for word, branch in (("lineage_up", up), ("lineage_down", down)):
        if branch.branches:
            tree = Tree(Text(label("word", word, language), "dim"))
            _grow(tree.add(_label(branch, language)), branch, language)
            shown.append(tree)
    return shown


def _grow(tree: Tree, branch: Branch, language: Language) -> None:
    for below in branch.branches:
        _grow(tree.add(_label(below, language)), below, language)


def _label(branch: Branch, language: Language) -> Text:
    node = branch.node
    text = Text(f"{label('tier', node.tier, language)} " if node.tier else "", "magenta")
    text.append(shortened(node.label, LONGEST_NAME), "cyan")
    if node.date:
        text.append(f" {node.date}", "default")
    if node.issuer:
        text.append(f" · {node.issuer}", "default")
    if node.held:
        text.append(f" {HELD}", "green")
    if branch.relation:
        text.append(f" [{label('lineage', branch.relation, language)}]", "dim")
    return text.append(" …", "dim") if branch.again else text


def _citations(source: Source, documents: Mapping[str, CitingDocument], language: Language) -> RenderableType:
    shown = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for name in ("source_cited_by", "source_relation", "source_count", "source_text"):
        shown.add_column(label("word", name, language), overflow="fold")
    for citation in source.cited_by:
        relations = ", ".join(label("relation", relation, language) for relation in citation.relations)
        count = f"{citation.mentions}" + (f" + {citation.back}" if citation.back else "")
        shown.add_row(Text(call(citation.stem, documents), "cyan"), relations, count, Text(citation.text))
    return shown


def _issuer(source: Source, language: Language) -> str:
    if not source.successors:
        return source.issuer or ""
    return f"{source.issuer} ({label('word', 'now', language)} {SEPARATOR.join(source.successors)})"


def _name(source: Source) -> str:
    if not source.key:
        return shortened(source.id, LONGEST_NAME)
    return f"{source.type} {source.key}" if source.type else source.key
