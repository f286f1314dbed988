"""What the rules said of documents when they first met them, before they were mended with their gold in view.

Nothing else tells how often they err on a document that nobody has seen: on all gold that is at hand they were mended.
The table keeps the features of everything that they said, as pairs of name and value; a feature that is new since then
is 0 in it, one that is gone is passed over.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files

from pipeline.confidence.weights import FEATURES
from pipeline.training.examples import Example

TABLE = "first_contact.tsv"
HEADER = "kind\tdocument\ttask\tsaid\tright\tfeatures"
DIGITS = 4


def first_contact() -> list[Example]:
    """Everything that the table holds.

    Example:
        >>> any(example.seen for example in first_contact())
        False
    """
    return parse(files(__package__).joinpath(TABLE).read_text(encoding="utf-8"))


def parse(table: str) -> list[Example]:
    """The examples of a table."""
    found = []
    for line in table.splitlines():
        if line.startswith("#") or line in ("", HEADER):
            continue
        kind, stem, task, said, right, features = line.split("\t")
        pairs = (pair.rsplit("=", 1) for pair in features.split("; ") if pair)
        held = {name: float(value) for name, value in pairs}
        values = tuple(held.get(name, 0.0) for name in FEATURES[kind])
        found.append(Example(kind, stem, False, task, values, float(said), right == "yes"))
    return found


def lines(examples: Iterable[Example]) -> list[str]:
    """Lines of the table, as :func:`parse` reads them.

    Example:
        >>> example = Example("deadline", "a", False, "t001", (1.0, 0.0, 0.0), 0.9, True)
        >>> lines([example])[0].split()
        ['deadline', 'a', 't001', '0.9', 'yes', 'recurring=1']
        >>> parse(lines([example])[0]) == [example]
        True
    """
    rows = []
    for e in examples:
        pairs = [f"{name}={round(v, DIGITS):g}" for name, v in zip(FEATURES[e.kind], e.values, strict=True) if v]
        row = (e.kind, e.stem, e.task, f"{e.said:g}", "yes" if e.right else "no", "; ".join(pairs))
        rows.append("\t".join(row))
    return rows
