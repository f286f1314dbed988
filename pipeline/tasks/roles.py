"""Who has which role in one sentence: the subject leads, cues to the left of a group of actors tell the other roles.

Follows the annotation guidelines (Actors and its precedents): ``X phối hợp với Y`` makes X lead and Y coordinate,
``chỉ đạo X làm …`` leaves X an object, ``báo cáo``, ``trình``, ``tham mưu``, ``gửi … về`` name who gets the report.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.model import Actor
from pipeline.tasks.lexicon import cue_of, pattern
from pipeline.tasks.subjects import acts, follows_opener, is_adverbial, is_agent, is_topic, unknown_subject
from pipeline.text.verbs import leading_classes

_LIST_GAP = pattern("list gap")
_PARENTHESIS = re.compile(r"\s*\([^()]*\)")
_CLAUSE_START = pattern("clause start")
_DUTY = pattern("duty")
_NO_PREDICATE = pattern("no predicate")
_FAR_PREDICATE = pattern("far predicate")
_PURPOSE = pattern("purpose")
_APPOINTS = re.compile(r"\bphân công\s+$", re.IGNORECASE)
_SEVERAL = re.compile(r"\b[Cc]ác\b")
_POSSESSIVE = re.compile(r"\b(?:của|là)\s+$")
_ASKING = re.compile(r"(?:^|,\s)(?P<who>[A-ZĐ][\w ]{2,40}?)\s(?:đề nghị|yêu cầu)\s+$")
_CALLS = pattern("calls")
_OBJECT_OF = pattern("object of")
_NARROWING = pattern("narrowing")
_RELATIVE = pattern("relative")
_ONWARD = pattern("onward")
_ASKED = pattern("asked")
_COMMANDED = pattern("commanded")
_CALL = pattern("call")
_OTHERS_REPORT = pattern("others report")
_ADDRESSED = pattern("addressed")
_OFFICE = pattern("office")
_OBLIGED = pattern("obliged")
_LEADS = pattern("leads")
_JOINS_IN = pattern("joins in")
_ASKED_FOR = re.compile(r"(?:^|[.;:,]\s)(?:(?:kính|trân trọng)\s)?(?:đề nghị|yêu cầu)\s+$", re.IGNORECASE)
_HANDS_OUT = re.compile(
    r"\b(?:g[ửở]i|thông báo|báo ngay)\b[^.;:]{0,120}?\s(?:đến|cho|tới)\s+$|\bg[ửở]i\s+$", re.IGNORECASE
)
_HEADS = re.compile(r"\s+(?:trực tiếp\s+)?(?:chỉ đạo|phụ trách)\s*[.;)/]*$")
_REPORTING = pattern("reporting")


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
            if _LIST_GAP.fullmatch(gap) and (";" not in gap or _has_role(sentence[: last.start])):
                groups[-1] = Group(last.start, max(last.end, actor.end), (*last.actors, actor))
                continue
            if _in_remark(sentence, last.end, actor):
                continue
        groups.append(Group(actor.start, actor.end, (actor,)))
    return groups


def _has_role(left: str) -> bool:
    """Whether a list that begins here has a role of its own: only then may ``;`` part its members."""
    if _CLAUSE_START.search(left) or _CALL.search(left):
        return True
    return cue_of(left) not in (None, "none")


def _in_remark(sentence: str, after: int, actor: Actor) -> bool:
    """A body in brackets right behind another one only explains it, unless it is the way a report takes (``qua``)."""
    gap = sentence[after : actor.start]
    return (
        re.fullmatch(r"\s*\((?:thuộc|trực thuộc)?\s*", gap) is not None and ")" in sentence[actor.end : actor.end + 40]
    )


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
    caller: Group | None = None
    object_end: int | None = None  # an object's list: ``chỉ đạo các tập đoàn: A, B``
    before: Group | None = None
    handed_on = -1
    for group in group_actors(sentence, _without_led(sentence, actors)):
        if caller is None and before and not found["lead"] and _follows_clause(sentence, before):
            # ``Thực hiện …, UBND tỉnh yêu cầu các sở …``
            caller = before if _CALLS.fullmatch(sentence[before.end : group.start]) else None
        along = before is not None and _works_along(sentence, before, group, found["lead"])
        before = group
        if along:
            found["coordinate"].extend(group.actors)
            continue
        if caller and _CALLS.fullmatch(sentence[caller.end : group.start]):
            found["lead"].extend(group.actors)
            caller = None
            continue
        if group.start == handed_on:
            continue
        role, members = _role_of(sentence, group, bool(found["lead"]))
        if object_end is not None and sentence[object_end : group.start].strip() == ":":
            role = None
        object_end = group.end if role is None and _COMMANDED.search(sentence, 0, group.start) else None
        if role == "report_to" and found["report_to"]:
            since = sentence[found["report_to"][-1].end : group.start]
            if _PURPOSE.search(sentence, 0, group.start) or _ONWARD.match(since):
                continue
        if role == "report_to" and _OTHERS_REPORT.search(sentence, 0, group.start) and _others(sentence, group, actors):
            continue
        if (
            role == "report_to"
            and _HANDS_OUT.search(sentence, 0, group.start)
            and _SEVERAL.match(group.actors[0].surface)
        ):
            continue
        calls = _CALLS.match(sentence, group.end)
        asked = _ASKED_FOR.search(sentence, 0, group.start) is not None
        if role == "lead" and calls and (asked or _SEVERAL.search(group.actors[-1].name)):
            # Several bodies, or who is asked, are not who issues the document: what they demand is their own work.
            found["lead"].extend(group.actors)
            handed_on = calls.end()
        elif role == "lead" and calls:
            caller = group
        elif role is None and calls and not found["lead"] and (last := _behind_object(sentence, group)):
            caller = Group(last.start, group.end, (last,))
        elif role:
            found[role].extend(_narrowed(sentence, group, members) if role == "lead" else members)
    if caller and not found["lead"] and caller.actors[0].kind == "group":
        found["lead"].extend(caller.actors)
    if not found["lead"] and not caller:
        found["lead"].extend(unknown_subject(sentence))
    named = {role: _once(members) for role, members in found.items()}
    leads = {a.name for a in named["lead"]}
    return Roles(
        lead=named["lead"],
        coordinate=tuple(a for a in named["coordinate"] if a.name not in leads),
        direct=named["direct"],
        report_to=tuple(a for a in named["report_to"] if a.name not in leads),
    )


def _without_led(sentence: str, actors: Sequence[Actor]) -> list[Actor]:
    """The actors without those who are led: ``lãnh đạo UBND xã`` right behind a body is its verb and object."""
    ends = {actor.end for actor in actors}
    return [a for a in actors if not (sentence.startswith("lãnh đạo ", a.start) and a.start - 1 in ends)]


def _others(sentence: str, group: Group, actors: Sequence[Actor]) -> bool:
    """Whether the clause of purpose or of time before a group has a subject of its own, or only says until when."""
    *_, clause = _OTHERS_REPORT.finditer(sentence, 0, group.start)
    said = sentence[clause.end() : group.start]
    if clause["when"]:
        return not re.search(r"[,;:]", said)
    return ";" not in said and any(
        a.end < group.start and not sentence[clause.end() : a.start].strip() for a in actors if a.start >= clause.end()
    )


def _follows_clause(sentence: str, group: Group) -> bool:
    """Whether a body stands behind a clause, as who calls on others does."""
    return sentence[: group.start].rstrip().endswith(",")


def _works_along(sentence: str, before: Group, group: Group, leads: Sequence[Actor]) -> bool:
    """Whether a group stands right behind who leads: ``Bộ Y tế cùng các địa phương triển khai …``."""
    return sentence[before.end : group.start].strip() == "cùng" and before.actors[-1] in leads


def _narrowed(sentence: str, group: Group, members: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Leads with what narrows the last of them down.

    Told by the duty behind it (``tổ chức, cá nhân kinh doanh hàng hóa có trách nhiệm …``), or by how it begins
    (``các doanh nghiệp đang hoạt động tại khu công nghiệp báo cáo …``).
    """
    tail = _NARROWING.match(sentence, group.end) or _RELATIVE.match(sentence, group.end)
    if not members or not tail or members[-1].end != group.end:
        return members
    if members[-1].kind != "group" and not _SEVERAL.search(members[-1].name):
        return members
    last, end = members[-1], tail.end("tail")
    longer = replace(last, name=f"{last.name} {tail['tail']}", surface=sentence[last.start : end], end=end)
    return (*members[:-1], longer)


