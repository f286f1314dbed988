"""Which time expression bounds a task's performance, and which belongs to a name, a citation or the past."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from pipeline.model import Deadline, Reference
from pipeline.tagging.tables import rows
from pipeline.tagging.times.grammar import any_of
from pipeline.text.tables import any_form

_CLAUSE_BREAK = re.compile(r"[;:\n]|(?<!\d)[.,](?!\d)|,\s")
_SENTENCE_BREAK = re.compile(r"[;\n]|\.\s")
_OPENING, _CLOSING = "“«", "”»"
_TOPIC = re.compile(r"(?:Về|Đối\s+với|Liên\s+quan(?:\s+đến)?)\s[^:]*:")
_PART_OF_YEAR = re.compile(r"tháng\s+(?:đầu|cuối|còn\s+lại)|(?:đầu|giữa|cuối)\s+(?:năm|tháng)", re.IGNORECASE)
_RHYTHM = re.compile(r"(?:h[ằà]ng|mỗi)\s", re.IGNORECASE)
_COUNTED = re.compile(r"\d\s*\w+\s*/\s*lần|\blần\s*/", re.IGNORECASE)
_REGULARLY = re.compile(r"định\s+k[ỳì]", re.IGNORECASE)
_THIS_TEXT = re.compile(r"(?:Kế hoạch|Chương trình|Đề án)\s*$")  # a capital: the very text that is carried out
_LEAST_CONFIDENCE = 0.5
_HAND_IN_BY = ("trước", "chậm nhất", "muộn nhất")  # data are from a day, and handed in before one
_FIXED_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_ISSUER_WORDS = 14  # the longest "của Ủy ban nhân dân …" between a number and its title


@cache
def _forms(group: str) -> tuple[str, ...]:
    return tuple(row["form"] for row in rows("times/timespan_words.tsv") if row["group"] == group)


@cache
def _ends_with(group: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){any_form(_forms(group))}\s*$", re.IGNORECASE)


@cache
def _holds(group: str, exact: bool = False) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){any_form(_forms(group))}(?!\w)", 0 if exact else re.IGNORECASE)


@lru_cache(maxsize=1)
def _preposition() -> re.Pattern[str]:
    return re.compile(rf"(?P<word>{any_of('due', 'within', 'from')})\s", re.IGNORECASE)


@lru_cache(maxsize=1)
def _yearly_noun() -> re.Pattern[str]:
    forms = "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in _forms("yearly"))
    return re.compile(rf"(?<!\w)(?:(?P<before>[\w-]+)\s+)?(?:{forms})(?:\s+[\w-]+){{0,7}}\s*$", re.IGNORECASE)


def _of_noun(clause: str) -> bool:
    """Whether a rhythm belongs to what every year has (``ngân sách``), unless that is what the task makes."""
    noun = None if _THIS_TEXT.search(clause) else _yearly_noun().search(clause)
    return noun is not None and (noun["before"] or "").lower() not in _forms("making")


def _is_term(time: Deadline) -> bool:
    """Whether a time is the term of a congress or a council, which nothing but ``trong`` makes one to work in."""
    return time.text.lower().startswith("nhiệm kỳ")


def time_features(sentence: str, time: Deadline, references: Sequence[Reference]) -> dict[str, float | str]:
    """What the syntax around a time expression says of it; offsets of all three count from the sentence's start.

    Example:
        >>> sentence = "Tổng kết Chương trình “Sức khỏe giai đoạn 2021 - 2025”."
        >>> time_features(sentence, Deadline("giai đoạn 2021 - 2025", "within", "2021/2025", 32, 53), ())["quoted"]
        1.0
    """
    before, after = sentence[: time.start], sentence[time.end :]
    left = before.rstrip()
    clause = before[_last_end(_CLAUSE_BREAK, before) :]
    statement = before[_last_end(_SENTENCE_BREAK, before) :]
    preposition = _preposition().match(time.text)
    topic = _TOPIC.match(sentence)
    return {
        "kind": time.kind,
        "confidence": time.confidence,
        "preposition": re.sub(r"\s+", " ", preposition["word"].lower()) if preposition else "",
        "dated": float("--" in time.value),
        "level": float(_holds("level").search(clause) is not None),
        "reporting": float(_holds("reporting").search(clause) is not None),
        "reported": float(_holds("reported").search(clause) is not None),
        "day": float(_FIXED_DAY.fullmatch(time.value) is not None),
        "part_of_year": float(_PART_OF_YEAR.search(time.text) is not None),
        "first": float(not left),
        "opens_clause": float(not clause.strip()),
        "in_parentheses": float(before.count("(") > before.count(")")),
        "opens_parenthesis": float(left.endswith("(")),
        "quoted": float(_quoted(before)),
        "in_reference": float(any(ref.start < time.end and time.start < ref.end for ref in references)),
        "after_reference": float(any(_follows(sentence, time, ref) for ref in references)),
        "in_title": float(_in_title(sentence, time, references)),
        "in_name": float(_holds("named", exact=True).search(clause) is not None),
        "in_topic": float(topic is not None and time.end <= topic.end()),
        "outlook": float(_ends_with("outlook").search(before) is not None),
        "rhythm": float(_RHYTHM.match(time.text) is not None),
        "counted": float(_COUNTED.search(time.text) is not None),
        "standing": float(_ends_with("standing").search(before) is not None),
        "of_noun": float(_of_noun(clause) or _ends_with("term").search(before) is not None),
        "of_council": float(_is_term(time)),
        "after_verb": float(_ends_with("performs").search(before) is not None),
        "performs": float(_holds("performs").search(clause) is not None),
        "reached": float(_holds("reached").search(clause) is not None),
        "followed_by_abbreviation": float(re.match(r"\s*\([A-ZĐ]{2,}\)", after) is not None),
        "words_before": float(len(clause.split())),
        "statement_words": float(len(statement.split())),
    }


def _last_end(pattern: re.Pattern[str], text: str) -> int:
    end = 0
    for match in pattern.finditer(text):
        end = match.end()
    return end


def _follows(sentence: str, time: Deadline, reference: Reference) -> bool:
    return reference.end <= time.start and not sentence[reference.end : time.start].strip(" ,(")


def _quoted(before: str) -> bool:
    opened = sum(before.count(mark) for mark in _OPENING) - sum(before.count(mark) for mark in _CLOSING)
    return opened > 0 or before.count('"') % 2 == 1


def _in_title(sentence: str, time: Deadline, references: Sequence[Reference]) -> bool:
    """Whether the time stands in the words that tell what a cited document is about."""
    for ref in references:
        if ref.end > time.start or ref.category == "programme":
            continue
        between = sentence[ref.end : time.start]
        opening = _holds("title").search(between)
        if opening and not _SENTENCE_BREAK.search(between) and len(between[: opening.start()].split()) <= _ISSUER_WORDS:
            tail = between[opening.end() :]
            if not re.search(r",\s", tail):
                return True
    return False


def is_binding(features: dict[str, float | str]) -> bool:
    """Whether a time expression with these features bounds the performance of its sentence."""
    if float(features["confidence"]) < _LEAST_CONFIDENCE:
        return False
    kind, preposition = features["kind"], features["preposition"]
    if features["quoted"] or features["in_topic"] or (features["in_reference"] and kind != "event"):
        return False
    if kind == "recurring":
        adnominal = features["of_noun"] if features["rhythm"] else features["standing"]
        return bool(features["dated"] or features["counted"] or not (adnominal or features["followed_by_abbreviation"]))
    if features["outlook"]:
        return False
    if kind in ("relative", "event"):
        return True
    if features["reported"] and preposition not in _HAND_IN_BY:
        return False
    if preposition == "vào" and features["level"] and not features["day"]:
        return False
    if preposition and kind == "due":
        if preposition in ("đến", "tới", "cho đến") and not features["day"]:
            said_of_task = features["opens_clause"] or features["performs"]
            return bool(said_of_task and not features["in_title"] and not features["in_name"])
        return True
    if features["in_title"] or (features["after_reference"] and preposition != "trong"):
        return False
    if features["of_council"] and not preposition:
        return False
    if features["part_of_year"] and not preposition:
        return not (features["in_name"] or features["reporting"])
    if preposition:
        return not (features["reached"] or (features["in_name"] and kind == "from"))
    if features["day"]:
        return bool(features["first"] or kind == "due")
    return bool(features["opens_clause"] or features["after_verb"])


def binding_times(sentence: str, times: Sequence[Deadline], references: Sequence[Reference]) -> list[Deadline]:
    """The time expressions that bound the performance of a task; all offsets count from the sentence's start.

    Example:
        >>> from pipeline.tagging.times.deadlines import TimeContext, find_times
        >>> sentence = "Xây dựng kế hoạch năm học 2025 - 2026, báo cáo trước ngày 10/9/2025."
        >>> [t.value for t in binding_times(sentence, find_times(sentence, TimeContext()), ())]
        ['2025-09-10']
    """
    kept: list[Deadline] = []
    before: Deadline | None = None
    for time in times:
        beside = before is not None and before not in kept and _listed_with(sentence, before, time)
        if not beside and (is_binding(time_features(sentence, time, references)) or _joined_to(sentence, kept, time)):
            kept.append(time)
        before = time
    return _once([time for time in kept if not _said_closer(sentence, time, kept)])


def _once(times: Sequence[Deadline]) -> list[Deadline]:
    """Each bound once, however often the sentence says it."""
    first: dict[tuple[str, str], Deadline] = {}
    for time in times:
        first.setdefault((time.kind, time.value), time)
    return list(first.values())


def _listed_with(sentence: str, before: Deadline, time: Deadline) -> bool:
    """Whether a bare time only goes on with a list of such: ``số liệu năm 2015, năm 2016``."""
    bare = not _preposition().match(time.text) and not _preposition().match(before.text)
    return bare and time.kind == before.kind == "within" and sentence[before.end : time.start].strip() == ","


def _joined_to(sentence: str, kept: Sequence[Deadline], time: Deadline) -> bool:
    """Whether a bare time goes on with the one before: ``trong 02 tháng cuối năm 2025 và những tháng đầu năm 2026``."""
    if not kept or time.kind not in ("within", "due") or kept[-1].kind not in ("within", "due"):
        return False
    return sentence[kept[-1].end : time.start].strip() in ("và", ", và")


def _said_closer(sentence: str, time: Deadline, times: Sequence[Deadline]) -> bool:
    """Whether a plain ``định kỳ`` is spelt out by a rhythm in the same clause, or a rhythm by its day."""
    regular = time.value == "R" and _REGULARLY.search(time.text)
    for other in times:
        if other.kind == "recurring" and (
            (regular and other.value != "R")
            or (time.value != "R" and time.kind == "recurring" and other.value.startswith(time.value + "/"))
        ):
            between = sentence[min(time.end, other.end) : max(time.start, other.start)]
            if not _SENTENCE_BREAK.search(between):
                return True
    return False
