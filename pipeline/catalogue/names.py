"""When two names mean one document: laws, programmes and documents without a number, however they are spelled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline.catalogue.citation_text import phrases
from pipeline.tagging.tables import names_in, rows
from pipeline.text import fold
from pipeline.text.tables import read_table

WORD = re.compile(r"[^\W_]+(?:[&][^\W_]+)*")
QUOTED = re.compile(r"[“\"](?P<name>[^“”\"]+(?:[“\"][^“”\"]*[”\"][^“”\"]*)*)[”\"]")
REMARK = re.compile(r"\s*\([^()]*\)")
YEARS = re.compile(r"(?:19|20)\d\d")
DAY_BEHIND = re.compile(r"\s*,?\s*ngày\s[^a-zđ]*(?:tháng\s+\d+\s+năm\s+)?(?P<year>(?:19|20)\d\d)$")
YEAR_BEHIND = re.compile(r"\s*,?\s*(?:(?:ban hành\s+)?năm\s+)?(?P<year>(?:19|20)\d\d)$")
SAME = (
    (re.compile(r"\bvà "), ""),
    (re.compile(r"\bvề việc\b"), "về"),
    (re.compile(r"\bnăm (?=(?:19|20)\d\d\b)"), ""),
    (re.compile(r"\bđến (?=(?:19|20)\d\d\b)"), ""),
)
"""What may be said or left out without naming another document."""
SHORTEST_REPEATED, REPEATED = 10, 0.85
"""Words of a name that can be told again in other words, and the share of them that then comes again."""
LONGEST_KIND = 4
"""Words of ``chương trình hành động``: a programme's name is longer."""


@dataclass(frozen=True, slots=True)
class Name:
    """A document's name in the form for comparison.

    ``words`` are all of it but spelling, ``year`` is that of a law. ``local`` is True where it speaks of a place
    without its name (``của thành phố``), so that it means another document elsewhere. ``bare`` is True where there
    is nothing but the kind and who issued it; ``planned`` where it is no programme but a plan or resolution.
    """

    words: tuple[str, ...]
    year: str | None = None
    local: bool = False
    bare: bool = False
    planned: bool = False

    def reorders(self, other: Name) -> bool:
        """Whether both say the same words in another order, with years that one of them leaves out at most.

        A plan of one year is not that of the five years it is in; of a programme such a year is only a stage.

        Example:
            >>> read_name("Quy hoạch A, B đến năm 2030").reorders(read_name("Quy hoạch B, A thời kỳ 2021-2030"))
            True
        """
        (mine, years), (theirs, others) = _parts(self.words), _parts(other.words)
        nested = bool(years and others) and (years <= others or others <= years)
        return mine == theirs and nested and (years == others or len(years) > 1 < len(others) or not self.planned)

    def repeats(self, other: Name) -> bool:
        """Whether one says nearly all that the other says, in the same order, with the same years.

        Example:
            >>> long = read_name("Quyết định phân cấp thực hiện tuyển dụng, điều động, biệt phái nhà giáo")
            >>> read_name("Quyết định phân cấp tuyển dụng, điều động nhà giáo").repeats(long)
            True
        """
        from rapidfuzz.distance import LCSseq

        years, others = ([w for w in n.words if YEARS.fullmatch(w)] for n in (self, other))
        shorter = min(len(self.words), len(other.words))
        alike = shorter >= SHORTEST_REPEATED and years == others
        return alike and LCSseq.similarity(self.words, other.words) >= REPEATED * shorter

    def shortens(self, other: Name) -> bool:
        """Whether this is the other without its period or year.

        Example:
            >>> read_name("Chương trình giáo dục phổ thông").shortens(read_name("Chương trình GDPT năm 2018"))
            True
        """
        if self.year is None and other.year is not None:
            return self.words == other.words
        rest = other.words[len(self.words) :]
        return (
            bool(rest)
            and other.words[: len(self.words)] == self.words
            and all(word.isdigit() or word in _period_words() for word in rest)
        )


