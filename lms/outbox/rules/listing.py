"""The list of whom to tell: each reminder with where its person serves, commune by commune."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from lms.base.bulk import in_pieces
from lms.base.text import alphabet_key
from lms.outbox.models import Reminder
from lms.people.models import Posting
from lms.people.queries import postings_on


@dataclass(frozen=True)
class Line:
    """A reminder that somebody passes on."""

    reminder: Reminder
    commune: str
    """The unit that she serves in her first post; empty where none of hers has a place."""
    hamlet: str


def lines_of(reminders: Sequence[Reminder], day: date) -> list[Line]:
    """The reminders by commune; within a commune what nobody told yet first, then by hamlet and name."""
    posts: dict[int, list[Posting]] = {}
    for piece in in_pieces(dict.fromkeys(each.person_id for each in reminders)):
        posts.update(postings_on(piece, day))
    lines = [Line(each, *_place(posts.get(each.person_id, []), day)) for each in reminders]
    return sorted(lines, key=_order)


def by_commune(lines: Sequence[Line]) -> list[tuple[str, list[Line]]]:
    """The lines of each commune, in their order."""
    return [(commune, list(some)) for commune, some in groupby(lines, lambda line: line.commune)]


def _place(posts: Sequence[Posting], day: date) -> tuple[str, str]:
    for posting in posts:
        for place in posting.post.places:
            if place.holds_on(day):
                return place.unit.name, place.hamlet.name if place.hamlet else ""
    return "", ""


def _order(line: Line) -> tuple[str, bool, str, str, int]:
    reminder = line.reminder
    told = reminder.told_at is not None
    return (
        alphabet_key(line.commune),
        told,
        alphabet_key(line.hamlet),
        reminder.person.sort_key,
        reminder.id,
    )
