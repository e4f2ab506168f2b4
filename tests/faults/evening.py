"""An evening of learners at the shipped course, and the same at a server that does next to nothing."""

import json
import uuid
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import Flask

from lms.account.models import Account
from lms.account.rules.hashing import hash_password
from lms.base import clock
from lms.base.database import db, lock_for_writing
from lms.people.models import Person
from tests.bench.preparing import an_attempt
from tests.factories.coverage import insert_people
from tests.factories.phones import phone_of
from tests.faults.crowd import Tap, Visit
from tests.faults.visits import Said, cookies_of

PASSWORD = "dan so 520"
COURSE = "/learn/bao-ve-tre-em"
SECTIONS = (1, 2)


@dataclass
class Learner:
    """Somebody with a password and a phone."""

    login: str
    key: str
    attempt: dict[str, Any]

    def visit(self, tap: Any) -> None:
        """Sign in, look around, read two sections, play a story twice, look again."""
        page = tap(Tap("sign-in page", "GET", "/sign-in"))
        cookies = cookies_of(page)
        typed = {"csrf_token": token_in(page), "login": self.login, "secret": PASSWORD}
        form = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": worn(cookies)}
        entered = tap(Tap("signing in", "POST", "/sign-in", urlencode(typed).encode(), form, (303,)))
        cookies |= cookies_of(entered)
        here = {"Cookie": worn(cookies), "Accept-Encoding": "br, gzip"}
        tap(Tap("start page", "GET", "/", headers=here))
        tap(Tap("course", "GET", COURSE, headers=here))
        for number in SECTIONS:
            tap(Tap("section", "GET", f"{COURSE}/{number}", headers=here))
            tap(self._hands_in())
        tap(Tap("start page", "GET", "/", headers=here))

    def _hands_in(self) -> Tap:
        body = {**self.attempt, "id": str(uuid.uuid4())}
        headers = {"Content-Type": "application/json", "Sending-Key": self.key, "Unsent": "0"}
        return Tap("attempt", "POST", "/attempts", json.dumps(body).encode(), headers)


def learners(app: Flask, many: int) -> list[Visit]:
    """So many people on the product's database, each with a password and a phone; committed."""
    with app.app_context():
        attempt = an_attempt()
        lock_for_writing("test")
        ids = insert_people(many)
        hashed, now = hash_password(PASSWORD), clock.now()
        db.session.add_all(
            Account(person_id=each, password_hash=hashed, password_set_at=now, is_demo=False) for each in ids
        )
        db.session.commit()
        people = [db.session.get_one(Person, each) for each in ids]
        found: list[Visit] = [Learner(each.code, phone_of(each).key, attempt).visit for each in people]
        db.session.remove()
        return found


def idlers(many: int) -> list[Visit]:
    """So many people at the floor: bytes that are held, and one durable insert."""

    def visit(tap: Any) -> None:
        tap(Tap("bytes from memory", "GET", "/bytes/12000"))
        tap(Tap("one durable insert", "POST", "/insert", b"x" * 700))

    return [visit] * many


def token_in(page: Said) -> str:
    """The token of the form on a page."""
    return page.text.partition('name="csrf_token" value="')[2].partition('"')[0]


def worn(cookies: dict[str, str]) -> str:
    """Cookies as a browser sends them."""
    return "; ".join(f"{name}={value}" for name, value in cookies.items())
