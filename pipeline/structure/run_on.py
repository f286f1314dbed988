"""A whole text set as one paragraph: parted again before the labels that go on in sequence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from pipeline.ingest.flat_text import split_body
from pipeline.structure.join import Joined, Piece
from pipeline.structure.numbering import read_label
from pipeline.structure.words import CAPITAL, phrases
from pipeline.text.verbs import leading_classes

LONGEST = 1000  # letters of a paragraph that is looked into
_ARTICLE = re.compile(rf"(?<=[.;:]\s)Điều (\d{{1,3}})\.(?=\s?{CAPITAL})")
_GLUED = re.compile(rf"[^.:;]+:(?={CAPITAL}[^\W\d_])")  # a heading set in bold before its text, the space lost
_MARK = re.compile(r"[.:“(]")
SHORTEST_CUT = 30  # letters: shorter lines are those of heads and tables
SHORTEST_HEADING, LONGEST_HEADING = 4, 50  # words, the label among them
LONGEST_GLUED = 25  # words
SHARE = 0.4  # of the body's letters that it must hold: in an ordinary text no paragraph does


def part_run_on(paragraph: Joined, total: int) -> list[Joined]:
    """Part a paragraph that holds much of a body of ``total`` letters, and several labelled units.

    Example:
        >>> text = "Nay yêu cầu: 1. Sở Y tế rà soát. 2. Sở Nội vụ báo cáo. 3. Các xã thực hiện." + " x" * 500
        >>> [p.text[:12] for p in part_run_on(Joined(text, ()), len(text))]
        ['Nay yêu cầu:', '1. Sở Y tế r', '2. Sở Nội vụ', '3. Các xã th']
    """
    if len(paragraph.text) < max(LONGEST, SHARE * total):
        return [paragraph]
    parts = split_body(paragraph.text)
    return cut(paragraph, parts) if sum(bool(read_label(part)) for part in parts) >= 2 else [paragraph]


def part_articles(paragraphs: Sequence[Joined]) -> list[Joined]:
    """Part the paragraphs that run on into the next article.

    Example:
        >>> texts = ["Điều 1. Thông qua báo cáo. Điều 2.Bộ trưởng tiếp thu. Xem Điều 9.", "a) Rà soát. Điều 3. X"]
        >>> [p.text for p in part_articles([Joined(text, ()) for text in texts])]
        ['Điều 1. Thông qua báo cáo.', 'Điều 2.Bộ trưởng tiếp thu. Xem Điều 9.', 'a) Rà soát.', 'Điều 3. X']
    """
    out: list[Joined] = []
    number = 0
    for paragraph in paragraphs:
        labels = read_label(paragraph.text)
        if labels and labels[0].style == "article":
            number = labels[0].number
        start, parts = 0, []
        for m in _ARTICLE.finditer(paragraph.text) if number else ():
            if int(m[1]) == number + 1:
                parts.append(paragraph.text[start : m.start()].strip())
                number, start = number + 1, m.start()
        out += cut(paragraph, [*parts, paragraph.text[start:].strip()]) if parts else [paragraph]
    return out


def mend_cut(paragraphs: Sequence[Joined]) -> list[Joined]:
    """Join paragraphs that a sentence runs over: no closing mark before the break, a small letter behind it.

    Example:
        >>> cut = [Joined("Ban hành quyết định phân cấp trong tuyển dụng,", ()), Joined("điều động giáo viên.", ())]
        >>> [p.text for p in mend_cut(cut)]
        ['Ban hành quyết định phân cấp trong tuyển dụng, điều động giáo viên.']
    """
    mended: list[Joined] = []
    for paragraph in paragraphs:
        if mended and _runs_over(mended[-1].text, paragraph.text):
            mended[-1] = one_after_other(mended[-1], paragraph)
        else:
            mended.append(paragraph)
    return mended


def _runs_over(before: str, after: str) -> bool:
    cut = len(before) >= SHORTEST_CUT and (before[-1].isalpha() or before[-1] in ",:")
    return cut and after[:1].islower() and len(after) > 1 and not read_label(after) and after[1:2].isalpha()


# Behind these words a capital begins a body's name: ``Công ty Cơ khí Hồng Hà``.
_BODY_HEAD = re.compile(
    r"(?:công ty|tập đoàn|ngân hàng|trung tâm|học viện|hiệp hội|liên hiệp|chi cục|bộ môn|khoa)$", re.IGNORECASE
)


def part_run_in_heading(paragraph: Joined) -> list[Joined]:
    """Part a labelled heading from the sentence that goes on behind it without any mark between them.

    Example:
        >>> text = "2. Phòng, chống dịch bệnh Tiếp tục thực hiện kế hoạch của ngành y tế."
        >>> [p.text for p in part_run_in_heading(Joined(text, ()))]
        ['2. Phòng, chống dịch bệnh', 'Tiếp tục thực hiện kế hoạch của ngành y tế.']
        >>> [p.text for p in part_run_in_heading(Joined("a) Hoàn thiện thể chế, cơ chế:Các bộ rà soát;", ()))]
        ['a) Hoàn thiện thể chế, cơ chế:', 'Các bộ rà soát;']
    """
    labels = read_label(paragraph.text)
    if not labels:
        return [paragraph]
    glued = _GLUED.match(paragraph.text, labels[0].end)
    if glued and SHORTEST_HEADING <= len(glued[0].split()) <= LONGEST_GLUED and "act" in leading_classes(glued[0]):
        return cut(paragraph, [paragraph.text[: glued.end()], paragraph.text[glued.end() :]])
    if not paragraph.text.rstrip().endswith("."):
        return [paragraph]
    for opening in _opener().finditer(paragraph.text):
        heading = paragraph.text[: opening.start()].rstrip()
        words = heading.split()
        if _MARK.search(heading.removeprefix(words[0])) or len(words) > LONGEST_HEADING:
            break
        named = words[-1] in phrases("name_follows") and words[-2:] != ["toàn", "ngành"]
        named = named or _BODY_HEAD.search(heading) is not None
        if len(words) >= SHORTEST_HEADING and not named and words[-1] not in phrases("never_last"):
            return cut(paragraph, [heading, paragraph.text[opening.start() :].strip()])
    return [paragraph]


@lru_cache(maxsize=1)
def _opener() -> re.Pattern[str]:
    return re.compile(rf"(?<=[^\W\d_A-ZĐ] )(?:{'|'.join(phrases('sentence_opener'))}),? (?=[^\W\d_])")


def one_after_other(a: Joined, b: Joined) -> Joined:
    """Two paragraphs as one."""
    shift = len(a.text) + 1
    pieces = tuple(Piece(p.start + shift, p.end + shift, p.page, p.box) for p in b.pieces)
    return replace(a, text=f"{a.text} {b.text}", pieces=a.pieces + pieces)


def cut(paragraph: Joined, parts: Sequence[str]) -> list[Joined]:
    """The parts of a paragraph as paragraphs, with the places of each; the whole where they are not its words."""
    out: list[Joined] = []
    at = 0
    for part in parts:
        start = paragraph.text.find(part, at)
        if start < 0:
            return [paragraph]
        at = start + len(part)
        pieces = tuple(
            Piece(max(p.start, start) - start, min(p.end, at) - start, p.page, p.box)
            for p in paragraph.pieces
            if p.end > start and p.start < at
        )
        out.append(replace(paragraph, text=part, pieces=pieces))
    return out
