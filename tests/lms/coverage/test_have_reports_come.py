"""Reports that come by themselves: told once for each month or quarter, by the way to them."""

from collections.abc import Iterator
from datetime import date, datetime

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from lms.base import clock
from lms.base.database import db
from lms.coverage.jobs import JOBS
from lms.coverage.models import ReportSubscription, Rhythm, Shape
from lms.coverage.rules.scheduling import last_end, subscribe
from lms.outbox.models import MessageOut
from lms.people.models import Person
from tests.factories.account import sign_in, type_in
from tests.factories.coverage import Land, build_land
from tests.factories.people import make_head

MARCH = datetime(2026, 3, 10, 9, tzinfo=clock.VIETNAM)


@pytest.fixture
def in_march() -> Iterator[time_machine.Traveller]:
    """The clock stands in March 2026."""
    with time_machine.travel(MARCH, tick=False) as traveller:
        yield traveller


def head_and_land() -> tuple[Person, Land]:
    land = build_land()
    head = make_head(land.province)
    db.session.commit()
    return head, land


def run() -> list[MessageOut]:
    """Let the job come by; what is in the inboxes then."""
    JOBS[0].run()
    db.session.commit()
    return list(db.session.scalars(select(MessageOut).order_by(MessageOut.id)))


def test_she_is_told_once_when_the_quarter_is_over(both_app: Flask, in_march: time_machine.Traveller) -> None:
    head, land = head_and_land()
    subscribe(head, land.province, Rhythm.QUARTER, Shape.DOCX)
    db.session.commit()
    assert run() == [], "the quarter before was over when she asked"
    in_march.move_to(datetime(2026, 4, 1, 8, tzinfo=clock.VIETNAM), tick=False)
    (told,) = run()
    assert told.person_id == head.id
    assert told.link == "/coverage/report/file?unit=90&on=2026-03-31&as=docx"
    assert "31/03/2026" in told.subject
    assert len(run()) == 1, "the same quarter is told once"
    in_march.move_to(datetime(2026, 7, 1, 8, tzinfo=clock.VIETNAM), tick=False)
    assert len(run()) == 2


def test_nobody_is_told_of_what_she_may_no_longer_see(app: Flask, in_march: time_machine.Traveller) -> None:
    head, land = head_and_land()
    subscribe(head, land.province, Rhythm.MONTH, Shape.PDF)
    head.grants[0].valid_until = date(2026, 3, 20)
    db.session.commit()
    in_march.move_to(datetime(2026, 4, 1, 8, tzinfo=clock.VIETNAM), tick=False)
    assert run() == []


def test_months_and_quarters_end_on_their_last_day() -> None:
    assert last_end(date(2026, 1, 1), Rhythm.MONTH) == date(2025, 12, 31)
    assert last_end(date(2024, 3, 31), Rhythm.MONTH) == date(2024, 2, 29)
    assert last_end(date(2026, 2, 5), Rhythm.QUARTER) == date(2025, 12, 31)
    assert last_end(date(2026, 12, 31), Rhythm.QUARTER) == date(2026, 9, 30)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A client of a head."""
    head, _land = head_and_land()
    visitor = app.test_client()
    sign_in(visitor, head)
    return visitor


def test_she_asks_for_a_report_and_takes_it_back(client: FlaskClient) -> None:
    assert "Chưa đăng ký báo cáo định kỳ nào" in client.get("/coverage/subscriptions").text
    for _ in range(2):
        answer = type_in(client, "/coverage/subscriptions", unit="90", rhythm="month", shape="xlsx")
        assert answer.status_code == 303
    (row,) = db.session.scalars(select(ReportSubscription))
    page = client.get("/coverage/subscriptions").text
    assert "hằng tháng" in page
    assert type_in_end(client, row.id).status_code == 303
    db.session.expire_all()
    assert db.session.get_one(ReportSubscription, row.id).ended_at is not None


def type_in_end(client: FlaskClient, row_id: int) -> TestResponse:
    token = client.get("/coverage/subscriptions").text.split('name="csrf_token" value="')[1].split('"')[0]
    return client.post(f"/coverage/subscriptions/{row_id}/end", data={"csrf_token": token})


def test_a_unit_of_others_is_refused_and_a_subscription_of_others_not_found(client: FlaskClient) -> None:
    answer = type_in(client, "/coverage/subscriptions", unit="91", rhythm="month", shape="xlsx")
    assert answer.status_code == 422
    assert (
        type_in(client, "/coverage/subscriptions", unit="90", rhythm="daily", shape="xlsx").status_code == 422
    )
    assert type_in_end(client, 999).status_code == 404
