"""Who was asked to learn something is reminded before its day, and once more after it."""

from datetime import timedelta

import time_machine
from flask import Flask
from sqlalchemy import select

from lms.assignments.models import Assignment
from lms.assignments.rules.assigning import assign, take_back
from lms.assignments.rules.reminding import due_soon
from lms.base import clock
from lms.base.database import db
from lms.people.models import Posting
from tests.factories.standards import a_class, a_collaborator, requirement


def test_what_is_due_within_a_week_and_what_is_late_is_a_matter(shipped_app: Flask) -> None:
    with time_machine.travel(clock.now(), tick=False) as traveller:
        her, today = a_collaborator().id, clock.today()
        assign([her], requirement("bao_ve_tre_em").id, today + timedelta(days=10), by=None)
        db.session.commit()
        given = db.session.scalars(select(Assignment.id)).one()
        due = today + timedelta(days=10)
        assert due_soon(today) == []
        traveller.shift(timedelta(days=3))
        [soon] = due_soon(clock.today())
        assert (soon.person_id, soon.key, soon.due_on) == (her, f"assignment:{given}", due)
        assert str(soon.sentence) == f"“Bảo vệ trẻ em” is to be done by {due:%d/%m/%Y}."
        traveller.shift(timedelta(days=8))
        [late] = due_soon(clock.today())
        assert (late.key, late.due_on) == (f"late:{given}", due)


def test_nobody_is_reminded_of_what_is_done_taken_back_or_no_longer_hers(shipped_app: Flask) -> None:
    today = clock.today()
    done, back, left = a_collaborator("CTV-1"), a_collaborator("CTV-2"), a_collaborator("CTV-3")
    people = [done.id, back.id, left.id]
    assign(people, requirement("bao_ve_tre_em").id, today + timedelta(days=3), by=None)
    db.session.commit()
    assert {matter.person_id for matter in due_soon(today)} == set(people)
    a_class(done, "bao_ve_tre_em", today)
    take_back(db.session.scalars(select(Assignment.id).where(Assignment.person_id == back.id)).one(), by=None)
    db.session.scalars(select(Posting).where(Posting.person_id == left.id)).one().valid_until = today
    db.session.commit()
    assert due_soon(today) == []
