"""A trainer sees on her start page how exercises were played, and what they ask of her."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from lms.base import clock
from lms.base.database import db
from lms.people.models import AccessRole, Person
from lms.people.queries import person_by_code
from quizzes.authoring.rules.minding import Asking, what_they_ask
from quizzes.authoring.rules.writing import begin_writing
from quizzes.exercise.graph import Kind
from quizzes.models import Attempt
from quizzes.queries.attempts import Tally, tallies_since
from tests.factories.account import sign_in
from tests.factories.coverage import country
from tests.factories.people import make_asker

BROKEN = (
    "# Chuyện bỏ dở\nMã: bo-do\nLoại: luyện tập\n\n== mở đầu\nChị Lan gọi.\n* Nghe máy -> không có cảnh này\n"
)


def trainer() -> Person:
    """The trainer of the demonstration."""
    found = person_by_code("DEMO-GV")
    assert found
    return found


def write(text: str, now: datetime) -> None:
    """Keep a text that the trainer is writing; committed."""
    begin_writing(trainer().id, "Chuyện bỏ dở", lambda _code: text, now)
    db.session.commit()


def asking(attempts: int, passed: int, kind: Kind = Kind.ASSESSMENT) -> Asking:
    """An exercise that was played so often."""
    return Asking("x", "X", Tally(attempts, passed), False, None, 0, False, kind)


@pytest.mark.parametrize(
    ("attempts", "passed", "asks"),
    [(4, 0, False), (5, 2, True), (5, 3, False), (10, 5, False), (0, 0, False)],
)
def test_a_test_that_few_pass_asks_to_be_looked_at(attempts: int, passed: int, asks: bool) -> None:
    assert asking(attempts, passed).asks is asks


def test_practice_asks_for_nothing_however_it_goes(app: Flask) -> None:
    assert not asking(20, 0, Kind.PRACTICE).asks
    assert asking(20, 0, Kind.ORIENTATION).share is None


def test_only_attempts_of_the_last_thirty_days_count(both_demo_app: Flask) -> None:
    newest = db.session.scalars(select(Attempt.received_at).order_by(Attempt.received_at.desc())).first()
    assert newest
    assert sum(tally.attempts for tally in tallies_since(newest).values()) >= 1
    assert tallies_since(newest + timedelta(seconds=1)) == {}
    for each in what_they_ask(trainer().id, clock.now()):
        assert 0 <= each.tally.passed <= each.tally.attempts


def test_a_draft_with_mistakes_stands_first(demo_app: Flask) -> None:
    write(BROKEN, clock.now())
    first = what_they_ask(trainer().id, clock.now())[0]
    assert (first.title, first.is_mine, first.asks) == ("Chuyện bỏ dở", True, True)
    assert first.errors
    client = demo_app.test_client()
    sign_in(client, trainer())
    page = client.get("/").text
    assert page.index("Chuyện bỏ dở") < page.index("</table>")
    assert f"bản nháp còn {first.errors} lỗi" in page
    assert 'href="/exercises/new"' in page


def test_the_first_exercise_is_asked_for_where_there_is_none(app: Flask) -> None:
    person = make_asker(AccessRole.TRAINER, country())
    db.session.commit()
    client = app.test_client()
    sign_in(client, person)
    page = client.get("/").text
    assert "Chưa có bài tập nào" in page
    assert 'href="/exercises/new"' in page
