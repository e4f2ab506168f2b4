"""How the cells of a workbook (.xlsx) look, where they look like anything: lists of questions are marked so.

Only the look of a whole cell is read, by the style that it names. The file was looked over before
(:mod:`lms.base.spreadsheet_safety`). Format: ECMA-376, parts 1 and 3, SpreadsheetML.
"""

import re
from dataclasses import replace
from xml.etree.ElementTree import Element

from lms.base.foreign.documents import PLAIN, Look
from lms.base.foreign.parts import ID, Parts
from lms.base.office_safety import UnreadableFile

Looks = dict[tuple[int, int], Look]
"""By row and column, both from 1; a cell that looks plain is not among them."""

_BOOK = "xl/workbook.xml"
_STYLES = "xl/styles.xml"
_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_OFF = ("0", "false", "none")
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_FORMATS = {"9": "0%", "10": "0.00%", "16": "d-mmm", "17": "mmm-yy"}
"""Those that no file spells out."""
_INK = ("000000", "")
_PAPER = ("FFFFFF", "")
_INDEXED = {
    **dict(enumerate(("000000", "FFFFFF", "FF0000", "00FF00", "0000FF", "FFFF00", "FF00FF", "00FFFF"), 8)),
    **dict(enumerate(("800000", "008000", "000080", "808000", "800080", "008080", "C0C0C0", "808080"), 16)),
}
_THEME = ("FFFFFF", "000000", "E7E6E6", "44546A", "4472C4", "ED7D31", "A5A5A5", "FFC000", "5B9BD5", "70AD47")
"""The colours of the theme that Office has had since 2013, in the order in which cells name them."""


def looks_in(data: bytes) -> dict[str, Looks]:
    """How cells look, by the name of their sheet; nothing for a file that is no .xlsx."""
    try:
        parts = Parts(data)
        styles = _styles(parts.xml(_STYLES))
        return {name: _cells(parts.xml(part), styles) for name, part in _sheets(parts).items()}
    except UnreadableFile:
        return {}


def _sheets(parts: Parts) -> dict[str, str]:
    """The part of each sheet by its name."""
    book = parts.xml(_BOOK)
    if book is None:
        return {}
    leads = parts.relations(_BOOK)
    found = {sheet.get("name", ""): leads.get(sheet.get(ID, ""), "") for sheet in book.iter(f"{_S}sheet")}
    return {name: part for name, part in found.items() if part}


def _styles(root: Element | None) -> list[Look]:
    """The look of each style, in the order in which cells name them."""
    if root is None:
        return []
    fonts = root.findall(f"{_S}fonts/{_S}font")
    fills = root.findall(f"{_S}fills/{_S}fill")
    own = root.findall(f"{_S}numFmts/{_S}numFmt")
    formats = _FORMATS | {each.get("numFmtId", ""): each.get("formatCode", "") for each in own}
    return [
        replace(
            _look(_named(fonts, style.get("fontId")), _named(fills, style.get("fillId"))),
            shown_as=_telling(formats.get(style.get("numFmtId", ""), "")),
        )
        for style in root.findall(f"{_S}cellXfs/{_S}xf")
    ]


def _telling(code: str) -> str:
    """A number format as far as it changes what is read: a share in percent, a day without its year."""
    bare = _QUOTED.sub("", code.partition(";")[0]).lower()
    is_day = "m" in bare and ("d" in bare) != ("y" in bare) and "h" not in bare
    return bare if "%" in bare or is_day else ""


def _named(found: list[Element], number: str | None) -> Element | None:
    at = int(number) if number and number.isdecimal() and len(number) < 6 else -1
    return found[at] if 0 <= at < len(found) else None


def _look(font: Element | None, fill: Element | None) -> Look:
    color, highlight = "", ""
    if font is not None:
        color = _color(font.find(f"{_S}color"))
    if fill is not None:
        pattern = fill.find(f"{_S}patternFill")
        if pattern is not None and pattern.get("patternType", "none") != "none":
            highlight = _color(pattern.find(f"{_S}fgColor"))
    return Look(
        bold=_is_on(font, "b"),
        italic=_is_on(font, "i"),
        underline=_is_on(font, "u"),
        color="" if color in _INK else color,
        highlight="" if highlight in _PAPER else highlight,
    )


def _is_on(font: Element | None, mark: str) -> bool:
    found = font.find(f"{_S}{mark}") if font is not None else None
    return found is not None and found.get("val", "1") not in _OFF


def _color(element: Element | None) -> str:
    """Six hexadecimal digits; empty where none is named, or by nothing that is known."""
    if element is None:
        return ""
    if rgb := element.get("rgb"):
        return rgb[-6:].upper()
    theme, indexed = element.get("theme", ""), element.get("indexed", "")
    if theme.isdecimal() and int(theme[:3]) < len(_THEME):
        return _THEME[int(theme[:3])]
    return _INDEXED.get(int(indexed[:3]), "") if indexed.isdecimal() else ""


def _cells(root: Element | None, styles: list[Look]) -> Looks:
    looks: Looks = {}
    for cell in root.iter(f"{_S}c") if root is not None else ():
        style, place = cell.get("s", ""), _ADDRESS.fullmatch(cell.get("r", ""))
        look = styles[int(style)] if style.isdecimal() and int(style[:6]) < len(styles) else PLAIN
        if place and look != PLAIN:
            looks[int(place[2]), _column(place[1])] = look
    return looks


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
