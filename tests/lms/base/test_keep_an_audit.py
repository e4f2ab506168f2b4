"""What was done is kept in a chain that shows when somebody alters it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import insert, select, text
from sqlalchemy.exc import DBAPIError

from lms.base import audit, clock, sealing
from lms.base.audit import AuditEntry, AuditPersonal, AuditSeal
from lms.base.database import db, lock_for_writing
from lms.people.rules.joining import add_person
from tests.conftest import make_app


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
    assert sealing.seal() >= 3
    db.session.commit()
    db.session.execute(text("UPDATE audit_personal SET facts = NULL"))
    db.session.commit()
    assert sealing.first_broken_seal() is None
    acts(1)
    assert sealing.seal() >= 1
    db.session.commit()
    assert sealing.first_broken_seal() is None


@pytest.mark.parametrize(
    "statement", ["UPDATE audit SET action = 'x'", "DELETE FROM audit", "DELETE FROM audit_seal"]
)
def test_rows_cannot_be_changed_or_taken_out(both_app: Flask, statement: str) -> None:
    acts(1)
    sealing.seal()
    db.session.commit()
    with pytest.raises(DBAPIError, match="append-only"):
        db.session.execute(text(statement))
    db.session.rollback()


def test_whoever_gets_past_the_triggers_breaks_the_chain_visibly(app: Flask) -> None:
    acts(3)
    sealing.seal()
    db.session.commit()
    target = db.session.scalars(select(AuditEntry.id).where(AuditEntry.action == "person:tried")).all()[1]
    db.session.rollback()
    db.session.execute(text("DROP TRIGGER audit_no_update"))
    db.session.execute(text("UPDATE audit SET action = 'person:forged' WHERE id = :id"), {"id": target})
    db.session.commit()
    assert sealing.first_broken_seal() == target


@pytest.mark.postgresql
def test_a_row_that_is_committed_after_a_later_one_was_sealed_is_sealed_too(
    database: Callable[[str, str], str], tmp_path: Path
) -> None:
    app = make_app(database("postgresql", "blank"), tmp_path)
    with app.app_context():
        acts(1)
        slow = db.engine.connect()  # has its key, and takes its time
        (early,) = slow.execute(
            insert(AuditEntry).returning(AuditEntry.id),
            [{"at": clock.now(), "action": "a:b", "object_kind": "x", "object_id": "1", "facts": {}}],
        ).one()
        acts(1)
        sealing.seal()
        db.session.commit()
        assert max(db.session.scalars(select(AuditSeal.audit_id))) > early
        slow.commit()
        slow.close()
        assert sealing.walk().waiting == 1
        assert sealing.seal() == 1
        db.session.commit()
        assert sealing.walk()[1:3] == (None, 0)
        db.session.remove()
        db.engine.dispose()


def test_a_long_chain_is_sealed_and_walked_in_pieces(
    both_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "AT_ONCE", 2)
    acts(5)
    sealed = sealing.seal()
    db.session.commit()
    assert sealed >= 5
    assert sealing.seal() == 0
    assert sealing.walk()[:3] == (sealed, None, 0)


def test_a_sealing_that_is_stopped_halfway_goes_on_where_it_was(
    both_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "AT_ONCE", 2)
    acts(5)
    pieces = []

    def keep() -> None:
        db.session.commit()
        pieces.append(sealing.walk())
        if len(pieces) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sealing.seal(keep)
    assert [piece[:2] for piece in pieces] == [(2, None), (4, None)]
    waiting = pieces[-1].waiting
    assert waiting > 0
    assert sealing.seal(db.session.commit) == waiting
    db.session.rollback()
    assert sealing.walk()[1:3] == (None, 0)


def test_the_command_says_whether_the_chain_holds(app: Flask) -> None:
    acts(3)
    sealing.seal()
    db.session.commit()
    acts(1)
    runner = app.test_cli_runner()
    well = runner.invoke(args=["audit", "verify"])
    assert well.exit_code == 0
    assert "wait for their seal" in well.output
    assert sealing.walk().digest in well.output
    target = db.session.scalars(select(AuditEntry.id).where(AuditEntry.action == "person:tried")).all()[1]
    db.session.rollback()
    db.session.execute(text("DROP TRIGGER audit_no_update"))
    db.session.execute(text("UPDATE audit SET actor_id = 7 WHERE id = :id"), {"id": target})
    db.session.commit()
    broken = runner.invoke(args=["audit", "verify"])
    assert broken.exit_code == 1
    assert f"Entry {target} was altered or removed" in broken.output
