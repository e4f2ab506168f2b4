"""What was done is kept in a chain that shows when somebody alters it."""

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from lms.base import audit
from lms.base.audit import AuditEntry, AuditPersonal
from lms.base.database import db, lock_for_writing
from lms.people.rules.joining import add_person


def acts(count: int) -> None:
    for number in range(count):
        lock_for_writing("people")
        person = add_person(full_name=f"Nguyễn Thị {number}")
        db.session.flush()
        audit.record(
            "person:tried", person, by=None, facts={"n": number}, personal={"name": "x"}, about=person.id
        )
        db.session.commit()


def test_an_act_and_what_it_says_of_a_person_are_kept_apart(both_app: Flask) -> None:
    acts(1)
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "person:tried")).one()
    assert entry.facts == {"n": 0}
    personal = db.session.get_one(AuditPersonal, entry.id)
    assert personal.facts == {"name": "x"}


def test_a_sealed_chain_holds_and_erasing_personal_values_does_not_break_it(both_app: Flask) -> None:
    acts(3)
    assert audit.seal() >= 3
    db.session.commit()
    db.session.execute(text("UPDATE audit_personal SET facts = NULL"))
    db.session.commit()
    assert audit.first_broken_seal() is None
    acts(1)
    assert audit.seal() >= 1
    db.session.commit()
    assert audit.first_broken_seal() is None


@pytest.mark.parametrize(
    "statement", ["UPDATE audit SET action = 'x'", "DELETE FROM audit", "DELETE FROM audit_seal"]
)
def test_rows_cannot_be_changed_or_taken_out(both_app: Flask, statement: str) -> None:
    acts(1)
    audit.seal()
    db.session.commit()
    with pytest.raises(DBAPIError, match="append-only"):
        db.session.execute(text(statement))
    db.session.rollback()


def test_whoever_gets_past_the_triggers_breaks_the_chain_visibly(app: Flask) -> None:
    acts(3)
    audit.seal()
    db.session.commit()
    target = db.session.scalars(select(AuditEntry.id).where(AuditEntry.action == "person:tried")).all()[1]
    db.session.rollback()
    db.session.execute(text("DROP TRIGGER audit_no_update"))
    db.session.execute(text("UPDATE audit SET action = 'person:forged' WHERE id = :id"), {"id": target})
    db.session.commit()
    assert audit.first_broken_seal() == target
