"""The staff lists that were sent, and whom they named."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, func, or_, select

from lms.base.database import db
from lms.people.models import Person
from lms.staffing.models import ImportState, RosterImport, RosterImportPerson
from lms.staffing.policies import openable_by


def imports_by(asker: Person) -> Select[RosterImport]:
    """The lists that the asker sent, newest first."""
    return select(RosterImport).where(openable_by(asker)).order_by(RosterImport.uploaded_at.desc())


def waiting_count(asker: Person | None = None) -> int:
    """How many lists were sent and neither written nor dropped: by anybody, or by the asker."""
    found = select(func.count(RosterImport.id)).where(RosterImport.state == ImportState.WAITING)
    return db.session.scalar(found.where(openable_by(asker)) if asker else found) or 0


def imports_waiting_since(moment: datetime) -> Sequence[RosterImport]:
    """The lists sent before ``moment`` that still wait."""
    waiting = RosterImport.state == ImportState.WAITING
    return db.session.scalars(
        select(RosterImport).where(waiting, RosterImport.uploaded_at < moment).order_by(RosterImport.id)
    ).all()


def people_of_import(roster_import_id: int, *, new_only: bool = False) -> Select[Person]:
    """Whom an applied list named, by name; with ``new_only`` those it brought on record."""
    query = (
        select(Person)
        .join(RosterImportPerson, RosterImportPerson.person_id == Person.id)
        .where(RosterImportPerson.roster_import_id == roster_import_id)
        .order_by(Person.sort_key, Person.id)
    )
    return query.where(RosterImportPerson.is_new) if new_only else query


def imports_being_written(now: datetime) -> Select[int]:
    """The ids of the lists that are being written and that no living process has claimed."""
    free = or_(RosterImport.claimed_until.is_(None), RosterImport.claimed_until <= now)
    return (
        select(RosterImport.id)
        .where(RosterImport.state == ImportState.APPLYING, free)
        .order_by(RosterImport.id)
    )
