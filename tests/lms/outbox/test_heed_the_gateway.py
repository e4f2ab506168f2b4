"""What a gateway says besides its status is heard: that it took nothing, or wants to be left alone."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from lms.base.database import db
from lms.config import read_config
from lms.outbox.models import Delivery, DeliveryState
from lms.outbox.queries import NO_CONSENT
from lms.outbox.rules.addressing import agree_to_texts
from lms.outbox.rules.sending import send
from lms.people.rules.joining import add_person
from tests.factories.gateway import gateway
from tests.factories.texts import MORNING, TEXT, delivery, text_with, told


@pytest.mark.parametrize(
    ("said", "body", "error"),
    [
        ("CodeResult=100", b'{"CodeResult": "100"}', None),
        ("CodeResult=100", b'{"CodeResult": 100}', None),
        ("data.0.status = ok | queued", b'{"data": [{"status": "queued"}]}', None),
        ("success=true", b'{"success": true}', None),
        ("CodeResult=100", b'{"CodeResult": "103", "ErrorMessage": "84912345678"}', "CodeResult: 103"),
        ("data.0.status=ok", b'{"data": []}', "data.0.status: ?"),
        ("a.b.c=ok", b'{"a": "no"}', "a.b.c: ?"),
        ("status=ok", b'{"status": "no money for 84912345678"}', "status: ?"),
        ("status=ok", b"<html>", "status: ?"),
        ("status=ok", b'{"status": "ok"' + b" " * 70_000, "status: ?"),
    ],
)
def test_an_answer_of_success_that_says_no_is_heard_where_the_office_named_its_word(
    app: Flask, said: str, body: bytes, error: str | None
) -> None:
    told()
    with gateway() as server:
        server.body = body
        text_with(app, server, SMS_TAKEN=said)
    assert delivery().state is (DeliveryState.WAITING if error else DeliveryState.SENT)
    assert delivery().error == error


def test_a_gateway_is_left_alone_for_as_long_as_it_asks(app: Flask) -> None:
    with time_machine.travel(MORNING, tick=False) as clock, gateway(429) as server:
        server.more = {"Retry-After": "1800"}
        for number in range(3):
            told(key=f"news:{number}")
        text_with(app, server)
        assert len(server.taken) == 1  # it takes none of the others either
        clock.shift(timedelta(minutes=29))
        text_with(app, server)
        assert len(server.taken) == 1
        clock.shift(timedelta(minutes=1))
        text_with(app, server)
    assert len(server.taken) == 4
    tries = db.session.scalars(select(Delivery.tries).order_by(Delivery.id)).all()
    assert tries == [2, 1, 1]


@pytest.mark.parametrize("wait", ["tomorrow", "-5", "9" * 30, "Mon, 23 Nov 2099 02:00:00 GMT", "99999999"])
def test_a_gateway_that_asks_for_a_century_is_asked_again_by_the_next_day(app: Flask, wait: str) -> None:
    with time_machine.travel(MORNING, tick=False) as clock, gateway(429) as server:
        server.more = {"Retry-After": wait}
        told()
        text_with(app, server)
        clock.shift(timedelta(days=1))
        text_with(app, server)
    assert delivery().state is DeliveryState.SENT


def test_whoever_takes_her_yes_back_gets_nothing_that_waited(app: Flask) -> None:
    with time_machine.travel(MORNING, tick=False) as clock, gateway(503) as server:
        her = told().person_id
        text_with(app, server)
        agree_to_texts(her, wanted=False)
        db.session.commit()
        clock.shift(timedelta(minutes=5))
        text_with(app, server)
    assert len(server.taken) == 1
    assert (delivery().state, delivery().error) == (DeliveryState.FAILED, NO_CONSENT)


def test_two_who_share_a_phone_each_hear_of_their_own_and_each_says_yes(app: Flask) -> None:
    told()
    other = add_person(full_name="Trần Văn Bình", code="T-2", phone="0912345678")
    third = add_person(full_name="Lê Thị Mai", code="T-3", phone="0912345678")
    agree_to_texts(other.id, wanted=True)
    for person in (other, third):
        send(person.id, "Họp giao ban", TEXT, f"news:{person.code}")
    db.session.commit()
    with gateway() as server:
        text_with(app, server)
        text_with(app, server)
    assert {each["Phone"] for each in server.taken} == {"84912345678"}
    assert [each["Content"].partition(" https")[0] for each in server.taken] == [
        "Lop 520, Hoa: Hoc bai bao ve tre em",
        "Lop 520, Binh: Hop giao ban",
    ]
    assert len({each["RequestId"] for each in server.taken}) == 2


def test_a_comma_in_a_fixed_value_is_written_twice() -> None:
    read = read_config({"SMS_FIELDS": "to=a,text=b,from=Name:Chi cuc,, Phu Tho,key=k:x,,"}).sms_fields
    assert read.fixed == (("Name", "Chi cuc, Phu Tho"), ("k", "x,"))
