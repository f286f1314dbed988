"""Documents called by kind and title or issuer alone: ``Nghị quyết của Quốc hội về …``, ``Kế hoạch phát triển …``."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.model import Reference
from pipeline.tagging.references.candidates import Candidate, is_generic, known_names
from pipeline.tagging.references.issuers import match_issuer
from pipeline.tagging.references.names import is_bare, name_end, one_of, period_end
from pipeline.tagging.tables import LOWER

SENTENCE_START = re.compile(r"(?:^|[.]\s+|^[-+•*]\s*|^\S{1,5}[.)]\s+)$")
CLAUSE_START = re.compile(r";\s+$")
COUNTED = re.compile(r"\d\s+$")
SHORT_OBJECT = re.compile(rf"(?:\s+[{LOWER}]+){{1,3}}(?=\s+của\s)")
COMMITTEE = r"đảng(?:\s+bộ(?:\s+(?:tỉnh|thành\s+phố))?)?|ban\s+chấp\s+hành\s+trung\s+ương(?:\s+đảng)?"
OF_PARTY = rf"(?:\s*,?\s*(?:của\s+)?(?:{COMMITTEE}))?"
TERM = r"(?:\s*,?\s*\(?(?:khóa|khoá)\s+[IVXLC]+\)?|\s*,?\s*nhiệm\s+kỳ\s+\d{4}\s?[-–]\s?\d{4})*"
BY_NUMBER = rf"đại\s+hội(?:\s+đại\s+biểu)?(?:\s+toàn\s+quốc)?\s+(?-i:[IVX]+)(?![\wà-ỹ]){OF_PARTY}"
MEETING = rf"(?:đại\s+hội|hội\s+nghị)(?:\s+[\wà-ỹ]+){{0,9}}?\s+lần\s+thứ\s+[\wà-ỹ]+{OF_PARTY}|trung\s+ương\s+\d+"
MONTHLY = (
    r"(?:của\s+)?phiên\s+họp\s+(?:chính\s+phủ\s+)?thường\s+kỳ(?:\s+(?:của\s+)?chính\s+phủ)?"
    r"(?:\s+tháng\s+\d{1,2}(?:\s+và\s+\d{1,2}\s+tháng)?(?:(?:\s*/\s*|\s+năm\s+)\d{4})?)?"
)
CONGRESS = re.compile(rf"\s+(?i:(?P<body>(?:{MEETING}|{BY_NUMBER}){TERM})|{MONTHLY})")
YEAR = re.compile(r"(?:19|20)\d\d")
SHORTEST = 3


@lru_cache(maxsize=1)
def _title_opener() -> re.Pattern[str]:
    return re.compile(rf"\s+(?=(?i:{one_of('title opener')})\s)")


@lru_cache(maxsize=1)
def _title() -> re.Pattern[str]:
    return re.compile(rf"\s+(?i:{one_of('title')})\s")


def read_unnumbered(candidate: Candidate) -> Reference | None:
    """The unnumbered document that a candidate names, or None where it names none."""
    text, start, at = candidate.text, candidate.start, candidate.at
    kind = candidate.kind
    if candidate.nameless:
        return None
    if kind.word == "Nghị quyết" and (congress := CONGRESS.match(text, at)):
        return candidate.reference(congress.end(), issuer=congress["body"] or "Chính phủ")
    if text[start:at].isupper() and not candidate.before.strip():
        return None
    known = known_names().get(kind.word)
    listed = known.match(text, at) if known else None
    if kind.lowercase == "named":
        return candidate.reference(listed.end()) if listed else None
    if listed and (end := period_end(text, listed.end())) > listed.end():
        by = match_issuer(text, end)
        return candidate.reference(by.end() if by else end)
    return _issued(candidate) or _titled(candidate)


def _issued(candidate: Candidate) -> Reference | None:
    """``Nghị quyết của Quốc hội về …``, ``Quyết định công bố của Chủ tịch UBND tỉnh``."""
    text, at, normative = candidate.text, candidate.at, candidate.kind.lowercase == "issuer"
    in_small = normative and not candidate.kind.verb
    if not (candidate.upper or in_small) or COUNTED.search(candidate.before):
        return None
    described = SHORT_OBJECT.match(text, at) if candidate.upper and not is_bare(text, at + 1) else None
    by = match_issuer(text, described.end() if described else at)
    if not by or not (candidate.upper or by["issuer"][0].isupper()):
        return None
    title = _title_opener().match(text, by.end()) if normative or (candidate.upper and not described) else None
    end = name_end(text, title.end(), titled=True, jumps=candidate.jumps) if title else by.end()
    return candidate.reference(end, issuer=by["issuer"])


def _titled(candidate: Candidate) -> Reference | None:
    """``ban hành Nghị quyết quy định …``, ``thực hiện Kế hoạch phát triển …``: a title without issuer."""
    text, at, kind = candidate.text, candidate.at, candidate.kind
    normative = kind.lowercase == "issuer"
    opener = _title_opener().match(text, at)
    new_clause = CLAUSE_START.search(candidate.before)
    drafted = candidate.drafted or bool(new_clause and opener)
    if not (candidate.upper or (drafted and normative and opener)):
        return None
    opens_sentence = bool(SENTENCE_START.search(candidate.before))
    if kind.verb and (opens_sentence or new_clause or not drafted):
        return None
    if (normative and not (drafted and _title().match(text, at))) or is_bare(text, at + 1):
        return None
    if text[at + 1 : at + 2] in "-–," or text[at + 1].isdigit():
        return None
    end = name_end(text, at + 1, drafted=drafted, titled=drafted or normative, jumps=candidate.jumps)
    name = text[at + 1 : end]
    if len(name.split()) < SHORTEST or is_generic(name) or (opens_sentence and not YEAR.search(name)):
        return None
    return candidate.reference(end)
