"""Which tasks of a source document a local one takes up: as JSON, as rows of a table, as figures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.export.labels import Language, label
from pipeline.export.places import Places
from pipeline.export.rows import SEPARATOR, Row
from pipeline.linking.coverage import NOT, PARTLY, TAKEN_UP, Coverage, Covered, Match

VERDICTS = (TAKEN_UP, PARTLY, NOT)
SHARE_DIGITS = 3


def as_record(coverage: Coverage, places: Places, source: str, local: str) -> dict[str, Any]:
    """Verdicts and figures, for a program."""
    return {
        "source": _document(source, places),
        "local": _document(local, places),
        "figures": figures(coverage),
        "tasks": [_covered(covered, places) for covered in coverage.tasks],
        "own": [{**places.record(task.key), "text": task.text} for task in coverage.own],
    }


def figures(coverage: Coverage) -> dict[str, Any]:
    """How many tasks of the source have which verdict, and which share of all that is."""
    clauses = [clause for covered in coverage.tasks for clause in covered.clauses]
    taken = sum(clause.verdict == TAKEN_UP for clause in clauses)
    return {
        "tasks": len(coverage.tasks),
        **{verdict: coverage.count(verdict) for verdict in VERDICTS},
        "share": {verdict: round(coverage.share(verdict), SHARE_DIGITS) for verdict in VERDICTS},
        "clauses": len(clauses),
        "clauses_taken_up": taken,
        "clause_share": round(taken / len(clauses), SHARE_DIGITS) if clauses else 0.0,
        "own": len(coverage.own),
    }


def coverage_rows(coverage: Coverage, places: Places, language: Language = "vi") -> Iterator[Row]:
    """One row a clause of each source task, with the local task that takes it up best."""
    for covered in coverage.tasks:
        several = len(covered.clauses) > 1
        for n, clause in enumerate(covered.clauses, 1):
            best = clause.matches[0] if clause.matches else None
            yield {
                **places.cells(covered.task.key),
                "text": covered.task.text,
                "verdict": covered.verdict,
                "clause": clause.text if several else None,
                "clause_no": n if several else None,
                "clause_verdict": clause.verdict,
                "local": best.task.text if best else None,
                "local_document": places.within(best.task.key, language) if best else None,
                "local_clause": best.clause if best else None,
                "why": why(best, language) if best else None,
                "score": best.score if best else None,
                "said": best.said if best else None,
                "local_id": best.task.id if best else None,
            }


def figure_rows(coverage: Coverage, language: Language = "vi") -> Iterator[Row]:
    """One row a figure."""
    counted = figures(coverage)
    for verdict in VERDICTS:
        named = label("coverage", verdict, language)
        yield {"figure": named, "count": counted[verdict], "share": counted["share"][verdict]}
    yield {"figure": label("coverage_figure", "tasks", language), "count": counted["tasks"], "share": None}
    for name, share in (("clauses_taken_up", counted["clause_share"]), ("clauses", None), ("own", None)):
        yield {"figure": label("coverage_figure", name, language), "count": counted[name], "share": share}


def why(match: Match, language: Language = "vi") -> str:
    """What a local task shares with a source task or clause, in words."""
    found = []
    for name in ("words", "references"):
        values = match.why.get(name)
        if isinstance(values, (list, tuple)) and values:
            found.append(f"{label('word', f'shared_{name}', language)}: {SEPARATOR.join(map(str, values))}")
    return ". ".join(found)


def _covered(covered: Covered, places: Places) -> dict[str, Any]:
    return {
        **places.record(covered.task.key),
        "text": covered.task.text,
        "verdict": covered.verdict,
        "clauses": [
            {
                "text": clause.text,
                "verdict": clause.verdict,
                "local": [_match(match, places) for match in clause.matches],
            }
            for clause in covered.clauses
        ],
    }


def _match(match: Match, places: Places) -> dict[str, Any]:
    where = places.record(match.task.key)
    why = {name: match.why[name] for name in ("words", "references", "concepts") if name in match.why}
    return {
        "id": match.task.id,
        "section": where["section"],
        "page": where["page"],
        "score": match.score,
        "said": round(match.said, SHARE_DIGITS),
        "degree": round(match.degree, SHARE_DIGITS),
        "text": match.task.text,
        "clause": match.clause,
        "why": why,
    }


def _document(stem: str, places: Places) -> dict[str, Any]:
    metadata = places.document(stem).content["document"]
    return {"document": stem, "designation": places.designation(stem), **{k: metadata[k] for k in ("issuer", "title")}}
