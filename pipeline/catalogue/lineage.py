"""Which document carries out which: from a resolution through ministry and province down to department and district."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from pipeline.catalogue.citation_text import carries_out, read_title
from pipeline.catalogue.issuing import best_issuer_of
from pipeline.catalogue.mentions import CitingDocument, Mention
from pipeline.catalogue.sources import Catalogue, Source

CARRYING = ("basis", "implement")
"""Relations by which a document carries another out, the closer first."""
BY_TITLE = "title"
"""The title of the lower document says so, in words of who cites it."""
TIERS = {"ministry": "ministry", "ministerial_agency": "ministry", "department": "department"}
DEEPEST = 12


@dataclass(frozen=True, slots=True)
class Node:
    """A document in the lineage; ``tier`` is central, ministry, province, department, district or commune."""

    id: str
    label: str
    tier: str | None
    issuer: str | None
    date: str | None
    title: str | None
    held: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """``lower`` carries out ``upper``."""

    lower: str
    upper: str
    relation: str


@dataclass(frozen=True, slots=True)
class Branch:
    """A document with what stands above or below it; ``again`` where it was shown before and is not gone into twice."""

    node: Node
    relation: str | None = None
    branches: tuple[Branch, ...] = ()
    again: bool = False


class Lineage:
    """The steps between the documents of a catalogue, to be walked up and down.

    Args:
        catalogue: the sources, with the documents that cite them.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._own = {stem: source.id for source in catalogue.sources for stem in source.held}
        self.nodes = {source.id: _node(source) for source in catalogue.sources}
        for document in catalogue.documents.values():
            if document.stem not in self._own:
                self.nodes[document.stem] = _own_node(document)
        self.steps = tuple(_steps(catalogue, self._own))
        self._up: dict[str, list[Step]] = defaultdict(list)
        self._down: dict[str, list[Step]] = defaultdict(list)
        for step in self.steps:
            self._up[step.lower].append(step)
            self._down[step.upper].append(step)

    def node_of(self, key: str) -> str | None:
        """The id in the lineage of a source's id or of a document's stem."""
        return self._own.get(key, key if key in self.nodes else None)

    def up(self, node: str) -> Branch:
        """A document with what it carries out, and what that carries out in turn."""
        return self._walk(node, None, self._up, lambda step: step.upper, set(), 0)

    def down(self, node: str) -> Branch:
        """A document with those that carry it out, down to the last."""
        return self._walk(node, None, self._down, lambda step: step.lower, set(), 0)

    def _walk(
        self,
        node: str,
        relation: str | None,
        steps: Mapping[str, list[Step]],
        other: Callable[[Step], str],
        seen: set[str],
        depth: int,
    ) -> Branch:
        if node in seen or depth > DEEPEST:
            return Branch(self.nodes[node], relation, again=bool(steps.get(node)))
        seen.add(node)
        ways = sorted(steps.get(node, ()), key=lambda step: (_closeness(step), other(step)))
        found = tuple(self._walk(other(step), step.relation, steps, other, seen, depth + 1) for step in ways)
        return Branch(self.nodes[node], relation, found)


def _closeness(step: Step) -> int:
    return (*CARRYING, BY_TITLE).index(step.relation)


def _steps(catalogue: Catalogue, own: Mapping[str, str]) -> Iterable[Step]:
    found: dict[tuple[str, str], Step] = {}
    for document in catalogue.documents.values():
        lower = own.get(document.stem, document.stem)
        for mention in document.mentions:
            upper = catalogue.resolved.get((mention.stem, mention.n))
            if upper and mention.relation in CARRYING and upper != lower:
                _keep(found, Step(lower, upper, mention.relation))
        for one, other in _in_titles(document):
            below = catalogue.resolved.get((one.stem, one.n))
            above = catalogue.resolved.get((other.stem, other.n))
            if below and above and below != above:
                _keep(found, Step(below, above, BY_TITLE))
    return found.values()


def _keep(found: dict[tuple[str, str], Step], step: Step) -> None:
    """Of several steps between two documents the closest one."""
    before = found.get((step.lower, step.upper))
    if before is None or _closeness(step) < _closeness(before):
        found[step.lower, step.upper] = step


def _in_titles(document: CitingDocument) -> Iterable[tuple[Mention, Mention]]:
    """Mentions whose title, as it is cited, says that they carry out another: ``Kế hoạch … thực hiện Chỉ thị …``."""
    for mention in document.mentions:
        if mention.category != "numbered":
            continue
        behind = sorted(
            (m for m in document.mentions if m.start >= mention.end), key=lambda other: (other.start, -other.end)
        )
        title = read_title(document.text, mention.end, [(m.start, m.end, m.category == "numbered") for m in behind])
        if title is None:
            continue
        first = next((m for m in behind if title[0] <= m.start and m.end <= title[1]), None)
        if first and carries_out(document.text[title[0] : first.start]):
            yield mention, first


def _node(source: Source) -> Node:
    label = f"{source.type} {source.key}" if source.key and source.type else source.id
    tier = TIERS.get(source.organisation_kind or "", source.level)
    return Node(source.id, label, tier, source.issuer, source.date, source.title, source.held)


def _own_node(document: CitingDocument) -> Node:
    """A document of the corpus that no other one cites."""
    issuer = best_issuer_of(document)
    label = f"{document.type or ''} {document.number or f'({document.stem})'}".strip()
    tier = TIERS.get(issuer.kind or "", issuer.level)
    return Node(document.stem, label, tier, issuer.name, document.issued, document.title, (document.stem,))