def _role_of(sentence: str, group: Group, has_lead: bool) -> tuple[str | None, tuple[Actor, ...]]:
    """The role of a group, and those of its members that have it."""
    left, right = sentence[: group.start], sentence[group.end :]
    if _REPORTING.fullmatch(left) and acts(right):
        return "lead", group.actors
    if group.actors[0].kind == "person" and _HEADS.match(right):
        return "direct", group.actors
    helps = has_lead and right.startswith(" phối hợp ") and "act" in leading_classes(right[len(" phối hợp ") :])
    if helps or (_JOINS_IN.match(right) and (has_lead or left.count("(") > left.count(")"))):
        return "coordinate", group.actors
    alone = left.endswith("(") and right.strip(" ./;") == ")" and group.actors[0].kind == "body"
    if alone and not has_lead and "act" in leading_classes(left):
        return "lead", group.actors
    if not has_lead and is_agent(left, right):
        return "lead", group.actors
    if left and (role := cue_of(left)):
        if role == "lead" and _APPOINTS.search(left) and not acts(right):
            return None, ()  # ``phân công giảng viên tại từng khoa``: they are only appointed
        return (None if role == "none" else role), group.actors
    if _CLAUSE_START.search(left):
        first = not left.strip() and (_FAR_PREDICATE.match(right) or not _NO_PREDICATE.match(right))
        topic = not left.strip() and right.lstrip().startswith(":")
        return ("lead" if first or topic or acts(right) else None), group.actors
    ordered = _OBLIGED.match(right) or (right.startswith(":") and acts(right[1:]))
    if ordered and _ADDRESSED.search(left) and _OFFICE.match(sentence, group.start):
        return "lead", group.actors
    if left.endswith("(") and _LEADS.match(right):
        return "lead", group.actors
    if left.rstrip().endswith(",") and _DUTY.match(right):
        return "lead", group.actors
    asked = _ASKED.search(left) if not has_lead and "đề nghị" in left else None
    if asked and (is_adverbial(left[: asked.start()]) or is_topic(left[: asked.start()])):
        return "lead", group.actors
    if not has_lead and acts(right) and _asked_by_unknown(left):
        return "lead", group.actors
    if not has_lead and acts(right) and left.count("(") == left.count(")"):
        if follows_opener(left) or (left.rstrip().endswith(",") and is_topic(left)):
            return "lead", group.actors
        if last := _subject_after_object(sentence, group):
            return "lead", last
    return None, ()


