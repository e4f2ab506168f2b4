"""A section as one document: style and script inline, compressed once, allowed by their digests."""

import gzip
import hashlib
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

import brotli
from flask import render_template
from flask_babel import force_locale
from markupsafe import Markup

from courses.formats.lean import joined, lean, needed
from courses.models import Section
from courses.step_kind import Fragment

WIRE_BUDGET = 14_600  # the first ten TCP segments: what arrives in one round trip
HEADER_BYTES = 850  # with Strict-Transport-Security; a test counts the real ones


@dataclass(frozen=True)
class Document:
    """A compiled section in one language."""

    plain: bytes
    script_hash: str
    style_hash: str

    @property
    def etag(self) -> str:
        """Names this content."""
        return hashlib.sha256(self.plain).hexdigest()[:16]


def draw(section: Section, fragments: Sequence[Fragment], language: str) -> Document:
    """The document of a section, from the shares of its steps in their order."""
    shares = [lean(fragment.html) for fragment in fragments]
    script = _joined([script for fragment in fragments for script in fragment.scripts])
    used = "\n".join([*shares, script])
    style = _joined([needed(_file("bundle.css"), used), *(fragment.style for fragment in fragments)])
    style = style.replace("}\n", "}")
    with force_locale(language):
        html = render_template(
            "courses/bundle.html",
            section=section,
            course=section.edition.course,
            edition=section.edition,
            title=section.title(language),
            language_code=language,
            steps=list(zip(section.steps, (Markup(each) for each in shares), strict=True)),  # noqa: S704
            style=Markup(style),  # noqa: S704 — shipped with the product, no author's text
            script=Markup(script),  # noqa: S704
        )
    return Document(squeeze(html).encode(), digest(script), digest(style))


def compress(plain: bytes) -> tuple[bytes, bytes]:
    """The document in gzip (for the oldest browsers) and in brotli, both at their best."""
    return (
        gzip.compress(plain, 9, mtime=0),
        brotli.compress(plain, mode=brotli.MODE_TEXT, quality=11, lgwin=22),
    )


def digest(inline: str) -> str:
    """How a policy names an inline script or style."""
    return "sha256-" + b64encode(hashlib.sha256(inline.encode()).digest()).decode()


def squeeze(text: str) -> str:
    """The text without indentation and empty lines; what is between tags means the same."""
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def _joined(pieces: Sequence[str]) -> str:
    return joined("\n".join(dict.fromkeys(squeeze(piece) for piece in pieces if piece)))


def _file(name: str) -> str:
    return files("courses.formats").joinpath(name).read_text("utf-8")
