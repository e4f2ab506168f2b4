"""Taking from a person's record what identifies her. Her posts stay, with a record that names nobody."""

from collections.abc import Sequence

from sqlalchemy import select

from lms.base.database import db
from lms.people.models import Person
from lms.people.models.person import ERASED

NAMELESS = "Đã xóa dữ liệu"


def forget(person_ids: Sequence[int]) -> None:
    """Leave nothing of these people but their ids. The caller holds the lock for writing."""
    for person in db.session.scalars(select(Person).where(Person.id.in_(person_ids))):
        person.code = erased_code(person.id)
        person.full_name = f"{NAMELESS} ({person.id})"
        person.birth_date = person.birth_year = person.phone = person.email = None
    db.session.flush()


def erased_code(person_id: int) -> str:
    """The code under which somebody stands whose data was erased."""
    return f"{ERASED}{person_id}"