def _asked_by_unknown(left: str) -> bool:
    """Whether somebody whom no grammar knows asks the group: ``Để phục vụ bạn đọc, Thư viện đề nghị các khoa …``."""
    asking = _ASKING.search(left)
    if asking is None or leading_classes(asking["who"]):
        return False
    before = left[: asking.start()]
    return not before.strip() or is_adverbial(before)


def _subject_after_object(sentence: str, group: Group) -> tuple[Actor, ...]:
    """The subject where it follows the object of an opening clause: ``Căn cứ hướng dẫn của Bộ Y tế, các Sở …``."""
    last = _behind_object(sentence, group) if _POSSESSIVE.search(sentence[: group.start]) else None
    return (last,) if last else ()


def _behind_object(sentence: str, group: Group) -> Actor | None:
    """The last of a group that only a comma joins to the object of an opening clause: ``tại các trường, Sở …``."""
    left = sentence[: group.start]
    if len(group.actors) < 2 or not _OBJECT_OF.search(left) or not is_adverbial(left):
        return None
    before, last = group.actors[-2:]
    return last if sentence[before.end : last.start].strip() == "," else None


def _once(actors: Sequence[Actor]) -> tuple[Actor, ...]:
    seen: dict[str, Actor] = {}
    for actor in actors:
        seen.setdefault(actor.name.lower(), actor)
    return tuple(seen.values())
