"""Named programmes, projects, strategies, master plans and movements: ``Đề án “…”``, ``Đề án 06``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model import Reference
from pipeline.tagging.references.candidates import Candidate, is_directed, is_generic, is_plural, known_names
from pipeline.tagging.references.issuers import match_issuer
from pipeline.tagging.references.names import is_bare, name_end, period_end, quoted_end
from pipeline.tagging.tables import LOWER, UPPER

SHORT_NUMBER = re.compile(r"\s+(?:số\s+)?(?P<number>\d{2,4})(?:/CP)?(?![\d/]|[.,]\d|\s?[-/]\s?[A-ZĐ]|\s*%|\s+năm)")
LIST_OF_QUOTED = re.compile(r"[^.;:“”]{0,80}:\s*(?=“)")
NEXT_QUOTED = re.compile(r"\s*(?:[;,]|và|[;,]\s*và)\s*(?=“)")
NATIONAL = re.compile(r"\s+(?P<head>MTQG|mục tiêu quốc gia)\s*(?P<colon>:?)\s*(?=\w)")
NEXT_NATIONAL = re.compile(r"\s*[;,]?\s*(?:và\s+)?(?:[Cc]hương\s+trình\s+)?")
EMULATION = re.compile(r"\s+thi\s+đua(?=:?\s+[“\"])")
BARE_EMULATION = re.compile(r"thi\s+đua", re.IGNORECASE)
COLON = re.compile(r"\s*(?::\s*)?")
PROPER = re.compile(rf"[{UPPER}][{LOWER}]")
YEAR = re.compile(r"(?:19|20)\d\d")
APPROVED = re.compile(r"\d[\w/-]*/[\w-]+[^.;:“”]{0,120}\s(?:phê\s+duyệt|ban\s+hành|thông\s+qua)\s+$")
"""What stands before a name that is the title of a numbered document: it runs on to the end of its clause."""
YEAR_TAIL = re.compile(r"\s+(?:giai\s+đoạn|thời\s+kỳ|năm)\s+(?:19|20)\d\d.*$")


def read_list(candidate: Candidate) -> Iterator[Reference]:
    """``các phong trào do … phát động: “A”; “B”``, ``Chương trình MTQG: A; B``: each name is one."""
    text, at = candidate.text, candidate.at
    if not candidate.kind.programme:
        return
    if national := NATIONAL.match(text, at):
        yield from _national(candidate, national)
    elif (first := COLON.match(text, at)) and (quoted := quoted_end(text, first.end())):
        yield from _quoted_on(candidate, period_end(text, quoted[1] + 1))
    elif is_plural(candidate.before) and (lead := LIST_OF_QUOTED.match(text, at)):
        start = lead.end()
        while quoted := quoted_end(text, start):
            end = period_end(text, quoted[1] + 1)
            yield candidate.reference(end, start=start, name=f"{candidate.kind.word} {text[start:end]}")
            following = NEXT_QUOTED.match(text, end)
            if not following:
                break
            start = following.end()


def _quoted_on(candidate: Candidate, end: int) -> Iterator[Reference]:
    """``phong trào “A”, “B”, “C”``: further names in quotes after the first; none where there is only one."""
    text, found = candidate.text, [candidate.reference(end)]
    while following := NEXT_QUOTED.match(text, end):
        quoted = quoted_end(text, following.end())
        if quoted is None:
            break
        end = period_end(text, quoted[1] + 1)
        start = following.end()
        found.append(candidate.reference(end, start=start, name=f"{candidate.kind.word} {text[start:end]}"))
    if len(found) > 1:
        yield from found


def _national(candidate: Candidate, national: re.Match[str]) -> Iterator[Reference]:
    text, at, head = candidate.text, national.end(), national["head"]
    names: list[tuple[int, int]] = []
    while known := known_names()[candidate.kind.word].match(f" {head} {text[at : at + 200]}"):
        names.append((at, at + known.end() - len(head) - 2))
        following = NEXT_NATIONAL.match(text, names[-1][1])
        at = following.end() if following else names[-1][1]
    if not national["colon"] and len(names) < 2:
        return
    for start, end in names:
        yield candidate.reference(names[-1][1], name=f"{candidate.kind.word} {head} {text[start:end]}")


def read_programme(candidate: Candidate) -> Reference | None:
    """The programme that a candidate names, or None where it names none."""
    text, at, kind = candidate.text, candidate.at, candidate.kind
    emulation = EMULATION.match(text, at)
    first = COLON.match(text, emulation.end() if emulation else at)
    if first and (quoted := quoted_end(text, first.end())):
        return candidate.reference(period_end(text, quoted[1] + 1))
    if candidate.nameless or is_plural(candidate.before) or is_bare(text, at + 1):
        return None
    if candidate.upper and (short := SHORT_NUMBER.match(text, at)):
        by = match_issuer(text, short.end())
        name = f"{kind.word} {short['number']}"
        return candidate.reference(by.end() if by else short.end(), name=name, issuer=by["issuer"] if by else None)
    known = known_names().get(kind.word)
    if known and (listed := known.match(text, at)):
        end = period_end(text, listed.end())
        counts = candidate.upper or kind.lowercase == "known" or end > listed.end()
        return candidate.reference(end) if counts else None
    if kind.lowercase == "quoted" or (kind.lowercase == "known" and not candidate.upper):
        return None
    return _described(candidate)


def _described(candidate: Candidate) -> Reference | None:
    """A name without quotes that no list knows: it says something; in small letters it bears a year or is directed."""
    text, at, kind = candidate.text, candidate.at, candidate.kind
    end = name_end(text, at + 1, drafted=candidate.drafted, jumps=candidate.jumps)
    if candidate.upper and APPROVED.search(candidate.before) and " của " not in text[at:end]:
        end = name_end(text, at + 1, titled=True, jumps=candidate.jumps)
    name = text[at + 1 : end]
    length = len(name.split())
    if (
        length < 2
        or name[0].isdigit()
        or is_generic(YEAR_TAIL.sub("", name))
        or period_end(f" {name}", 0) > len(name)
        or BARE_EMULATION.match(name)
    ):
        return None
    directed = kind.lowercase == "directed" and is_directed(candidate.before) and length > 3
    named = kind.lowercase == "directed" and length > 2 and PROPER.match(name) is not None
    if not (candidate.upper or directed or named or YEAR.search(name)):
        return None
    by = next((match_issuer(name, m.start()) for m in re.finditer(r"\s+của\s", name)), None)
    return candidate.reference(end, issuer=by["issuer"] if by and by.end() == len(name) else None)
