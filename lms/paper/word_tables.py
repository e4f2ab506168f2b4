"""A Word file of tables that people fill in and send back: a title, then one table after the other.

Written as XML, since a library that asks for every cell anew needs seconds for some hundred rows.
"""

import io
import re
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from lms.paper.word import A4, FACE, clear_template

MARGIN = 15  # millimetres: a working paper, no administrative one
WIDTH = 297 - 2 * MARGIN  # of the tables
TWIPS = 56.7  # in a millimetre
SHADE = "E3EDF7"
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]")  # what XML cannot hold


class WordCell(NamedTuple):
    """A cell: its lines, how many columns it takes, and whether it names what stands beside or below it."""

    text: str
    span: int = 1
    is_head: bool = False


class WordTable(NamedTuple):
    """A table: the widths of its columns as shares of the page, its rows; the first one stands again on each
    page."""

    shares: Sequence[float]
    rows: Sequence[Sequence[WordCell]]


def tables_as_docx(title: str, tables: Sequence[WordTable], language: str, made_on: date) -> bytes:
    """The file, landscape A4, in the face of official papers."""
    file = Document()
    clear_template(file, title=title, language="vi-VN" if language == "vi" else "en-GB", made_on=made_on)
    page = file.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = Mm(A4[1]), Mm(A4[0])
    page.top_margin = page.bottom_margin = page.left_margin = page.right_margin = Mm(MARGIN)
    heading = file.add_paragraph()
    run = heading.add_run(_UNWRITABLE.sub("", title))
    run.bold, run.font.size = True, Pt(16)
    level = parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="0"/>')
    heading._p.get_or_add_pPr().append(level)
    body: Any = file.element.body
    end = body.find(qn("w:sectPr"))
    for table in tables:
        end.addprevious(parse_xml(_table(table)))
        end.addprevious(parse_xml(f"<w:p {nsdecls('w')}/>"))  # tables that touch would grow together
    stream = io.BytesIO()
    file.save(stream)
    return stream.getvalue()


def _table(table: WordTable) -> str:
    widths = [round(share * WIDTH * TWIPS) for share in table.shares]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = "".join(_row(row, widths, first=not number) for number, row in enumerate(table.rows))
    return (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(widths)}"'
        f' w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>'
    )


def _row(row: Sequence[WordCell], widths: Sequence[int], *, first: bool) -> str:
    cells, at = [], 0
    for cell in row:
        cells.append(_cell(cell, sum(widths[at : at + cell.span])))
        at += cell.span
    head = "<w:trPr><w:tblHeader/></w:trPr>" if first else ""
    return f"<w:tr>{head}{''.join(cells)}</w:tr>"


def _cell(cell: WordCell, width: int) -> str:
    span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{SHADE}"/>' if cell.is_head else ""
    bold = "<w:b/>" if cell.is_head else ""
    look = (
        f'<w:rPr><w:rFonts w:ascii="{FACE}" w:hAnsi="{FACE}" w:cs="{FACE}"/>{bold}<w:sz w:val="22"/></w:rPr>'
    )
    paragraphs = "".join(
        f'<w:p><w:r>{look}<w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>' if line else "<w:p/>"
        for line in _UNWRITABLE.sub("", cell.text).split("\n")
    )
    properties = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{shade}</w:tcPr>'
    return f"<w:tc>{properties}{paragraphs}</w:tc>"
