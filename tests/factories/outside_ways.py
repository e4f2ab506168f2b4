"""The steps of somebody who signs in by another house."""

import html
import re
from http.client import HTTPConnection
from urllib.parse import urlsplit

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from lms.people.models import Person
from tests.factories.account import PASSWORD
from tests.factories.other_house import path_of


def way_there(page: TestResponse) -> str:
    """The address to which a page leads by itself."""
    assert page.status_code == 200, page.text
    found = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', page.text)
    assert found
    return html.unescape(found[1])


def way_back(address: str) -> str:
    """Where the other house sends somebody who went to this address, as a path of ours."""
    parts = urlsplit(address)
    line = HTTPConnection(parts.netloc, timeout=10)
    line.request("GET", path_of(address))
    answer = line.getresponse()
    answer.read()
    line.close()
    assert answer.status == 302
    return path_of(answer.headers["Location"])


def go_and_return(client: FlaskClient, begin: str = "/sign-in/outside") -> TestResponse:
    """Go to the other house, come back from it and see what is shown then."""
    answer = client.get(way_back(way_there(client.post(begin))))
    return client.get(answer.headers["Location"]) if answer.status_code == 302 else answer


def sign_in_outside(client: FlaskClient, kind: str = "own", next_page: str = "/") -> TestResponse:
    """All of it, by somebody whose account is linked."""
    page = go_and_return(client, f"/sign-in/outside?next={next_page}")
    assert page.status_code == 200, page.text
    return client.post("/sign-in/outside/in", data={"kind": kind})


def sign_in_here(client: FlaskClient, person: Person) -> None:
    """By the password."""
    code = person.code
    assert client.post("/sign-in", data={"login": code, "secret": PASSWORD}).status_code == 303


def link_account(client: FlaskClient) -> TestResponse:
    """Link the account of whoever is signed in here."""
    page = go_and_return(client, "/account/outside/link")
    assert page.status_code == 200, page.text
    return client.post("/account/outside/confirm")
