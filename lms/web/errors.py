"""Pages for what cannot be shown. An object that somebody may not see is answered as one that is absent."""

from flask import Flask, jsonify, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from lms.base.messages import Refusal
from lms.web.i18n import said

SHOWN = (400, 401, 403, 404, 405, 409, 413, 415, 429, 500)


def init_errors(app: Flask) -> None:
    """Answer errors with a page (or with JSON where JSON was sent)."""
    app.register_error_handler(HTTPException, _answer)
    app.register_error_handler(CSRFError, _answer)
    app.register_error_handler(Refusal, _refused)


def _answer(error: HTTPException) -> Response | tuple[str | Response, int]:
    code = error.code or 500
    if error.response is not None and code < 400:
        return error.response
    if request.is_json:
        return jsonify(error=error.name), code
    page = "expired" if isinstance(error, CSRFError) else str(code if code in SHOWN else 500)
    return render_template("errors/error.html", kind=page), code


def _refused(error: Refusal) -> tuple[str | Response, int]:
    """A refusal that no view has turned into a message beside its form."""
    if request.is_json:
        return jsonify(error=said(error.message)), 409
    return render_template("errors/refused.html", sentence=said(error.message)), 409
