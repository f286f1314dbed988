"""DOCX in the form of an official annex, *Danh mục nhiệm vụ*: one table, the documents as its parts, A4 landscape."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pipeline.export.document import ExportDocument
from pipeline.export.json import Published
from pipeline.export.labels import Language, columns, label
from pipeline.export.rows import task_rows

FONT = "Times New Roman"
TITLE_SIZE, TABLE_SIZE, FOOTER_SIZE = 14, 11, 10
PAGE_WIDTH_CM, PAGE_HEIGHT_CM = 29.7, 21.0
# Margins of Nghị định 30/2020/NĐ-CP, Phụ lục I: top and bottom 20–25 mm, left 30–35 mm, right 15–20 mm; they turn with
# the sheet, so the binding edge of a landscape page is its top.
MARGINS_CM = {"top_margin": 3.0, "bottom_margin": 1.5, "left_margin": 2.0, "right_margin": 2.0}
WIDTHS_CM = {"no": 1.1, "text": 8.8, "lead": 3.6, "coordinate": 3.6, "product": 3.3, "deadline": 2.7, "basis": 2.6}
CENTRED = {"no", "deadline"}
ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL")),
    *((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
HEAD_SHADE = "F2F2F2"


def write(
    documents: Iterable[ExportDocument], path: Path, language: Language = "vi", folder: Path | None = None
) -> None:
    """Write the annex."""
    from docx import Document
    from docx.shared import Cm

    book = Document()
    _set_up(book, language)
    held = list(documents)
    _title(book, held, language)
    headings = {column.field: column.heading for column in columns("tasks", language)}
    table = book.add_table(rows=1, cols=len(WIDTHS_CM))
    table.style = "Table Grid"
    table.autofit = False
    for column, width in zip(table.columns, WIDTHS_CM.values(), strict=True):
        column.width = Cm(width)
    for cell, (field, width) in zip(table.rows[0].cells, WIDTHS_CM.items(), strict=True):
        _fill(cell, headings[field], width, bold=True, centred=True)
        _shade(cell)
    _repeat(table.rows[0])
    for number, document in enumerate(held, 1):
        if len(held) > 1:
            _group(table, roman(number), _heading(document))
        for count, row in enumerate(task_rows(document, language), 1):
            row["no"] = count
            _add_row(table, row)
    book.save(str(path))


def _set_up(book: Any, language: Language) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    section = book.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(PAGE_WIDTH_CM), Cm(PAGE_HEIGHT_CM)
    for side, width in MARGINS_CM.items():
        setattr(section, side, Cm(width))
    normal = book.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(TABLE_SIZE)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    normal.paragraph_format.space_after = Pt(0)
    book.core_properties.title = label("word", "workbook", language)
    _number_pages(section)


def _title(book: Any, documents: list[ExportDocument], language: Language) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    lines = [(label("word", "annex", language), True, False), (label("word", "list_title", language), True, False)]
    if len(documents) == 1:
        lines.append((f"({label('word', 'attached', language)} {_heading(documents[0])})", False, True))
    for text, bold, italic in lines:
        paragraph = book.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run(text)
        run.bold, run.italic, run.font.size = bold, italic, Pt(TITLE_SIZE)
    book.add_paragraph()


def _heading(document: ExportDocument) -> str:
    metadata: Published = document.content["document"]
    issued = metadata["issued"] or ""
    day = f"ngày {issued[8:]}/{issued[5:7]}/{issued[:4]}" if len(issued) == len("2025-12-31") else ""
    issuer = f"của {metadata['issuer']}" if metadata["issuer"] else ""
    return " ".join(part for part in (document.designation, day, issuer) if part)


def _add_row(table: Any, row: dict[str, Any]) -> None:
    line = table.add_row()
    _keep_whole(line)
    for cell, (field, width) in zip(line.cells, WIDTHS_CM.items(), strict=True):
        _fill(cell, str(row.get(field) or ""), width, centred=field in CENTRED)


def _group(table: Any, number: str, text: str) -> None:
    line = table.add_row()
    _keep_whole(line)
    first, rest = line.cells[0], line.cells[1].merge(line.cells[-1])
    _fill(first, number, WIDTHS_CM["no"], bold=True, centred=True)
    _fill(rest, text, sum(WIDTHS_CM.values()) - WIDTHS_CM["no"], bold=True)
    rest.paragraphs[0].paragraph_format.keep_with_next = True


def _fill(cell: Any, text: str, width: float, bold: bool = False, centred: bool = False) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm

    cell.width = Cm(width)
    paragraph = cell.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.LEFT
    paragraph.add_run(printable(text)).bold = bold


def printable(text: str) -> str:
    r"""The text without control characters, which XML does not take.

    Example:
        >>> printable("Rà\x0b soát")
        'Rà soát'
    """
    return "".join(character for character in text if character >= " " or character in "\n\t")


def roman(number: int) -> str:
    """A Roman numeral.

    Example:
        >>> roman(14)
        'XIV'
    """
    written = ""
    for value, letter in ROMAN:
        count, number = divmod(number, value)
        written += letter * count
    return written


def _element(name: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(name)
    for attribute, value in attributes.items():
        element.set(qn(f"w:{attribute}"), value)
    return element


def _repeat(row: Any) -> None:
    row._tr.get_or_add_trPr().append(_element("w:tblHeader", val="true"))
    _keep_whole(row)


def _keep_whole(row: Any) -> None:
    row._tr.get_or_add_trPr().append(_element("w:cantSplit", val="true"))


def _shade(cell: Any) -> None:
    cell._tc.get_or_add_tcPr().append(_element("w:shd", val="clear", fill=HEAD_SHADE))


def _number_pages(section: Any) -> None:
    """The page number centred in the top margin, as the official form has it, none on the first page."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run()
    run.font.size = Pt(FOOTER_SIZE)
    field = _element("w:fldSimple", instr="PAGE")
    field.append(run._r)
    paragraph._p.append(field)
