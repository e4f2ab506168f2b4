"""Rosters: who is expected, and who came without having been expected."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from lms.activities.models import Activity, ActivityState, Attendance, GuestGroup, RosterEntry
from lms.base.audit import record
from lms.base.bulk import in_pieces, insert_rows, new_ids
from lms.base.database import db, lock_for_writing
from lms.base.messages import Refusal, message
from lms.base.text import clean
from lms.people.models import Person
from lms.people.queries import postings_on

MOST_SEATS = 2_000


class BadSeat(Refusal):
    """Somebody cannot be put on, or taken off, a roster."""


@dataclass(frozen=True)
class Guest:
    """Somebody without an account."""

    name: str
    group: GuestGroup
    place: str = ""


@dataclass(frozen=True)
class Seated:
    """What putting people on a roster did."""

    added: tuple[int, ...]
    """The ids of the new entries, in the order asked for."""
    there_already: int
    """How many had a seat already: nobody sits twice."""


def seat(
    activity_id: int,
    person_ids: Sequence[int],
    *,
    by: int | None,
    planned: bool = True,
    note: str | None = None,
) -> Seated:
    """Give people a seat, each with the role she holds on the first day.

    Raises :class:`BadSeat` where somebody is not on record, or the activity was called off.
    """
    lock_for_writing("activities")
    activity = _standing(activity_id)
    wanted = list(dict.fromkeys(person_ids))
    seated = set(
        db.session.scalars(select(RosterEntry.person_id).where(RosterEntry.activity_id == activity_id))
    )
    new = [person_id for person_id in wanted if person_id not in seated]
    _check_people(new)
    if len(seated) + len(new) > MOST_SEATS:
        raise BadSeat(message("A roster holds at most %(most)d people.", most=MOST_SEATS))
    ids = _insert(activity, new, planned=planned, note=note)
    record("activity:seated", activity, by=by, facts={"people": len(new), "planned": planned})
    return Seated(tuple(ids), len(person_ids) - len(new))


def seat_guests(activity_id: int, guests: Sequence[Guest], *, by: int | None, planned: bool = True) -> Seated:
    """Give guests a seat: the same name from the same place and group sits once."""
    lock_for_writing("activities")
    activity = _standing(activity_id)
    there = {
        (entry.guest_name, entry.guest_group, entry.guest_place)
        for entry in db.session.scalars(
            select(RosterEntry).where(RosterEntry.activity_id == activity_id, RosterEntry.person_id.is_(None))
        )
    }
    added = []
    for guest in guests:
        key = clean(guest.name), guest.group, clean(guest.place)
        if not key[0]:
            raise BadSeat(message("A guest needs a name."))
        if key in there:
            continue
        there.add(key)
        entry = RosterEntry(
            activity_id=activity_id,
            guest_name=key[0],
            guest_group=key[1],
            guest_place=key[2],
            planned=planned,
        )
        db.session.add(entry)
        added.append(entry)
    db.session.flush()
    record("activity:seated", activity, by=by, facts={"guests": len(added), "planned": planned})
    return Seated(tuple(entry.id for entry in added), len(guests) - len(added))


def unseat(entry_id: int, *, by: int | None) -> None:
    """Take somebody off a roster who has not come. Raises :class:`BadSeat` for who was there."""
    lock_for_writing("activities")
    entry = db.session.get(RosterEntry, entry_id)
    if entry is None:
        raise BadSeat(message("There is no such seat."))
    there = select(Attendance.id).where(Attendance.entry_id == entry_id, Attendance.present)
    if db.session.scalar(there.limit(1)) is not None:
        raise BadSeat(message("Somebody who was there stays on the roster."))
    for attendance in db.session.scalars(select(Attendance).where(Attendance.entry_id == entry_id)):
        db.session.delete(attendance)
    db.session.flush()
    record("activity:unseated", entry.activity, by=by, facts={"entry": entry_id})
    db.session.delete(entry)
    db.session.flush()


def roles_on_first_day(activity: Activity, person_ids: Collection[int]) -> dict[int, int]:
    """As what each of these people comes: the role of her main post on the first day."""
    roles: dict[int, int] = {}
    for piece in in_pieces(sorted(person_ids)):
        for person_id, postings in postings_on(piece, activity.valid_from).items():
            main = min(postings, key=lambda posting: (posting.second_job, posting.id))
            roles[person_id] = main.post.role_id
    return roles


def _insert(activity: Activity, person_ids: Sequence[int], *, planned: bool, note: str | None) -> list[int]:
    roles, ids = roles_on_first_day(activity, person_ids), new_ids(RosterEntry, len(person_ids))
    insert_rows(
        RosterEntry,
        [
            {
                "id": entry_id,
                "activity_id": activity.id,
                "person_id": person_id,
                "role_id": roles.get(person_id),
                "planned": planned,
                "answered": False,
                "note": note,
            }
            for entry_id, person_id in zip(ids, person_ids, strict=True)
        ],
    )
    return ids


def _standing(activity_id: int) -> Activity:
    activity = db.session.get(Activity, activity_id)
    if activity is None or activity.state is ActivityState.CANCELLED:
        raise BadSeat(message("This activity does not take place."))
    return activity


def _check_people(person_ids: Sequence[int]) -> None:
    known: set[int] = set()
    for piece in in_pieces(sorted(person_ids)):
        known.update(db.session.scalars(select(Person.id).where(Person.id.in_(piece))))
    if len(known) != len(person_ids):
        raise BadSeat(message("Somebody on the list is not on record."))
