"""Languages: Vietnamese first, English second. Catalogues lie beside the part whose words they hold."""

import io
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations
from flask import Flask, request, session
from flask.sessions import SessionMixin
from flask_babel import Babel, Domain, get_locale
from flask_babel import gettext as _gettext
from werkzeug.datastructures import Headers

from lms.base.messages import Message

LANGUAGES = ("vi", "en")
LANGUAGE_KEY = "language"
HEADER = "Page-Language"
"""In which language the page was on which a phone kept what it hands in: by its key it has no session."""


class Catalogues(Domain):  # type: ignore[misc]
    """The catalogues of all parts, read from their ``.po`` files once per language and process."""

    def __init__(self, folders: list[Path]) -> None:
        super().__init__()
        self.folders = tuple(folders)
        self._loaded: dict[str, Translations] = {}
        """By language: each sentence of a page asks, and folders are long to hash."""

    def get_translations(self) -> Any:
        """The catalogue of the language of this request."""
        chosen = language()
        if chosen not in self._loaded:
            self._loaded[chosen] = load_catalogue(chosen, self.folders)
        return self._loaded[chosen]


@lru_cache(maxsize=8)
def load_catalogue(language: str, folders: tuple[Path, ...]) -> Translations:
    """All sentences of one language; English is the language the sentences are written in."""
    merged = Translations()
    for folder in folders:
        for path in sorted((folder / language / "LC_MESSAGES").glob("*.po")):
            compiled = io.BytesIO()
            with path.open("rb") as source:
                write_mo(compiled, read_po(source, locale=language))
            compiled.seek(0)
            catalogue = Translations(compiled)
            merged.merge(catalogue)
            merged.plural = (
                catalogue.plural
            )  # merge forgets it, and Vietnamese has one form where English has two
    return merged


def init_languages(app: Flask, folders: list[Path]) -> None:
    """Choose the language of each request and find the catalogues."""
    app.config.setdefault("BABEL_DEFAULT_LOCALE", LANGUAGES[0])
    app.config.setdefault("BABEL_DEFAULT_TIMEZONE", "Asia/Ho_Chi_Minh")
    locales = {code: Locale.parse(code) for code in LANGUAGES}  # read once: every answer asks
    babel = Babel(app, locale_selector=lambda: locales[chosen_language()])
    babel.domain_instance = Catalogues(folders)  # Flask-Babel itself reads only compiled .mo files
    app.jinja_env.globals.update(language=language, said=said)


def chosen_language() -> str:
    """The language this person chose; Vietnamese until she chooses. The browser's wish is not asked:
    a cheap phone often speaks English to somebody who does not."""
    if not request:
        return LANGUAGES[0]
    return language_of(session, request.headers)


def language_of(opened: SessionMixin, headers: Headers) -> str:
    """The same of a session that is open and the headers of its request."""
    chosen = opened.get(LANGUAGE_KEY) or headers.get(HEADER)
    return chosen if chosen in LANGUAGES else LANGUAGES[0]


def language() -> str:
    """The language of this answer, ``vi`` or ``en``."""
    locale = get_locale()
    return str(locale.language) if locale else LANGUAGES[0]


def said(sentence: Message) -> str:
    """A rule's sentence in the language of this answer."""
    params = {
        name: said(value) if isinstance(value, Message) else value for name, value in sentence.params.items()
    }
    return str(_gettext(sentence.text, **params))
