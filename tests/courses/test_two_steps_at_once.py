"""Two requests of one learner arrive at once, on both engines."""

from pathlib import Path
from threading import Barrier, Thread

from flask import Flask
from sqlalchemy import func, select

from courses.models import Enrolment, StepCompletion
from courses.signals import course_completed
from lms.base import clock
from lms.base.database import db
from lms.people.models import Person
from lms.standards.models import Evidence
from tests.factories.courses import do_alone, published_course, steps


def at_once(app: Flask, person_id: int, step_ids: list[int]) -> None:
    """Complete the steps, each in a thread of its own that begins when all are ready."""
    ready = Barrier(len(step_ids))

    def work(step_id: int) -> None:
        with app.app_context():
            ready.wait()
            do_alone(person_id, step_id)
            db.session.commit()

    threads = [Thread(target=work, args=(step_id,)) for step_id in step_ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_different_steps_at_once_complete_the_course_exactly_once(both_app: Flask, tmp_path: Path) -> None:
    first, second = (step.id for step in steps(published_course(tmp_path)))
    lan = Person(code="CB000001", full_name="Nguyễn Thị Lan")
    db.session.add(lan)
    db.session.commit()
    lan_id, heard = lan.id, list[int]()

    def hear(enrolment: Enrolment) -> None:
        heard.append(enrolment.id)

    with course_completed.connected_to(hear):
        at_once(both_app, lan_id, [first, second, first, second])
    db.session.rollback()
    enrolment = db.session.scalars(select(Enrolment)).one()
    assert enrolment.completed_on == clock.today()
    assert heard == [enrolment.id]
    assert db.session.scalar(select(func.count()).select_from(StepCompletion)) == 2
    assert db.session.scalar(select(func.count()).select_from(Evidence)) == 1
