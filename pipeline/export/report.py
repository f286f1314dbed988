"""The report of a run: one page of HTML that needs nothing besides itself."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from datetime import date
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import quote

from pipeline.export.document import ExportDocument
from pipeline.export.labels import Language, label
from pipeline.export.report_figures import MOST_BARS, MOST_LISTED, Figures, gather
from pipeline.export.rows import page_label
from pipeline.export.xml_text import clean
from pipeline.ingest.members import container_of

REPORT = "report.html"
LONGEST = 400
"""Characters of a text in a list."""
SHORTEN = " …"
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""Nothing is fetched and nothing runs, whatever a document says."""


def to_html(
    documents: Iterable[ExportDocument],
    failures: Sequence[tuple[str, str]] = (),
    language: Language = "vi",
    folder: Path | None = None,
) -> str:
    """The page.

    Args:
        documents: all that were read.
        failures: path and reason of every file that could not be read.
        language: of the page.
        folder: where the page will lie; links to the sources are made as seen from there.

    Example:
        >>> "<script" in to_html([])
        False
    """
    figures = gather(documents, language)
    page = _Page(language, folder)
    parts = [
        *([("failures", page.failures(failures))] if failures else []),
        ("documents", page.documents(figures)),
        ("leads", page.leads(figures)),
        ("deadlines", page.deadlines(figures)),
        ("review", page.review(figures)),
        ("links", page.links(figures)),
    ]
    title = page.word("title")
    nav = "".join(f'<a href="#{name}">{page.word(name)}</a>' for name, _ in parts)
    sections = "".join(f'<section id="{name}"><h2>{page.word(name)}</h2>{body}</section>' for name, body in parts)
    css = files("pipeline.export").joinpath("report.css").read_text(encoding="utf-8")
    return (
        f'<!DOCTYPE html>\n<html lang="{language}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>'
        f"<style>\n{css}</style></head>\n<body><main><h1>{title}</h1><p class=lead>{page.word('lead')}</p>"
        f"{page.tiles(figures, len(failures))}<nav>{nav}</nav>\n{sections}</main></body></html>\n"
    )


