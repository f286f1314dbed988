"""The workbook that analysts work in: tasks, documents, legal basis, indicators, and what should be looked at again."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

from pipeline.export.atomic import replacing
from pipeline.export.document import ExportDocument
from pipeline.export.labels import Column, Language, columns, label, labels
from pipeline.export.layout import row_height
from pipeline.export.rows import SHEETS, Row, failure_rows
from pipeline.ingest.members import container_of
from pipeline.linking.differences import ADDED, REMOVED, SAME, Segment, marked, marked_parts

FONT = "Times New Roman"
FONT_SIZE = 11
BOLD_ROOM = 0.85
"""Share of a column that counts for bold text, which is wider, beside the filter's button."""
HEAD_COLOUR, LINE_COLOUR, LINK_COLOUR = "#DCE6F1", "#BFBFBF", "#1F4E79"
LANDSCAPE_A4 = 9
MOST_LINKS = 65_530
"""Excel drops links of a sheet beyond this number; later ones are written as HYPERLINK formulas."""
ESCAPED_IN_LINKS = frozenset(' %#"<>[]^`{}')
LONGEST_IN_FORMULA = 255
"""Characters of a text within a formula."""
MOST_CHARACTERS = 32_767
"""Excel refuses a cell with more."""
CUT = " […]"
LAST_ROW = 1_048_575
PRINTED_COLUMNS = {"tasks": 12, "documents": 11, "references": 11, "indicators": 8, "links": 9, "review": 10}
PRINTED_COLUMNS |= {"sources": 11, "source_citations": 8}
PRINTED_COLUMNS |= {"continuity": 12, "continuity_documents": 12, "coverage": 12, "coverage_figures": 4}
"""How many columns of a sheet are printed, so that it stays readable on A4; the rest is for the screen."""
FORMS = {
    "text": {},
    "number": {"align": "center", "num_format": "0"},
    "date": {"align": "center", "num_format": "dd/mm/yyyy"},
    "share": {"align": "center", "num_format": "0.00"},
    "page": {"align": "center"},
    "file": {},
    "label": {},
    "state": {},
    "difference": {},
}
DIFFERENCES: dict[str, dict[str, Any]] = {
    SAME: {},
    REMOVED: {"font_color": "#C00000", "font_strikeout": True},
    ADDED: {"font_color": "#00703C", "underline": 1},
}
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f]")


def write(
    documents: Iterable[ExportDocument],
    path: Path,
    language: Language = "vi",
    folder: Path | None = None,
    failures: Iterable[tuple[str, str]] = (),
) -> None:
    """Write the workbook.

    Args:
        documents: what it is about.
        path: the file to write.
        language: of the labels.
        folder: from where links to source files are made (default: where ``path`` lies).
        failures: path and reason of every file that could not be read.
    """
    with _workbook(path, language) as book:
        sheets = {name: _Sheet(book, name, language, (folder or path.parent).resolve()) for name in SHEETS}
        for document in documents:
            for name, rows in SHEETS.items():
                for row in rows(document, language):
                    sheets[name].add(row)
        for row in failure_rows(failures, language):
            sheets["review"].add(row)
        for sheet in sheets.values():
            sheet.close()


def write_sheets(sheets: Mapping[str, Iterable[Row]], path: Path, language: Language = "vi") -> None:
    """Write a workbook of these sheets, whole or not at all."""
    with replacing(path) as new, _workbook(new, language) as book:
        for name, rows in sheets.items():
            sheet = _Sheet(book, name, language, path.parent.resolve())
            for row in rows:
                sheet.add(row)
            sheet.close()


@contextmanager
def _workbook(path: Path, language: Language) -> Iterator[Any]:
    import xlsxwriter

    # Rows go to disk as they come, so memory does not grow with their number.
    default = {"font_name": FONT, "font_size": FONT_SIZE}
    with xlsxwriter.Workbook(str(path), {"constant_memory": True, "default_format_properties": default}) as book:
        book.set_properties({"title": label("word", "workbook", language), "created": datetime(2000, 1, 1)})
        yield book


