"""How text of a Word file looks: its own marks over those of its styles."""

import re
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from lms.base.foreign.documents import PLAIN, Look
from lms.base.foreign.legacy import Legacy, of_font
from lms.base.foreign.word_lists import W, value

_OFF = frozenset({"0", "false", "off", "none"})
_COLOR = re.compile(r"[0-9A-Fa-f]{6}")
_BLACK = frozenset({"000000", "0D0D0D", "1A1A1A", "111111", "262626", "333333"})
_WHITE = frozenset({"FFFFFF", "auto", ""})
_HEADING = re.compile(r"(?:heading|tiêu đề|đầu đề) ?([1-6])", re.IGNORECASE)
_THEMES = {"accent2": "C0504D", "accent1": "4F81BD", "accent6": "F79646"}


@dataclass(frozen=True)
class Style:
    """What a style says of the text and of the paragraphs that have it."""

    look: Look = PLAIN
    font: str = ""
    heading: int = 0
    list_id: str = ""
    depth: int = 0


@dataclass(frozen=True)
class Styles:
    """The styles of a document by their ids."""

    by_id: dict[str, Style]
    default: Style

    def paragraph(self, properties: Element | None) -> Style:
        """The style of a paragraph."""
        name = value(properties.find(f"{W}pStyle")) if properties is not None else None
        return self.by_id.get(name or "", self.default)

    def run(self, properties: Element | None, around: Style) -> tuple[Look, Legacy]:
        """How a run looks in a paragraph of a style, and how its font puts letters into signs."""
        if properties is None:
            return around.look, of_font(around.font)
        own = self.by_id.get(value(properties.find(f"{W}rStyle")) or "")
        base = _over(around, own) if own else around
        font = font_of(properties) or base.font
        return look_of(properties, base.look), of_font(font)


def read_styles(root: Element | None) -> Styles:
    """The styles that a document defines, each with what it takes from those it is based on."""
    if root is None:
        return Styles({}, Style())
    defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    bottom = Style(look_of(defaults, PLAIN), font_of(defaults)) if defaults is not None else Style()
    found = {each.get(f"{W}styleId", ""): each for each in root.findall(f"{W}style")}
    by_id: dict[str, Style] = {}
    for name in found:
        _resolve(name, found, by_id, bottom, frozenset())
    normal = next(
        (
            name
            for name, each in found.items()
            if each.get(f"{W}default") == "1" and each.get(f"{W}type") == "paragraph"
        ),
        "",
    )
    return Styles(by_id, by_id.get(normal, bottom))


def _resolve(
    name: str, found: dict[str, Element], by_id: dict[str, Style], bottom: Style, on_the_way: frozenset[str]
) -> Style:
    if name in by_id:
        return by_id[name]
    element = found.get(name)
    if element is None or name in on_the_way or len(on_the_way) > 50:
        return bottom
    parent = value(element.find(f"{W}basedOn"))
    base = _resolve(parent, found, by_id, bottom, on_the_way | {name}) if parent else bottom
    if element.get(f"{W}type") == "character":
        base = base if parent else Style()
    by_id[name] = _style(element, base)
    return by_id[name]


def _style(element: Element, base: Style) -> Style:
    run, paragraph = element.find(f"{W}rPr"), element.find(f"{W}pPr")
    style = base
    if run is not None:
        style = replace(style, look=look_of(run, base.look), font=font_of(run) or base.font)
    heading = _heading(value(element.find(f"{W}name")) or "", paragraph)
    style = replace(style, heading=heading or base.heading)
    numbered = paragraph.find(f"{W}numPr") if paragraph is not None else None
    if numbered is not None:
        list_id, depth = list_of(numbered)
        style = replace(style, list_id=list_id or base.list_id, depth=depth)
    return style


def list_of(numbered: Element) -> tuple[str, int]:
    """The list that a paragraph stands in, and how deep."""
    depth = value(numbered.find(f"{W}ilvl")) or "0"
    return value(numbered.find(f"{W}numId")) or "", min(int(depth), 8) if depth.isdecimal() else 0


def _heading(name: str, paragraph: Element | None) -> int:
    if name.casefold() in ("title", "tên tài liệu"):
        return 1
    if found := _HEADING.fullmatch(name.strip()):
        return int(found[1])
    outline = value(paragraph.find(f"{W}outlineLvl")) if paragraph is not None else None
    return int(outline) + 1 if outline and outline in "012345" else 0


def _over(around: Style, own: Style) -> Style:
    """The style of a run over that of its paragraph."""
    look = Look(
        own.look.bold or around.look.bold,
        own.look.italic or around.look.italic,
        own.look.underline or around.look.underline,
        own.look.color or around.look.color,
        own.look.highlight or around.look.highlight,
    )
    return replace(around, look=look, font=own.font or around.font)


def look_of(properties: Element, base: Look) -> Look:
    """What marks of a run say, over the look that it has without them."""
    bold, italic = _switch(properties, "b"), _switch(properties, "i")
    underline = properties.find(f"{W}u")
    color, highlight = properties.find(f"{W}color"), properties.find(f"{W}highlight")
    shade = properties.find(f"{W}shd")
    look = Look(
        base.bold if bold is None else bold,
        base.italic if italic is None else italic,
        base.underline if underline is None else (value(underline) or "single") not in _OFF,
        base.color if color is None else _color(color),
        base.highlight,
    )
    if highlight is not None:
        marked = value(highlight) or ""
        return replace(look, highlight="" if marked in (*_OFF, "white", "black") else marked)
    if shade is not None:
        fill = shade.get(f"{W}fill", "")
        return replace(look, highlight="" if fill in _WHITE or not _COLOR.fullmatch(fill) else fill.upper())
    return look


def _switch(properties: Element, name: str) -> bool | None:
    element = properties.find(f"{W}{name}")
    return None if element is None else (value(element) or "1") not in _OFF


def _color(element: Element) -> str:
    given = (value(element) or "").upper()
    if _COLOR.fullmatch(given):
        return "" if given in _BLACK else given
    return _THEMES.get(element.get(f"{W}themeColor", ""), "")


def font_of(properties: Element | None) -> str:
    """The font of a run, where its marks name one."""
    fonts = properties.find(f"{W}rFonts") if properties is not None else None
    if fonts is None:
        return ""
    return fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi") or fonts.get(f"{W}cs") or ""
