"""Who left half a year ago loses phone, e-mail and sign-in; everybody else keeps them."""

from datetime import date, timedelta

from flask import Flask
from sqlalchemy import func, select

from lms.account.models import Card, SignInSession
from lms.base import audit, clock
from lms.base.audit import AccessLogEntry, AuditEntry
from lms.base.database import db
from lms.people.models import EndReason, Person, Posting
from lms.people.rules.leaving import leave
from lms.people.rules.posting import end
from lms.privacy.jobs import let_go
from lms.privacy.library import personal_map
from lms.privacy.rules.retaining import forget_looks, let_go_of_leavers
from tests.factories.people import person
from tests.factories.privacy import LEAVER, leave_for_good, leave_traces

HALF_A_YEAR = 180


def let_go_on(day: date) -> int:
    number = let_go_of_leavers(personal_map(), day, HALF_A_YEAR)
    db.session.commit()
    return number


def test_half_a_year_after_the_last_day_her_contacts_and_her_sign_in_go(both_demo_app: Flask) -> None:
    leaver = leave_for_good()
    leave_traces(leaver)
    left, name = clock.today(), leaver.full_name
    others = db.session.scalar(select(func.count()).where(Person.phone.is_not(None)))
    let_go_on(left + timedelta(days=HALF_A_YEAR - 1))
    assert person(LEAVER).phone
    let_go_on(left + timedelta(days=HALF_A_YEAR))
    assert (person(LEAVER).phone, person(LEAVER).full_name) == (None, name)
    for model in (Card, SignInSession):
        assert db.session.scalar(select(func.count()).where(model.person_id == person(LEAVER).id)) == 0
    noted = select(AuditEntry.object_id).where(AuditEntry.action == "person:let_go")
    assert str(person(LEAVER).id) in list(db.session.scalars(noted))
    assert db.session.scalar(select(func.count()).where(Person.phone.is_not(None))) == (others or 0) - len(
        list(db.session.scalars(noted))
    )


def test_who_serves_is_awaited_or_has_access_keeps_them(demo_app: Flask) -> None:
    awaited = person("TD-C002")
    posting = db.session.scalars(
        select(Posting).where(Posting.person_id == awaited.id, Posting.valid_until.is_(None))
    ).first()
    assert posting
    leave(posting, clock.today(), EndReason.MATERNITY, clock.today() + timedelta(days=400), by=None)
    officer = person("TD-X01")
    for each in db.session.scalars(select(Posting).where(Posting.person_id == officer.id)):
        if each.holds_on(clock.today()):
            end(each, clock.today(), "resigned")
    db.session.commit()
    let_go_on(clock.today() + timedelta(days=300))
    assert all(person(code).phone for code in ("TD-C001", "TD-C002", "TD-X01"))


def test_the_job_does_it_and_twice_changes_nothing(demo_app: Flask) -> None:
    leave_for_good()
    let_go()
    once = db.session.scalars(select(AuditEntry.id).where(AuditEntry.action == "person:let_go")).all()
    let_go()
    assert db.session.scalars(select(AuditEntry.id).where(AuditEntry.action == "person:let_go")).all() == once
    assert person(LEAVER).phone


def test_what_the_access_log_says_of_long_ago_is_forgotten(both_demo_app: Flask) -> None:
    audit.note_access(person("DEMO-LD").id, "record of a person")
    db.session.commit()
    now = clock.now()
    assert forget_looks(now - timedelta(days=3650)) == 0
    assert forget_looks(now + timedelta(days=1)) > 0
    db.session.commit()
    assert db.session.scalar(select(func.count()).select_from(AccessLogEntry)) == 0
