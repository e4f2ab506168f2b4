"""Whoever runs the product sees what left and what did not, and not a word of what was written."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from lms.base.database import db
from lms.outbox.models import Delivery, DeliveryState, MessageOut
from lms.outbox.rules.carrying import SENDER_ENDED
from lms.outbox.rules.sending import send
from lms.people.queries import person_by_code
from lms.web.paging import PAGE_SIZE
from tests.factories.account import client_of
from tests.factories.outbox import postbox
from tests.lms.outbox.test_send_messages import send_with

SECRET = "Chị còn thiếu bài số ba"


@pytest.fixture
def administrator(demo_app: Flask) -> FlaskClient:
    """Whoever runs the demonstration."""
    person = person_by_code("DEMO-QT")
    assert person
    return client_of(demo_app, person)


def deliver(state: DeliveryState, number: int = 1, error: str | None = None) -> list[int]:
    """Put so many messages on their way, and bring them into a state; returns their keys."""
    person = person_by_code("TD-C001")
    assert person
    person.email = "nguoi-nhan@example.vn"
    db.session.commit()
    made = []
    for _ in range(number):
        last = db.session.scalar(select(MessageOut.id).order_by(MessageOut.id.desc())) or 0
        sent = send(person.id, SECRET, SECRET, f"report:{last}")
        delivery = db.session.scalars(select(Delivery).where(Delivery.message_id == sent.id)).one()
        delivery.state, delivery.error, delivery.tries = state, error, 5
        made.append(delivery.id)
    db.session.commit()
    return made


def test_the_log_says_how_and_why_but_not_what_nor_to_whom(
    demo_app: Flask, administrator: FlaskClient
) -> None:
    deliver(DeliveryState.FAILED, error=SENDER_ENDED)
    page = administrator.get("/deliveries").text
    assert "Thư có thể đến hai lần." in page
    assert "đã bỏ" in page
    assert "report" in page
    assert SECRET not in page
    assert "nguoi-nhan" not in page


def test_what_a_mail_server_says_of_an_address_is_not_kept(demo_app: Flask) -> None:
    (waiting,) = deliver(DeliveryState.WAITING)
    with postbox(refusals=1) as box:
        box.complaint = "451 <nguoi-nhan@example.vn>: later please"
        send_with(demo_app, box)
    db.session.rollback()
    error = db.session.get_one(Delivery, waiting).error or ""
    assert "451" in error
    assert "nguoi-nhan" not in error


def test_what_was_given_up_is_sent_again_when_she_says_so(
    demo_app: Flask, administrator: FlaskClient
) -> None:
    (given_up,) = deliver(DeliveryState.FAILED)
    (sent,) = deliver(DeliveryState.SENT)
    assert administrator.post(f"/deliveries/{sent}/again").status_code == 404
    assert administrator.post(f"/deliveries/{given_up}/again").status_code == 303
    with postbox() as box:
        send_with(demo_app, box)
        assert len(box.letters) == 1
    db.session.rollback()
    assert db.session.get_one(Delivery, given_up).state is DeliveryState.SENT


def test_a_long_log_is_read_stretch_by_stretch(demo_app: Flask, administrator: FlaskClient) -> None:
    made = deliver(DeliveryState.SENT, PAGE_SIZE + 3)
    newest = administrator.get("/deliveries").text
    border = made[3]
    assert f"before={border}" in newest
    older = administrator.get(f"/deliveries?before={border}").text
    assert older.count('<th scope="row">') == 3
    assert "Mới nhất" in older
    assert administrator.get("/deliveries?before=nonsense").status_code == 200


def test_the_states_are_counted_and_chosen(demo_app: Flask, administrator: FlaskClient) -> None:
    deliver(DeliveryState.SENT, 2)
    deliver(DeliveryState.WAITING)
    assert "đã chuyển (2)" in administrator.get("/deliveries").text
    assert administrator.get("/deliveries?state=waiting").text.count('<th scope="row">') == 1
    assert administrator.get("/deliveries?state=lost").status_code == 404


def test_nobody_else_reads_it(demo_app: Flask) -> None:
    head = person_by_code("DEMO-LD")
    assert head
    assert client_of(demo_app, head).get("/deliveries").status_code == 403
