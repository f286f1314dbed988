"""Structure: from a reader's lines and tables to a document with paragraphs, sections, letterhead, annexes and foot."""

from pipeline.structure.assemble import parse

__all__ = ["parse"]
