"""Adding a person."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import count

from sqlalchemy import select

from lms.base import audit, clock
from lms.base.database import db, lock_for_writing
from lms.base.messages import Refusal, message
from lms.base.text import clean
from lms.people.models import Person
from lms.people.queries import person_by_code
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


def add_person(
    *,
    full_name: str,
    birth_date: date | None = None,
    phone: str | None = None,
    code: str | None = None,
    by: int | None = None,
) -> Person:
    """Add a person, with the given staff code or a new one such as ``CB000123``.

    Refuses a name without letters or of more than 120 characters, a birth date that makes her younger than
    14 or older than 110, a phone number that is none, and a code that somebody has.
    """
    lock_for_writing("people")
    person = Person(
        code=_free_code(code) if code else next(new_codes()),
        full_name=checked_name(full_name),
        birth_date=checked_birth_date(birth_date),
        phone=normal_phone(phone) if phone else None,
    )
    db.session.add(person)
    db.session.flush()
    audit.record("person:added", person, by=by)
    return person


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
    if birth_date is None:
        return None
    age = clock.today().year - birth_date.year
    if not YOUNGEST <= age <= OLDEST:
        written = birth_date.strftime("%d/%m/%Y")
        raise BadPerson(message("%(date)s cannot be the birth date of somebody who works.", date=written))
    return birth_date


def _free_code(code: str) -> str:
    code = clean(code)
    if len(code) > CODE_AT_MOST:
        raise BadPerson(
            message("A staff code may have at most %(longest)s characters.", longest=CODE_AT_MOST)
        )
    if person_by_code(code):
        raise CodeTaken(message("Somebody has the staff code %(code)s already.", code=code))
    return code


def new_codes() -> Iterator[str]:
    """Staff codes that nobody has, one after another: the numbers after the highest one minted so far.

    Whoever takes some holds the lock ``people`` until they are written.
    """
    minted = Person.code.regexp_match(f"^{CODE_PREFIX}[0-9]{{6}}$")
    last = db.session.scalar(select(Person.code).where(minted).order_by(Person.code.desc()).limit(1))
    for number in count(int(last.removeprefix(CODE_PREFIX)) + 1 if last else 1):
        yield f"{CODE_PREFIX}{number:06d}"
