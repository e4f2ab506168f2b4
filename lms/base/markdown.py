"""Author text: one configuration of Markdown, caps before it, one allow-list after it.

Python-Markdown is quadratic in runs of brackets (20 kB of ``[`` take more than a minute), so what may enter
is bounded first. Text is rendered when it is published, never in a learner's request.
"""

import re
from collections.abc import Callable
from xml.etree.ElementTree import Element

import nh3
from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from lms.base.messages import Message, Refusal, message
from lms.base.text import clean_block

MAX_CHARACTERS = 40_000
MAX_LINE = 4_000
MAX_BRACKETS = 400
MAX_DEPTH = 24

_RUN = re.compile(r"([\[\](){}<>*_`~!&|=#^\\])\1{11,}")
_TABLE_RULE = re.compile(r"^[\s|:=-]+$")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_KEPT_PICTURE = re.compile(r"/media/[0-9a-f]{64}\.[a-z]{3,4}")
_KEPT_LINK = re.compile(r"/media/[0-9a-f]{64}\.(?:ogg#[\d.,]+|pdf|docx|xlsx)")

Picture = Callable[[str, str], str | None]
"""Where a picture is kept, by the name and the words that the author gave; None where there is none."""

_TAGS = {
    *("p", "br", "hr", "h2", "h3", "h4", "strong", "em", "code", "blockquote", "a"),
    *("ul", "ol", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tr", "th", "td", "div"),
}
_CLASSES = {
    "div": {"admonition", "note", "tip", "warning", "danger", "case", "week", "old"},
    "p": {"admonition-title"},
}


class TooHeavy(Refusal):
    """The text is too long, or holds a run of marks that no prose needs."""

    def __init__(self, sentence: Message, line: int = 0) -> None:
        super().__init__(sentence)
        self.line = line
        """The line of the text that is refused, from 1; 0 where it is the whole text."""


def render(source: str, picture: Picture | None = None) -> str:
    """Clean HTML of author text: headings from ``h2``, no ids, no styles, links that are safe.

    Pictures, recordings and files come through only where ``picture`` says where they are kept: an address of
    our own under ``/media``. Raises :class:`TooHeavy` before anything is rendered. Comments (``<!-- … -->``)
    are for editors and are taken out.
    """
    text = clean_block(source)
    _check_weight(_COMMENT.sub(lambda found: "\n" * found.group().count("\n"), text))
    markdown = Markdown(
        extensions=["tables", "admonition", "def_list", "sane_lists", "toc"],
        extension_configs={"toc": {"baselevel": 2, "marker": ""}},
        output_format="html",
    )
    if picture:
        markdown.treeprocessors.register(_Pictures(picture), "pictures", 15)  # after the inline patterns
    return nh3.clean(
        markdown.convert(_COMMENT.sub("", text)),
        tags=_TAGS | {"img"} if picture else _TAGS,
        clean_content_tags={"script", "style"},
        attributes={"a": {"href"}, "ol": {"start"}, "img": {"src", "alt"}},
        allowed_classes=_CLASSES,
        attribute_filter=_keep_attribute,
        url_schemes={"https", "mailto", "tel"},
    )


class _Pictures(Treeprocessor):
    """Puts the address where a picture is kept in the place of the name that the author gave; a recording or
    a file to be taken along, written as a picture is, becomes a link."""

    def __init__(self, picture: Picture) -> None:
        super().__init__()
        self._picture = picture

    def run(self, root: Element) -> None:
        for image in root.iter("img"):
            address, words = self._picture(image.get("src", ""), image.get("alt", "")) or "", image.get("alt")
            image.set("src", address)
            if _KEPT_LINK.fullmatch(address):
                image.tag, image.text = "a", words
                image.set("href", address)


def _check_weight(text: str) -> None:
    if len(text) > MAX_CHARACTERS:
        raise TooHeavy(
            message(
                "The text has %(count)d characters; at most %(most)d are allowed.",
                count=len(text),
                most=MAX_CHARACTERS,
            )
        )
    opened = 0
    for number, line in enumerate(text.split("\n"), 1):
        opened += line.count("[")
        if opened > MAX_BRACKETS:
            sentence = message("The text has more than %(most)d opening brackets.", most=MAX_BRACKETS)
            raise TooHeavy(sentence, number)
        _check_line(number, line)


def _check_line(number: int, line: str) -> None:
    if len(line) > MAX_LINE:
        raise TooHeavy(
            message("Line %(line)d is longer than %(most)d characters.", line=number, most=MAX_LINE), number
        )
    if len(line) - len(line.lstrip(" \t>")) > MAX_DEPTH:
        raise TooHeavy(message("Line %(line)d is indented too deep.", line=number), number)
    run = None if _TABLE_RULE.match(line) else _RUN.search(line)
    if run:
        raise TooHeavy(
            message("Line %(line)d holds a long run of “%(mark)s”.", line=number, mark=run.group(1)), number
        )


def _keep_attribute(tag: str, name: str, value: str) -> str | None:
    """``//evil.example`` has no scheme and would pass as an address of our own; so would a picture's."""
    if tag == "img" and name == "src":
        return value if _KEPT_PICTURE.fullmatch(value) else None
    if tag == "a" and name == "href" and value.replace("\\", "/").startswith("//"):
        return None
    return value
