"""Divides the lines of a flattened row into the row's cells.

Cells come in the order of the columns. What speaks for a border between two lines: what a cell of the column begins
with, a capital after a line that had room left, the end of a list of bullets. Column widths are learnt from the rows.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, pairwise

from pipeline.model import ColumnRole, Line
from pipeline.structure.tables.cell_fit import fits, typed
from pipeline.structure.tables.line_parts import Atom, cell_start, part_lines
from pipeline.text import fold

_BULLET = re.compile(r"^[-–+•*]\s+")
_CLOSED = re.compile(r"[.;:!?”\"')]$|\./\.$")
# A document's number goes on in the next line.
_BROKEN = re.compile(r"\w[-/]$|[,(]$")
_LISTED = re.compile(r"[;,:]$")
_ROUNDS = 3
_NOTHING = -1e9
# What it costs to leave a cell of a role empty.
_EMPTY: dict[ColumnRole, float] = {
    "task": -5, "name": -5, "lead": -2.5, "coordinate": -1.5, "product": -2, "deadline": -2, "unit": -2, "target": -4,
}  # fmt: skip
_INLINE = -3.5
_BETTER = 2.0  # so much better must a row read as if no page ended in it
_SEEN = 1.5  # the same line stands in the same place of other rows
_SEEN_PAIR = 3.0  # the same two lines stand below each other in other rows
_SHORT = 14
_WIDE_ROLES = frozenset({"task", "name", "product", "basis", "note", "other"})


@dataclass(frozen=True, slots=True)
class Piece:
    """The lines of a row on one page; `later` where the row began on the page before, `cut` where it goes on."""

    atoms: tuple[Atom, ...]
    later: bool = False
    cut: bool = False


@dataclass(slots=True)
class _Learnt:
    """What the rows divided so far say about the columns."""

    widths: list[float | None]
    first_lines: list[Counter[str]]
    pairs: list[Counter[tuple[str, str]]]


def divide_rows(rows: Sequence[Sequence[Piece]], roles: Sequence[ColumnRole]) -> list[list[list[Line]]]:
    """Divide every row's pieces into cells, columns widths being learnt from all rows together.

    Example:
        >>> lines = ["Rà soát quy định", "Sở Tư pháp", "- Các sở, ngành;", "- UBND xã", "Quý I/2026"]
        >>> piece = Piece(tuple(Atom(Line(t)) for t in lines))
        >>> [[l.text for l in c] for c in divide_rows([[piece]], ("task", "lead", "coordinate", "deadline"))[0]]
        [['Rà soát quy định'], ['Sở Tư pháp'], ['- Các sở, ngành;', '- UBND xã'], ['Quý I/2026']]
    """
    prepared = [[replace(p, atoms=tuple(part_lines(p.atoms, roles))) for p in row] for row in rows]
    learnt = _Learnt([None] * len(roles), [Counter() for _ in roles], [Counter() for _ in roles])
    divided: list[list[list[list[Atom]]]] = []
    for _ in range(_ROUNDS):
        divided = [_divide_row(row, roles, learnt) for row in prepared]
        learnt = _learn(divided, roles)
    return [_cells(row, len(roles)) for row in divided]


def _divide_row(row: Sequence[Piece], roles: Sequence[ColumnRole], learnt: _Learnt) -> list[list[list[Atom]]]:
    done: list[list[list[Atom]]] = []
    so_far: list[list[Atom]] = [[] for _ in roles]
    score = 0.0
    for piece in row:
        gained, cells = _divide(piece, roles, learnt, so_far)
        score += gained
        done.append(cells)
        so_far = [a + b for a, b in zip(so_far, cells, strict=True)]
    if len(row) > 1:
        # A page may also end between two cells that stand one below the other.
        joined = Piece(tuple(a for piece in row for a in piece.atoms))
        whole, cells = _divide(joined, roles, learnt, [[] for _ in roles])
        if whole > score + _BETTER:
            return [cells]
    return done


def _divide(
    piece: Piece, roles: Sequence[ColumnRole], learnt: _Learnt, before: list[list[Atom]]
) -> tuple[float, list[list[Atom]]]:
    """The best division of one piece, and how good it is: every column takes the next atoms, or none."""
    atoms = piece.atoms
    n, k = len(atoms), len(roles)
    best = [[_NOTHING] * (n + 1) for _ in range(k + 1)]
    back = [[0] * (n + 1) for _ in range(k + 1)]
    best[0][0] = 0.0
    lengths = list(accumulate((len(a.text) + 1 for a in atoms), initial=0))
    brackets = list(accumulate((a.text.count("(") - a.text.count(")") for a in atoms), initial=0))
    for c in range(k):
        follows = _Follows(atoms, c, roles, learnt)
        for i in range(n + 1):
            if best[c][i] <= _NOTHING:
                continue
            held = best[c][i]
            _offer(best, back, c, i, i, held + _empty(roles[c], piece, before[c]))
            if i == n:
                continue
            score = held + _opens(atoms, i, c, roles, learnt, before[c] if piece.later else None, piece.cut)
            bulleted = _BULLET.match(atoms[i].text) is not None
            for j in range(i + 1, n + 1):
                if j > i + 1:
                    score += follows.score(j - 1, bulleted)
                whole = typed(atoms[i:j], lengths[j] - lengths[i], roles[c])
                _offer(best, back, c, i, j, score + whole - (2.0 if brackets[j] != brackets[i] else 0.0))
    cells: list[list[Atom]] = []
    j = n
    for c in range(k, 0, -1):
        i = back[c][j]
        cells.append(list(atoms[i:j]))
        j = i
    return best[k][n], cells[::-1]


def _offer(best: list[list[float]], back: list[list[int]], c: int, i: int, j: int, score: float) -> None:
    if score > best[c + 1][j]:
        best[c + 1][j] = score
        back[c + 1][j] = i


def _empty(role: ColumnRole, piece: Piece, before: list[Atom]) -> float:
    if not before:
        cost = _EMPTY.get(role, -0.8)
        return cost / 2 if piece.cut else cost
    return 0.5 - _openness(before, role)


def _openness(cell: Sequence[Atom], role: ColumnRole) -> float:
    """How much the end of a cell on the page before calls for more."""
    last = cell[-1].text
    if _BROKEN.search(last):
        return 3.0
    if _CLOSED.search(last):
        return 0.0
    return 1.2 if role in _WIDE_ROLES else 0.4


def _opens(
    atoms: Sequence[Atom],
    i: int,
    c: int,
    roles: Sequence[ColumnRole],
    learnt: _Learnt,
    before: list[Atom] | None,
    cut: bool,
) -> float:
    """How well a cell of a column begins with an atom."""
    atom = atoms[i]
    text = _BULLET.sub("", atom.text)
    folded = _ahead(atoms, i)
    score = _INLINE if atom.inline else 0.0
    if atom.line.gap > 0 and not atom.inline:
        score += 1.5
    goes_on = before is not None and bool(before)
    if text[:1].islower():
        if not goes_on or before is None:
            return score - 7.0 + fits(roles[c], folded)
        openness = _openness(before, roles[c])
        if _room(before[-1], atom, learnt.widths[c]) > 2 and not _BROKEN.search(before[-1].text):
            openness *= 0.3
        if learnt.pairs[c][before[-1].text, atom.text] > 1:
            openness += _SEEN_PAIR
        return score + (openness if openness else -7.0) - _excess(atom, learnt.widths[c])
    if learnt.first_lines[c][atom.text] > 1:
        score += _SEEN
    score -= _excess(atom, learnt.widths[c])
    if i and not atom.inline:
        border = _border(atoms[i - 1], atom)
        score += max(border, 0.0) if cut else border
    return score + fits(roles[c], folded)


def _ahead(atoms: Sequence[Atom], i: int) -> str:
    """The folded words that begin with an atom: of short lines the next one too."""
    text = _BULLET.sub("", atoms[i].text)
    if i + 1 < len(atoms) and len(text) < _SHORT and not _BULLET.match(atoms[i + 1].text):
        text = f"{text}\n{atoms[i + 1].text}"
    return fold(text)


def _border(last: Atom, first: Atom) -> float:
    """What the end of the line above says for a border."""
    if _BROKEN.search(last.text):
        return -6.0
    if _BULLET.match(first.text):
        return -2.5 if _LISTED.search(last.text) else 1.5
    return -1.0 if _LISTED.search(last.text) and not last.text.endswith(";") else 0.3


@dataclass(slots=True)
class _Follows:
    """The scores of going on in one column, each counted once."""

    atoms: Sequence[Atom]
    column: int
    roles: Sequence[ColumnRole]
    learnt: _Learnt
    known: dict[tuple[int, bool], float] = field(default_factory=dict)

    def score(self, at: int, bulleted: bool) -> float:
        """How well an atom goes on with the cell that holds the one before."""
        found = self.known.get((at, bulleted))
        if found is None:
            found = _follows(self.atoms, bulleted, at, self.column, self.roles, self.learnt)
            self.known[at, bulleted] = found
        return found


def _follows(
    atoms: Sequence[Atom], bulleted: bool, at: int, c: int, roles: Sequence[ColumnRole], learnt: _Learnt
) -> float:
    """How well an atom goes on with the cell that holds the one before."""
    atom, last, role, width = atoms[at], atoms[at - 1], roles[c], learnt.widths[c]
    folded = fold(_BULLET.sub("", atom.text))
    if atom.inline:
        return 0.3
    score = -0.8 if atom.line.gap > 0 else 0.0
    score -= _excess(atom, width)
    if role != "deadline" and atom.text[:1].isupper() and cell_start("time").match(_ahead(atoms, at)):
        score -= 1.5
    if role == "target" and cell_start("target").match(folded) and _BULLET.match(atom.text):
        return score + 1.5
    if _BULLET.match(atom.text):
        listed = 0.5 if _LISTED.search(last.text) else 0.0 if last.text.endswith(".") else -1.5
        return score + listed - (0.0 if bulleted or last.text.endswith(":") else 2.0)
    if role in {"unit", "target"} and not atom.text[:1].islower():
        score -= 1.0
    if atom.text[:1].islower():
        score += 1.5
    elif _LISTED.search(last.text) or last.text.endswith("-"):
        score += 0.5
    elif cell_start("actor").match(folded) and role not in {"lead", "coordinate", "direct"}:
        score -= 0.8
    if width is not None:
        room = _room(last, atom, width)
        score += -min(4.0, 0.5 * room) if room > 2 and not _CLOSED.search(last.text) else 0.6
    elif role not in _WIDE_ROLES and atom.text[:1].isupper():
        score -= 0.5
    return score


def _room(last: Atom, atom: Atom, width: float | None) -> float:
    """How much of a line was left that the next line's first word would have fitted in."""
    return 0.0 if width is None else width - (len(last.text) + 1 + len(atom.text.split()[0]))


