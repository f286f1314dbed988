"""A place where a document may be called by name, and what its surroundings say about it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from pipeline.model import Reference
from pipeline.tagging.references.names import one_of
from pipeline.tagging.tables import UPPER, rows, spelled, words

Lowercase = Literal["year", "directed", "known", "quoted", "issuer", "named", "no"]
NUMBER_FOLLOWS = re.compile(r"\s*(?:số|Số|SỐ)\s*[:\d/…._]")
QUOTES = re.compile(r"[“”\"‘’«»]")


@dataclass(frozen=True, slots=True)
class NamedKind:
    """A kind word that a name may follow.

    ``type`` is the kind that a reference gets; ``lowercase`` what a mention in small letters needs to count: a year in
    its name, a verb that directs it (or a year), a known name, quotes, an issuer; kinds that are ``named`` count with a
    known name only, however written; ``verb`` tells whether the word may be a verb.
    """

    word: str
    type: str
    programme: bool
    lowercase: Lowercase
    verb: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """A kind word in a text: from ``start`` to ``at``; ``jumps`` are the references already found, start to end."""

    text: str
    start: int
    at: int
    kind: NamedKind
    before: str
    drafted: bool
    jumps: Mapping[int, int]

    @property
    def upper(self) -> bool:
        """Whether the kind word is capitalised."""
        return self.text[self.start].isupper()

    @property
    def nameless(self) -> bool:
        """Whether no name can follow: a number does, or the word belongs to a body (``Sở Kế hoạch và Đầu tư``)."""
        text, at = self.text, self.at
        return text[at : at + 1] != " " or bool(_body().search(self.before) or NUMBER_FOLLOWS.match(text, at))

    def reference(
        self, end: int, *, start: int | None = None, name: str | None = None, issuer: str | None = None
    ) -> Reference:
        """The reference that ends at ``end``; its key is ``name``, or the mention itself, without quotes."""
        first = self.start if start is None else start
        key = re.sub(r"\s+", " ", QUOTES.sub("", name or self.text[first:end])).strip().lower()
        category: Literal["programme", "unnumbered"] = "programme" if self.kind.programme else "unnumbered"
        mention = self.text[first:end]
        return Reference(mention, category, key, self.kind.type, first, end, issuer, None, confidence=0.8)


@lru_cache(maxsize=1)
def named_kinds() -> dict[str, NamedKind]:
    """The kinds of ``named_kinds.tsv`` by their word in small letters.

    Example:
        >>> named_kinds()["khung chiến lược"].type
        'Chiến lược'
    """
    kinds = {}
    for row in rows("references/named_kinds.tsv"):
        lowercase: Lowercase = row["lowercase"]  # type: ignore[assignment]
        programme, verb = row["category"] == "programme", row["verb"] == "yes"
        kinds[row["kind"].lower()] = NamedKind(row["kind"], row["type"], programme, lowercase, verb)
    return kinds


@lru_cache(maxsize=1)
def known_names() -> dict[str, re.Pattern[str]]:
    """For every kind word a pattern of the names known to follow it."""
    by_kind: dict[str, list[str]] = {}
    for row in rows("references/programmes.tsv"):
        by_kind.setdefault(row["kind"], []).append(row["name"])
    return {
        kind: re.compile(rf"\s+(?i:{'|'.join(spelled(n) for n in sorted(names, key=len, reverse=True))})(?![\wà-ỹ])")
        for kind, names in by_kind.items()
    }


@lru_cache(maxsize=1)
def _plural() -> re.Pattern[str]:
    several = rf"(?:{one_of('plural')})\s+"
    return re.compile(
        rf"(?i:(?<![\wà-ỹ])(?:{several}|{several}(?:{one_of('listed kind')})[^.;:“”\d]{{0,40}}(?:,|/|\bvà)\s*))$"
    )


@lru_cache(maxsize=1)
def _drafting() -> re.Pattern[str]:
    link = rf"(?:(?i:{one_of('drafting link')})|[{UPPER}][\wà-ỹ]+)"
    no_noun = "".join(rf"(?<!{word} )" for word in words("references/name_words.tsv", group="noun of trình"))
    return re.compile(rf"(?<![\wà-ỹ])(?i:{no_noun}(?:{one_of('drafting')}))(?:\s+{link})*\s*$")


@lru_cache(maxsize=1)
def _evidence() -> re.Pattern[str]:
    return re.compile(rf"(?i:{one_of('evidence')})\s*$")


@lru_cache(maxsize=1)
def _body() -> re.Pattern[str]:
    return re.compile(rf"(?:{one_of('body')})\s+(?:[\wà-ỹ,]+\s+){{0,2}}$")


@lru_cache(maxsize=1)
def _generic() -> re.Pattern[str]:
    return re.compile(rf"(?i:(?:{one_of('generic')}|,)\s*)+")


def is_plural(before: str) -> bool:
    """Whether what stands before makes the kind word plural: ``các chương trình``, ``các kế hoạch, đề án``.

    Example:
        >>> is_plural("thực hiện các "), is_plural("thực hiện ")
        (True, False)
    """
    return bool(_plural().search(before))


def is_drafted(before: str) -> bool:
    """Whether the document named is still to be drafted or issued.

    Example:
        >>> is_drafted("tham mưu UBND tỉnh ban hành "), is_drafted("thực hiện ")
        (True, False)
    """
    return bool(_drafting().search(before))


def is_directed(before: str) -> bool:
    """Whether a verb right before says that a document is meant: ``phê duyệt``, ``triển khai``.

    Example:
        >>> is_directed("phê duyệt "), is_directed("nhiều ")
        (True, False)
    """
    return bool(_evidence().search(before))


def is_generic(name: str) -> bool:
    """Whether a name says nothing: ``mục tiêu quốc gia``, ``hành động``, ``tổ chức thực hiện``.

    Example:
        >>> is_generic("tổ chức thực hiện"), is_generic("sữa học đường")
        (True, False)
    """
    return bool(_generic().fullmatch(name))
