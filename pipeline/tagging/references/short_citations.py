"""Later mentions that give only kind and number: ``Nghị quyết 57``, ``Thông tư số 17``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from pipeline.model import Reference
from pipeline.tagging.references.citations import extend, read_date
from pipeline.tagging.references.covering import is_covered
from pipeline.tagging.references.names import one_of
from pipeline.tagging.tables import alternatives, rows

SERIAL = r"(?P<serial>\d{1,4}[a-z]?(?:\.\d)?)(?![\w%]|[.,/]\d|\s?[-–/]\s?[\dA-ZĐ]|/)"


_COUNTED_WORD = re.compile(r"\bsố\s*:?\s*\d")


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    kinds = [row["kind"] for row in rows("references/kinds.tsv") if row["short"] == "yes"]
    first = "".join(sorted({kind[0] for kind in kinds}))
    rest = alternatives([kind[1:] for kind in kinds])
    return re.compile(rf"[{first}](?<![\wà-ỹ].)(?:{rest})(?P<word>\s+số)?\s*:?\s+{SERIAL}", re.DOTALL)


@lru_cache(maxsize=1)
def _counted() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:{one_of('counted')}|ngày(?!\s*\d))(?![\wà-ỹ])")


def find_short_citations(text: str, taken: Sequence[Reference] = ()) -> Iterator[Reference]:
    """Mentions by kind and number alone; the key is the bare number until ``resolve`` finds what it stands for.

    Example:
        >>> [(r.text, r.key) for r in find_short_citations("theo Nghị định số 24 và Thông tư 17")]
        [('Nghị định số 24', '24'), ('Thông tư 17', '17')]
    """
    for match in _pattern().finditer(text):
        if _counted().match(text, match.end()) or is_covered(taken, *match.span()):
            continue
        kind = re.sub(r"\s+(?:số)?\s*:?\s+\S+$|\s+\S+$", "", match[0]).replace(" số", "")
        end, date, issuer = match.end(), None, None
        if read_date(text, end):
            end, date, issuer = extend(text, end)
        start = match.start()
        yield Reference(text[start:end], "numbered", match["serial"], kind, start, end, issuer, date, confidence=0.7)


def is_short(reference: Reference) -> bool:
    """Whether a reference still has a bare number for its key.

    Example:
        >>> is_short(next(find_short_citations("Thông tư 17")))
        True
    """
    return reference.category == "numbered" and not re.search(r"[-/]", reference.key)


def resolve(references: Sequence[Reference]) -> tuple[Reference, ...]:
    """Gives short mentions the key that a full one of the same document has, or a key that everybody knows.

    A short mention that stays unresolved, or could be two documents, is left out, but for a number with a date.

    Example:
        >>> full = Reference("Thông tư số 17/2024/TT-BYT", "numbered", "17/2024/TT-BYT", "Thông tư", 0, 26)
        >>> short = Reference("Thông tư 17", "numbered", "17", "Thông tư", 40, 51)
        >>> [r.key for r in resolve([full, short])]
        ['17/2024/TT-BYT', '17/2024/TT-BYT']
    """
    full: dict[tuple[str, str], set[str]] = {}
    for reference in references:
        if reference.category == "numbered" and not is_short(reference):
            serial = re.split(r"[-/]", reference.key)[0]
            full.setdefault((reference.type, serial.lstrip("0")), set()).add(reference.key)
    known = {(row["kind"], row["serial"].lstrip("0")): row["key"] for row in rows("references/short_names.tsv")}
    resolved = []
    for reference in references:
        if not is_short(reference):
            resolved.append(reference)
            continue
        place = (reference.type, reference.key.lstrip("0"))
        keys = full.get(place) or ({known[place]} if place in known else set())
        if len(keys) == 1:
            resolved.append(replace(reference, key=next(iter(keys))))
        elif not keys and reference.date and _COUNTED_WORD.search(reference.text):
            # A telegram or an old letter has no notation: its number and date are all there is.
            resolved.append(reference)
    return tuple(resolved)
