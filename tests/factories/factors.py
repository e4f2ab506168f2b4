"""People with a second factor, and the app on their phone."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pyotp
from werkzeug.test import TestResponse

from lms.account.factors.rules.keeping_apps import add_app, new_key
from lms.account.policies import require_second_factor, staff_must
from lms.base import clock
from lms.base.database import db
from lms.people.models import Person


class PhoneApp:
    """An app that has taken up a key, as Google Authenticator does."""

    def __init__(self, key: str) -> None:
        self._app = pyotp.TOTP(key.replace(" ", ""))

    def shows(self, later: int = 0) -> str:
        """The six digits that it shows, ``later`` seconds from now."""
        return str(self._app.at(clock.now() + timedelta(seconds=later)))


def give_app(person: Person) -> PhoneApp:
    """Give a person an app as her second factor; commits. Its present digits are used."""
    key = new_key()
    app = PhoneApp(key)
    add_app(person.id, key, app.shows())
    db.session.commit()
    return app


def app_that_reads(page: TestResponse) -> PhoneApp:
    """An app that takes up the key standing on a page."""
    found = re.search(r'class="key-text">([A-Z2-7 ]+)<', page.text)
    assert found
    return PhoneApp(found[1])


@contextmanager
def staff_asked_twice() -> Iterator[None]:
    """As with the setting SECOND_FACTOR=staff."""
    before = staff_must()
    require_second_factor(True)
    try:
        yield
    finally:
        require_second_factor(before)
