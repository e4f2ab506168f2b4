"""The kind of step that courses bring themselves: a page to read."""

import re
from collections.abc import Collection
from html import unescape
from typing import Any

from flask import render_template
from flask_babel import force_locale

from courses.models import Media, Step
from courses.queries import kept_pictures
from courses.source.pictures import MIME_TYPES
from courses.step_kind import Contents, Fragment
from lms.base.messages import Message
from lms.web.costs import sent_bytes

SYLLABLES_A_MINUTE = 110  # a slow reader on a small screen, who stops to think


_PICTURE = re.compile(
    r'<img alt="(?P<words>[^"]*)" src="(?P<address>/media/(?P<sha256>[0-9a-f]{64})\.[a-z]{3})">'
)
_SOUND = re.compile(
    r'<a href="(?P<address>/media/(?P<sha256>[0-9a-f]{64})\.ogg#(?P<seconds>\d+)[\d.,]*)"[^>]*>'
    r"(?P<words>[^<]*)</a>"
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
                html=_for_a_phone(text.html),
                always_show=step.section.edition.always_show,
            )
        return Fragment(html)

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


def _sent(media: Media) -> int:
    return sent_bytes(media.body, MIME_TYPES[media.kind])


def _for_a_phone(html: str) -> str:
    """The lesson with a link that says what it costs in the place of each picture and recording, so that
    nothing is loaded before somebody asks for it, and with tables that a keyboard can reach to scroll."""
    found = [*_PICTURE.finditer(html), *_SOUND.finditer(html)]
    media = kept_pictures({each["sha256"] for each in found})

    def link(found: re.Match[str]) -> str:
        return render_template(
            "courses/media_link.html",
            address=found["address"],
            words=unescape(found["words"]),
            bytes=_sent(media[found["sha256"]]),
            minutes=-(-int(found.groupdict().get("seconds") or 0) // 60),
        ).strip()

    return _SOUND.sub(link, _PICTURE.sub(link, html)).replace("<table>", '<table tabindex="0">')