@lru_cache(maxsize=65_536)
def read_name(name: str, category: str = "programme", issuer: str | None = None) -> Name:
    """A name in the form for comparison.

    Example:
        >>> read_name("Đề án “Xã hội học tập 2021- 2030”") == read_name("đề án xã hội học tập 2021–2030")
        True
        >>> read_name("Luật Giáo dục năm 2019", "law")
        Name(words=('luật', 'giáo', 'dục'), year='2019', local=False, bare=False, planned=False)
    """
    text = _within_quotes(name)
    text = REMARK.sub(lambda m: m[0] if YEARS.search(m[0]) or _kept_remark().search(m[0]) else "", text)
    year = None
    if category == "law":
        text = text.strip()
        if found := DAY_BEHIND.search(text) or YEAR_BEHIND.search(text):
            text, year = text[: found.start()], found["year"]
    text = " ".join(_spelled_out(word) for word in WORD.findall(text))
    for pattern, written in SAME:
        text = pattern.sub(written, text)
    bare = category in ("unnumbered", "programme") and _is_bare(text, issuer, category)
    text = _of_centre().sub("", text) if category == "programme" and not bare else text
    local = category != "law" and bool(_local().search(_provinces().sub("", text)))
    return Name(tuple(text.split()), year, local, bare, category == "unnumbered")


@lru_cache(maxsize=65_536)
def _parts(words: tuple[str, ...]) -> tuple[list[str], frozenset[str]]:
    """The words that say what it is about, in the order of the alphabet, and the years."""
    about = sorted(word for word in words if not word.isdigit() and word not in _period_words())
    return about, frozenset(word for word in words if YEARS.fullmatch(word))


def _within_quotes(name: str) -> str:
    """The kind and what stands in quotes; behind them a period counts only where the quotes hold none.

    ``Phong trào thi đua “…”`` is ``Phong trào “…”``.
    """
    found = QUOTED.search(name)
    if not found:
        return name
    kind, rest = name[: found.start()], name[found.end() :]
    if short := _kind().match(kind):
        kind = short[0]
    keeps = YEARS.search(rest) and not YEARS.search(found["name"])
    return f"{kind} {found['name']} {rest if keeps else ''}"


def _spelled_out(word: str) -> str:
    return _abbreviations().get(word) or fold(word)


def _is_bare(text: str, issuer: str | None, category: str) -> bool:
    """``nghị quyết của quốc hội``, ``chương trình hành động của chính phủ``: nothing tells it from another one."""
    if not issuer:
        return False
    said = " ".join(_spelled_out(word) for word in WORD.findall(issuer))
    if not text.endswith(said):
        return False
    rest = text.removesuffix(said).removesuffix("của ").split()
    return category == "unnumbered" or (len(rest) <= LONGEST_KIND and not any(word.isdigit() for word in rest))


@cache
def _period_words() -> frozenset[str]:
    return frozenset(phrases("period"))


@cache
def _of_centre() -> re.Pattern[str]:
    return re.compile(rf"\s+của\s+(?:{'|'.join(phrases('of_centre'))})$")


@cache
def _local() -> re.Pattern[str]:
    """Words for a place without its name, where they are no part of another word."""
    other = "|".join(phrases("not_local"))
    return re.compile(rf"\b(?!(?:{other})\b)(?<!cơ )(?:{'|'.join(phrases('local'))})\b")


@cache
def _kind() -> re.Pattern[str]:
    kinds = sorted((row["kind"] for row in rows("references/named_kinds.tsv")), key=lambda kind: -len(kind))
    return re.compile(rf"(?:{'|'.join(kinds)})(?![\wà-ỹ])", re.IGNORECASE)


@cache
def _kept_remark() -> re.Pattern[str]:
    return re.compile("|".join(phrases("kept_remark")), re.IGNORECASE)


@cache
def _provinces() -> re.Pattern[str]:
    names = {fold(name) for row in rows("actors/provinces.tsv") for name in names_in(row)}
    written = "|".join(re.escape(" ".join(WORD.findall(name))) for name in sorted(names, key=lambda n: (-len(n), n)))
    return re.compile(rf"\b(?:trên địa bàn )?(?:thành phố|tỉnh) (?:{written})\b")


@cache
def _abbreviations() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in (*read_table("name_abbreviations.tsv", "pipeline.catalogue"), *rows("actors/abbreviations.tsv")):
        written = " ".join(WORD.findall(fold(row["full"])))
        for spelling in (row["abbreviation"], row["abbreviation"].casefold()):
            if len(WORD.findall(spelling)) == 1 and len(spelling) > 2:
                found.setdefault(spelling, written)
    return found
