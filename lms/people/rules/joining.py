"""Adding a person."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import count
from typing import Any, NamedTuple

from sqlalchemy import select

from lms.base import audit, clock
from lms.base.bulk import in_pieces, insert_rows, new_ids
from lms.base.database import db, lock_for_writing
from lms.base.messages import Refusal, message
from lms.base.text import clean
from lms.people.models import Person
from lms.people.models.person import name_columns
from lms.people.queries import codes_among
from lms.people.rules.phoning import normal_phone

CODE_PREFIX = "CB"
CODE_AT_MOST = 32
NAME_AT_MOST = 120
OLDEST, YOUNGEST = 110, 14  # years; beyond these the date is a slip of the pen
_LETTER = re.compile(r"[^\W\d_]")


class BadPerson(Refusal):
    """A person cannot be kept as she was given."""


class CodeTaken(Refusal):
    """Somebody else has this staff code."""


class NewPerson(NamedTuple):
    """Somebody to be added."""

    full_name: str
    birth_date: date | None = None
    phone: str | None = None
    code: str | None = None
    """The staff code of the list that names her; None where the product gives her one."""
    birth_year: int | None = None
    """Where the birth date is not known, perhaps its year."""


def add_person(
    *,
    full_name: str,
    birth_date: date | None = None,
    phone: str | None = None,
    code: str | None = None,
    birth_year: int | None = None,
    by: int | None = None,
) -> Person:
    """Add a person: :func:`add_people` for one."""
    (person_id,) = add_people([NewPerson(full_name, birth_date, phone, code, birth_year)], by=by)
    return db.session.get_one(Person, person_id)


def add_people(people: Sequence[NewPerson], *, by: int | None) -> list[int]:
    """Add people, each with the given staff code or a new one such as ``CB000123``; returns their ids.

    Refuses a name without letters or of more than 120 characters, a birth date or year that makes her younger
    than 14 or older than 110, a phone number that is none, and a code that somebody has.
    """
    lock_for_writing("people")
    now = clock.now()
    ids = new_ids(Person, len(people))
    rows = [
        {"id": person_id, "code": code, **_columns(new, now)}
        for person_id, code, new in zip(ids, _codes(people), people, strict=True)
    ]
    insert_rows(Person, rows)
    audit.record_many("person:added", Person, [audit.Act(person_id, {}) for person_id in ids], by=by)
    return ids


def _columns(new: NewPerson, now: datetime) -> dict[str, Any]:
    return {
        **name_columns(checked_name(new.full_name)),
        "birth_date": checked_birth_date(new.birth_date),
        "birth_year": None if new.birth_date else checked_birth_year(new.birth_year),
        "phone": normal_phone(new.phone) if new.phone else None,
        "created_at": now,
    }


def checked_name(full_name: str) -> str:
    """The name as it is kept; refuses one without letters or of more than 120 characters."""
    name = clean(full_name)
    if not _LETTER.search(name):
        raise BadPerson(message("A person needs a full name."))
    if len(name) > NAME_AT_MOST:
        raise BadPerson(message("A full name may have at most %(longest)s characters.", longest=NAME_AT_MOST))
    return name


def checked_birth_date(birth_date: date | None) -> date | None:
    """The date of birth; refuses one that cannot be that of somebody who works."""
    if birth_date is not None and not _may_work(birth_date.year):
        written = birth_date.strftime("%d/%m/%Y")
        raise BadPerson(message("%(date)s cannot be the birth date of somebody who works.", date=written))
    return birth_date


def checked_birth_year(year: int | None) -> int | None:
    """The year of birth; refuses one in which nobody was born who works."""
    if year is not None and not _may_work(year):
        raise BadPerson(message("%(year)s cannot be the birth year of somebody who works.", year=str(year)))
    return year


def _may_work(birth_year: int) -> bool:
    return YOUNGEST <= clock.today().year - birth_year <= OLDEST


def _codes(people: Sequence[NewPerson]) -> list[str]:
    """The staff code of each: the one she brings, which nobody may have, or a new one."""
    brought = [clean(new.code) if new.code else "" for new in people]
    taken: set[str] = set()
    for piece in in_pieces({code for code in brought if code}):
        taken |= codes_among(piece)
    for code in filter(None, brought):
        if len(code) > CODE_AT_MOST:
            raise BadPerson(
                message("A staff code may have at most %(longest)s characters.", longest=CODE_AT_MOST)
            )
        if code in taken:
            raise CodeTaken(message("Somebody has the staff code %(code)s already.", code=code))
        taken.add(code)
    minted = (code for code in _new_codes() if code not in taken)
    return [code or next(minted) for code in brought]


def _new_codes() -> Iterator[str]:
    """Staff codes that nobody on record has: the numbers after the highest one minted so far."""
    minted = Person.code.regexp_match(f"^{CODE_PREFIX}[0-9]{{6}}$")
    last = db.session.scalar(select(Person.code).where(minted).order_by(Person.code.desc()).limit(1))
    for number in count(int(last.removeprefix(CODE_PREFIX)) + 1 if last else 1):
        yield f"{CODE_PREFIX}{number:06d}"
