"""Named programmes, projects, strategies, master plans and movements, and documents named without number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Literal

from pipeline.model import Reference
from pipeline.tagging.issuers import match_issuer
from pipeline.tagging.names import is_bare, name_end, period_end, quoted_end
from pipeline.tagging.tables import alternatives, rows, spelled

Category = Literal["numbered", "law", "programme", "unnumbered"]
PLURAL_BEFORE = re.compile(
    r"(?:(?:các|những|một\s+số|nhiều|mọi|từng|mỗi|bộ)\s+"
    r"|(?:các|những|nhiều)\s+(?i:chương\s+trình|kế\s+hoạch|nghị\s+quyết|đề\s+án|chiến\s+lược|quy\s+hoạch|chỉ\s+thị)"
    r"[^.;:“”\d]{0,40}(?:,|/|\bvà)\s*)$",
    re.IGNORECASE,
)
BODY_BEFORE = re.compile(r"(?:Sở|Bộ|Phòng|Ban|Vụ|Cục|Trung\s+tâm)\s+(?:[\wà-ỹ,]+\s+){0,2}$")
DRAFT_BEFORE = re.compile(
    r"(?:xây\s+dựng|tham\s+mưu|ban\s+hành|soạn\s+thảo|dự\s+thảo|trình|hoàn\s+thiện|lập|phê\s+duyệt|văn\s+bản:|[;,])"
    r"(?:\s+(?:và|ban\s+hành|trình|phê\s+duyệt|triển\s+khai|UBND|HĐND|[A-ZĐỦ][\wà-ỹ]+|tỉnh|thành\s+phố|nhân\s+dân))*\s*$",
    re.IGNORECASE,
)
EVIDENCE_BEFORE = re.compile(
    r"(?:phê\s+duyệt|ban\s+hành|điều\s+chỉnh|bổ\s+sung|triển\s+khai|thực\s+hiện|hưởng\s+ứng)\s*$", re.IGNORECASE
)
SENTENCE_START = re.compile(r"(?:^|[.]\s+|^[-+•*]\s*|^\S{1,5}[.)]\s+)$")
CLAUSE_START = re.compile(r";\s+$")
SHORT_NUMBER = re.compile(r"\s+(?:số\s+)?(?P<number>\d{2,4})(?:/CP)?(?![\d/]|[.,]\d|\s?[-/]\s?[A-ZĐ]|\s*%|\s+năm)")
NUMBER_FOLLOWS = re.compile(r"\s*(?:số|Số|SỐ)\s*[:\d/…._]")
LIST_OF_QUOTED = re.compile(r"[^.;:“”]{0,80}:\s*(?=“)")
GENERIC = re.compile(r"(?:mục tiêu quốc gia|MTQG|hành động|thi đua|công tác|phát triển|nghị sự|làm việc|họp)", re.IGNORECASE)
CONGRESS = re.compile(r"\s+(?i:(?:đại\s+hội|hội\s+nghị)(?:\s+(?:đảng|đại\s+biểu|toàn\s+quốc|bộ|đảng\s+bộ|[\wà-ỹ]+)){0,6}?\s+lần\s+thứ\s+[\wà-ỹ]+(?:\s*,?\s*(?:của\s+)?(?:đảng(?:\s+bộ(?:\s+(?:tỉnh|thành\s+phố))?)?|ban\s+chấp\s+hành\s+trung\s+ương(?:\s+đảng)?))?)")
TITLE_FOLLOWS = re.compile(r"\s+(?=(?:về|quy\s+định|ban\s+hành|phê\s+duyệt|sửa\s+đổi)\s)")
SHORT_OBJECT = re.compile(r"(?:\s+[a-zà-ỹđ]+){1,3}(?=\s+của\s)")


@lru_cache(maxsize=1)
def _kinds() -> dict[str, dict[str, str]]:
    return {row["kind"].lower(): row for row in rows("named_kinds.tsv")}


@lru_cache(maxsize=1)
def _trigger() -> re.Pattern[str]:
    """Begins with a plain set of letters, so that a search can skip to the next of them; four times as fast."""
    kinds = [row["kind"].lower() for row in rows("named_kinds.tsv")]
    first = "".join(sorted({c for kind in kinds for c in (kind[0], kind[0].upper())}))
    rest = alternatives([kind[1:] for kind in kinds])
    return re.compile(rf"[{first}](?<![\wà-ỹ].)(?i:{rest})(?![\wà-ỹ])", re.DOTALL)


@lru_cache(maxsize=1)
def _known() -> dict[str, re.Pattern[str]]:
    by_kind: dict[str, list[str]] = {}
    for row in rows("programmes.tsv"):
        by_kind.setdefault(row["kind"].lower(), []).append(row["name"])
    return {
        kind: re.compile(
            rf"\s+(?i:{'|'.join(spelled(n) for n in sorted(names, key=len, reverse=True))})(?![\wà-ỹ])"
        )
        for kind, names in by_kind.items()
    }


def find_programmes(text: str, taken: Sequence[Reference] = ()) -> Iterator[Reference]:
    """Programmes and unnumbered documents that a text names, outside the mentions already ``taken``.

    Example:
        >>> [r.key for r in find_programmes("Đề án “Xây dựng xã hội học tập giai đoạn 2021 - 2030” và chương trình khác")]
        ['đề án xây dựng xã hội học tập giai đoạn 2021 - 2030']
    """
    for trigger in _trigger().finditer(text):
        kind = _kinds().get(re.sub(r"\s+", " ", trigger[0]).lower())
        if kind is None or any(r.start <= trigger.start() < r.end for r in taken):
            continue
        yield from _listed(text, trigger, kind)
        reference = _named(text, trigger, kind, taken)
        if reference:
            yield reference


def _listed(text: str, trigger: re.Match[str], kind: dict[str, str]) -> Iterator[Reference]:
    """``các phong trào do … phát động: “A”; “B”``: each quoted name is one."""
    if kind["category"] != "programme" or not PLURAL_BEFORE.search(text, max(0, trigger.start() - 12), trigger.start()):
        return
    lead = LIST_OF_QUOTED.match(text, trigger.end())
    at = lead.end() if lead else -1
    while at >= 0 and (quoted := quoted_end(text, at)):
        end = period_end(text, quoted[1] + 1)
        yield _reference(text, at, end, kind, f"{kind['kind']} {text[at:end]}")
        link = re.compile(r"\s*(?:[;,]|và|[;,]\s*và)\s*(?=“)").match(text, end)
        at = link.end() if link else -1


def _named(text: str, trigger: re.Match[str], kind: dict[str, str], taken: Sequence[Reference]) -> Reference | None:
    start, at = trigger.span()
    before = text[max(0, start - 60) : start]
    contest = re.compile(r"\s+thi\s+đua(?=:?\s+[“\"])").match(text, at)
    first = re.compile(r"\s*(?::\s*)?").match(text, contest.end() if contest else at)
    quoted = quoted_end(text, first.end()) if first else None
    if quoted and kind["category"] == "programme":
        return _reference(text, start, period_end(text, quoted[1] + 1), kind)
    if text[at : at + 1] != " " or BODY_BEFORE.search(before) or NUMBER_FOLLOWS.match(text, at):
        return None
    if PLURAL_BEFORE.search(before) or is_bare(text, at + 1) and kind["category"] == "programme":
        return None
    if kind["category"] == "programme":
        return _programme(text, trigger, kind, before, {r.start: r.end for r in taken})
    return None if _in_title(text, start, taken) else _unnumbered(text, trigger, kind, before, taken)


def _in_title(text: str, start: int, taken: Sequence[Reference]) -> bool:
    """Whether a mention stands in the title of the numbered document named before it."""
    outer = next((r for r in reversed(taken) if r.end <= start and r.category == "numbered"), None)
    if outer is None:
        return False
    between = text[outer.end : start]
    return not re.search(r"[;.]|,\s(?!về\s)|\bvà\s*$", between)


def _programme(
    text: str, trigger: re.Match[str], kind: dict[str, str], before: str, jumps: dict[int, int]
) -> Reference | None:
    start, at = trigger.span()
    upper = trigger[0][0].isupper()
    short = SHORT_NUMBER.match(text, at)
    if short and upper:
        by = match_issuer(text, short.end())
        end = by.end() if by else short.end()
        name = f"{kind['kind']} {short['number']}"
        return _reference(text, start, end, kind, name, by["issuer"] if by else None)
    known = _known().get(kind["kind"].lower())
    listed = known.match(text, at) if known else None
    if listed:
        end = period_end(text, listed.end())
        by = match_issuer(text, end)
        if upper or kind["lowercase"] == "known" or end > listed.end():
            return _reference(text, start, end, kind)
        return None
    if kind["lowercase"] == "quoted" or (kind["lowercase"] == "known" and not upper):
        return None
    end = name_end(text, at + 1, drafted=bool(DRAFT_BEFORE.search(before)), jumps=jumps)
    name = text[at + 1 : end]
    if len(name.split()) < 2 or GENERIC.fullmatch(name):
        return None
    directed = kind["lowercase"] == "directed" and EVIDENCE_BEFORE.search(before) and len(name.split()) > 3
    if not upper and not directed and not re.search(r"(?:19|20)\d\d", name):
        return None
    by = next((match_issuer(name, m.start()) for m in re.finditer(r"\s+của\s", name)), None)
    return _reference(text, start, end, kind, None, by["issuer"] if by and by.end() == len(name) else None)


def _unnumbered(
    text: str, trigger: re.Match[str], kind: dict[str, str], before: str, taken: Sequence[Reference]
) -> Reference | None:
    start, at = trigger.span()
    upper, capitals = trigger[0][0].isupper(), trigger[0].isupper()
    jumps = {r.start: r.end for r in taken}
    congress = CONGRESS.match(text, at)
    if congress and kind["kind"] == "Nghị quyết":
        return _reference(text, start, congress.end(), kind, None, text[at + 1 : congress.end()])
    if capitals and not before.strip():
        return None
    known = _known().get(kind["kind"].lower())
    listed = known.match(text, at) if known else None
    if listed and (end := period_end(text, listed.end())) > listed.end():
        by = match_issuer(text, end)
        return _reference(text, start, by.end() if by else end, kind)
    described = SHORT_OBJECT.match(text, at) if upper and not is_bare(text, at + 1) else None
    by = match_issuer(text, described.end() if described else at) if upper or kind["lowercase"] == "issuer" else None
    if by:
        title = TITLE_FOLLOWS.match(text, by.end()) if kind["lowercase"] == "issuer" else None
        end = name_end(text, title.end(), titled=True, jumps=jumps) if title else by.end()
        return _reference(text, start, end, kind, None, by["issuer"])
    drafted = bool(DRAFT_BEFORE.search(before))
    if not upper and not (drafted and kind["lowercase"] == "issuer" and TITLE_FOLLOWS.match(text, at)):
        return None
    if SENTENCE_START.search(before) or (kind["verb"] == "yes" and CLAUSE_START.search(before)):
        return None
    if (kind["lowercase"] == "issuer" and not drafted) or is_bare(text, at + 1) or text[at + 1] in "-–,":
        return None
    titled = drafted or kind["lowercase"] == "issuer"
    end = name_end(text, at + 1, drafted=drafted, titled=titled, jumps=jumps)
    return _reference(text, start, end, kind) if len(text[at + 1 : end].split()) >= 3 else None


def _reference(
    text: str, start: int, end: int, kind: dict[str, str], name: str | None = None, issuer: str | None = None
) -> Reference:
    category: Category = "programme" if kind["category"] == "programme" else "unnumbered"
    key = re.sub(r"\s+", " ", re.sub(r"[“”\"‘’«»]", "", name or text[start:end])).strip().lower()
    kind_word = {"Khung chiến lược": "Chiến lược", "Khung kế hoạch": "Kế hoạch"}.get(kind["kind"], kind["kind"])
    return Reference(text[start:end], category, key, kind_word, start, end, issuer, None, confidence=0.8)
