"""What is answered ahead of Flask is what Flask answers, and Flask answers whatever is not plain."""

import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import time_machine
from flask import Flask, request_started
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError
from werkzeug.test import TestResponse

from courses.models import Course, Edition, Section, Step
from lms.account.models import Device
from lms.account.views.arriving import RENEWED_AFTER
from lms.base import clock
from lms.base.database import db
from lms.people.queries import person_by_code
from lms.web.ahead import Ahead, AheadOfFlask
from lms.web.watching import HEADER
from quizzes.exercise.graph import Kind
from quizzes.exercise.playing import Play
from quizzes.models import Attempt, ExerciseVersion
from tests.factories.account import client_of
from tests.factories.phones import phone_of

LESSON = "/learn/bao-ve-tre-em/2"


@pytest.fixture
def learner(demo_app: Flask) -> FlaskClient:
    """A learner whose cookie is new."""
    person = person_by_code("TD-C001")
    assert person
    client = client_of(demo_app, person)
    client.get("/")
    return client


@contextmanager
def without_shortcuts(app: Flask) -> Iterator[None]:
    """Within the block everything is asked of Flask."""
    road = app.extensions["road"]
    ahead = road.inner
    assert isinstance(ahead, AheadOfFlask)
    road.inner = ahead.flask
    try:
        yield
    finally:
        road.inner = ahead


def headers_of(answer: TestResponse) -> list[tuple[str, str]]:
    """What it says beside its body, but for the id of its request."""
    return sorted(each for each in answer.headers if each[0] != HEADER)


@contextmanager
def asked_of_flask(app: Flask) -> Iterator[list[str]]:
    """What Flask is asked within the block."""
    asked: list[str] = []

    def note(_app: Flask, **_more: Any) -> None:
        asked.append("asked")

    with request_started.connected_to(note, app):
        yield asked


def an_attempt() -> dict[str, Any]:
    """An attempt at something to practise, played to its end by first choices."""
    for step in db.session.scalars(select(Step).where(Step.kind == "exercise").order_by(Step.id)):
        version = db.session.get_one(ExerciseVersion, step.frozen["version"])
        play = Play(version.exercise_in("vi"))
        if version.kind is not Kind.PRACTICE:
            continue
        path: list[tuple[int, int]] = []
        while not (place := play.walk(path)).finished:
            path.append((place.scene or 0, 0))
        now = clock.now().isoformat()
        times = {"started_at": now, "finished_at": now}
        return {
            "step": step.id,
            "form": None,
            "language": "vi",
            "mode": "self",
            "device": "x",
            "path": path,
            **times,
        }
    raise AssertionError("nothing to practise")


def test_every_section_is_the_same_in_every_language_and_form(demo_app: Flask, learner: FlaskClient) -> None:
    found = select(Course.slug, func.max(Section.ordinal)).join(Edition, Edition.course_id == Course.id)
    courses = db.session.execute(found.join(Section).group_by(Course.slug)).all()
    assert len(courses) == 4
    for language in ("vi", "en"):
        learner.post(f"/language/{language}")
        for slug, last in courses:
            for number in range(1, last + 1):
                for form in ("br, gzip", "gzip", "identity", "gzip;q=0.5, br;q=0"):
                    headers = {"Accept-Encoding": form}
                    with asked_of_flask(demo_app) as asked:
                        ahead = learner.get(f"/learn/{slug}/{number}", headers=headers)
                    assert asked == []
                    with without_shortcuts(demo_app):
                        other = learner.get(f"/learn/{slug}/{number}", headers=headers)
                    assert ahead.status == other.status == "200 OK"
                    assert ahead.data == other.data
                    assert headers_of(ahead) == headers_of(other)


def test_an_attempt_gets_the_same_answer_and_row(demo_app: Flask, learner: FlaskClient) -> None:
    attempt = an_attempt()
    with asked_of_flask(demo_app) as asked:
        first = learner.post("/attempts", json={**attempt, "id": str(uuid.uuid4())})
        assert len(asked) == 1  # it does its step: what follows from that is Flask's
        ahead = learner.post("/attempts", json={**attempt, "id": str(uuid.uuid4())})
    assert len(asked) == 1
    assert headers_of(first) == headers_of(ahead)
    with without_shortcuts(demo_app):
        other = learner.post("/attempts", json={**attempt, "id": str(uuid.uuid4())})
    told = [dict(each.json or {}) for each in (ahead, other)]
    kept = [db.session.get_one(Attempt, each.pop("url").rpartition("/")[2]) for each in told]
    assert [each.pop("receipt") for each in told] == [each.receipt for each in kept]
    assert told[0] == told[1]
    assert headers_of(ahead) == headers_of(other)
    same = [c.key for c in Attempt.__table__.c if c.key not in ("id", "receipt", "received_at")]
    assert [getattr(kept[0], each) for each in same] == [getattr(kept[1], each) for each in same]


