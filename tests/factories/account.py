"""Signed-in visitors."""

from flask.testing import FlaskClient

from lms.account.rules.keeping_sessions import open_session
from lms.base.database import db
from lms.people.models import Person


def sign_in(client: FlaskClient, person: Person) -> None:
    """Sign a person in on this client, as if she had come through the sign-in page; commits."""
    person_id = person.id
    token = open_session(person_id, "Chrome · Android")
    db.session.commit()
    with client.session_transaction() as cookie:
        cookie["_user_id"] = token
        cookie.permanent = True
