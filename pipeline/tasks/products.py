"""The named outcome of a task: the text, plan, report or scheme that its sentence says is to be made."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from pipeline.model import Reference
from pipeline.text.tables import any_form, read_table
from pipeline.text.verbs import leading_classes

_WORDS = re.compile(r"\w+")
_JOINED = "; "
_OF_BODY = re.compile(r"\b(?:Bộ|Sở|Phòng|Ban|Cục|Vụ|Hội)\s+$")  # ``Bộ Xây dựng hướng dẫn`` names who acts
_TITLE_REACH = 160  # characters between a cited document's number and the verb of its title
_NUMBER = re.compile(r"\d[^\s;]*[/-][A-ZĐ]{2,}[^;]*$")
_EVENT = re.compile(r"(?<!trước )\b(?:khi|[Tt]rường\s+hợp|[Nn]ếu)\s[^;]{0,60}$")
_TOPIC = re.compile(r"(?:Về|Đối\s+với|Liên\s+quan)\s[^:]*:")
_CITED = re.compile(r"\s+(?:số|này|trên|nêu\s+trên|đó|\d)", re.IGNORECASE)
_DEADLINE = re.compile(r"\s+(?:trước|chậm\s+nhất|trong)\s+(?:ngày\s+|tháng\s+)?\d[\d/]*\W*$", re.IGNORECASE)


@cache
def _words() -> list[dict[str, str]]:
    return read_table("product_words.tsv", "pipeline.tasks")


@cache
def _any(group: str) -> str:
    return any_form(row["form"] for row in _words() if row["group"] == group)


@lru_cache(maxsize=1)
def _starts() -> tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]:
    """A verb of making, more verbs, and the noun of what is made.

    What is no text of its own by name (``chính sách``) counts only after a verb of drafting or issuing, and words that
    are verbs as well (``báo cáo``) only after a verb of drafting or where several are spoken of. Beside each pattern
    stand the first words of its nouns: where none of them is said it need not be searched.
    """
    more = rf"(?:\s*(?:,|và|hoặc)\s+{_any('also')})*(?:\s+{_any('between')})?"
    several = rf"(?:{_any('determiner')}\s+|\d{{1,2}}\s+)"
    least = r"(?:(?:ít\s+nhất|tối\s+thiểu)\s+)?"
    sources = (
        rf"{_any('make')}{more}\s+{least}(?P<thing>{several}?{_any('noun')})",
        rf"{_any('strong')}{more}\s+(?P<thing>{several}?{_any('weak')})",
        rf"{_any('drafted')}{more}\s+(?P<thing>{several}?{_any('drawn')})",
        rf"{_any('drafted')}{more}\s+(?P<thing>{several}?(?-i:{_any('titled')}))",
        rf"{_any('make')}{more}\s+(?P<thing>{several}{_any('told')})",
        rf"{_any('make')}{more}\s+(?P<thing>(?-i:{_any('paper')}))",
        rf"{_any('put')}\s+{_any('between')}\s+(?P<thing>{several}?{_any('noun')})",
    )
    nouns = ("noun", "weak", "drawn", "titled", "told", "paper", "noun")
    first = {
        group: tuple({row["form"].lower().split()[0] for row in _words() if row["group"] == group}) for group in nouns
    }
    patterns = (re.compile(rf"(?<!\w){source}(?!\w)", re.IGNORECASE) for source in sources)
    return tuple((first[group], pattern) for group, pattern in zip(nouns, patterns, strict=True))


@lru_cache(maxsize=1)
def _report() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){_any('report')}(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=1)
def _end() -> re.Pattern[str]:
    """Where the name of a product ends."""
    remark = r"\s\((?=[^()]*\b(?:chủ\s+trì|phối\s+hợp|hoàn\s+thành)\b)"
    words = rf"\s+{_any('stop')}(?!\w)|,\s+{_any('aside')}(?!\w)"
    return re.compile(rf"[;.:](?:\s|$)|{remark}|{words}", re.IGNORECASE)


@lru_cache(maxsize=1)
def _action() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){_any('action')}\s+$", re.IGNORECASE)


@lru_cache(maxsize=1)
def _verbal() -> re.Pattern[str]:
    """Words that without a capital are verbs here: ``trình cấp có thẩm quyền quyết định``."""
    return re.compile(rf"(?!(?i:{_any('drafted')})\s).*\s{_any('verbal')}$", re.DOTALL)


@lru_cache(maxsize=1)
def _list_head() -> re.Pattern[str]:
    return re.compile(rf"{_any('list')}\s*:\s*", re.IGNORECASE)


def find_product(sentence: str, references: Sequence[Reference] = ()) -> str | None:
    """What a sentence says is to be made, as printed; several are joined by ``; ``, None where it names nothing.

    Args:
        sentence: the sentence.
        references: its references, offsets in it: verbs inside their names (``Luật Ban hành văn bản …``) make nothing.

    Example:
        >>> find_product("Xây dựng và tổ chức thực hiện kế hoạch chuyển đổi số của ngành; kiểm tra việc thực hiện.")
        'kế hoạch chuyển đổi số của ngành'
    """
    said = set(_WORDS.findall(sentence.lower()))
    starts = [start for nouns, start in _starts() if not said.isdisjoint(nouns)]
    matches = sorted((m for start in starts for m in start.finditer(sentence)), key=lambda m: m.start("thing"))
    found: list[str] = []
    taken = 0
    for match in matches:
        inside = any(r.start < match.start() < r.end for r in references)
        if inside or match.start("thing") < taken or _is_none_to_make(sentence, match):
            continue
        name, taken = _extent(sentence, match.start("thing"), match.end("thing"))
        if name.lower() not in (other.lower() for other in found):
            found.append(name)
    for match in _report().finditer(sentence):
        if match.start() >= taken and not _action().search(sentence[: match.start()]):
            found.append(match.group())
    return _JOINED.join(found) or None


def _is_none_to_make(sentence: str, match: re.Match[str]) -> bool:
    """Whether the words tell of a work in general, of a document that exists, or of what a cited one is about."""
    before = sentence[: match.start()]
    topic = _TOPIC.match(sentence)
    return bool(
        _action().search(before)
        or _OF_BODY.search(before)
        or (topic and match.end() <= topic.end())
        or _EVENT.search(before)
        or _verbal().match(match.group())
        or _NUMBER.search(before[-_TITLE_REACH:])
        or _CITED.match(sentence, match.end())
    )


def _extent(sentence: str, start: int, noun_end: int) -> tuple[str, int]:
    """The name that begins at ``start``; after a capital (``Đề án đảm bảo …``) the noun's next word belongs to it."""
    listed = _list_head().match(sentence, start)
    if listed:
        name = sentence[start:] if "về" in listed.group() else sentence[listed.end() :]
        return _DEADLINE.sub("", name).rstrip(" ,.;"), len(sentence)
    more = sentence.startswith(" ", noun_end) and not sentence.startswith(" theo ", noun_end)
    named = more and sentence[start].isupper()
    stop = _end().search(sentence, noun_end + 1 if named else noun_end)
    end = _before_next_act(sentence, noun_end, stop.start() if stop else len(sentence))
    return sentence[start:end].rstrip(" ,.;"), end


def _before_next_act(sentence: str, noun_end: int, end: int) -> int:
    """The end of a name without a verb where the next act begins: ``lập biên bản, xử lý nghiêm``."""
    comma = sentence.find(", ", noun_end, end)
    if comma < 0 or "act" not in leading_classes(sentence[comma + 2 : end]):
        return end
    words = sentence[noun_end:comma].split()
    verbal = any("act" in leading_classes(" ".join(words[at:])) for at in range(len(words)))
    return end if verbal else comma
