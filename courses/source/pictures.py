"""Pictures of lessons: recognised by their content, and harmless, or refused in a sentence."""

import hashlib
import re
from dataclasses import dataclass
from xml.etree import ElementTree as Xml

from lms.base.messages import Message, message

MAX_BYTES = 40_000
MAX_DRAWING_BYTES = 10_000
SMALLEST_TYPE = 14  # units, where the drawing is as wide as a phone
PHONE = 360
DEEPEST = 40
"""Elements of a drawing, one within the other."""

NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\.(svg|png|jpg|webp)")
MIME_TYPES = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "webp": "image/webp",
    "ogg": "audio/ogg",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""As what each kind of media is served."""

_SIGNATURES = {
    "png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    "jpg": re.compile(rb"\xff\xd8\xff"),
    "webp": re.compile(rb"RIFF....WEBP", re.DOTALL),
}
_SVG = "{http://www.w3.org/2000/svg}"
_HREF = {"href", "{http://www.w3.org/1999/xlink}href"}
_ELEMENTS = {
    *("svg", "g", "defs", "symbol", "use", "title", "desc", "style"),
    *("path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan"),
    *("marker", "linearGradient", "radialGradient", "stop", "clipPath", "mask", "pattern"),
}
_DECLARATIONS = re.compile(r"<!(?!--)|<\?(?!xml\s)", re.IGNORECASE)
_LOADS = re.compile(r"@import|url\(\s*['\"]?(?!#)|expression\(|javascript:", re.IGNORECASE)
_NUMBER = r"[-+]?(?:\d{1,9}(?:\.\d{0,9})?|\.\d{1,9})"
_BOX = re.compile(rf"\s*({_NUMBER})(?:[\s,]+({_NUMBER})){{3}}\s*", re.ASCII)
_FONT_SIZE = re.compile(rf"font-size\s*:\s*({_NUMBER})", re.ASCII)
_SIZE = re.compile(_NUMBER, re.ASCII)


@dataclass(frozen=True)
class Picture:
    """A file of a course's ``media`` folder."""

    name: str
    kind: str
    """``svg``, ``png``, ``jpg`` or ``webp``; of a recording ``ogg``; of a file to be taken along ``pdf``…"""
    body: bytes
    problem: Message | None = None
    """Why it cannot be published."""
    doubt: Message | None = None
    """What could be better."""

    @property
    def sha256(self) -> str:
        """Names its content."""
        return hashlib.sha256(self.body).hexdigest()

    @property
    def address(self) -> str:
        """Where it is served once it is published."""
        return f"/media/{self.sha256}.{self.kind}"


def read_picture(name: str, body: bytes) -> Picture:
    """The picture in a file of this name, with what is wrong with it."""
    kind = name.rpartition(".")[2]
    if not NAME.fullmatch(name):
        rule = message(
            "A picture's name is made of a–z, 0–9 and hyphens and ends in .svg, .png, .jpg or .webp."
        )
        return Picture(name, kind, body, problem=rule)
    if len(body) > MAX_BYTES:
        problem = message(
            "The picture has %(bytes)d bytes; at most %(most)d are allowed.", bytes=len(body), most=MAX_BYTES
        )
        return Picture(name, kind, body, problem=problem)
    if kind == "svg":
        return _drawing(name, body)
    if not _SIGNATURES[kind].match(body):
        problem = message("The content of the file is no picture of the kind %(kind)s.", kind=kind)
        return Picture(name, kind, body, problem=problem)
    return Picture(name, kind, body)


def _drawing(name: str, body: bytes) -> Picture:
    try:
        text = body.decode("utf-8-sig")
        if _DECLARATIONS.search(text):
            raise ValueError("declarations")
        root = Xml.fromstring(text)  # noqa: S314 — without declarations there is nothing to expand
    except (ValueError, Xml.ParseError):
        problem = message("The drawing is not well-formed XML in UTF-8 without declarations.")
        return Picture(name, "svg", body, problem=problem)
    return Picture(
        name, "svg", body, problem=_unsafe(root) or _endless(root), doubt=_unreadable(root, len(body))
    )


def _unsafe(root: Xml.Element) -> Message | None:
    if root.tag != f"{_SVG}svg" or not _BOX.fullmatch(root.get("viewBox", "")):
        return message("The drawing is no SVG with a viewBox of four numbers.")
    for element in root.iter():
        tag = element.tag.removeprefix(_SVG)
        if tag not in _ELEMENTS:
            return message("The drawing holds <%(tag)s>, which is not allowed.", tag=tag)
        if tag == "style" and _LOADS.search(element.text or ""):
            return message("The drawing loads something from elsewhere.")
        for attribute, value in element.attrib.items():
            if attribute.lower().startswith("on"):
                return message("The drawing holds <%(tag)s>, which is not allowed.", tag=f"{tag} {attribute}")
            if _LOADS.search(value) or (attribute in _HREF and not value.startswith("#")):
                return message("The drawing loads something from elsewhere.")
    return None


def _endless(root: Xml.Element) -> Message | None:
    """Why drawing it might take for ever."""
    if _depth(root) > DEEPEST:
        return message("The drawing nests groups more than %(most)d deep. Draw it more simply.", most=DEEPEST)
    if _repeats(root):
        return message("The drawing repeats parts within repeated parts. Draw it more simply.")
    return None


def _depth(root: Xml.Element) -> int:
    """How many elements stand one within the other."""
    depth, level = 0, [root]
    while level:
        depth, level = depth + 1, [child for element in level for child in element]
    return depth


def _repeats(root: Xml.Element) -> bool:
    """Whether a part that is used holds a part that is used: a few lines could then draw without end."""
    uses = {element.get(name, "") for element in root.iter(f"{_SVG}use") for name in _HREF}
    used = [element for element in root.iter() if f"#{element.get('id')}" in uses]
    return any(next(element.iter(f"{_SVG}use"), None) is not None for element in used)


def _unreadable(root: Xml.Element, size: int) -> Message | None:
    if size > MAX_DRAWING_BYTES:
        return message(
            "The drawing has %(bytes)d bytes; a simple one needs at most %(most)d.",
            bytes=size,
            most=MAX_DRAWING_BYTES,
        )
    numbers = _SIZE.findall(root.get("viewBox", ""))
    width = float(numbers[2]) if len(numbers) == 4 else PHONE
    for element in root.iter():
        given = element.get("font-size") or next(iter(_FONT_SIZE.findall(element.get("style", ""))), None)
        found = _SIZE.match(given or "")
        if found and float(found.group()) * PHONE / max(width, 1) < SMALLEST_TYPE - 0.5:
            return message("Text in the drawing is too small to be read on a phone.")
    return None
