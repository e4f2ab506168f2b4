"""Staff lists from file to record: keep the upload, show what it would do, carry it out or drop it."""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import select

from lms.base import audit, clock
from lms.base.bulk import insert_rows
from lms.base.database import db, lock_for_writing
from lms.base.messages import Refusal, message
from lms.base.spreadsheet_archives import NamedFile, files_in, is_archive, pack
from lms.base.text import clean as cleaned
from lms.people.models import Person
from lms.staffing.models import ImportState, RosterImport, RosterImportPerson
from lms.staffing.queries.lists import imports_waiting_since
from lms.staffing.rules.applying import write_people, write_postings, write_trainings
from lms.staffing.rules.confirming import confirm_listed
from lms.staffing.rules.deciding import decisions_of, waiting
from lms.staffing.rules.drafting import ListRefused, clean, draft, read, still_true, without
from lms.staffing.rules.plans import Plan
from lms.staffing.rules.reading import Reading

__all__ = [
    "BadDay",
    "ListRefused",
    "carry_out",
    "combine",
    "drop",
    "drop_old",
    "keep_upload",
    "preview",
    "preview_of",
    "read",
]

KEPT = timedelta(days=7)
"""How long a list that nobody applied is kept."""


class BadDay(Refusal):
    """A list cannot be for a day that is still to come."""


def combine(files: Sequence[NamedFile]) -> NamedFile:
    """Files that were sent together as the one file that is kept: a single one as it is, several as an
    archive, those that are archives taken apart."""
    if len(files) == 1:
        return files[0]
    loose = [each for file in files for each in (files_in(file.data) if is_archive(file.data) else [file])]
    return NamedFile(f"{files[0].name} + {len(loose) - 1}", pack(loose))


def keep_upload(
    file_name: str, content: bytes, day: date, by: int | None, *, confirms: bool = False
) -> RosterImport:
    """Keep a list that was sent, so that what is applied later is what was previewed.

    With ``confirms`` it says that the rosters of its communes are right on ``day``. Refuses a file that is no
    readable list (see :func:`lms.staffing.rules.drafting.read`).
    """
    _refuse_future(day)
    lines = len(read(content).lines)
    lock_for_writing("staffing")
    kept = RosterImport(
        file_name=cleaned(file_name)[-200:] or "?",
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        day=day,
        uploaded_at=clock.now(),
        by_id=by,
        state=ImportState.WAITING,
        counts={},
        confirms=confirms,
        lines=lines,
    )
    db.session.add(kept)
    db.session.flush()
    audit.record("roster_import:uploaded", kept, by=by, facts={"sha256": kept.sha256})
    db.session.flush()
    return kept


def preview(reading: Reading, day: date, asker: Person | None) -> Plan:
    """What a list would do, without doing it. ``asker`` may list people of her units only; None, the
    command line, everybody."""
    return draft(reading, day, asker, {}).plan


def preview_of(roster_import: RosterImport, asker: Person | None) -> Plan:
    """What a waiting list would do; of one that was interrupted, what is left of it."""
    reading = without(read(roster_import.content or b""), roster_import.written_lines or ())
    return draft(reading, roster_import.day, asker, decisions_of(roster_import)).plan


def carry_out(roster_import_id: int, asker: Person | None) -> Plan:
    """Do all that a waiting list says in one transaction, or nothing: :class:`ListRefused` where any cell is
    refused. A long list is better written piece by piece: see ``writing_in_pieces``.

    What is on record is read again under the lock; where others wrote anything that matters since it was
    compared, the list is compared again.
    """
    kept = waiting(roster_import_id)
    reading = read(kept.content or b"")
    left, decisions = without(reading, kept.written_lines or ()), decisions_of(kept)
    drafted = clean(draft(left, kept.day, asker, decisions))
    lock_for_writing("staffing", "hamlets", "people", "posts")
    kept = waiting(roster_import_id)
    plan = still_true(drafted, asker).plan
    write(kept, plan, asker)
    if kept.confirms:
        confirm_listed(kept, draft(reading, kept.day, asker, decisions).plan)
    close(kept, ImportState.APPLIED, asker)
    return plan


def write(roster_import: RosterImport, plan: Plan, asker: Person | None) -> None:
    """Write what a plan says of a list or of a piece of it, and whom it named. Called under the lock."""
    asker_id = asker.id if asker else None
    people = write_people(plan, asker_id)
    write_postings(plan, people, asker_id)
    write_trainings(plan.trainings, people, asker_id)
    of_import = select(RosterImportPerson.person_id).where(
        RosterImportPerson.roster_import_id == roster_import.id
    )
    named_before = set(db.session.scalars(of_import))
    named = [
        {"roster_import_id": roster_import.id, "person_id": person_id, "is_new": planned.known is None}
        for planned, person_id in people.items()
        if person_id not in named_before
    ]
    insert_rows(RosterImportPerson, named)
    before, counts = roster_import.counts, plan.counts()
    roster_import.counts = {key: before.get(key, 0) + counts[key] for key in counts}


def drop(roster_import_id: int, by: int | None) -> RosterImport:
    """Take back a waiting list; its bytes go. What an interrupted one has written stays."""
    lock_for_writing("staffing")
    roster_import = waiting(roster_import_id)
    _close(roster_import, ImportState.DROPPED, by)
    return roster_import


def drop_old(now: datetime) -> int:
    """Drop every list that has waited for more than a week; returns how many."""
    lock_for_writing("staffing")
    old = imports_waiting_since(now - KEPT)
    for roster_import in old:
        _close(roster_import, ImportState.DROPPED, None)
    return len(old)


def drop_waiting(_person_ids: Sequence[int]) -> None:
    """Drop every list that waits, because somebody's data is erased: a file is not searched for her,
    and who sent it may send it again."""
    lock_for_writing("staffing")
    for roster_import in imports_waiting_since(clock.now()):
        _close(roster_import, ImportState.DROPPED, None)


def close(roster_import: RosterImport, state: ImportState, asker: Person | None) -> None:
    """End a list that was written; its bytes go."""
    roster_import.applied_at = clock.now()
    _close(roster_import, state, asker.id if asker else None)


def _refuse_future(day: date) -> None:
    if day > clock.today():
        raise BadDay(message("%(day)s lies in the future.", day=day.strftime("%d/%m/%Y")))


def _close(roster_import: RosterImport, state: ImportState, by: int | None) -> None:
    roster_import.state = state
    roster_import.content = None
    db.session.flush()
    audit.record(f"roster_import:{state.value}", roster_import, by=by, facts=roster_import.counts)