class _Page:
    """The parts of the page in one language."""

    def __init__(self, language: Language, folder: Path | None) -> None:
        self.language, self.folder = language, folder and folder.resolve()

    def word(self, name: str) -> str:
        """A word of the page."""
        return label("report", name, self.language)

    def tiles(self, figures: Figures, failed: int) -> str:
        """The figures at the head."""
        shown = [
            ("documents", figures.document_count, False),
            ("tasks", figures.tasks, False),
            ("with_lead", figures.with_lead, False),
            ("with_deadline", figures.with_deadline, False),
            ("links", figures.link_count, False),
            ("review", sum(figures.reasons.values()), False),
            ("failures", failed, failed > 0),
        ]
        tiles = (
            f'<div class="tile{" warn" if warn else ""}"><b>{self.number(count)}</b>'
            f"<span>{self.word(name)}</span></div>"
            for name, count, warn in shown
        )
        return f'<div class="tiles">{"".join(tiles)}</div>'

    def documents(self, figures: Figures) -> str:
        """What was read."""
        rows = [
            [
                self.link(row["source"], row["designation"]),
                _text(row["issuer"], "w"),
                f'<td class="d">{self.day(row["issued"])}</td>',
                _text(row["title"]),
                _number(row["task_count"]),
                _number(row["review_count"]),
                _number(row["pages"] or ""),
            ]
            for row in figures.documents
        ]
        heads = ["document", "issuer", "issued", "subject", "=tasks", "=review", "=pages"]
        return self.table(heads, rows, figures.document_count)

    def failures(self, failures: Sequence[tuple[str, str]]) -> str:
        """What could not be read, and why."""
        rows = [[_text(path), _text(why)] for path, why in failures[:MOST_LISTED]]
        return self.table(["file", "why"], rows, len(failures))

    def leads(self, figures: Figures) -> str:
        """Who has how many tasks, and of what kind they are."""
        rest = len(figures.leads) - MOST_BARS
        bars = self.bars(_named(figures))
        more = f"<p class=note>{self.word('more_leads').format(self.number(rest))}</p>" if rest > 0 else ""
        kinds = ", ".join(
            f"{label('kind', kind, self.language).lower()} {self.number(count)}"
            for kind, count in figures.kinds.most_common()
        )
        return bars + more + (f"<p class=note>{self.word('kinds')}: {escape(kinds)}.</p>" if kinds else "")

    def deadlines(self, figures: Figures) -> str:
        """What is due when."""
        months = [(self.month(month), count) for month, count in sorted(figures.months.items())[:MOST_LISTED]]
        rows = [
            [
                f'<td class="d">{self.day(row["due"].isoformat())}</td>',
                _text(row["text"]),
                _text(row["lead"], "w"),
                self.link(row["source"], row["document"], row["page"]),
            ]
            for row in figures.dated
        ]
        return self.bars(months) + (
            self.table(["due", "task", "lead_by", "document"], rows, figures.dated_count, "list_due") if rows else ""
        )

    def review(self, figures: Figures) -> str:
        """What somebody should look at."""
        rows = [
            [
                _text(row["why"], "w"),
                _text(row["text"]),
                _text(row["found"], "w"),
                self.link(row["source"], row["document"], row.get("page")),
            ]
            for row in figures.review
        ]
        total = sum(figures.reasons.values())
        return self.bars(figures.reasons.most_common()) + (
            self.table(["why", "text", "understood", "document"], rows, total, "list_review") if rows else ""
        )

    def links(self, figures: Figures) -> str:
        """What goes on with what."""
        counts = [
            (f"{label('link_relation', relation, self.language)}: {label('link_kind', kind, self.language).lower()}", n)
            for (relation, kind), n in figures.relations.most_common(MOST_BARS)
        ]
        rows = [
            [
                _text(row["text"]),
                self.link(row["source"], row["document"], row["page"]),
                _text(row["earlier"]),
                _text(row["earlier_document"], "w"),
                _text(row["changes"]),
                _number(f"{row['confidence']:.2f}"),
            ]
            for row in figures.links
        ]
        heads = ["task", "document", "earlier", "earlier_document", "new", "=confidence"]
        return self.bars(counts) + (self.table(heads, rows, figures.link_count, "list_links") if rows else "")

    def table(self, heads: Sequence[str], rows: Sequence[Sequence[str]], total: int, summary: str = "") -> str:
        """A table, or a word that there is nothing; a head with ``=`` stands over numbers."""
        if not rows:
            return f"<p class=none>{self.word('nothing')}</p>"
        head = "".join(
            f'<th class="n">{self.word(name[1:])}</th>' if name[0] == "=" else f"<th>{self.word(name)}</th>"
            for name in heads
        )
        body = "\n".join(f"<tr>{''.join(row)}</tr>" for row in rows)
        made = f'<div class="scroll"><table><thead><tr>{head}</tr></thead><tbody>\n{body}</tbody></table></div>'
        if total > len(rows):
            shown = self.word("cut").format(self.number(len(rows)), self.number(total))
            made += f"<p class=note>{shown}</p>"
        return f"<details><summary>{self.word(summary)}</summary>{made}</details>" if summary else made

    def bars(self, counts: Sequence[tuple[str, int]]) -> str:
        """Counts as bars, the longest filling the width."""
        if not counts:
            return f"<p class=none>{self.word('nothing')}</p>"
        most = max(count for _, count in counts)
        rows = (
            f'<div>{_short(name)}</div><div class="bar"><i style="width:{85 * count / most:.1f}%"></i>'
            f"<b>{self.number(count)}</b></div>"
            for name, count in counts
        )
        return f'<div class="bars">{"".join(rows)}</div>'

    def link(self, source: Path | None, shown: str, page: int | None = None) -> str:
        """A cell that leads to the source, at its page."""
        text = ", ".join(filter(None, [_short(shown), page_label(page, self.language)]))
        if source is None or self.folder is None:
            return f'<td class="w">{text}</td>'
        # What lies in an archive is found through the archive.
        file = container_of(source)
        anchor = f"#page={page}" if page and file == source else ""
        target = quote(os.path.relpath(file, self.folder).replace(os.sep, "/")) + anchor
        return f'<td class="w"><a href="{escape(target)}">{text}</a></td>'

    def number(self, value: int) -> str:
        """A number with its thousands parted as the language does it."""
        return f"{value:,}".replace(",", "." if self.language == "vi" else ",")

    def day(self, iso: str | None) -> str:
        """A date as printed in documents; one that is not whole stays as it is."""
        try:
            return date.fromisoformat(iso or "").strftime("%d/%m/%Y")
        except ValueError:
            return _short(iso)

    def month(self, iso: str) -> str:
        """A month of a year."""
        return f"{self.word('month')} {iso[5:]}/{iso[:4]}" if self.language == "vi" else iso


def _named(figures: Figures) -> list[tuple[str, int]]:
    return [(figures.lead_names[lead], count) for lead, count in figures.leads.most_common(MOST_BARS)]


def _text(value: Any, style: str = "") -> str:
    return f'<td class="{style}">{_short(value)}</td>' if style else f"<td>{_short(value)}</td>"


def _number(value: Any) -> str:
    return f'<td class="n">{_short(value)}</td>'


def _short(value: Any) -> str:
    text = clean("" if value is None else str(value))
    return escape(text if len(text) <= LONGEST else text[: LONGEST - len(SHORTEN)] + SHORTEN)


def write_report(
    documents: Iterable[ExportDocument], failures: Sequence[tuple[str, str]], path: Path, language: Language = "vi"
) -> None:
    """Write the page, whole or not at all."""
    from pipeline.export.atomic import write_text

    write_text(path, to_html(documents, failures, language, path.parent))
