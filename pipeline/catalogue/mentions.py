"""Citing documents and their mentions of others, as the catalogue of sources takes them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pipeline.catalogue.scopes import Home, find_home
from pipeline.corpus.store import Store

ISO = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
QUOTES = ("“", '"')
LAST_DAY = {4: "-12-31", 7: "-31", 10: ""}


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention of another document; ``n`` is its place among the references of the citing document."""

    stem: str
    n: int
    text: str
    category: str
    key: str
    type: str
    issuer: str | None
    date: str | None
    relation: str
    start: int
    end: int
    page: int | None = None

    @property
    def called(self) -> str:
        """Its name with its kind, which a list says once before all: ``các phong trào: “…”; “…”``."""
        return f"{self.type} {self.text}" if self.text[:1] in QUOTES else self.text


@dataclass(frozen=True)
class CitingDocument:
    """A document of the corpus with what it cites."""

    stem: str
    type: str | None
    number: str | None
    issuer: str | None
    place: str | None
    issued: str | None
    title: str | None
    period: str | None
    text: str
    mentions: tuple[Mention, ...]

    @cached_property
    def home(self) -> Home:
        """Where it comes from."""
        return find_home(self.issuer, self.place, f"{self.title or ''}\n{self.text}")

    @cached_property
    def latest(self) -> str | None:
        """The last day on which it can have been issued, as far as it tells: what it cites is not younger."""
        if self.issued and ISO.fullmatch(self.issued):
            return self.issued + LAST_DAY[len(self.issued)]
        dates = (m.date for m in self.mentions if m.date and m.relation != "draft")
        said = max(dates, default=(self.period or "").removeprefix("SY"))[:4]
        return said + LAST_DAY[4] if ISO.fullmatch(said) else None


def citing_document(stem: str, published: Mapping[str, Any]) -> CitingDocument:
    """A document out of its published form.

    Example:
        >>> d = {"document": {"type": "Kế hoạch", "number": "5/KH-UBND"}, "references": [], "text": ""}
        >>> citing_document("a", d).number
        '5/KH-UBND'
    """
    head = published["document"]
    mentions = tuple(
        Mention(
            stem, n, r["text"], r["category"], r["key"], r["type"], r.get("issuer"), r.get("date"), r["relation"],
            r["spans"][0]["start"], r["spans"][-1]["end"], r["spans"][0].get("page"),
        )
        for n, r in enumerate(published["references"])
    )  # fmt: skip
    return CitingDocument(
        stem, head.get("type"), head.get("number"), head.get("issuer"), head.get("place"), head.get("issued"),
        head.get("title"), head.get("period"), published.get("text", ""), mentions,
    )  # fmt: skip


def citing_documents(store: Store) -> Iterator[CitingDocument]:
    """The documents of a store whose files are there, by stem."""
    for stem, published in store.all_published():
        yield citing_document(stem, published)
