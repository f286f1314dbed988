"""Which paragraphs may hold tasks: where they stand in the tree of sections."""

from __future__ import annotations

from pipeline.model import Document, Paragraph, SectionRole
from pipeline.tasks.lead_ins import calls_for_work

SILENT_ROLES: frozenset[SectionRole] = frozenset({"purpose", "funding", "other"})


class Standing:
    """The sections of a document, and which of its assessments have turned to the work."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.turned: set[int] = set()

    def chain(self, section: int | None) -> list[int]:
        """A section and those that it stands in, the outermost first."""
        chain: list[int] = []
        while section is not None:
            chain.append(section)
            section = self.document.sections[section].parent
        return chain[::-1]

    def is_operative(self, block: Paragraph) -> bool:
        """Whether a paragraph may hold tasks: an assessment does only behind a lead-in that turns to the work."""
        role = self._role(block.section)
        if role == "other":
            chain = self.chain(block.section)
            if not self.turned.isdisjoint(chain):
                return True
            if calls_for_work(self.document.text[block.body : block.end]):
                self.turned.add(chain[-1])
                return True
        return role not in SILENT_ROLES

    def in_article(self, section: int | None) -> bool:
        """Whether a section without tasks of its own kind is part of an article of rules."""
        labels = ((self.document.sections[s].label or "").lower() for s in self.chain(section))
        return self._role(section) == "other" and any(label.startswith("điều ") for label in labels)

    def _role(self, section: int | None) -> SectionRole:
        return self.document.sections[section].role if section is not None else "tasks"
