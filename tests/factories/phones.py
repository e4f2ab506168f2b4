"""Phones that hand things in, with a key and without a session."""

from typing import Any, NamedTuple

from flask import Flask
from werkzeug.test import TestResponse

from lms.account.models import DeviceKind, DeviceUser
from lms.account.rules.knowing_devices import enrol, give_sending_key, meet_device, revoke
from lms.base.database import db
from lms.people.models import Person


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
