"""The Word file of an administrative paper: the frame of Decree 30/2020/NĐ-CP, to be edited and signed.

With :mod:`lms.paper.word_tables` the only module that knows python-docx. The face is named, not carried:
Times New Roman, as the decree asks.
"""

import io
import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from lms.base.marking import mark
from lms.paper.headings import MOTTO, NATION
from lms.paper.official import (
    AGENCY_SHARE,
    MARGINS,
    Block,
    Items,
    Letterhead,
    Lines,
    Note,
    OfficialPaper,
    Section,
    Signature,
    Table,
    Text,
    listed,
)

FACE = "Times New Roman"
A4 = (210, 297)  # millimetres
MOTTO_LENGTH = 55.0  # millimetres of the motto in this face at 13.5 points, bold
SIGNING_LINES = 4  # empty lines between the power and the name
ALIGNMENTS = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]")  # what XML cannot hold


def as_docx(paper: OfficialPaper, made_on: date) -> bytes:
    """The paper as a .docx file with the words of its PDF."""
    file = Document()
    title = " ".join((paper.title, paper.subject)).strip()
    author = paper.letterhead.agency if paper.letterhead else ""
    clear_template(file, title=title, author=author, made_on=made_on)
    width = _lay_page(file, paper.wide)
    if paper.letterhead:
        _add_head(file, paper.letterhead, width)
    _add_titles(file, paper, width)
    for block in paper.body:
        _add_block(file, block, width)
    _add_signing(file, paper, width)
    for annex in paper.annexes:
        title = _put(file.add_paragraph(), annex.title, size=14, bold=True, align="center")
        title.paragraph_format.page_break_before = True
        title.paragraph_format.space_after = Pt(8)
        for block in annex.body:
            _add_block(file, block, width)
    stream = io.BytesIO()
    file.save(stream)
    return stream.getvalue()


def clear_template(
    file: Any, *, title: str, made_on: date, author: str = "", language: str = "vi-VN"
) -> None:
    """One face and language for the whole file, no look of the library's own template."""
    defaults = file.styles.element.find(qn("w:docDefaults"))
    for fonts in defaults.iter(qn("w:rFonts")):
        fonts.attrib.clear()
        for script in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{script}"), FACE)
    for element in defaults.iter(qn("w:lang")):
        element.set(qn("w:val"), language)
    normal = file.styles["Normal"]
    normal.font.name, normal.font.size = FACE, Pt(13)
    normal.paragraph_format.space_after = Pt(0)
    about = file.core_properties
    about.title, about.author = _text(title)[:255], _text(author)
    about.comments, about.language = _text(mark()), language
    about.created = about.modified = datetime.combine(made_on, time(), UTC)


def _lay_page(file: Any, wide: bool) -> float:
    """A4 with the margins of the decree; answers the width of the text in millimetres."""
    page = file.sections[0]
    short, long = A4
    width, height = (long, short) if wide else (short, long)
    page.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    page.page_width, page.page_height = Mm(width), Mm(height)
    page.top_margin, page.bottom_margin = Mm(MARGINS["top"]), Mm(MARGINS["bottom"])
    page.left_margin, page.right_margin = Mm(MARGINS["left"]), Mm(MARGINS["right"])
    page.header_distance = Mm(10)
    page.different_first_page_header_footer = True  # the first page carries no number
    number = page.header.paragraphs[0]
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _add_field(number.add_run(), "PAGE")
    _mark(page)
    return float(width - MARGINS["left"] - MARGINS["right"])


def _mark(page: Any) -> None:
    """At the foot of each page who took the file, where it leaves with names."""
    if line := mark():
        for foot in (page.footer, page.first_page_footer):
            _put(foot.paragraphs[0], line, size=7, align="center")


def _add_head(file: Any, head: Letterhead, width: float) -> None:
    agency = width * AGENCY_SHARE
    grid = _frame(file, [agency, width - agency])
    left, right = grid.rows[0].cells
    if head.superior:
        _put(left.paragraphs[0], head.superior.upper(), size=12.5, align="center")
        _put(left.add_paragraph(), head.agency.upper(), size=12.5, bold=True, align="center")
    else:
        _put(left.paragraphs[0], head.agency.upper(), size=12.5, bold=True, align="center")
    _add_rule(left, agency, 0.4 * agency)
    _put(left.add_paragraph(), head.numbered, align="center")
    _put(right.paragraphs[0], NATION, size=12.5, bold=True, align="center")
    _put(right.add_paragraph(), MOTTO, size=13.5, bold=True, align="center")
    _add_rule(right, width - agency, MOTTO_LENGTH)
    _put(right.add_paragraph(), head.dated_place, size=13.5, italic=True, align="center")


def _add_titles(file: Any, paper: OfficialPaper, width: float) -> None:
    title = _put(file.add_paragraph(), paper.title, size=14, bold=True, align="center")
    title.paragraph_format.space_before = Pt(12)
    if paper.subject:
        _put(file.add_paragraph(), paper.subject, size=14, bold=True, align="center")
        _add_rule(file, width, width / 4)


def _add_block(file: Any, block: Block, width: float) -> None:
    match block:
        case Section(title):
            _add_section(file, title)
        case Text(words):
            _add_text(file, words)
        case Note(words):
            _put(file.add_paragraph(), words, size=11, italic=True)
        case Items(lines):
            for line in lines:
                _add_text(file, f"- {line}")
        case Lines(count):
            _add_dots(file, count, width)
        case Table():
            _add_table(file, block, width)


