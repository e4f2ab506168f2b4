"""The script that every page carries, and the worker behind it: joined from the files of all parts, without
comments, with its sentences in both languages."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from flask import current_app, url_for
from flask_babel import force_locale

from lms.base.messages import Message, message
from lms.web.i18n import LANGUAGES, said
from lms.web.in_app import SIGNS
from lms.web.statics import static_url, stylesheet_url

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_FOLDER = Path(__file__).parent / "static" / "js"
_TEMPLATES = Path(__file__).parent / "templates" / "web"


@dataclass(frozen=True)
class PhoneScript:
    """What a part adds to the script of every page: a file that finds its sentences in ``words``."""

    path: Path
    words: Mapping[str, Message] = field(default_factory=dict)


OWN = ("store.js", "leaving.js", "people.js", "line.js", "locks.js", "outbox.js", "pages.js", "cards.js")
"""The files of the script itself; they share one scope, in this order."""
WORKER = ("store.js", "leaving.js", "worker.js")
PAGES = {"kept": "kept.js", "people_here": "pins.js"}
"""Pages that are shown where there is no network, by their template, with the script that fills them in."""

WORDS = {
    "left": message("%(count)s answers are not sent yet."),
    "things": message("%(count)s things are not sent yet."),
    "others": message("%(count)s answers of other people wait to be sent."),
    "otherThings": message("%(count)s things of other people wait to be sent."),
    "now": message("Send now"),
    "all": message("Everything is sent."),
    "latest": message("Latest receipt:"),
    "what": message("What this phone keeps"),
    "change": message("Change the person, or sign out"),
    "sent": message("Sent. Receipt:"),
    "kept": message("Kept on this phone. It is sent when there is a network."),
    "expired": message("Kept on this phone. Please sign in again, then it is sent."),
    "other": message("Kept on this phone until whoever played it signs in again."),
    "apart": message("Received, but put aside until somebody has looked at it."),
    "conflict": message("Received before with other answers. Both are kept; ask the officer of the commune."),
    "refused": message("The server could not take this. It stays on this phone."),
    "memory": message(
        "This phone cannot keep answers (it is full, or the window is private). They are sent at once:"
        " please leave this page open until everything is sent."
    ),
    "offline": message("There is no network now, so this could not be sent. Please try again later."),
    "leaving": message("Signed out on this phone. The server hears of it as soon as there is a network."),
    "full": message("There is no room left on this phone. Free some space, then try again."),
}


class Phone:
    """The script and the worker of one app; composed when they are first asked for."""

    def __init__(self, scripts: Sequence[PhoneScript]) -> None:
        self._parts = scripts

    @cached_property
    def script(self) -> str:
        """What every page runs."""
        files = "\n".join(_source(_FOLDER / name) for name in OWN)
        own = _closed(f"const IN_APP={json.dumps(SIGNS)};\n{files}", WORDS)
        return "\n".join([own, *(_closed(_source(part.path), part.words) for part in self._parts)])

    @cached_property
    def worker(self) -> str:
        """The service worker: it changes whenever what it keeps of the product changes."""
        named = f"const SHELL={json.dumps(self.shell)},VERSION={json.dumps(self._version())};"
        return "\n".join([named, *(_source(_FOLDER / name) for name in WORKER)])

    @property
    def shell(self) -> list[str]:
        """The addresses without which no page can be shown."""
        pages = [url_for(f"phone.show_{page}", l=language) for page in PAGES for language in LANGUAGES]
        return [
            url_for("phone.show_script"),
            *(url_for("web.static", filename=f"js/{script}") for script in PAGES.values()),
            stylesheet_url(),
            static_url("mark.svg"),
            *pages,
        ]

    def _version(self) -> str:
        files = [_FOLDER / script for script in PAGES.values()] + [
            _TEMPLATES / f"{page}.html" for page in PAGES
        ]
        return digest("".join([self.script, *self.shell, *(each.read_text("utf-8") for each in files)]))


def phone() -> Phone:
    """The script and the worker of this app."""
    found: Phone = current_app.extensions["phone"]
    return found


def retired_worker() -> str:
    """A worker that removes everything that was kept, and itself."""
    return _source(_FOLDER / "retired.js")


def digest(text: str) -> str:
    """Names this text."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _source(path: Path) -> str:
    """A script without comments, indentation and empty lines; every comment in it is ``/* … */``."""
    lines = _COMMENT.sub("", path.read_text("utf-8")).splitlines()
    return "\n".join(line.strip() for line in lines if line.strip())


def _closed(source: str, words: Mapping[str, Message]) -> str:
    """A script in a scope of its own, with its sentences in the language of the page."""
    said_in = json.dumps(
        {language: _said(words, language) for language in LANGUAGES},
        ensure_ascii=False,
        separators=(",", ":"),
    )
    return f"(words=>{{\n{source}\n}})({said_in}[document.documentElement.lang]||{{}});"


def _said(words: Mapping[str, Message], language: str) -> dict[str, str]:
    with force_locale(language):
        return {name: said(sentence) for name, sentence in words.items()}
