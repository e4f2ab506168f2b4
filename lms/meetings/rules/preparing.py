"""Preparing a monthly meeting: per collaborator one line, whom to help first, what is passed on."""

import enum
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sqlalchemy import select

from lms.activities.models import Activity, FollowUp, RosterEntry
from lms.activities.rules.attending import present_in
from lms.activities.rules.following_up import overdue
from lms.meetings.models import MeetingFollowUp, MeetingMessage
from lms.meetings.queries import (
    agreed_in,
    day_of_meeting,
    last_attended,
    last_meeting_day,
    meeting_in,
    messages_of,
    people_of,
    seats_at,
    shown_by,
)
from lms.people.models import Person, Posting
from lms.people.queries import postings_on
from lms.places.models import Unit
from lms.standards.models import Competency, Evidence, Requirement
from lms.standards.rules.explaining import Standing, State, explain_everybody
from lms.standards.rules.folding import add_months

NAMED_FIRST = 3
"""How many are named as those to help first: as many as one can sit down with after a meeting."""


class Help(enum.IntEnum):
    """How urgently somebody needs help, the most urgent first."""

    EXPIRED = 0
    MISSING = 1
    DUE = 2
    NONE = 3


HELP = {
    State.EXPIRED: Help.EXPIRED,
    State.LAPSED: Help.EXPIRED,
    State.CLAUSE_CHANGED: Help.EXPIRED,
    State.DECLARED: Help.DUE,
    State.EXPIRING: Help.DUE,
    State.HELD: Help.NONE,
    State.NOT_ASKED: Help.NONE,
    State.NOT_YET_IN_FORCE: Help.NONE,
    State.NO_LONGER_IN_FORCE: Help.NONE,
}
"""What a state asks for; any other says that something is missing."""


@dataclass(frozen=True)
class Line:
    """A collaborator on the page of a meeting."""

    person: Person
    hamlet: str = ""
    """The hamlet she serves; empty where nobody has said."""
    seat: RosterEntry | None = None
    """None while the meeting has none for her."""
    open: Sequence[tuple[Requirement, Standing]] = ()
    """What is asked of her and is missing, expired, due or waits for confirmation, the most urgent first."""
    tasks: Sequence[FollowUp] = ()
    """Tasks in the commune from earlier classes that are due by the end of the month."""
    finished: Sequence[Competency] = ()
    """What she has shown since the last meeting."""
    last_seen: date | None = None
    """When she last was at an activity or showed something."""

    @property
    def lacking(self) -> list[tuple[Requirement, Standing]]:
        """What is missing or has expired."""
        return [each for each in self.open if _help(each) < Help.DUE]

    @property
    def due(self) -> list[tuple[Requirement, Standing]]:
        """What expires soon, or waits for the officer to confirm it."""
        return [each for each in self.open if _help(each) is Help.DUE]

    @property
    def help(self) -> Help:
        """How urgently she needs help."""
        most = min((_help(each) for each in self.open), default=Help.NONE)
        return min(most, Help.DUE) if self.tasks else most

    @property
    def came(self) -> bool:
        """Whether she was ticked as present."""
        return self.seat is not None and bool(present_in(self.seat))


@dataclass(frozen=True)
class Preparation:
    """All that the page and the sheet of a meeting say."""

    unit: Unit
    month: date
    """The first day of the month."""
    day: date
    """The day as of which it is said: that of the meeting where there is one."""
    meeting: Activity | None
    since: date
    """The day of the last meeting; where nobody knows, the first day of the month before."""
    lines: Sequence[Line] = ()
    """Whom to help first stands first."""
    messages: Sequence[MeetingMessage] = ()
    agreed: Sequence[MeetingFollowUp] = ()

    @property
    def came(self) -> int:
        """How many of these people came."""
        return sum(line.came for line in self.lines)

    @property
    def first(self) -> list[Line]:
        """Whom to help first."""
        return [line for line in self.lines if line.help is not Help.NONE][:NAMED_FIRST]

    @property
    def groups(self) -> list[tuple[Help, list[Line]]]:
        """Those who need help alike, the most urgent first; nobody's group is left out."""
        return [(help_, list(lines)) for help_, lines in groupby(self.lines, key=lambda line: line.help)]

    @property
    def without_seat(self) -> int:
        """How many collaborators of the day the meeting does not expect yet; 0 while there is no meeting."""
        return sum(line.seat is None for line in self.lines) if self.meeting else 0


def prepare(unit: Unit, month: date) -> Preparation:
    """What the meeting of a commune in the month that begins with ``month`` has to look at."""
    meeting = meeting_in(unit.id, month)
    day = day_of_meeting(meeting, month)
    since = last_meeting_day(unit.id, day) or add_months(month, -1)
    return Preparation(
        unit,
        month,
        day,
        meeting,
        since,
        in_order_of_help(_lines(unit, month, day, since, seats_at(meeting))),
        messages_of(unit, month),
        agreed_in(unit.id, month),
    )


def in_order_of_help(lines: Iterable[Line]) -> list[Line]:
    """Whom to help first: what has expired, what is missing, what is due; then who was not seen for longest,
    then by name."""
    return sorted(
        lines,
        key=lambda line: (line.help, line.last_seen or date.min, line.person.sort_key, line.person.id),
    )


def _lines(unit: Unit, month: date, day: date, since: date, seats: dict[int, RosterEntry]) -> list[Line]:
    people = people_of(unit.id, month)
    standings = explain_everybody(people, day)
    postings = postings_on(people, day)
    tasks = _tasks(people, add_months(month, 1))
    shown = _by_person(shown_by(people, day))
    attended = last_attended(people, day)
    return [
        Line(
            person,
            hamlet=_hamlet(postings.get(person_id, ()), day),
            seat=seats.get(person_id),
            open=sorted((each for each in standings[person_id] if _help(each) < Help.NONE), key=_help),
            tasks=tasks.get(person_id, ()),
            finished=_finished(shown.get(person_id, ()), since),
            last_seen=_last_seen(shown.get(person_id, ()), attended.get(person_id)),
        )
        for person_id, person in people.items()
    ]


def _help(each: tuple[Requirement, Standing]) -> Help:
    return HELP.get(each[1].state, Help.MISSING)


def _tasks(person_ids: Collection[int], before: date) -> dict[int, list[FollowUp]]:
    """The tasks from classes that these people have not done and that are due before a day."""
    theirs = Activity.id.in_(select(RosterEntry.activity_id).where(RosterEntry.person_id.in_(person_ids)))
    found: dict[int, list[FollowUp]] = {}
    for late in overdue(theirs, before):
        for entry in late.waiting:
            if entry.person_id is not None:
                found.setdefault(entry.person_id, []).append(late.follow_up)
    return found


def _by_person(rows: Iterable[Evidence]) -> dict[int, list[Evidence]]:
    found: dict[int, list[Evidence]] = {}
    for row in rows:
        found.setdefault(row.person_id, []).append(row)
    return found


def _finished(rows: Iterable[Evidence], since: date) -> list[Competency]:
    return list({row.competency_id: row.competency for row in rows if row.occurred_on >= since}.values())


def _last_seen(rows: Iterable[Evidence], attended: date | None) -> date | None:
    return max([row.occurred_on for row in rows] + ([attended] if attended else []), default=None)


def _hamlet(postings: Iterable[Posting], day: date) -> str:
    """The name of the hamlet of her main post."""
    for posting in sorted(postings, key=lambda each: (each.second_job, each.id)):
        for place in posting.post.places:
            if place.hamlet is not None and place.holds_on(day):
                return place.hamlet.name
    return ""
