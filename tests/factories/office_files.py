"""Word, PowerPoint and Excel files as trainers have them, made of their parts."""

import io
import zipfile
from collections.abc import Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape

import xlsxwriter

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


# Word


class Bit(NamedTuple):
    """A stretch of text with its marks, as Word writes them: ``<w:b/>``."""

    text: str
    marks: str = ""


def bold(text: str) -> Bit:
    return Bit(text, "<w:b/>")


def red(text: str) -> Bit:
    return Bit(text, '<w:color w:val="FF0000"/>')


def underlined(text: str) -> Bit:
    return Bit(text, '<w:u w:val="single"/>')


def highlighted(text: str) -> Bit:
    return Bit(text, '<w:highlight w:val="yellow"/>')


def paragraph(
    *bits: Bit | str, font: str = "", style: str = "", numbered: tuple[int, int] | None = None
) -> str:
    """A paragraph; ``numbered`` is its list and depth."""
    fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>' if font else ""
    given = [bit if isinstance(bit, Bit) else Bit(bit) for bit in bits]
    runs = "".join(
        f'<w:r><w:rPr>{fonts}{bit.marks}</w:rPr><w:t xml:space="preserve">{escape(bit.text)}</w:t></w:r>'
        for bit in given
    )
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if numbered:
        properties += f'<w:numPr><w:ilvl w:val="{numbered[1]}"/><w:numId w:val="{numbered[0]}"/></w:numPr>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def word_table(rows: Sequence[Sequence[str]], font: str = "") -> str:
    """A table of plain cells; a cell may hold several lines."""
    body = "".join(
        "<w:tr>"
        + "".join(
            f"<w:tc>{''.join(paragraph(line, font=font) for line in cell.split(chr(10)))}</w:tc>"
            for cell in row
        )
        + "</w:tr>"
        for row in rows
    )
    return f"<w:tbl>{body}</w:tbl>"


def _level(depth: int, shape: str, text: str) -> str:
    start = '<w:start w:val="1"/>' if shape != "bullet" else ""
    return f'<w:lvl w:ilvl="{depth}">{start}<w:numFmt w:val="{shape}"/><w:lvlText w:val="{text}"/></w:lvl>'


def _definition(number: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{number}">{"".join(levels)}</w:abstractNum>'


def _list(number: int, definition: int, more: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{definition}"/>{more}</w:num>'


_ANEW = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
NUMBERING = "".join(
    [
        f'<w:numbering xmlns:w="{W}">',
        _definition(0, _level(0, "decimal", "Câu %1:")),
        _definition(1, _level(0, "upperLetter", "%1.")),
        _definition(2, _level(0, "bullet", "-"), _level(1, "bullet", "+")),
        _list(1, 0),
        _list(3, 2),
        *(_list(number, 1, _ANEW) for number in range(10, 40)),
        "</w:numbering>",
    ]
)
"""List 1 counts questions, list 3 has bullets, lists 10 to 39 count answers, each from A."""


def _style(name: str, called: str, more: str = "") -> str:
    return f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{called}"/>{more}</w:style>'


STYLES = "".join(
    [
        f'<w:styles xmlns:w="{W}">',
        _style("Normal", "Normal").replace("<w:style ", '<w:style w:default="1" '),
        _style("Heading1", "heading 1", '<w:basedOn w:val="Normal"/><w:rPr><w:b/></w:rPr>'),
        _style("Heading2", "heading 2", '<w:basedOn w:val="Normal"/><w:rPr><w:b/></w:rPr>'),
        _style("Title", "Title", '<w:basedOn w:val="Normal"/>'),
        "</w:styles>",
    ]
)
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:v="urn:schemas-microsoft-com:vml"'
)


def word(*blocks: str, parts: dict[str, bytes] | None = None, relations: str = "") -> bytes:
    """A .docx of these paragraphs and tables."""
    body = f"<w:document {NAMESPACES}><w:body>{''.join(blocks)}</w:body></w:document>"
    return packed(
        {
            "[Content_Types].xml": TYPES.encode(),
            "word/document.xml": body.encode(),
            "word/styles.xml": STYLES.encode(),
            "word/numbering.xml": NUMBERING.encode(),
            **({"word/_rels/document.xml.rels": _relations(relations)} if relations else {}),
            **(parts or {}),
        }
    )


def word_picture(relation: str, words: str) -> str:
    """A paragraph with a picture."""
    return (
        f'<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="{escape(words)}"/>'
        f'<a:blip r:embed="{relation}"/></wp:inline></w:drawing></w:r></w:p>'
    )


def _relations(body: str) -> bytes:
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{body}</Relationships>'.encode()


def relation(name: str, target: str) -> str:
    return f'<Relationship Id="{name}" Type="x" Target="{target}"/>'


def packed(parts: dict[str, bytes]) -> bytes:
    """Parts as an archive."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return stream.getvalue()


# PowerPoint


class Slide(NamedTuple):
    """A slide: its title, its lines, and what the speaker says."""

    title: str
    lines: tuple[str, ...] = ()
    notes: str = ""
    font: str = ""


def slides(*shown: Slide) -> bytes:
    """A .pptx of these slides."""
    spaces = (
        'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    )
    ids = "".join(f'<p:sldId id="{255 + n}" r:id="rId{n}"/>' for n in range(1, len(shown) + 1))
    listed = f"<p:sldIdLst>{ids}</p:sldIdLst>"
    parts = {
        "[Content_Types].xml": TYPES.encode(),
        "ppt/presentation.xml": f"<p:presentation {spaces}>{listed}</p:presentation>".encode(),
        "ppt/_rels/presentation.xml.rels": _relations(
            "".join(relation(f"rId{n}", f"slides/slide{n}.xml") for n in range(1, len(shown) + 1))
        ),
    }
    for number, slide in enumerate(shown, 1):
        body = _shape("title", (slide.title,), slide.font) + _shape("body", slide.lines, slide.font)
        parts[f"ppt/slides/slide{number}.xml"] = (
            f"<p:sld {spaces}><p:cSld><p:spTree>{body}</p:spTree></p:cSld></p:sld>".encode()
        )
        if slide.notes:
            parts[f"ppt/slides/_rels/slide{number}.xml.rels"] = _relations(
                relation("rId9", f"../notesSlides/notesSlide{number}.xml")
            )
            notes = _shape("body", (slide.notes,), slide.font)
            parts[f"ppt/notesSlides/notesSlide{number}.xml"] = (
                f"<p:notes {spaces}><p:cSld><p:spTree>{notes}</p:spTree></p:cSld></p:notes>".encode()
            )
    return packed(parts)


def _shape(role: str, lines: Sequence[str], font: str) -> str:
    look = f'<a:rPr><a:latin typeface="{font}"/></a:rPr>' if font else ""
    body = "".join(f"<a:p><a:r>{look}<a:t>{escape(line)}</a:t></a:r></a:p>" for line in lines)
    return (
        f'<p:sp><p:nvSpPr><p:nvPr><p:ph type="{role}"/></p:nvPr></p:nvSpPr><p:txBody>{body}</p:txBody></p:sp>'
    )


# Excel


def workbook(*sheets: tuple[str, Sequence[Sequence[object]]]) -> bytes:
    """An .xlsx of these sheets."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    for name, rows in sheets:
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, int | float):
                    sheet.write_number(number, column, value)
                else:
                    sheet.write_string(number, column, str(value))
    book.close()
    return stream.getvalue()