def _add_section(file: Any, title: str) -> None:
    heading = _put(file.add_paragraph(), title, bold=True)
    heading.paragraph_format.space_before = Pt(8)
    heading.paragraph_format.keep_with_next = True
    level = OxmlElement("w:outlineLvl")  # a heading to Word's navigation and to screen readers
    level.set(qn("w:val"), "0")
    heading._p.get_or_add_pPr().append(level)


def _add_text(file: Any, words: str) -> None:
    paragraph = _put(file.add_paragraph(), words)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    paragraph.paragraph_format.first_line_indent = Mm(10)
    paragraph.paragraph_format.space_after = Pt(6)


def _add_table(file: Any, table: Table, width: float) -> None:
    size = 10.0 if len(table.columns) >= 7 else 12.0
    grid = file.add_table(rows=0, cols=len(table.columns), style="Table Grid")
    _set_widths(grid, [share * width for share in table.shares])
    lines = [(True, [column.heading for column in table.columns])]
    lines += [(False, list(row)) for row in table.rows] + [(True, list(row)) for row in table.totals]
    for number, (bold, line) in enumerate(lines):
        row = grid.add_row()
        _mark_row(row, repeat=number == 0)
        for cell, words, column in zip(row.cells, line, table.columns, strict=True):
            align = column.align if number else "center"
            _put(cell.paragraphs[0], words, size=size, bold=bold, align=align)
    file.add_paragraph().paragraph_format.line_spacing = Pt(8)


def _add_signing(file: Any, paper: OfficialPaper, width: float) -> None:
    """Who receives it on the left of a single signature; below several that stand beside each other."""
    alone = len(paper.signatures) == 1
    if paper.signatures:
        count = max(2, len(paper.signatures))
        cells = _frame(file, [width / count] * count).rows[0].cells
        for cell, signature in zip(cells[1:] if alone else cells, paper.signatures, strict=True):
            _sign(cell, signature)
        if alone:
            _receive(cells[0], paper.recipients)
    if not alone:
        _receive(file, paper.recipients)


def _sign(cell: Any, signature: Signature) -> None:
    lines = [*signature.power.upper().split("\n"), *[""] * SIGNING_LINES, signature.name]
    for paragraph, line in zip(_paragraphs(cell, len(lines)), lines, strict=True):
        _put(paragraph, line, bold=True, align="center").paragraph_format.keep_with_next = True


def _receive(place: Any, recipients: Sequence[str]) -> None:
    if not recipients:
        return
    lines = ["Nơi nhận:", *listed(recipients)]
    for number, (paragraph, line) in enumerate(zip(_paragraphs(place, len(lines)), lines, strict=True)):
        _put(paragraph, line, size=11 if number else 12, bold=not number, italic=not number)


def _paragraphs(place: Any, count: int) -> list[Any]:
    """That many new paragraphs of a cell (whose first stands there already) or of the file."""
    own = place.paragraphs[:1] if hasattr(place, "_tc") else []
    return own + [place.add_paragraph() for _number in range(count - len(own))]


def _put(
    paragraph: Any,
    words: str,
    *,
    size: float = 13,
    bold: bool = False,
    italic: bool = False,
    align: str = "left",
) -> Any:
    run = paragraph.add_run(_text(words))
    run.font.size, run.bold, run.italic = Pt(size), bold, italic
    paragraph.alignment = ALIGNMENTS[align]
    return paragraph


def _text(words: str) -> str:
    return _UNWRITABLE.sub("", words)


def _frame(file: Any, widths: Sequence[float]) -> Any:
    """A table of one row without lines, to stand things side by side."""
    grid = file.add_table(rows=1, cols=len(widths))
    grid.alignment = WD_TABLE_ALIGNMENT.CENTER
    _set_widths(grid, widths)
    _mark_row(grid.rows[0], repeat=False)
    return grid


def _set_widths(grid: Any, widths: Sequence[float]) -> None:
    grid.autofit = False
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def _mark_row(row: Any, *, repeat: bool) -> None:
    """A row stays on one page; a heading stands again on each."""
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if repeat:
        properties.append(OxmlElement("w:tblHeader"))


def _add_rule(place: Any, width: float, length: float) -> None:
    """A centred line: the upper border of an empty paragraph that is as long as the line."""
    paragraph = place.add_paragraph()
    borders, top = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "auto")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    paragraph._p.get_or_add_pPr().append(borders)  # first: what follows is put where the schema wants it
    shape = paragraph.paragraph_format
    shape.left_indent = shape.right_indent = Mm((width - length) / 2)
    shape.line_spacing = Pt(7)


def _add_dots(file: Any, count: int, width: float) -> None:
    """Dotted lines to write on: a tab whose leader is dots."""
    for _number in range(count):
        paragraph = file.add_paragraph("\t")
        shape = paragraph.paragraph_format
        shape.tab_stops.add_tab_stop(Mm(width), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
        shape.line_spacing = Pt(20)


def _add_field(run: Any, code: str) -> None:
    """A field that Word computes, such as the number of the page."""
    for kind in ("begin", None, "end"):
        if kind:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        else:
            part = OxmlElement("w:instrText")
            part.text = code
        run._r.append(part)
