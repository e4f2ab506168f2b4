"""Staff lists from file to record: keep the upload, show what it would do, carry it out or drop it."""

import hashlib
from datetime import date, datetime, timedelta

from lms.base import audit, clock
from lms.base.database import db, lock_for_writing
from lms.base.messages import Refusal, message
from lms.base.spreadsheets import read_workbook
from lms.base.text import clean
from lms.people.models import Person
from lms.staffing.models import ImportState, RosterImport, RosterImportPerson
from lms.staffing.queries import imports_waiting_since
from lms.staffing.rules.applying import write_people, write_postings, write_trainings
from lms.staffing.rules.comparing import compare
from lms.staffing.rules.gathering import gather
from lms.staffing.rules.plans import Plan
from lms.staffing.rules.reading import Reading, read_lines

KEPT = timedelta(days=7)
"""How long a list that nobody applied is kept."""


class NotWaiting(Refusal):
    """The list was applied or dropped before."""


class ListRefused(Refusal):
    """The list has refused cells, so nothing of it is written. ``plan`` says which."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(
            message(
                "Nothing was written: %(count)s cells of the list were refused. "
                "Correct them and send the list again.",
                count=len(plan.refused),
            )
        )
        self.plan = plan


class BadDay(Refusal):
    """A list cannot be for a day that is still to come."""


def keep_upload(file_name: str, content: bytes, day: date, by: int | None) -> RosterImport:
    """Keep a list that was sent, so that what is applied later is what was previewed.

    Refuses a file that is no readable list (see :func:`lms.base.spreadsheets.read_workbook`).
    """
    if day > clock.today():
        raise BadDay(message("%(day)s lies in the future.", day=day.strftime("%d/%m/%Y")))
    read(content)
    lock_for_writing("staffing")
    kept = RosterImport(
        file_name=clean(file_name)[-200:] or "?",
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        day=day,
        uploaded_at=clock.now(),
        by_id=by,
        state=ImportState.WAITING,
    )
    db.session.add(kept)
    db.session.flush()
    audit.record("roster_import:uploaded", kept, by=by, facts={"sha256": kept.sha256})
    return kept


def read(content: bytes) -> Reading:
    """The lines of a file; raises the refusals of reading."""
    return read_lines(read_workbook(content), clock.today())


def preview(reading: Reading, day: date, asker: Person | None) -> Plan:
    """What a list would do, without doing it. ``asker`` may list people of her units only; None, the
    command line, everybody."""
    return compare(reading, gather(reading.lines, day, asker), day)


def carry_out(roster_import_id: int, asker: Person | None) -> Plan:
    """Do all that a waiting list says, or nothing: :class:`ListRefused` where any cell is refused.

    The list is compared again under the lock, so that what others wrote since the preview counts.
    """
    asker_id = asker.id if asker else None
    reading = read(_waiting(roster_import_id).content or b"")
    lock_for_writing("staffing", "people", "posts")
    roster_import = _waiting(roster_import_id)
    plan = preview(reading, roster_import.day, asker)
    if not plan.is_clean:
        raise ListRefused(plan)
    people = write_people(plan, asker_id)
    write_postings(plan, people, asker_id)
    write_trainings(plan.trainings, people, asker_id)
    db.session.add_all(
        RosterImportPerson(
            roster_import_id=roster_import.id, person_id=person.id, is_new=planned.known is None
        )
        for planned, person in people.items()
    )
    roster_import.counts = plan.counts()
    roster_import.applied_at = clock.now()
    _close(roster_import, ImportState.APPLIED, asker_id)
    return plan


def drop(roster_import_id: int, by: int | None) -> RosterImport:
    """Take back a waiting list; its bytes go."""
    lock_for_writing("staffing")
    roster_import = _waiting(roster_import_id)
    _close(roster_import, ImportState.DROPPED, by)
    return roster_import


def drop_old(now: datetime) -> int:
    """Drop every list that has waited for more than a week; returns how many."""
    lock_for_writing("staffing")
    old = imports_waiting_since(now - KEPT)
    for roster_import in old:
        _close(roster_import, ImportState.DROPPED, None)
    return len(old)


def _waiting(roster_import_id: int) -> RosterImport:
    roster_import = db.session.get_one(RosterImport, roster_import_id, populate_existing=True)
    if roster_import.state is not ImportState.WAITING:
        raise NotWaiting(
            message("This list has already been applied or dropped. Send it again to compare it anew.")
        )
    return roster_import


def _close(roster_import: RosterImport, state: ImportState, by: int | None) -> None:
    roster_import.state = state
    roster_import.content = None
    db.session.flush()
    audit.record(f"roster_import:{state.value}", roster_import, by=by, facts=roster_import.counts)
