"""Reminding: what concerns one person on a day becomes one message, and no matter is told of twice."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import select

from lms.base import audit
from lms.base.bulk import in_pieces, insert_rows, new_ids
from lms.base.database import db, lock_for_writing
from lms.base.matters import Matter
from lms.outbox.formats.reminder import words_of
from lms.outbox.models import RemindedMatter, Reminder
from lms.outbox.queries import reminders_among
from lms.outbox.rules.sending import Letter, send_each
from lms.people.models import Person
from lms.people.queries import merged_people


def compose(matters: Iterable[Matter], day: date) -> int:
    """Remind each person of what she was not reminded of yet, in one message; returns how many messages.

    Who was reminded on ``day`` already hears of the rest on another day.
    """
    lock_for_writing("reminders", "outbox")
    by_person = _new_ones(matters, day)
    names = _names(by_person)
    letters = []
    for person_id, hers in by_person.items():
        words = words_of(names[person_id], hers)
        letters.append(Letter(person_id, words.subject, words.text, f"reminder:{day}:{person_id}", link="/"))
    sent = {each.person_id: each.id for each in send_each(letters, by=None)}
    ids = dict(zip(sent, new_ids(Reminder, len(sent)), strict=True))
    insert_rows(
        Reminder,
        [
            {"id": ids[person_id], "person_id": person_id, "message_id": message_id, "composed_on": day}
            for person_id, message_id in sent.items()
        ],
    )
    told_of = [(person_id, matter) for person_id in sent for matter in by_person[person_id]]
    rows = [
        {
            "id": row_id,
            "reminder_id": ids[person_id],
            "person_id": person_id,
            "matter": matter.key,
            "due_on": matter.due_on,
        }
        for row_id, (person_id, matter) in zip(new_ids(RemindedMatter, len(told_of)), told_of, strict=True)
    ]
    insert_rows(RemindedMatter, rows)
    return len(sent)


def note_told(by: Person, reminder_ids: Sequence[int], *, now: datetime) -> int:
    """Note that ``by`` told people what stands in their reminders; returns how many are new.

    Reminders that she does not see, and those of which it was noted before, stay as they are.
    """
    lock_for_writing("reminders")
    found = [each for each in reminders_among(by, reminder_ids) if each.told_at is None]
    for reminder in found:
        reminder.told_at, reminder.told_by_id = now, by.id
    audit.record_many("reminder:told", Reminder, [audit.Act(each.id, {}) for each in found], by=by.id)
    db.session.flush()
    return len(found)


def take_back_told(by: Person, reminder_id: int) -> Reminder | None:
    """Note that somebody was not told after all: the tick was a mistake. Returns the reminder; None where
    ``by`` does not see it, or nobody noted that its person was told."""
    lock_for_writing("reminders")
    found = next((each for each in reminders_among(by, [reminder_id]) if each.told_at is not None), None)
    if found is None:
        return None
    audit.record("reminder:taken_back", found, by=by.id, facts={"told_by": found.told_by_id})
    found.told_at = found.told_by_id = None
    db.session.flush()
    return found


def _new_ones(matters: Iterable[Matter], day: date) -> dict[int, list[Matter]]:
    """By person, the matters of which she was not reminded, by day; without who was reminded today. Who was
    merged is reminded as who is kept, and was reminded of what either record was."""
    read_as = merged_people()
    wanted: dict[int, dict[tuple[str, date], Matter]] = {}
    for matter in matters:
        person_id = read_as.get(matter.person_id, matter.person_id)
        wanted.setdefault(person_id, {})[matter.key, matter.due_on] = matter
    records = {*wanted, *(merged for merged, kept in read_as.items() if kept in wanted)}
    for piece in in_pieces(sorted(records)):
        today = select(Reminder.person_id).where(Reminder.composed_on == day, Reminder.person_id.in_(piece))
        for person_id in db.session.scalars(today):
            wanted.pop(read_as.get(person_id, person_id), None)
        known = select(RemindedMatter.person_id, RemindedMatter.matter, RemindedMatter.due_on)
        for person_id, key, due_on in db.session.execute(known.where(RemindedMatter.person_id.in_(piece))):
            wanted.get(read_as.get(person_id, person_id), {}).pop((key, due_on), None)
    return {
        person_id: sorted(hers.values(), key=lambda matter: (matter.due_on, matter.key))
        for person_id, hers in wanted.items()
        if hers
    }


def _names(person_ids: Iterable[int]) -> dict[int, str]:
    names: dict[int, str] = {}
    for piece in in_pieces(person_ids):
        found = select(Person.id, Person.full_name).where(Person.id.in_(piece))
        names.update(db.session.execute(found).all())
    return names