def test_by_a_phones_key_it_gets_the_same_answer_and_row(demo_app: Flask, learner: FlaskClient) -> None:
    attempt = an_attempt()
    learner.post("/attempts", json={**attempt, "id": str(uuid.uuid4())})  # it does its step
    her = person_by_code("TD-C001")
    assert her
    phone = phone_of(her)

    def send(unsent: str, **more: Any) -> TestResponse:
        return phone.post(demo_app, "/attempts", {**attempt, "id": str(uuid.uuid4()), **more}, Unsent=unsent)

    def noted() -> list[int]:
        found = select(Device.unsent).where(Device.id == phone.user.device_id)
        db.session.rollback()
        return list(db.session.scalars(found))

    with asked_of_flask(demo_app) as asked:
        ahead = send("3", who=her.id)
        assert noted() == [3]
        send("0")
        assert noted() == [0]
    assert asked == []
    with without_shortcuts(demo_app):
        other = send("2", who=her.id)
    assert noted() == [2]
    told = [dict(each.json or {}) for each in (ahead, other)]
    kept = [db.session.get_one(Attempt, each.pop("url").rpartition("/")[2]) for each in told]
    assert [each.pop("receipt") for each in told] == [each.receipt for each in kept]
    assert told[0] == told[1]
    assert headers_of(ahead) == headers_of(other)
    same = [c.key for c in Attempt.__table__.c if c.key not in ("id", "receipt", "received_at")]
    assert [getattr(kept[0], each) for each in same] == [getattr(kept[1], each) for each in same]
    phone.lose()
    with asked_of_flask(demo_app) as asked:
        assert (send("0").json or {})["state"] == "apart"
    assert asked == ["asked"]


def test_where_something_goes_wrong_on_the_way_past_it_is_asked_of_flask(
    demo_app: Flask, learner: FlaskClient
) -> None:
    def fail(*_asked: object) -> None:
        raise OperationalError("SELECT", {}, Exception("database is locked"))

    attempt = {**an_attempt(), "id": str(uuid.uuid4())}
    with without_shortcuts(demo_app), asked_of_flask(demo_app) as asked:
        failing = AheadOfFlask(demo_app, [Ahead("POST", re.compile("/attempts"), fail)])
        failing.flask = demo_app.extensions["watched"].inner
        demo_app.extensions["watched"].inner = failing
        assert learner.post("/attempts", json=attempt).status_code == 200
    assert asked == ["asked"]


def test_whatever_is_not_plain_is_asked_of_flask(demo_app: Flask, learner: FlaskClient) -> None:
    attempt = an_attempt()
    learner.post("/attempts", json={**attempt, "id": str(uuid.uuid4())})
    tag = learner.get(LESSON).headers["ETag"]
    stranger = demo_app.test_client()

    def send(client: FlaskClient = learner, headers: dict[str, str] | None = None, **more: Any) -> int:
        body = {**attempt, "id": str(uuid.uuid4()), **more}
        return client.post("/attempts", json=body, headers=headers or {}).status_code

    with asked_of_flask(demo_app) as asked:
        statuses = [
            learner.get(LESSON, headers={"If-None-Match": tag}).status_code,
            learner.get(f"{LESSON}?x=1").status_code,
            learner.head(LESSON).status_code,
            learner.get("/learn/bao-ve-tre-em/99").status_code,
            learner.get("/learn/khong-co/1").status_code,
            stranger.get(LESSON).status_code,
            send(stranger),
            send(headers={"Origin": "https://evil.example"}),
            send(headers={"Sending-Key": "forged"}),
            send(stranger, headers={"Sending-Key": "forged"}),
            send(headers={"Sending-Key": ""}),
            send(who=1),
            send(path=[[0, 0]]),
            send(path=[[0, 9]]),
            send(step=999_999),
            send(mode="forged"),
            learner.post("/attempts", data="{}", content_type="text/plain").status_code,
            learner.post("/attempts", data="{", content_type="application/json").status_code,
            learner.post("/attempts", data="[" * 60_000, content_type="application/json").status_code,
            learner.post("/attempts", data=" " * 70_000, content_type="application/json").status_code,
        ]
    assert statuses == [
        304,
        200,
        200,
        404,
        404,
        302,
        401,
        403,
        401,
        401,
        401,
        403,
        422,
        422,
        404,
        400,
        415,
        400,
        400,
        413,
    ]
    assert len(asked) == len(statuses)


def test_a_cookie_that_should_be_written_anew_is(demo_app: Flask, learner: FlaskClient) -> None:
    assert "Set-Cookie" not in learner.get(LESSON).headers
    with time_machine.travel(clock.now().timestamp() + (RENEWED_AFTER + 1) * 86_400, tick=False):
        assert "session=" in learner.get(LESSON).headers["Set-Cookie"]
        assert "Set-Cookie" not in learner.get(LESSON).headers


def test_a_session_that_was_ended_ends_at_once(demo_app: Flask, learner: FlaskClient) -> None:
    elsewhere = demo_app.test_client()
    cookie = learner.get_cookie("session")
    assert cookie
    elsewhere.set_cookie("session", cookie.value)
    assert elsewhere.get(LESSON).status_code == 200
    learner.post("/sign-out")
    assert elsewhere.get(LESSON).status_code == 302
