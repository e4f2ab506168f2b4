"""What phones hand in of an edition that was withdrawn meanwhile is kept as ever."""

from flask.testing import FlaskClient

from courses.editions.rules.withdrawing import withdraw
from courses.models import Step, StepCompletion
from lms.base import clock
from lms.base.database import db
from lms.people.models import Person
from quizzes.models import Attempt
from tests.factories.people import make_person
from tests.factories.quizzes import sent


def withdrawn(practice: Step) -> None:
    """A trainer withdraws the edition in which the exercise stands; committed."""
    hanh, edition = make_person("Đinh Thị Hạnh", phone=None), practice.section.edition
    withdraw(edition.course, edition, reason="Sẽ soạn lại.", by=hanh.id, now=clock.now())
    db.session.commit()


def test_an_attempt_that_arrives_later_is_kept_and_does_its_step(
    visitor: FlaskClient, practice: Step, lan: Person
) -> None:
    withdrawn(practice)
    answer = visitor.post("/attempts", json=sent(practice.id))
    assert (answer.json["state"], answer.json["done"]) == ("kept", practice.id)
    assert db.session.query(Attempt).one().person_id == lan.id
    assert db.session.query(StepCompletion).one().step_id == practice.id


def test_the_answer_and_the_receipt_say_so_and_whom_to_ask(visitor: FlaskClient, practice: Step) -> None:
    attempt = sent(practice.id)
    assert visitor.post("/attempts", json=attempt).json["sentence"] is None
    withdrawn(practice)
    answer = visitor.post("/attempts", json=attempt).json
    told = f"đã được thu hồi ngày {clock.today():%d/%m/%Y}; có gì cần hỏi, gặp Đinh Thị Hạnh."
    assert told in answer["sentence"]
    assert told in visitor.get(answer["url"]).text
    assert told in visitor.get("/receipts", query_string={"code": answer["receipt"]}).text


def test_whoever_never_began_it_is_served_no_lesson_of_it(visitor: FlaskClient, practice: Step) -> None:
    slug, number = practice.section.edition.course.slug, practice.section.ordinal
    assert visitor.get(f"/learn/{slug}/{number}").status_code == 200
    withdrawn(practice)
    assert visitor.get(f"/learn/{slug}/{number}").status_code == 404


def test_whoever_is_in_it_reads_it_further(visitor: FlaskClient, practice: Step) -> None:
    visitor.post("/attempts", json=sent(practice.id))
    withdrawn(practice)
    slug, number = practice.section.edition.course.slug, practice.section.ordinal
    assert visitor.get(f"/learn/{slug}/{number}").status_code == 200
