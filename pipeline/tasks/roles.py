"""Who has which role in one sentence: the subject leads, cues to the left of a group of actors tell the other roles.

Follows the annotation guidelines (Actors and its precedents): ``X phối hợp với Y`` makes X lead and Y coordinate,
``chỉ đạo X làm …`` leaves X an object, ``báo cáo``, ``trình``, ``tham mưu``, ``gửi … về`` name who gets the report.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model import Actor
from pipeline.tasks.lexicon import cues, leading_classes, openers

_LIST_GAP = re.compile(
    r"\s*(?:[,;]\s*)?(?:(?:và|hoặc|cùng|cùng với|với|&)\s+)?(?:(?:các )?đồng chí\s+|(?:cơ quan|đơn vị)\s+)?$", re.IGNORECASE
)
_PARENTHESIS = re.compile(r"\s*\([^()]*\)")
_CLAUSE_START = re.compile(r"(?:^|[;:]\s+|\bđồng thời,?\s+|;\s*và\s+|;\s*đồng thời,?\s+)$", re.IGNORECASE)
_LEAD_BY = re.compile(r"\b(?:do)\s+$", re.IGNORECASE)
_DONE_BY = re.compile(r"\s*(?:làm\s+)?(?:chủ trì|thực hiện|đảm nhiệm|phụ trách|đảm nhận|là đầu mối|đầu mối|chủ quản)\b", re.IGNORECASE)
_OBJECT_OF = re.compile(
    r"\b(?:của|cho|tại|thuộc|ở|chỉ đạo|hướng dẫn|đôn đốc|hỗ trợ|kiểm tra|giúp|đối với|giữa|bởi|theo|từ|như|đến|với|gồm|là"
    r"|đề nghị|yêu cầu|giao|và|các|những|về|một số)\s*$",
    re.IGNORECASE,
)
_SUBJECT_UNKNOWN = re.compile(
    r"(?P<subject>[^,;:.]{3,120}?)\s+(?:có trách nhiệm|chịu trách nhiệm)\b", re.IGNORECASE
)
_ADVERBIAL = re.compile(
    r"\s*(?:\([^()]*\)\s*)?,?\s*(?:(?:theo|căn cứ|trên cơ sở|trong phạm vi|với|bằng|tùy theo|ngoài|khi|sau khi|trước|trong)\b[^;.:]*?,\s*)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Roles:
    """The actors of one sentence by role; offsets as in the mentions given."""

    lead: tuple[Actor, ...] = ()
    coordinate: tuple[Actor, ...] = ()
    direct: tuple[Actor, ...] = ()
    report_to: tuple[Actor, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Actors that one list names together."""

    start: int
    end: int
    actors: tuple[Actor, ...]


def group_actors(sentence: str, actors: Sequence[Actor]) -> list[Group]:
    """Joins neighbouring mentions into lists: only ``,``, ``;``, ``và`` or a remark in brackets stands between them."""
    groups: list[Group] = []
    for actor in sorted(actors, key=lambda a: (a.start, a.end)):
        if groups:
            last = groups[-1]
            gap = _PARENTHESIS.sub("", sentence[last.end : max(actor.start, last.end)])
            if _LIST_GAP.fullmatch(gap):
                groups[-1] = Group(last.start, max(last.end, actor.end), (*last.actors, actor))
                continue
            if _in_remark(sentence, last.end, actor):
                continue
        groups.append(Group(actor.start, actor.end, (actor,)))
    return groups


def _in_remark(sentence: str, after: int, actor: Actor) -> bool:
    """A body in brackets right behind another one only explains it, unless it is the way a report takes (``qua``)."""
    gap = sentence[after : actor.start]
    return re.fullmatch(r"\s*\((?:thuộc|trực thuộc)?\s*", gap) is not None and ")" in sentence[actor.end : actor.end + 40]


def assign_roles(sentence: str, actors: Sequence[Actor]) -> Roles:
    """The roles that a sentence gives to its actors.

    Args:
        sentence: text of the sentence.
        actors: its mentions, offsets in the sentence.

    Returns:
        the roles, each actor once, in reading order.

    Example:
        >>> s = "Sở Y tế phối hợp với Sở Nội vụ rà soát, báo cáo UBND tỉnh."
        >>> mention = lambda n: Actor(n, n, s.index(n), s.index(n) + len(n))
        >>> r = assign_roles(s, [mention("Sở Y tế"), mention("Sở Nội vụ"), mention("UBND tỉnh")])
        >>> r.lead[0].name, r.coordinate[0].name, r.report_to[0].name
        ('Sở Y tế', 'Sở Nội vụ', 'UBND tỉnh')
    """
    found: dict[str, list[Actor]] = {"lead": [], "coordinate": [], "direct": [], "report_to": []}
    groups = group_actors(sentence, actors)
    taken: list[Group] = []
    for group in groups:
        role = _role_of(sentence, group, bool(found["lead"]))
        if role is None:
            continue
        taken.append(group)
        found[role].extend(group.actors)
    if not found["lead"]:
        found["lead"].extend(_unknown_subject(sentence))
    named = {role: _once(members) for role, members in found.items()}
    leads = {a.name for a in named["lead"]}
    return Roles(
        lead=named["lead"],
        coordinate=tuple(a for a in named["coordinate"] if a.name not in leads),
        direct=named["direct"],
        report_to=tuple(a for a in named["report_to"] if a.name not in leads),
    )


def _role_of(sentence: str, group: Group, has_lead: bool) -> str | None:
    left, right = sentence[: group.start], sentence[group.end :]
    for role, pattern in cues():
        if not pattern.search(left[-220:]):
            continue
        if role == "none":
            return None
        return role
    if _LEAD_BY.search(left) and _DONE_BY.match(right):
        return "lead"
    if _CLAUSE_START.search(left):
        return "lead" if _acts(right) or (not left.strip() and right.lstrip().startswith(":")) else None
    if not has_lead and _after_opener(left) and _acts(right):
        return "lead"
    return None


def _acts(right: str) -> bool:
    """Whether what follows a group reads as its predicate."""
    adverbial = _ADVERBIAL.match(right)
    return bool(leading_classes(right)) or (adverbial is not None and bool(leading_classes(right[adverbial.end() :])))


def _after_opener(left: str) -> bool:
    """Whether all that stands left of the group is an adverbial clause, so that the group is the subject."""
    clause = re.split(r"[;:]\s+", left)[-1]
    if not openers().match(clause.lstrip(" “\"-–+•")):
        return False
    tail = clause.rstrip()
    return tail.endswith(",") or not _OBJECT_OF.search(tail)


def _unknown_subject(sentence: str) -> list[Actor]:
    """A subject that no grammar of bodies knows, told by ``có trách nhiệm`` behind it."""
    match = _SUBJECT_UNKNOWN.match(sentence)
    if not match or leading_classes(sentence) or openers().match(sentence):
        return []
    name = match["subject"].strip()
    return [Actor(name, name, match.start("subject"), match.start("subject") + len(name), kind="group", confidence=0.5)]


def _once(actors: Sequence[Actor]) -> tuple[Actor, ...]:
    seen: dict[str, Actor] = {}
    for actor in actors:
        seen.setdefault(actor.name.lower(), actor)
    return tuple(seen.values())
