"""Phones in a learner's hand: those that hand things in by a key, and browsers that are signed in."""

from typing import Any, NamedTuple

from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect
from werkzeug.test import TestResponse

from lms.account.models import DeviceKind, DeviceUser
from lms.account.rules.keeping_sessions import open_session
from lms.account.rules.knowing_devices import enrol, give_sending_key, meet_device, revoke
from lms.base.database import db
from lms.people.models import Person
from tests.browser import PATIENCE, PHONE, patient

READY = "Đã giữ trên máy này: không có mạng vẫn học được."
SENT = """async patience => {
  const end = Date.now() + patience;
  while ((await lop520.all("outbox")).length) {
    if (Date.now() > end) throw new Error("still waiting to be sent");
    await new Promise(done => setTimeout(done, 50));
  }
}"""


class Phone(NamedTuple):
    """A phone that keeps a key of somebody, and is signed in nowhere."""

    key: str
    user: DeviceUser

    def post(self, app: Flask, url: str, body: dict[str, Any], **headers: str) -> TestResponse:
        """Hand something in."""
        return app.test_client().post(url, json=body, headers={"Sending-Key": self.key, **headers})

    def lose(self) -> None:
        """Revoke it, as its owner does when it is lost; committed."""
        revoke(self.user, self.user.person_id)
        db.session.commit()


def phone_of(person: Person) -> Phone:
    """A phone of hers; committed."""
    person_id = person.id
    device, _ = meet_device(None, "Chrome · Android")
    user = enrol(device, person_id, DeviceKind.OWN)
    key = give_sending_key(user)
    db.session.commit()
    return Phone(key, user)


def phone(browser: Browser) -> BrowserContext:
    """A phone on which nobody has signed in yet."""
    return patient(browser.new_context(viewport=PHONE, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh"))  # type: ignore[arg-type]


def sign_in_on(context: BrowserContext, app: Flask, address: str, person: Person) -> None:
    """Put the cookie of a new session of this person into a phone."""
    token = open_session(person.id, "Chrome · Android")
    db.session.commit()
    signing = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    cookie = signing.dumps({"_user_id": token, "_permanent": True})
    context.add_cookies([{"name": "session", "value": cookie, "url": address}])


def rows(page: Page, store: str) -> list[dict[str, Any]]:
    """What the phone keeps in a store."""
    found: list[dict[str, Any]] = page.evaluate("store => lop520.all(store)", store)
    return found


def open_section(page: Page, address: str) -> None:
    """Open a section and wait until it can be learned without a network."""
    page.goto(address)
    expect(page.locator("#say")).to_contain_text(READY)


def wait_until_kept(page: Page) -> None:
    """Wait until the phone holds what was ticked: a store answers in turn, writing before reading."""
    rows(page, "plays")


def wait_until_sent(page: Page) -> None:
    """Wait until nothing is left to be sent."""
    page.evaluate(SENT, PATIENCE)
