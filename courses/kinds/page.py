"""The kind of step that courses bring themselves: a page to read."""

import re
from collections.abc import Collection, Mapping, Sequence
from html import unescape
from typing import Any

from flask import render_template
from flask_babel import force_locale

from courses.models import Step
from courses.queries import kept_pictures
from courses.source.pictures import MIME_TYPES
from courses.step_kind import Contents, Fragment, Offer
from lms.base.messages import Message
from lms.web.costs import sent_bytes

SYLLABLES_A_MINUTE = 110  # a slow reader on a small screen, who stops to think


_PICTURE = re.compile(
    r'<img alt="(?P<words>[^"]*)" src="(?P<address>/media/(?P<sha256>[0-9a-f]{64})\.[a-z]{3,4})">'
)
_LINK = re.compile(
    r'<a href="(?P<address>/media/(?P<sha256>[0-9a-f]{64})\.(?P<kind>ogg|pdf|docx|xlsx)'
    r'(?:#(?P<seconds>\d+)[\d.,]*)?)"[^>]*>(?P<words>[^<]*)</a>'
)


class PageKind:
    """A lesson: read, then marked as read by the learner."""

    name = "page"

    def load(self) -> list[Message]:
        """Nothing: the library reads the texts with the course."""
        return []

    def check(self, reference: dict[str, Any], languages: Collection[str]) -> list[Message]:
        """Nothing is left to find: the library has read the texts."""
        return []

    def contents(self, reference: dict[str, Any]) -> Contents:
        """It asks nothing."""
        return Contents()

    def offers(self) -> tuple[Offer, ...]:
        """None: a lesson is written for its course."""
        return ()

    def freeze(self, reference: dict[str, Any]) -> dict[str, Any]:
        """The texts stand beside the step and never change: there is no version to pin."""
        return reference

    def compile(self, step: Step, language: str) -> Fragment:
        """The lesson, its legal basis, the block that is always shown, and the button "I have read this"."""
        text = step.text(language)
        with force_locale(language):
            html = render_template(
                "courses/page_step.html",
                step=step,
                text=text,
                html=for_a_phone(text.html, _kept_weights(text.html)),
                always_show=step.section.edition.always_show,
            )
        return Fragment(html)

    def made_here_since(self, pins: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        """None: a lesson is no version that is published apart from its course."""
        return []

    def url(self, step: Step) -> str:
        """Its place in its section."""
        section = step.section
        return f"/learn/{section.edition.course.slug}/{section.ordinal}#b{step.ordinal}"

    def minutes(self, frozen: dict[str, Any]) -> int:
        """Its syllables at a slow reader's pace, rounded up."""
        return max(1, -(-int(frozen["syllables"]) // SYLLABLES_A_MINUTE))

    def title(self, frozen: dict[str, Any], language: str) -> str:
        """The first line of its text."""
        return str(frozen["titles"][language])

    def text(self, frozen: dict[str, Any], language: str) -> str:
        """Nothing more: the words of a lesson stand beside its step."""
        return ""


def for_a_phone(html: str, weights: Mapping[str, int]) -> str:
    """The lesson with a link that says what it costs in the place of each picture, recording and file, so
    that nothing is loaded before somebody asks for it, and with tables that a keyboard can reach to scroll.

    ``weights`` are the bytes of media on the wire, by digest.
    """

    def link(found: re.Match[str]) -> str:
        given = found.groupdict()
        return render_template(
            "courses/media_link.html",
            address=given["address"],
            words=unescape(given["words"]),
            kind=given.get("kind") or "",
            bytes=weights[given["sha256"]],
            minutes=-(-int(given.get("seconds") or 0) // 60),
        ).strip()

    return _LINK.sub(link, _PICTURE.sub(link, html)).replace("<table>", '<table tabindex="0">')


def weight_of(body: bytes, kind: str) -> int:
    """What a picture, recording or file costs on the wire, in bytes."""
    return sent_bytes(body, MIME_TYPES[kind])


def _kept_weights(html: str) -> dict[str, int]:
    media = kept_pictures({each["sha256"] for each in (*_PICTURE.finditer(html), *_LINK.finditer(html))})
    return {digest: weight_of(each.body, each.kind) for digest, each in media.items()}
