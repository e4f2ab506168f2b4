"""Author text: one configuration of Markdown, caps before it, one allow-list after it.

Python-Markdown is quadratic in runs of brackets (20 kB of ``[`` take more than a minute), so what may enter
is bounded first. Text is rendered when it is published, never in a learner's request.
"""

import re

import nh3
from markdown import Markdown

from lms.base.messages import Refusal, message
from lms.base.text import clean_block

MAX_CHARACTERS = 40_000
MAX_LINE = 4_000
MAX_BRACKETS = 400
MAX_DEPTH = 24

_RUN = re.compile(r"([\[\](){}<>*_`~!&|=#^\\])\1{11,}")
_TABLE_RULE = re.compile(r"^[\s|:=-]+$")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)

_TAGS = {
    *("p", "br", "hr", "h2", "h3", "h4", "strong", "em", "code", "blockquote", "a"),
    *("ul", "ol", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tr", "th", "td", "div"),
}
_CLASSES = {
    "div": {"admonition", "note", "tip", "warning", "danger", "case", "week"},
    "p": {"admonition-title"},
}


class TooHeavy(Refusal):
    """The text is too long, or holds a run of marks that no prose needs."""


def render(source: str) -> str:
    """Clean HTML of author text: headings from ``h2``, no ids, no styles, no images, links that are safe.

    Raises :class:`TooHeavy` before anything is rendered. Comments (``<!-- … -->``) are for editors and are
    taken out.
    """
    text = _COMMENT.sub("", clean_block(source))
    _check_weight(text)
    html = Markdown(
        extensions=["tables", "admonition", "def_list", "sane_lists", "toc"],
        extension_configs={"toc": {"baselevel": 2, "marker": ""}},
        output_format="html",
    ).convert(text)
    return nh3.clean(
        html,
        tags=_TAGS,
        clean_content_tags={"script", "style"},
        attributes={"a": {"href"}, "ol": {"start"}},
        allowed_classes=_CLASSES,
        attribute_filter=_keep_attribute,
        url_schemes={"https", "mailto", "tel"},
    )


def _check_weight(text: str) -> None:
    if len(text) > MAX_CHARACTERS:
        raise TooHeavy(
            message(
                "The text has %(count)d characters; at most %(most)d are allowed.",
                count=len(text),
                most=MAX_CHARACTERS,
            )
        )
    if text.count("[") > MAX_BRACKETS:
        raise TooHeavy(message("The text has more than %(most)d opening brackets.", most=MAX_BRACKETS))
    for number, line in enumerate(text.split("\n"), 1):
        _check_line(number, line)


def _check_line(number: int, line: str) -> None:
    if len(line) > MAX_LINE:
        raise TooHeavy(
            message("Line %(line)d is longer than %(most)d characters.", line=number, most=MAX_LINE)
        )
    if len(line) - len(line.lstrip(" \t>")) > MAX_DEPTH:
        raise TooHeavy(message("Line %(line)d is indented too deep.", line=number))
    run = None if _TABLE_RULE.match(line) else _RUN.search(line)
    if run:
        raise TooHeavy(
            message("Line %(line)d holds a long run of “%(mark)s”.", line=number, mark=run.group(1))
        )


def _keep_attribute(tag: str, name: str, value: str) -> str | None:
    """``//evil.example`` has no scheme and would pass as an address of our own."""
    if tag == "a" and name == "href" and value.replace("\\", "/").startswith("//"):
        return None
    return value
