"""Whether a sentence of the operative part directs somebody, and what kind of task it is."""

from __future__ import annotations

import re

from pipeline.model import TaskKind
from pipeline.tasks.lexicon import openers, pattern, statements
from pipeline.text.verbs import leading_classes

_FORBIDS = pattern("forbids")
_REPORTS = pattern("reports")
_WORDS = re.compile(r"[^\W\d_]+")
_CALL_INSIDE = pattern("call inside")
_DUE_REPORT = pattern("due report")
_DEFINES = pattern("defines")
_OBLIGES = pattern("obliges")
_STAGE = pattern("stage")
_TIMED = pattern("timed start")
_ONLY = pattern("only")
# ``Trường nào chưa đạt thì lập phương án``, ``Ai vi phạm thì lập biên bản``: a condition and what then is to be done.
_WHOEVER = re.compile(r"(?:(?:\S+ ){1,3}nào|Ai|Hễ|(?:\S+ ){1,3}có)\b.*\bthì\s")
_THEN = re.compile(r"\bthì\s+")
_CLAUSE = re.compile(r"[,:;]\s+|\bthì\s+")
_LISTED_OBJECT = pattern("listed object")
_OPENING_CLAUSE = pattern("opening clause")
_EMPTY_WORDS = pattern("empty words")
MIN_OWN_WORDS = 8


def directs(sentence: str, has_subject: bool = False) -> float:
    """How surely a sentence of a task section directs somebody: 0 to 1.

    A directive begins with a verb (its subject passes down from above), or with its subject, or with an opening clause
    or a topic that a call follows; or it says by when something is to be handed in. Other sentences state facts or list
    things.

    Args:
        sentence: the sentence, without its label.
        has_subject: whether an actor in it was found to lead.

    Example:
        >>> directs("Tiếp tục rà soát các quy định.") > 0.5 > directs("Trân trọng./.")
        True
    """
    if _only_defines(sentence):
        return 0.3
    if _DUE_REPORT.match(sentence):
        return 0.95 if has_subject else 0.7
    if any(pattern.match(sentence) for pattern in statements()) or len(_WORDS.findall(sentence)) < 2:
        return 0.4 if has_subject else 0.1
    if has_subject or leading_classes(sentence):
        return 0.95
    if _CALL_INSIDE.search(sentence) or (openers().match(sentence) and _verb_behind(sentence)):
        return 0.7
    if _WHOEVER.match(sentence) and any("act" in leading_classes(clause) for clause in _THEN.split(sentence)[1:]):
        return 0.7
    only = _ONLY.match(sentence)
    if only and "act" in leading_classes(sentence[only.end() :]):
        return 0.8
    timed = _TIMED.match(sentence)
    if timed and leading_classes(sentence[timed.end() :]):
        return 0.7
    stage = _STAGE.match(sentence)
    if stage and "act" in leading_classes(sentence[stage.end() :]):
        return 0.7
    return 0.3


def _only_defines(sentence: str) -> bool:
    """Whether a sentence says what something is; ``Trọng tâm là rà soát …`` says what is to be done."""
    definition = _DEFINES.match(sentence)
    if definition is None or leading_classes(sentence):
        return False
    return not leading_classes(sentence[definition.end() :])


def _verb_behind(sentence: str) -> bool:
    return any(leading_classes(clause) for clause in _CLAUSE.split(sentence)[1:])


def obliges(sentence: str) -> bool:
    """Whether a sentence of rules lays a duty on somebody.

    Example:
        >>> obliges("Cơ quan chủ trì có trách nhiệm chuẩn bị hồ sơ."), obliges("Quy chế này áp dụng đối với các sở.")
        (True, False)
    """
    return _OBLIGES.search(sentence) is not None


def stands_alone(lead_in: str) -> bool:
    """Whether a lead-in (it ends in ``:``) directs something by itself, so that it is a task beside its items.

    Example:
        >>> stands_alone("Các Sở có trách nhiệm:"), stands_alone("Tập trung cao cho những nhiệm vụ chủ yếu sau:")
        (False, False)
    """
    own = _EMPTY_WORDS.sub("", _LISTED_OBJECT.sub("", _OPENING_CLAUSE.sub("", lead_in.rstrip(" :"))))
    return len(_WORDS.findall(own)) >= MIN_OWN_WORDS


def announces(lead_in: str) -> bool:
    """Whether a lead-in says of itself that items follow; one that does not is a topic or a heading.

    Example:
        >>> announces("Xây dựng kế hoạch chi tiết, trong đó:"), announces("Điều chỉnh danh mục hàng hóa:")
        (True, False)
    """
    end = _LISTED_OBJECT.search(lead_in)
    return end is not None and bool(end.group().strip(" ,;:"))


def task_kind(sentence: str, product: str | None, reports: bool) -> TaskKind:
    """Deliverable (a named outcome), report, prohibition, else orientation.

    Example:
        >>> task_kind("Nghiêm cấm thu sai quy định.", None, False)
        'prohibition'
    """
    if _FORBIDS.match(sentence.lstrip(" -–+")) or re.match(r"\W*không\b", sentence, re.IGNORECASE):
        return "prohibition"
    if reports and _REPORTS.search(sentence) and (product is None or product.lower().startswith("báo cáo")):
        return "report"
    return "deliverable" if product else "orientation"
