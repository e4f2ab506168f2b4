"""Correcting what is on record of people and of their postings, many at once."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import bindparam, update

from lms.base import audit
from lms.base.bulk import update_rows
from lms.base.database import db, lock_for_writing
from lms.people.models import Person, Post, Posting, PostPlace
from lms.people.models.person import name_columns


class Values(NamedTuple):
    """What identifies a person beside her code."""

    full_name: str
    birth_date: date | None
    phone: str | None


class CorrectedPerson(NamedTuple):
    """Somebody on record, as she stood there and as she shall."""

    person_id: int
    before: Values
    after: Values


class CorrectedPosting(NamedTuple):
    """A posting on record with the values that it shall have."""

    posting_id: int
    post_id: int
    second_job: bool
    changed: frozenset[str]
    """Which of the values are others than before: ``second_job until organisation hamlet``."""
    until: date | None = None
    end_reason: str | None = None
    organisation_id: int | None = None
    hamlets: tuple[tuple[int, int | None], ...] = ()
    """The places of its post, each with its hamlet."""


def correct_people(corrections: Sequence[CorrectedPerson], *, by: int | None) -> None:
    """Write names, birth dates and phones that were checked; notes them before and after."""
    lock_for_writing("people")
    rows = [
        {"key": each.person_id, **each.after._asdict(), **name_columns(each.after.full_name)}
        for each in corrections
    ]
    columns = ("full_name", "folded", "sort_key", "birth_date", "phone")
    update_rows(
        update(Person)
        .where(Person.id == bindparam("key"))
        .values({column: bindparam(column) for column in columns}),
        rows,
    )
    audit.record_many("person:corrected", Person, [_act(each) for each in corrections], by=by)
    db.session.expire_all()


def correct_postings(corrections: Sequence[CorrectedPosting], *, by: int | None) -> None:
    """Write values of postings that were checked, and of the posts they hold."""
    lock_for_writing("posts")
    for column, model, rows in (
        ("second_job", Posting, [(each.posting_id, each.second_job) for each in corrections]),
        ("valid_until", Posting, [(each.posting_id, each.until) for each in _with("until", corrections)]),
        ("end_reason", Posting, [(each.posting_id, each.end_reason) for each in _with("until", corrections)]),
        (
            "organisation_id",
            Post,
            [(each.post_id, each.organisation_id) for each in _with("organisation", corrections)],
        ),
        ("hamlet_id", PostPlace, [pair for each in _with("hamlet", corrections) for pair in each.hamlets]),
    ):
        _set(model, column, rows)
    acts = [audit.Act(each.posting_id, {"values": sorted(each.changed)}) for each in corrections]
    audit.record_many("posting:corrected", Posting, acts, by=by)
    db.session.expire_all()


def _with(name: str, corrections: Sequence[CorrectedPosting]) -> list[CorrectedPosting]:
    return [each for each in corrections if name in each.changed]


def _set(model: type[Post] | type[PostPlace] | type[Posting], column: str, rows: Sequence[Any]) -> None:
    statement = update(model).where(model.id == bindparam("key")).values({column: bindparam("value")})
    update_rows(statement, [{"key": key, "value": value} for key, value in rows])


def _act(correction: CorrectedPerson) -> audit.Act:
    before, after = correction.before._asdict(), correction.after._asdict()
    names = sorted(name for name in before if before[name] != after[name])
    personal = {
        "before": {name: _plain(before[name]) for name in names},
        "after": {name: _plain(after[name]) for name in names},
    }
    return audit.Act(correction.person_id, {"values": names}, personal, correction.person_id)


def _plain(value: str | date | None) -> str | None:
    return value.isoformat() if isinstance(value, date) else value
