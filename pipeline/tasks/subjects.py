"""What a sentence's subject is told by: the words before it, its predicate, or how the sentence opens."""

from __future__ import annotations

import re

from pipeline.model import Actor
from pipeline.tasks.lexicon import openers, pattern
from pipeline.text.verbs import leading_classes

_OBJECT_OF = pattern("object of")
_SUBJECT_UNKNOWN = pattern("subject unknown")
_ADVERBIAL = pattern("adverbial")
_CONDITION = pattern("condition")
_SAYS = pattern("says")
_MANY = pattern("many")
_BY = re.compile(r"\bdo\s+$")
_DOES = pattern("does")
_WORD_END = re.compile(r"\s+")
_NO_SUBJECT = re.compile(r"[,;:.()]|\s(?:được|bị|đã|đang|là|có|trên|này|sau|nêu|đều)$")
_HOW_OFTEN = re.compile(r"\s(?:hằng|hàng|mỗi) (?:ngày|tuần|tháng|quý|năm)$")
LONGEST_TOPIC = 14
"""Words."""


def acts(right: str) -> bool:
    """Whether what follows a group reads as its predicate."""
    adverbial = _ADVERBIAL.match(right)
    return bool(leading_classes(right)) or (adverbial is not None and bool(leading_classes(right[adverbial.end() :])))


def follows_opener(left: str) -> bool:
    """Whether all that stands left of the group is an adverbial clause, so that the group is the subject."""
    return is_adverbial(left) and (left.rstrip().endswith(",") or not _OBJECT_OF.search(left))


def is_adverbial(left: str) -> bool:
    """Whether what stands left is an opening clause without a predicate of its own."""
    clause = re.split(r"[;:]\s+", left)[-1].lstrip(' “"-–+•')
    first, *others = clause.split(", ")
    if openers().match(first) is None or "act" in leading_classes(first):
        return False
    # ``nếu cần sửa đổi, bổ sung, Bộ X …``: the verbs of a condition are no predicate of the sentence
    conditional = False
    for part in (first, *others):
        conditional = conditional or _CONDITION.match(part) is not None
        if not conditional and "act" in leading_classes(part):
            return False
    return True


def is_agent(left: str, right: str) -> bool:
    """Whether a group does what a passive sentence tells: ``Việc kiểm tra do Sở Y tế thực hiện``.

    Args:
        left: what stands left of the group.
        right: what stands right of it.
    """
    if _BY.search(left) is None or _DOES.match(right) is None:
        return False
    return left.startswith("Việc ") or left.endswith("(do ") or not leading_classes(left)


def is_topic(left: str) -> bool:
    """Whether what stands left is only a topic: ``Lịch giảng dạy tuần nghỉ lễ, các đơn vị chủ động sắp xếp``."""
    words = left.strip(" ,")
    if not words[:1].isupper() or len(words.split()) > LONGEST_TOPIC or _SAYS.search(words):
        return False
    return not any(leading_classes(part) for part in re.split(r"[,;:]\s+", words))


def unknown_subject(sentence: str) -> list[Actor]:
    """A subject that no grammar of bodies knows, told by ``có trách nhiệm`` behind it."""
    if leading_classes(sentence) or openers().match(sentence):
        return []
    dutiful = _SUBJECT_UNKNOWN.match(sentence)
    name = dutiful["subject"].strip() if dutiful else _many(sentence)
    start = sentence.find(name)
    return [Actor(name, name, start, start + len(name), kind="group", confidence=0.5)] if name else []


def _many(sentence: str) -> str:
    """Whoever a sentence begins with, several and without a comma, before its verb: ``Các nghiệp đoàn vận động …``."""
    opening = _MANY.match(sentence)
    for end in _WORD_END.finditer(sentence, opening.end(), opening.end() + 60) if opening else ():
        said = sentence[: end.start()]
        if _NO_SUBJECT.search(said):
            break
        if leading_classes(sentence[end.end() :]) & {"act", "adverb", "modal"}:
            return _HOW_OFTEN.sub("", said)
    return ""
