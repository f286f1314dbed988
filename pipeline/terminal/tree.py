"""One document as a tree for the terminal: its head, its sections, the tasks in them with roles and deadlines."""

from __future__ import annotations

from rich.text import Text
from rich.tree import Tree

from pipeline.confidence import review_below
from pipeline.export.document import designation
from pipeline.export.json import Published
from pipeline.export.labels import Language, label
from pipeline.export.rows import SEPARATOR, page, page_label
from pipeline.model import ROLES


def tree(published: Published, language: Language = "vi") -> Tree:
    """What was understood of a document.

    Example:
        >>> from pipeline.export.json import to_json
        >>> from pipeline.model import Document, Extraction, Metadata
        >>> document = Document("a.txt", "", Metadata(type="Chỉ thị", number="5/CT-UBND"), (), ())
        >>> str(tree(to_json(Extraction(document))).label).splitlines()[0]
        'Chỉ thị 5/CT-UBND'
    """
    root = Tree(_head(published, language), guide_style="dim")
    branches: dict[str | None, Tree] = {}
    holding = _holding(published)
    for section in published["sections"]:
        if section["path"] in holding:
            parent = branches.get(_parent(section["path"], branches), root)
            branches[section["path"]] = parent.add(_section(section, language))
    for task in published["tasks"]:
        path = task["section"]
        if path not in branches:
            branches[path] = root.add(Text(path or label("word", "no_section", language), style="bold"))
        branches[path].add(_task(task, language))
    if published["indicators"]:
        branch = root.add(Text(label("word", "indicators", language), style="bold"))
        for indicator in published["indicators"]:
            branch.add(_indicator(indicator))
    return root


def _head(published: Published, language: Language) -> Text:
    metadata, head = published["document"], Text()
    head.append(designation(metadata) or published["source"]["name"], "bold")
    head.append(f"\n{metadata['title']}" if metadata["title"] else "")
    signer = metadata["signer"] or {}
    about = [metadata["issuer"], metadata["place"], metadata["issued"], metadata["period"], signer.get("name")]
    head.append("\n" + " · ".join(part for part in about if part), "cyan")
    for name in ("addressees", "recipients", "basis"):
        values = metadata[name]
        if values:
            word = label("word", "references" if name == "basis" else name, language)
            head.append(f"\n{word}: ", "dim").append(SEPARATOR.join(values))
    counts = ((len(published[part]), label("word", part, language)) for part in ("sections", "tasks"))
    head.append("\n" + ", ".join(f"{number} {word}" for number, word in counts), "dim")
    return head


def _section(section: Published, language: Language) -> Text:
    line = Text(section["path"], style="bold")
    line.append(f" {section['heading']}" if section["heading"] else "")
    return line.append(f"  [{label('role', section['role'], language)}]", "dim not bold")


def _task(task: Published, language: Language) -> Text:
    line = Text("● ", style="green" if task["confidence"] >= review_below("task") else "yellow")
    line.append(task["text"], "default")
    said = [(role, SEPARATOR.join(task[role])) for role in ROLES]
    said.append(("deadlines", SEPARATOR.join(f"{d['text']} ({d['value']})" for d in task["deadlines"])))
    said += [("product", task["product"] or ""), ("references", SEPARATOR.join(task["references"]))]
    for name, value in said:
        if value:
            line.append(f"\n  {label('word', name, language)}: ", "cyan").append(value, "default")
            if name == "lead":
                line.append(f"  ({label('lead_source', task['lead_source'], language)})", "dim")
    said_of_it = [task["id"], label("kind", task["kind"], language), f"{task['confidence']:.2f}"]
    line.append("\n  " + ", ".join(filter(None, [*said_of_it, page_label(page(task), language)])), "dim")
    return line


def _indicator(indicator: Published) -> Text:
    target = indicator["target"]
    if isinstance(target, dict):
        target = SEPARATOR.join(f"{name}: {value}" for name, value in target.items())
    line = Text(f"{indicator['no'] or '·'} {indicator['name']}: ")
    return line.append(f"{target or '–'} {indicator['unit'] or ''}".rstrip(), "cyan")


def _holding(published: Published) -> set[str]:
    """The sections that hold tasks, and those above them, and those with a heading."""
    holding = {section["path"] for section in published["sections"] if section["heading"]}
    for task in published["tasks"]:
        path = task["section"] or ""
        while path:
            holding.add(path)
            path = path.rpartition(".")[0]
    return holding


def _parent(path: str, known: dict[str | None, Tree]) -> str | None:
    """The nearest section above that is shown: labels may hold dots, so the longest known prefix."""
    above = path.rpartition(".")[0]
    while above and above not in known:
        above = above.rpartition(".")[0]
    return above or None
