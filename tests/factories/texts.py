"""Somebody who wants text messages, and the job that sends them through a gateway of this machine."""

import dataclasses
from datetime import UTC, datetime

from flask import Flask
from sqlalchemy import select

from lms.base.database import db
from lms.config import read_config
from lms.outbox.jobs import send_texts
from lms.outbox.models import Delivery, MessageOut
from lms.outbox.rules.addressing import agree_to_texts
from lms.outbox.rules.sending import send
from lms.people.queries import person_by_code
from lms.people.rules.joining import add_person
from tests.factories.gateway import Gateway

MORNING = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
NIGHT = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
SUBJECT, TEXT = "Học bài bảo vệ trẻ em", "Chị Hoa ơi, còn một bài nữa."
TOKEN, SECOND_KEY = "khoa-bi-mat-1", "khoa-bi-mat-2"  # nobody else's
FIELDS = (
    f"to=Phone, text=Content, id=RequestId, token=ApiKey, from=Brandname:LOP520, key=SecretKey:{SECOND_KEY}"
)


def told(phone: str | None = "0912345678", key: str = "news:1") -> MessageOut:
    """A message to somebody with this number."""
    person = person_by_code("T-1") or add_person(full_name="Nguyễn Thị Hoa", code="T-1", phone=phone)
    agree_to_texts(person.id, wanted=True)
    sent = send(person.id, SUBJECT, TEXT, key, link="/learn")
    db.session.commit()
    return sent


def text_with(app: Flask, server: Gateway, **more: str) -> None:
    """Run the job with this gateway."""
    named = {"SMS_URL": server.url, "SMS_TOKEN": TOKEN, "SMS_FIELDS": FIELDS, **more}
    read = read_config({"PUBLIC_URL": "https://lop520.example.vn", **named})
    names = ("sms_url", "sms_token", "sms_fields", "sms_taken", "sms_accents", "public_url")
    wanted = {name: getattr(read, name) for name in names}
    app.extensions["config"] = dataclasses.replace(app.extensions["config"], **wanted)
    send_texts()
    db.session.commit()


def delivery() -> Delivery:
    """The one delivery that there is."""
    db.session.expire_all()
    return db.session.scalars(select(Delivery)).one()