class _Sheet:
    """One sheet, filled row by row."""

    def __init__(self, book: Any, name: str, language: Language, folder: Path) -> None:
        self.name, self.language, self.folder = name, language, folder
        self.columns = columns(name, language)
        self.sheet = book.add_worksheet(label("sheet", name, language))
        self.formats = {form: book.add_format({**_BODY, **style}) for form, style in FORMS.items()}
        self.link = book.add_format({**_BODY, "font_color": LINK_COLOUR, "underline": 1})
        self.page = book.add_format({**_BODY, "font_color": LINK_COLOUR, "underline": 1, "align": "center"})
        self.differences = {op: book.add_format(style) for op, style in DIFFERENCES.items()}
        self.row = 0
        self.links = 0
        head = book.add_format({**_BODY, "bold": True, "align": "center", "valign": "vcenter", "bg_color": HEAD_COLOUR})
        self.sheet.set_row(0, row_height([(c.heading, c.width * BOLD_ROOM) for c in self.columns], FONT_SIZE))
        for number, column in enumerate(self.columns):
            self.sheet.set_column(number, number, column.width)
            self.sheet.write_string(0, number, column.heading, head)

    def add(self, row: Row) -> None:
        """Write a row under the last one."""
        if self.row >= LAST_ROW:
            return
        self.row += 1
        row["no"] = self.row
        shown = [self._shown(column, row.get(column.field)) for column in self.columns]
        texts = zip((_as_text(value) for value in shown), (column.width for column in self.columns), strict=True)
        # Not left to the program that opens it: not every one fits the height of wrapped rows by itself.
        self.sheet.set_row(self.row, row_height(texts, FONT_SIZE))
        for number, (column, value) in enumerate(zip(self.columns, shown, strict=True)):
            self._write(number, column, value, row.get("source"))

    def close(self) -> None:
        """What belongs to the sheet as a whole: frozen head, filter, choices, print set-up."""
        last = max(self.row, 1)
        self.sheet.freeze_panes(1, 2)
        self.sheet.autofilter(0, 0, last, len(self.columns) - 1)
        for number, column in enumerate(self.columns):
            if column.form.startswith(("state:", "label:")) and column.labels:
                choices = list(labels(column.labels, self.language).values())
                self.sheet.data_validation(1, number, last, number, {"validate": "list", "source": choices})
        self.sheet.set_landscape()
        self.sheet.set_paper(LANDSCAPE_A4)
        self.sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        self.sheet.repeat_rows(0)
        self.sheet.print_area(0, 0, last, PRINTED_COLUMNS[self.name] - 1)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_footer(f'&L&"{FONT}"&A&R&"{FONT}"{label("word", "printed_page", self.language)} &P/&N')

    def _shown(self, column: Column, value: Any) -> Any:
        """What is written in a cell: a number, a date, or text that fits."""
        if value is None or value == "":
            return ""
        if column.form in {"number", "share"} and isinstance(value, (int, float)):
            return value
        if column.form == "difference":
            return value
        if column.form == "date" and (day := _as_date(value)):
            return day
        return fitting(label(column.labels, str(value), self.language) if column.labels else str(value))

    def _write(self, number: int, column: Column, value: Any, source: Path | None) -> None:
        style = self.formats[column.form.partition(":")[0]]
        if value == "":
            self.sheet.write_blank(self.row, number, None, style)
        elif isinstance(value, datetime):
            self.sheet.write_datetime(self.row, number, value, style)
        elif isinstance(value, (tuple, list)):
            self._write_difference(number, value, style)
        elif not isinstance(value, str):
            self.sheet.write_number(self.row, number, value, style)
        elif source is None or column.form not in {"page", "file"} or not self._link(number, column, value, source):
            # Always as a string: whatever a document says, it is never a formula here.
            self.sheet.write_string(self.row, number, value, style)

    def _write_difference(self, number: int, segments: Sequence[Segment], style: Any) -> None:
        """Write what was taken out and put in, marked and coloured."""
        pieces: list[Any] = []
        for op, parts in marked_parts(segments):
            pieces += [self.differences[op], CONTROLS.sub("", "".join(parts))]
        text = marked(segments)
        # A text in a single piece, or too long, goes in plainly.
        if len(segments) < 2 or len(text) > MOST_CHARACTERS:
            self.sheet.write_string(self.row, number, fitting(text), style)
        else:
            self.sheet.write_rich_string(self.row, number, *pieces, style)

    def _link(self, number: int, column: Column, shown: str, source: Path) -> bool:
        """Write a link to the source; False where Excel would not take it."""
        target = os.path.relpath(container_of(source), self.folder)
        anchor = f"#page={shown}" if column.form == "page" else ""
        style = self.page if column.form == "page" else self.link
        self.links += 1
        if self.links <= MOST_LINKS:
            where = "".join(f"%{ord(letter):02X}" if letter in ESCAPED_IN_LINKS else letter for letter in target)
            return bool(self.sheet.write_url(self.row, number, f"external:{where}{anchor}", style, shown) == 0)
        if len(target + anchor) > LONGEST_IN_FORMULA:
            return False
        quoted = (text.replace('"', '""') for text in (target + anchor, shown))
        self.sheet.write_formula(self.row, number, '=HYPERLINK("{}","{}")'.format(*quoted), style, shown)
        return True


def _as_text(value: Any) -> str:
    return marked(value) if isinstance(value, (tuple, list)) else str(value)


def fitting(text: str) -> str:
    """The text, cut where Excel would refuse it.

    Example:
        >>> len(fitting("a" * 40_000))
        32767
    """
    return text if len(text) <= MOST_CHARACTERS else text[: MOST_CHARACTERS - len(CUT)] + CUT


def _as_date(value: Any) -> datetime | None:
    """A full date as a date; a year or month alone stays text."""
    try:
        day = value if isinstance(value, date) else date.fromisoformat(value)
    except ValueError:
        return None
    return datetime(day.year, day.month, day.day) if day.year >= 1900 else None


_BODY: dict[str, Any] = {
    "font_name": FONT,
    "font_size": FONT_SIZE,
    "text_wrap": True,
    "valign": "top",
    "border": 1,
    "border_color": LINE_COLOUR,
}
