"""Staff lists from file to record: keep the upload, show what it would do, carry it out or drop it."""

import hashlib
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from lms.base import audit, clock
from lms.base.bulk import insert_rows
from lms.base.database import db, lock_for_writing
from lms.base.messages import Refusal, message
from lms.base.spreadsheets import read_workbook
from lms.base.text import clean
from lms.people.models import Person
from lms.staffing.models import ImportState, RosterImport, RosterImportPerson
from lms.staffing.queries.lists import imports_waiting_since
from lms.staffing.rules.applying import write_people, write_postings, write_trainings
from lms.staffing.rules.comparing import compare
from lms.staffing.rules.gathering import Mentioned, Record, known_from, mentioned_in, read_record
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


@dataclass(frozen=True)
class Draft:
    """A plan, with what it was made from: made before the lock, which is no place for reading files."""

    reading: Reading
    day: date
    mentioned: Mentioned
    record: Record
    plan: Plan


def keep_upload(file_name: str, content: bytes, day: date, by: int | None) -> RosterImport:
    """Keep a list that was sent, so that what is applied later is what was previewed.

    Refuses a file that is no readable list (see :func:`lms.base.spreadsheets.read_workbook`).
    """
    _refuse_future(day)
    read(content)
    lock_for_writing("staffing")
    return _keep(file_name, content, day, by)


def read(content: bytes) -> Reading:
    """The lines of a file; raises the refusals of reading."""
    return read_lines(read_workbook(content), clock.today())


def preview(reading: Reading, day: date, asker: Person | None) -> Plan:
    """What a list would do, without doing it. ``asker`` may list people of her units only; None, the
    command line, everybody."""
    return _draft(reading, day, asker).plan


def carry_out(roster_import_id: int, asker: Person | None) -> Plan:
    """Do all that a waiting list says, or nothing: :class:`ListRefused` where any cell is refused.

    What is on record is read again under the lock; where others wrote anything that matters since it was
    compared, the list is compared again.
    """
    waiting = _waiting(roster_import_id)
    draft = _clean(_draft(read(waiting.content or b""), waiting.day, asker))
    lock_for_writing("staffing", "people", "posts")
    return _carry_out(_waiting(roster_import_id), draft, asker)


def bring(file_name: str, content: bytes, day: date) -> Plan:
    """Keep a list and carry it out at once, as the command line does: all of it, or nothing."""
    _refuse_future(day)
    draft = _clean(_draft(read(content), day, None))
    lock_for_writing("staffing", "people", "posts")
    return _carry_out(_keep(file_name, content, day, None), draft, None)


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


def _draft(reading: Reading, day: date, asker: Person | None) -> Draft:
    mentioned = mentioned_in(reading.lines, day)
    record = read_record(mentioned, asker)
    return Draft(reading, day, mentioned, record, compare(reading, known_from(record), day))


def _clean(draft: Draft) -> Draft:
    if not draft.plan.is_clean:
        raise ListRefused(draft.plan)
    return draft


def _still_true(draft: Draft, asker: Person | None) -> Draft:
    """The draft, where the record is what it was made from; else a new one."""
    record = read_record(draft.mentioned, asker)
    if record == draft.record:
        return draft
    plan = compare(draft.reading, known_from(record), draft.day)
    return _clean(replace(draft, record=record, plan=plan))


def _carry_out(roster_import: RosterImport, draft: Draft, asker: Person | None) -> Plan:
    asker_id = asker.id if asker else None
    plan = _still_true(draft, asker).plan
    people = write_people(plan, asker_id)
    write_postings(plan, people, asker_id)
    write_trainings(plan.trainings, people, asker_id)
    named = [
        {"roster_import_id": roster_import.id, "person_id": person_id, "is_new": planned.known is None}
        for planned, person_id in people.items()
    ]
    insert_rows(RosterImportPerson, named)
    roster_import.counts = plan.counts()
    roster_import.applied_at = clock.now()
    _close(roster_import, ImportState.APPLIED, asker_id)
    return plan


def _refuse_future(day: date) -> None:
    if day > clock.today():
        raise BadDay(message("%(day)s lies in the future.", day=day.strftime("%d/%m/%Y")))


def _keep(file_name: str, content: bytes, day: date, by: int | None) -> RosterImport:
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
    db.session.flush()
    return kept


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
