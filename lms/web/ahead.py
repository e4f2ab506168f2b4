"""Answers given ahead of Flask to what phones ask a thousand times an evening.

Whoever gives one knows the plain case of one view, and leaves everything else to that view: who has to sign
in, what is refused, what has not changed. So nothing is refused here, and an answer is the one that the view
would give, in a fifth of the time.
"""

import io
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from flask import Flask, Request
from flask.sessions import SessionMixin

from lms.base.outages import outage_of
from lms.web.access import token_of
from lms.web.i18n import language_of
from lms.web.safety import general_headers, same_site
from lms.web.sending import HEADER as SENDING_KEY
from lms.web.watching import ROUTE


class Asked(Request):
    """A request on the way past Flask."""

    session: SessionMixin

    @property
    def token(self) -> str:
        """The token of the session by which it is made; empty for nobody."""
        return token_of(self.session)

    @property
    def key(self) -> str | None:
        """The sending key by which it is made."""
        return self.headers.get(SENDING_KEY)

    @property
    def language(self) -> str:
        """The language of the answer."""
        return language_of(self.session, self.headers)

    def body(self) -> bytes:
        """What was sent, which Flask can read again."""
        body = self.get_data()
        self.environ["wsgi.input"] = io.BytesIO(body)
        return body


class Answer(NamedTuple):
    """A good answer (200), but for the headers that every answer carries."""

    headers: list[tuple[str, str]]
    body: bytes


@dataclass(frozen=True)
class Ahead:
    """One kind of answer given ahead: ``answer`` is given the request and the groups of ``path``, within the
    context of the app; None leaves it to Flask."""

    method: str
    path: re.Pattern[str]
    answer: Callable[..., Answer | None]
    by_key: bool = False
    """Whether it is also given to whoever asks by a sending key."""


class AheadOfFlask:
    """The app as a server calls it."""

    def __init__(self, app: Flask, kinds: Sequence[Ahead]) -> None:
        self._app = app
        self._kinds = kinds
        self._routes: dict[Ahead, str] = {}
        self.flask = app.wsgi_app
        """Everything else."""

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer ahead where somebody knows how, else by Flask."""
        for kind in self._kinds:
            found = kind.method == environ["REQUEST_METHOD"] and kind.path.fullmatch(environ["PATH_INFO"])
            answer = self._ahead(kind, environ, found.groups()) if found else None
            if answer is not None:
                environ[ROUTE] = self._route_of(kind, environ)
                start_response("200 OK", answer.headers)
                return [answer.body]
        return self.flask(environ, start_response)

    def _route_of(self, kind: Ahead, environ: dict[str, Any]) -> str:
        """The pattern by which Flask finds the view of this kind; looked up once."""
        if kind not in self._routes:
            addresses = self._app.url_map.bind("localhost")
            rule, _values = addresses.match(environ["PATH_INFO"], kind.method, return_rule=True)
            self._routes[kind] = rule.rule
        return self._routes[kind]

    def _ahead(self, kind: Ahead, environ: dict[str, Any], groups: tuple[str, ...]) -> Answer | None:
        """The answer to a plain request: by a session whose cookie need not be written anew, or by a sending
        key and without a cookie."""
        asked, has_key = Asked(environ, populate_request=False), _KEY in environ
        if any(environ.get(name) for name in _NOT_PLAIN) or not same_site(asked):
            return None
        if has_key and (not kind.by_key or environ.get("HTTP_COOKIE")):
            return None
        try:
            with self._app.app_context():
                opened = self._app.session_interface.open_session(self._app, asked)
                if opened is None or not (has_key or self._app.extensions["renewed_lately"](opened)):
                    return None
                asked.session = opened
                answer = kind.answer(asked, *groups)
        except Exception as error:  # Flask meets it again and says what is wrong
            unknown = outage_of(error) is None
            self._app.logger.error(
                "Left to Flask: %s %s: %s", kind.method, kind.path.pattern, error, exc_info=unknown
            )
            return None
        if answer is not None:
            answer.headers.extend(general_headers(self._app, asked, _type_of(answer)))
            answer.headers.append(("Content-Length", str(len(answer.body))))
        return answer


def _type_of(answer: Answer) -> str:
    return next(value for name, value in answer.headers if name == "Content-Type").partition(";")[0]


_NOT_PLAIN = (
    "QUERY_STRING",
    "SCRIPT_NAME",
    "HTTP_IF_NONE_MATCH",
)
_KEY = "HTTP_" + SENDING_KEY.upper().replace("-", "_")


def put_ahead(app: Flask, kinds: Sequence[Ahead]) -> None:
    """Let these kinds of answer be given ahead."""
    app.wsgi_app = AheadOfFlask(app, kinds)  # type: ignore[method-assign]
