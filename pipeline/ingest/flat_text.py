"""Paragraphs found again in text whose line breaks were lost, by the labels and the forms that open lines."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.text.tables import read_table

_UPPER = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠ-Ỹ"
# A label may open a paragraph where it is followed by a capital, a bracket or a quote.
_LABEL = re.compile(
    r"(?<=\s)(?:(?P<bullet>[-+•])|(?P<roman>[IVX]{1,5})\.|(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})\.|(?P<letter>[a-zđ])\)"
    r"|(?P<article>Điều \d{1,3})\.|(?P<chapter>(?:Chương|Mục|Phần) (?:[IVX]+|\d+)\b))\s+"
    rf"(?=[{_UPPER}“\"(0-9])"
)
_NO_LABEL_AFTER = re.compile(
    r"(?<!\w)(?:[Ss]ố|ngày|tháng|năm|[Qq]uý|lần|[Kk]hoản|[Mm]ục|[Đđ]iểm|[Đđ]iều|[Cc]hương|[Pp]hần|[Bb]ảng|và|đến|từ)\s*$"
)
_STOP = re.compile(r"[.;:,…”\"')]\s*$|/\s*$")
_CAPITALS_BEFORE = re.compile(rf"[{_UPPER}]{{2,}}[)”\"\s\d/–-]*$")
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_RULE = re.compile(r"\s*(?:-{3,}|_{3,}|={3,})\s*")
_WORD = re.compile(r"\S+")
_SALUTATION = re.compile(r"\W*Kính gửi\s*:")


@lru_cache(maxsize=1)
def marks() -> dict[str, tuple[str, ...]]:
    """The words that open lines, by kind.

    Example:
        >>> "PHỤ LỤC" in marks()["annex"]
        True
    """
    found: dict[str, list[str]] = {}
    for row in read_table("flat_marks.tsv", "pipeline.ingest"):
        found.setdefault(row["mark"], []).append(row["words"])
    return {kind: tuple(sorted(words, key=len, reverse=True)) for kind, words in found.items()}


@lru_cache(maxsize=1)
def _opening() -> dict[str, re.Pattern[str]]:
    return {kind: re.compile("(?:" + "|".join(map(re.escape, words)) + ")") for kind, words in marks().items()}


class _Sequences:
    """Which label may come next: a first one, or the one after the last of its own form."""

    def __init__(self) -> None:
        self._last: dict[str, str] = {}

    def accept(self, m: re.Match[str], before: str) -> bool:
        kind, label = next((k, v) for k, v in m.groupdict().items() if v)
        closed = bool(_STOP.search(before)) or not before.strip() or bool(_CAPITALS_BEFORE.search(before))
        if kind == "bullet":
            return bool(re.search(r"[.;:]\s*$", before)) or not before.strip()
        if kind in ("article", "chapter"):
            return closed and not before.rstrip().endswith(",")
        if _NO_LABEL_AFTER.search(before):
            return False
        key = kind + str(label.count(".")) if kind == "number" else kind
        if not self._follows(kind, key, label):
            return False
        if not (closed or kind == "letter" or self._is_next(kind, key, label)):
            return False
        self._last[key] = label
        if kind in ("roman", "number"):
            self._last.pop("letter", None)
        if kind == "roman":
            self._last.pop("number0", None)
        return True

    def _is_next(self, kind: str, key: str, label: str) -> bool:
        last = self._last.get(key)
        if last is None:
            return False
        if kind == "letter":
            return _LETTERS.find(label) == _LETTERS.find(last) + 1
        if kind == "roman":
            return _roman(label) == _roman(last) + 1
        *above, end = label.split(".")
        *last_above, last_end = last.split(".")
        return above == last_above and int(end) == int(last_end) + 1

    def _is_first(self, kind: str, label: str) -> bool:
        return {"letter": label == "a", "roman": label == "I"}.get(kind, label.rpartition(".")[2] == "1")

    def _follows(self, kind: str, key: str, label: str) -> bool:
        return self._is_first(kind, label) or self._is_next(kind, key, label)


def _roman(label: str) -> int:
    values = {"I": 1, "V": 5, "X": 10}
    total = 0
    for a, b in zip(label, [*label[1:], "I"], strict=True):
        total += -values[a] if values[a] < values[b] else values[a]
    return total


def split_body(text: str, issuer: str = "") -> list[str]:
    """Cut running text before the labels that go on in sequence, before headings and preamble lines.

    Example:
        >>> split_body("CHỈ THỊ VỀ AN TOÀN Nay yêu cầu: 1. Các Sở: a) Rà soát; b) Báo cáo. 2. Sở Y tế.")
        ['CHỈ THỊ', 'VỀ AN TOÀN', 'Nay yêu cầu:', '1. Các Sở:', 'a) Rà soát;', 'b) Báo cáo.', '2. Sở Y tế.']
    """
    parts: list[str] = []
    head, text = _title_block(text, issuer)
    if not head:
        head, text = _addressees(text)
    sequences, start = _Sequences(), 0
    cuts = {m.start() for m in _opening()["enacting"].finditer(text)}
    cuts |= {m.end() for m in _opening()["enacting"].finditer(text)}
    cuts |= {m.start() for m in _opening()["preamble"].finditer(text) if text[: m.start()].rstrip().endswith(";")}
    cuts |= {m.start() for m in re.finditer(r"\((?:Kèm theo|Ban hành kèm)", text)}
    for m in _LABEL.finditer(" " + text):
        at = m.start() - 1
        if sequences.accept(m, text[max(start, at - 60, 0) : at]):
            cuts.add(at)
    for cut in [*sorted(c for c in cuts if 0 < c < len(text)), len(text)]:
        if piece := text[start:cut].strip():
            parts.extend(_heading_and_rest(piece))
        start = cut
    return head + _open_lists(parts)


def _open_lists(parts: list[str]) -> list[str]:
    """Where bullets follow, the first one may stand unnoticed behind a heading without a stop."""
    found: list[str] = []
    for i, part in enumerate(parts):
        following = parts[i + 1][:2] if i + 1 < len(parts) else ""
        if following in ("- ", "+ ", "• ") and not part.startswith(following):
            cut = re.search(rf" (?={re.escape(following)}[{_UPPER}0-9])", part)
            if cut:
                found += [part[: cut.start()], part[cut.end() :]]
                continue
        found.append(part)
    return found


def _title_block(text: str, issuer: str) -> tuple[list[str], str]:
    """The capitals at the beginning: kind, title, issuer."""
    kind = _opening()["kind"].match(text) or _opening()["annex"].match(text)
    if kind is None:
        return [], text
    end = _capitals_end(text)
    block, rest = text[:end].strip(), text[end:].strip()
    head = [block]
    if _opening()["kind"].match(block):
        head = [kind.group(), block[kind.end() :].strip()]
    else:
        numbered = re.match(r"PHỤ LỤC(?: (?:SỐ )?[IVX\d]+[A-Z]?)?[.:]?", block)
        if numbered:
            head = [numbered.group(), block[numbered.end() :].strip()]
    title = head[-1]
    if issuer and title.endswith(issuer) and title != issuer:
        head[-1:] = [title[: -len(issuer)].strip(), issuer]
        if rest.startswith("điện:"):
            head[-1], rest = f"{issuer} điện:", rest[5:].strip()
    return [h for h in head if h], rest


def _addressees(text: str) -> tuple[list[str], str]:
    """Whom a letter is sent to, before the words that open its text."""
    opening = r"(?<=[.;)])\s+(?=(?:" + "|".join(map(re.escape, marks()["opening"])) + r") )"
    begins = re.search(opening, text) if _SALUTATION.match(text) else None
    return ([text[: begins.start()].strip()], text[begins.end() :]) if begins else ([], text)


def _capitals_end(text: str) -> int:
    """Where the first word with a small letter begins."""
    for m in _WORD.finditer(text):
        if any(c.islower() for c in m.group()) and not re.fullmatch(r"[\W\d]*\d+[\w/.-]*\W*", m.group()):
            return m.start()
    return len(text)


def _heading_and_rest(piece: str) -> list[str]:
    """A labelled heading in capitals is cut from the text that follows it."""
    label = _LABEL.match(" " + piece, 1)
    start = label.end() - 1 if label else 0
    if not label or label["bullet"]:
        return [piece]
    standard = _opening()["article"].match(piece, start) if label["article"] else None
    if standard and re.match(rf"\s+[{_UPPER}]", piece[standard.end() :]):
        return [piece[: standard.end()], piece[standard.end() :].strip()]
    end = start + _capitals_end(piece[start:])
    if end < len(piece) and len(piece[start:end].split()) >= 2 and len(piece[start:end].strip()) > 6:
        return [piece[:end].strip(), piece[end:].strip()]
    return [piece]


def split_recipients(text: str) -> list[str]:
    """The lines of Nơi nhận.

    Example:
        >>> split_recipients("Nơi nhận: - Như trên; - Lưu: VT.")
        ['Nơi nhận:', '- Như trên;', '- Lưu: VT.']
    """
    return [
        p.strip() for p in re.split(rf"(?<=[;:.,)])\s+(?=[-–]\s)|(?<=\w)\s+(?=[-–]\s+[{_UPPER}\d])", text) if p.strip()
    ]


def split_signature(text: str) -> list[str]:
    """The lines of a signature: authority, title, name.

    Example:
        >>> split_signature("KT. BỘ TRƯỞNG THỨ TRƯỞNG Vũ Chiến Thắng")
        ['KT. BỘ TRƯỞNG', 'THỨ TRƯỞNG', 'Vũ Chiến Thắng']
    """
    end = _capitals_end(text)
    capitals, name = text[:end].strip(), text[end:].strip()
    cuts = {
        m.start() for m in _opening()["authority"].finditer(capitals) if m.start() and capitals[m.start() - 1] == " "
    }
    for m in re.finditer(r"(?<= )(?:" + "|".join(map(re.escape, marks()["title"])) + r")\b", capitals):
        # A title right after the authority is whom it is signed for: KT. CHỦ TỊCH.
        before = capitals[: m.start()].rstrip()
        if not re.search(r"(?:\.|/[MTL]|,|PHÓ|CHI|TỔNG)$", before):
            cuts.add(m.start())
    parts = [capitals[a:b].strip() for a, b in zip([0, *sorted(cuts)], [*sorted(cuts), len(capitals)], strict=True)]
    return [p for p in [*parts, name] if p]


def split_letterhead(text: str) -> list[str]:
    """The lines of a cell of the letterhead.

    Example:
        >>> split_letterhead("BỘ TÀI CHÍNH CỤC THUẾ -------")
        ['BỘ TÀI CHÍNH', 'CỤC THUẾ', '-------']
    """
    lines: list[str] = []
    for part in re.split(r"(-{3,}|_{3,})|(?= Độc lập)|(?= V/v )", text):
        part = (part or "").strip()
        if not part:
            continue
        cut = re.search(r"(?<=\w )(?:" + "|".join(map(re.escape, marks()["body"])) + r")\b", part)
        if cut and part.isupper() and not re.search(r"(?:TỔNG|CHI)\s*$", part[: cut.start()]):
            lines += [part[: cut.start()].strip(), part[cut.start() :]]
        else:
            lines.append(part)
    return lines
