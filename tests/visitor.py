"""A test's browser: each request stands alone, as it does behind a server."""

import contextvars
from typing import Any

from flask import has_app_context
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from lms.base.database import db


class Visitor(FlaskClient):
    """Sends each request in an empty context.

    Inside a test's open application context Flask would reuse that context, so that ``g`` (who is signed
    in, the language) and the database session would live on from one request to the next. Afterwards the
    test's own session begins anew and sees what the request committed.
    """

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Send a request; the test must have committed what the request is to find."""
        response = contextvars.Context().run(super().open, *args, **kwargs)
        if has_app_context():
            db.session.rollback()
        return response