def _excess(atom: Atom, width: float | None) -> float:
    """What a line costs that is longer than its column is wide."""
    over = 0.0 if width is None else len(atom.text) - width
    return min(4.0, 0.35 * over) if over > 3 else 0.0


def _learn(divided: Sequence[Sequence[Sequence[Sequence[Atom]]]], roles: Sequence[ColumnRole]) -> _Learnt:
    widths: list[float | None] = []
    firsts: list[Counter[str]] = []
    pairs: list[Counter[tuple[str, str]]] = []
    for c in range(len(roles)):
        cells = [piece[c] for row in divided for piece in row if piece[c]]
        # The last line of a paragraph says nothing about the width.
        inner = [a for cell in cells for a in cell[:-1]] or [a for cell in cells for a in cell]
        full = sorted(len(a.text) for a in inner)
        several = len([1 for cell in cells if len(cell) > 1])
        widths.append(float(full[min(len(full) - 1, int(0.9 * len(full)))]) if full and several else None)
        firsts.append(Counter(cell[0].text for cell in cells))
        pairs.append(Counter((a.text, b.text) for cell in cells for a, b in pairwise(cell)))
    return _Learnt(widths, firsts, pairs)


def _cells(pieces: Sequence[Sequence[Sequence[Atom]]], count: int) -> list[list[Line]]:
    """The cells' lines, parts of one line put together again."""
    cells: list[list[Line]] = []
    for c in range(count):
        lines: list[Line] = []
        for piece in pieces:
            for n, atom in enumerate(piece[c]):
                if atom.inline and n:
                    lines[-1] = replace(lines[-1], text=f"{lines[-1].text} {atom.text}")
                else:
                    opens = not lines or bool(_BULLET.match(atom.text))
                    new = opens or (bool(_CLOSED.search(lines[-1].text)) and atom.text[:1].isupper())
                    lines.append(replace(atom.line, starts=new))
        cells.append(lines)
    return cells
